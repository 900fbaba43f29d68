"""A stand-in for Colab's own package: as much of it as a lesson can notice.

Written after the behavior of github.com/googlecolab/colabtools; none of its code is here. The kernel
loads it as an IPython extension before the first cell, as Colab does.
"""

from google.colab import output

__all__ = ["load_ipython_extension", "output"]


def load_ipython_extension(shell):
    """Numpy and the widgets are in memory before cell 1: an install that replaces them breaks the session."""
    import anywidget  # noqa: F401
    import ipywidgets  # noqa: F401
    import numpy  # noqa: F401
