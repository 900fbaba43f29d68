"""A page with a playground on it."""

import pytest
from widgets.conftest import in_full

from course_lib.backprop.playground import Playground

OF_THE_PAGE = ("width", "hash", "place", "reduced_motion")


@pytest.fixture
def open_page(open_widget):
    """``open_page(**settings)``: a wide page, everything in sight; ``width`` and ``hash`` are the page's."""

    def open_(**settings):
        options = {name: settings.pop(name) for name in OF_THE_PAGE if name in settings}
        return in_full(open_widget)(Playground(**settings), **{"width": 1100} | options)

    return open_
