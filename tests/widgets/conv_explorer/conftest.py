"""The convolution explorer with everything in sight; where it asks tasks, with what they leave there."""

import pytest
from widgets.conftest import in_full


@pytest.fixture
def open_widget(open_widget):
    def open_(widget, *args, **options):
        return (open_widget if widget.tasks else in_full(open_widget))(widget, *args, **options)

    return open_
