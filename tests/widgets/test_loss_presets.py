"""Every preset of the loss and logit explorers, with every choice: the numbers of course_lib."""

from itertools import product

import pytest
from widgets.conftest import FRAMES, NUMBERS, in_full
from widgets.loss_numbers import NAMES, check_logit, check_loss
from widgets.loss_views import WIDE

from course_lib.losses.logit_explorer import PRESETS as LOGIT_PRESETS
from course_lib.losses.logit_explorer import LogitExplorer
from course_lib.losses.loss_explorer import PRESETS as LOSS_PRESETS
from course_lib.losses.loss_explorer import LossExplorer


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


# Choices made one row after the other, in one call: state and numbers after each.
SWEEP = f"""async (rows) => {{
  const root = document.querySelector("#place > *").shadowRoot;
  const seen = [];
  for (const row of rows) {{
    for (const [selector, value] of row) {{
      const el = root.querySelector(selector);
      if (value === null) el.click();
      else {{ el.value = value; el.dispatchEvent(new Event("change")); }}
    }}
    await ({FRAMES})();
    seen.push([structuredClone(state), ({NUMBERS})()]);
  }}
  return seen;
}}"""


def sweep(page, rows, check):
    """Checks the numbers after each row of choices; returns the states."""
    seen = page.evaluate(SWEEP, rows)
    for state, numbers in seen:
        check(state, {name: float(value) for name, value in numbers})
    return [state for state, _ in seen]


@pytest.mark.parametrize("mode", ["number", "line"])
def test_every_preset_of_the_losses_shows_the_numbers_of_course_lib(open_widget, mode):
    page = open_widget(LossExplorer(mode=mode), width=WIDE)
    cases = list(product(LOSS_PRESETS, NAMES, ("yours", "best")))
    radio = '.choice input[value="{}"]'.format
    rows = [[("select", preset), (radio(name), None), (radio(whose), None)] for preset, name, whose in cases]
    for (preset, name, whose), state in zip(cases, sweep(page, rows, check_loss), strict=True):
        assert (state["preset"], state["mode"], state["loss"], state["errors"]) == (preset, mode, name, whose)
        assert state["points"] == LOSS_PRESETS[preset]["settings"]["points"]


def test_every_preset_of_the_logits_shows_the_numbers_of_course_lib(open_widget):
    page = open_widget(LogitExplorer(naive=True), width=WIDE)
    cases = list(product(LOGIT_PRESETS, [(1, 0), (2.5, 0), (0.5, 720)]))
    number = '[aria-label="{}, as a number"]'.format
    rows = [
        [("select", preset), (number("Temperature T"), str(T)), (number("Add to every logit"), str(shift))]
        for preset, (T, shift) in cases
    ]
    for (preset, (T, shift)), state in zip(cases, sweep(page, rows, check_logit), strict=True):
        assert (state["preset"], state["temperature"], state["shift"]) == (preset, T, shift)
        assert state["logits"] == LOGIT_PRESETS[preset]["settings"]["logits"]
