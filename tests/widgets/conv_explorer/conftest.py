"""The convolution explorer with everything in sight."""

import pytest
from widgets.conftest import in_full


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)
