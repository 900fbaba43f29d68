"""The attention explorer with the tasks of a lesson, and the height of each preset."""

import pytest
from support.waiting import soon
from widgets.attention_explorer.arrow_hands import drag
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import SCREEN, SPAN, WIDE, in_sight, press

from course_lib.attention.attention_explorer import PRESETS, AttentionExplorer

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


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_fits_one_screen(open_widget, preset):
    for way in ("forward", "backward"):
        page = open_widget(AttentionExplorer(preset=preset, way=way), width=WIDE)
        assert soon(page.widget.evaluate, SPAN) <= SCREEN
