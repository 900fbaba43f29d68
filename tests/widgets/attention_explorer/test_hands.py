"""The attention explorer under a mouse and a keyboard: arrows, words, masks, heads, its height."""

import pytest
from support.waiting import expect, soon
from widgets.attention_explorer.page import drag, hand
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import SCREEN, SPAN, WIDE, press, setting

from course_lib.attention.attention_explorer import PRESETS, AttentionExplorer


@pytest.mark.parametrize("width", [WIDE, 390])
def test_a_dragged_key_takes_its_weight_along(open_widget, width):
    page = open_widget(AttentionExplorer(), width=width)
    before = all_displayed(page)
    drag(page, "k.2", -70, 30)
    after = all_displayed(page)
    assert after["k.2.x"] < before["k.2.x"] - 1
    assert after["w.3.2"] < before["w.3.2"] - 0.3
    mine = AttentionExplorer(sentence=setting(page, "sentence"), vectors=setting(page, "vectors"))
    for i in range(4):
        row = [after[f"w.{i + 1}.{j + 1}"] for j in range(4)]
        assert sum(row) == pytest.approx(1, abs=1e-12)
        assert row == pytest.approx(mine.weights[0, i], abs=1e-12)


def test_arrow_keys_move_query_and_value(open_widget):
    page = open_widget(AttentionExplorer())
    hand(page, "q").focus()
    for key in ("ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)
    assert [soon(displayed, page, f"q.{axis}") for axis in "xy"] == pytest.approx([1.1, 1.5])
    hand(page, "v.4").focus()
    page.keyboard.press("ArrowLeft")
    assert soon(displayed, page, "v.4.x") == pytest.approx(0.9)
    expect(hand(page, "v.4")).to_have_attribute("aria-valuetext", "0.9, 2")


@pytest.mark.parametrize("positions", ["sinusoidal", "rotary"])
def test_an_arrow_at_its_place_is_where_it_was_dropped(open_widget, positions):
    page = open_widget(AttentionExplorer(preset="order", positions=positions), width=WIDE)
    before = all_displayed(page)
    drag(page, "k.3", 32, -20)
    after = all_displayed(page)
    assert 0.5 < after["k.3.x"] - before["k.3.x"] < 1.6
    assert 0.3 < after["k.3.y"] - before["k.3.y"] < 1


@pytest.mark.parametrize(("preset", "same"), [("order", True), ("rotary", False)])
def test_a_word_that_moves_keeps_its_output_unless_there_are_positions(open_widget, preset, same):
    page = open_widget(AttentionExplorer(preset=preset), width=WIDE)
    before = all_displayed(page)
    press(page, "Move it to the left")
    assert soon(setting, page, "sentence") == "bites dog man"
    after = all_displayed(page)
    kept = [after[name] for name in ("out.x", "out.y", "H.1")]
    told = [before[name] for name in ("out.x", "out.y", "H.2")]
    assert (kept == pytest.approx(told, abs=1e-12)) is same


def test_a_press_on_a_word_lets_it_ask(open_widget):
    page = open_widget(AttentionExplorer(), width=WIDE)
    press(page, "milk")
    expect(page.get_by_role("button", name="milk", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.widget.locator(".summary")).to_contain_text("milk asks. Its weights: the 0.04, cat 0.42")
    assert displayed(page, "p.2") == displayed(page, "w.4.2")


def test_a_typed_sentence_is_read_and_what_cannot_be_read_is_told(open_widget):
    page = open_widget(AttentionExplorer())
    box = page.get_by_label("Sentence", exact=True)
    box.fill("cat cat")
    shown = all_displayed(page)
    assert shown["w.1.1"] == shown["w.1.2"] == pytest.approx(0.5)  # one word, one key
    assert setting(page, "preset") == ""
    box.fill("a b c d e f g")
    expect(page.get_by_role("alert")).to_have_text("A sentence has 1 to 6 words, this one has 7.")
    assert setting(page, "sentence") == "cat cat"


def test_masked_weights_are_exactly_0(open_widget):
    shown = all_displayed(open_widget(AttentionExplorer(preset="causal")))
    assert [shown[f"w.{i}.{j}"] for i in range(1, 5) for j in range(i + 1, 5)] == [0] * 6
    shown = all_displayed(open_widget(AttentionExplorer(preset="padding")))
    assert [shown[f"w.{i}.{j}"] for i in range(1, 5) for j in (3, 4)] == [0] * 8


def test_the_second_head_has_arrows_of_its_own(open_widget):
    page = open_widget(AttentionExplorer(preset="heads", all_controls=True), width=WIDE)
    first = all_displayed(page)
    page.get_by_label("second").check(force=True)
    second = all_displayed(page)
    assert first["w.2.1"] > 0.8
    assert second["w.2.3"] > 0.8
    assert [first["out.x"], first["out.y"]] == [second["out.x"], second["out.y"]]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_fits_one_screen(open_widget, preset):
    for way in ("forward", "backward"):
        page = open_widget(AttentionExplorer(preset=preset, way=way), width=WIDE)
        assert soon(page.widget.evaluate, SPAN) <= SCREEN
