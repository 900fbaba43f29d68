"""An expression for the graph explorer: typed on the page, or given in Python."""

import pytest
import traitlets
from support.waiting import expect, soon
from widgets.conftest import all_displayed
from widgets.graph_explorer.page import cards, press

from course_lib.backprop.graph_explorer import PRESETS, GraphExplorer
from course_lib.backprop.graph_explorer.language import names


def test_an_expression_is_typed_and_a_mistake_is_pointed_at(open_widget):
    page = open_widget(GraphExplorer())
    text = page.widget.locator("textarea")
    text.fill("e = a*b\ne^2 + a")
    assert soon(page.evaluate, "model.get('expression')") == "e = a*b\ne^2 + a"
    assert sorted(cards(page)) == ["a", "b"]
    text.fill("e = a*b\ne^2 + ")
    expect(page.widget.get_by_role("alert")).to_have_text("e^2 + \n      ↑ here a value is missing")
    assert page.evaluate("model.get('expression')") == "e = a*b\ne^2 + a"  # at once: it stays
    text.fill("lambda*x")
    expect(page.widget.get_by_role("alert")).to_contain_text("lambda is a word of Python")
    press(page, "Reset")
    expect(page.widget.get_by_role("alert")).to_be_hidden()
    expect(text).to_have_value(PRESETS["neuron"]["settings"]["expression"])
    text.fill("x = [1, 2]\nsum(x^2)")
    assert soon(lambda: cards(page).get("x")) == []
    assert len(all_displayed(page)) > 3


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"expression": "a*b+"}, "expression: invalid syntax in line 1: 'a\\*b\\+'"),
        ({"expression": "foo(a)"}, r"expression: 'foo\(a\)' is no call of one of \['exp'"),
        ({"expression": "a if b else c"}, "'a if b else c' has no place here"),
        ({"expression": "print*2"}, "'print' is taken"),
        ({"expression": " "}, "an expression is needed"),
        ({"expression": "x+" * 300 + "x"}, "at most 500 characters, got 601"),
        ({"values": {"x": "a"}}, r"values\['x'\] must be dict of numbers, vectors or matrices"),
        ({"values": {"x": [1, 2, 3, 4, 5]}}, r"at most 4 rows and columns, got \[1, 2, 3, 4, 5\]"),
        ({"values": [1]}, r"values must be dict of numbers.*got \[1\]"),
    ],
)
def test_an_error_says_what_came_and_what_is_allowed(given, told):
    with pytest.raises(traitlets.TraitError, match=told):
        GraphExplorer(**given)


def test_names_come_in_the_order_of_their_use():
    assert names("h = tanh(w*x + b)\nc = 2\n(h - t)^2 + c*w") == ["w", "x", "b", "t"]
