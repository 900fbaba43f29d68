"""What course_lib says about a state of the descent explorer, and hands for it."""

import numpy as np
import pytest
from widgets.conftest import FRAMES, all_displayed

from course_lib.optim.descent_explorer import DescentExplorer
from course_lib.optim.descent_explorer.run import CLASSES, options_of
from course_lib.optim.descent_explorer.words import LABELS

NARROW, WIDE = 390, 736
SETTINGS = DescentExplorer.settings()


def memory(rule, name):
    """What the page shows of an optimizer's state: m and v, Adam's corrected; zeros where it has none."""
    m, v = np.zeros(2), np.zeros(2)
    if name in ("momentum", "nesterov"):
        m = rule.momentum_buffers[0]
    elif name != "sgd":
        v = rule.v[0]
    if name.startswith("adam") and (t := rule.step_count):
        m, v = rule.m[0] / (1 - rule.betas[0] ** t), v / (1 - rule.betas[1] ** t)
    return m, np.sqrt(v)


def expected_numbers(state):
    """Every number in sight, from the library alone."""
    explorer = DescentExplorer(**{k: v for k, v in state.items() if k != "name"})
    surface, edges, step = explorer.surface_object, explorer.edges, state["step"]
    floor = surface.f(surface.minima[0])
    shown = {"lambda": 2 / edges["sgd"], "edge": edges["sgd"]}
    focus = state["focus"] if state["focus"] in state["optimizers"] else state["optimizers"][0]
    for name, path in explorer.paths().items():
        finite = np.flatnonzero(np.isfinite(path.values) & np.isfinite(path.xs).all(axis=1))
        last = np.flatnonzero(np.diff(finite, append=len(path.values) + 1) > 1)[0]
        gone, t = last < step, min(last, step)
        near = np.linalg.norm(surface.minima - path.xs[t], axis=1).min()
        left = np.flatnonzero(path.values[: last + 1] - floor <= (path.values[0] - floor) / 100)
        if name in edges:
            shown[f"{name}.edge"] = edges[name]
        shown |= {f"{name}.loss": np.inf if gone else path.values[t], f"{name}.t": t}
        shown |= {
            f"{name}.distance": np.inf if gone else near,
            f"{name}.left": left[0] if len(left) else np.inf,
        }
        if name == focus:
            rule = CLASSES[name](
                [path.xs[0].copy()], lr=state["lrs"][name], **options_of(name, state["momentum"])
            )
            for grad in path.grads[:t]:
                rule.step([grad])
            vectors = zip(("gradient", "memory", "size"), (path.grads[t], *memory(rule, name)), strict=True)
            shown |= {f"{k}.{i}": v[i] for k, v in vectors if v.any() for i in (0, 1)}
    return shown


def agrees(page):
    """The displayed numbers are those of course_lib on the state of this moment, which is returned."""
    shown, state = all_displayed(page), state_of(page)
    expected = expected_numbers(state)
    assert shown.keys() == expected.keys()
    # a gradient or a distance at the bottom is the rest of larger numbers
    assert shown == pytest.approx(expected, rel=1e-9, abs=1e-11)
    return state


def state_of(page):
    return page.evaluate("keys => Object.fromEntries(keys.map((k) => [k, model.get(k)]))", SETTINGS)


def press(page, name):
    page.widget.get_by_role("button", name=name, exact=True).click()


def type_in(page, label, value):
    box = page.get_by_label(f"{label}, as a number")
    box.fill(str(value))
    box.press("Enter")
    page.evaluate(FRAMES)


def rate(name):
    return f"Learning rate, {LABELS[name]}"


def differences(state, start):
    return {k for k in start if state[k] != start[k]}


def centre(locator):
    box = locator.bounding_box()
    return np.array([box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
