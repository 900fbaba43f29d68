"""Points of the playground, drawn, moved and removed by hand; and what the plane tells of one."""

import numpy as np
import pytest
import torch
from support.waiting import expect
from widgets.playground.page import agrees, button, displayed, params, press, settle, state_of
from widgets.playground.twin import Twin
from widgets.playground.views import FEW

from course_lib.backprop.playground.words import SAY, WORDS


def own(page, classes=2):
    page.widget.locator(".thumbs label", has_text=WORDS["data"]["own"]).click()
    settle(page)
    assert state_of(page)["data"] == "own"


def area(page):
    return page.widget.get_by_role("application", name=SAY["plane"])


def spot(page, x1, x2):
    """Where a point of the plane is on the screen."""
    area(page).scroll_into_view_if_needed()
    box = area(page).bounding_box()
    return box["x"] + box["width"] * (x1 + 6) / 12, box["y"] + box["height"] * (6 - x2) / 12


def brush(page, k):
    page.widget.get_by_role("group", name=SAY["brush"]).get_by_role("radio", name=str(k)).click()


POINTS = [[-3, 2, 0], [2, 3.5, 1], [4, -2, 1], [-1, -4, 0], [0.5, 0.5, 1], [-4.5, -2, 0]]


def draw(page, points):
    for x1, x2, k in points:
        brush(page, k)
        page.mouse.click(*spot(page, x1, x2))
    settle(page)


def near(points, expected):
    np.testing.assert_allclose(points, expected, atol=0.11)  # a pixel or two, and steps of 0.1


def test_points_are_drawn_moved_removed_and_learned_by_mouse(open_page):
    page = open_page(points=[])
    own(page)
    draw(page, POINTS)
    near(state_of(page)["points"], POINTS)
    page.mouse.move(*spot(page, 4, -2))
    page.mouse.down()
    page.mouse.move(*spot(page, 5, 1), steps=6)
    page.mouse.up()
    moved = [*POINTS[:2], [5, 1, 1], *POINTS[3:]]
    near(state_of(page)["points"], moved)
    page.mouse.move(*spot(page, -1, -4))
    page.mouse.down()
    page.mouse.up()
    page.keyboard.press("Delete")
    settle(page)
    near(state_of(page)["points"], [*moved[:3], *moved[4:]])
    press(page, "Rewind") if button(page, "Rewind").is_enabled() else None
    twin = Twin(state_of(page))
    agrees(page, twin)
    press(page, "Epoch", "Epoch")
    twin.epoch()
    twin.epoch()
    agrees(page, twin)


def test_a_point_drawn_on_the_way_joins_the_run(open_page):
    page = open_page(data="own", points=POINTS, train_share=1)
    press(page, "Epoch", "Epoch")
    before = params(page)
    draw(page, [[3, -4, 1]])
    assert params(page) == before
    assert displayed(page)["epoch"] == 2
    expect(page.widget.get_by_text(SAY["mixed"])).to_be_visible()
    twin = Twin(state_of(page))
    twin.epochs = 2
    for p, flat in zip(twin.params, split(before, twin.params), strict=True):
        p.data[:] = flat
    press(page, "Epoch")
    twin.epoch()
    np.testing.assert_allclose(params(page), twin.arrays()[0], rtol=1e-9)


def split(values, arrays):
    """A flat list in the shapes of the arrays."""
    parts = torch.tensor(values, dtype=torch.float64).split([p.numel() for p in arrays])
    return [part.reshape(p.shape) for part, p in zip(parts, arrays, strict=True)]


def test_three_classes_are_drawn_and_learned(open_page):
    page = open_page(preset="three_classes", train_share=1)
    own(page)
    draw(page, [[-3, 0, 0], [3, 0, 1], [0, 3, 2], [0, -3, 2]])
    assert [point[2] for point in state_of(page)["points"]] == [0, 1, 2, 2]
    press(page, "Rewind") if button(page, "Rewind").is_enabled() else None
    twin = Twin(state_of(page))
    press(page, "Epoch", "Step")
    twin.epoch()
    twin.step()
    np.testing.assert_allclose(params(page), twin.arrays()[0], rtol=1e-9)
    for _ in range(2):
        page.widget.get_by_role("button", name="Epoch", exact=True).evaluate(
            "el => { for (let i = 0; i < 100; i += 1) el.click(); }"
        )
    assert displayed(page)["train.accuracy"] == 1


def test_the_plane_tells_what_the_network_says(open_page):
    page = open_page(**FEW)
    press(page, "Epoch")
    twin = Twin(state_of(page))
    twin.epoch()
    x1, x2 = twin.X[twin.parts[0][0]].tolist()
    page.mouse.move(*spot(page, x1, x2))
    shown = displayed(page)
    nearest = [
        int(i) for i in twin.parts[0] if twin.outputs([int(i)]).item() == pytest.approx(shown["point.output"])
    ]
    assert len(nearest) == 1
    X = twin.X.numpy()
    assert np.linalg.norm(X[nearest[0]] - [x1, x2]) < 0.5
    loss = ((twin.outputs(nearest) - twin.Y[nearest]) ** 2).item()
    assert shown["point.loss"] == pytest.approx(loss, rel=1e-9)
