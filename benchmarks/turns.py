"""Times of several programs that take turns, so that a busy moment meets each of them: read the ratios."""

import statistics
import time


def seconds(step, times=1):
    """Seconds of one step, over so many in a row."""
    start = time.perf_counter()
    for _ in range(times):
        step()
    return (time.perf_counter() - start) / times


def in_turns(steps, rounds, times=1):
    """Medians over rounds, and of the ratios to ``steps["torch"]`` within a round."""
    seen = [{name: seconds(step, times) for name, step in steps.items()} for _ in range(rounds)]
    return {name: statistics.median(r[name] for r in seen) for name in steps}, {
        name: statistics.median(r[name] / r["torch"] for r in seen) for name in steps
    }
