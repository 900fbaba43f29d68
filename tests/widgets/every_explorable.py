"""Every explorable by its folder, and the hands that move its controls."""

import pytest
from widgets.conftest import FRAMES
from widgets.registry import ALL, CLASSES, ROWS, short, views_of

NARROW, WIDE = 390, 736
EACH = pytest.mark.parametrize("name", ROWS)
VIEWS = [pytest.param(name, view, id=f"{name}-{short(view)}") for name in ROWS for view in views_of(name)]
WHOLE = [
    pytest.param(name, view | ALL, id=f"{name}-{short(view)}") for name in ROWS for view in ROWS[name].views
]
EACH_WHOLE_VIEW = pytest.mark.parametrize(("name", "view"), WHOLE)
EACH_VIEW = pytest.mark.parametrize(("name", "view"), VIEWS)


def numbers(page) -> str:
    return page.evaluate(f"async () => {{ await ({FRAMES})(); return hands.numbers(hands.hosts()[0]); }}")


def settings(page, name) -> dict:
    keys = sorted(CLASSES[name].settings())
    return page.evaluate("keys => Object.fromEntries(keys.map((k) => [k, model.get(k)]))", keys)


def names(page) -> list[str]:
    return page.evaluate("hands.names(hands.hosts()[0])")


def move(page, control: str) -> str:
    return page.evaluate("name => hands.moveOne(hands.hosts()[0], name)", control)


SLIDERS = "[type=range], [role=slider]"


def disturb(page, which=SLIDERS) -> str:
    """Moves all controls of a kind, one after the other; the numbers are others then."""
    page.evaluate(
        """async (which) => {
          const host = hands.hosts()[0];
          for (const el of hands.controls(host).values()) {
            if (el.matches(which) && el.checkVisibility() && !el.disabled) await hands.operate(host, el);
          }
        }""",
        which,
    )
    return numbers(page)
