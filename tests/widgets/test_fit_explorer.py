"""The fit explorer: page and Python train the same network, and what its words promise comes true."""

import numpy as np
import pytest
import torch
from support.waiting import soon
from widgets.conftest import displayed

from course_lib.backprop.fit_explorer import PRESETS, FitExplorer, gradients, predict, train
from course_lib.gradcheck import check_gradient

POINTS = [[-5, 0.5], [-1, -0.25], [0.5, 0.75], [4, -1]]


def test_loss_by_hand():
    """Before the first step the loss is the mean of what the bars in the picture measure, squared."""
    layers, losses = train(POINTS)
    x, targets = np.array(POINTS).T
    assert losses == pytest.approx([np.mean((predict(layers, x) - targets) ** 2)])


def test_gradients_are_those_of_differences():
    layers, _ = train(POINTS, units=3, steps=2)
    x, targets = np.array(POINTS)[:, :1], np.array(POINTS)[:, 1:]
    flat = [array for layer in layers for array in layer]
    for array, grad in zip(flat, gradients(layers, x, targets), strict=True):
        home = array.copy()

        def loss(values, array=array):
            array[...] = values
            return np.mean((predict(layers, x[:, 0]) - targets[:, 0]) ** 2)

        check_gradient(loss, lambda values, grad=grad: grad, home.copy())
        array[...] = home


def test_training_equals_torch():
    layers, _ = train(POINTS, units=4)
    net = torch.nn.Sequential(
        torch.nn.Linear(1, 4), torch.nn.Tanh(), torch.nn.Linear(4, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1)
    ).double()
    with torch.no_grad():
        for ours, theirs in zip([a for layer in layers for a in layer], net.parameters(), strict=True):
            theirs.copy_(torch.from_numpy(ours.copy()))
    x, targets = torch.tensor(POINTS, dtype=torch.float64).split(1, dim=1)
    adam = torch.optim.Adam(net.parameters(), lr=0.006)
    for _ in range(50):
        adam.zero_grad()
        torch.nn.functional.mse_loss(net(x), targets).backward()
        adam.step()
    expected = torch.nn.functional.mse_loss(net(x), targets).item()
    assert train(POINTS, units=4, steps=50)[1][-1] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_page_trains_as_python_does(open_widget, preset):
    widget = FitExplorer(preset=preset)
    page = open_widget(widget, reduced_motion="reduce")
    losses = widget.train(400)
    assert displayed(page, "loss") == pytest.approx(losses[0], rel=1e-12)
    step = page.widget.get_by_role("button", name="Step", exact=True)
    step.evaluate("button => { for (let i = 0; i < 100; i += 1) button.click(); }")
    assert displayed(page, "steps") == 100
    assert displayed(page, "loss") == pytest.approx(losses[100], rel=1e-9)
    page.widget.get_by_role("button", name="Reset", exact=True).click()
    page.widget.get_by_role("button", name="Play", exact=True).click()
    assert displayed(page, "steps") == 400
    assert displayed(page, "loss") == pytest.approx(losses[400], rel=0.01)  # Adam blows up the last digits


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_learned_as_its_comment_says(preset):
    assert FitExplorer(preset=preset).train(3000)[-1] < 1e-3


def test_a_moved_point_is_followed(open_widget):
    page = open_widget(FitExplorer())
    page.widget.get_by_role("button", name="Play", exact=True).click()
    point = page.widget.locator(".handle").nth(3)
    point.press("Home")
    assert soon(point.get_attribute, "aria-valuenow") == "-1"
    before = FitExplorer(points=[p if i != 3 else [p[0], -1] for i, p in enumerate(FitExplorer().points)])
    assert soon(lambda: displayed(page, "loss")) < before.train(0)[0] / 20


def test_points_outside_the_picture_are_refused():
    with pytest.raises(Exception, match=r"\[-1, 1\].*2"):
        FitExplorer(points=[[0, 0], [1, 2]])
