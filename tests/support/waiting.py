"""Wait for the state that is meant, never for seconds: what has not come on a busy machine is still to come.

    expect(page.get_by_text("Epoch 1")).to_be_visible()      Playwright's own, wherever it has the words
    assert soon(page.evaluate, "history.length") == 3        any other reading

An ``assert`` on a single look at the page (``.is_visible()``, ``.count()``, ``.evaluate(…)``) asks for the
state in the very moment of the click; ``tests/test_waiting.py`` finds those.
"""

from __future__ import annotations

import time

from patience import SECONDS as PATIENCE_SECONDS
from playwright.sync_api import expect

PATIENCE = 1000 * PATIENCE_SECONDS  # ms, as Playwright counts

expect.set_options(timeout=PATIENCE)


class soon:
    """``assert soon(read, *args) == value`` reads again until the comparison holds.

    Every comparison works, ``in`` as well; where patience ends, the assertion fails with what was read last.
    """

    __hash__ = None

    def __init__(self, read, *args):
        self.read, self.args, self.last = read, args, None

    def _until(self, holds) -> bool:
        deadline, pause = time.monotonic() + PATIENCE_SECONDS, 0.01
        while True:
            self.last = self.read(*self.args)
            if holds(self.last):
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(pause)
            pause = min(2 * pause, 0.25)

    def __eq__(self, other):
        return self._until(lambda seen: seen == other)

    def __ne__(self, other):
        return self._until(lambda seen: seen != other)

    def __lt__(self, other):
        return self._until(lambda seen: seen < other)

    def __le__(self, other):
        return self._until(lambda seen: seen <= other)

    def __gt__(self, other):
        return self._until(lambda seen: seen > other)

    def __ge__(self, other):
        return self._until(lambda seen: seen >= other)

    def __contains__(self, part):
        return self._until(lambda seen: part in seen)

    def __bool__(self):
        raise TypeError("say what is waited for: assert soon(read) == value")

    def __repr__(self):
        return f"{self.last!r} (read last, after {PATIENCE_SECONDS:g} s of patience)"


FRAMES = """(n) => new Promise((done) => {
  const next = () => (n-- > 0 ? requestAnimationFrame(next) : done());
  next();
})"""


def frames(page, n: int = 2) -> None:
    """Until ``n`` pictures were drawn: after two, what an event asked to be drawn stands; twenty give what
    must not happen any more the time to happen, on a machine of any speed."""
    page.evaluate(FRAMES, n)


def patient(browser):
    """The browser, with pages that wait as long as everything else here."""
    new_context = browser.new_context

    def new_patient_context(**options):
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        return context

    browser.new_context = new_patient_context
    return browser
