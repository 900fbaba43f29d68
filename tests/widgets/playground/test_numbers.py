"""The playground's numbers under a real mouse against torch: from the start, on the way, and as an answer."""

import io
from contextlib import redirect_stdout

import pytest
from support.waiting import expect
from widgets.playground.page import agrees, displayed, many, press, settle, state_of, type_number
from widgets.playground.twin import Twin
from widgets.playground.views import FEW, VIEWS, N

from course_lib.backprop.playground.words import SAY


@pytest.mark.parametrize("name", VIEWS)
def test_a_batch_an_epoch_and_a_hundred_steps_are_torchs(open_page, name):
    page = open_page(**VIEWS[name] | {"epochs": 0})
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
def test_a_page_opened_at_an_epoch_stands_where_torch_stands(open_page, name):
    page = open_page(**VIEWS[name] | {"epochs": 6})
    twin = Twin(state_of(page))
    for _ in range(6):
        twin.epoch()
    agrees(page, twin)


@pytest.mark.parametrize(("box", "kind"), [("Copy as Python", "training"), ("Copy as PyTorch", "test")])
def test_a_copied_program_prints_the_displayed_loss(open_page, box, kind):
    page = open_page(n_samples=N, dropout=[0.2, 0.1])
    press(page, "Epoch", "Epoch", "Epoch")
    page.widget.get_by_text(box).click()
    code = page.widget.locator("details[open] pre").filter(has_text="range(3)").text_content()
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    told = dict(line.rsplit(" ", 1) for line in printed.getvalue().splitlines())
    shown = displayed(page)["train.loss" if kind == "training" else "test.loss"]
    assert float(told[f"{kind} loss"]) == pytest.approx(shown, rel=1e-9)


LIVE = {
    "lr": ("Learning rate", 0.2), "batch_size": ("Batch size", 7), "l1": ("L1 penalty", 0.004),
    "l2": ("L2 penalty", 0.03), "momentum": ("Momentum", 0.5),
}  # fmt: skip


@pytest.mark.parametrize("key", LIVE)
def test_a_rate_changed_on_the_way_acts_at_the_next_step(open_page, key):
    page = open_page(**FEW, optimizer="momentum")
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


def test_dropout_chosen_on_the_way_acts_at_the_next_step(open_page):
    page = open_page(**FEW)
    twin = Twin(state_of(page))
    press(page, "Epoch")
    twin.epoch()
    page.widget.get_by_label(f"{SAY['dropout']}, {SAY['layer']} 1", exact=True).select_option("0.3")
    press(page, "Step", "Epoch")
    twin.state["dropout"] = [0.3, 0]
    twin.step()
    twin.epoch()
    agrees(page, twin)


# --- predict first ----------------------------------------------------------------------------------


def test_a_guess_is_answered_by_the_run_itself(open_page):
    page = open_page(preset="circle")
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


def test_the_question_stands_only_beside_the_rings_it_asks_about(open_page):
    page = open_page(preset="spiral")
    expect(page.widget.get_by_text("Predict first")).to_be_hidden()
