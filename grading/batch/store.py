"""Results on disk: whole or not there, and good as long as nothing changed that they were computed from."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

from grading.batch.tools import SCHEMA
from grading.course import Course
from grading.files import Refused, as_json, defused, write_whole

KEY = ("submission", "source", "tool", "limits", "seed")  # what a result is a function of


def read(course: Course, assignment: str, student: str) -> dict[str, Any] | None:
    """A student's result; None where there is none, or one that another version has written."""
    path = course.result(assignment, student)
    try:
        result = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise Refused(f"{path} is damaged ({error}): remove it, and grade again") from error
    return result if result.get("schema") == SCHEMA else None


def read_all(course: Course, assignment: str) -> dict[str, dict[str, Any]]:
    """Student → result, in the order of their ids."""
    paths = sorted((course.root / "graded" / assignment).glob("*.json"))
    students = [path.stem for path in paths if not path.name.endswith(".meta.json")]
    found = {student: read(course, assignment, student) for student in students}
    return {student: result for student, result in found.items() if result}


def write(course: Course, assignment: str, student: str, result: dict[str, Any]) -> None:
    write_whole(course.result(assignment, student), as_json(result))


def changed(stored: dict[str, Any] | None, key: dict[str, Any]) -> list[str]:
    """What has changed since a result was computed; nothing if it still holds."""
    return [part for part in KEY if stored is not None and stored.get(part) != key[part]]


def log_regrade(
    course: Course, assignment: str, student: str, old: dict[str, Any], new: dict[str, Any], reason: str
) -> None:
    """One line for every result that took another's place: when, whose, the points before and after, why."""
    path = course.root / "graded" / assignment / "regrades.csv"
    line = {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "student": student,
        "points_before": old["points"],
        "points_after": new["points"],
        "changed": " ".join(changed(old, new)) or "nothing",
        "reason": reason,
    }
    first = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, line)
        if first:
            writer.writeheader()
        writer.writerow({name: defused(value) for name, value in line.items()})


def regrades(course: Course, assignment: str) -> list[dict[str, str]]:
    """The lines of the log."""
    path: Path = course.root / "graded" / assignment / "regrades.csv"
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
