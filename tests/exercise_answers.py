"""Answers to the exercises and how they fare: what the tests of questions, releases and mutants share.

Questions run in this process, each answer in a namespace of its own: the cells given to the student, our
answer, then the functions under test, then the cells of tests. Answers lie in ``tests/exercises``:

- ``wrong_answers/<assignment>/<question>.py``: one section each, of functions that replace ours;
  after ``# says:`` stands what the message of the visible tests has to match;
- ``hostile_answers``, ordered the same way: answers that want the points without the work; one that calls
  ``nudge`` stands for as many as ``nudging.py`` beside the chapters has ways to do that;
- ``right_answers/<assignment>.py``: one section a question, right and different from ours.
"""

import ast
import contextlib
import functools
import io
import re
from dataclasses import dataclass
from pathlib import Path

import matplotlib
from cells.inside.answers import after, copy_of
from cells.inside.answers import raised as raised_by

from grading.questions import grade_id, nbgrader, needs_answer, questions, read, visible_and_hidden
from grading.release import sources

matplotlib.use("Agg")

HERE = Path(__file__).parent / "exercises"
SOURCES = sources()
FOOLS = "fools the visible tests"
SECOND = "needs a second process"
WAYS = "nudging"  # the file beside the chapters of hostile answers that belongs to no question

source_of = functools.cache(read)


@functools.cache
def questions_of(source):
    return {question.id: question for question in questions(source_of(source))}


QUESTIONS = [(source, question) for source in SOURCES for question in questions_of(source)]
FUNCTIONS = [(*pair, function) for pair in QUESTIONS for function in questions_of(pair[0])[pair[1]].tests]


def name(value):
    """A short test id."""
    if isinstance(value, Answer):
        return value.title
    return value.parent.name if isinstance(value, Path) else getattr(value, "__name__", str(value))


@dataclass(frozen=True)
class Answer:
    title: str
    code: str

    @property
    def says(self):
        found = re.match(r"# says: (.+)\n", self.code)
        return found and found[1]

    @property
    def functions(self):
        """What it defines."""
        return {step.name for step in ast.parse(self.code).body if isinstance(step, ast.FunctionDef)}


def sections(path):
    """The answers in a file, split where a line begins with ``# %%``."""
    if not path.exists():
        return []
    parts = re.split(r"^# %% (.+)\n", path.read_text(), flags=re.MULTILINE)
    head = parts[0].replace('"""', "\n").partition("\nimport ")  # what all sections import
    imports = head[1].strip() + " " + head[2] if head[1] else ""
    answers = zip(parts[1::2], parts[2::2], strict=True)
    return [Answer(title, code.strip("\n") + "\n" + imports) for title, code in answers]


def answers(kind, source, question):
    """The answers to one question in ``wrong_answers`` or ``hostile_answers``."""
    folder = HERE / kind / source.parent.name
    found = sections(folder / f"{question.replace('-', '_')}.py")
    ways = sections(HERE / kind / f"{WAYS}.py")
    return [
        Answer(f"{answer.title}, by {way.title}", f"{answer.code}\n{way.code}") if way else answer
        for answer in found
        for way in (ways if "nudge(" in answer.code else [None])
    ]


def all_answers(kind):
    return [(*pair, answer) for pair in QUESTIONS for answer in answers(kind, *pair)]


def is_given(cell):
    marks = nbgrader(cell)
    return cell.cell_type == "code" and not needs_answer(cell) and not marks.get("solution")


@functools.cache
def given(source):
    """The namespace after all cells that are given to the student."""
    return after({cell.id: cell.source for cell in filter(is_given, source_of(source).cells)})


def fresh(source):
    """A namespace of its own."""
    return copy_of(given(source))


@functools.cache
def compiled(text, title):
    return compile(text, title, "exec")


@functools.cache
def parts(source, question, function):
    """The visible and the hidden tests of a function, compiled."""
    cell = questions_of(source)[question].tests[function]
    return [
        compiled(text, f"{grade_id(cell)} {kind}")
        for kind, text in zip(("visible", "hidden"), visible_and_hidden(cell), strict=True)
    ]


def grade(source, question, code, ours=True):
    """Function → what its visible and its hidden tests raise for an answer; None where they pass.

    The code replaces functions of our answer, or all of it if ``ours`` is False.
    """
    names, raised = fresh(source), {}
    with contextlib.redirect_stdout(io.StringIO()):
        if ours:
            exec(compiled(questions_of(source)[question].answer.source, question), names)
        exec(compile(code, "answer", "exec"), names)
        for function in questions_of(source)[question].tests:
            raised[function] = [raised_by(part, names) for part in parts(source, question, function)]
    assert raised, f"{question} has no tests"
    return raised


def leaning_on(source, question, functions):
    """These functions and those of our answer that call one of them."""
    tree = ast.parse(questions_of(source)[question].answer.source)
    calls = {
        step.name: {node.id for node in ast.walk(step) if isinstance(node, ast.Name)}
        for step in tree.body
        if isinstance(step, ast.FunctionDef)
    }
    found = set(functions)
    while more := {caller for caller, called in calls.items() if called & found} - found:
        found |= more
    return found
