"""Two playgrounds on a page stay apart, and one that is gone leaves nothing."""

import pytest
from support.waiting import soon
from widgets.playground.page import button, displayed, press, raw

SECOND = """async () => {
  const own = structuredClone(state);
  const nothing = Object.fromEntries(["on", "off", "save_changes", "send"].map((name) => [name, () => {}]));
  const model = { ...nothing, get: (k) => own[k], set: (k, v) => { own[k] = v; } };
  const url = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  const el = document.createElement("div");
  el.id = "second";
  document.querySelector("main").append(el);
  window.cleanupSecond = await widget.render({ model, el });
}"""


def test_two_on_a_page_stay_apart(open_page):
    page = open_page(n_samples=46)
    page.evaluate(SECOND)
    first, second = page.widget, page.locator("#second > *")
    start = raw(page)
    page.widget = second
    assert raw(page) == start
    press(page, "Epoch", "Epoch")
    page.widget.get_by_label("Optimizer", exact=True).select_option("adam")
    press(page, "Epoch")
    moved = raw(page)
    assert moved != start
    page.widget = first
    assert raw(page) == start
    press(page, "Step")
    stepped = raw(page)
    page.wait_for_function("location.hash.includes('playground-2=')")
    assert "playground=" not in page.url.replace("playground-2=", "")  # within an epoch nothing is to be told
    page.evaluate("cleanupSecond()")
    assert raw(page) == stepped
    press(page, "Epoch")
    assert raw(page) != stepped


# Counts what outlives a widget: timers, frames, observers, and listeners on what is not its own.
COUNT = """() => {
  const live = new Map();
  const put = (key, by) => live.set(key, (live.get(key) ?? 0) + by);
  for (const [ask, cancel] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"],
                               ["requestAnimationFrame", "cancelAnimationFrame"]]) {
    const [make, drop, open] = [window[ask], window[cancel], new Set()];
    window[ask] = (f, ...rest) => {
      const once = (...given) => { if (ask !== "setInterval" && open.delete(id)) put(ask, -1); f(...given); };
      const id = make(once, ...rest);
      open.add(id);
      put(ask, 1);
      return id;
    };
    window[cancel] = (id) => { if (open.delete(id)) put(ask, -1); drop(id); };
  }
  const outside = (target) => !(target instanceof Node) || target === document || target === document.body;
  for (const [name, by] of [["addEventListener", 1], ["removeEventListener", -1]]) {
    const real = EventTarget.prototype[name];
    EventTarget.prototype[name] = function (...given) {
      if (outside(this)) put(`listener ${given[0]}`, by);
      return real.apply(this, given);
    };
  }
  for (const name of ["ResizeObserver", "MutationObserver", "IntersectionObserver"]) {
    const Real = window[name];
    window[name] = class extends Real {
      observe(...given) { if (!this.on) put(name, 1); this.on = true; super.observe(...given); }
      disconnect() { if (this.on) put(name, -1); this.on = false; super.disconnect(); }
    };
  }
  window.alive = () => [...live].filter(([, n]) => n !== 0);
}"""


@pytest.mark.parametrize("busy", [False, True])
def test_cleanup_leaves_no_timer_no_frame_no_observer_no_listener(open_page, busy):
    page = open_page()
    page.evaluate(COUNT)
    page.evaluate(SECOND)
    first, page.widget = page.widget, page.locator("#second > *")
    if busy:
        button(page, "Play").click()
        assert soon(lambda: displayed(page)["epoch"]) > 0
        page.mouse.move(300, 300)
        page.widget.get_by_label("Learning rate", exact=True).focus()
        page.keyboard.press("ArrowRight")
    assert soon(page.evaluate, "alive()") != []
    page.evaluate("cleanupSecond()")
    page.widget = first
    page.mouse.move(2, 2)
    assert soon(page.evaluate, "alive()") == []  # a timer that has run is gone by itself
    assert soon(page.evaluate, "document.getElementById('second').childElementCount") == 0
