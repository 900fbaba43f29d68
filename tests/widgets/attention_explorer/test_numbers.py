"""The numbers of the attention explorer are those of course_lib.attention; what its heads have learned."""

import io
from contextlib import redirect_stdout

import numpy as np
import pytest
import traitlets
from train_attention_head import LOOKS, SHORTCUT, looks, start, trained
from widgets.conftest import all_displayed, code_of, in_full

from course_lib.attention.attention_explorer import (
    NOUNS,
    PRESETS,
    SENTENCES,
    WORDS,
    AttentionExplorer,
    stored,
    tokens_of,
)
from course_lib.attention.attention_explorer.words import PREDICT, REVEAL
from course_lib.losses import entropy


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


def near(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def vector(shown, name):
    return [shown[f"{name}.{axis}"] for axis in "xy"]


@pytest.mark.parametrize("more", [{}, {"scale": False, "positions": "sinusoidal", "heads": 2, "head": 2}])
@pytest.mark.parametrize("preset", PRESETS)
def test_what_the_page_shows_is_what_course_lib_computes(open_widget, preset, more):
    explorer = AttentionExplorer(preset=preset, **(more | {"way": "forward"}))
    shown, head, t = all_displayed(open_widget(explorer)), explorer.head - 1, explorer.pick - 1
    query, key, value = explorer.qkv[head]
    weights = explorer.weights[head]
    for i, row in enumerate(weights, 1):
        assert [shown[f"w.{i}.{j}"] for j in range(1, len(row) + 1)] == near(row)
        assert shown[f"H.{i}"] == near(entropy(row))
        assert shown[f"p.{i}"] == near(weights[t, i - 1])
        assert vector(shown, f"k.{i}") == near(key[i - 1])
        assert vector(shown, f"v.{i}") == near(value[i - 1])
        assert shown[f"s.{i}"] == near(query[t] @ key[i - 1] * (1 if more else np.sqrt(0.5)))
    assert vector(shown, "q") == near(query[t])
    assert vector(shown, "out") == near(explorer.outputs[t])


@pytest.mark.parametrize("more", [{}, {"scale": False, "positions": "rotary", "heads": 2, "head": 2}])
@pytest.mark.parametrize("preset", PRESETS)
def test_the_way_back_is_that_of_course_lib(open_widget, preset, more):
    explorer = AttentionExplorer(preset=preset, **(more | {"way": "backward"}))
    shown, t = all_displayed(open_widget(explorer)), explorer.pick - 1
    by_query, by_key, by_value = explorer.gradients[explorer.head - 1]
    weights = explorer.weights[explorer.head - 1, t]
    assert shown["loss"] == near(explorer.loss)
    assert vector(shown, "dq") == near(by_query[t])
    assert not np.delete(by_query, t, axis=0).any()
    for j in range(len(by_key)):
        assert vector(shown, f"dk.{j + 1}") == near(by_key[j])
        assert vector(shown, f"dv.{j + 1}") == near(by_value[j])
    by_weight = np.array([shown[f"dw.{j + 1}"] for j in range(len(weights))])
    by_score = [shown[f"ds.{j + 1}"] for j in range(len(weights))]
    assert by_score == near(weights * (by_weight - weights @ by_weight))  # softmax, backwards


@pytest.mark.parametrize("positions", ["none", "sinusoidal", "rotary"])
@pytest.mark.parametrize("preset", ["four", "heads", "padding", "causal", "start"])
def test_the_code_computes_what_the_page_shows(open_widget, preset, positions):
    explorer = AttentionExplorer(
        preset=preset, positions=positions, way="backward", scale=positions == "none"
    )
    page = open_widget(explorer)
    page.get_by_text("Copy as Python").click()
    code = code_of(page)
    space = {}
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, space)
    shape = explorer.weights.shape if explorer.heads > 1 else explorer.weights.shape[1:]
    assert space["weights"].ravel() == near(explorer.weights.ravel())
    assert space["weights"].shape == shape
    assert space["output"].ravel() == near(explorer.outputs.ravel())
    grads = np.array(space["grads"]) if explorer.heads == 1 else np.array(space["grads"]).swapaxes(0, 1)
    assert grads.ravel() == near(explorer.gradients.ravel())
    assert max(map(len, printed.getvalue().splitlines())) <= 96


def test_the_stored_heads_are_what_the_tool_trains():
    tables = {"start": start(LOOKS), "trained": trained(LOOKS), "shortcut": trained(SHORTCUT)}
    for name, table in tables.items():
        kept = [stored()[name][word] for word in WORDS]
        np.testing.assert_allclose(
            kept, table, atol=0.011, err_msg=name
        )  # another machine, another last digit


def test_one_trained_head_looks_at_the_noun_and_its_twin_takes_a_short_cut():
    tables = {name: np.array([stored()[name][word] for word in WORDS]) for name in ("trained", "shortcut")}
    assert looks(tables["trained"]).min() > 0.85
    twin = looks(tables["shortcut"])
    queen = np.array([noun == "queen" for _, noun in SENTENCES])
    assert twin[queen].max() < 0.15
    assert twin[~queen].min() > 0.75
    explorer = AttentionExplorer(preset="shortcut")
    assert explorer.words[explorer.weights[0, -1].argmax()] == "sees"


def test_every_sentence_has_one_noun_that_agrees():
    assert len(SENTENCES) == len({tuple(words) for words, _ in SENTENCES}) == 96
    for words, noun in SENTENCES:
        assert [w for w in words[:3] if w in NOUNS and NOUNS[w][0] == words[-1]] == [noun]


def test_a_trained_head_reads_sentences_that_it_never_saw():
    explorer = AttentionExplorer(
        preset="trained", sentence="ball likes king sees girl it", vectors=stored()["trained"], pick=6
    )
    np.testing.assert_allclose(explorer.outputs[-1], NOUNS["ball"][1], atol=0.25)


def test_presets_are_as_their_comments_say():
    def of(name, **more):
        return AttentionExplorer(preset=name, **more)

    four, loud = of("four").weights[0, 2], of("loud").weights[0, 2]
    assert four.argmax() == loud.argmax() == 1
    assert loud[1] > four[1] + 0.15
    assert not np.triu(of("causal").weights[0], 1).any()
    assert of("padding", mask="none").weights[0, 1, 2:].sum() > 0.3
    assert not of("padding").weights[0, :, 2:].any()
    order = {"vectors": PRESETS["order"]["settings"]["vectors"]}
    for positions, same in (("none", True), ("rotary", False), ("sinusoidal", False)):
        turned = AttentionExplorer(sentence="man bites dog", positions=positions, **order).outputs[::-1]
        assert np.allclose(of("order", positions=positions).outputs, turned, atol=1e-12) is same
    heads = of("heads").weights[:, 1]
    assert heads.argmax(axis=1).tolist() == [0, 2]
    assert heads.max(axis=1).min() > 0.8


def test_the_answer_of_the_question_is_so():
    four, loud = (AttentionExplorer(preset=name) for name in ("four", "loud"))
    assert loud.qkv[0, 0, 2].tolist() == (2 * four.qkv[0, 0, 2]).tolist()
    changed = loud.weights[0, 2] > four.weights[0, 2]
    assert changed.tolist() == [False, True, False, False]
    assert {option["value"] for option in PREDICT["options"]} == {*REVEAL}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"sentence": " "}, "1 to 6 words, got 0"),
        ({"sentence": "a b c d e f g"}, "1 to 6 words, got 7"),
        ({"sentence": "extraordinary"}, "extraordinary has more than 8 letters"),
        ({"sentence": 3}, "must be text, got 3"),
        ({"vectors": {"a": [[1, 2]]}}, r"vectors\['a'\] must be dict of word → query, key and value, 3 rows"),
        ({"vectors": {"a": [[1, 2], [3, 4], [5, 10]]}}, "within ±9"),
        ({"vectors": {"a": "x"}}, "got 'x'"),
        ({"vectors": [1]}, r"got \[1\]"),
        ({"pick": 7}, "pick must lie in"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(given, told):
    with pytest.raises(traitlets.TraitError, match=told):
        AttentionExplorer(**given)


def test_a_sentence_of_one_s_own_is_no_preset():
    explorer = AttentionExplorer(sentence="we are here", vectors={"we": [[1, 0], [0, 1], [2, 0]]})
    assert (explorer.preset, explorer.words) == ("", ["we", "are", "here"])
    assert explorer.qkv[0, :, 0].tolist() == [[1, 0], [0, 1], [2, 0]]
    assert explorer.weights.sum(axis=-1) == near(np.ones((1, 3)))
    assert tokens_of("a  _") == ["a", "_"]
