"""The grader as the batch sees it: one pure function, and what its results depend on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.files import sha256

SCHEMA = 1  # of a result


@dataclass(frozen=True)
class Tools:
    grade: Callable[[bytes, Any, Any, int], dict[str, Any]]
    version: str
    read_assignment: Callable[[Path], Any]
    limits: Callable[[], Any]
    fatal: tuple[type[Exception], ...] = ()  # what would happen to every submission

    @staticmethod
    def seconds(limits: Any) -> float:
        """On the clock, for a submission: ten times what it may wait for its CPU time.

        The grader's own limits end what hangs, call by call; this one is for a grader that hangs itself.
        """
        return 10 * limits.submission_seconds * limits.grader_patience

    def failed(self, submission: bytes, assignment: Any, limits: Any, seed: int, error: Exception) -> dict:
        """The result of a submission on which the grader itself failed twice; a person has to look."""
        return {
            "schema": SCHEMA,
            "assignment": assignment.name,
            "submission": sha256(submission),
            "source": assignment.sha256,
            "tool": self.version,
            "limits": limits.sha256,
            "seed": seed,
            "sandbox": limits.grader_sandbox,
            "status": "please look",
            "reason": f"the grader failed twice: {_named(error)}",
            "points": 0.0,
            "max_points": assignment.max_points,
            "questions": [],
            "manual": [],
            "advice": [],
            "errors": [],
            "output": "",
        }


def _named(error):
    died = isinstance(error, BrokenExecutor)
    return "its process died, or did not end in time" if died else type(error).__name__


def tools() -> Tools:
    """The grader with two processes."""
    from grading.assignment import Assignment
    from grading.grade import TOOL, grade
    from grading.limits import Limits
    from grading.sandbox import NoSandbox

    return Tools(grade, TOOL, Assignment.read, Limits.read, (NoSandbox,))
