"""No test looks at a page in the moment of the click: assertions wait for the state (support/waiting.py)."""

import ast
import itertools
import re
from pathlib import Path

import pytest
from support import waiting
from support.waiting import soon

HERE = Path(__file__).parent
BROWSER_TESTS = sorted(
    path
    for path in HERE.rglob("*.py")
    if any(
        word in path.read_text(encoding="utf-8")
        for word in ("open_widget", "open_page", "tasks_page", "locator(")
    )
)
# what Playwright answers from one look, without waiting for anything but the element
LOOKS = {
    *("is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_editable"),
    *("inner_text", "inner_html", "text_content", "all_inner_texts", "all_text_contents", "input_value"),
    *("get_attribute", "bounding_box", "evaluate", "evaluate_all", "eval_on_selector"),
    *("eval_on_selector_all", "count"),
}
# what a hand does, whose answer may come in a later frame
ACTS = {"click", "dblclick", "press", "check", "uncheck", "fill", "select_option", "hover", "drag", "tap"}
AT_ONCE = "# at once"  # on the assertion's own line, with the reason: this very moment is what is meant


def is_look(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    counts_letters = node.func.attr == "count" and node.args  # str.count, list.count
    return node.func.attr in LOOKS and not counts_letters


def is_act(node: ast.AST) -> bool:
    """A statement that is nothing but what a hand does: ``button.click()``, ``drag(page, …)``."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    called = node.value.func
    return (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")) in ACTS


def kept_looks(source: str) -> list[str]:
    """The names given to a look right after an act, as ``line: code``.

    A look at what is filtered by its text has waited for it, and a box is where the next act aims.
    """
    lines, found = source.splitlines(), []
    bodies = [
        node.body for node in ast.walk(ast.parse(source)) if isinstance(getattr(node, "body", None), list)
    ]
    for act, kept in (pair for body in bodies for pair in itertools.pairwise(body)):
        if not (is_act(act) and isinstance(kept, ast.Assign)) or AT_ONCE in lines[kept.end_lineno - 1]:
            continue
        code = ast.unparse(kept)
        once = [node for node in ast.walk(kept.value) if is_look(node) and node.func.attr != "bounding_box"]
        if once and "has_text=" not in code:
            found.append(f"{kept.lineno}: {code}")
    return found


def looks(source: str) -> list[str]:
    """The assertions that look once, as ``line: code``."""
    lines, found = source.splitlines(), []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert) and AT_ONCE not in lines[node.end_lineno - 1]:
            found += [f"{node.lineno}: {ast.unparse(c)}" for c in ast.walk(node.test) if is_look(c)]
    return found


@pytest.mark.parametrize("path", BROWSER_TESTS, ids=lambda path: path.relative_to(HERE).as_posix())
def test_assertions_wait_for_the_state(path):
    source = path.read_text(encoding="utf-8")
    assert looks(source) + kept_looks(source) == []


@pytest.mark.parametrize("path", BROWSER_TESTS, ids=lambda path: path.relative_to(HERE).as_posix())
def test_nothing_counts_seconds(path):
    """How long something may take is said in one place, and no test sleeps."""
    source = path.read_text(encoding="utf-8")
    counted = re.findall(r".*(?:wait_for_timeout\(|timeout=[\d_]|sleep\([\d.]).*", source)
    tries_again = path.parent.name == "support"  # between two looks
    assert tries_again or path == Path(__file__) or counted == []


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
    ],
)
def test_a_planted_look_that_is_kept_is_found(planted):
    assert len(kept_looks(planted)) == 1


@pytest.mark.parametrize(
    "fine",
    [
        "before = page.locator('p').inner_text()\nbutton.click()",
        "button.click()\nframes(page)\ntext = page.locator('p').inner_text()",
        "button.click()\ncode = boxes.filter(has_text='import').text_content()",
        "page.keyboard.press('Tab')\nat = page.evaluate(FOCUSED)  # at once: the focus moves with the key",
    ],
)
def test_what_is_kept_otherwise_is_left_alone(fine):
    assert kept_looks(fine) == []


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
