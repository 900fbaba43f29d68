"""What to do next, in a sentence for each question that has not all its points."""

from __future__ import annotations

from typing import Any

ENDED = {
    "time": "It took too long: look for a loop that does not end, or one where an array operation would do.",
    "memory": "It asked for too much memory: look for an array of all pairs, or a list that grows in a loop.",
    "died": "Python itself was ended while it ran: look for exit(), or a function that calls itself forever.",
}
NOT_YET = "Not answered yet"
REPLACE = "There replace each raise NotImplementedError() by your own."


def steps(questions: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(which question, what to do) for each that is not whole; those without any answer share one line."""
    found = [(question["title"], _next_step(question)) for question in questions]
    empty = [title for title, step in found if step == NOT_YET]
    listed = [(title, step) for title, step in found if step not in ("", NOT_YET)]
    return [*listed, (NOT_YET, f"{' '.join(empty)} {REPLACE}")] if empty else listed


def _next_step(question):
    """The first thing to look at; empty where nothing is missing."""
    for visible, hidden in pairs(question):
        name = visible["function"]
        if visible["passed"] and hidden["passed"]:
            continue
        if ended := visible["ended"] or hidden["ended"]:
            return f"{name}: {ENDED.get(ended, '')}"
        if not visible["passed"]:
            if not is_stub(visible):
                return f"{name}: begin with the message below, and run the same test in your notebook."
            if all(is_stub(seen) for seen, _ in pairs(question)):
                return NOT_YET
            return f"{name}: there is no answer yet."
        return (
            f"{name}: all that your notebook shows passes; the hidden tests try the same promise elsewhere. "
            "Read the question again, word by word: other shapes, other parameters, integers, extreme values."
        )
    return ""


def is_stub(test: dict[str, Any]) -> bool:
    """Whether a test met a function that nobody has written."""
    return not test["passed"] and test["message"].startswith("NotImplementedError")


def pairs(question: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The visible and the hidden part of each cell of tests."""
    parts: dict[str, dict[bool, dict[str, Any]]] = {}
    for test in question["tests"]:
        parts.setdefault(test["cell"], {})[test["visible"]] = test
    return [(both.get(True) or both[False], both.get(False) or both[True]) for both in parts.values()]
