import functools
import re

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import Markdown

from course_lib.show import show_source


@pytest.fixture
def shown(monkeypatch):
    outputs = []
    monkeypatch.setattr("IPython.display.display", outputs.append)

    def show(*args, **kwargs):
        outputs.clear()
        assert show_source(*args, **kwargs) is None
        (output,) = outputs
        assert isinstance(output, Markdown)
        return output.data

    return show


def documented(x):
    """One line.

    A formula, and a page of text.
    """

    # the reason stays
    return x + 1


def bare(x):
    return x


def only_a_docstring():
    """Nothing else."""


def one_liner(): """All on one line."""; return 1  # fmt: skip  # noqa


def inner():
    """Outer text."""

    def g():
        """Inner text, äöü."""
        return '''"""not a docstring"""'''

    return g


class Thing:
    """A thing."""

    size = 1

    def method(self):
        """Do it."""
        return self.size


@functools.lru_cache
def decorated():
    """Text."""
    return "decorated"


def fences():
    return """
```python
x
```
"""


def test_block_holds_the_source(shown):
    assert shown(bare) == "```python\ndef bare(x):\n    return x\n```"


def test_docstring_stays_by_default(shown):
    assert "A formula, and a page" in shown(documented)


def test_docstring_is_cut_and_comments_stay(shown):
    text = shown(documented, docstring=False)
    assert text == "```python\ndef documented(x):\n    # the reason stays\n    return x + 1\n```"


def test_docstrings_of_methods_and_inner_functions_are_cut(shown):
    assert shown(Thing, docstring=False) == (
        "```python\nclass Thing:\n    size = 1\n\n    def method(self):\n        return self.size\n```"
    )
    text = shown(inner, docstring=False)
    assert "Outer" not in text
    assert "Inner" not in text
    assert '"""not a docstring"""' in text


@pytest.mark.parametrize("obj", [only_a_docstring, one_liner])
def test_a_docstring_that_cannot_be_cut_stays(shown, obj):
    assert shown(obj, docstring=False) == shown(obj)


@pytest.mark.parametrize("obj", [documented, inner, Thing, only_a_docstring, one_liner, decorated])
def test_what_is_left_still_compiles(shown, obj):
    text = shown(obj, docstring=False)
    compile(text.removeprefix("```python\n").removesuffix("\n```"), "shown", "exec")


def test_method_is_dedented(shown):
    assert shown(Thing.method, docstring=False) == "```python\ndef method(self):\n    return self.size\n```"


def test_decorator_is_shown(shown):
    assert shown(decorated).startswith("```python\n@functools.lru_cache\ndef decorated")


def test_several_in_one_block_and_in_order(shown):
    text = shown(documented, bare, docstring=False)
    assert text.count("```") == 2
    assert "return x + 1\n\n\ndef bare" in text


def test_a_module(shown):
    from course_lib import show

    assert "def show_source(" in shown(show)
    assert "Show the library" not in shown(show, docstring=False)


def test_fence_is_longer_than_any_inside(shown):
    text = shown(fences)
    assert text.startswith("````python\n")
    assert text.endswith("\n````")


def test_functions_written_in_a_notebook_cell(shown):
    shell = InteractiveShell.instance()
    try:
        shell.run_cell("def from_a_cell():\n    return 42")
        assert "return 42" in shown(shell.user_ns["from_a_cell"])
    finally:
        InteractiveShell.clear_instance()


def from_no_file():
    space = {}
    exec("def orphan(): return 1", space)
    return space["orphan"]


@pytest.mark.parametrize(
    ("obj", "message"),
    [
        (len, "len: it is compiled"),
        (np.exp, "exp.*: it is compiled"),
        (3, "3: it is a value of type int; show its class"),
        (Thing(), "value of type Thing"),
        (int, "int: it is compiled"),
        (from_no_file(), "orphan: its text was not kept"),
    ],
)
def test_objects_without_source(obj, message):
    with pytest.raises(TypeError, match="no source to show for .*" + message):
        show_source(obj)


def test_no_object():
    with pytest.raises(ValueError, match=re.escape("at least one function")):
        show_source()
