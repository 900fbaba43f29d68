"""The tests of course_lib that need NumPy alone, run by the Python that pages have.

A test that uses torch, SciPy or a model of scikit-learn is skipped there, at that line. What fails there and
passes here stands in known_differences.json, each with its reason: the list is held to be exact.
"""

import json
import sysconfig
from collections import Counter
from pathlib import Path

import page_python

HERE = Path(__file__).parent
KNOWN = json.loads(HERE.joinpath("known_differences.json").read_text(encoding="utf-8"))
RUN = """
import json, sys
sys.path[:0] = ["/tests", "/tests/cells/inside"]
sys.path.append("/host")  # pytest and Hypothesis; what a page has comes first
import run_tests
answer = json.dumps(run_tests.outcomes(json.loads(given)))
"""
# at least so many tests pass there: far fewer, and something is skipped that need not be
PASSED = {"losses": 200, "optim": 180, "backprop": 160, "cnn": 20, "rnn": 140, "attention": 70}


def test_what_needs_numpy_alone_passes_in_a_page(cells_site):
    mounts = {"/tests": HERE.parent, "/host": Path(sysconfig.get_path("purelib"))}
    fatal = [f"--deselect={name}" for name in KNOWN["ends Python"]]
    outcomes = page_python.run(RUN, [*(f"/tests/{topic}" for topic in PASSED), *fatal], mounts)
    failed = {name: told for name, told in outcomes.items() if told.startswith("failed")}
    assert failed.keys() == KNOWN["fails"].keys(), failed
    counts = Counter(name.partition("/")[0] for name, told in outcomes.items() if told == "passed")
    assert [topic for topic, least in PASSED.items() if counts[topic] < least] == [], counts
    reasons = {told for told in outcomes.values() if told.startswith("skipped")}
    assert reasons <= {f"skipped: needs {name}" for name in ("torch", "scipy", "sklearn")}


def test_each_known_difference_says_why():
    assert [why for part in KNOWN.values() for why in part.values() if len(why.split()) < 4] == []
