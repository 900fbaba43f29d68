"""The attention explorer learns: descent, the trained head, the question, the tasks of a lesson."""

import pytest
from support.waiting import expect, soon
from widgets.attention_explorer.page import drag
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import WIDE, in_sight, press, setting

from course_lib.attention.attention_explorer import AttentionExplorer


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


TASKS = [
    {
        "ask": "Make the query of *drank* twice as long, in the same direction. What becomes of its weights?",
        "controls": [], "predict": ["comment", "mix", "matrix", "chain", "summary"],
    },
    {
        "ask": "Let drank take more than half of its mix from milk. Drag its query alone.",
        "controls": [], "settings": {"preset": "four"},
    },
    {
        "ask": "This head has learned. Drag the key of girl to the other side. What does she mean now?",
        "controls": ["sentence"], "settings": {"preset": "trained"},
    },
]  # fmt: skip


def test_the_tasks_of_a_lesson_are_answered_by_doing(open_widget):
    page = open_widget(AttentionExplorer(tasks=TASKS), width=WIDE)
    hidden = {*TASKS[0]["predict"]}
    assert not in_sight(page) & hidden
    drag(page, "q", 31.5, -15.8)  # from (1, 0.5) to (2, 1)
    page.get_by_label("Your prediction").fill("sharper")
    press(page, "Commit")
    assert in_sight(page) >= hidden
    shown = all_displayed(page)
    assert [shown["q.x"], shown["q.y"]] == [2, 1]
    assert shown["w.3.2"] > 0.85
    press(page, "Next task")
    assert soon(displayed, page, "w.3.2") == pytest.approx(0.65, abs=0.005)
    drag(page, "q", 0, 80)
    assert displayed(page, "w.3.4") > 0.5
    press(page, "Next task")
    assert soon(displayed, page, "right") == 96
    drag(page, "k.1", -80, 90)
    shown = all_displayed(page)
    assert shown["w.4.1"] < 0.1
    assert shown["mean"] > 0.1
    assert shown["right"] < 96
