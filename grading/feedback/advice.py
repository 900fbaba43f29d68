"""What to do next: a few sentences, and under each the functions that it is about."""

from __future__ import annotations

from typing import Any

ENDED = {
    "time": "This took too long: look for a loop that does not end, or one that an array operation replaces.",
    "memory": "This needs too much memory: look for an array of all pairs, or a list that grows in a loop.",
    "died": "Here Python itself was ended: look for exit(), or a function that calls itself forever.",
}
MISSING = (
    "Here a function is missing: its cell stopped before it, as the end of this page tells, or it goes by "
    "another name."
)
MESSAGE = "Begin with the messages below, and run the same tests in your notebook."
HIDDEN = (
    "All that your notebook shows passes, and the hidden tests try the same promise elsewhere. Read the "
    "question again, word by word: other shapes, other parameters, integers, extreme values."
)
NOT_YET = "Not answered yet: replace each raise NotImplementedError() by your own."


def steps(questions: list[dict[str, Any]]) -> dict[str, list[str]]:
    """A sentence → the functions that it is about; what needs no thinking comes first."""
    found: dict[str, list[str]] = {kind: [] for kind in (MISSING, *ENDED.values(), MESSAGE, HIDDEN, NOT_YET)}
    for question in questions:
        for visible, hidden in pairs(question):
            if kind := _kind(visible, hidden):
                found[kind].append(visible["function"])
    return {kind: about for kind, about in found.items() if about}


def _kind(visible, hidden) -> str:
    if visible["passed"] and hidden["passed"]:
        return ""
    if ended := visible["ended"] or hidden["ended"]:
        return ENDED.get(ended, MESSAGE)
    if visible["passed"]:
        return HIDDEN
    if visible["message"] == f"NameError: name '{visible['function']}' is not defined":
        return MISSING
    return NOT_YET if is_stub(visible) else MESSAGE


def is_stub(test: dict[str, Any]) -> bool:
    """Whether a test met a function that nobody has written."""
    return not test["passed"] and test["message"].startswith("NotImplementedError")


def pairs(question: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The visible and the hidden part of each cell of tests."""
    parts: dict[str, dict[bool, dict[str, Any]]] = {}
    for test in question["tests"]:
        parts.setdefault(test["cell"], {})[test["visible"]] = test
    return [(both.get(True) or both[False], both.get(False) or both[True]) for both in parts.values()]
