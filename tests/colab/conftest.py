"""The emulated Colab, and the course's site on loopback."""

import pytest
from make_wheel import make_wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of course_lib as the site publishes it."""
    return make_wheel(tmp_path_factory.mktemp("dist"))
