"""Everything that could go wrong with a question or leak into its student copy, each in a sentence.

nbgrader itself stops at an id given twice, a marker without its end and a solution in a cell of text.
"""

from __future__ import annotations

import ast
import base64
import builtins
import json
import re
from collections.abc import Iterator

import numpy as np
from nbformat import NotebookNode

from grading.questions import (
    FUNCTIONS,
    REGION,
    TESTS,
    code_only,
    grade_id,
    is_answer,
    is_report,
    is_tests,
    nbgrader,
    parse,
    questions,
    visible_and_hidden,
    where,
)

COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
MARKERS = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)")
STUB = "raise NotImplementedError()"
# what no student takes for a helper's name; all else that a test needs has a name with an underscore
KEPT = {"np", "expect", "by_hand"}
SHADOWED = set(np.__all__) & set(dir(builtins))  # after ``from numpy import *``


def faults(source: NotebookNode, copy: NotebookNode) -> list[str]:
    """What is wrong with a source notebook and with its student copy; each begins with the cell's name."""
    unreadable = list(_unreadable(source))
    return unreadable or [*_question_faults(source), *_leaks(source, copy)]


def _unreadable(source):
    for cell in source.cells:
        if cell.cell_type == "code":
            try:
                parse(cell.source)
            except SyntaxError as error:
                yield f"{where(cell)}: line {error.lineno} is no Python: {error.msg}"


# the source


def _question_faults(source):
    place = {grade_id(cell): number for number, cell in enumerate(source.cells)}
    known = questions(source)
    code = [parse(cell.source) for cell in source.cells if cell.cell_type == "code" and not is_tests(cell)]
    handed_out = {name for tree in code for name in _taken(tree)}
    changeable = (handed_out | SHADOWED) - KEPT
    for question in known:
        written = [step.name for step in parse(question.answer.source).body if isinstance(step, FUNCTIONS)]
        for name in written:
            if name not in question.tests:
                yield f"{question.id}: {name} has no cell of tests, {question.id}{TESTS}{name}"
        for name, cell in question.tests.items():
            if name not in written:
                yield f"{where(cell)}: the answer cell {question.id} has no function {name}"
            if place[grade_id(cell)] < place[question.id]:
                yield f"{where(cell)}: it stands above its answer cell {question.id}"
            yield from _test_faults(cell, name)
            nodes = list(ast.walk(parse(cell.source)))
            local = {node.arg for node in nodes if isinstance(node, ast.arg)}
            named = [node for node in nodes if isinstance(node, ast.Name)]
            local |= {node.id for node in named if isinstance(node.ctx, ast.Store)}
            called = {node.id for node in named} - local
            for other in sorted(called & changeable - {name}):
                yield f"{where(cell)}: it leans on {other}, which a student may have changed"
    ours = {where(cell) for question in known for cell in question.tests.values()}
    for cell in source.cells:
        if is_tests(cell) and where(cell) not in ours:
            yield f"{where(cell)}: these tests belong to no question"
        if (is_tests(cell) or is_report(cell)) and not nbgrader(cell).get("points", 0) > 0:
            yield f"{where(cell)}: it is worth no points"
        if "raises-exception" in cell.metadata.get("tags", []):
            yield f"{where(cell)}: the release sets the tag raises-exception; here it would hide an error"


def _test_faults(cell, name):
    for kind, text in zip(("visible", "hidden"), visible_and_hidden(cell), strict=True):
        if not re.search(r"\b(assert|expect)\b", code_only(text)):
            yield f"{where(cell)}: it has no {kind} tests"
    if not re.search(rf"\bby_hand\({name}[,)]", visible_and_hidden(cell)[0]):
        yield f"{where(cell)}: the visible tests do not call by_hand({name})"
    if code_only(cell.source.rpartition("END HIDDEN TESTS")[2]).strip():
        yield f"{where(cell)}: a test stands below the hidden ones, where every student reads it"
    if not nbgrader(cell).get("locked"):
        yield f"{where(cell)}: students can change these tests, because the cell is not locked"
    for taken in sorted(set(_taken(parse(cell.source)))):
        yield f"{where(cell)}: a student's {taken} would be overwritten: call it _{taken}"


def _taken(tree: ast.AST) -> Iterator[str]:
    """The names that a cell gives to the notebook and that a student's helper might have."""
    for node in ast.iter_child_nodes(tree):
        scope = isinstance(node, FUNCTIONS | ast.ClassDef)
        name = node.name if scope else node.id if isinstance(node, ast.Name) else ""
        if (scope or isinstance(getattr(node, "ctx", None), ast.Store)) and name and name[0] != "_":
            yield name
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)
        if not scope and not isinstance(node, ast.Lambda | COMPREHENSIONS):
            yield from _taken(node)


# the student copy


def _leaks(source, copy):
    secrets = _secrets(source)
    if MARKERS.search(json.dumps(copy.metadata)) or any(_tight(json.dumps(copy.metadata), secrets)):
        yield "the notebook's metadata: a marker or a line of a solution is left"
    for cell in copy.cells:
        text, hidden_text = cell.source, _out_of_sight(cell)
        if MARKERS.search(text + hidden_text):
            yield f"{where(cell)}: a marker is left"
        if "broken-code" in cell.metadata.get("tags", []):  # what is to be repaired shares lines with it
            text = ""
        for place, part in (("", text), (" in its metadata or attachments", hidden_text)):
            for line, home in _tight(part, secrets):
                yield f"{where(cell)}: a line of {home} is left{place}: {line}"
        if cell.get("outputs"):
            yield f"{where(cell)}: an output is left"
        if cell.cell_type == "code" and not nbgrader(cell).get("locked"):
            yield from (f"{where(cell)}: {name}" for name in _unfinished(cell))


def _secrets(source) -> dict[str, tuple[str, str]]:
    """Every line inside markers that says something: without its spaces → as it stands, and its cell."""
    secrets = {}
    for cell in source.cells:
        for _, region in REGION.findall(cell.source):
            for line in map(str.strip, region.splitlines()):
                if len(re.sub(r"\W", "", line)) >= 8:
                    secrets.setdefault(_squeezed(line), (line, where(cell)))
    return secrets


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _tight(text: str, secrets: dict) -> Iterator[tuple[str, str]]:
    """The secret lines in a text, however they are spaced or broken."""
    text = _squeezed(text)
    return (told for line, told in secrets.items() if line in text)


def _out_of_sight(cell) -> str:
    """What a cell carries beside its source: metadata and attachments, decoded."""
    parts = [cell.metadata]
    for bundle in cell.get("attachments", {}).values():
        for kind, data in bundle.items():
            data = "".join(data)
            parts.append(data)
            if not kind.startswith("text/"):
                parts.append(base64.b64decode(data + "==").decode("utf-8", "ignore"))
    return json.dumps(parts, ensure_ascii=False).replace('\\"', '"').replace("\\n", "\n")


def _unfinished(cell) -> Iterator[str]:
    """What stands in a cell of the student that is neither a stub nor an import."""
    tree = parse(cell.source)
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if [ast.unparse(step) for step in body] != [STUB]:
                yield f"{node.name} is not a stub"
        elif isinstance(node, ast.Lambda):
            yield f"a lambda is not a stub: {ast.unparse(node)}"
    for step in tree.body if is_answer(cell) else ():
        if not isinstance(step, FUNCTIONS | ast.Import | ast.ImportFrom) and ast.unparse(step) != STUB:
            yield f"it stands outside the markers: {ast.unparse(step)[:60]}"
