"""What runs the cells of a page, in this Python: the same module runs in the browser's."""

import contextlib
import importlib.util
import json
import random
import re
import sys

import pytest
from cells import make
from matplotlib import pyplot


@pytest.fixture
def cells(monkeypatch):
    """The module, connected to a list; ``cells.told`` is what it showed."""
    pyplot.close("all")  # another test's would be shown as this cell's
    place = make.HERE / "python/course_cells"
    for name in ("course_cells.figures", "course_cells"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    spec = importlib.util.spec_from_file_location(
        "course_cells", place / "__init__.py", submodule_search_locations=[str(place)]
    )
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "course_cells", module)
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, getattr(sys, stream))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    spec.loader.exec_module(module)
    module.told = []
    module.connect(lambda kind, text: module.told.append((kind, text)))
    streams, run = (sys.stdout, sys.stderr), module.run

    def run_with_its_streams(source, name):
        # pytest puts its own in their place between a fixture and its test
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            return run(source, name)

    monkeypatch.setattr(module, "run", run_with_its_streams)
    return module


def shown(cells) -> list:
    return [json.loads(text) if kind == "display" else (kind, text) for kind, text in cells.told]


def test_what_is_printed_and_what_comes_last_stand_in_order(cells):
    assert cells.run("print('one')\nprint('two', end='')\n[3]", "1") is None
    assert shown(cells) == [("stdout", "one\n"), ("stdout", "two"), {"text/plain": "[3]"}]


@pytest.mark.parametrize("source", ["x = 3", "3;", "3 ;\n", "None", "", "# nothing"])
def test_a_cell_that_ends_in_no_value_shows_none(cells, source):
    assert cells.run(source, "1") is None
    assert cells.told == []


def test_variables_stay_until_they_are_forgotten(cells):
    cells.run("def double(x):\n    return 2 * x", "1")
    cells.run("double(4)", "2")
    cells.run("import inspect\nprint(inspect.getsource(double))", "3")
    assert shown(cells)[0] == {"text/plain": "8"}
    assert "return 2 * x" in shown(cells)[1][1]
    cells.reset()
    assert json.loads(cells.run("double(4)", "4"))["kind"] == "NameError"


def test_an_error_begins_where_the_reader_wrote(cells):
    cells.run("def divide(x):\n    return 1 / x", "1")
    error = json.loads(cells.run("print('before')\ndivide(0)", "2"))
    assert error["kind"] == "ZeroDivisionError"
    assert error["message"] == "division by zero"
    assert error["traceback"].splitlines() == [
        "Traceback (most recent call last):",
        '  File "<cell 2>", line 2, in <module>',
        "    divide(0)",
        '  File "<cell 1>", line 2, in divide',
        "    return 1 / x",
        "ZeroDivisionError: division by zero",
    ]
    assert shown(cells) == [("stdout", "before\n")]


def test_an_error_that_no_page_could_show_is_cut(cells):
    error = json.loads(cells.run("def f(n):\n    return f(n + 1)\nf(0)", "1"))
    assert error["kind"] == "RecursionError"
    lines = error["traceback"].splitlines()
    assert len(lines) == 1 + 2 * cells.STEPS + 1 + 1
    assert lines[1] == '  File "<cell 1>", line 3, in <module>'
    assert lines[-2] == "    return f(n + 1)"
    assert re.fullmatch(r"  … \d+ more steps …", lines[1 + cells.STEPS])
    error = json.loads(cells.run("raise ValueError('a' + 'b' * 10**6 + 'c')", "2"))
    for text in (error["message"], error["traceback"]):
        assert len(text) < cells.MOST + 300
        assert "characters are left out" in text
        assert text.rstrip().endswith("bc")


def test_an_error_that_cannot_say_what_it_is_is_told_all_the_same(cells):
    error = json.loads(cells.run("class Mine(Exception):\n    def __str__(self): 1 / 0\nraise Mine", "1"))
    assert (error["kind"], error["message"]) == ("Mine", "")
    assert "Mine: <exception str() failed>" in error["traceback"]


def test_a_value_that_no_page_could_show_is_cut(cells):
    cells.run("[0] * 10**6", "1")
    (told,) = shown(cells)
    assert told["text/plain"].startswith("[0, 0, ")
    assert told["text/plain"].endswith("0, 0]")
    assert len(told["text/plain"]) < cells.MOST + 300


def test_an_error_within_a_library_shows_no_line_of_it(cells):
    error = json.loads(cells.run("import json\njson.loads('{')", "1"))
    assert [line for line in error["traceback"].splitlines() if "File" in line] == [
        '  File "<cell 1>", line 2, in <module>'
    ]


def test_a_cell_that_does_not_parse_says_where(cells):
    error = json.loads(cells.run("x = (1,\ny = 2", "7"))
    assert error["kind"] == "SyntaxError"
    assert 'File "<cell 7>", line 1' in error["traceback"]


@pytest.mark.parametrize("source", ["raise SystemExit", "raise KeyboardInterrupt", "raise GeneratorExit"])
def test_no_exception_ends_the_page(cells, source):
    assert json.loads(cells.run(source, "1"))["kind"] == source.split()[1]


def test_a_module_that_is_not_here_is_named(cells):
    assert json.loads(cells.run("import no_such.thing", "1"))["missing"] == "no_such"
    assert "missing" not in json.loads(cells.run("1 / 0", "2"))


def test_a_rich_value_is_shown_as_it_asks(cells):
    cells.run("class Table:\n    def _repr_html_(self):\n        return '<b>1</b>'\nTable()", "1")
    (found,) = shown(cells)
    assert found["text/html"] == "<b>1</b>"
    assert found["text/plain"].startswith("<__main__.Table object")
    cells.told.clear()
    cells.run("Table", "2")  # the class has the method, and is no table
    assert shown(cells) == [{"text/plain": "<class '__main__.Table'>"}]


def test_figures_come_after_the_cell_and_are_closed(cells):
    source = "from matplotlib import pyplot as plt\nplt.plot([1, 2])\nplt.figure()\nprint('drawn');"
    assert cells.run(source, "1") is None
    kinds = [next(iter(each)) if isinstance(each, dict) else each for each in shown(cells)]
    assert kinds == [("stdout", "drawn\n"), "image/svg+xml", "image/svg+xml"]
    cells.told.clear()
    cells.run("x = 1", "2")
    assert cells.told == []


def test_random_numbers_are_others_each_time(cells):
    """A snapshot would give every reader the same ones."""
    random.seed(1)
    cells.connect(cells.told.append)
    first = random.random()
    random.seed(1)
    cells.connect(cells.told.append)
    assert random.random() != first
