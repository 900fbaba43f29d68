"""Runs files of tests inside the page's Python: ``outcomes(["/tests/losses"])``."""

import os
import sys

import hypothesis_native
from course_cells import absent, numerics

os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "HYPOTHESIS_NO_PLUGINS": "1"}
hypothesis_native.install("0")
absent.install()
numerics.install()
# the folder of this computer, in which pytest lies, holds torch as well
sys.meta_path.insert(0, absent.Finder(("torch", "scipy", "jaxtyping")))

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

EXAMPLES = 3  # of each property; `make test` tries more, natively
settings.register_profile(
    "page",
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("page")


class Recorder:
    """Node id → "passed", "skipped: why" or "failed: last line"."""

    def __init__(self):
        self.outcomes = {}

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or not report.passed:
            self.note(report)

    def pytest_collectreport(self, report):
        if not report.passed:
            self.note(report)

    def note(self, report):
        why = ""
        if report.skipped:
            why = f": {report.longrepr[2].removeprefix('Skipped: ')}"
        elif report.failed:
            told = [line[2:] for line in str(report.longrepr).splitlines() if line.startswith("E ")]
            why = f": {' '.join(' '.join(told).split())[:300] or str(report.longrepr)[-300:]}"
        self.outcomes[report.nodeid] = f"{report.outcome}{why}"


def skip(path):
    """In place of the error that a reader gets."""
    pytest.skip(f"needs {path.partition('.')[0]}", allow_module_level=True)


def outcomes(paths):
    absent.refuse, recorder = skip, Recorder()
    quiet = [
        "-q",
        "--noconftest",
        "--continue-on-collection-errors",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:faulthandler",
        "--capture=sys",
    ]
    how = [
        "-c",
        "/dev/null",
        "--rootdir=/tests",
        "--import-mode=importlib",
        "--tb=short",
        "--show-capture=no",
    ]
    out, sys.stdout = sys.stdout, sys.stderr
    try:
        pytest.main([*quiet, *how, *paths], plugins=[recorder])
    finally:
        sys.stdout = out
    return recorder.outcomes
