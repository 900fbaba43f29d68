"""The chance explorer: its draws in Python are those of the page, and what it says of them is true."""

import io
from contextlib import redirect_stdout

import numpy as np
import pytest
from support.waiting import soon
from widgets.conftest import all_displayed, code_of, open_details

from course_lib.primer.chance_explorer import PRESETS, ChanceExplorer, density, draw, draw_pairs


def test_the_draws_have_the_moments_that_are_told():
    for source, mean, spread in (("bell", 5, 1.5), ("even", 5, 10 / 12**0.5), ("waits", 2, 2)):
        draws = draw(source, 40_000, seed=7)
        assert draws.mean() == pytest.approx(mean, abs=4 * spread / 200)
        assert draws.std() == pytest.approx(spread, rel=0.04)
        x = np.linspace(-10, 40, 500_001)
        assert np.trapezoid(density(source, x), x) == pytest.approx(1, abs=1e-4)


def test_a_tie_ties():
    free, tied = draw_pairs(5000), draw_pairs(5000, tie=0.6)
    assert np.mean(free[:, 0] == free[:, 1]) == 0
    assert np.mean(tied[:, 0] == tied[:, 1]) == pytest.approx(0.6, abs=0.03)


def test_a_source_that_is_not_known_is_named():
    with pytest.raises(ValueError, match="one of 'even', 'bell', 'waits', got 'dice'"):
        draw("dice", 3)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_page_shows_the_draws_of_python(open_widget, preset):
    explorer = ChanceExplorer(preset=preset)
    shown = all_displayed(open_widget(explorer))
    draws = explorer.draws
    if explorer.mode == "one":
        assert shown["mean"] == pytest.approx(draws.mean(), rel=1e-12)
        assert shown["spread"] == pytest.approx(draws.std(), rel=1e-12)
        low, high = explorer.between
        assert shown["between"] == np.mean((draws >= low) & (draws <= high))
    else:
        assert shown["yy.share"] == draws.all(axis=1).mean()
        assert shown["yy.product"] == pytest.approx(np.prod(draws.mean(axis=0)), rel=1e-12)
        assert shown["nn.share"] == (~draws).all(axis=1).mean()


@pytest.mark.parametrize("preset", ["waits", "rain", "many"])
def test_the_copied_code_runs_and_says_the_same(open_widget, preset):
    page = open_widget(ChanceExplorer(preset=preset))
    open_details(page)
    code = code_of(page)
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code, {})
    shown = all_displayed(page)
    if preset == "rain":
        assert f"both {shown['yy.share']:.4f}, product {shown['yy.product']:.4f}" in out.getvalue()
    else:
        told = [float(word) for word in out.getvalue().split()]
        assert told == pytest.approx([shown[name] for name in ("mean", "spread", "tallest")])


def test_a_mark_is_dragged_and_the_share_follows(open_widget):
    page = open_widget(ChanceExplorer(n=1000), width=780)
    before = all_displayed(page)["between"]
    box = page.locator("[data-mark=high]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y)
    page.mouse.up()
    assert soon(page.evaluate, "model.get('between')[1]") > 7
    draws, high = draw("bell", 1000), page.evaluate("model.get('between')[1]")
    expected = np.mean((draws >= 4) & (draws <= high))
    assert expected > before
    assert soon(lambda: all_displayed(page)["between"]) == expected


def test_thinner_bars_shrink_as_shares_and_stay_as_densities(open_widget):
    tallest = {}
    for height in ("share", "density"):
        for bars in (20, 200):
            page = open_widget(ChanceExplorer(n=100_000, bars=bars, height=height))
            tallest[height, bars] = all_displayed(page)["tallest"]
    assert tallest["share", 200] < 0.15 * tallest["share", 20]
    assert tallest["density", 200] == pytest.approx(tallest["density", 20], rel=0.1)
