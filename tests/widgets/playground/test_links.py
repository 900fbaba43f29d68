"""Links to a playground: they bring back the run, leave no trace, and cannot do harm."""

import json
from urllib.parse import quote

from support.waiting import soon
from widgets.conftest import address
from widgets.playground.page import play, press, raw, state_of, type_number


def by_link(open_page, page, **settings):
    """The same widget, opened at the address of ``page``."""
    return open_page(**settings, hash=address(page))


def test_the_address_brings_back_settings_run_and_numbers(open_page):
    page = open_page()
    type_number(page, "Noise", 0.8)
    type_number(page, "Points", 60)
    page.widget.get_by_label("Optimizer", exact=True).select_option("adam")
    page.widget.get_by_label("First weights", exact=True).select_option("xavier_uniform")
    press(page, "One unit more, Hidden layer 1")
    press(page, "Epoch", "Epoch", "Epoch")
    again = by_link(open_page, page)
    assert state_of(again) == state_of(page)
    assert state_of(again)["epochs"] == 3
    assert raw(again) == raw(page)
    press(again, "Reset")
    again.wait_for_function("location.hash === ''")


def test_sliders_leave_no_trace_in_the_history(open_page):
    page = open_page()
    before = page.evaluate("history.length")
    for label in ("Learning rate", "Noise", "Batch size"):
        page.widget.get_by_label(label, exact=True).focus()
        for _ in range(12):
            page.keyboard.press("ArrowRight")
    play(page)
    assert address(page) != "#"
    assert soon(page.evaluate, "history.length") == before


HOSTILE = [
    {"hidden": "many", "activation": 3, "dropout": None, "features": "x1", "points": {}, "edits": "all"},
    {"hidden": [10**9], "activation": ["tanh"], "dropout": [0]},
    {"hidden": [4] * 1000, "activation": ["tanh"] * 1000, "dropout": [0] * 1000},
    {"hidden": [4, 2.5], "activation": ["tanh", "tanh"], "dropout": [0, 0]},
    {"hidden": [-1, 2], "dropout": [0, 1], "activation": ["tanh", "constructor"]},
    {"hidden": [3]},
    {"activation": ["relu"]},
    {"dropout": [1, 1]},
    {"features": []},
    {"features": ["x1", "x1"]},
    {"features": ["__proto__"]},
    {"n_samples": 1e9, "n_classes": 1e9, "batch_size": 0, "seed": -1, "epochs": 1e12},
    {"n_samples": "500", "lr": "0.1", "noise": None, "train_share": -1, "momentum": 1},
    {"lr": -1, "l1": -1, "l2": 1e99, "batch_size": 2.5, "train_share": 0},
    {"data": "toString", "loss": "constructor", "optimizer": "hasOwnProperty", "initializer": "valueOf"},
    {"output_activation": "gelu", "links": "both", "discretize": 1, "show_test": "yes", "hide": ["all"]},
    {"data": "plane", "loss": "hinge"},
    {"data": "hills", "loss": "cross_entropy"},
    {"points": [[1, 2]], "edits": [[0, 0, 0]]},
    {"points": [[1e9, 0, 0], [0, 0, 7]], "edits": [[9, 9, 9, 1], [0, 0, 0, 1e300]]},
    {"points": [[0, 0, 0]] * 100_000},
    {"points": [[0, 0, 0.5], ["a", 0, 1]], "edits": [[0.5, 0, 0, 1], [0, 0, -2, 1]]},
    {"preset": "nothing", "unheard": 1, "__proto__": {"lr": 9}, "_code": {}, "_esm": "alert(1)"},
]  # fmt: skip
BROKEN = ["#%", "#playground", "#playground=", "#playground=%7Bno", "#playground=[1]", "#playground=null"]
ENDLESS_NUMBERS = ["NaN", "Infinity", "-Infinity", "1e999"]


def test_a_hostile_address_changes_nothing(open_page):
    page = open_page(n_samples=46)
    start, shown = state_of(page), raw(page)
    texts = [json.dumps(patch) for patch in HOSTILE] + [f'{{"lr":{v}}}' for v in ENDLESS_NUMBERS]
    for hash in [*BROKEN, *(f"#playground={quote(text)}" for text in texts)]:
        page.evaluate("hash => { location.hash = hash }", hash)
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert state_of(page) == start, hash
        assert raw(page) == shown, hash
