"""The unroll explorer's numbers are those of rnn, lstm and gru; the law of the scalar network; its code."""

import io
from contextlib import redirect_stdout

import numpy as np
import pytest
import traitlets
from widgets.conftest import all_displayed, code_of, in_full

from course_lib.optim import clip_grad_norm
from course_lib.rnn import rnn, rnn_backward
from course_lib.rnn.unroll_explorer import KNOBS, PRESETS, UnrollExplorer, steps_of
from course_lib.rnn.unroll_explorer.words import PREDICT, REVEAL

ONE = np.zeros((1, 1))


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


def near(value, rel=1e-12):
    return pytest.approx(value, rel=rel, abs=1e-12)


@pytest.mark.parametrize("more", [{}, {"loss": "each", "u": -0.7, "b": 0.3}])
@pytest.mark.parametrize("preset", PRESETS)
def test_what_the_page_shows_is_what_course_lib_computes(open_widget, preset, more):
    explorer = UnrollExplorer(preset=preset, clip=True, max_norm=0.5, **more)
    shown, grads = all_displayed(open_widget(explorer)), explorer.gradients
    carrier = "dc" if explorer.cell == "lstm" else "dh"
    for t, (h, by_x) in enumerate(zip(explorer.states, grads["x"], strict=True), 1):
        assert shown[f"h.{t}"] == near(h)
        assert shown[f"dx.{t}"] == near(by_x)
        assert f"{carrier}.{t}" in shown
    assert shown["handed"] == near(grads["first"])
    assert shown["factor"] * shown["arrives"] == near(grads["first"])
    names = [*KNOBS[explorer.cell]]
    assert [shown[f"d.{name}"] for name in names] == near([grads[name] for name in names])
    short = [np.array([grads[name]]) for name in names]
    assert shown["norm"] == near(clip_grad_norm(short, 0.5))
    assert [shown[f"clipped.{name}"] for name in names] == near(np.ravel(short))


@pytest.mark.parametrize("name", [n for n, p in PRESETS.items() if "cell" not in p["settings"]])
def test_the_gradient_by_the_first_state_is_the_product_of_w_times_the_slope_of_tanh(open_widget, name):
    """∂h_T/∂h_0 = ∏ w (1 − h_t²): by backpropagation through time, by differences, and on the page."""
    explorer = UnrollExplorer(preset=name, loss="last")
    weights = explorer.weights.values()
    law = np.prod(explorer.w * (1 - explorer.states**2))
    _, by_first, *_ = rnn_backward((explorer.arriving, None), explorer.x, ONE, *weights)
    assert by_first.item() == near(law, 1e-10)
    up, low = (rnn(explorer.x, ONE + by, *weights)[1].item() for by in (1e-6, -1e-6))
    assert (up - low) / 2e-6 == pytest.approx(law, rel=1e-6, abs=1e-9)
    assert all_displayed(open_widget(explorer))["product"] == near(law, 1e-10)


@pytest.mark.parametrize("preset", ["lstm", "gru", "copy_lstm", "copy_gru"])
def test_the_factors_of_a_gated_cell_multiply_to_its_gradient(open_widget, preset):
    explorer = UnrollExplorer(preset=preset, loss="last")
    shown = all_displayed(open_widget(explorer))
    steps = len(explorer.states)
    factors = np.prod([shown[f"slope.{t}"] for t in range(1, steps + 1)])
    last = shown[f"d{'c' if explorer.cell == 'lstm' else 'h'}.{steps}"]
    assert last * factors == near(explorer.gradients["first"])


@pytest.mark.parametrize("clip", [False, True])
@pytest.mark.parametrize("preset", ["impulse", "copy_lstm", "copy_gru", "letters"])
def test_the_code_prints_what_the_page_shows(open_widget, preset, clip):
    explorer = UnrollExplorer(preset=preset, clip=clip, max_norm=0.25)
    page = open_widget(explorer)
    page.get_by_text("Copy as Python").click()
    code = code_of(page)
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    shown, lines = all_displayed(page), printed.getvalue().splitlines()
    steps = len(explorer.states)
    for t, line in enumerate(lines[:steps], 1):
        assert [*map(float, line.split())] == near([shown[f"h.{t}"], shown[f"dx.{t}"]])
    assert float(lines[steps]) == near(shown["handed"])
    assert float(lines[steps + 1]) == near(shown["norm"])
    told = [float(v) for line in lines[steps + 2 :] for v in line.strip("[]").split(",")]
    kind = "clipped" if clip else "d"
    assert sorted(told) == near(sorted(shown[f"{kind}.{name}"] for name in KNOBS[explorer.cell]))
    assert max(map(len, lines)) <= 96


def test_presets_are_as_their_comments_say():
    def of(name, **more):
        return UnrollExplorer(preset=name, **more)

    assert np.abs(of("loud").states[4:] - 0.9575).max() < 1e-3
    assert of("silence").gradients["first"] == near(1.5**16)
    assert not of("silence").states.any()
    first, lstm, gru = (of(name).states for name in ("copy", "copy_lstm", "copy_gru"))
    assert abs(first[-1] - first[0]) > 0.5
    assert max(abs(kept[-1] - kept[0]) for kept in (lstm, gru)) < 0.15
    wide_open = of("lstm", forget_bias=8).gradients["x"][0]
    assert wide_open > 50 * of("lstm").gradients["x"][0]


def test_the_answer_of_the_question_is_so():
    explorer = UnrollExplorer(preset="loud")
    factors = explorer.w * (1 - explorer.states**2)
    assert np.prod(factors[-10:]) < 1e-6
    assert {option["value"] for option in PREDICT["options"]} == {*REVEAL}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1 ?", r"'\?' is no number, no letter from a to z and no dot"),
        ("", "1 to 24 steps, got 0"), ("." * 25, "1 to 24 steps, got 25"),
        ("101", "101 lies beyond ±9; steps need a space"), ("é", "'é' is no number"),
        (3, "must be text, got 3"),
    ],
)  # fmt: skip
def test_what_is_no_sequence_is_refused_in_words(text, told):
    with pytest.raises(traitlets.TraitError, match=told):
        UnrollExplorer(sequence=text)


def test_a_sequence_of_one_s_own_is_no_preset():
    explorer = UnrollExplorer(sequence="az.", cell="gru")
    assert (explorer.preset, explorer.x.ravel().tolist()) == ("", [1, -1, 0])
    assert [x for _, x in steps_of("1...")] == [1, 0, 0, 0]
