"""The neuron explorer under a real mouse; every number it shows against NumPy."""

import numpy as np
import pytest
from support.waiting import expect
from widgets.conftest import all_displayed
from widgets.primer_hands import agree, drag, printed, settings

from course_lib.primer.neuron_explorer import PRESETS as NETWORKS
from course_lib.primer.neuron_explorer import NeuronExplorer


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
