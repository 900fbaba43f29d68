"""Questions that answer back at once, in the book, in JupyterLab and in Colab."""

import html
import math
import re

import traitlets

from course_lib.widgets.base import Bundled

LETTERS = "abcdefghij"


def quick_check(
    question: str,
    choices: dict | None = None,
    answer: object = None,
    *,
    tolerance: float | None = None,
    unit: str = "",
    feedback: dict | None = None,
    right: str = "",
    hint: str = "",
) -> "QuickCheck":
    """Ask one question with instant feedback.

    Texts may hold `code`, *emphasis* and **strong**; write x² and β as Unicode.

    Parameters
    ----------
    question : str
        The question.
    choices : dict of str to str, optional
        Each choice and what to say to whoever picks it. Leave it out to ask for a number.
    answer : str or float
        The right choice, or the right number; let the notebook compute it.
    tolerance : float, optional
        Largest accepted distance from a numeric answer; by default 1 % of it, 1e-9 where it is 0.
    unit : str
        Shown behind the box of a numeric question.
    feedback : dict of float to str, optional
        What to say to typical wrong numbers.
    right, hint : str
        What to say to the right number, and to any other wrong one; choices have their own feedback.

    Returns
    -------
    QuickCheck
        The widget; leave it as the last line of a cell.

    Raises
    ------
    ValueError, TypeError
        When no choice or more than one is right, a text is empty, the number is not finite, or what belongs
        to a numeric question stands beside choices.

    Examples
    --------
    >>> quick_check("Which loss has the median as its minimiser?",
    ...             {"squared": "Its minimiser is the mean.", "absolute": "As many pull up as down."},
    ...             answer="absolute")
    QuickCheck('Which loss has the median as its minimiser?')
    """
    if not isinstance(question, str) or not question.strip():
        raise ValueError(f"a quick check needs a question, got {question!r}")
    if choices is None:
        return QuickCheck(question, **_numeric(answer, tolerance, unit, feedback or {}, right, hint))
    numeric = {"tolerance": tolerance, "unit": unit, "feedback": feedback, "right": right, "hint": hint}
    given = [name for name, value in numeric.items() if value not in (None, "")]
    if given:
        raise TypeError(f"{given[0]} belongs to a numeric question; leave it out where choices are given")
    return QuickCheck(question, **_multiple(choices, answer))


def _multiple(choices: dict, answer: object) -> dict:
    if not isinstance(choices, dict) or not 2 <= len(choices) <= len(LETTERS):
        raise ValueError(
            f"choices must be a dict of 2 to {len(LETTERS)} texts and their feedback, got {choices!r}"
        )
    for text, reply in choices.items():
        if not (isinstance(text, str) and text.strip() and isinstance(reply, str) and reply.strip()):
            raise ValueError(f"every choice needs its own text and feedback, got {text!r}: {reply!r}")
    if answer not in choices:
        raise ValueError(f"answer must be one of the choices {list(choices)}, got {answer!r}")
    return {"choices": list(choices.items()), "right_choice": list(choices).index(answer)}


def _numeric(answer, tolerance, unit, feedback, right, hint) -> dict:
    value = _finite("answer", answer)
    allowed = abs(value) / 100 or 1e-9 if tolerance is None else _finite("tolerance", tolerance)
    if allowed < 0:
        raise ValueError(f"tolerance must not be negative, got {tolerance!r}")
    typical = [(_finite("feedback", wrong), str(text)) for wrong, text in feedback.items()]
    for wrong, text in typical:
        if abs(wrong - value) <= allowed:
            raise ValueError(
                f"feedback for {wrong} ({text!r}) would be given to a right answer {value} ± {allowed}"
            )
    return {
        "answer": value,
        "tolerance": allowed,
        "unit": unit,
        "feedback": typical,
        "right_text": right or f"It is {value:.6g}{' ' + unit if unit else ''}.",
        "hint": hint or "Look at the units and the signs, and try again.",
    }


def _finite(name: str, value: object) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a number, got {value!r}") from None
    if not math.isfinite(number):
        raise ValueError(f"{name} must be finite, got {value!r}")
    return number


class QuickCheck(Bundled):
    """One question with instant feedback; made by :func:`quick_check`.

    Traits
    ------
    question : str
        The question. All others are private: they carry the choices, the answer and the feedback.
    """

    question = traitlets.Unicode().tag(sync=True)
    _choices = traitlets.List().tag(sync=True)
    _right_choice = traitlets.Int(-1).tag(sync=True)
    _answer = traitlets.Float(0.0).tag(sync=True)
    _tolerance = traitlets.Float(0.0).tag(sync=True)
    _unit = traitlets.Unicode().tag(sync=True)
    _feedback = traitlets.List().tag(sync=True)
    _right_text = traitlets.Unicode().tag(sync=True)
    _hint = traitlets.Unicode().tag(sync=True)
    _fallback = traitlets.Unicode().tag(sync=True)

    def __init__(self, question: str, **parts):
        traits = {f"_{name}": value for name, value in parts.items()}
        super().__init__(question=question, _fallback=_fallback(question, parts), **traits)

    def __repr__(self) -> str:
        return f"QuickCheck({self.question!r})"


def _fallback(question: str, parts: dict) -> str:
    """The question on paper: HTML with the answer at its end."""
    choices = parts.get("choices", [])
    items = "".join(f"<li>{_markdown(text)}</li>" for text, _ in choices)
    asked = f"<p><strong>Quick check.</strong> {_markdown(question)}</p>"
    asked += f'<ol type="a">{items}</ol>' if choices else ""
    if choices:
        i = parts["right_choice"]
        told = f"{LETTERS[i]}. {_markdown(choices[i][1])}"
    else:
        told = _markdown(parts["right_text"])
    return f'{asked}<p class="quick-check-answer"><em>Answer:</em> {told}</p>'


def _markdown(text: str) -> str:
    """The same small subset of Markdown as in ``quick_check.js``, as HTML."""
    escaped = html.escape(text, quote=False)
    pattern = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|(?<!\w)\*([^*\s](?:[^*]*[^*\s])?)\*(?!\w)")
    tags = {1: "code", 2: "strong", 3: "em"}
    return pattern.sub(lambda m: f"<{tags[m.lastindex]}>{m[m.lastindex]}</{tags[m.lastindex]}>", escaped)
