"""The primer's explorables under a real mouse; every number they show against NumPy."""

import io
from contextlib import redirect_stdout

import numpy as np
import pytest
from support.waiting import expect, soon
from widgets.conftest import all_displayed, open_details
from widgets.primer_fixtures import chain_numbers, curve_numbers, surface_numbers

from course_lib.primer.matrix_explorer import PRESETS as MATRICES
from course_lib.primer.matrix_explorer import MatrixExplorer
from course_lib.primer.neuron_explorer import PRESETS as NETWORKS
from course_lib.primer.neuron_explorer import NeuronExplorer
from course_lib.primer.slope_explorer import PRESETS as SLOPES
from course_lib.primer.slope_explorer import SlopeExplorer


def settings(page) -> dict:
    return page.evaluate("keys => Object.fromEntries(keys.map((k) => [k, model.get(k)]))", page.settings)


def drag(page, hand: str, dx: int, dy: int):
    """Takes a handle in the middle and moves it."""
    box = page.widget.locator(f'[data-hand="{hand}"] .halo').bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()


def printed(page) -> str:
    """What "Copy as Python" prints when it is run."""
    open_details(page)
    told = io.StringIO()
    with redirect_stdout(told):
        exec(page.widget.locator(".python pre").text_content(), {})
    return told.getvalue()


def agree(shown: dict, expected: dict):
    assert shown.keys() == expected.keys()
    assert shown == pytest.approx(expected, rel=1e-12, abs=1e-12)


# --- the matrix explorer ----------------------------------------------------------------------------


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


# --- the neuron explorer ----------------------------------------------------------------------------


def network_numbers(state) -> dict:
    w = np.array(state["weights"])
    z = w[[[0, 1], [3, 4]]] @ [state["x1"], state["x2"]] + w[[2, 5]]
    h = np.tanh(z)
    lines = {"z1": z[0], "h1": h[0], "z2": z[1], "h2": h[1], "output": w[6:8] @ h + w[8]}
    return dict(list(lines.items())[: state["shown"]])


@pytest.mark.parametrize("preset", NETWORKS)
def test_every_number_of_a_network_is_numpys(open_widget, preset):
    page = open_widget(NeuronExplorer(preset=preset))
    state = settings(page)
    agree(all_displayed(page), network_numbers(state))
    assert network_numbers(state)["output"] == pytest.approx(NeuronExplorer(preset=preset).output)


@pytest.mark.parametrize("weight", range(9))
def test_each_weight_is_dragged_on_its_wire(open_widget, weight):
    page = open_widget(NeuronExplorer())
    before = settings(page)["weights"]
    hand = page.widget.locator(f'[data-weight="{weight}"]')
    hand.hover()
    page.mouse.down()
    page.mouse.move(*(v + d for v, d in zip(middle(hand), (12, -8), strict=True)))  # 20 px: five steps
    page.mouse.up()
    expect(hand).to_have_attribute("aria-valuenow", f"{before[weight] + 0.5:g}")
    shown, after = all_displayed(page), settings(page)
    assert after["weights"] == [w + 0.5 * (i == weight) for i, w in enumerate(before)]
    agree(shown, network_numbers(after))


def middle(hand) -> tuple[float, float]:
    box = hand.locator("rect").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_weight_answers_the_keyboard_and_stays_in_its_range(open_widget):
    page = open_widget(NeuronExplorer())
    hand = page.widget.locator('[data-weight="1"]')
    hand.focus()
    for key, value in [
        ("ArrowUp", "-1.9"),
        ("ArrowLeft", "-2"),
        ("PageUp", "-1"),
        ("End", "4"),
        ("Home", "-4"),
    ]:
        page.keyboard.press(key)
        expect(hand).to_have_attribute("aria-valuenow", value)
    page.keyboard.press("ArrowDown")
    expect(hand).to_have_attribute("aria-valuenow", "-4")


def test_the_point_in_the_plane_is_the_input(open_widget):
    page = open_widget(NeuronExplorer())
    drag(page, "x", 40, 40)
    shown, state = all_displayed(page), settings(page)
    assert state["x1"] > 1.5
    assert state["x2"] < 0
    agree(shown, network_numbers(state))


def test_the_calculation_is_shown_line_by_line(open_widget):
    page = open_widget(NeuronExplorer())
    step = page.widget.get_by_role("button", name="Step", exact=True)
    for line in range(1, 6):
        step.click()
        expect(page.widget.locator(".lines .readout:visible")).to_have_count(line)
        expect(page.widget.locator(".lines .open:visible")).to_have_count(5 - line)


# paint that lies where the output is known: above zero blue, below orange
PIXEL = """([x, y]) => {
  const canvas = document.querySelector("#place > *").shadowRoot.querySelector("canvas");
  const at = [x, -y].map((v) => Math.round(((v + 3) / 6) * (canvas.width - 1)));
  return [...canvas.getContext("2d").getImageData(...at, 1, 1).data];
}"""


@pytest.mark.parametrize("preset", NETWORKS)
def test_the_plane_has_the_colour_of_the_output(open_widget, preset):
    page = open_widget(NeuronExplorer(preset=preset))
    state = settings(page)
    for x in ([-3, -3], [-3, 3], [3, 3], [3, -3], [0, 0], [1, -1]):
        output = network_numbers(state | {"x1": x[0], "x2": x[1], "shown": 5})["output"]
        red, _, blue, alpha = page.evaluate(PIXEL, x)
        assert alpha == pytest.approx(200 * np.tanh(abs(output)), abs=1)
        if alpha > 20:
            assert (blue > red) == (output > 0)


def test_the_copied_python_of_a_network_prints_its_output(open_widget):
    page = open_widget(NeuronExplorer(preset="band"))
    last = printed(page).splitlines()[-1]
    assert float(last) == pytest.approx(NeuronExplorer(preset="band").output, rel=1e-14)


# --- the slope explorer -----------------------------------------------------------------------------


def slope_numbers(state) -> dict:
    x1, x2, h, mode = (state[k] for k in ("x1", "x2", "h", "mode"))
    if mode == "surface":
        return surface_numbers(state["surface"], [x1, x2], h)
    return {"curve": curve_numbers, "chain": chain_numbers}[mode](state[mode], x1, h)


@pytest.mark.parametrize("preset", SLOPES)
def test_every_slope_is_that_of_calculus_and_of_two_heights(open_widget, preset):
    page = open_widget(SlopeExplorer(preset=preset))
    agree(all_displayed(page), slope_numbers(settings(page)))
    page.widget.get_by_role("button", name="Step", exact=True).click()
    shown, state = all_displayed(page), settings(page)
    assert state["h"] == 0.5
    agree(shown, slope_numbers(state))


@pytest.mark.parametrize(("preset", "hand"), [("parabola", "curve"), ("bowl", "map"), ("gears", "chain")])
def test_the_slopes_follow_the_point(open_widget, preset, hand):
    page = open_widget(SlopeExplorer(preset=preset))
    before = settings(page)
    drag(page, hand, -60, 30)
    shown, after = all_displayed(page), settings(page)
    assert after["x1"] < before["x1"]
    assert (after["x2"] < before["x2"]) == (hand == "map")
    agree(shown, slope_numbers(after))


def test_play_turns_the_dashed_line_into_the_tangent(open_widget):
    page = open_widget(SlopeExplorer(h=0.01))
    page.widget.get_by_role("button", name="Play", exact=True).click()
    assert soon(lambda: settings(page)["h"]) == 0.001
    expect(page.widget.get_by_role("button", name="Play", exact=True)).to_be_visible()
    shown = all_displayed(page)
    assert shown["quotient"] == pytest.approx(shown["slope"], abs=0.002)


@pytest.mark.parametrize("preset", SLOPES)
def test_the_copied_python_prints_the_slopes(open_widget, preset):
    page = open_widget(SlopeExplorer(preset=preset))
    last = printed(page).splitlines()[-1]
    shown = slope_numbers(settings(page))
    names = ["slope.1", "slope.2"] if "steepness" in shown else ["slope"]
    told = [float(word) for word in last.strip("[]").split(", ")]
    assert told == pytest.approx([shown[name] for name in names], rel=1e-12)
