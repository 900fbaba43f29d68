"""The look of figures: contrast on both pages, one color and one cue for each role."""

import itertools
import re
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from page_pictures import INKS, SEAM, stacked
from site_pages import ROOT

from course_lib.plotting import INK, LOOK, ROLE, TITLE, figure, use_course_style

CSS = (ROOT / "book/static/course.css").read_text(encoding="utf-8")
WHITE = (1.0, 1.0, 1.0)
DARK = to_rgb(re.search(r"--pst-color-background: (#\w+)", CSS)[1])
TEXT = [re.search(rf"--pst-color-text-{kind}: (#\w+)", CSS)[1] for kind in ("base", "muted")]
# on its dark page the book leaves figures with a photograph so much of their darkness
DARKNESS = float(re.search(r"filter: invert\(1\) brightness\(([\d.]+)\) invert\(1\)", CSS)[1])


def luminance(rgb):
    """Relative luminance of WCAG 2.2."""
    channels = np.asarray(rgb)
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_by_hand():
    assert contrast(WHITE, (0, 0, 0)) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1


def turned(color):
    """What ``invert(1) hue-rotate(180deg)`` makes of a color, by the matrices of Filter Effects, § 9."""
    grey = np.array([0.213, 0.715, 0.072])
    return np.clip(2 * grey @ (1 - np.array(to_rgb(color))) - (1 - np.array(to_rgb(color))), 0, 1)


@pytest.mark.parametrize("color", [INK, TITLE])
def test_ink_can_be_read_on_both_pages(color):
    ink = np.array(to_rgb(color))
    assert contrast(ink, WHITE) >= 4.5
    assert contrast(1 - DARKNESS * (1 - ink), DARK) >= 4.5


@pytest.mark.parametrize("color", sorted(set(ROLE.values())))
def test_every_color_stands_out_on_both_pages(color):
    assert contrast(to_rgb(color), WHITE) >= 3
    assert contrast(to_rgb(color), DARK) >= 3
    assert contrast(turned(color), DARK) >= 3


def test_in_the_book_titles_and_labels_have_the_ink_of_the_text():
    assert {TITLE: TEXT[0], INK: TEXT[1]} == INKS
    for color in INKS.values():
        assert contrast(to_rgb(color), WHITE) >= 7
        assert contrast(turned(color), DARK) >= 7


def test_roles_in_one_figure_differ_in_color_and_in_cue():
    families = [
        ("data", "fit", "residual", "gradient", "reference", "highlight"),
        ("train", "test", "reference"),
        ("good", "bad", "reference"),
        ("squared", "absolute", "huber", "quantile"),
        ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"),
        ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adamw"),
    ]
    assert {name for family in families for name in family} == set(LOOK)
    for family in families:
        for one, other in itertools.combinations(family, 2):
            assert ROLE[one] != ROLE[other]
            without = [{k: v for k, v in LOOK[name].items() if k != "color"} for name in (one, other)]
            assert without[0] != without[1], f"{one} and {other} differ in color alone"


def test_adamw_is_adam_with_another_line():
    assert ROLE["adamw"] == ROLE["adam"]
    assert LOOK["adamw"]["linestyle"] != LOOK["adam"]["linestyle"]


def test_the_explorables_use_the_same_colors():
    tokens = (ROOT / "course_lib/widgets/ui/tokens.css").read_text(encoding="utf-8")
    light = tokens.split(":host([data-theme")[0]
    names = {"mse": "squared", "l1": "absolute", "huber": "huber", "quantile": "quantile"}
    for token, role in names.items():
        assert re.search(rf"--{token}: (#\w+)", light)[1] == ROLE[role]


@pytest.mark.parametrize(("arguments", "kind"), [((), "Axes"), ((1, 2), "ndarray"), (("AB\nAC",), "dict")])
def test_figure_is_transparent_and_fits_the_page(arguments, kind):
    fig, axes = figure(*arguments)
    assert type(axes).__name__ == kind
    assert fig.get_facecolor()[3] == 0
    width, height = fig.get_size_inches()
    assert width <= 8
    assert height <= 5.2
    plt.close(fig)


def test_equal_figures_give_equal_files(tmp_path):
    use_course_style()
    texts = []
    for name in ("one", "two"):
        fig, ax = figure()
        ax.plot([1, 2, 3], **LOOK["fit"])
        fig.savefig(tmp_path / f"{name}.svg", metadata={"Date": None})
        plt.close(fig)
        texts.append((tmp_path / f"{name}.svg").read_text())
    assert texts[0] == texts[1]


def test_style_works_without_ipython():
    code = "import sys; sys.modules['IPython'] = None; import course_lib.plotting as p; p.use_course_style()"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert mpl.get_backend()


def drawn(tmp_path, fig):
    fig.savefig(tmp_path / "figure.svg")
    plt.close(fig)
    return tmp_path / "figure.svg"


def test_a_figure_of_two_columns_is_stacked_for_a_phone(tmp_path):
    fig, (left, right) = figure(1, 2)
    right.set_ylabel("loss")
    picture = drawn(tmp_path, fig)
    seam = float(SEAM.search(picture.read_text())[1])
    edges = [[box.x0, box.x1] for box in (ax.get_tightbbox() for ax in (left, right))]
    assert edges[0][1] * 72 / fig.dpi < seam < edges[1][0] * 72 / fig.dpi
    tall = ElementTree.parse(stacked(picture)).getroot()
    first, second = tall.findall("{*}svg")
    assert [float(part.get("width")) for part in (first, second)] == [seam, 576 - seam]
    assert float(second.get("y")) == float(first.get("height")) == float(tall.get("height")[:-2]) / 2
    assert float(second.get("viewBox").split()[0]) == seam
    assert first.find("{*}g").get("id") == second.find("{*}use").get("href")[1:]


def spanning(fig):
    fig.suptitle("Said of both")


def touching(fig):
    fig.axes[0].set_title("So long that it reaches far over the panel on its right and beyond")


@pytest.mark.parametrize(
    ("shape", "change"), [((1, 1), None), ((1, 3), None), ((1, 2), spanning), ((1, 2), touching)]
)
def test_a_figure_that_cannot_be_cut_in_two_stays_whole(tmp_path, shape, change):
    fig, _ = figure(*shape)
    if change:
        change(fig)
    assert stacked(drawn(tmp_path, fig)) is None
