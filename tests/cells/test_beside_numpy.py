"""What lies beside NumPy in a page, tried here: scikit-learn's tables, bars, refusals, and what is absent."""

import builtins
import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
import sklearn.datasets
import sklearn.naive_bayes
from cells import make


def loaded(name, monkeypatch):
    """A module of book/cells/python under a name of its own: the real ones stay as they are."""
    path = make.HERE / "python" / name
    spec = importlib.util.spec_from_file_location(f"page_{path.parent.name}_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


TABLES = ["load_breast_cancer", "load_diabetes", "load_digits", "load_iris", "load_wine"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_scikit_learns(name, monkeypatch):
    tables = loaded("sklearn/datasets/__init__.py", monkeypatch)
    monkeypatch.setattr(tables, "_DATA", Path(sklearn.datasets.__file__).with_name("data"))
    assert tables.__all__ == TABLES
    for options in [{"scaled": False}, {}] if name == "load_diabetes" else [{}]:
        ours, theirs = getattr(tables, name)(**options), getattr(sklearn.datasets, name)(**options)
        np.testing.assert_allclose(ours.data, theirs.data, rtol=1e-12 if not options else 0, atol=1e-15)
        np.testing.assert_array_equal(ours.target, theirs.target)
        assert ours.target.dtype == theirs.target.dtype
        assert ours.data.flags.c_contiguous == theirs.data.flags.c_contiguous
        assert list(ours.feature_names) == list(theirs.feature_names)
        assert ("target_names" in ours) == ("target_names" in theirs)
        if "target_names" in ours:
            assert list(ours.target_names) == list(theirs.target_names)


def test_naive_bayes_is_scikit_learns(monkeypatch):
    ours = loaded("sklearn/naive_bayes.py", monkeypatch).GaussianNB(var_smoothing=1e-3)
    theirs = sklearn.naive_bayes.GaussianNB(var_smoothing=1e-3)
    digits = sklearn.datasets.load_digits()
    X, y = digits.data[:900] / 16, digits.target[:900]
    new = digits.data[900:] / 16
    for method in ("predict_joint_log_proba", "predict_proba", "predict"):
        one, other = (getattr(model.fit(X, y), method)(new) for model in (ours, theirs))
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-15)


def test_another_table_is_named(monkeypatch):
    tables = loaded("sklearn/datasets/__init__.py", monkeypatch)
    with pytest.raises(
        ModuleNotFoundError, match=r"a page has of sklearn.datasets only .* no make_moons"
    ) as told:
        _ = tables.make_moons
    assert told.value.name == "sklearn"
    assert not hasattr(tables, "__wrapped__")


def test_a_bar_counts_and_shows_nothing(monkeypatch, capsys):
    bar = loaded("tqdm/std.py", monkeypatch).tqdm(range(3), leave=False, disable=False, unit="epoch")
    assert [(i, bar.n) for i in bar] == [(0, 0), (1, 1), (2, 2)]
    bar.update(4)
    bar.close()
    assert bar.n == 7
    assert capsys.readouterr() == ("", "")
    bar.write("a line")
    assert capsys.readouterr().out == "a line\n"


SINGULAR = np.array([[1.0, 2.0], [2.0, 4.0]])


@pytest.mark.parametrize("name", ["solve", "inv", "cholesky"])
def test_finite_numbers_that_come_to_nan_are_refused(name, monkeypatch):
    numerics = loaded("course_cells/numerics.py", monkeypatch)
    says, more = numerics.SAYS[name], [np.ones(2)] * (name == "solve")

    def in_a_page(A, *rest):
        return np.full(np.shape(A), np.nan)

    refuses, real = numerics.refusing(in_a_page, says), getattr(np.linalg, name)
    given = -np.eye(2) if name == "cholesky" else SINGULAR
    for function in (refuses, real):  # the same error
        with pytest.raises(np.linalg.LinAlgError, match=says):
            function(given, *more)
    assert np.isnan(refuses(np.full((2, 2), np.nan), *more)).all()  # nothing was finite
    stays = numerics.refusing(real, says)
    np.testing.assert_array_equal(stays(2 * np.eye(2), *more), real(2 * np.eye(2), *more))


@pytest.fixture
def absent(monkeypatch):
    module = loaded("course_cells/absent.py", monkeypatch)
    monkeypatch.setitem(module.TITLES, "nowhere", "Nowhere")
    monkeypatch.setattr(module, "WITHOUT_EFFECT", ("nowhere.manual_seed",))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, module.Finder()])
    module.Finder.__init__.__defaults__ = (("nowhere",),)
    sys.meta_path[-1].names = ("nowhere",)
    yield module
    for name in [name for name in sys.modules if name.startswith("nowhere")]:
        del sys.modules[name]


CELL = """import nowhere.deep.functional as F
from nowhere import deep
nowhere = __import__("nowhere")
nowhere.manual_seed(0)
kind = F.float32
isinstance(3, deep.Tensor)
"""


def in_cell(source, names):
    exec(compile(source, "<cell 1>", "exec"), names)


def test_what_is_absent_may_be_imported_and_named(absent):
    names = {}
    in_cell(CELL, names)
    in_cell("same = kind == 1", names)
    assert names["same"] is False  # a type that is asked for by name, and is none of these
    uses = [
        "F.relu(3)",
        "kind[0]",
        "bool(kind)",
        "list(kind)",
        "float(kind)",
        "with deep.no_grad(): 0",
    ]
    for use in [*uses, "def f(): return deep.ones(2)\nf()", "import numpy as np\nnp.ones(2) @ deep.x"]:
        with pytest.raises(ModuleNotFoundError, match="Nowhere is not in this page, and nowhere") as told:
            in_cell(use, names)
        assert told.value.name == "nowhere"


def test_a_module_of_the_library_loads_without_it(absent):
    source = "import nowhere\nclass Net(nowhere.Module):\n    @nowhere.no_grad()\n    def run(self): return 1"
    names = {"__name__": "library"}
    exec(compile(source, "/library.py", "exec"), names)
    names = {}
    exec(compile("import nowhere\ndef ones(): return nowhere.ones(2)", "/library.py", "exec"), names)
    with pytest.raises(ModuleNotFoundError, match=r"nowhere\.ones cannot run here"):
        names["ones"]()


def test_a_page_cannot_ask_and_says_what_to_do(absent, monkeypatch):
    monkeypatch.setattr(builtins, "input", builtins.input)
    absent.install()
    with pytest.raises(OSError, match="write the value into the code"):
        in_cell("age = input('How old? ')", {})
