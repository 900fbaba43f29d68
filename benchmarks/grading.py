"""What grading one honest submission costs, beside nbgrader's autograder.

    PYTHONPATH=.:tests python -P benchmarks/grading.py [ASSIGNMENT …]      default: all

Seconds of CPU time, ours on all sides summed: the caller, the tests, the sandbox's parent and the clones.
Both graders are warm: ours has graded one submission before, and of nbgrader's the time for one submission is
taken off that for several. They take turns, so that a busy machine meets both; read the ratio. Ours stay on
one core, as each worker does; nbgrader has all. *One process*
is what tests and answers cost by themselves: no grader of two processes can be far below it. *With torch* is
the first assignment again, in a sandbox that has torch.
"""

import dataclasses
import functools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import exercise_answers
from support.submissions import dumps, honest

from grading.assignment import Assignment
from grading.batch.pools import stay_on_core
from grading.grade.bench import Bench
from grading.limits import Limits
from grading.release import sources

ROUNDS, MORE = 2, 3
CORES = os.sched_getaffinity(0)
GOAL, TIMES = 0.1, 20  # seconds of CPU time, and how much less than nbgrader's


def ours(bench, submission) -> float:
    """CPU seconds of one submission."""
    began, spent = time.process_time(), 0.0
    job = {"first": 0, "spent": 0.0, "passed": [], "ended": [], "dead": []}
    for event in bench.events(job, submission):
        spent = event.get("spent", spent)
        tester = event.get("cpu", 0.0)
    return spent + tester + time.process_time() - began


def theirs(source, submission, students) -> float:
    """CPU seconds of nbgrader's autograder for so many students."""
    with tempfile.TemporaryDirectory() as root:
        folders = [Path(root) / "source" / source.parent.name]
        folders += [Path(root) / "submitted" / f"s{n}" / source.parent.name for n in range(students)]
        for folder in folders:
            folder.mkdir(parents=True)
            (folder / source.name).write_bytes(
                submission if "submitted" in folder.parts else source.read_bytes()
            )
        nbgrader = [sys.executable, "-m", "nbgrader"]
        everywhere = functools.partial(os.sched_setaffinity, 0, CORES)
        quiet = {"cwd": root, "check": True, "capture_output": True, "preexec_fn": everywhere}
        subprocess.run([*nbgrader, "generate_assignment", source.parent.name, "--create"], **quiet)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*nbgrader, "autograde", source.parent.name, "--create"], **quiet)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_process(source) -> float:
    """CPU seconds of tests and answers alone, unwatched."""
    exercise_answers.given(source)["by_hand"] = lambda function, **_: function
    began = time.process_time()
    for question in exercise_answers.questions_of(source):
        exercise_answers.grade(source, question, "")
    return time.process_time() - began


def with_torch(source) -> float:
    """CPU seconds of one submission where the assignment allows torch."""
    assignment = dataclasses.replace(Assignment.read(source), libraries=("torch",))
    bench, submission = Bench(assignment, Limits.read(), 0), dumps(honest(source))
    seconds = [ours(bench, submission) for _ in range(6)]
    bench.close()
    return statistics.median(seconds[1:])


def compare(source) -> None:
    name, submission = source.parent.name, dumps(honest(source))
    bench = Bench(Assignment.read(source), Limits.read(), 0)
    ours(bench, submission)
    one_process(source)
    rounds = []
    for _ in range(ROUNDS):
        one = statistics.median(ours(bench, submission) for _ in range(5))
        few = [theirs(source, submission, students) for students in (1, 1 + MORE)]
        alone = statistics.median(one_process(source) for _ in range(5))
        rounds.append((one, (few[1] - few[0]) / MORE, alone))
        print("ours {:.3f} s, nbgrader {:.2f} s, one process {:.3f} s".format(*rounds[-1]), flush=True)
    bench.close()
    mine, other, alone = (statistics.median(column) for column in zip(*rounds, strict=True))
    told = {"ours": round(mine, 3), "nbgrader": round(other, 2), "one process": round(alone, 3)}
    print(json.dumps({"assignment": name, "mode": bench.mode, **told, "ratio": round(other / mine, 1)}))
    goals = [f"{GOAL} s", mine <= GOAL], [f"{TIMES} times less than nbgrader", other >= TIMES * mine]
    print("; ".join(f"{goal}: {'met' if met else 'missed'}" for goal, met in goals), flush=True)


def main(*names: str) -> None:
    stay_on_core(0)
    chosen = [path for path in sources() if path.parent.name in names or not names]
    for source in chosen:
        compare(source)
    print(json.dumps({"assignment": chosen[0].parent.name, "with torch": round(with_torch(chosen[0]), 3)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
