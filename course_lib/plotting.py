"""One look for every figure: small, calm, and legible on a light and on a dark page.

Backgrounds are transparent, ink is a middle gray, colors are those of Okabe and Ito, darkened where
needed until each stands out from white and from the dark page alike. A role has one color throughout the
book, and a line or a marker as its second cue. The explorables use the same colors. A figure is as wide as
the text of the book, which gives titles the ink of that text (``book/page_pictures.py``).
"""

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.artist import Artist

__all__ = ["INK", "LOOK", "ROLE", "TITLE", "figure", "use_course_style"]

INK = "#737373"  # text, ticks and frames
TITLE = "#6e6e6e"  # titles

BLUE, VERMILION, GREEN, PURPLE, AMBER, GREY = "#0072b2", "#d55e00", "#008f68", "#b3568b", "#b07800", "#808080"

LOOK = {
    "data": {"color": BLUE, "linestyle": "none", "marker": "o"},
    "fit": {"color": VERMILION, "linestyle": "-"},
    "residual": {"color": PURPLE, "linestyle": "-", "linewidth": 1.0},
    "gradient": {"color": GREEN, "linestyle": "-", "marker": ">"},
    "reference": {"color": GREY, "linestyle": ":"},
    "highlight": {"color": AMBER, "linestyle": "none", "marker": "D"},
    "train": {"color": BLUE, "linestyle": "-"},
    "test": {"color": VERMILION, "linestyle": "--"},
    "good": {"color": GREEN, "linestyle": "-"},
    "bad": {"color": PURPLE, "linestyle": "--"},
    "squared": {"color": BLUE, "linestyle": "-"},
    "absolute": {"color": VERMILION, "linestyle": "--"},
    "huber": {"color": GREEN, "linestyle": "-."},
    "quantile": {"color": PURPLE, "linestyle": ":"},
    "sgd": {"color": BLUE, "linestyle": "-"},
    "momentum": {"color": VERMILION, "linestyle": "--"},
    "nesterov": {"color": AMBER, "linestyle": (0, (6, 1.5, 1, 1.5, 1, 1.5))},
    "adagrad": {"color": PURPLE, "linestyle": ":"},
    "rmsprop": {"color": GREEN, "linestyle": "-."},
    "adam": {"color": INK, "linestyle": "-", "linewidth": 2.6},
    "adamw": {"color": INK, "linestyle": "--", "linewidth": 2.6},
}
"""Role → keyword arguments for ``ax.plot``: color and second cue."""

ROLE = {name: look["color"] for name, look in LOOK.items()}
"""Role → color."""

STYLE = {
    "figure.figsize": (8.0, 3.4),
    "figure.constrained_layout.use": True,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    "legend.facecolor": "none",
    "legend.frameon": False,
    "axes.prop_cycle": mpl.cycler(color=[BLUE, VERMILION, GREEN, PURPLE, AMBER, GREY]),
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": TITLE,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": INK,
    "grid.alpha": 0.18,
    "grid.linewidth": 0.6,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 10,
    "font.size": 10,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "svg.hashsalt": "course",  # equal figures give equal files
    "svg.fonttype": "path",
}


def use_course_style() -> None:
    """Give every figure from here on the course's look; in a notebook, draw as SVG.

    Examples
    --------
    >>> use_course_style()
    >>> mpl.rcParams["axes.grid"]
    True
    """
    mpl.rcParams.update(STYLE)
    try:
        from IPython import get_ipython
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:  # plain Python
        return
    if get_ipython() is not None:
        # whole, not cut to what is drawn: all figures are equally wide
        set_matplotlib_formats("svg", metadata={"Date": None}, bbox_inches=None)


class Seam(Artist):
    """Says in an SVG where a figure of two columns may be cut: on a phone the book stacks them.

    It draws no ink: an empty group whose name holds the place in points, ``seam-290.5``. A figure that says
    something across both columns has no seam, nor one whose columns touch.
    """

    def draw(self, renderer):
        fig = self.get_figure()
        if fig.texts or fig.legends:
            return
        columns = []
        for box in sorted((ax.get_tightbbox(renderer) for ax in fig.axes), key=lambda box: box.x0):
            if columns and box.x0 < columns[-1][1]:
                columns[-1][1] = max(columns[-1][1], box.x1)
            else:
                columns.append([box.x0, box.x1])
        if len(columns) == 2:
            place = (columns[0][1] + columns[1][0]) / 2
            renderer.open_group("seam", gid=f"seam-{place:.1f}")
            renderer.close_group("seam")


def figure(nrows=1, ncols=1, *, height: float = 3.2, **options):
    """A figure in the course's look, and its axes.

    Parameters
    ----------
    nrows, ncols : int
        Rows and columns of panels; or a mosaic such as ``"AB\\nAC"`` in place of nrows.
    height : float
        Height of one row in inches.
    **options
        For ``plt.subplots`` or ``plt.subplot_mosaic``.

    Returns
    -------
    fig, axes
        One axes, an array of axes, or a dictionary of axes, as Matplotlib's own functions return them.

    Examples
    --------
    >>> fig, (left, right) = figure(1, 2)
    >>> fig.get_size_inches().tolist()
    [8.0, 3.2]
    >>> plt.close(fig)
    """
    use_course_style()
    if isinstance(nrows, str):
        lines = nrows.split("\n")
        size = (8.0, height * min(len(lines), 2) / (1.6 if len(lines) > 1 else 1))
        fig, axes = plt.subplot_mosaic(nrows, **{"figsize": size} | options)
    else:
        tall = height if nrows == 1 else 0.78 * height * nrows
        fig, axes = plt.subplots(nrows, ncols, **{"figsize": (8.0, tall)} | options)
    fig.add_artist(Seam()).set_in_layout(False)
    return fig, axes
