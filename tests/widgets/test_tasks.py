"""Tasks: what an author may write, and what a learner then sees, does and hears."""

import ast
import json
from pathlib import Path
from urllib.parse import quote

import pytest
import traitlets
from support.waiting import expect, soon
from widgets.conftest import FRAMES, address
from widgets.registry import ASKING, CLASSES, ROWS

from course_lib.losses.loss_explorer import PRESETS, LossExplorer
from course_lib.optim.descent_explorer import DescentExplorer

ROOT = Path(__file__).parents[2]
WIDE = 736
TASKS = [
    {"ask": "Drag the diamond up to 23.", "controls": ["loss"], "predict": True},
    {"ask": "Set *Loss* to *Absolute*.", "controls": ["loss", "player"], "settings": {"loss": "l1"}},
    {"ask": "Now a line.", "settings": {"preset": "leverage", "mode": "line"}, "predict": ["fits"]},
]


# --- what an author writes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "told"),
    [
        (
            {"ask": "a", "controls": ["lose"]},
            r"task 2 of LossExplorer has no control 'lose'; there is .*loss",
        ),
        (
            {"ask": "a", "settings": {"rate": 1}},
            "task 2 of LossExplorer has no setting 'rate'; there is .*lr",
        ),
        ({"ask": "a", "settings": {"task": 2}}, "has no setting 'task'"),
        ({"ask": "a", "settings": {"lr": -1}}, r"lr in task 2 must lie in \(0, 1e\+12\], got -1"),
        ({"ask": "a", "settings": {"preset": "none"}}, "preset in task 2 must be one of 'outlier'"),
        ({"ask": "a", "settings": ["lr"]}, r"settings of task 2 must be a dict, got \['lr'\]"),
        ({"ask": "a", "controls": "loss"}, "controls of task 2 must be a list of names, got 'loss'"),
        ({"ask": "a", "predict": ["gradients"]}, "has no control 'gradients'; there is .*gradient"),
        ({"asks": "a"}, "task 2 has no place 'asks'; there is ask, controls, settings, predict"),
        ({"ask": " "}, "task 2 needs 'ask', words that say what to do, got ' '"),
        ("Drag it.", "task 2 must be a dict of ask, controls, settings, predict, got 'Drag it.'"),
    ],
)
def test_an_error_says_what_came_and_what_there_is(task, told):
    with pytest.raises(traitlets.TraitError, match=told):
        LossExplorer(tasks=[{"ask": "First this."}, task])


def test_tasks_are_a_list():
    for wrong in ("Drag it.", {"ask": "Drag it."}, [{"ask": "again"}] * 21):
        with pytest.raises(traitlets.TraitError, match="tasks must be list of at most 20 tasks"):
            LossExplorer(tasks=wrong)


def test_the_first_task_is_what_the_page_begins_with():
    explorer = LossExplorer(lr=0.5, tasks=[{"ask": "a", "settings": {"preset": "skewed", "loss": "l1"}}])
    assert explorer.points == PRESETS["skewed"]["settings"]["points"]
    assert (explorer.preset, explorer.loss, explorer.lr) == ("skewed", "l1", 0.5)


def test_a_later_task_stands_on_those_before():
    explorer = LossExplorer(tasks=TASKS, task=3)
    assert (explorer.loss, explorer.mode, explorer.preset) == ("l1", "line", "leverage")
    assert explorer.points == PRESETS["leverage"]["settings"]["points"]


def test_predict_true_hides_the_spoilers_of_the_explorable():
    assert LossExplorer(tasks=TASKS).tasks[0]["predict"] == [*LossExplorer.spoilers]


@pytest.mark.parametrize("cls", CLASSES.values(), ids=lambda cls: cls.__name__)
def test_every_name_that_an_explorable_gives_exists(cls):
    known = {*cls.controls(), *cls.answers}
    assert {*cls.usual, *cls.spoilers, *cls.hints} <= known
    assert not {*cls.controls()} & {*cls.answers}
    assert {*cls.usual} <= {*cls.controls()}
    json.dumps(cls(tasks=[{"ask": "a", "controls": [*cls.controls()], "predict": True}]).tasks)


# --- what a learner sees -----------------------------------------------------------------------------

EACH = pytest.mark.parametrize("name", ASKING)
IN_SIGHT = """host => {
  const all = [...host.shadowRoot.querySelectorAll("[data-control]")].filter((el) => el.checkVisibility());
  return [...new Set(all.map((el) => el.dataset.control))];
}"""


def opened(open_widget, name, **settings):
    return open_widget(CLASSES[name](**settings), width=WIDE)


def in_sight(page) -> set[str]:
    page.evaluate(FRAMES)
    return set(page.widget.evaluate(IN_SIGHT))


def press(page, name):
    page.widget.get_by_role("button", name=name, exact=True).click()


def setting(page, name):
    return page.evaluate("name => model.get(name)", name)


def ask(page):
    return page.widget.locator(".ask")


@EACH
def test_the_controls_of_a_task_stand_alone_until_all_are_wanted(open_widget, name):
    cls, (first, second) = CLASSES[name], ROWS[name].tasks
    page = opened(open_widget, name, tasks=ROWS[name].tasks)
    controls = set(cls.controls())
    assert in_sight(page) & controls == {*first["controls"]}
    press(page, "All controls")
    wanted = {*first["controls"], *second["controls"], "preset"} - {*page.start["tasks"][0]["predict"]}
    assert in_sight(page) & controls > wanted
    press(page, "All controls")
    press(page, "Next task")
    assert in_sight(page) & controls == {*second["controls"]}


@EACH
def test_without_tasks_the_usual_controls_are_there_and_one_click_brings_all(open_widget, name):
    cls, page = CLASSES[name], opened(open_widget, name)
    expect(page.widget.get_by_role("group", name="Task", exact=True)).to_have_count(0)
    seen = in_sight(page) & set(cls.controls())
    assert seen <= {*cls.usual}
    assert {"preset", "predict", "player"} <= seen
    press(page, "All controls")
    assert in_sight(page) & set(cls.controls()) > seen


@EACH
def test_a_task_sets_what_it_says_when_it_begins_and_the_rest_stays(open_widget, name):
    tasks = ROWS[name].tasks
    page = opened(open_widget, name, tasks=tasks)
    plain = CLASSES[name](tasks=tasks)
    expect(ask(page)).to_have_text(f"1 of 2 {tasks[0]['ask'].replace('*', '')}")
    expect(ask(page).locator("em")).to_have_count(1)
    press(page, "Next task")
    expect(ask(page)).to_have_text(f"2 of 2 {tasks[1]['ask']}")
    later = CLASSES[name](tasks=tasks, task=2)
    for key in plain.declared():
        assert soon(setting, page, key) == getattr(later, key), key
    press(page, "Back to the task before")
    assert soon(setting, page, "task") == 1
    expect(ask(page)).to_contain_text("1 of 2")


@EACH
def test_reset_in_a_later_task_brings_back_how_that_one_began(open_widget, name):
    page = opened(open_widget, name, tasks=ROWS[name].tasks)
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
def test_a_prediction_hides_its_answer_until_it_is_made(open_widget, name):
    task = CLASSES[name](tasks=ROWS[name].tasks).tasks[0]
    for answer, said in (("about 7", "You said: about 7"), (None, "")):
        page = opened(open_widget, name, tasks=[{**task, "controls": [*CLASSES[name].controls()]}])
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
def test_a_link_opens_the_task_as_it_was_left(open_widget, name):
    tasks = ROWS[name].tasks
    page = opened(open_widget, name, tasks=tasks)
    press(page, "Next task")
    press(page, "All controls")
    again = open_widget(CLASSES[name](tasks=tasks), width=WIDE, hash=address(page))
    for key in CLASSES[name].declared():
        assert setting(again, key) == setting(page, key), key
    expect(ask(again)).to_contain_text("2 of 2")
    for beyond in (0, 3, 21, "2"):
        link = quote(json.dumps({"task": beyond, "tasks": [{"ask": "obey", "settings": {}}]}))
        odd = open_widget(CLASSES[name](tasks=tasks), width=WIDE, hash=f"#{name}={link}")
        expect(ask(odd)).to_contain_text("of 2")
        expect(ask(odd)).not_to_contain_text("obey")


@EACH
def test_tasks_by_keyboard_are_told_and_keep_the_focus(open_widget, name):
    page = opened(open_widget, name, tasks=ROWS[name].tasks)
    expect(ask(page)).to_have_attribute("role", "status")
    focused = "host => host.shadowRoot.activeElement?.getAttribute('aria-label')"
    page.widget.get_by_role("button", name="Next task").focus()
    page.keyboard.press("Enter")
    expect(ask(page)).to_contain_text("2 of 2")
    assert soon(page.widget.evaluate, focused) == "Back to the task before"
    page.keyboard.press("Enter")
    expect(ask(page)).to_contain_text("1 of 2")
    assert soon(page.widget.evaluate, focused) == "Next task"


# --- a guess of the explorable's own -----------------------------------------------------------------


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
def test_a_grey_button_says_what_it_waits_for(open_widget, name):
    page = opened(open_widget, name)
    page.get_by_text("Predict first").click()
    go = page.widget.locator(".predict button.primary")
    number = page.widget.locator(".predict input[type=text]")
    lacks = "First pick an answer and type a number." if number.count() else "First pick an answer."
    expect(go).to_be_disabled()
    expect(go).to_have_accessible_description(lacks)
    page.widget.locator(".predict input[type=radio]").first.check()
    if number.count():
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


# --- on one screen, and spoken ------------------------------------------------------------------------

# From the top of the highest to the bottom of the lowest of all plots and all that can be operated; the head,
# which holds no control of the picture, and what is folded do not count.
SPAN = """host => {
  const all = [...host.shadowRoot.querySelectorAll("svg.plot, canvas, button, input, select")];
  const seen = all.filter((el) => el.checkVisibility() && !el.closest(".asked, .predict, .python, .more"));
  const boxes = seen.map((el) => el.getBoundingClientRect()).filter(({ height }) => height > 0);
  return Math.max(...boxes.map((b) => b.bottom)) - Math.min(...boxes.map((b) => b.top));
}"""
SCREEN = 700  # px that a browser leaves of a screen of 1366 by 768


def lessons() -> list:
    """The explorables of all notebooks that ask tasks, made from the cells alone."""
    found = []
    for path in sorted(ROOT.glob("chapters/**/*.ipynb")):
        for i, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            source = "".join(cell["source"])
            if cell["cell_type"] != "code" or "tasks=" not in source:
                continue
            space = {cls.__name__: cls for cls in CLASSES.values()}
            exec(source, space)
            last = ast.parse(source).body[-1]
            widget = eval(compile(ast.Expression(last.value), path.name, "eval"), space)
            found += [
                pytest.param(widget, k, id=f"{path.stem}-{i}-{k}") for k in range(1, len(widget.tasks) + 1)
            ]
    return found


@EACH
def test_plot_and_controls_fit_one_screen(open_widget, name):
    assert soon(opened(open_widget, name).widget.evaluate, SPAN) <= SCREEN
    for k in (1, 2):
        page = opened(open_widget, name, tasks=ROWS[name].tasks, task=k)
        assert soon(page.widget.evaluate, SPAN) <= SCREEN


@pytest.mark.parametrize(("widget", "task"), lessons())
def test_each_task_of_a_lesson_fits_one_screen(open_widget, widget, task):
    widget.task = task
    page = open_widget(widget, width=WIDE)
    page.evaluate(FRAMES)
    assert soon(page.widget.evaluate, SPAN) <= SCREEN


SLOWLY = {"loss_explorer": {"lr": 0.01}}  # else its numbers stand still after two seconds
# What the summary says, and whether the explorable plays while it says it; a run that ended plays again.
HEAR = """() => {
  const { shadowRoot } = document.querySelector("#place > *");
  const button = (text) => [...shadowRoot.querySelectorAll("button")].find((el) => el.textContent === text);
  const told = shadowRoot.querySelector(".summary");
  window.spoken = [];
  new MutationObserver(() => { if (button("Pause")) spoken.push(told.textContent); })
    .observe(told, { childList: true, characterData: true, subtree: true });
  window.playOn = () => { button("Play")?.click(); return spoken.length; };
}"""


@EACH
def test_the_summary_speaks_while_it_plays(open_widget, name):
    page = opened(open_widget, name, **SLOWLY.get(name, {}))
    page.evaluate(HEAR)
    page.wait_for_function("playOn() >= 2 && new Set(spoken).size >= 2", polling=50)
    if name == "playground":
        epochs = [int(text.split(":")[0].split()[1]) for text in page.evaluate("spoken")]
        assert 0 < epochs[0] < epochs[1]


@EACH
def test_a_summary_is_no_chatter(open_widget, name):
    """A screen reader is told once a second at most, however fast the numbers change."""
    page = opened(open_widget, name, **SLOWLY.get(name, {}))
    page.evaluate(HEAR)
    began = page.evaluate("performance.now()")
    page.wait_for_function("playOn() >= 2", polling=50)
    took = page.evaluate("performance.now()") - began
    assert took > 1000
