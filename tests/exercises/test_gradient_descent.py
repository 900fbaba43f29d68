"""The solutions of chapter 2 against torch and the library, and the numbers that its texts state."""

import contextlib
import io
from pathlib import Path

import nbformat
import numpy as np
import pytest
import scipy.stats
import torch

from course_lib.optim import bowl, gradient_descent, max_stable_lr
from grading.questions import is_tests

SOURCE = Path(__file__).parents[2] / "exercises/source/02_gradient_descent/gradient_descent.ipynb"


@pytest.fixture(scope="module")
def notebook():
    """The namespace after all cells but the tests and the figure, and what each cell printed."""
    names, printed = {"__name__": "__main__"}, {}
    for cell in nbformat.read(SOURCE, as_version=4).cells:
        if cell.cell_type == "code" and not is_tests(cell) and not cell.id.endswith("-figure"):
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(cell.source, cell.id, "exec"), names)
            printed[cell.id] = out.getvalue()
    return names, printed


def test_slopes_are_those_of_torch(notebook):
    names, _ = notebook
    x = np.random.default_rng(0).uniform(0, 2, (3, 2))
    leaf = torch.tensor(x, requires_grad=True)
    heights = {
        "cubes": (leaf**3).sum(),
        "waves": leaf.sin().sum(),
        "pairs": (leaf.ravel()[1:] * leaf.ravel()[:-1]).sum(),
        "dunes": leaf.cosh().sum().log(),
    }
    for land, height in heights.items():
        theirs = torch.autograd.grad(height, leaf)[0].numpy()
        np.testing.assert_allclose(names["edge_grad"](land, x, 1e-5), theirs, rtol=1e-8, atol=1e-8)


def test_the_path_and_its_border_are_those_of_the_library(notebook):
    names, _ = notebook
    surface = bowl(condition=7, angle=0.4)
    H = surface.hessian(np.zeros(2))
    theirs = gradient_descent(surface.f, surface.grad, [-3.0, 1.0], lr=0.1, steps=9).xs
    np.testing.assert_allclose(names["descend"](H, np.zeros(2), np.array([-3.0, 1.0]), [0.1] * 9), theirs)
    assert names["cycle_factor"](H, [max_stable_lr(7.0)]) == pytest.approx(1, rel=1e-12)


def test_the_table_is_fitted_as_torch_fits_it(notebook):
    names, _ = notebook
    part = names["is_train"]
    rows = torch.tensor(names["table"][part])
    scaled = (rows - rows.mean(0)) / rows.std(0, correction=0)
    layer = torch.nn.Linear(10, 1, dtype=torch.float64)
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.2)
    for _ in range(20):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(layer(scaled)[:, 0], torch.tensor(names["progress"][part])).backward()
        optimizer.step()
    weights, bias = names["fit_table"](names["table"], names["progress"], part, 0.2, 20)
    ours = names["table"][part] @ weights + bias
    np.testing.assert_allclose(ours, layer(scaled)[:, 0].detach().numpy(), rtol=1e-12)


@pytest.mark.parametrize(("betas", "eps"), [((0.9, 0.999), 1e-8), ((0.5, 0.7), 0.1)])
def test_adamax_takes_torchs_steps(notebook, betas, eps):
    names, _ = notebook
    rng = np.random.default_rng(0)
    theta = rng.normal(size=(3, 2))
    leaf = torch.tensor(theta, requires_grad=True)
    optimizer = torch.optim.Adamax([leaf], lr=0.02, betas=betas, eps=eps)
    m = u = np.zeros((3, 2))
    for t in range(1, 31):
        grad = rng.normal(size=(3, 2)) * 10 ** rng.uniform(-3, 3)
        theta, m, u = names["adamax_step"](theta, grad, m, u, t, 0.02, betas, eps)
        leaf.grad = torch.tensor(grad)
        optimizer.step()
        np.testing.assert_allclose(theta, leaf.detach().numpy(), rtol=1e-12)
    np.testing.assert_allclose(m, optimizer.state[leaf]["exp_avg"].numpy(), rtol=1e-12)
    np.testing.assert_allclose(u, optimizer.state[leaf]["exp_inf"].numpy(), rtol=1e-12)


@pytest.mark.parametrize("batch_size", [1, 3, 7, 50])
def test_the_repaired_training_is_torchs_sgd_with_an_exponential_schedule(notebook, batch_size):
    names, _ = notebook
    rng = np.random.default_rng(batch_size)
    X, y = rng.normal(size=(7, 2)), rng.normal(size=7)
    w = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.05, momentum=0.9)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.8)
    loader = torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(torch.tensor(X), torch.tensor(y)), batch_size=batch_size
    )
    for _ in range(4):
        for rows, targets in loader:
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(rows @ w, targets).backward()
            optimizer.step()
        schedule.step()
    ours = names["train"](X, y, 0.05, 0.9, 0.8, batch_size, 4)
    np.testing.assert_allclose(ours, w.detach().numpy(), rtol=1e-12)


# what the texts say


def test_a_small_step_is_lost_beside_a_large_entry():
    assert 1e12 + 1e-6 == 1e12
    assert np.finfo(np.float64).eps / 2 == pytest.approx(1.1e-16, rel=0.02)


def test_the_best_step_of_the_table_is_where_the_prediction_says(notebook):
    """The errors fall by a factor of 10,000 and then rise; the predicted step lies between its neighbors."""
    names, printed = notebook
    errors = [float(line.split()[-1]) for line in printed["q1-look"].splitlines() if "error" in line]
    assert np.argmin(errors) == 2  # 1e-05
    assert 1e-6 < names["best_step"](np.sin(1), np.cos(1), 1.1e-16) < 1e-4
    assert f"{names['best_step'](np.sin(1), np.cos(1), 1.1e-16):.0e}" in printed["q1-look"]


def test_raw_columns_are_hopeless(notebook):
    _, printed = notebook
    assert "no rate above 1.4e-05 converges" in printed["q3-patients"]
    assert "17 million steps" in printed["q3-patients"]


def test_without_early_stopping_validation_rises_far_above_its_best(notebook):
    names, _ = notebook
    assert names["few"].shape == (66, 66)
    assert len(names["many"]) == 376
    best, late = (
        names["mse"](weights, names["many"], names["many_y"]) for weights in (names["weights"], names["late"])
    )
    assert names["last"] == names["best"] + 10
    assert late > 3 * best
    assert names["mse"](np.zeros(66), names["many"], names["many_y"]) > best


def test_the_three_symptoms(notebook):
    """Explodes at 0.9 alone; stands still before it arrives; batches of 256 are not those of 20."""
    names, _ = notebook
    X, y, wanted = names["plane_x"], names["plane_y"], np.array([3.0, -2.0])

    def miss(train, *settings):
        return np.abs(names[train](X, y, *settings, 30) - wanted).max()

    assert miss("train_broken", 0.05, 0.5, 1, 5) < 1e-3 < 1e6 < miss("train_broken", 0.05, 0.9, 1, 5)
    assert miss("train", 0.05, 0.9, 1, 5) < 0.01
    assert miss("train_broken", 0.1, 0, 0.9, 5) > 1
    assert miss("train", 0.1, 0, 0.9, 5) < 0.3
    assert miss("train_broken", 0.1, 0, 1, 256) > 5 * miss("train_broken", 0.1, 0, 1, 20)
    assert miss("train", 0.1, 0, 1, 256) == miss("train", 0.1, 0, 1, 20)


def test_momentum_is_far_ahead_at_one_rate_and_nobody_wins_the_fair_race(notebook):
    names, printed = notebook
    plain, momentum = names["results"].mean(axis=2)[:, names["rates"].index(0.001)]
    assert momentum < 0.7 * plain
    assert "winner: nobody" in printed["q8-look"]
    assert "with the rate 0.001 for both: momentum" in printed["q8-look"]
    inside = [0 < choice < len(names["rates"]) - 1 for choice in names["choices"]]
    assert all(inside)  # a rate at the end of its grid would be no fair choice


def test_the_table_is_students_and_holds_the_truth_in_95_of_100_cases(notebook):
    names, _ = notebook
    for dof, t in names["T95"].items():
        assert t == pytest.approx(scipy.stats.t.ppf(0.975, dof), abs=6e-4)
    assert round(2 * scipy.stats.t.cdf(2, 1) - 1, 1) == 0.7  # "in 70 of 100 cases only"
    differences = np.random.default_rng(0).normal(size=(20_000, 2))
    errors = differences.std(axis=1, ddof=1) / np.sqrt(2)
    for factor, share in ((names["T95"][1], 0.95), (2, 0.7)):
        covered = np.abs(differences.mean(axis=1)) < factor * errors
        assert covered.mean() == pytest.approx(share, abs=0.02)


def test_a_short_step_heals_a_long_one(notebook):
    """What the figure's title and legend say."""
    names, _ = notebook
    H = np.array([[5.0, 4.0], [4.0, 8.0]])
    border = 2 / np.linalg.eigvalsh(H).max()
    factor = {c: names["cycle_factor"](H, np.array(c) * border) for c in ((0.1,), (1.6, 0.4), (1.1,), (1.6,))}
    assert factor[1.6, 0.4] < factor[(0.1,)] ** 2 < 1 < factor[(1.1,)] < factor[(1.6,)]


def test_the_model_report_states_what_the_experiment_prints(notebook):
    _, printed = notebook
    own, equal = (line for line in printed["q8-race-experiment"].splitlines() if "±" in line)
    assert own.endswith("0.0002 ± 0.0027")
    assert equal.endswith("0.2119 ± 0.0635")
