"""Many submissions at once: processes of this machine, or a Dask cluster that was started elsewhere.

Both are the interface of ``concurrent.futures``, and what they run is one pure function. So a submission that
was under way when its process died can be tried again without harm: once more, alone; then a person looks.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from typing import Any

from grading.files import Refused

Job = tuple[str, tuple]  # whose it is, and what the function is called with
ANSWERS = "10s"  # a scheduler that is there does so in less
AHEAD = 3  # so many submissions a worker are read in advance, and not a whole class


@contextlib.contextmanager
def processes(workers: int) -> Iterator[tuple[Executor, int]]:
    """Processes of this machine, and how many; whoever leaves early takes them along."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(context.Value("i", 0),))
    before = set(multiprocessing.active_children())
    try:
        yield pool, workers
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise
    pool.shutdown()


def _begin(others):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    with others.get_lock():
        stay_on_core(others.value)
        others.value += 1


def stay_on_core(number: int) -> None:
    """Keep this process, and all that it starts from now on, on one of the cores that it may use.

    A worker, its tester and its sandbox take turns: nothing is won by a second core, and a sixth of a
    submission's time is lost whenever they wake each other across two.
    """
    if hasattr(os, "sched_setaffinity"):  # Linux; elsewhere nothing is graded
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[number % len(cores)]})


@contextlib.contextmanager
def dask(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of a scheduler, such as ``tcp://10.0.0.5:8786``, and how many threads they have together.

    They need this repository, and bubblewrap, too.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise Refused("--scheduler needs Dask: pip install distributed") from error
    try:
        client = Client(address, timeout=ANSWERS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Refused(f"no Dask scheduler answers at {address}: {error}") from error
    if any(threads > 1 for threads in client.nthreads().values()):
        client.close()
        raise Refused("a worker grades one notebook at a time: start the workers with --nthreads 1")
    with client, client.get_executor(pure=False) as pool:
        yield pool, sum(client.nthreads().values()) or 1


def in_time(seconds: float, call: Callable, *given: Any) -> Any:
    """Call, and die after so many seconds on the clock, whatever the call hangs in.

    The pool notices. In a thread, as Dask has them, the call's own limits are the only ones.
    """
    if threading.current_thread() is not threading.main_thread():
        return call(*given)
    signal.setitimer(signal.ITIMER_REAL, seconds)  # what nobody handles ends the process
    try:
        return call(*given)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


Opened = Callable[[], contextlib.AbstractContextManager[tuple[Executor, int]]]


def each(
    jobs: Iterable[Job], call: Callable, pool: Opened, fatal: tuple[type[Exception], ...] = ()
) -> Iterator[tuple[str, Any]]:
    """Whose, and what the call gave or raised, in the order in which they end.

    What raised, or wants to be looked at, has been tried a second time, with nothing beside it. Where a
    process died, one of a few that were under way is to blame, and each of these has two tries alone. What is
    fatal would happen to all the others, too, and is raised at once.
    """
    again: list[tuple[Job, int]] = []
    jobs = iter(jobs)
    while (left := next(jobs, None)) is not None:
        yield from _until_it_breaks(itertools.chain([left], jobs), call, pool, again, fatal)
    for (student, given), tries in again:
        for _ in range(tries):
            with pool() as (alone, _workers):
                outcome = _outcome(_submitted(alone, call, given))
            if _is_well(outcome):
                break
        yield student, outcome


def _until_it_breaks(jobs, call, pool, again, fatal):
    """Run jobs in one pool; what was in it when it broke goes to ``again``."""
    flying: dict[Future, Job] = {}
    with pool() as (open_pool, workers):
        while True:
            for job in itertools.islice(jobs, AHEAD * workers - len(flying)):
                flying[_submitted(open_pool, call, job[1])] = job
            if not flying:
                return
            broken = False
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                job, outcome = flying.pop(future), _outcome(future)
                if isinstance(outcome, fatal):
                    raise outcome
                if isinstance(outcome, BrokenExecutor):
                    again.append((job, 2))
                    broken = True
                elif _is_well(outcome):
                    yield job[0], outcome
                else:
                    again.append((job, 1))
            if broken:
                again += [(job, 2) for job in flying.values()]
                return


def _is_well(outcome):
    return not isinstance(outcome, Exception) and outcome["status"] != "please look"


def _submitted(pool, call, given):
    try:
        return pool.submit(call, *given)
    except RuntimeError as error:  # a process has died since, and the pool takes nothing more
        failed = Future()
        failed.set_exception(error)
        return failed


def _outcome(future):
    try:
        return future.result()
    except Exception as error:
        return error
