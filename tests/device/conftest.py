"""Each test of devices begins without one, and acts out what it needs."""

import pytest
import torch
from device.acting import Stage

from course_lib import device as module


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """No device, no earlier decision, no environment; each test adds what it acts out."""
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    monkeypatch.setattr(module, "_decided", {})
    for backend in (torch.cuda, torch.backends.mps, torch.xpu):
        monkeypatch.setattr(backend, "is_available", lambda: False)


@pytest.fixture
def stage(monkeypatch):
    return Stage(monkeypatch)
