"""The playground under a real mouse and keyboard: its numbers against torch, and its run, forth and back."""

import io
import json
from contextlib import redirect_stdout
from urllib.parse import quote

import pytest
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

from course_lib.backprop._playground_words import SAY
from course_lib.backprop.playground import PRESETS, Playground

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
    return open_widget(Playground(**settings), width=1100)


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
    play(page, 200)
    assert raw(page) != trail[-1]
    for _ in range(200):  # frames of play
        press(page, "Back")
        if raw(page)["step"] == trail[-1]["step"]:
            break
    for before in reversed(trail[1:]):
        assert raw(page) == before
        press(page, "Back")
    assert raw(page) == trail[0]
    assert page.get_by_role("button", name="Back", exact=True).is_disabled()


def test_a_run_that_was_paused_is_the_run_without_a_pause(open_widget):
    page = open_page(open_widget, **SETTINGS["dropout"])
    play(page, 150)
    middle = int(displayed(page)["epoch"])
    play(page, 150)
    end = int(displayed(page)["epoch"])
    assert 0 < middle < end
    other = open_page(open_widget, **SETTINGS["dropout"] | {"epochs": end})
    other.wait_for_function("host => host.dataset.params", arg=other.widget.element_handle())
    assert raw(other) == raw(page)
    assert state_of(page)["epochs"] == end


def test_play_stops_when_it_is_told_to(open_widget):
    page = open_page(open_widget)
    play(page, 100)
    before = raw(page)
    page.wait_for_timeout(200)
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


def test_reset_returns_to_the_settings_it_began_with(open_widget):
    page = open_page(open_widget, preset="xor", n_samples=FEW)
    start, shown = state_of(page), raw(page)
    type_number(page, "Learning rate", 0.5)
    page.widget.get_by_label("Loss", exact=True).select_option("hinge")
    press(page, "Epoch")
    press(page, "Reset")
    assert state_of(page) == start
    assert raw(page) == shown


# --- links ------------------------------------------------------------------------------------------


def by_link(open_widget, page, **settings):
    """The same widget, opened at the address of ``page``."""
    page.wait_for_timeout(600)  # addresses are written at rest
    return open_widget(Playground(**settings), width=1100, hash="#" + page.url.partition("#")[2])


def test_the_address_brings_back_settings_run_and_numbers(open_widget):
    page = open_page(open_widget)
    type_number(page, "Noise", 0.8)
    type_number(page, "Points", 60)
    page.widget.get_by_label("Optimizer", exact=True).select_option("adam")
    page.widget.get_by_label("First weights", exact=True).select_option("xavier_uniform")
    press(page, "One unit more, Hidden layer 1")
    press(page, "Epoch", "Epoch", "Epoch")
    again = by_link(open_widget, page)
    assert state_of(again) == state_of(page)
    assert state_of(again)["epochs"] == 3
    assert raw(again) == raw(page)
    press(again, "Reset")
    again.wait_for_function("location.hash === ''")


def test_sliders_leave_no_trace_in_the_history(open_widget):
    page = open_page(open_widget)
    before = page.evaluate("history.length")
    for label in ("Learning rate", "Noise", "Batch size"):
        page.widget.get_by_label(label, exact=True).focus()
        for _ in range(12):
            page.keyboard.press("ArrowRight")
    play(page, 100)
    page.wait_for_timeout(600)
    assert page.url.partition("#")[2] != ""
    assert page.evaluate("history.length") == before


HOSTILE = [
    {"hidden": "many", "activation": 3, "dropout": None, "features": "x1", "points": {}, "edits": "all"},
    {"hidden": [10**9], "activation": ["tanh"], "dropout": [0]},
    {"hidden": [4] * 1000, "activation": ["tanh"] * 1000, "dropout": [0] * 1000},
    {"hidden": [4, 2.5], "activation": ["tanh", "tanh"], "dropout": [0, 0]},
    {"hidden": [-1, 2], "dropout": [0, 1], "activation": ["tanh", "constructor"]},
    {"hidden": [3]},
    {"activation": ["relu"]},
    {"dropout": [1, 1]},
    {"features": []},
    {"features": ["x1", "x1"]},
    {"features": ["__proto__"]},
    {"n_samples": 1e9, "n_classes": 1e9, "batch_size": 0, "seed": -1, "epochs": 1e12},
    {"n_samples": "500", "lr": "0.1", "noise": None, "train_share": -1, "momentum": 1},
    {"lr": -1, "l1": -1, "l2": 1e99, "batch_size": 2.5, "train_share": 0},
    {"data": "toString", "loss": "constructor", "optimizer": "hasOwnProperty", "initializer": "valueOf"},
    {"output_activation": "gelu", "links": "both", "discretize": 1, "show_test": "yes", "hide": ["all"]},
    {"data": "plane", "loss": "hinge"},
    {"data": "hills", "loss": "cross_entropy"},
    {"points": [[1, 2]], "edits": [[0, 0, 0]]},
    {"points": [[1e9, 0, 0], [0, 0, 7]], "edits": [[9, 9, 9, 1], [0, 0, 0, 1e300]]},
    {"points": [[0, 0, 0]] * 100_000},
    {"points": [[0, 0, 0.5], ["a", 0, 1]], "edits": [[0.5, 0, 0, 1], [0, 0, -2, 1]]},
    {"preset": "nothing", "unheard": 1, "__proto__": {"lr": 9}, "_code": {}, "_esm": "alert(1)"},
]  # fmt: skip
BROKEN = ["#%", "#playground", "#playground=", "#playground=%7Bno", "#playground=[1]", "#playground=null"]
ENDLESS_NUMBERS = ["NaN", "Infinity", "-Infinity", "1e999"]


def test_a_hostile_address_changes_nothing(open_widget):
    page = open_page(open_widget, n_samples=FEW)
    start, shown = state_of(page), raw(page)
    texts = [json.dumps(patch) for patch in HOSTILE] + [f'{{"lr":{v}}}' for v in ENDLESS_NUMBERS]
    for address in [*BROKEN, *(f"#playground={quote(text)}" for text in texts)]:
        page.evaluate("hash => { location.hash = hash }", address)
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert state_of(page) == start, address
        assert raw(page) == shown, address


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
    assert (
        "learning rate"
        in page.widget.get_by_role("status").filter(has_text="learning rate").text_content().lower()
    )
    type_number(page, "Learning rate", 0.01)
    press(page, "Rewind", "Epoch")
    assert 0 < displayed(page)["train.loss"] < 10
    assert number(page, "Learning rate").input_value() == "0.01"
