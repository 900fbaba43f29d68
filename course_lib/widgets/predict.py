"""Predictions: committed before the reveal, and kept in the reader's own browser."""

import re

import traitlets

from course_lib.widgets.questions import Question, asked

NAME = re.compile(r"[a-z0-9_]+/[a-z0-9-]+")
MADE: dict[str, dict] = {}  # what was committed in this kernel: a cell that runs again asks nothing twice


class Predict(Question):
    """One prediction; made by :func:`predict`.

    Traits
    ------
    name : str
        Where the browser keeps it: ``topic/words``, unique in the course.
    guess : dict
        What was committed, empty before: ``given`` in words, ``right``, ``at`` in ISO 8601.
    """

    name = traitlets.Unicode().tag(sync=True)
    guess = traitlets.Dict().tag(sync=True)

    @traitlets.observe("guess")
    def _keep(self, change) -> None:
        if change.new:
            MADE[self.name] = change.new
        else:
            MADE.pop(self.name, None)


def predict(
    name: str,
    question: str,
    choices: dict | None = None,
    answer: object = None,
    *,
    order: list | None = None,
    point: tuple | None = None,
    picture: dict | None = None,
    tolerance: float | tuple | None = None,
    unit: str = "",
    feedback: dict | None = None,
    right: str = "",
    hint: str = "",
) -> Predict:
    """Ask for a prediction: committed once, then answered, and kept in the reader's browser.

    Parameters
    ----------
    name : str
        ``topic/words`` in small letters, such as ``"losses/two-guesses"``; unique in the course.
    question, choices, answer, order, tolerance, unit, feedback, right, hint
        As in :func:`quick_check`. With choices, ``answer=None`` asks for an opinion: no choice is wrong.
    point : tuple of float, optional
        The right place (x, y) in ``picture``; ``tolerance`` is then a number, or one along x and one along y.
    picture : dict, optional
        ``{"x": [low, high, label], "y": [low, high, label]}``, and if wanted
        ``"curves": [[xs, ys, label], …]`` and ``"points": [[x, y], …]``.

    Returns
    -------
    Predict
        The widget; leave it as the last line of a cell.

    Raises
    ------
    ValueError, TypeError
        As :func:`quick_check`; when the name has another form; when the right place is not in the picture.

    Examples
    --------
    >>> predict("losses/outlier", "The outlier moves up by 9. What does the mean of nine points do?",
    ...         answer=1, feedback={9: "It shares the 9 among nine points."})
    Predict('The outlier moves up by 9. What does the mean of nine points do?')
    """
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ValueError(f'name must read "topic/words" in small letters, digits and -, got {name!r}')
    if point is None and picture is not None:
        raise TypeError("picture belongs to a point; leave it out here")
    texts = {"tolerance": tolerance, "unit": unit, "feedback": feedback, "right": right, "hint": hint}
    kinds = {"order": order, "point": point}
    if point is not None:
        texts["picture"] = picture
    parts = asked(question, choices, answer, kinds, texts, opinion=True)
    return Predict(question, parts, "Predict", name=name, guess=MADE.get(name, {}))
