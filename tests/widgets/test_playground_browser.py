"""The playground under a real mouse and keyboard: its numbers against torch, and its run, forth and back."""

import io
from contextlib import redirect_stdout

import pytest
from support.waiting import expect, frames
from widgets.conftest import in_full
from widgets.playground_page import (
    agrees,
    displayed,
    many,
    number,
    play,
    press,
    raw,
    settle,
    state_of,
    type_number,
)
from widgets.playground_twin import Twin

from course_lib.backprop.playground import PRESETS, Playground
from course_lib.backprop.playground.words import SAY

FEW = 46  # points, 23 of them to train: with batches of 5 the last one holds 3
SETTINGS = {
    **{name: {"preset": name} for name in PRESETS},
    "partial batch": {"n_samples": FEW, "batch_size": 5, "optimizer": "nesterov"},
    "penalties": {"data": "xor", "l1": 0.003, "l2": 0.02, "optimizer": "momentum", "momentum": 0.5},
    "dropout": {
        "hidden": [6, 5], "activation": ["gelu", "relu"], "dropout": [0.2, 0.5],
        "optimizer": "adamw", "lr": 0.01,
    },
    "no hidden layer": {"hidden": [], "activation": [], "dropout": [], "loss": "hinge", "data": "gauss"},
    "five classes": {
        "n_classes": 5, "data": "spiral", "loss": "cross_entropy", "output_activation": "linear",
        "optimizer": "rmsprop", "lr": 0.003, "initializer": "xavier_normal",
    },
    "edited": {"edits": [[0, 1, 0, 2], [2, 0, -1, -0.5]]},
}  # fmt: skip


def open_page(open_widget, **settings):
    return in_full(open_widget)(Playground(**settings), width=1100)


# --- numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETTINGS)
def test_a_batch_an_epoch_and_a_hundred_steps_are_torchs(open_widget, name):
    page = open_page(open_widget, **SETTINGS[name] | {"epochs": 0})
    twin = Twin(state_of(page))
    agrees(page, twin)
    press(page, "Step")
    twin.step()
    agrees(page, twin)
    press(page, "Epoch")
    twin.epoch()
    agrees(page, twin)
    left = max(100 - twin.steps, 2)
    many(page, "Step", left)
    for _ in range(left):
        twin.step()
    agrees(page, twin)


@pytest.mark.parametrize("name", ["partial batch", "dropout", "edited"])
def test_a_page_opened_at_an_epoch_stands_where_torch_stands(open_widget, name):
    page = open_page(open_widget, **SETTINGS[name] | {"epochs": 6})
    twin = Twin(state_of(page))
    for _ in range(6):
        twin.epoch()
    agrees(page, twin)


@pytest.mark.parametrize(("box", "kind"), [("Copy as Python", "training"), ("Copy as PyTorch", "test")])
def test_a_copied_program_prints_the_displayed_loss(open_widget, box, kind):
    page = open_page(open_widget, n_samples=FEW, dropout=[0.2, 0.1])
    press(page, "Epoch", "Epoch", "Epoch")
    page.widget.get_by_text(box).click()
    code = page.widget.locator("details[open] pre").filter(has_text="import").text_content()
    assert "range(3)" in code
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    told = dict(line.rsplit(" ", 1) for line in printed.getvalue().splitlines())
    shown = displayed(page)["train.loss" if kind == "training" else "test.loss"]
    assert float(told[f"{kind} loss"]) == pytest.approx(shown, rel=1e-9)


# --- forth and back ---------------------------------------------------------------------------------


def test_rewind_leads_to_the_very_same_run(open_widget):
    page = open_page(open_widget, **SETTINGS["dropout"])
    start = raw(page)
    press(page, "Step", "Epoch", "Step")
    first = raw(page)
    press(page, "Rewind")
    assert raw(page) == start
    press(page, "Step", "Epoch", "Step")
    assert raw(page) == first


def test_back_undoes_exactly(open_widget):
    page = open_page(open_widget, **SETTINGS["dropout"])
    trail = [raw(page)]
    for name in ("Step", "Step", "Epoch", "Step"):
        press(page, name)
        trail.append(raw(page))
    play(page, 8)
    assert raw(page) != trail[-1]
    for _ in range(200):  # frames of play
        press(page, "Back")
        if raw(page)["step"] == trail[-1]["step"]:
            break
    for before in reversed(trail[1:]):
        assert raw(page) == before
        press(page, "Back")
    assert raw(page) == trail[0]
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_disabled()


def test_a_run_that_was_paused_is_the_run_without_a_pause(open_widget):
    page = open_page(open_widget, **SETTINGS["dropout"])
    play(page)
    middle = int(displayed(page)["epoch"])
    play(page)
    end = int(displayed(page)["epoch"])
    assert 0 < middle < end
    other = open_page(open_widget, **SETTINGS["dropout"] | {"epochs": end})
    other.wait_for_function("host => host.dataset.params", arg=other.widget.element_handle())
    assert raw(other) == raw(page)
    assert state_of(page)["epochs"] == end


def test_play_stops_when_it_is_told_to(open_widget):
    page = open_page(open_widget)
    play(page)
    before = raw(page)
    frames(page, 20)
    assert raw(page) == before


LIVE = {
    "lr": ("Learning rate", 0.2), "batch_size": ("Batch size", 7), "l1": ("L1 penalty", 0.004),
    "l2": ("L2 penalty", 0.03), "momentum": ("Momentum", 0.5),
}  # fmt: skip


@pytest.mark.parametrize("key", LIVE)
def test_a_rate_changed_on_the_way_acts_at_the_next_step(open_widget, key):
    page = open_page(open_widget, n_samples=FEW, batch_size=5, optimizer="momentum")
    twin = Twin(state_of(page))
    press(page, "Epoch", "Step")
    twin.epoch()
    twin.step()
    label, value = LIVE[key]
    type_number(page, label, value)
    assert state_of(page)[key] == value
    twin.state[key] = value
    for group in twin.optimizer.param_groups:
        group["momentum"] = twin.state["momentum"]
    press(page, "Step", "Epoch")
    twin.step()
    twin.epoch()
    agrees(page, twin)


def test_dropout_chosen_on_the_way_acts_at_the_next_step(open_widget):
    page = open_page(open_widget, n_samples=FEW, batch_size=5)
    twin = Twin(state_of(page))
    press(page, "Epoch")
    twin.epoch()
    page.widget.get_by_label(f"{SAY['dropout']}, {SAY['layer']} 1", exact=True).select_option("0.3")
    press(page, "Step", "Epoch")
    twin.state["dropout"] = [0.3, 0]
    twin.step()
    twin.epoch()
    agrees(page, twin)


# --- what goes wrong --------------------------------------------------------------------------------

ENDLESS = {
    "data": "plane",
    "hidden": [8],
    "activation": ["linear"],
    "dropout": [0],
    "output_activation": "linear",
}


def test_a_run_that_diverges_says_so_in_words(open_widget):
    page = open_page(open_widget, **ENDLESS, loss="mse", lr=10)
    page.widget.get_by_role("button", name="Play", exact=True).click()
    page.widget.get_by_role("button", name="Play", exact=True).wait_for()  # it stops by itself
    many(page, "Epoch", 30)
    settle(page)
    text = page.widget.evaluate("host => host.shadowRoot.querySelector('.card').innerText")
    assert "NaN" not in text
    assert "Infinity" not in text
    expect(page.widget.get_by_role("status").filter(has_text="learning rate")).to_be_visible()
    type_number(page, "Learning rate", 0.01)
    press(page, "Rewind", "Epoch")
    assert 0 < displayed(page)["train.loss"] < 10
    expect(number(page, "Learning rate")).to_have_value("0.01")


# --- predict first ----------------------------------------------------------------------------------


def test_a_guess_is_answered_by_the_run_itself(open_widget):
    page = open_page(open_widget, preset="circle")
    page.widget.get_by_text("Predict first").click()
    go = page.widget.get_by_role("button", name=SAY["predict"]["action"])
    expect(go).to_be_disabled()
    page.widget.get_by_label(SAY["predict"]["options"][0]["label"]).check()
    go.click()
    settle(page)
    state = state_of(page)
    assert (state["hidden"], state["epochs"]) == ([], 100)
    twin = Twin(state)
    for _ in range(100):
        twin.epoch()
    agrees(page, twin)
    right = round(100 * displayed(page)["test.accuracy"])
    expect(page.widget.locator(".verdict")).to_contain_text(str(right))


def test_the_question_stands_only_beside_the_rings_it_asks_about(open_widget):
    page = open_page(open_widget, preset="spiral")
    expect(page.widget.get_by_text("Predict first")).to_be_hidden()
