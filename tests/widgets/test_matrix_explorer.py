"""The matrix explorer under a real mouse; every number it shows against NumPy."""

import numpy as np
import pytest
from support.waiting import expect, soon
from widgets.conftest import all_displayed
from widgets.primer_hands import agree, drag, printed, settings

from course_lib.primer.matrix_explorer import PRESETS as MATRICES
from course_lib.primer.matrix_explorer import MatrixExplorer


def matrix_numbers(state) -> dict:
    A, x = np.array([[state["a"], state["b"]], [state["c"], state["d"]]]), np.array(state["arrow"])
    y = A @ x
    turned = np.angle(complex(*y) / complex(*x), deg=True)
    stretch = np.hypot(*y) / np.hypot(*x)
    told = {"y.0": y[0], "y.1": y[1], "turn": turned, "stretch": stretch}
    if np.sin(np.deg2rad(turned)) ** 2 < 1e-12:
        told["factor"] = stretch if abs(turned) < 90 else -stretch
    if state["still"]:
        values = np.linalg.eigvals(A)
        if np.isreal(values).all():
            told |= {f"eigen.{i}": v for i, v in enumerate(sorted(values.real, reverse=True))}
    return told


@pytest.mark.parametrize("preset", MATRICES)
def test_every_number_of_a_matrix_is_numpys(open_widget, preset):
    page = open_widget(MatrixExplorer(preset=preset))
    agree(all_displayed(page), matrix_numbers(settings(page)))
    page.widget.get_by_label("Show the arrows that do not turn").check()
    shown, expected = all_displayed(page), matrix_numbers(settings(page))
    if preset == "shear":  # its one value, which NumPy gives twice
        del expected["eigen.1"]
    agree(shown, expected)
    expect(page.widget.locator(".still-verdict.lit")).to_have_count(int("factor" in shown))


def test_dragging_changes_the_arrow_and_the_columns(open_widget):
    page = open_widget(MatrixExplorer())
    for hand, names in [("arrow", ["arrow"]), ("a", ["a", "c"]), ("b", ["b", "d"])]:
        before = settings(page)
        drag(page, hand, -45, 20)
        shown, after = all_displayed(page), settings(page)
        assert {n for n in after if after[n] != before[n]} == set(names)
        agree(shown, matrix_numbers(after))


def test_an_arrow_that_is_dragged_onto_the_line_lights_up(open_widget):
    page = open_widget(MatrixExplorer(arrow=[2, 1.6]))
    expect(page.widget.locator(".still-verdict")).to_contain_text("It turns. Drag on.")
    page.widget.locator('[data-hand="arrow"]').focus()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    expect(page.widget.locator(".still-verdict.lit")).to_contain_text("does not turn. Ax is x times 3")
    expect(page.widget.locator(".still.found")).to_have_count(1)
    page.keyboard.press("ArrowUp")  # and away again
    expect(page.widget.locator(".still-verdict.lit")).to_have_count(0)


def test_play_rests_where_the_arrow_does_not_turn(open_widget):
    page = open_widget(MatrixExplorer())
    page.widget.get_by_role("button", name="Play", exact=True).click()
    expect(page.widget.locator(".still-verdict.lit")).to_contain_text("times 3")
    expect(page.widget.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.widget.get_by_role("button", name="Play", exact=True).click()
    expect(page.widget.locator(".still-verdict.lit")).to_contain_text("times 1")


def test_the_transpose_swaps_two_entries(open_widget):
    page = open_widget(MatrixExplorer(matrix=[[1, 2], [0.5, -1]]))
    page.widget.get_by_role("button", name="Transpose").click()
    assert soon(lambda: [settings(page)[k] for k in "abcd"]) == [1, 0.5, 2, -1]


def test_where_every_arrow_turns_there_is_none_to_show(open_widget):
    page = open_widget(MatrixExplorer(preset="turn", still=True))
    expect(page.widget.get_by_text("There are none: every arrow turns.")).to_be_visible()
    assert not {"eigen.0", "eigen.1"} & all_displayed(page).keys()


def test_the_copied_python_prints_the_image(open_widget):
    page = open_widget(MatrixExplorer(preset="shear"))
    assert printed(page).startswith("[2 1]\n[[1 0]\n [1 1]]\n")


def test_a_matrix_of_ones_own(open_widget):
    explorer = MatrixExplorer(matrix=np.array([[1, 2], [3, -1]]), arrow=[1, 1])
    np.testing.assert_array_equal(explorer.image, [3, 2])
    np.testing.assert_array_equal(explorer.matrix, [[1, 2], [3, -1]])
    assert explorer.preset == ""
    with pytest.raises(ValueError, match=r"shape \(2, 2\)"):
        MatrixExplorer(matrix=[[1, 2, 3], [4, 5, 6]])
    with pytest.raises(TypeError, match="a matrix or preset"):
        MatrixExplorer(matrix=[[1, 2], [3, 4]], preset="shear")
