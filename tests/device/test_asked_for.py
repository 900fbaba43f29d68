"""A device is asked for by its name: as an argument, in the environment, or in vain."""

import pytest
import torch
from device.acting import CPU, FAILURES, fails

from course_lib.device import get_device


def test_absent_device_asked_for():
    with pytest.raises(RuntimeError, match="mps: no such device was found"):
        get_device("mps")


def test_an_index_is_kept(stage):
    stage.device("cuda")
    assert get_device("cuda:1") == torch.device("cuda:1")
    assert get_device(torch.device("cuda")) == torch.device("cuda")


def test_environment_decides(stage, monkeypatch, capsys):
    stage.device("cuda")
    monkeypatch.setenv("COURSE_DEVICE", "cpu")
    assert get_device() == CPU
    assert capsys.readouterr().out == "Device: cpu (COURSE_DEVICE)\n"
    assert stage.calls == []


def test_argument_beats_environment(stage, monkeypatch):
    stage.device("cuda")
    monkeypatch.setenv("COURSE_DEVICE", "cpu")
    assert get_device("cuda").type == "cuda"


def test_environment_naming_a_broken_device_gives_the_cpu(stage, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DEVICE", "cuda")
    stage.device("cuda", work=fails(FAILURES["no kernel image"]))
    assert get_device() == CPU
    assert "no kernel image" in capsys.readouterr().out
    monkeypatch.setenv("COURSE_DEVICE", "xpu")
    assert get_device() == CPU
    assert "xpu: no such device was found" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["gpu", "cuda:x", "tpu", "cpu:0:0", "cuda cpu"])
def test_unknown_names(monkeypatch, name):
    with pytest.raises(ValueError, match=f"prefer='{name}' is no device"):
        get_device(name)
    monkeypatch.setenv("COURSE_DEVICE", name)
    with pytest.raises(ValueError, match=f"COURSE_DEVICE='{name}' is no device"):
        get_device()


def test_names_are_trimmed(monkeypatch):
    monkeypatch.setenv("COURSE_DEVICE", " CPU ")
    assert get_device() == CPU
