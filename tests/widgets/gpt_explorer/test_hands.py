"""The GPT explorer under a hand: a GPT and a GRU from the same compute, and what is refused."""

import json

import numpy as np
import pytest
import traitlets
from support.waiting import soon
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import SCREEN, SPAN, WIDE, press, setting
from widgets.text_hands import trained

from course_lib.attention.gpt_explorer import PRESETS, GptExplorer
from course_lib.attention.gpt_explorer.poster import RUN
from course_lib.rnn.text_explorer import TextExplorer, load_corpus


def size(V, D):
    return 2 * V * D + D + 3 * (12 * D * D + 2 * D)


def test_a_gpt_learns_beside_a_gru_and_a_seed_runs_again(open_widget):
    page = open_widget(GptExplorer(preset="beside", hidden=32, budget=8), width=WIDE)
    first = all_displayed(page)
    assert first["parameters"] == size(27, 32)
    assert first["rival.parameters"] == 3 * 128 * (27 + 128 + 2) + 27 * 129
    end = trained(page)
    assert 2 < end["held"] < 2.8
    assert 2 < end["rival"] < 3
    assert end["flops"] >= end["goal"] == 8
    written = page.widget.locator(".sample output")
    text = written.inner_text()
    press(page, "Reset")
    assert trained(page) == end
    assert soon(written.inner_text) == text


def test_nothing_beside_it_is_nothing_to_see(open_widget):
    page = open_widget(GptExplorer(all_controls=True), width=WIDE)
    assert "rival.parameters" not in all_displayed(page)
    page.get_by_label("Beside it", exact=True).select_option("lstm")
    assert soon(displayed, page, "rival.parameters") == 4 * 128 * (27 + 128 + 2) + 27 * 129
    page.get_by_label("Model", exact=True).select_option("bigram")
    assert soon(displayed, page, "parameters") == 27**2
    assert "rival.parameters" not in all_displayed(page)


def test_a_gpt_writes_from_the_keys_that_it_keeps(open_widget):
    page = open_widget(GptExplorer(beginning="mari"))
    chances = [v for name, v in all_displayed(page).items() if name.startswith("p.")]
    assert sum(chances) == pytest.approx(1, abs=1e-9)
    for k in range(1, 4):
        press(page, "Step")
        assert soon(displayed, page, "written") == k
    assert len(setting(page, "written")) == 3


@pytest.mark.parametrize("preset", [name for name in PRESETS if name not in ("shakespeare", "trained")])
def test_every_preset_fits_one_screen(open_widget, preset):
    page = open_widget(GptExplorer(preset=preset), width=WIDE)
    assert soon(page.widget.evaluate, SPAN) <= SCREEN


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"beside": "gpt"}, "one of 'none', 'rnn', 'lstm', 'gru'"),
        ({"hidden": 40}, "one of 32, 48, 64, 128"),
        ({"model": "transformer"}, "one of 'rnn', 'lstm', 'gru', 'gpt', 'bigram', 'trained'"),
        ({"model": "trained", "corpus": "names"}, "corpus 'shakespeare' alone"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(given, told):
    with pytest.raises(traitlets.TraitError, match=told):
        GptExplorer(**given)


@pytest.mark.parametrize(
    ("given", "preset"),
    [
        ({}, "gpt"), ({"beside": "gru"}, "gpt"), ({"model": "gru"}, "gru"), ({"corpus": "names"}, "gpt"),
        ({"corpus": "shakespeare"}, "shakespeare"), ({"model": "trained"}, "trained"),
    ],
)  # fmt: skip
def test_a_text_and_a_model_are_a_start_of_their_own(given, preset):
    explorer = GptExplorer(**given)
    assert explorer.preset == preset
    assert {name: getattr(explorer, name) for name in given} == given


def test_chapter_five_has_no_gpt():
    with pytest.raises(traitlets.TraitError, match="one of 'bigram', 'rnn'"):
        TextExplorer(model="gpt")


def test_words_and_picture_say_what_is_so():
    run = {name: np.array(values) for name, values in json.loads(RUN.read_text(encoding="utf-8")).items()}
    loss = load_corpus("names").bigram_loss
    for name, crossed, end in (("held", 9, 2.19), ("rival", 10, 2.07)):
        assert run[name][0] > 3.3
        assert run["gflop"][np.argmax(run[name] < loss)] == pytest.approx(crossed, abs=0.5)
        assert round(run[name][-1], 2) == end
    assert round(loss, 2) == 2.34
