"""Live widgets: the base of every explorable, quick checks and predictions.

How an explorable is made, for authors
--------------------------------------
A folder ``topic/name`` with ``widget.js`` is an explorable.

1. ``widget.py`` defines one subclass of :class:`Explorable`. Each setting is declared there in one line of
   ``course_lib.widgets.settings``: trait, error, rule for links, control and documentation.
2. ``widget.js`` imports what it needs from ``course_lib/widgets/ui.js``, draws, and ends in
   ``export default { render }``, where ``render({ model, el })`` returns its cleanup. Pure mathematics
   stands in a module without DOM, which ``node --test`` compares with numbers of the library.
3. Its controls have names: a setting's own, and for the rest those of ``parts``, which stand on their
   elements as ``data-control``. ``usual`` are in sight at first, ``spoilers`` are what a prediction hides;
   the lesson says what it asks: ``LossExplorer(tasks=[{"ask": "Drag the diamond.", "controls": ["loss"]}])``.
4. ``poster.py`` defines ``draw()``; ``python tools/make_posters.py`` writes ``poster.svg`` with it.
5. ``make widgets`` bundles it to ``course_lib/widgets/static/name.js``.
"""

from course_lib.widgets.base import Bundled, Explorable, ordered
from course_lib.widgets.predict import Predict, predict
from course_lib.widgets.prediction_record import PredictionRecord, prediction_record
from course_lib.widgets.quick_check import QuickCheck, quick_check

__all__ = [
    "Bundled",
    "Explorable",
    "Predict",
    "PredictionRecord",
    "QuickCheck",
    "ordered",
    "predict",
    "prediction_record",
    "quick_check",
]
