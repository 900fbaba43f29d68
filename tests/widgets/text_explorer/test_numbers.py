"""The text explorer's numbers are those of course_lib: counted pairs, chances, code; what it refuses."""

import io
import json
from contextlib import redirect_stdout

import numpy as np
import pytest
import traitlets
import write_names
from support.waiting import expect
from widgets.conftest import all_displayed, code_of, in_full
from widgets.tasks_page import press

from course_lib.datasets import load_names, load_tiny_shakespeare
from course_lib.rnn import next_char_distribution
from course_lib.rnn.text_explorer import PRESETS, TextExplorer, load_corpus
from course_lib.rnn.text_explorer.poster import RUN
from course_lib.rnn.text_explorer.words import PREDICT, REVEAL

NAMED = {"\n": "end", " ": "space"}


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


def near(value, rel=1e-12):
    return pytest.approx(value, rel=rel, abs=1e-15)


def chances(page, tokens) -> list[float]:
    shown = all_displayed(page)
    return [shown[f"p.{NAMED.get(token, token)}"] for token in tokens]


@pytest.mark.parametrize(
    "how",
    [
        {}, {"temperature": 0.5}, {"temperature": 0}, {"temperature": 2, "top_k": 5}, {"top_p": 0.6},
        {"temperature": 1.5, "top_k": 12, "top_p": 0.35}, {"seed": 3},
    ],
)  # fmt: skip
def test_the_bars_are_next_char_distribution_of_the_counted_pairs(open_widget, how):
    explorer = TextExplorer(model="bigram", beginning="mari", **how)
    data = explorer.data
    logits = np.log(data.bigram[data.tokens.index("i")])
    wanted = next_char_distribution(logits, explorer.temperature, explorer.top_k, explorer.top_p)
    page = open_widget(explorer)
    assert chances(page, data.tokens) == near(wanted)
    assert all_displayed(page)["bigram"] == near(data.bigram_loss)


@pytest.mark.parametrize("preset", ["rnn", "careful", "gru"])
def test_the_code_prints_what_the_page_shows(open_widget, preset):
    page = open_widget(TextExplorer(preset=preset, beginning="jo", temperature=0.8, top_k=9, top_p=0.9))
    page.get_by_text("Copy as Python").click()
    code = code_of(page)
    assert max(map(len, code.splitlines())) <= 96
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    tokens = load_corpus("names").tokens
    lines = printed.getvalue().splitlines()
    assert [line.rpartition(" ")[0] for line in lines] == [repr(token) for token in tokens]
    assert [float(line.rpartition(" ")[2]) for line in lines] == near(chances(page, tokens))


def test_what_is_drawn_is_marked_and_back_takes_it_away(open_widget):
    page = open_widget(TextExplorer(preset="bigram"))
    first = all_displayed(page)
    for k in (1, 2, 3):
        press(page, "Step")
        assert all_displayed(page)["written"] == k
    marked = page.widget.locator(".chances .chosen")
    last = page.evaluate("model.get('written')")[-1]
    expect(marked).to_have_count(1)
    expect(marked.locator("text")).to_have_text("↵" if last == "\n" else last)
    for _ in range(3):
        press(page, "Back")
    assert all_displayed(page) == pytest.approx(first, rel=0, abs=0, nan_ok=True)


def test_a_part_of_the_names_judges_and_is_not_learned():
    names = load_names().text.split()
    for seed in (0, 1):
        data = load_corpus("names", seed)
        train, held = ("".join(data.tokens[k] for k in part).split() for part in (data.train, data.held))
        assert sorted(train + held) == sorted(names)
        assert len(held) == len(names) - int(0.9 * len(names))
        assert data.bigram.sum(axis=1) == pytest.approx(1)
    assert data.held.tolist() != load_corpus("names", 0).held.tolist()


def test_shakespeare_is_cut_where_its_last_tenth_begins():
    data, text = load_corpus("shakespeare"), load_tiny_shakespeare().text
    assert (len(data.train), len(data.tokens)) == (int(0.9 * len(text)), 65)
    assert data.bigram_loss == pytest.approx(2.482, abs=1e-3)


def test_the_names_of_the_page_are_those_of_the_library():
    assert write_names.MODULE.read_text(encoding="utf-8") == write_names.module()


def test_a_text_is_sent_when_the_page_asks_and_is_in_no_state(monkeypatch):
    explorer, sent = TextExplorer(preset="shakespeare"), []
    monkeypatch.setattr(explorer, "send", sent.append)
    for content in ({"text": "shakespeare"}, {"text": "other"}, "text", None):
        explorer._handle_custom_msg(content, [])
    assert sent == [{"name": "shakespeare", "text": load_tiny_shakespeare().text}]
    state = {k: v for k, v in explorer.get_state(drop_defaults=False).items() if k != "_esm"}
    assert len(str(state)) < 15_000


@pytest.mark.parametrize(
    ("given", "preset"),
    [
        ({}, "rnn"), ({"corpus": "names", "model": "gru"}, "gru"), ({"model": "bigram"}, "bigram"),
        ({"corpus": "shakespeare"}, "shakespeare"), ({"corpus": "shakespeare", "model": "rnn"}, ""),
        ({"preset": "daring", "model": "rnn"}, "daring"),
    ],
)  # fmt: skip
def test_a_text_and_a_model_are_a_start_of_their_own(given, preset):
    explorer = TextExplorer(**given)
    assert explorer.preset == preset
    assert {name: getattr(explorer, name) for name in given} == given
    if explorer.corpus == "shakespeare":
        assert explorer.hidden == 128


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"beginning": "é"}, "beginning has at most 40 characters, letters, spaces and"),
        ({"beginning": "a\n"}, "beginning has at most 40"), ({"written": "a" * 201}, "at most 200"),
        ({"corpus": "bible"}, "one of 'names', 'shakespeare'"), ({"model": "gpt"}, "one of 'bigram', 'rnn'"),
        ({"hidden": 100}, "one of 32, 64, 128"), ({"top_p": 0}, r"top_p must lie in \(0, 1\]"),
        ({"beginning": 3}, "must be text, got 3"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(given, told):
    with pytest.raises(traitlets.TraitError, match=told):
        TextExplorer(**given)


def test_words_and_picture_say_what_is_so():
    assert {option["value"] for option in PREDICT["options"]} == {*REVEAL}
    run, gflop = (np.array(json.loads(RUN.read_text(encoding="utf-8"))[key]) for key in ("held", "gflop"))
    loss = load_corpus("names").bigram_loss
    assert (round(run[0], 2), round(run[-1], 2), round(loss, 2)) == (3.33, 2.0, 2.34)
    assert gflop[np.argmax(run < loss)] == pytest.approx(4.2, abs=0.3)
    data = load_corpus("names")
    after = np.argsort(-data.bigram[data.tokens.index("a")])[:4]
    assert [data.tokens[k] for k in after] == ["\n", "n", "r", "l"]
    counted = [name for name, p in PRESETS.items() if p["settings"].get("model") == "bigram"]
    assert counted == ["bigram", "careful", "daring", "nucleus"]
