"""Live widgets: the base of every explorable, and quick checks.

How an explorable is made, for authors
--------------------------------------
``name.py`` holds the state (traits, validation, poster), ``name.js`` beside it draws and computes, and
pure mathematics stands in a module without DOM that ``node --test`` compares with the Python twin.

1. ``name.js`` imports what it needs from ``course_lib/widgets/ui.js`` and ends in
   ``export default { render }``, where ``render({ model, el })`` returns its cleanup.
2. ``make widgets`` bundles every such file to ``course_lib/widgets/static/name.js``.
3. ``name.py`` defines one subclass of :class:`Explorable`; the bundle is found by the file's stem.
4. ``python tools/make_posters.py`` draws ``name.svg`` with the class's ``poster()``.
"""

from course_lib.widgets.base import Bundled, Explorable, ordered
from course_lib.widgets.quick_check import QuickCheck, quick_check

__all__ = ["Bundled", "Explorable", "QuickCheck", "ordered", "quick_check"]
