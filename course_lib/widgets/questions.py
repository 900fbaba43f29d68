"""What may be asked of a reader, and how an answer is judged: one home for quick checks and predictions.

Every kind of question is a dictionary that the page can read:

=========  ==========================================================================================
choice     ``choices`` pairs of text and reply, ``right`` index of the right one, -1 where none is right
number     ``answer``, ``tolerance``, ``unit``
order      ``items`` as the page shows them first, ``right`` their indices in the right order
label      ``things``, ``labels``, ``right`` index of the label of each thing
point      ``answer`` [x, y], ``tolerance`` [x, y], ``picture``
=========  ==========================================================================================

All but the choice also hold ``feedback`` (pairs of what is wrong and what is said to it), ``right_text`` and
``hint``.
"""

import random

import traitlets

from course_lib.widgets.base import Bundled
from course_lib.widgets.given import all_texts, different_texts, finite, pair
from course_lib.widgets.on_paper import LETTERS, on_paper
from course_lib.widgets.picture import picture_of


class Question(Bundled):
    """A question in the page; made by :func:`quick_check` or :func:`predict`.

    Traits
    ------
    question : str
        The question. How it may be answered is private: it holds the answer.
    """

    _esm = ""  # each kind of question brings its own bundle
    question = traitlets.Unicode().tag(sync=True)
    _asked = traitlets.Dict().tag(sync=True)
    _fallback = traitlets.Unicode().tag(sync=True)

    def __init__(self, question: str, asked: dict, head: str, **traits):
        super().__init__(question=question, _asked=asked, _fallback=on_paper(head, question, asked), **traits)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.question!r})"


def asked(question, choices, answer, kinds: dict, texts: dict, *, opinion: bool = False) -> dict:
    """The kind of question that the arguments ask, as the page reads it.

    ``kinds`` holds the arguments that make a question an order, a labeling or a point, ``texts`` those that
    only some kinds know. Exactly one kind may be asked.
    """
    if not isinstance(question, str) or not question.strip():
        raise ValueError(f"a question needs words, got {question!r}")
    for text in all_texts([question, choices, kinds, texts]):
        if "$" in text:
            raise ValueError(f"write formulas in Unicode, such as x² and β, not between dollars: {text!r}")
    given = [name for name, value in {"choices": choices, **kinds}.items() if value is not None]
    if len(given) > 1:
        raise TypeError(f"ask one thing: {' and '.join(given)} cannot stand together")
    if given == ["choices"]:
        _refuse({k: v for k, v in texts.items() if v not in (None, "")}, "choices")
        return _choice(choices, answer, opinion)
    if given and answer is not None:
        raise TypeError(f"answer belongs to choices and numbers; {given[0]} holds its own")
    if given in (["order"], ["label"]):
        _refuse({k: texts.get(k) for k in ("tolerance", "unit") if texts.get(k) not in (None, "")}, given[0])
        make = _order if given == ["order"] else _label
        return make(kinds[given[0]], texts["feedback"] or {}) | _said(texts)
    if given == ["point"]:
        return _point(kinds["point"], texts) | _said(texts)
    return _number(answer, texts)


def _refuse(given: dict, kind: str) -> None:
    if given:
        raise TypeError(f"{next(iter(given))} belongs to a numeric question; leave it out beside {kind}")


def _said(texts: dict) -> dict:
    if not texts["right"]:
        raise ValueError("say why with right=…: what is told to whoever has it")
    return {"right_text": texts["right"], "hint": texts["hint"] or "Look again, and try another one."}


def _choice(choices, answer, opinion) -> dict:
    if not isinstance(choices, dict) or not 2 <= len(choices) <= len(LETTERS):
        raise ValueError(
            f"choices must be a dict of 2 to {len(LETTERS)} texts and their feedback, got {choices!r}"
        )
    for text, reply in choices.items():
        if not (isinstance(text, str) and text.strip() and isinstance(reply, str) and reply.strip()):
            raise ValueError(f"every choice needs its own text and feedback, got {text!r}: {reply!r}")
    if answer not in choices and not (opinion and answer is None):
        raise ValueError(f"answer must be one of the choices {list(choices)}, got {answer!r}")
    right = -1 if answer is None else list(choices).index(answer)
    return {"kind": "choice", "choices": [list(pair) for pair in choices.items()], "right": right}


def _number(answer, texts: dict) -> dict:
    value = finite("answer", answer)
    given = texts["tolerance"]
    allowed = abs(value) / 100 or 1e-9 if given is None else finite("tolerance", given)
    if allowed < 0:
        raise ValueError(f"tolerance must not be negative, got {given!r}")
    typical = [[finite("feedback", wrong), str(text)] for wrong, text in (texts["feedback"] or {}).items()]
    for wrong, text in typical:
        if abs(wrong - value) <= allowed:
            raise ValueError(
                f"feedback for {wrong} ({text!r}) would be given to a right answer {value} ± {allowed}"
            )
    unit = texts["unit"]
    return {
        "kind": "number", "answer": value, "tolerance": allowed, "unit": unit, "feedback": typical,
        "right_text": texts["right"] or f"It is {value:.6g}{' ' + unit if unit else ''}.",
        "hint": texts["hint"] or "Look at the units and the signs, and try again.",
    }  # fmt: skip


def _order(order, feedback: dict) -> dict:
    items = different_texts("order", order)
    shown = items.copy()
    random.Random("".join(items)).shuffle(shown)  # the same start for everybody, and never the right one
    shown = items[::-1] if shown == items else shown
    for item in feedback:
        if item not in items:
            raise ValueError(f"feedback names {item!r}, which is none of the items {items}")
    return {
        "kind": "order", "items": shown, "right": [shown.index(item) for item in items],
        "feedback": [[shown.index(item), str(text)] for item, text in feedback.items()],
    }  # fmt: skip


def _label(label, feedback: dict) -> dict:
    if not isinstance(label, dict):
        raise TypeError(f"label must be a dict of things and their labels, got {label!r}")
    things = different_texts("label", list(label))
    labels = sorted(set(map(str, label.values())))
    if len(labels) < 2:
        raise ValueError(f"label needs two different labels or more, got {labels}")
    for thing in feedback:
        if thing not in label:
            raise ValueError(f"feedback names {thing!r}, which is none of the things {things}")
    return {
        "kind": "label", "things": things, "labels": labels,
        "right": [labels.index(str(label[thing])) for thing in things],
        "feedback": [[things.index(thing), str(text)] for thing, text in feedback.items()],
    }  # fmt: skip


def _point(point, texts: dict) -> dict:
    picture = picture_of(texts["picture"])
    x, y = pair("point", point)
    given = texts["tolerance"]
    if given is None:
        raise ValueError("a point needs a tolerance: one number, or one along x and one along y")
    tolerance = pair("tolerance", given if isinstance(given, tuple | list) else [given] * 2)
    if min(tolerance) <= 0:
        raise ValueError(f"the tolerance of a point must be above 0, got {given!r}")
    for axis, value in (("x", x), ("y", y)):
        low, high, _ = picture[axis]
        if not low <= value <= high:
            raise ValueError(f"the answer's {axis} = {value} lies outside the picture, {low} to {high}")
    feedback = [[pair("feedback", at), str(text)] for at, text in (texts["feedback"] or {}).items()]
    for (a, b), text in feedback:
        if abs(a - x) <= tolerance[0] and abs(b - y) <= tolerance[1]:
            raise ValueError(
                f"feedback for ({a}, {b}) ({text!r}) would be given to a right answer ({x}, {y})"
            )
    return {
        "kind": "point", "answer": [x, y], "tolerance": tolerance, "feedback": feedback, "picture": picture,
    }  # fmt: skip
