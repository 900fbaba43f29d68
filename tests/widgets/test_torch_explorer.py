"""The torch explorer: its buttons do what torch's calls do, and its code says the same."""

import io
from contextlib import redirect_stdout

import pytest
import torch
from support.waiting import expect, soon
from widgets.conftest import all_displayed, code_of, open_details

from course_lib.gradcheck import numerical_gradient
from course_lib.primer.torch_explorer import CURVES, PRESETS, TorchExplorer


@pytest.mark.parametrize("name", CURVES)
def test_value_and_slope_are_those_of_the_expression(name):
    for start in (-0.5, 0.7, 2.0, 3.3):
        x = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        y = eval(CURVES[name].expression, {"x": x})
        y.backward()
        assert CURVES[name].value(start) == pytest.approx(y.item(), rel=1e-12)
        assert CURVES[name].slope(start) == pytest.approx(x.grad.item(), rel=1e-12, abs=1e-12)
        slope = numerical_gradient(lambda at: CURVES[name].value(at.item()), torch.tensor([start]).numpy())
        assert slope == pytest.approx(CURVES[name].slope(start), abs=1e-2)


def test_the_calls_add_step_and_clear(open_widget):
    page = open_widget(TorchExplorer(x=3, lr=0.1))
    press = lambda name: page.widget.get_by_role("button", name=name, exact=True).click()  # noqa: E731
    read = lambda name: lambda: all_displayed(page)[name]  # noqa: E731
    expect(page.widget.get_by_role("button", name="step()")).to_be_disabled()
    press("backward()")
    assert soon(read("grad")) == 2
    press("backward()")
    assert soon(read("grad")) == 4
    press("step()")
    assert soon(read("x")) == pytest.approx(2.6)
    assert all_displayed(page)["grad"] == 4
    press("zero_grad()")
    assert soon(read("grad")) == 0


def test_x_is_dragged_and_forgets_its_slope(open_widget):
    page = open_widget(TorchExplorer(), width=780)
    page.widget.get_by_role("button", name="Step", exact=True).click()
    assert soon(lambda: all_displayed(page)["grad"]) == 3
    page.locator("[data-grip=x]").press("ArrowLeft")
    assert soon(page.evaluate, "[model.get('grad'), model.get('path').length]") == [0, 0]


@pytest.mark.parametrize("preset", PRESETS)
def test_the_copied_code_walks_as_the_page_does(open_widget, preset):
    page = open_widget(TorchExplorer(preset=preset))
    open_details(page)
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code_of(page), {})
    lines = out.getvalue().splitlines()
    assert len(lines) > 1
    for line in lines:
        page.widget.get_by_role("button", name="Step", exact=True).click()
        x, grad = map(float, line.split())
        shown = all_displayed(page)
        assert (shown["x"], shown["grad"]) == (pytest.approx(x, rel=1e-9), pytest.approx(grad, abs=1e-9))
