"""How many small changes to our answers do the tests of the exercises notice?

    python tools/mutation_score.py [NOTEBOOK ...]        default: every exercise notebook

Each answer cell is changed in one place at a time (see ``mutants.py``). All its mutants are graded in one
forked process, each in a namespace of its own, and our answer after them, so that no change outlives its
test. A survivor is a wrong answer that passes, or a change that changes nothing; those are listed, each with
its reason, in ``tests/exercises/equivalent_mutants.py``.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [path for path in (str(ROOT), str(ROOT / "tests")) if path not in sys.path]
os.environ.setdefault("MPLBACKEND", "Agg")

from exercise_answers import QUESTIONS, fresh, given, parts, questions_of  # noqa: E402
from mutants import mutants  # noqa: E402

SECONDS = 2  # of CPU; a mutant that loops for ever is noticed too


@dataclass
class Score:
    """What became of the mutants of one answer cell; a survivor is told by the lines that changed."""

    question: str
    total: int = 0
    seen: int = 0
    survivors: set[str] = field(default_factory=set)


def score(source: Path, question: str) -> Score:
    """Grade every mutant of one answer; ``seen`` counts those that the visible tests notice."""
    given(source)  # run before the forks, once for all
    code = questions_of(source)[question].answer.source
    plain = next(mutants(code, changed=False))
    result = Score(question)
    changed = list(mutants(code))
    for mutant, passed in zip(changed, graded(source, question, changed, plain), strict=True):
        result.total += 1
        result.seen += not passed
        if passed == 2:
            result.survivors.add(_difference(plain, mutant))
    return result


def _difference(plain, mutant):
    """``function: the changed line``."""
    old, function = plain.splitlines(), ""
    for line in mutant.splitlines():
        if line.startswith("def "):
            function = line[4:].partition("(")[0]
        if line not in old:
            return f"{function}: {line.strip()}"
    return f"{function}: a line is gone"


def graded(source, question, codes, plain) -> bytes:
    """What `_tests_passed` says of each, graded one after the other in a fork, and of our answer after them.

    One that loops for ever ends the fork: what stands before it and what stands after it get forks anew.
    """
    told = _in_a_fork(source, question, [*codes, plain])
    if len(told) < len(codes):
        before, after = codes[: len(told)], codes[len(told) + 1 :]
        return graded(source, question, before, plain) + b"\0" + graded(source, question, after, plain)
    if told[len(codes) :] != b"\2":
        raise RuntimeError(f"{question}: after its mutants our own answer fails; one leaves something behind")
    return told[:-1]


def _in_a_fork(source, question, codes) -> bytes:
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            sink = os.open(os.devnull, os.O_WRONLY)
            os.dup2(sink, 1), os.dup2(sink, 2)
            for code in codes:
                signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)  # its signal ends the process
                os.write(into, bytes([_tests_passed(source, question, code)]))
        finally:
            os._exit(0)
    os.close(into)
    with open(out, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def _tests_passed(source, question, code) -> int:
    """0: the visible tests fail; 1: they pass; 2: the hidden ones pass as well."""
    names, passed = fresh(source), 2
    try:
        exec(compile(code, "mutant", "exec"), names)
        pairs = [parts(source, question, function) for function in questions_of(source)[question].tests]
        for visible, hidden in pairs:
            exec(visible, names)
            if passed == 2:
                try:
                    exec(hidden, names)
                except BaseException:
                    passed = 1
    except BaseException:
        return 0
    return passed


def main(paths: list[str]) -> int:
    total = seen = alive = 0
    for source, question in QUESTIONS:
        if paths and not any(source.samefile(path) for path in paths):
            continue
        result = score(source, question)
        total, seen, alive = total + result.total, seen + result.seen, alive + len(result.survivors)
        print(f"{question}: {result.total} mutants, the visible tests notice {result.seen}", flush=True)
        for survivor in sorted(result.survivors):
            print(f"    survives: {survivor}")
    print(f"{total - alive} of {total} noticed ({1 - alive / total:.1%}), visible tests {seen / total:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
