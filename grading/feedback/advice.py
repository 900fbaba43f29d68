"""What to do next, in a sentence for each question that has not all its points."""

from __future__ import annotations

from typing import Any

ENDED = {
    "time": "It took too long: look for a loop that does not end, or one where an array operation would do.",
    "memory": "It asked for too much memory: look for an array of all pairs, or a list that grows in a loop.",
    "died": "Python itself was ended while it ran: look for exit(), or a function that calls itself forever.",
}
MISSING = "Run the whole notebook from the top with Restart and run all, and hand in what you see then."


def next_step(question: dict[str, Any]) -> str:
    """The first thing to look at in a question; empty where nothing is missing."""
    for visible, hidden in pairs(question):
        name = visible["function"]
        if visible["passed"] and hidden["passed"]:
            continue
        if ended := visible["ended"] or hidden["ended"]:
            return f"{name}: {ENDED.get(ended, '')}"
        if not visible["passed"]:
            if _is_stub(visible["message"]):
                return f"{name}: there is no answer yet. Replace raise NotImplementedError() by your own."
            return f"{name}: begin with the message below, and run the same test in your notebook."
        return (
            f"{name}: all that your notebook shows passes; the hidden tests try the same promise elsewhere. "
            "Read the question again, word by word: other shapes, other parameters, integers, extreme values."
        )
    return ""


def _is_stub(message: str) -> bool:
    return "NotImplementedError" in message


def pairs(question: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The visible and the hidden part of each cell of tests."""
    parts: dict[str, dict[bool, dict[str, Any]]] = {}
    for test in question["tests"]:
        parts.setdefault(test["cell"], {})[test["visible"]] = test
    return [(both.get(True) or both[False], both.get(False) or both[True]) for both in parts.values()]
