"""Show the library's own source in a notebook, so that no lesson keeps a copy of it."""

import ast
import inspect
import re
import textwrap

__all__ = ["show_source"]


def show_source(*objects, docstring: bool = True) -> None:
    """Show the source of functions, classes or modules as one highlighted code block.

    The block is Markdown, which the book, JupyterLab, Colab and GitHub all highlight in their own colors.

    Parameters
    ----------
    *objects : functions, methods, classes or modules
        Shown in the order given, as in a file.
    docstring : bool
        False leaves the docstrings out: ten lines of formula should not hide under a page of text.

    Raises
    ------
    ValueError
        If no object is given.
    TypeError
        If an object has no Python source: a compiled function, or a value instead of a function.

    Examples
    --------
    >>> from course_lib.seeds import seed_all
    >>> show_source(seed_all, docstring=False)  # doctest: +SKIP
    """
    from IPython.display import Markdown, display

    if not objects:
        raise ValueError("show_source needs at least one function, class or module")
    blocks = [_source(obj) for obj in objects]
    if not docstring:
        blocks = [_without_docstrings(block) for block in blocks]
    display(Markdown(_fenced("\n\n\n".join(block.strip("\n") for block in blocks))))


def _source(obj):
    try:
        return textwrap.dedent(inspect.getsource(obj))
    except (TypeError, OSError) as error:
        name = getattr(obj, "__qualname__", repr(obj))
        if isinstance(error, OSError):
            reason = "its text was not kept: define it in a file or in a notebook cell"
        elif inspect.isclass(obj) or inspect.isroutine(obj) or type(obj).__name__ == "ufunc":
            reason = "it is compiled, so there is no Python text"
        else:
            reason = f"it is a value of type {type(obj).__name__}; show its class or function instead"
        raise TypeError(f"no source to show for {name}: {reason}") from error


def _without_docstrings(source):
    """Delete the lines of every docstring; comments and layout stay as they are."""
    lines = source.splitlines()
    drop = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        # a body of nothing but its docstring keeps it: without it the code would not parse
        if ast.get_docstring(node) is None or len(node.body) == 1:
            continue
        doc, following = node.body[0], node.body[1]
        header = getattr(node, "name", None) and node.lineno == doc.lineno
        if header or following.lineno == doc.end_lineno:
            continue  # shares a line with code
        drop.update(range(doc.lineno, doc.end_lineno + 1))
        if not lines[doc.end_lineno].strip():  # the blank line below
            drop.add(doc.end_lineno + 1)
    return "\n".join(line for number, line in enumerate(lines, start=1) if number not in drop)


def _fenced(source):
    longest = max((len(run) for run in re.findall("`+", source)), default=0)
    fence = "`" * max(3, longest + 1)  # a fence inside the source must not close ours
    return f"{fence}python\n{source}\n{fence}"
