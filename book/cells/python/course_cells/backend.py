"""matplotlib's backend of a page: ``plt.show()`` shows at once, as in a notebook."""

from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

import course_cells

__all__ = ["FigureCanvas", "show"]


def show(*args, **kwargs) -> None:
    """Show every open figure, after what is printed so far."""
    course_cells.show_figures()
