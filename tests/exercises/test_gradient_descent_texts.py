"""The numbers that the texts of chapter 2's exercises state, and what its broken code cannot print."""

import re

import numpy as np
import pytest
import scipy.stats
from exercise_answers import SOURCES, source_of

from course_lib.evidence import paired

SOURCE = next(source for source in SOURCES if source.parent.name == "02_gradient_descent")


def cell(name):
    return next(cell.source for cell in source_of(SOURCE).cells if cell.id == name)


def test_a_small_step_is_lost_beside_a_large_entry():
    assert 1e12 + 1e-6 == 1e12
    assert np.finfo(np.float64).eps / 2 == pytest.approx(1.1e-16, rel=0.02)


def test_the_best_step_of_the_table_is_where_the_prediction_says(descent):
    """The errors fall by a factor of 10,000 and then rise; the predicted step lies between its neighbors."""
    names, printed = descent
    errors = [float(line.split()[-1]) for line in printed["q1-look"].splitlines() if "error" in line]
    assert np.argmin(errors) == 2  # 1e-05
    assert 1e-6 < names["best_step"](np.sin(1), np.cos(1), 1.1e-16) < 1e-4
    assert f"{names['best_step'](np.sin(1), np.cos(1), 1.1e-16):.0e}" in printed["q1-look"]


def test_raw_columns_are_hopeless(descent):
    _, printed = descent
    assert "no rate above 1.4e-05 converges" in printed["q3-patients"]
    assert "17 million steps" in printed["q3-patients"]


def test_without_early_stopping_validation_rises_far_above_its_best(descent):
    names, _ = descent
    assert names["few"].shape == (66, 66)
    assert len(names["many"]) == 376
    best, late = (
        names["mse"](weights, names["many"], names["many_y"]) for weights in (names["weights"], names["late"])
    )
    assert names["last"] == names["best"] + 10
    assert late > 3 * best
    assert names["mse"](np.zeros(66), names["many"], names["many_y"]) > best


REPAIRS = {
    "velocity": [
        ("weights = np.zeros(X.shape[1])", "weights = velocity = np.zeros(X.shape[1])"),
        ("velocity, rate = np.zeros(X.shape[1]), lr", "rate = lr"),
    ],
    "rate": [("decay**epoch", "decay ** (epoch - 1)")],
    "misses": [("missed = X[first : first + batch_size], misses[first : first + batch_size]",
                "missed = X[first : first + batch_size], (X @ weights - y)[first : first + batch_size]")],
}  # fmt: skip
SHOWN = {
    "velocity": [False, True, False, False],
    "rate": [False, False, True, False],
    "misses": [True, True, False, False],
    None: [False, False, False, False],
}


def apart(text):
    """What the four lines of a report of the training say."""
    return [float(number) > 1e-6 for number in re.findall(r": (\S+) apart", text)]


def test_every_bug_of_the_training_shows_itself_alone(descent, capsys):
    names, printed = descent
    assert apart(printed["q7-symptoms"]) == [True, True, True, False]
    assert apart(printed["q7-look"]) == SHOWN[None]
    for kept, shown in SHOWN.items():
        code = cell("q7-broken-training")
        for name, changes in REPAIRS.items():
            for before, after in changes:
                assert code.count(before) == 1, name
                code = code if name == kept else code.replace(before, after)
        space = dict(names)
        exec(code, space)
        names["report"](space["train_broken"])
        assert apart(capsys.readouterr().out) == shown, kept


def test_momentum_is_far_ahead_at_one_rate_and_nobody_wins_the_fair_race(descent):
    names, printed = descent
    plain, momentum = names["results"].mean(axis=2)[:, names["rates"].index(0.001)]
    assert momentum < 0.7 * plain
    assert "winner: nobody" in printed["q8-look"]
    assert "with the rate 0.001 for both: momentum" in printed["q8-look"]
    inside = [0 < choice < len(names["rates"]) - 1 for choice in names["choices"]]
    assert all(inside)  # a rate at the end of its grid would be no fair choice


def test_the_table_is_students_and_holds_the_truth_in_95_of_100_cases(descent):
    names, _ = descent
    for dof, t in names["T95"].items():
        assert t == pytest.approx(scipy.stats.t.ppf(0.975, dof), abs=6e-4)
    assert round(2 * scipy.stats.t.cdf(2, 1) - 1, 1) == 0.7  # "in 70 of 100 cases only"
    differences = np.random.default_rng(0).normal(size=(20_000, 2))
    errors = differences.std(axis=1, ddof=1) / np.sqrt(2)
    for factor, share in ((names["T95"][1], 0.95), (2, 0.7)):
        covered = np.abs(differences.mean(axis=1)) < factor * errors
        assert covered.mean() == pytest.approx(share, abs=0.02)


def test_a_short_step_heals_a_long_one(descent):
    """What the figure's title and legend say."""
    names, _ = descent
    H = np.array([[5.0, 4.0], [4.0, 8.0]])
    border = 2 / np.linalg.eigvalsh(H).max()
    factor = {c: names["cycle_factor"](H, np.array(c) * border) for c in ((0.1,), (1.6, 0.4), (1.1,), (1.6,))}
    assert factor[1.6, 0.4] < factor[(0.1,)] ** 2 < 1 < factor[(1.1,)] < factor[(1.6,)]


def test_the_model_report_states_what_the_experiment_prints(descent):
    _, printed = descent
    own, equal = (line for line in printed["q8-race-experiment"].splitlines() if "±" in line)
    assert own.endswith("0.0002 ± 0.0067")
    assert equal.endswith("0.2119 ± 0.1548")
    assert "is 0.0002 ± 0.0067 when" in cell("q8-race-report-text")
    assert "0.21 ± 0.15 with" in cell("q8-race-report-text")


def test_what_the_model_report_concludes_holds_for_other_splits(descent):
    """Same ranges as for the person who grades; the interval is that of one set of patients."""
    names, _ = descent
    race, gaps = names["race"], {}
    for heavy, plain in ((0.001, 0.01), (0.001, 0.001)):
        pairs = [
            [np.mean([race(mu, lr, seed, split) for seed in (3, 4, 5)]) for split in range(10, 20)]
            for mu, lr in ((0.0, plain), (0.9, heavy))
        ]
        gaps[plain] = paired(*pairs, test_share=146 / 442)
    assert not gaps[0.01].clear
    assert -0.002 < gaps[0.01].mean < 0.004
    assert 0.003 < gaps[0.01].high - gaps[0.01].mean < 0.008
    assert gaps[0.001].clear
    assert 0.19 < gaps[0.001].mean < 0.24
