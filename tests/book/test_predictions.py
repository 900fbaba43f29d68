"""A page that asks before it shows: what is tagged `reveal` waits for the prediction before it."""

import json

import nbformat
import pytest
from book.test_build import CONFIGURATION, small_book  # noqa: F401 — a fixture
from support.waiting import expect, soon

ASK = """from course_lib.widgets import predict
predict("losses/two", "Which is smaller?", {"12": "No.", "16": "Yes."}, answer="16")"""
RECORD = """from course_lib.widgets import prediction_record
prediction_record("losses")"""
EOF = None
