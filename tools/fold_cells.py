"""What is folded away, in the book, in Colab and in JupyterLab; ``clean_notebooks.py`` writes it.

A code cell with the tag ``fold`` holds plumbing: imports, drawing, checks. Its first line says what it does:
``# @title Draw the four penalties``. A question (``quick_check``, ``predict``, ``prediction_record``) holds
its answer: the book does not show its source at all. From that come, and from nothing else:

=========  =====================================  =================================
where      plumbing                               a question
=========  =====================================  =================================
the book   ``hide-input``, a line with the title  ``remove-input``
Colab      a form with the title                  a form called *Predict*, …
Lab        the source hidden                      the source hidden
=========  =====================================  =================================
"""

from __future__ import annotations

import ast
import re

QUESTIONS = {
    "quick_check": "Quick check",
    "predict": "Predict",
    "prediction_record": "Your predictions",
}
TITLE = re.compile(r"# ?@title (.+)")
DERIVED = {"hide-input", "remove-input"}
PROMPTS = ("code_prompt_show", "code_prompt_hide")


def fold(cell: dict) -> None:
    """Write in place all that the folding of one code cell needs, and take away what it does not need."""
    metadata = cell["metadata"]
    tags = [tag for tag in metadata.get("tags", []) if tag not in DERIVED]
    mystnb = {k: v for k, v in metadata.get("mystnb", {}).items() if k not in PROMPTS}
    question = asked(cell["source"])
    if question and not TITLE.match(cell["source"]):
        cell["source"] = f"# @title {question}\n{cell['source']}"
    if question:
        tags.append("remove-input")
    elif "fold" in tags or "setup" in tags:
        title = title_of(cell)
        tags.append("hide-input")
        mystnb |= dict.fromkeys(PROMPTS, title)
    if "remove-input" in tags or "hide-input" in tags:
        metadata |= {"jupyter": {"source_hidden": True}, "cellView": "form"}
    for name, value in (("tags", tags), ("mystnb", mystnb)):
        metadata.pop(name, None)
        if value:
            metadata[name] = value


def title_of(cell: dict) -> str:
    """What the folded cell does, in its first line."""
    title = TITLE.match(cell["source"])
    if not title:
        raise ValueError(f"cell {cell['id']} is tagged fold: begin it with a line `# @title What it does`")
    return re.sub(r" \(run this cell first\)$", "", title[1].strip())


def asked(source: str) -> str | None:
    """The name of the question that the last line of a cell asks, if it asks one."""
    try:
        body = ast.parse(re.sub(r"(?m)^\s*[%!].*", "", source)).body
    except SyntaxError:  # an exercise's cell may be broken on purpose
        return None
    call = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    name = getattr(getattr(call, "func", None), "id", None)
    return QUESTIONS.get(name)
