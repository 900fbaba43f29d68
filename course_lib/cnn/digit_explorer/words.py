"""The texts of the digit explorer. Names in braces are filled in by the page."""

import json
from functools import cache
from pathlib import Path

PREDICT = {
    "question": "The network has ten outputs, 0 to 9, and softmax makes ten probabilities of them. You draw "
    "the letter A. What does it say?",
    "options": [
        {"value": "even", "label": "Nothing fits, so all ten get about 10 %."},
        {"value": "low", "label": "It prefers one digit, but with less than 50 %."},
        {"value": "sure", "label": "It says one of the digits, and is more than 90 % sure."},
    ],
    "action": "Draw the A",
}
REVEAL = {
    "answer": "sure",
    "right": "Yes. It says {digit}, with {percent}.",
    "wrong": "No: it says {digit}, with {percent}.",
    "why": "The ten probabilities sum to 1 whatever you draw: there is no output for none of these.",
}

ROWS = {
    "as_they_are": "as they are",
    "moved_2": "moved by 2 pixels",
    "moved_4": "moved by 4 pixels",
    "turned_15": "turned by 15°",
    "turned_30": "turned by 30°",
    "turned_45": "turned by 45°",
    "thinner": "strokes about 1.3 pixels thinner",
    "thicker": "strokes about 1.3 pixels thicker",
    "flagged_1": "1s with a flag, drawn by program",
    "crossed_7": "7s with a bar, drawn by program",
}


@cache
def report() -> dict:
    """How the stored network did when it was judged, once: right, of, percent, and Wilson's interval."""
    return json.loads(Path(__file__).with_name("report.json").read_text(encoding="utf-8"))


@cache
def words() -> dict:
    """All that the page says."""
    judged = report()
    rows = [{"name": name, "label": label, **judged[name]} for name, label in ROWS.items()]
    return {
        "predict": PREDICT,
        "reveal": REVEAL,
        "rows": rows,
        "judged": "The network was trained on {trained_on} digits of MNIST. The {of} digits below "
        "are others. With other digits of the same kind it may be {low} to {high} % (Wilson, 95 %).",
        "values": {"trained_on": f"{judged['trained_on']:,}"}
        | {key: judged["as_they_are"][key] for key in ("of", "low", "high")},
        "unseen": "It has never seen: letters, several digits at once, photographs, digits of people who did "
        "not write for MNIST. The drawings by program are ours, 200 of each, and stand for no real people.",
    }
