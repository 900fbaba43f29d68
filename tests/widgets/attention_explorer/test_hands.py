"""The attention explorer under a mouse and a keyboard: arrows, words, descent."""

import pytest
from support.waiting import expect, soon
from widgets.attention_explorer.arrow_hands import drag, hand
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import WIDE, press, setting

from course_lib.attention.attention_explorer import AttentionExplorer


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


def test_each_step_down_lowers_the_loss_and_back_returns(open_widget):
    page = open_widget(AttentionExplorer(preset="backward"), width=WIDE)
    losses = [displayed(page, "loss")]
    for _ in range(4):
        press(page, "Step")
        losses.append(displayed(page, "loss"))
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.5 * losses[0]
    press(page, "Rewind")
    assert soon(displayed, page, "loss") == losses[0]


def test_a_step_goes_against_the_gradients_that_are_shown(open_widget):
    page = open_widget(AttentionExplorer(preset="backward", lr=0.1), width=WIDE)
    start, told = setting(page, "vectors"), all_displayed(page)
    press(page, "Step")
    after = setting(page, "vectors")
    for i, axis in enumerate("xy"):
        for row, word, name in ((0, "drank", "dq"), (1, "cat", "dk.2"), (2, "milk", "dv.4")):
            step = 0.1 * told[f"{name}.{axis}"]
            assert after[word][row][i] == pytest.approx(start[word][row][i] - step, abs=1e-12)


def test_a_dragged_goal_changes_every_gradient_and_no_weight(open_widget):
    page = open_widget(AttentionExplorer(preset="backward"), width=WIDE)
    before = all_displayed(page)
    drag(page, "target", 60, 40)
    after = all_displayed(page)
    changed = {name for name in before if before[name] != after[name]}
    assert {"loss", "dq.x", "dk.1.x", "dv.4.y", "ds.2"} <= changed
    assert not [name for name in changed if name.startswith(("w.", "H.", "q"))]


def test_a_trained_head_reads_another_pronoun_and_errs_once_a_key_is_moved(open_widget):
    page = open_widget(AttentionExplorer(preset="trained"), width=WIDE)
    assert displayed(page, "right") == 96
    page.get_by_label("Sentence", exact=True).fill("girl sees king he")
    shown = all_displayed(page)
    assert shown["w.4.3"] > 0.9
    assert [shown["out.x"], shown["out.y"]] == pytest.approx([1, 1.7], abs=0.2)
    assert shown["mean"] < 0.001
    drag(page, "k.3", 90, 20)
    assert soon(displayed, page, "mean") > 0.05
    assert displayed(page, "right") < 96


def test_an_untrained_head_learns_to_look(open_widget):
    page = open_widget(AttentionExplorer(preset="start", lr=3), width=WIDE, reduced_motion="reduce")
    assert displayed(page, "right") < 40
    press(page, "Play")
    assert soon(displayed, page, "right") == 96
    assert displayed(page, "w.4.1") > 0.6


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


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("Nothing: only the direction", "lengths count"),
        ("They all double", "they have sum 1"),
        ("The largest grows", "Yes. The scores double"),
    ],
)
def test_every_answer_to_the_question_gets_its_reply(open_widget, choice, told):
    page = open_widget(AttentionExplorer())
    page.get_by_text("Predict first").click()
    expect(page.widget.locator(".predict legend")).to_contain_text("cat gets 0.65 of its attention")
    page.get_by_label(choice).check()
    press(page, "Make it twice as long")
    expect(page.widget.locator(".verdict")).to_contain_text(told)
    assert soon(setting, page, "preset") == "loud"
    expect(page.widget.locator(".verdict")).to_contain_text(f"{displayed(page, 'w.3.2'):.2f}")
