"""What lessons ask for beside NumPy, asked of the Python that pages have; its answers are those of here."""

import numpy as np
import page_python
import pytest

from course_lib import datasets
from course_lib.datasets import load_python_reference

ASK = """
import json
import course_cells
course_cells.connect(lambda kind, text: None)
import numpy as np
from course_lib import datasets
from course_lib.evidence import over_seeds
from course_lib.losses import mse_loss, mse_loss_grad
from course_lib.optim import newton_step
from course_lib.training import fit_arrays

def told(function, *args):
    try:
        function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

singular = np.ones((3, 2, 2))
found = {"errors": {
    "solve": told(np.linalg.solve, singular, np.ones((3, 2, 1))),
    "inv": told(np.linalg.inv, singular),
    "power": told(np.linalg.matrix_power, singular[0], -2),
    "cholesky": told(np.linalg.cholesky, -np.eye(2)),
    "newton": told(newton_step, np.ones(2), singular[0]),
    "mnist": told(lambda: datasets.load_mnist(fallback=False)),
    "model": told(lambda: __import__("sklearn.linear_model").linear_model.LogisticRegression()),
    "moons": told(lambda: __import__("sklearn.datasets").datasets.make_moons()),
    "torch": told(lambda: __import__("torch").tensor([1.0])),
}}
found["tables"] = {}
for name in ("breast_cancer", "diabetes", "digits", "iris", "wine"):
    part = getattr(datasets, f"load_{name}")().split(seed=3, standardize=True)
    found["tables"][name] = [part.X_train.tolist()[:5], part.y_train.tolist()[:50], str(part.y_train.dtype)]
found["reference"] = datasets.load_python_reference().text
def line(params, X, y):
    predictions = X @ params[0]
    return mse_loss(predictions, y), [X.T @ mse_loss_grad(predictions, y)]
X, w = np.eye(3), np.zeros(3)
fit_arrays(line, [w], X, np.array([1.0, 2.0, 3.0]), lr=0.5, epochs=60, batch_size=2, seed=1)
found["fitted"] = w.tolist()
found["seeds"] = over_seeds(lambda seed: seed + 0.5, range(3), progress=True).tolist()
answer = json.dumps(found)
"""


@pytest.fixture(scope="module")
def found(cells_site):
    return page_python.run(ASK)


SAYS = {
    "solve": "LinAlgError: Singular matrix",
    "inv": "LinAlgError: Singular matrix",
    "power": "LinAlgError: Singular matrix",
    "cholesky": "LinAlgError: Matrix is not positive definite",
    "newton": "LinAlgError: Singular matrix",
    "mnist": "DownloadError: Published sets are not downloaded in this page\n"
    "In Colab, or on your own computer, this notebook downloads them.",
    "model": "ModuleNotFoundError: scikit-learn is not in this page, and "
    "sklearn.linear_model.LogisticRegression cannot run here",
    "moons": "ModuleNotFoundError: a page has of sklearn.datasets only load_breast_cancer, load_diabetes, "
    "load_digits, load_iris, load_wine, and no make_moons",
    "torch": "ModuleNotFoundError: PyTorch is not in this page, and torch.tensor cannot run here",
}


def test_what_cannot_be_is_said(found):
    assert found["errors"] == SAYS


@pytest.mark.parametrize("name", ["breast_cancer", "diabetes", "digits", "iris", "wine"])
def test_a_table_is_split_in_the_same_rows(found, name):
    part = getattr(datasets, f"load_{name}")().split(seed=3, standardize=True)
    X, y, kind = found["tables"][name]
    np.testing.assert_allclose(X, part.X_train[:5], rtol=1e-12, atol=1e-12)
    assert (y, kind) == (part.y_train.tolist()[:50], str(part.y_train.dtype))


def test_the_reference_is_the_text_that_this_python_has(found):
    assert found["reference"] == load_python_reference().text


def test_training_and_seeds_go_on_without_a_bar(found):
    assert found["fitted"] == pytest.approx([1, 2, 3], abs=1e-4)
    assert found["seeds"] == [0.5, 1.5, 2.5]
