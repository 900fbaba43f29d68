"""The shapes explorer: what it shows is NumPy's own, in numbers and in words."""

import io
from contextlib import redirect_stdout

import numpy as np
import pytest
from support.waiting import expect, soon
from widgets.conftest import all_displayed, code_of, open_details

from course_lib.primer.shapes_explorer import PRESETS, ShapesExplorer


def cells(page, role: str) -> list[float]:
    """The values of an array as they are drawn, row after row."""
    read = "all => all.map((el) => Number(el.dataset.cellValue))"
    return page.locator(f"figure[data-role={role}] [data-cell]").evaluate_all(read)


@pytest.mark.parametrize("preset", [p for p in PRESETS if p != "clash"])
def test_the_page_draws_the_arrays_of_numpy(open_widget, preset):
    explorer = ShapesExplorer(preset=preset)
    page = open_widget(explorer)
    assert soon(cells, page, "result") == explorer.result.ravel().tolist()
    whole = explorer.a.shape if explorer.do == "sum" else explorer.result.shape
    assert cells(page, "a") == np.broadcast_to(explorer.a, whole).ravel().tolist()
    shown = all_displayed(page)
    assert shown["axes"] == explorer.result.ndim
    assert shown["value"] == explorer.result.ravel()[0]


def test_a_clash_shows_the_error_of_numpy_and_where(open_widget):
    explorer = ShapesExplorer(preset="clash")
    with pytest.raises(ValueError, match="broadcast") as refused:
        _ = explorer.result
    page = open_widget(explorer)
    expect(page.widget.get_by_role("alert")).to_have_text(f"ValueError: {refused.value}".strip())
    expect(page.locator("td.clash")).to_have_text(["3", "2", "✗"])
    page.locator("[data-corner=b_rows]").press("ArrowRight")
    expect(page.widget.get_by_role("alert")).to_be_hidden()
    assert soon(cells, page, "result") == [11, 22, 33, 14, 25, 36]


def test_a_corner_is_pulled_and_the_shape_follows(open_widget):
    page = open_widget(ShapesExplorer(b_axes=0), width=780)
    box = page.locator("[data-corner=a_rows]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 72, y + 36)
    page.mouse.up()
    assert soon(page.evaluate, "[model.get('a_rows'), model.get('a_cols')]") == [3, 5]
    assert soon(cells, page, "result") == [10 + n for n in range(1, 16)]


def test_a_cell_is_picked_by_hand_and_by_keys(open_widget):
    page = open_widget(ShapesExplorer())
    page.locator("figure[data-role=result] [data-cell='1,2'] text").click(force=True)
    assert soon(lambda: all_displayed(page)["value"]) == 36
    page.locator("[data-corner=pick]").press("ArrowUp")
    assert soon(lambda: all_displayed(page)["value"]) == 33
    page.locator("[data-corner=pick]").press("ArrowLeft")
    expect(page.locator(".how")).to_contain_text("result[0, 1] = a[0, 1] + b[1] = 2 + 20 = 22")


@pytest.mark.parametrize("preset", PRESETS)
def test_the_copied_code_is_numpy_and_says_the_same(open_widget, preset):
    explorer = ShapesExplorer(preset=preset)
    page = open_widget(explorer)
    open_details(page)
    code = code_of(page)
    out = io.StringIO()
    if preset == "clash":
        with pytest.raises(ValueError, match=r"shapes \(2,3\) \(2,\)"):
            exec(code, {})
        return
    with redirect_stdout(out):
        exec(code, {})
    assert out.getvalue() == f"{explorer.result.shape}\n{explorer.result}\n"
