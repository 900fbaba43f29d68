"""Differences in a figure: every pair, and the interval of their mean."""

import numpy as np

from course_lib.evidence.intervals import Paired


def plot_paired(results, ax=None):
    """Draw differences pair by pair, and below each set its mean with the interval.

    Parameters
    ----------
    results : Paired, or dictionary of name → Paired
        One row each, from top to bottom.
    ax : matplotlib axes, optional
        Drawn on a new figure if left out.

    Returns
    -------
    The axes; title and the words of the horizontal axis are the caller's.

    Examples
    --------
    >>> from course_lib.evidence import paired
    >>> ax = plot_paired({"Huber − squares": paired([1.2, 1.4, 1.1], [1.5, 1.6, 1.2])})
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Huber − squares']
    """
    from course_lib.plotting import LOOK, figure

    rows = {"": results} if isinstance(results, Paired) else dict(results)
    if ax is None:
        _, ax = figure(height=0.9 + 0.55 * len(rows))
    for row, result in enumerate(rows.values()):
        ax.plot(result.values, np.full(result.n, row - 0.14), **LOOK["data"] | {"alpha": 0.5})
        ax.plot([result.low, result.high], [row + 0.16] * 2, **LOOK["fit"] | {"marker": "|"})
        ax.plot(result.mean, row + 0.16, **LOOK["fit"] | {"marker": "s"})
    ax.axvline(0, **LOOK["reference"])
    ax.set(yticks=range(len(rows)), yticklabels=rows, ylim=(len(rows) - 0.5, -0.5))
    ax.grid(axis="y", visible=False)
    ax.tick_params(axis="y", length=0)
    return ax
