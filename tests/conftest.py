"""What several tests share: one real browser."""

import sys

import pytest
from find_browser import browser as path
from playwright.sync_api import sync_playwright

# jsonschema's optional checker of IRIs compiles grammars for seconds in every worker; nothing here has an IRI
sys.modules.setdefault("rfc3987_syntax", None)


@pytest.fixture(scope="session")
def browser():
    """Chromium, kept from asking for anything outside by its own background services."""
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path(), args=options)
        yield chromium
        chromium.close()
