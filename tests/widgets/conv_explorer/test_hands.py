"""The convolution explorer under a mouse and a keyboard, and what a prediction hides of it."""

import numpy as np
from support.waiting import expect, soon
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import in_sight, press, setting

from course_lib.cnn.conv_explorer import ConvExplorer


def cells(page, name):
    return page.get_by_role("application", name=name)


def place(board, row, column, side):
    box = board.bounding_box()
    cell = box["width"] / side
    return box["x"] + (column + 0.5) * cell, box["y"] + (row + 0.5) * cell


def test_a_mouse_paints_what_it_is_drawn_over(open_widget):
    page = open_widget(ConvExplorer(preset="three"))
    board = cells(page, "Input, channel 1")
    page.mouse.move(*place(board, 2, 3, 28))
    page.mouse.down()
    page.mouse.move(*place(board, 2, 9, 28), steps=6)
    page.mouse.up()
    wanted = np.array(ConvExplorer(preset="three").x)
    wanted[0, 2, 3:10] = 1
    assert soon(setting, page, "x") == wanted.tolist()
    assert setting(page, "preset") == ""
    assert displayed(page, "y.0.2.2") == ConvExplorer(x=wanted.tolist(), weight="vertical").output[0, 2, 2]


def test_a_press_on_ink_takes_it_away(open_widget):
    page = open_widget(ConvExplorer())
    for there in (0.0, 1.0):
        page.mouse.click(*place(cells(page, "Input, channel 1"), 2, 3, 8))
        assert soon(displayed, page, "x.0.2.3") == there


def test_the_keyboard_paints_and_is_told_of_the_pixel(open_widget):
    page = open_widget(ConvExplorer())
    board = cells(page, "Input, channel 1")
    board.focus()
    expect(board.locator(".cursor")).to_be_visible()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowLeft", " "):
        page.keyboard.press(key)
    assert soon(displayed, page, "x.0.1.0") == 1
    told = page.get_by_role("status").filter(has_text="Pixel at row")
    expect(told).to_have_text("Pixel at row 1, column 0: 1, in 2 windows", use_inner_text=True)
    press(page, "Reset")
    expect(told).to_have_text("Pixel at row 0, column 0: 0, in 1 window", use_inner_text=True)


def test_arrow_keys_move_the_window_and_the_summary_says_where(open_widget):
    page = open_widget(ConvExplorer())
    cells(page, "Output, map 1").focus()
    for key, pick in (("ArrowDown", [0, 2, 1]), ("ArrowRight", [0, 2, 2]), ("ArrowRight", [0, 2, 3])):
        page.keyboard.press(key)
        assert soon(setting, page, "pick") == pick
    expect(page.widget.locator(".summary")).to_contain_text("Output at row 2, column 3. It is −3.")


def test_the_mouse_above_an_output_shows_its_window(open_widget):
    page = open_widget(ConvExplorer())
    page.mouse.move(*place(cells(page, "Output, map 1"), 4, 4, 6))
    assert soon(displayed, page, "total") == -3
    assert setting(page, "pick") == [0, 1, 1]
    page.mouse.move(1, 1)
    assert soon(displayed, page, "total") == 3


def test_a_kernel_that_does_not_fit_is_told_in_words(open_widget):
    page = open_widget(ConvExplorer(x=np.ones((4, 4)), weight="blur", dilation=2))
    expect(page.get_by_role("alert")).to_have_text(
        "A kernel that spans 5 pixels does not fit on 4 pixels with 0 of padding on each side."
    )


def test_a_prediction_hides_every_gradient_and_leaves_what_arrives(open_widget):
    task = {"ask": "Which pixels does it reach?", "controls": ["player"], "predict": True}
    page = open_widget(ConvExplorer(tasks=[{**task, "settings": {"preset": "backward"}}]))
    hidden = {"gradients", "sum", "summary", "comment"}
    assert not in_sight(page) & hidden
    shown = all_displayed(page)
    assert shown["y.0.1.3"] == 1
    assert not [name for name in shown if name.startswith(("dx", "gradient", "to.", "pixel.gradient"))]
    press(page, "Show me anyway")
    assert in_sight(page) >= hidden
    assert all_displayed(page)["dx.0.1.3"] == -1


def test_the_question_is_about_what_is_not_in_sight_yet(open_widget):
    page = open_widget(ConvExplorer())
    page.get_by_text("Predict first").click()
    page.get_by_label("At the two ends of the bar").check()
    page.get_by_label("The largest output is").fill("2")
    press(page, "Lay the bar down")
    verdict = page.widget.locator(".verdict")
    expect(verdict).to_contain_text("As you said")
    expect(verdict).to_contain_text("Your 2: exactly.")
    lying = ConvExplorer(preset="lying")
    assert soon(setting, page, "x") == lying.x
    assert lying.output.max() == 2
    assert set(np.flatnonzero(lying.output.any(axis=(0, 1)))) == {0, 1, 4, 5}
