"""The convolution explorer's numbers are those of conv2d and conv2d_backward, its digits those of MNIST."""

import ast
import io
from contextlib import redirect_stdout

import numpy as np
import pytest
from widgets.conftest import all_displayed, code_of

from course_lib.cnn import conv2d
from course_lib.cnn.conv_explorer import PRESETS, ConvExplorer
from course_lib.datasets import load_mnist_sample


def agrees(shown, name, array):
    for (c, row, column), v in np.ndenumerate(array):
        assert shown[f"{name}.{c}.{row}.{column}"] == pytest.approx(v, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "layers"])
def test_outputs_are_those_of_conv2d(open_widget, preset):
    explorer = ConvExplorer(preset=preset, way="forward")
    agrees(all_displayed(open_widget(explorer)), "y", explorer.output)


@pytest.mark.parametrize("arrives", ["one", "sofar", "all"])
@pytest.mark.parametrize("preset", ["seven", "channels", "filters", "strides", "four"])
def test_gradients_are_those_of_conv2d_backward(open_widget, preset, arrives):
    explorer = ConvExplorer(preset=preset, way="backward", arrives=arrives, upstream=0.5)
    shown = all_displayed(open_widget(explorer))
    grad_x, grad_weight = explorer.gradients
    agrees(shown, "x", explorer.x)
    agrees(shown, "dx", grad_x)
    agrees(shown, "gradient", grad_weight[0])


def test_two_layers_are_conv2d_twice(open_widget):
    explorer = ConvExplorer(preset="layers", padding=1)
    shown = all_displayed(open_widget(explorer))
    first = explorer.output
    agrees(shown, "y", conv2d([first], explorer.weight, **explorer.options)[0])
    for (row, column), v in np.ndenumerate(first[0]):
        assert shown[f"first.{row}.{column}"] == pytest.approx(v, rel=1e-12, abs=1e-12)


def test_the_digits_are_those_of_mnist_in_tenths():
    digits = load_mnist_sample()
    for name, image in (("three", digits.X_train[0]), ("four", digits.X_test[26])):
        assert np.array_equal(ConvExplorer(preset=name).x, np.round(np.float64(image), 1))


WAYS = [{}, {"preset": "layers"}, {"preset": "channels", "stride": 2}]
WAYS += [{"preset": "backward", "arrives": a, "upstream": 2} for a in ("one", "sofar", "all")]


@pytest.mark.parametrize("settings", WAYS)
def test_the_code_prints_what_the_page_shows(open_widget, settings):
    explorer = ConvExplorer(**settings)
    page = open_widget(explorer)
    page.get_by_text("Copy as Python").click()
    code = code_of(page)
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    output, *gradients = map(ast.literal_eval, printed.getvalue().splitlines())
    assert output == pytest.approx(all_displayed(page)["total"], rel=1e-12)
    if gradients:
        for told, known in zip(gradients, explorer.gradients, strict=True):
            assert np.allclose(told, known, rtol=1e-12)
