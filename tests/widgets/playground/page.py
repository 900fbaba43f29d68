"""What the tests of the playground do with its page, by the hooks that the page promises."""

import json
from itertools import pairwise

import numpy as np
import pytest
from support.waiting import soon
from widgets.conftest import FRAMES
from widgets.playground.twin import Twin

from course_lib.backprop.playground import Playground

SETTINGS = sorted(Playground.settings())
READOUTS = ("epoch", "step", "penalty", "train.loss", "test.loss", "train.accuracy", "test.accuracy")


def state_of(page) -> dict:
    """The traits as the page has them."""
    return page.evaluate("keys => Object.fromEntries(keys.map((k) => [k, model.get(k)]))", SETTINGS)


def settle(page):
    """Waits until what was asked for is drawn."""
    page.evaluate(FRAMES)


VALUES = """host => {
  const seen = [...host.shadowRoot.querySelectorAll("[data-name]")];
  const inSight = seen.filter((el) => el.checkVisibility({ visibilityProperty: true }));
  return inSight.map((el) => [el.dataset.name, el.dataset.value]);
}"""


def displayed(page) -> dict[str, float]:
    """Every number in sight by its ``data-name``, once drawn."""
    settle(page)
    return {name: float(value) for name, value in page.widget.evaluate(VALUES)}


def button(page, name):
    return page.widget.get_by_role("button", name=name, exact=True)


def press(page, *names):
    for name in names:
        button(page, name).click()
    settle(page)


def many(page, name, count):
    """Presses a button many times, in one call."""
    button(page, name).evaluate("(el, n) => { for (let i = 0; i < n; i += 1) el.click(); }", count)
    settle(page)


def play(page, epochs=3):
    """Plays at least so many epochs and pauses."""
    before = displayed(page)["epoch"]
    button(page, "Play").click()
    assert soon(lambda: displayed(page)["epoch"]) >= before + epochs
    button(page, "Pause").click()
    settle(page)


def raw(page) -> dict:
    """All weights and gradients, and what is displayed, letter by letter."""
    settle(page)
    texts = page.widget.evaluate("host => [host.dataset.params, host.dataset.grads]")
    shown = displayed(page)
    return {"params": texts[0], "grads": texts[1]} | {k: str(shown.get(k)) for k in READOUTS}


def agrees(page, twin: Twin):
    """Weights, gradients and displayed numbers are those of the twin, to 1e-9."""
    shown, seen = displayed(page), raw(page)
    expected = twin.numbers()
    if not twin.n_classes:
        shown = {k: v for k, v in shown.items() if not k.endswith("accuracy")}
    assert {k: shown[k] for k in expected} == pytest.approx(expected, rel=1e-9)
    for name, values in zip(("params", "grads"), twin.arrays(), strict=True):
        # a weight near 0, and the gradient of one, is what is left of larger terms
        got = np.array(json.loads(seen[name]), dtype=float)
        np.testing.assert_allclose(got, values, rtol=1e-9, atol=1e-12, err_msg=name)


def number(page, label):
    """The box beside a slider."""
    return page.widget.get_by_label(f"{label}, as a number", exact=True)


def type_number(page, label, value):
    box = number(page, label)
    box.fill(str(value))
    box.press("Enter")
    settle(page)


def place(state, layer, unit, source) -> int:
    """Where a weight, or with source −1 a bias, stands among all numbers of the network."""
    width = 1 if state["n_classes"] == 2 and state["loss"] != "cross_entropy" else state["n_classes"]
    sizes = [len(state["features"]), *state["hidden"], width]
    before = sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(sizes[: layer + 1]))
    row = sizes[layer] * sizes[layer + 1] if source < 0 else sizes[layer] * unit + source
    return before + row + (unit if source < 0 else 0)


def params(page) -> list[float]:
    settle(page)
    return json.loads(page.widget.evaluate("host => host.dataset.params"))


FOCUSED = """() => { let el = document.activeElement;
  while (el?.shadowRoot?.activeElement) el = el.shadowRoot.activeElement;
  const label = el.getAttribute("aria-label") ?? el.labels?.[0]?.innerText ?? el.innerText ?? "";
  return el === document.body ? "" : `${el.tagName.toLowerCase()} ${label.trim()}`; }"""


def tab_to(page, ending, key="Tab"):
    """Presses Tab until the focus is on what is called so."""
    for _ in range(120):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED).endswith(ending):  # at once: the focus moves with the key
            return
    raise AssertionError(f"{ending} is not reached by {key}")
