"""What is said where a reader looks: at the button that was pressed, of answers not written; in Chromium."""

from cells.page_hands import cell, press, status, wrote
from support.cells_page import EXERCISE, LESSON, put, row
from support.waiting import expect, soon

STUB = "def double(v):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
OPEN = [
    row("q1", STUB, "answer", gives=["double"]),
    row("q1-test", "assert double(2) == 4", "test", title="double", needs=["q1"]),
    row("look", "print(double(3))", needs=["q1"]),
    row("q2", "def half(v):\n    return v / 2", "answer", gives=["half"]),
    row("q2-test", "assert half(4) == 2", "test", title="half", needs=["q2"]),
    row("q3", "raise NotImplementedError()", "answer", gives=[]),
]


def test_a_check_is_told_and_stopped_at_the_answer(open_rows):
    page = open_rows(EXERCISE)
    wrote(page, "q1", "def double(v):\n    while True:\n        pass")
    press(page, "q1", "Check")
    expect(status(page, "q1")).to_have_text("Checks double: whole numbers")
    press(page, "q1", "Stop")
    expect(status(page, "q1")).to_have_text("Not finished: stopped")
    expect(cell(page, "q1").locator(".cells-verdicts li")).to_have_text(
        ["✗ double: whole numbers: not finished"]
    )
    expect(cell(page, "q1").get_by_role("button", name="Check")).to_be_enabled()


def test_what_happens_is_told_at_the_button_that_was_pressed(open_rows):
    page = open_rows([row("first", "while True: pass"), row("asked", "print(1)")])
    page.evaluate(
        """() => { window.said = []; new MutationObserver(([{ target }]) => said.push(target.textContent))
        .observe(document.querySelector("[data-cell-id=asked] .cells-status"), { childList: true }); }"""
    )
    press(page, "asked", "Run")
    expect(status(page, "asked")).to_have_text("Runs cell 1 first")
    said = soon(page.evaluate, "said.join()")
    assert "Python ready" in said
    assert "Loading Python: " in said
    press(page, "asked", "Stop")
    expect(status(page, "asked")).to_have_text("Not finished: stopped")
    expect(status(page, "first")).to_have_text("Stopped. Variables are kept.")


def test_what_runs_cells_may_fail_to_come_and_be_asked_again(open_rows, host):
    host.spoiled["cells-run"] = "missing"
    page = open_rows(LESSON)
    press(page, "show", "Run")
    expect(status(page, "show")).to_contain_text("Python could not be loaded")
    host.spoiled.clear()
    press(page, "show", "Retry")
    expect(cell(page, "show").locator(".cells-output")).to_contain_text("sum 3.0")


def test_what_needs_an_answer_that_is_not_written_waits_for_it(open_rows):
    page = open_rows(OPEN)
    wrote(page, "q2", "def half(v):\n    return double(v) / 4")
    press(page, "q2", "Check")
    expect(cell(page, "q2").locator(".cells-verdicts li")).to_contain_text(
        ["✗ half: NameError: name 'double' is not defined (line 2: return double(v) / 4). "]
    )
    expect(cell(page, "q2").locator(".cells-verdicts li")).to_contain_text(
        "Nothing is written in cell 1 yet."
    )
    expect(page.get_by_text("as built: look")).to_be_visible()
    for id in ("q1-test", "look"):
        press(page, id, "Run")
        expect(status(page, id)).to_have_text("Nothing is written in cell 1 yet.")
        expect(cell(page, id).locator(".cells-output")).to_have_count(0)
    wrote(page, "q1", "def double(v):\n    return v + v")
    press(page, "q2", "Check")
    expect(status(page, "q2")).to_have_text("1 of 1 tests passed")
    expect(cell(page, "look").locator(".cells-output")).to_have_text("6\n")


def test_an_answer_that_fails_by_itself_is_not_put_to_its_tests(open_rows):
    page = open_rows(EXERCISE)
    wrote(page, "q1", "def double(v)\n    return v + v")
    press(page, "q1", "Check")
    expect(status(page, "q1")).to_contain_text("The tests wait for an answer that runs.")
    expect(cell(page, "q1").locator(".cells-verdicts li")).to_contain_text(["✗ cell 2: SyntaxError: "])
    expect(cell(page, "q1").locator(".cells-error")).to_contain_text('File "<cell 2>", line 1')
    expect(page.get_by_text("as built: q1-small")).to_be_visible()


def test_a_function_that_was_renamed_is_asked_for(open_rows):
    page = open_rows(OPEN)
    wrote(page, "q1", "def twice(v):\n    return v + v")
    press(page, "q1", "Check")
    expect(cell(page, "q1").locator(".cells-verdicts li")).to_have_text(
        "✗ double: NameError: name 'double' is not defined. "
        "double should be defined in cell 1: did you rename it?"
    )


def test_an_answer_without_tests_is_read_by_a_person(open_rows):
    page = open_rows(OPEN)
    expect(cell(page, "q3").get_by_role("button", name="Check")).to_have_count(0)
    expect(cell(page, "q3").get_by_role("button", name="Run")).to_be_visible()
    expect(cell(page, "q3").locator(".cells-number")).to_have_text("cell 6 · read by a person")
    expect(cell(page, "q2").get_by_role("button", name="Check")).to_be_visible()


def test_an_import_of_what_is_not_here_says_so_at_once(open_rows):
    page = open_rows([row("one", "import torch")])
    press(page, "one", "Run")
    expect(status(page, "one")).to_contain_text("Python in the page has no torch. Run it in Colab")


def test_what_passed_is_shown_again_after_a_reload(open_rows):
    page = open_rows(EXERCISE)
    wrote(page, "q1", "def double(v):\n    return 4")
    press(page, "q1", "Check")
    expect(status(page, "q1")).to_have_text("1 of 2 tests passed")
    page.reload()
    verdicts = cell(page, "q1").locator(".cells-verdicts li")
    expect(verdicts).to_have_text(["✓ double: whole numbers: passed before"])
    cell(page, "q1").get_by_role("textbox").fill("def double(v):\n    return v")
    expect(verdicts).to_have_count(0)


def test_another_tab_that_writes_is_told(context, host, open_rows):
    page = open_rows(LESSON)
    other = context.new_page()
    other.goto(put(host, LESSON))
    wrote(page, "show", "print('mine')")
    expect(status(other, "show")).to_contain_text("Changed in another tab.")
    wrote(other, "show", "print('theirs')")
    expect(status(other, "show")).to_have_text("")
    expect(status(page, "show")).to_contain_text("Changed in another tab.")
    expect(status(page, "draw")).to_have_text("")


def test_a_phone_shows_the_number_that_a_message_names(open_rows):
    page = open_rows(LESSON, size={"width": 390, "height": 844})
    number = cell(page, "show").locator(".cells-number")
    expect(number).to_be_visible()
    expect(number).to_have_text("cell 2")
