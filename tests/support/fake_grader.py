"""A grader that does what the submission says, for tests of everything around the real one."""

import hashlib
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from grading.batch.tools import Tools

TOOL = "fake 1"


@dataclass(frozen=True)
class FakeLimits:
    submission_seconds: float = 0.1
    grader_patience: float = 1
    grader_sandbox: str = "bubblewrap"

    @property
    def sha256(self):
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True)
class FakeAssignment:
    name: str
    sha256: str
    max_points: float = 20.0
    questions: dict = field(default_factory=dict)

    @classmethod
    def read(cls, path):
        return cls(path.parent.name, hashlib.sha256(path.read_bytes()).hexdigest())


def points_of(text):
    """Between 0 and 17, from the text alone."""
    return float(hashlib.sha256(text.encode()).digest()[0] % 18)


def grade(submission, assignment, limits, seed):
    """``die``, ``raise`` and ``hang`` happen, once if a file's name follows; anything else has points."""
    text = submission.decode()
    words = text.split()
    word, once = words[0], Path(words[1]) if len(words) > 1 else None
    if word == "count":
        with once.open("a") as file:
            file.write("x")
    elif once is None or not once.exists():
        if once:
            once.touch()
        if word == "die":
            os._exit(9)
        if word == "raise":
            raise ZeroDivisionError
        if word == "hang":
            time.sleep(60)
    status = "please look" if word == "look" else "unreadable" if word == "torn" else "graded"
    return result(text, assignment, limits, seed, status=status)


def result(text, assignment, limits, seed, **more):
    return {
        "schema": 1,
        "assignment": assignment.name,
        "submission": hashlib.sha256(text.encode()).hexdigest(),
        "source": assignment.sha256,
        "tool": TOOL,
        "limits": limits.sha256,
        "seed": seed,
        "status": "graded",
        "reason": "",
        "points": points_of(text),
        "max_points": 17.0,
        "questions": [],
        "manual": [],
        "advice": [],
        "errors": [],
        "output": "",
        "sandbox": limits.grader_sandbox,
        **more,
    }


def tools():
    return Tools(grade, TOOL, FakeAssignment.read, FakeLimits)
