"""Boxes for typing a number, in every explorable: what is typed stays, and what cannot be is put right."""

import pytest
from make_posters import explorables
from support.waiting import expect, soon
from widgets.conftest import FRAMES, in_full, open_details

from course_lib.losses.logit_explorer import LogitExplorer
from course_lib.losses.loss_explorer import LossExplorer
from course_lib.optim.descent_explorer import DescentExplorer
from course_lib.widgets.settings import Number


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


EXPLORABLES = {cls.__name__: cls for cls in explorables().values()}
FURTHER = {
    "loss": lambda: LossExplorer(loss="huber"),
    "one logit": lambda: LogitExplorer(mode="binary"),
    "race": lambda: DescentExplorer(preset="race"),
}
MAKE = EXPLORABLES | FURTHER


def whole_settings(cls) -> set[str]:
    """The labels of its numbers that are whole."""
    return {it.label for it in cls.declared().values() if isinstance(it, Number) and it.whole}


WHOLE = set().union(*map(whole_settings, EXPLORABLES.values()))


@pytest.fixture(params=MAKE)
def page(open_widget, request):
    page = open_widget(MAKE[request.param]())
    open_details(page)
    return page


def boxes(page):
    """The boxes in use, by label, with their limits; a question's own box for a guess has none."""
    seen = page.locator("#place input[type=number][min]").filter(visible=True)
    named = seen.evaluate_all("""els => els.filter((el) => !el.closest("[inert]"))
      .map((el) => [el.ariaLabel, Number(el.min), Number(el.max)])""")
    assert named
    return [
        (label, page.get_by_role("spinbutton", name=label, exact=True), low, high)
        for label, low, high in named
    ]


def value(box) -> float:
    return float(box.input_value())


def redraw(page):
    """Another width: everything is drawn again."""
    width = page.viewport_size["width"]
    page.set_viewport_size({"width": 690 if width == 700 else 700, "height": 900})
    page.evaluate(FRAMES)


def inside(low, high, whole):
    """A number that no preset holds."""
    middle = low + 0.37 * (high - low) if high - low < 50 else low + 7
    return f"{round(middle) if whole else round(middle, 2):g}"


def is_whole(label):
    return label.removesuffix(", as a number") in WHOLE


def test_a_box_is_never_empty_keeps_what_is_typed_and_stops_at_its_limits(page):
    an_emptied_one_gets_its_number_back(page)
    what_is_being_typed_outlives_a_redraw_and_counts(page)
    beyond_the_limits_it_stops_at_them(page)


def what_is_being_typed_outlives_a_redraw_and_counts(page):
    for label, box, low, high in boxes(page):
        text = inside(low, high, is_whole(label))
        box.fill(text)
        redraw(page)
        expect(box, label).to_have_value(text)
        box.press("Enter")
        redraw(page)
        assert soon(value, box) == pytest.approx(float(text), rel=1e-12), label


def beyond_the_limits_it_stops_at_them(page):
    for label, box, low, high in boxes(page):
        for typed, limit in ((high + 1000, high), (low - 1000, low), (high + 1000, high)):
            box.fill(f"{typed:g}")
            box.press("Enter")
            page.evaluate(FRAMES)
            assert soon(value, box) == limit, label
        box.fill(f"{high + 1000:g}")  # where the value is the limit already
        box.press("Enter")
        page.evaluate(FRAMES)
        assert soon(value, box) == high, label


def an_emptied_one_gets_its_number_back(page):
    for label, box, _, _ in boxes(page):
        before = box.input_value()
        box.fill("")
        box.press("Enter")
        page.evaluate(FRAMES)
        expect(box, label).to_have_value(before)


def test_where_only_whole_numbers_count_a_fraction_is_rounded(open_widget):
    rounded = set()
    for name, make in MAKE.items():
        page = open_widget(make())
        open_details(page)
        for label, box, low, high in boxes(page):
            if is_whole(label):
                number = low + min(6, high - low - 1)
                for _ in range(2):  # the second time the value is that number already
                    box.fill(f"{number + 0.3:g}")
                    box.press("Enter")
                    page.evaluate(FRAMES)
                    assert soon(value, box) == number, label
                rounded.add((name, label))
    assert len(rounded) >= 2
