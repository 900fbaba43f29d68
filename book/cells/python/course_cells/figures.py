"""Figures of a cell, as the book shows them."""

import io
import sys


def drawn() -> list[str]:
    """Every open figure as SVG; they are closed then."""
    if "matplotlib.pyplot" not in sys.modules:
        return []
    from matplotlib import pyplot

    pictures = []
    for number in pyplot.get_fignums():
        file = io.StringIO()
        pyplot.figure(number).savefig(file, format="svg", metadata={"Date": None})
        pictures.append(file.getvalue())
    pyplot.close("all")
    return pictures
