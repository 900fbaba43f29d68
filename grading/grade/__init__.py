"""One submission → one result, the same bytes every time."""

from __future__ import annotations

import atexit
import hashlib
import os

from grading.assignment import Assignment
from grading.grade.bench import Bench
from grading.limits import Limits

__all__ = ["TOOL", "close", "grade"]

TOOL = "1"
SIGKILL, SIGXCPU = 9, 24
TRIES = 40  # of a tester that dies; each loses a test
NOT_RUN = {"passed": False, "message": "", "ended": ""}
TOO_MUCH = "what came back was too much for the tests"

_benches: dict[tuple, Bench] = {}


def grade(submission: bytes, assignment: Assignment, limits: Limits, seed: int = 0) -> dict:
    """Grade one notebook in the sandbox.

    Parameters
    ----------
    submission : bytes
        The notebook as it was handed in; anything.
    seed : int
        Of the random numbers that a submission draws without a generator.

    Returns
    -------
    dict
        Status, points, questions with their tests, errors of the student's cells, advice and output. What no
        process could finish has the status ``please look``.

    Raises
    ------
    NoSandbox
        If submissions cannot be run safely here, with the fix.
    """
    told = {"errors": {}, "advice": [], "out": [], "answers": {}, "tests": {}, "look": [], "unreadable": ""}
    job = {"first": 0, "spent": 0.0, "passed": [], "ended": [], "dead": []}
    for _ in range(TRIES):
        bench = _bench(assignment, limits, seed)
        told["mode"] = bench.mode
        try:
            if _once(bench, job, submission, told):
                break
        except EOFError:
            close()
    else:
        told["look"].append("the tests could not be run to their end")
    return _result(submission, assignment, limits, seed, told)


def close() -> None:
    """End the warm processes; the next submission starts them anew."""
    while _benches:
        _benches.popitem()[1].close()


atexit.register(close)


def _bench(assignment, limits, seed):
    """One at a time stays warm: a class is graded assignment by assignment. A fork starts its own."""
    key = os.getpid(), assignment.sha256, limits.sha256, seed
    if key not in _benches:
        if any(other[0] != key[0] for other in _benches):
            _benches.clear()  # they belong to the process that was forked
        close()
        _benches[key] = Bench(assignment, limits, seed)
    return _benches[key]


def _once(bench, job, submission, told) -> bool:
    """Follow a run; ``job`` is where the next one would go on. Whether it came to its end."""
    done, begun = False, None
    for event in bench.events(job, submission):
        match event:
            case {"step": int(step), "test": int(number), "hidden": hidden}:
                told["tests"][number, hidden], begun, job["first"] = event, None, step + 1
                for key in ("passed", "ended"):
                    job[key] += [[number, hidden]] if event[key] else []
            case {"step": int(step), "begins": test}:
                job["first"], begun = step, test
            case {"dead": int(step)}:
                job["dead"].append(step)
            case {"spent": spent}:
                job["spent"] = spent
            case {"error": [number, text]}:
                told["errors"][number] = text
            case {"advice": text}:
                told["advice"].append(text)
            case {"out": text}:
                told["out"].append(text)
            case {"answer": [cell, text]}:
                told["answers"][cell] = text
            case {"unreadable": reason}:
                told["unreadable"] = reason
                done = True
            case {"done": True}:
                done = True
            case {"end": signal} if not done and begun is not None:
                ended = "time" if signal in (SIGKILL, SIGXCPU) else "died"
                message = "" if begun[1] else TOO_MUCH
                told["tests"][tuple(begun)] = {"passed": False, "message": message, "ended": ended}
                job["ended"].append(begun)
                job["first"] += 1
    return done


def _result(submission, assignment, limits, seed, told) -> dict:
    questions = [_question(name, title, assignment, told) for name, title in assignment.questions.items()]
    walls = [test for test in told["tests"].values() if test["ended"] == "wall"]
    reasons = [*told["look"], *(["the clock on the wall ended a call, twice"] if walls else [])]
    status = "unreadable" if told["unreadable"] else "please look" if reasons else "graded"
    manual = [
        {
            "cell": m.cell,
            "title": m.title,
            "max_points": m.max_points,
            "answer": told["answers"].get(m.cell, ""),
        }
        for m in assignment.manual
    ]
    return {
        "schema": 1,
        "assignment": assignment.name,
        "submission": hashlib.sha256(submission).hexdigest(),
        "source": assignment.sha256,
        "tool": TOOL,
        "limits": limits.sha256,
        "seed": seed,
        "sandbox": told["mode"],
        "status": status,
        "reason": told["unreadable"] or "; ".join(reasons),
        "points": sum(question["points"] for question in questions),
        "max_points": assignment.max_points,
        "questions": questions,
        "manual": manual,
        "advice": sorted(set(told["advice"])),
        "errors": [{"cell": number, "error": told["errors"][number]} for number in sorted(told["errors"])],
        "output": "".join(told["out"]),
    }


def _question(name, title, assignment, told) -> dict:
    tests = []
    for number, test in enumerate(assignment.tests):
        if test.question == name:
            tests += _pair(test, [told["tests"].get((number, hidden), NOT_RUN) for hidden in (False, True)])
    return {
        "name": name,
        "title": title,
        "points": sum(test["points"] for test in tests),
        "max_points": sum(test["max_points"] for test in tests),
        "tests": tests,
    }


def _pair(test, came) -> list[dict]:
    """The visible and the hidden part of a cell of tests: half of the points each, paid only together."""
    half = test.points / 2
    paid = half if all(part["passed"] for part in came) else 0.0
    return [
        {
            "cell": test.cell,
            "function": test.function,
            "title": f"{test.title}: {test.function}",
            "visible": visible,
            "points": paid,
            "max_points": half,
            "passed": part["passed"],
            "message": part["message"],
            "ended": {"wall": "time"}.get(part["ended"], part["ended"]),
        }
        for visible, part in zip((True, False), came, strict=True)
    ]
