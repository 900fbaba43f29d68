"""The unroll explorer under a mouse and a keyboard: inputs, the walk back, a prediction, its height."""

import pytest
from support.waiting import expect, soon
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import SCREEN, SPAN, WIDE, in_sight, press, setting

from course_lib.rnn.unroll_explorer import PRESETS, UnrollExplorer


def inputs(page):
    return page.get_by_role("application", name="Inputs")


def column(page, t, steps=12):
    box = inputs(page).bounding_box()
    each = (box["width"] - 72) / steps
    return box["x"] + 68 + (t - 0.5) * each, box["y"] + box["height"] / 2


def test_a_typed_sequence_is_read_and_what_cannot_be_read_is_told(open_widget):
    page = open_widget(UnrollExplorer())
    box = page.get_by_label("Sequence")
    box.fill("1 -0.5 b.")
    assert soon(setting, page, "sequence") == "1 -0.5 b."
    assert setting(page, "preset") == ""
    assert [displayed(page, f"x.{t}") for t in (1, 2, 3, 4)] == [1, -0.5, 0.92, 0]
    box.fill("1 -0.5 !")
    expect(page.get_by_role("alert")).to_have_text("! is no number, no letter from a to z and no dot.")
    assert setting(page, "sequence") == "1 -0.5 b."
    press(page, "Reset")
    expect(box).to_have_value(PRESETS["impulse"]["settings"]["sequence"])
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_mouse_drags_an_input_and_every_gradient_follows(open_widget):
    page = open_widget(UnrollExplorer(), width=WIDE)
    x, y = column(page, 4)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 12, steps=4)
    page.mouse.up()
    assert soon(setting, page, "pick") == 4
    assert soon(displayed, page, "x.4") > 0.3
    mine = UnrollExplorer(sequence=setting(page, "sequence"))
    assert displayed(page, "dx.1") == pytest.approx(mine.gradients["x"][0], rel=1e-12)


def test_a_press_picks_a_step_and_changes_no_input(open_widget):
    page = open_widget(UnrollExplorer(), width=WIDE)
    page.mouse.click(*column(page, 7))
    assert soon(setting, page, "pick") == 7
    assert setting(page, "preset") == "impulse"
    expect(page.widget.locator(".step")).to_contain_text("Back through step 7 of 12, lag 5")


def test_keys_pick_a_step_and_change_its_input(open_widget):
    page = open_widget(UnrollExplorer())
    inputs(page).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp", "ArrowDown", "PageDown"):
        page.keyboard.press(key)
    assert soon(displayed, page, "x.3") == pytest.approx(-0.9)
    assert setting(page, "pick") == 3
    expect(page.widget.locator(".summary")).to_contain_text("Step 3 of 12, lag 9: x is −0.9.")


def test_the_walk_shows_one_gradient_more_at_every_step(open_widget):
    page = open_widget(UnrollExplorer(preset="letters"))
    whole = all_displayed(page)
    for t in (9, 8, 7):
        press(page, "Step")
        assert soon(setting, page, "pick") == t
        shown = all_displayed(page)
        assert [name for name in whole if name.startswith("dx.") and name in shown] == [
            f"dx.{k}" for k in range(t, 10)
        ]
        assert shown["arrives"] * shown["factor"] + shown["own"] == pytest.approx(shown["handed"], rel=1e-12)
    assert abs(shown["d.b"]) < abs(whole["d.b"])  # added up so far
    press(page, "Back")
    assert soon(setting, page, "pick") == 8
    page.get_by_label("Gain w", exact=True).fill("0.5")
    assert "dx.1" in soon(all_displayed, page)


def test_where_a_walk_has_ended_it_begins_anew(open_widget):
    page = open_widget(UnrollExplorer(sequence="1.."))
    for _ in range(4):
        press(page, "Step")
    assert soon(setting, page, "pick") == 1
    press(page, "Step")
    assert soon(setting, page, "pick") == 3


def test_a_prediction_hides_the_way_back_and_leaves_the_states(open_widget):
    task = {"ask": "What is left?", "controls": ["player"], "predict": True, "settings": {"preset": "loud"}}
    page = open_widget(UnrollExplorer(tasks=[task]))
    hidden = {"comment", "slopes", "gradients", "step", "weights", "summary"}
    assert not in_sight(page) & hidden
    assert not [name for name in all_displayed(page) if name.startswith(("d", "slope", "norm"))]
    assert displayed(page, "h.12") == pytest.approx(0.9575, abs=1e-4)
    press(page, "Show me anyway")
    assert in_sight(page) >= hidden


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("About a thousand times", "where tanh has slope 1. But h rests at 0.96"),
        ("About as much", "ten of them are multiplied"),
        ("Less than a millionth", "Yes. h rests at 0.96, where tanh is flat: a factor is 0.17"),
    ],
)
def test_every_answer_to_the_question_gets_its_reply(open_widget, choice, told):
    page = open_widget(UnrollExplorer())
    page.get_by_text("Predict first").click()
    page.get_by_label(choice).check()
    press(page, "Set the gain to 2")
    expect(page.widget.locator(".verdict")).to_contain_text(told)
    assert soon(setting, page, "w") == 2
    left = displayed(page, "dh.2") / displayed(page, "dh.12")
    assert left < 1e-6


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_fits_one_screen(open_widget, preset):
    page = open_widget(UnrollExplorer(preset=preset), width=WIDE)
    assert soon(page.widget.evaluate, SPAN) <= SCREEN
