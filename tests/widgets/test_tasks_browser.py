"""Tasks as a learner meets them: what is in sight, what is set, what a prediction hides, what is told."""

import json
from urllib.parse import quote

import pytest
from support.waiting import expect, soon
from widgets.conftest import FRAMES, address
from widgets.registry import CLASSES, ROWS
from widgets.tasks_page import EACH, WIDE, ask, in_sight, opened, press, setting

from course_lib.optim.descent_explorer import DescentExplorer


@EACH
def test_the_controls_of_a_task_stand_alone_until_all_are_wanted(put, name):
    cls, (first, second) = CLASSES[name], ROWS[name].tasks
    page = opened(put, name, tasks=ROWS[name].tasks)
    controls = set(cls.controls())
    assert in_sight(page) & controls == {*first["controls"]}
    press(page, "All controls")
    wanted = {*first["controls"], *second["controls"], "preset"} - {*page.start["tasks"][0]["predict"]}
    assert in_sight(page) & controls > wanted
    press(page, "All controls")
    press(page, "Next task")
    assert in_sight(page) & controls == {*second["controls"]}


@EACH
def test_without_tasks_the_usual_controls_are_there_and_one_click_brings_all(put, name):
    cls, page = CLASSES[name], opened(put, name)
    expect(page.widget.get_by_role("group", name="Task", exact=True)).to_have_count(0)
    seen = in_sight(page) & set(cls.controls())
    assert seen <= {*cls.usual}
    assert {"preset", "predict", "player"} <= seen
    press(page, "All controls")
    assert in_sight(page) & set(cls.controls()) > seen


@EACH
def test_a_task_sets_what_it_says_when_it_begins_and_the_rest_stays(put, name):
    tasks = ROWS[name].tasks
    page = opened(put, name, tasks=tasks)
    plain = CLASSES[name](tasks=tasks)
    expect(ask(page)).to_have_text(f"1 of 2 {tasks[0]['ask'].replace('*', '')}")
    expect(ask(page).locator("em")).to_have_count(1)
    start = {key: setting(page, key) for key in plain.declared()}
    press(page, "Next task")
    expect(ask(page)).to_have_text(f"2 of 2 {tasks[1]['ask']}")
    later = CLASSES[name](tasks=tasks, task=2)
    for key in plain.declared():
        assert soon(setting, page, key) == getattr(later, key), key
    press(page, "Back to the task before")
    for key, began in start.items():  # the first task speaks of what it began with
        assert soon(setting, page, key) == began, key
    expect(ask(page)).to_contain_text("1 of 2")


@EACH
def test_reset_in_a_later_task_brings_back_how_that_one_began(put, name):
    page = opened(put, name, tasks=ROWS[name].tasks)
    press(page, "Next task")
    page.evaluate(FRAMES)
    keys = [*CLASSES[name].declared()]
    start = {key: setting(page, key) for key in keys}
    press(page, "All controls")
    presets = page.widget.get_by_role("combobox").first
    presets.select_option(index=presets.evaluate("list => (list.selectedIndex + 1) % list.options.length"))
    page.evaluate(FRAMES)
    assert {key: setting(page, key) for key in keys} != start | {"all_controls": True}
    press(page, "Reset")
    for key in keys:
        assert soon(setting, page, key) == (start | {"all_controls": True})[key], key


@EACH
def test_a_prediction_hides_its_answer_until_it_is_made(put, name):
    task = CLASSES[name](tasks=ROWS[name].tasks).tasks[0]
    for answer, said in (("about 7", "You said: about 7"), (None, "")):
        page = opened(put, name, tasks=[{**task, "controls": [*CLASSES[name].controls()]}])
        page.widget.get_by_label("Your prediction").click()
        hidden = set(task["predict"])
        assert hidden
        assert not in_sight(page) & hidden
        press(page, "All controls")
        assert not in_sight(page) & hidden, "all controls are not all answers"
        if answer:
            press(page, "Commit")
            expect(page.widget.locator(".commit .said")).to_have_text(
                "Write down what you expect, then commit."
            )
            page.widget.get_by_label("Your prediction").fill(answer)
            page.widget.get_by_label("Your prediction").press("Enter")
        else:
            press(page, "Show me anyway")
        expect(page.widget.locator(".commit .said")).to_have_text(said)
        assert in_sight(page) >= hidden
        press(page, "Reset")
        assert not in_sight(page) & hidden


@EACH
def test_what_a_lesson_has_not_come_to_stays_out_of_sight(put, name):
    seen = in_sight(opened(put, name, tasks=[{"ask": "Look."}])) & {*CLASSES[name].answers}
    assert seen
    page = opened(put, name, tasks=[{"ask": "Look.", "hide": [*seen]}, {"ask": "Look again."}])
    press(page, "All controls")
    assert not in_sight(page) & seen
    expect(page.widget.locator(".commit")).not_to_be_visible()
    press(page, "Next task")
    assert in_sight(page) >= seen


@EACH
def test_a_link_opens_the_task_as_it_was_left(put, name):
    tasks = ROWS[name].tasks
    page = opened(put, name, tasks=tasks)
    press(page, "Next task")
    press(page, "All controls")
    link, left = address(page), {key: setting(page, key) for key in CLASSES[name].declared()}
    again = put(CLASSES[name](tasks=tasks), width=WIDE, hash=link)
    assert {key: setting(again, key) for key in left} == left
    expect(ask(again)).to_contain_text("2 of 2")
    for beyond in (0, 3, 21, "2"):
        link = quote(json.dumps({"task": beyond, "tasks": [{"ask": "obey", "settings": {}}]}))
        odd = put(CLASSES[name](tasks=tasks), width=WIDE, hash=f"#{name}={link}")
        expect(ask(odd)).to_contain_text("of 2")
        expect(ask(odd)).not_to_contain_text("obey")


@EACH
def test_tasks_by_keyboard_are_told_and_keep_the_focus(put, name):
    page = opened(put, name, tasks=ROWS[name].tasks)
    expect(ask(page)).to_have_attribute("role", "status")
    focused = "host => host.shadowRoot.activeElement?.getAttribute('aria-label')"
    page.widget.get_by_role("button", name="Next task").focus()
    page.keyboard.press("Enter")
    expect(ask(page)).to_contain_text("2 of 2")
    assert soon(page.widget.evaluate, focused) == "Back to the task before"
    page.keyboard.press("Enter")
    expect(ask(page)).to_contain_text("1 of 2")
    assert soon(page.widget.evaluate, focused) == "Next task"


def test_the_edge_waits_for_the_guess(open_widget):
    page = opened(open_widget, "descent_explorer")
    hints = {*DescentExplorer.hints}
    assert not in_sight(page) & hints
    page.get_by_text("Predict first").click()
    press(page, "Show me anyway")
    assert in_sight(page) >= hints
    press(page, "Reset")
    assert not in_sight(page) & hints
    page.get_by_label("Surface and race").select_option("ravine")  # nothing is asked about that one
    assert in_sight(page) >= hints


@EACH
def test_a_grey_button_says_what_it_waits_for(put, name):
    page = opened(put, name)
    page.get_by_text("Predict first").click()
    go = page.widget.locator(".predict button.primary")
    number = page.widget.locator(".predict input[type=text]")
    expect(go).to_be_disabled()
    lacks = "First pick an answer and type a number." if number.count() else "First pick an answer."
    expect(go).to_have_accessible_description(lacks)
    asks_a_number = number.count() > 0
    page.widget.locator(".predict input[type=radio]").first.check()
    if asks_a_number:
        expect(go).to_have_accessible_description("First type a number.")
        number.fill("0.2")
    expect(go).to_be_enabled()
    expect(go).to_have_accessible_description("")


@pytest.mark.parametrize(("guess", "told"), [("0.2", "Your 0.2: exactly."), ("0.25", "is off by 0.05.")])
def test_a_right_guess_is_called_right(open_widget, guess, told):
    page = opened(open_widget, "descent_explorer")
    page.get_by_text("Predict first").click()
    page.widget.locator(".predict input[type=radio]").first.check()
    page.widget.locator(".predict input[type=text]").fill(guess)
    press(page, "Run just below and just above")
    expect(page.widget.locator(".verdict")).to_contain_text(told)
    assert in_sight(page) >= {*DescentExplorer.hints}
