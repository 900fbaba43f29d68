"""What the descent explorer computes with the library: edges, paths, noise, and what its words claim."""

import numpy as np
import pytest

from course_lib import optim
from course_lib.datasets import load_diabetes
from course_lib.optim.descent_explorer import OPTIMIZERS, PRESETS, SURFACES, DescentExplorer, patients
from course_lib.optim.descent_explorer.run import batches, noisy_gradient, options_of
from course_lib.optim.descent_explorer.words import WORDS

QUADRATIC = ("bowl", "regression")


@pytest.mark.parametrize("name", SURFACES)
def test_edges_are_those_of_the_flattest_minimum(name):
    explorer = DescentExplorer(surface=name, condition=40.0, angle=0.3, momentum=0.8)
    surface = explorer.surface_object
    sharpness = min(np.linalg.eigvalsh(surface.hessian(x))[-1] for x in surface.minima)
    assert sharpness == pytest.approx(explorer._surfaces[name]["sharpness"] if name != "bowl" else 40)
    assert explorer.edges == pytest.approx(
        {"sgd": 2 / sharpness, "momentum": 3.6 / sharpness, "nesterov": 3.6 / 2.6 / sharpness}
    )


@pytest.mark.parametrize("name", ["sgd", "momentum", "nesterov"])
@pytest.mark.parametrize("surface", QUADRATIC)
def test_just_below_the_edge_it_converges_and_just_above_it_diverges(surface, name):
    edge = DescentExplorer(surface=surface).edges[name]
    ends = [
        DescentExplorer(surface=surface, optimizers=[name], lrs={name: part * edge}, steps=1000)
        .paths()[name]
        .values
        for part in (0.99, 1.01)
    ]
    floor = DescentExplorer(surface=surface).surface_object
    below, above = (end[-1] - floor.f(floor.minima[0]) for end in ends)
    first = ends[0][0]
    assert below < first / 1000
    assert not above < first * 1000  # nan and infinity too


def test_paths_are_those_of_gradient_descent():
    explorer = DescentExplorer(preset="race")
    surface, paths = optim.bowl(25, 0.5), explorer.paths()
    assert list(paths) == OPTIMIZERS
    expected = optim.gradient_descent(
        surface.f, surface.grad, explorer.start, lr=0.01, steps=100, momentum=0.9, nesterov=True
    )
    np.testing.assert_array_equal(paths["nesterov"].xs, expected.xs)
    adam = optim.gradient_descent(
        surface.f, surface.grad, explorer.start, lr=0.2, steps=100, optimizer=optim.Adam
    )
    np.testing.assert_array_equal(paths["adam"].values, adam.values)


def test_the_rows_are_the_patients_in_standard_units():
    data = load_diabetes()
    rows = np.array(patients())
    assert rows.shape == (442, 2)
    for column, measured in zip(rows.T, (data.X[:, 2], data.y), strict=True):
        assert np.abs(column - (measured - measured.mean()) / measured.std()).max() <= 0.0005 + 1e-12
    slope, intercept = DescentExplorer(surface="regression").surface_object.minima[0]
    assert slope == pytest.approx(np.corrcoef(data.X[:, 2], data.y)[0, 1], abs=1e-3)
    assert abs(intercept) < 1e-3


def test_every_racer_meets_the_same_noise_and_a_seed_repeats_it():
    explorer = DescentExplorer(surface="plateau", noise=0.3, seed=4, optimizers=["sgd", "adam"])
    surface = explorer.surface_object
    noises = [path.grads - surface.grad(path.xs.T).T for path in explorer.paths().values()]
    np.testing.assert_allclose(noises[0], noises[1], atol=1e-12)
    assert noises[0].std() == pytest.approx(0.3, rel=0.15)
    again = DescentExplorer(surface="plateau", noise=0.3, seed=5, optimizers=["sgd"]).paths()["sgd"]
    assert not np.allclose(again.grads - surface.grad(again.xs.T).T, noises[0])


def test_batches_cover_every_row_once_an_epoch():
    from course_lib.mulberry import Mulberry32

    rows = batches(Mulberry32(3), 10, 4)
    first, second = ([next(rows) for _ in range(3)] for _ in range(2))
    assert [len(b) for b in first] == [4, 4, 2]
    assert sorted(np.concatenate(first)) == sorted(np.concatenate(second)) == list(range(10))
    assert not np.array_equal(np.concatenate(first), np.concatenate(second))
    surface = optim.least_squares(np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]]), [1.0, 3.0, 5.0])
    whole = noisy_gradient(surface, n_rows=3, batch_size=3)
    np.testing.assert_allclose(whole(np.zeros(2)), surface.grad(np.zeros(2)))


def test_without_momentum_nesterov_is_plain():
    assert options_of("nesterov", 0.0) == {"momentum": 0.0, "nesterov": False}
    paths = DescentExplorer(
        surface="bowl",
        momentum=0,
        optimizers=["sgd", "momentum", "nesterov"],
        lrs=dict.fromkeys(OPTIMIZERS, 0.1),
    ).paths()
    np.testing.assert_array_equal(paths["nesterov"].xs, paths["sgd"].xs)
    np.testing.assert_array_equal(paths["momentum"].xs, paths["sgd"].xs)


def test_the_prediction_is_answered_with_true_numbers():
    surface = optim.bowl(10)
    start = PRESETS["edge"]["settings"]["start"]
    below, above = (
        optim.gradient_descent(surface.f, surface.grad, start, lr=lr, steps=100).values[-1]
        for lr in (0.196, 0.204)
    )
    verdict = WORDS["reveal"]["verdict"]
    assert f"{below:.2g};" in verdict
    assert f"{above:,.0f}." in verdict
    assert WORDS["reveal"]["edge"] == optim.max_stable_lr(10)
    assert WORDS["reveal"]["answer"] in [option["value"] for option in WORDS["predict"]["options"]]


def test_what_the_comments_claim():
    def ends(preset, **changes):
        explorer = DescentExplorer(preset=preset, **changes)
        surface = explorer.surface_object
        floor = surface.f(surface.minima[0])
        return {name: path.values - floor for name, path in explorer.paths().items()}, explorer

    losses, _ = ends("ravine")  # momentum is ahead at the end
    assert losses["momentum"][-1] < losses["sgd"][-1] / 10
    losses, _ = ends("rosenbrock")
    assert losses["adam"][-1] < losses["momentum"][-1] < losses["sgd"][-1]
    losses, explorer = ends("plateau")  # Adam is there long before plain descent has left the plain
    assert losses["adam"][40] < 0.1 < 0.9 < losses["sgd"][40]
    assert np.linalg.norm(explorer.surface_object.grad(np.array(explorer.start))) == pytest.approx(
        0.04, abs=0.005
    )
    losses, explorer = ends("saddle", start=[-1.5, 0])
    assert all(loss[-1] == pytest.approx(0.25, abs=1e-3) for loss in losses.values())
    himmelblau = DescentExplorer(preset="himmelblau")
    minima = himmelblau.surface_object.minima
    away = [np.linalg.norm(minima - path.xs[-1], axis=1) for path in himmelblau.paths().values()]
    assert len({d.argmin() for d in away}) == 3  # three different ends
    assert max(d.min() for d in away) < 0.1
    trembling, _ = ends("minibatch")
    resting, _ = ends("minibatch", batch_size=0)
    assert trembling["sgd"][-20:].mean() > 1e-3 > 1e-6 > resting["sgd"][-20:].mean()
