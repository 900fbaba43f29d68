"""The process on our side: warm with the given cells, it owns the sandbox and forks for each submission.

    python -m grading.grade.tester NOTES    frames on standard input and output, see ``grading.grade.bench``

A fork reads one submission and runs the tests. What it finds goes to the file NOTES, a frame for each step:
what is done stays done if it must be killed, and nobody is woken to read it before the end.
"""

from __future__ import annotations

import functools
import gc
import os
import pickle
import resource
import signal
import sys
import time

import numpy.ma
import numpy.random  # both are loaded late, and every fork would load them again  # noqa: F401

from grading.grade.needed import given_cells
from grading.grade.run import Run, compile_all, limit_cpu
from grading.grade.texts import clean
from grading.plan import plan
from grading.sandbox import NoSandbox, Sandbox
from grading.sandbox.inside.wire import frame, reader, receive
from grading.submission import Unreadable, read


def main() -> None:
    say, note = (functools.partial(_write, file) for file in (os.dup(1), int(sys.argv[1])))
    os.dup2(2, 1)  # what tests print goes nowhere near the answers
    listen = reader(sys.stdin.buffer.raw.readinto)
    _, start = receive(listen, 2**31)
    assignment, limits, seed = pickle.loads(start)  # from our own parent
    try:
        given = given_cells(assignment)
        sandbox = Sandbox(given, limits, assignment.libraries, seed)
        compile_all(assignment)
        plan([], assignment)
    except NoSandbox as refused:
        say({"refused": str(refused)})
        return
    gc.collect()
    gc.freeze()
    say({"ready": sandbox.mode})
    jobs = 0
    while True:
        try:
            job, submission = receive(listen, 2**31)
        except EOFError:
            sandbox.close()
            return
        jobs, began = jobs + 1, time.process_time()
        sandbox.asked = jobs << 32
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                work(job, bytes(submission), assignment, given, sandbox, limits, note)
                code = 0
            finally:
                os._exit(code)
        _, status, used = os.wait4(pid, 0)
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        say(
            {"end": ended, "code": status, "cpu": used.ru_utime + used.ru_stime + time.process_time() - began}
        )


def _write(file: int, told: dict) -> None:
    data = frame(told)
    while data:
        data = data[os.write(file, data) :]


def work(job, submission, assignment, given, sandbox, limits, note) -> None:
    """One submission, from a step on."""
    memory = int(limits.test_memory * 2**20)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    limit_cpu(limits.test_seconds)  # each cell of tests sets it anew
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    note({"pid": os.getpid()})
    try:
        cells = read(submission, limits.submission_notebook)
    except Unreadable as reason:
        note({"unreadable": clean(str(reason))})
        return
    todo = plan(cells, assignment)
    first = job["first"] == 0
    if first:
        for number, error in todo.errors:
            note({"error": [number, clean(error)]})
        for name, other in todo.renamed.items():
            note(
                {"advice": f"{name} is missing, and {clean(other, 80)} looks renamed: give it its name back"}
            )
    texts = {part.grade_id: part.cell for part in assignment.manual}
    for cell in cells if first else ():
        if cell.kind != "code" and (cell.name in texts or cell.name in texts.values()):
            note({"answer": [texts.get(cell.name, cell.name), clean(cell.source, 20_000)]})
    run = Run(todo, assignment, given, sandbox, limits, note, job)
    run.go()
    note({"done": True})


if __name__ == "__main__":
    main()
