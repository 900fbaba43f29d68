"""What is tried with the exercises in a page's Python: right answers, stubs and wrong ones."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from exercise_answers import HERE, answers, is_given, questions_of, sections, source_of

from grading.questions import grade_id, visible_and_hidden
from grading.release import generate

HIDDEN = " (hidden)"
KNOWN = json.loads(Path(__file__).with_name("known_differences.json").read_text(encoding="utf-8"))


@dataclass
class Case:
    """An answer, its tests, and what they have to say: a pattern, or None where they pass."""

    title: str
    answers: list[str]
    tests: list[str]
    says: str | None


def tests_of(source) -> dict[str, str]:
    """Question/function → its visible tests; with ``(hidden)`` what instructors add."""
    found = {}
    for question, parts in questions_of(source).items():
        for function, cell in parts.tests.items():
            name = f"{question}/{function}"
            found[name], found[name + HIDDEN] = visible_and_hidden(cell)
    return found


def cases_of(source, most: int | None = None) -> list[Case]:
    """All of them; of the wrong answers to a question the first ``most``."""
    stubs = {grade_id(cell): cell.source for cell in generate(source).cells}
    others = {
        answer.title: answer.code for answer in sections(HERE / f"right_answers/{source.parent.name}.py")
    }
    found = []
    for question, parts in questions_of(source).items():
        ours, visible = parts.answer.source, [f"{question}/{function}" for function in parts.tests]
        every = [test for name in visible for test in (name, name + HIDDEN)]
        every = [test for test in every if f"{source.parent.name}/{test}" not in KNOWN["hidden tests"]]
        found.append(Case(f"{question}: the solution", [ours], every, None))
        found.append(Case(f"{question}: another right answer", [others[question]], visible, None))
        found.append(Case(f"{question}: the stub", [stubs[question]], visible, "^NotImplementedError"))
        wrong = [answer for answer in answers("wrong_answers", source, question) if answer.says]
        for answer in wrong[:most]:
            put_to = [name for name in visible if name.rpartition("/")[2] in answer.functions]
            found.append(Case(f"{question}: {answer.title}", [ours, answer.code], put_to, answer.says))
    return found


def task_of(source, cases: list[Case]) -> dict:
    """As `cells.inside.answers.fare` takes it."""
    given = {cell.id: cell.source for cell in source_of(source).cells if is_given(cell)}
    told = [{"answers": case.answers, "tests": case.tests} for case in cases]
    return {"given": given, "tests": tests_of(source), "cases": told}


def faults(case: Case, outcome: dict[str, str | None]) -> list[str]:
    """What is wrong with how it fared."""
    errors = [error for error in outcome.values() if error]
    if case.says is None:
        return errors
    if case.title.endswith("the stub"):
        return [name for name, error in outcome.items() if not re.search(case.says, error or "")]
    return [] if any(re.search(case.says, error) for error in errors) else [f"says {errors or 'nothing'}"]
