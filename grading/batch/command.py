"""Grade what was imported, in processes side by side: one result a student, and none computed twice.

    python -m grading grade ASSIGNMENT [--student S] [--workers N | --scheduler ADDRESS] [--dry-run]

A result is a function of the submission, the source, the tool, the limits and the seed, and is kept under
their hashes. So a run that was stopped goes on where it was, and a second one changes no byte.
"""

from __future__ import annotations

import argparse
import functools
import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grading import course as courses
from grading import variants
from grading.batch import pools, store
from grading.batch.tools import tools
from grading.files import Refused, sha256
from grading.intake import roster
from grading.progress import bar, say
from grading.questions import read as read_notebook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    courses.add_arguments(parser)
    parser.add_argument("--student", help="grade this one alone")
    parser.add_argument("--again", action="store_true", help="grade also what is graded already")
    parser.add_argument("--reason", help="why results change; it stands in the log of regrades")
    parser.add_argument("--seed", type=Path, metavar="SALT", help="the file with the salt of the variants")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (all cores)")
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="a Dask scheduler, such as tcp://10.0.0.5:8786"
    )
    parser.add_argument(
        "--trust-submissions", action="store_true", help="no sandbox: for code that you would run yourself"
    )


def run(given: argparse.Namespace) -> int:
    """Grade; 1 if a person has to look at one of the results."""
    grader = tools()
    course, source = courses.read(given.course), courses.source_of(given)
    limits = grader.limits()
    if given.trust_submissions:
        limits = replace(limits, grader_sandbox="trust")
    assignment = functools.cache(functools.partial(_assignment, source, grader))
    salt = _salt(given, source)

    jobs, status = {}, Counter()
    for student, path in _submissions(given, course, source.name).items():
        seed = variants.seed_of(student, given.assignment, salt) if salt else 0
        stored = store.read(course, given.assignment, student)
        key = {
            "submission": sha256(path.read_bytes()),
            "source": assignment(seed).sha256,
            "tool": grader.version,
            "limits": limits.sha256,
            "seed": seed,
        }
        changed = store.changed(stored, key)
        if stored and not changed and not given.again:
            status[stored["status"]] += 1
        else:
            jobs[student] = Job(path, assignment(seed), limits, seed, stored, changed)
    _say_what_is_new(given, jobs, status)
    if not given.dry_run:
        for student, result in _results(given, grader, jobs, limits):
            _keep(given, course, student, jobs[student].stored, result)
            status[result["status"]] += 1
        print(", ".join(f"{count} {name}" for name, count in sorted(status.items())))
    return int(bool(set(status) - {"graded"}))


@dataclass(frozen=True)
class Job:
    """What a result is a function of, and the result that it would replace."""

    path: Path
    assignment: Any
    limits: Any
    seed: int
    stored: dict[str, Any] | None
    changed: list[str]

    @property
    def given(self) -> tuple:
        return self.path.read_bytes(), self.assignment, self.limits, self.seed


def _results(given, grader, jobs, limits):
    """(student, result) as they are ready; what failed twice has one that says so."""
    call = functools.partial(pools.in_time, grader.seconds(limits), grader.grade)
    workers = max(1, min(given.workers, len(jobs)))
    pool = functools.partial(pools.processes, workers)
    if given.scheduler:
        pool = functools.partial(pools.dask, given.scheduler)
    calls = ((student, job.given) for student, job in jobs.items())
    try:
        for student, result in bar(pools.each(calls, call, pool, grader.fatal), "grade", len(jobs)):
            failed = isinstance(result, Exception)
            yield student, grader.failed(*jobs[student].given, result) if failed else result
    except grader.fatal as error:
        raise Refused(f"nothing can be graded here: {error}") from error


def _keep(given, course, student, stored, result):
    if stored and stored != result:
        reason = given.reason or "handed in anew"
        store.log_regrade(course, given.assignment, student, stored, result, reason)
    store.write(course, given.assignment, student, result)
    if result["status"] != "graded":
        say(f"{student}: {result['status']}: {result['reason']}", wrong=True)


def _assignment(source, grader, seed):
    """What is graded; for a student's own variant, the notebook as that student was asked."""
    with variants.drawn(source, seed) as asked:
        return grader.read_assignment(asked)


def _salt(given, source):
    if not variants.varies(read_notebook(source)):
        return None
    if not (given.seed and given.seed.exists()):
        raise Refused(f"{source.name} has variants: --seed SALT, the file with which they were released")
    return variants.salt_in(given.seed)


def _submissions(given, course, notebook):
    """Student → notebook; nobody who is not in the roster, and no folder without the notebook."""
    found = courses.students(course, given.assignment, notebook)
    folders = {path.parts[-2] for path in (course.root / "submitted").glob(f"*/{given.assignment}/")}
    wrong = [f"{student}: there is no {notebook}" for student in sorted(folders - set(found))]
    listed = course.root / "roster.csv"
    if listed.exists():
        known = {person.student for person in roster.read(listed)}
        wrong += [f"{student}: not in the roster" for student in found if student not in known]
    if wrong:
        raise Refused("nothing was graded:\n  " + "\n  ".join(wrong))
    if not found:
        raise Refused(f"nothing of {given.assignment} was handed in to {course.root}: import first")
    if given.student and given.student not in found:
        raise Refused(f"{given.student} has handed in nothing: {', '.join(found)}")
    return {given.student: found[given.student]} if given.student else found


def _say_what_is_new(given, jobs, status):
    """What will be graded; results that change although the submission did not want a reason."""
    print(f"{len(jobs)} to grade, {status.total()} graded already")
    unasked = [job for job in jobs.values() if job.stored and "submission" not in job.changed]
    if unasked and not given.reason:
        parts = sorted({part for job in unasked for part in job.changed}) or ["nothing"]
        raise Refused(
            f"{len(unasked)} results take another's place, though the same was handed in (changed: "
            f"{', '.join(parts)}): say --reason TEXT, for the log of regrades"
        )
