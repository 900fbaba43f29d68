"""The tables of a report: a row a student, and columns for questions, functions or tests."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from grading.marks.final import Mark
from grading.marks.items import Item, items

Row = dict[str, Any]
Table = tuple[list[str], list[Row]]


def by_student(marks: list[Mark], name: Callable[[Mark], str]) -> Table:
    """The mark of everybody, and how it comes about."""
    rows = [
        {
            "student": name(mark),
            "status": mark.result["status"],
            "reason": mark.result["reason"],
            "tests": mark.for_tests,
            "reports": mark.for_reports,
            "waiting": len(mark.waiting),
            "submitted": mark.submitted.isoformat() if mark.submitted else "",
            "days_late": mark.days_late,
            "kept": round(mark.kept, 4),
            "points": mark.points,
            "max_points": mark.max_points,
            "sandbox": mark.result.get("sandbox", ""),
        }
        for mark in marks
    ]
    return list(rows[0]) if rows else ["student"], rows


def by_question(marks: list[Mark], name: Callable[[Mark], str]) -> Table:
    return _wide(marks, name, lambda question, test: question["name"])


def by_function(marks: list[Mark], name: Callable[[Mark], str]) -> Table:
    return _wide(marks, name, lambda question, test: f"{question['name']} {test['function']}")


def by_test(marks: list[Mark], name: Callable[[Mark], str]) -> Table:
    """Each cell's visible and hidden part: what was paid, and in words what did not pass."""

    def column(question: dict, test: dict) -> str:
        return f"{test['cell']} {'visible' if test['visible'] else 'hidden'}"

    return _wide(marks, name, column)


def _wide(marks, name, column):
    columns, rows = {}, []
    for mark in marks:
        row = {"student": name(mark)}
        for question in mark.result["questions"]:
            for test in question["tests"]:
                heading = column(question, test)
                columns[heading] = None
                row[heading] = row.get(heading, 0) + test["points"]
        for part in mark.result["manual"]:
            columns[part["cell"]] = None
            row[part["cell"]] = mark.given[part["cell"]].total if part["cell"] in mark.given else ""
        rows.append(row)
    return ["student", *columns], rows


def of_class(marks: list[Mark]) -> list[Item]:
    """The questions of an assignment, from everybody whose notebook was graded."""
    marks = [mark for mark in marks if mark.result["status"] == "graded" and mark.result["questions"]]
    if not marks:
        return []
    first = marks[0].result["questions"]
    names = [question["name"] for question in first]
    points = {mark.student: {q["name"]: q["points"] for q in mark.result["questions"]} for mark in marks}
    table = np.array([[row.get(name, 0.0) for name in names] for row in points.values()])  # (S, Q)
    most = np.array([question["max_points"] for question in first])
    return items(names, [question["title"] for question in first], table, most)


def as_rows(found: list[Item]) -> Table:
    columns = ["question", "title", "max_points", "mean", "difficulty", "discrimination"]
    columns += ["none", "up to 1/3", "up to 2/3", "less than all", "all", "look"]
    rows = [
        {
            "question": item.name,
            "title": item.title,
            "max_points": item.max_points,
            "mean": round(item.mean, 3),
            "difficulty": round(item.difficulty, 3),
            "discrimination": round(item.discrimination, 3) if math.isfinite(item.discrimination) else "",
            **dict(zip(columns[6:11], item.histogram, strict=True)),
            "look": item.word,
        }
        for item in found
    ]
    return columns, rows
