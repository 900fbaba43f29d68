"""The solutions of chapter 1 against torch and the library, and the numbers that its texts state."""

import contextlib
import io
import re

import numpy as np
import pytest
import torch
from exercise_answers import SOURCES, given, source_of

from course_lib.losses import huber_loss
from grading.questions import is_tests

F = torch.nn.functional


@pytest.fixture(scope="module")
def notebook():
    """The namespace after all cells but the tests and the figure, and what each cell printed."""
    names, printed = dict(given(SOURCES[0])), {}
    for cell in source_of(SOURCES[0]).cells:
        if cell.cell_type == "code" and not is_tests(cell) and not cell.id.endswith("-figure"):
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(cell.source, cell.id, "exec"), names)
            printed[cell.id] = out.getvalue()
    return names, printed


def test_without_a_free_zone_it_begins_as_hubers_loss_and_its_slope_is_autograds(notebook):
    names, _ = notebook
    p, y = np.random.default_rng(0).normal(scale=3, size=(2, 5, 3))
    near = y + np.clip(p, -1.5, 1.5)
    assert names["tolerant_loss"](near, y, 0, 1.5) == pytest.approx(huber_loss(near, y, delta=1.5), rel=1e-12)
    leaf = torch.tensor(p, requires_grad=True)
    d = ((leaf - torch.tensor(y)).abs() - 0.5).clamp(min=0)
    tail = 2 * 1.5**1.5 * d.clamp(min=1.5).sqrt() - 1.5 * 1.5**2
    loss = torch.where(d <= 1.5, d**2 / 2, tail).mean()
    loss.backward()
    assert names["tolerant_loss"](p, y, 0.5, 1.5) == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(names["tolerant_loss_grad"](p, y, 0.5, 1.5), leaf.grad, atol=1e-12)


def test_none_of_these_is_a_class_with_the_logit_0(notebook):
    names, _ = notebook
    rng = np.random.default_rng(0)
    logits, targets = rng.normal(scale=3, size=(7, 4)), rng.integers(-1, 4, 7)
    leaf = torch.tensor(logits, requires_grad=True)
    complete = torch.cat([torch.zeros(7, 1), leaf], dim=1)
    loss = F.cross_entropy(complete, torch.tensor(targets + 1))
    loss.backward()
    assert names["open_cross_entropy"](logits, targets) == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(names["open_cross_entropy_grad"](logits, targets), leaf.grad, atol=1e-12)
    alone = logits[:, :1]  # one class beside none: the sigmoid
    np.testing.assert_allclose(names["log_normalizer"](alone), np.logaddexp(0, alone[:, 0]), rtol=1e-12)


def test_the_repaired_loss_is_torchs(notebook):
    names, _ = notebook
    weights = torch.tensor(names["weights"], requires_grad=True)
    n_votes = names["votes"].sum(axis=1)
    shares = torch.tensor(names["votes"] / np.maximum(n_votes, 1)[:, None])
    each = F.cross_entropy(torch.tensor(names["images"]) @ weights, shares, reduction="none")
    loss = (each * torch.tensor(n_votes)).sum() / n_votes.sum()
    loss.backward()
    given = names["weights"], names["images"], names["votes"]
    assert names["digit_loss"](*given) == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(names["digit_loss_grad"](*given), weights.grad, atol=1e-12)


def test_the_symptoms_of_the_classifier_are_those_of_the_text(notebook):
    names, printed = notebook
    found = [float(x) for x in re.findall(r"loss ([\d.]+|nan)", printed["q5-symptoms"])]
    expected = [np.log(10), np.log(100), np.log(1000), np.log(2), 2 * np.log(2), np.log(2) / 2, np.nan]
    assert found == pytest.approx(expected, abs=6e-5, nan_ok=True)
    bills = [float(x) for x in re.findall(r"loss ([\d.]+)", printed["q5-look"])]
    assert np.argmin(bills) not in (0, len(bills) - 1)
    assert bills[0] == pytest.approx(np.log(10), abs=6e-5)
    assert bills[-1] > bills[0]
    assert np.mean((names["images"] @ names["weights"]).argmax(axis=1) == names["labels"]) > 0.85


def test_at_one_half_the_lopsided_density_is_laplaces_with_twice_the_scale(notebook):
    names, _ = notebook
    m, s, y = np.random.default_rng(0).normal(size=(3, 4, 2))
    location, log_scale = (torch.tensor(array, requires_grad=True) for array in (m, s))
    laplace = torch.distributions.Laplace(location, 2 * log_scale.exp())
    loss = -laplace.log_prob(torch.tensor(y)).mean()
    loss.backward()
    assert names["laplace_nll"](m, s, y, 0.5) == pytest.approx(loss.item(), rel=1e-12)
    for ours, theirs in zip(names["laplace_nll_grad"](m, s, y, 0.5), (location, log_scale), strict=True):
        np.testing.assert_allclose(ours, theirs.grad, atol=1e-12)


@pytest.mark.parametrize("q", [0.1, 0.75])
def test_the_lopsided_density_is_a_density_and_its_quantile_is_the_location(notebook, q):
    names, _ = notebook
    y = np.linspace(-400, 400, 1_600_001)
    one = [names["laplace_nll"](np.ones(1), np.array([0.5]), y[i : i + 1], q) for i in (800_000, 900_000)]
    residuals = y - 1
    density = (
        q * (1 - q) / np.exp(0.5) * np.exp(-np.maximum(q * residuals, (q - 1) * residuals) / np.exp(0.5))
    )
    assert one == pytest.approx(-np.log(density[[800_000, 900_000]]))
    assert np.trapezoid(density, y) == pytest.approx(1, abs=1e-6)
    assert np.trapezoid(density[y <= 1], y[y <= 1]) == pytest.approx(q, abs=1e-6)


def test_the_gradient_of_the_order_is_autograds(notebook):
    names, _ = notebook
    rng = np.random.default_rng(0)
    scores, labels = rng.normal(size=9), np.arange(9) % 3 % 2
    leaf = torch.tensor(scores, requires_grad=True)
    better, worse = leaf[labels == 1][:, None].expand(-1, 6), leaf[labels == 0].expand(3, -1)
    F.margin_ranking_loss(better, worse, torch.ones(3, 6), margin=0.7).backward()
    np.testing.assert_allclose(names["order_grad"](scores, labels, 0.7), leaf.grad, atol=1e-12)


def test_the_symptoms_of_the_line_are_those_of_the_text(notebook):
    _, printed = notebook
    found = [float(x) for x in re.findall(r"[wb] = ([\d.]+)", printed["q3-symptoms"])]
    assert found[0] / 3 == pytest.approx(found[1] / 2, abs=0.001)
    assert found[0] < 2.9
    assert found[2:] == [0.3, 0.37]


def test_ceil_puts_seven_of_25_into_the_wrong_bin():
    assert np.ceil(25 * (7 / 25)) == 8


def test_the_model_report_states_what_the_experiment_prints(notebook):
    names, printed = notebook
    report = next(cell.source for cell in source_of(SOURCES[0]).cells if cell.id == "q7-calibration-report")
    text = printed["q7-calibration-experiment"]
    rows = re.findall(r"mean ([\d.]+), from ([\d.]+) to ([\d.]+)", text)
    doubtful, d100, sure, s100, bayes = rows[:3], rows[3], rows[4:7], rows[7], rows[8]
    assert [mean for mean, _, _ in doubtful] == re.findall(r"0\.\d+", report.partition(";")[0])
    assert "from {1} to {2}.".format(*doubtful[2]) in report
    assert "The sure one shows {}, {} and {},".format(*(mean for mean, _, _ in sure)) in report
    assert "with 80 bins from {1} to {2}.".format(*sure[2]) in report
    assert "leave {}, from {} to {},".format(*bayes) in report
    assert f"an error of {text.split()[-1]}." in report
    assert "{} of its {} confidences".format(*re.findall(r"(\d+) of the (\d+) lie", report)[0]) in text
    rounded = [f"{float(x):.2f}" for x in (*d100, s100[0], s100[2])]
    assert (
        "shows {} if it is doubtful, from {} to {}, and {} if it is sure, at most {}.".format(*rounded)
        in report
    )
    assert names["calibration_error"](np.full(900, 0.8), np.arange(900) % 5 > 0, 10) == pytest.approx(0)


def test_what_the_model_report_concludes_holds_for_other_seeds(notebook):
    names, _ = notebook

    def by_chance(draw, n_bins, n_seeds=200):
        errors = []
        for seed in range(1000, 1000 + n_seeds):
            rng = np.random.default_rng(seed)
            promised = draw(rng)
            kept = rng.uniform(size=len(promised)) < promised
            errors.append(names["calibration_error"](promised, kept, n_bins))
        return np.array(errors)

    ranges = {0.5: (0.032, 0.037, 0.068, 0.072), 0.9: (0.007, 0.010, 0.015, 0.018)}
    for low, (few_from, few_to, many_from, many_to) in ranges.items():
        few, many = (by_chance(lambda rng, low=low: rng.uniform(low, 1, 800), m).mean() for m in (20, 80))
        assert 1.7 < many / few < 2.4
        assert few_from < few < few_to
        assert many_from < many < many_to
    bayes = by_chance(lambda rng: names["confidences"], 10)
    assert bayes.mean() == pytest.approx(0.005, abs=0.001)
    assert bayes.max() < 0.02
    assert by_chance(lambda rng: rng.uniform(0.5, 1, 100), 10).mean() == pytest.approx(0.07, abs=0.005)
    assert np.mean(by_chance(lambda rng: rng.uniform(0.9, 1, 100), 10) < 0.08) > 0.98
