"""The convolution explorer's numbers are those of conv2d and conv2d_backward."""

import numpy as np
import pytest
from widgets.conftest import all_displayed

from course_lib.cnn.conv_explorer import PRESETS, ConvExplorer


def agrees(shown, name, array):
    for (c, row, column), v in np.ndenumerate(array):
        assert shown[f"{name}.{c}.{row}.{column}"] == pytest.approx(v, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "layers"])
def test_outputs_are_those_of_conv2d(open_widget, preset):
    explorer = ConvExplorer(preset=preset, way="forward")
    agrees(all_displayed(open_widget(explorer)), "y", explorer.output)


@pytest.mark.parametrize("arrives", ["one", "sofar", "all"])
@pytest.mark.parametrize("preset", ["seven", "channels", "filters", "strides"])
def test_gradients_are_those_of_conv2d_backward(open_widget, preset, arrives):
    explorer = ConvExplorer(preset=preset, way="backward", arrives=arrives, upstream=0.5)
    shown = all_displayed(open_widget(explorer))
    grad_x, grad_weight = explorer.gradients
    agrees(shown, "x", grad_x)
    agrees(shown, "gradient", grad_weight[0])
