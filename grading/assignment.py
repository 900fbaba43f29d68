"""An assignment as the grader needs it: given cells, tests and points, from our source notebook."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from grading import questions as marks
from grading.questions import grade_id, is_answer, is_report, is_tests, nbgrader, needs_answer, where

TITLE = "# @title Course setup"


@dataclass(frozen=True)
class Given:
    """A code cell that the student was given, to be run as it is."""

    cell: str
    source: str


@dataclass(frozen=True)
class Test:
    """A cell of tests: its two parts, and what it is worth."""

    cell: str
    grade_id: str
    question: str
    function: str
    title: str
    points: float
    visible: str
    hidden: str


@dataclass(frozen=True)
class Manual:
    """A text that a person grades."""

    cell: str
    grade_id: str
    title: str
    max_points: float


@dataclass(frozen=True)
class Assignment:
    """What one source notebook asks for.

    Attributes
    ----------
    sha256 : str
        Of the source notebook's bytes.
    questions : dict of str to str
        Name → title, in order.
    experiments : frozenset of str
        Names of the cells that nobody grades.
    looks : tuple of str
        Given cells that call a student's function; they are run for the eye alone.
    libraries : tuple of str
        What the sandbox offers beside NumPy, from the notebook's metadata ``{"grading": {"libraries": []}}``.
    """

    name: str
    sha256: str
    given: tuple[Given, ...]
    looks: tuple[str, ...]
    tests: tuple[Test, ...]
    manual: tuple[Manual, ...]
    questions: dict[str, str]
    experiments: frozenset[str] = frozenset()
    libraries: tuple[str, ...] = ()
    arguments: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def functions(self) -> list[str]:
        """What students write."""
        return [test.function for test in self.tests]

    @cached_property
    def keys(self) -> tuple[dict[str, int], dict[str, int], set[str]]:
        """Given cells and visible tests → their numbers, and the looks; by what ``normal`` makes of them."""
        given = {normal(part.source): place for place, part in enumerate(self.given)}
        tests = {normal(test.visible): place for place, test in enumerate(self.tests)}
        return given, tests, {normal(source) for source in self.looks}

    @property
    def max_points(self) -> float:
        return sum(part.points for part in self.tests) + sum(part.max_points for part in self.manual)

    @classmethod
    def read(cls, path: Path) -> Assignment:
        """The assignment in a source notebook ``<name>/<notebook>.ipynb``.

        Raises
        ------
        ValueError
            If it holds no tests.
        """
        path = Path(path)
        source = marks.read(path)
        titles = _titles(source)
        asked = marks.questions(source)
        tests = [
            Test(
                cell.get("id", grade_id(cell)),
                grade_id(cell),
                question.id,
                function,
                titles[grade_id(cell)],
                float(nbgrader(cell)["points"]),
                *marks.visible_and_hidden(cell),
            )
            for question in asked
            for function, cell in question.tests.items()
        ]
        if not tests:
            raise ValueError(f"{path} holds no tests: is it a source notebook, and no student copy?")
        code = [cell for cell in source.cells if cell.cell_type == "code" and not is_tests(cell)]
        return cls(
            name=path.parent.name,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            given=tuple(Given(where(c), c.source) for c in code if not needs_answer(c) and not is_answer(c)),
            looks=tuple(c.source for c in code if needs_answer(c) and not nbgrader(c).get("solution")),
            tests=tuple(tests),
            manual=tuple(
                Manual(c.get("id", ""), grade_id(c), titles[grade_id(c)], float(nbgrader(c)["points"]))
                for c in source.cells
                if is_report(c)
            ),
            questions={question.id: titles[question.id] for question in asked},
            experiments=frozenset(
                name
                for c in code
                if grade_id(c).endswith(marks.EXPERIMENT)
                for name in (grade_id(c), c.get("id", ""))
            ),
            libraries=tuple(source.metadata.get("grading", {}).get("libraries", ())),
            arguments=_arguments(asked),
        )


def _titles(source) -> dict[str, str]:
    """Name of a cell → the last heading above it, without number and points."""
    titles, title = {}, ""
    for cell in source.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            title = cell.source.partition("\n")[0][3:]
            title = marks.re.sub(r"^\d+\.\s*|\s*\(\d+ points?\)\s*$", "", title)
        titles[grade_id(cell)] = title
    return titles


def _arguments(asked) -> dict[str, tuple[str, ...]]:
    """Function → names of its arguments, to find it again under another name."""
    return {
        step.name: tuple(arg.arg for arg in step.args.args)
        for question in asked
        for step in marks.parse(question.answer.source).body
        if isinstance(step, marks.FUNCTIONS)
    }


def normal(source: str) -> str:
    """By which a cell is known again: its text without spaces at ends of lines and empty lines around it."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
