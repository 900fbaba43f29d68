"""What a reader has predicted in a chapter, listed at its end."""

import re

import traitlets

from course_lib.widgets.base import Bundled
from course_lib.widgets.predict import MADE


class PredictionRecord(Bundled):
    """A topic's predictions, as the reader's browser keeps them; made by :func:`prediction_record`.

    Traits
    ------
    topic : str
        The first part of the predictions' names.
    """

    topic = traitlets.Unicode().tag(sync=True)
    _made = traitlets.Dict().tag(sync=True)  # where a kernel runs, it knows them too
    _fallback = traitlets.Unicode(
        "<p>Here your browser lists the predictions that you have made in this chapter.</p>"
    ).tag(sync=True)


def prediction_record(topic: str) -> PredictionRecord:
    """The reader's own predictions of one topic, right ones and wrong ones, to print or to take along.

    Parameters
    ----------
    topic : str
        The first part of their names, such as ``"losses"``.

    Examples
    --------
    >>> prediction_record("losses")
    PredictionRecord(topic='losses')
    """
    if not isinstance(topic, str) or not re.fullmatch(r"[a-z0-9_]+", topic):
        raise ValueError(f"topic must be one word in small letters, got {topic!r}")
    made = {name: guess for name, guess in MADE.items() if name.startswith(f"{topic}/")}
    return PredictionRecord(topic=topic, _made=made)
