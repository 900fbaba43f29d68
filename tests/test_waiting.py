"""No test looks at a page in the moment of the click: assertions wait for the state (support/waiting.py)."""

import re
from pathlib import Path

import pytest
from support import waiting
from support.looks import looks, looks_after_acts, seconds
from support.waiting import soon

HERE = Path(__file__).parent
SEES_A_PAGE = re.compile(r"open_widget|open_page|tasks_page|new_page\(|locator\(|get_by_|\bpage\.")
ALL_TESTS = sorted(HERE.rglob("*.py"))
BROWSER_TESTS = [path for path in ALL_TESTS if SEES_A_PAGE.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", BROWSER_TESTS, ids=lambda path: path.relative_to(HERE).as_posix())
def test_assertions_wait_for_the_state(path):
    source = path.read_text(encoding="utf-8")
    assert looks(source) + looks_after_acts(source) == []


def test_nothing_counts_seconds():
    """How long something may take is said in one place, and no test sleeps."""
    tests = [path for path in ALL_TESTS if path.parent.name != "support"]  # that sleeps between two looks
    found = {path: seconds(path.read_text(encoding="utf-8")) for path in tests}
    assert {path: calls for path, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "time.sleep(1)",
        "def test():\n    page.wait_for_timeout(500)",
        "box.click(timeout=5_000)",
        "process.wait(60)",
        "subprocess.run(command, timeout=60.0)",
        "NotebookClient(notebook, startup_timeout=60)",
    ],
)
def test_planted_seconds_are_found(planted):
    assert len(seconds(planted)) == 1


def test_no_seconds_are_no_seconds():
    assert seconds("box.click(timeout=PATIENCE)\nprocess.wait()\ncode = 'time.sleep(1)'") == []


def test_there_is_something_to_look_at():
    assert len(BROWSER_TESTS) > 10


@pytest.mark.parametrize(
    "planted",
    [
        "assert page.get_by_text('Epoch 1').is_visible()",
        "assert not page.locator('p').is_visible()",
        "assert button.count() == 1",
        "assert float(box.input_value()) == 2",
        "assert 'x' in page.locator('p').inner_text()",
        "assert page.evaluate('asked') < 10",
        "def test():\n    for p in pages:\n        assert p.get_attribute('a') is None",
    ],
)
def test_a_planted_look_is_found(planted):
    assert len(looks(planted)) == 1


@pytest.mark.parametrize(
    "planted",
    [
        "button.click()\ntext = page.locator('p').inner_text()",
        "def test():\n    drag(page, 'q', 1, 2)\n    at = float(mark.get_attribute('data-at'))",
        "button.click()\nn = 3\nseen += box.input_value()",
        "page.keyboard.type('a')\nseen.append(page.locator('p').inner_text())",
        "page.mouse.up()\nfor row in page.locator('tr').all():\n    row.click()",
        "for key in 'ab':\n    page.keyboard.press(key)\ntext = page.evaluate('told')",
        "with page.expect_download():\n    button.click()\nif box.is_checked():\n    n = 1",
        "box.set_checked(True)\nwith said(page.locator('p').text_content()):\n    n = 1",
        "def go():\n    b.click()\ndef told():\n    return b.evaluate('a')\ngo()\nassert told() == 1",
        "def test(page):\n    press(page, 'Step')\n    return float(mark.get_attribute('data-x'))",
    ],
)
def test_a_planted_look_that_is_kept_is_found(planted):
    assert len(looks_after_acts(planted)) == 1


@pytest.mark.parametrize(
    "fine",
    [
        "before = page.locator('p').inner_text()\nbutton.click()",
        "button.click()\nframes(page)\ntext = page.locator('p').inner_text()",
        "button.click()\ncode = boxes.filter(has_text='import').text_content()",
        "page.keyboard.press('Tab')\nat = page.evaluate(FOCUSED)  # at once: the focus moves with the key",
        "def told():\n    frames(page)\n    return b.evaluate('a')\nb.click()\nassert told() == 1",
        "button.click()\nstate = page.evaluate('model.get(1)')",
        "page.mouse.up()\nbox = handle.bounding_box()",
    ],
)
def test_what_is_kept_otherwise_is_left_alone(fine):
    assert looks_after_acts(fine) == []


@pytest.mark.parametrize(
    "fine",
    [
        "expect(page.get_by_text('Epoch 1')).to_be_visible()",
        "assert soon(page.evaluate, 'asked') < 10",
        "assert text.count('x') == 1",
        "assert handle.bounding_box() == box  # at once: it must not even start to move",
    ],
)
def test_what_waits_is_left_alone(fine):
    assert looks(fine) == []


def test_soon_reads_until_it_holds():
    numbers = iter(range(100))
    assert soon(next, numbers) == 3
    assert 5 <= soon(next, numbers) < 9
    assert soon(next, numbers) != 7
    assert soon(lambda: "a" * next(numbers)) != ""
    assert "aaaaaaaaaaaa" in soon(lambda: "a" * next(numbers))
    assert soon(next, numbers) == pytest.approx(20)


def test_soon_tells_what_it_saw_last(monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", 0)
    with pytest.raises(AssertionError, match="4 \\(read last"):
        assert soon(lambda: 4) == 5
    with pytest.raises(TypeError, match="say what is waited for"):
        assert soon(lambda: True)
