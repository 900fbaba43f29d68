"""What several tests share: one real browser a worker, and what Hypothesis draws."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from support.browsers import OPTIONS
from support.browsers import browser as path
from support.waiting import patient

# jsonschema's optional checker of IRIs compiles grammars for seconds in every worker; nothing here has an IRI
sys.modules.setdefault("rfc3987_syntax", None)

# the same examples on every machine, few enough for every run; a slow machine fails nothing
settings.register_profile("course", max_examples=20, deadline=None, derandomize=True, database=None)
settings.load_profile("course")


NAMES = ("losses", "optim", "backprop", "cnn", "rnn", "attention", "test_reference_functions.py")
TYPED = [Path(__file__).with_name(name) for name in NAMES]


# half a minute to minutes each: begun last, one would keep a core waiting
LONGEST = [
    *("test_three_engines.py", "test_exercises_in_page.py", "test_cells_fail.py", "a_number[playground]"),
    *("test_lab.py", "test_library_in_page.py", "test_build.py", "test_in_engines.py"),
    "test_lab_training.py",
]


def pytest_collection_modifyitems(items):
    """`make test` runs these topics once, with annotations enforced, and leaves them out of the rest."""
    for item in items:
        if any(named in (item.path, *item.path.parents) for named in TYPED):
            item.add_marker("typed")
    items.sort(key=lambda item: [part not in item.nodeid for part in LONGEST])


@pytest.fixture(scope="session")
def browser():
    """Chromium, or Chrome."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path(), args=OPTIONS)
        yield patient(chromium)
        chromium.close()
