"""The pictures of the loss and logit explorers, a handle in each, and what a page shows of them."""

from dataclasses import dataclass

from widgets.conftest import all_displayed
from widgets.loss_numbers import binary_descended, check_logit, check_loss, logit_descended, loss_descended

from course_lib.losses.logit_explorer import LogitExplorer
from course_lib.losses.loss_explorer import LossExplorer

NARROW, WIDE = 390, 736


@dataclass
class View:
    """One mode of one explorable, and a handle in it."""

    widget: type
    settings: dict
    check: object
    descended: object
    handle: str
    path: tuple
    axis: str
    step: float
    ends: tuple

    def make(self, **settings):
        return self.widget(**self.settings, **settings)

    @property
    def keys(self):
        return ("ArrowUp", "ArrowDown") if self.axis == "y" else ("ArrowRight", "ArrowLeft")


END = '.handle[data-end="right"]'
LOSS, LOGIT = (LossExplorer, check_loss), (LogitExplorer, check_logit)
VIEWS = {
    "number": View(LossExplorer, {}, check_loss, loss_descended, END, ("guess", 1), "y", 0.2, (0, 23)),
    "line": View(
        LossExplorer, {"mode": "line"}, check_loss, loss_descended, END, ("guess", 1), "y", 0.2, (0, 23)
    ),
    "classes": View(
        LogitExplorer, {}, check_logit, logit_descended,
        '.handle[data-class="0"]', ("logits", 0), "x", 0.1, (-6, 6),
    ),
    "binary": View(
        LogitExplorer, {"mode": "binary"}, check_logit, binary_descended,
        ".handle[data-score]", ("score",), "x", 0.1, (-6, 6),
    ),
}  # fmt: skip
SETTINGS = sorted({*LossExplorer.settings(), *LogitExplorer.settings()})


def state_of(page):
    return page.evaluate("keys => Object.fromEntries(keys.map((k) => [k, model.get(k)]))", SETTINGS)


def agrees(page, view):
    """The displayed numbers are those of course_lib on the state of this moment, which is returned."""
    shown = all_displayed(page)
    state = state_of(page)
    view.check(state, shown)
    return state


def at(state, path):
    for key in path:
        state = state[key]
    return state


def press(page, name):
    page.widget.get_by_role("button", name=name, exact=True).click()


def differences(state, start):
    return {k for k in start if state[k] != start[k]}
