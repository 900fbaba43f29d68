"""The playground's run: forth and back, paused, and what is said where it diverges."""

from support.waiting import expect, frames
from widgets.playground.page import (
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
from widgets.playground.twin import Twin
from widgets.playground.views import VIEWS


def test_rewind_leads_to_the_very_same_run(open_page):
    page = open_page(**VIEWS["dropout"])
    start = raw(page)
    press(page, "Step", "Epoch", "Step")
    first = raw(page)
    press(page, "Rewind")
    assert raw(page) == start
    press(page, "Step", "Epoch", "Step")
    assert raw(page) == first


def test_back_undoes_exactly(open_page):
    page = open_page(**VIEWS["dropout"])
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


def test_a_run_that_was_paused_is_the_run_without_a_pause(open_page):
    page = open_page(**VIEWS["dropout"])
    play(page)
    middle = int(displayed(page)["epoch"])
    play(page)
    end = int(displayed(page)["epoch"])
    assert 0 < middle < end
    other = open_page(**VIEWS["dropout"] | {"epochs": end})
    other.wait_for_function("host => host.dataset.params", arg=other.widget.element_handle())
    assert raw(other) == raw(page)
    assert state_of(page)["epochs"] == end


def test_play_stops_when_it_is_told_to(open_page):
    page = open_page()
    play(page)
    before = raw(page)
    frames(page, 20)
    assert raw(page) == before


ENDLESS = {
    "data": "plane",
    "hidden": [8],
    "activation": ["linear"],
    "dropout": [0],
    "output_activation": "linear",
}


def test_a_run_that_diverges_says_so_in_words(open_page):
    page = open_page(**ENDLESS, loss="mse", lr=10)
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


BEFORE_A_FRAME = """host => {
  const root = host.shadowRoot;
  const box = [...root.querySelectorAll("input")].find((el) => el.ariaLabel === "Learning rate, as a number");
  box.value = "0.5";
  box.dispatchEvent(new Event("change"));
  [...root.querySelectorAll("button")].find((el) => el.textContent === "Epoch").click();
}"""


def test_a_button_may_be_faster_than_the_picture(open_page):
    page = open_page(preset="xor")
    page.widget.evaluate(BEFORE_A_FRAME)
    assert state_of(page)["lr"] == 0.5
    twin = Twin(state_of(page))
    twin.epoch()
    agrees(page, twin)
