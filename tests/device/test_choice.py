"""A device is chosen when it passes its trial; every way in which that can fail is acted out on the CPU."""

import os
import subprocess
import sys
import warnings

import pytest
import torch
from device.acting import CPU, FAILURES, fails, real_work

from course_lib.device import get_device


def test_no_gpu(capsys):
    assert get_device() == CPU
    assert capsys.readouterr().out == "Device: cpu (no GPU found)\n"


@pytest.mark.parametrize("name", ["cuda", "mps", "xpu"])
def test_a_sound_device_is_used(stage, capsys, name):
    stage.device(name)
    assert get_device() == torch.device(name)
    out = capsys.readouterr().out
    assert out.startswith(f"Device: {name} (")
    assert out.count("\n") == 1
    assert "passed a trial run" in out
    assert stage.calls == [name, "synchronize", "cpu"]


def test_cuda_comes_before_mps_and_xpu(stage):
    for name in ("xpu", "mps", "cuda"):
        stage.device(name)
    assert get_device().type == "cuda"


def test_decided_once_and_printed_once(stage, capsys):
    stage.device("cuda")
    assert get_device() is get_device()
    assert stage.calls.count("cuda") == 1
    assert capsys.readouterr().out.count("Device:") == 1


@pytest.mark.parametrize("failure", FAILURES)
def test_a_broken_device_gives_the_cpu_and_one_line(stage, capsys, failure):
    error = FAILURES[failure]
    stage.device("cuda", work=fails(error))
    assert get_device() == CPU
    cause = str(error).splitlines()[0] if str(error) else "AssertionError"
    assert capsys.readouterr().out == f"Device: cpu (cuda: {cause})\n"


@pytest.mark.parametrize("failure", FAILURES)
def test_a_broken_device_asked_for_by_name_is_an_error(stage, failure):
    stage.device("cuda", work=fails(FAILURES[failure]))
    with pytest.raises(RuntimeError, match="cuda was asked for but cannot be used"):
        get_device("cuda")


def test_an_error_that_surfaces_at_synchronize(stage, capsys):
    stage.device("cuda", synchronize=fails(RuntimeError("CUDA error: an illegal memory access")))
    assert get_device() == CPU
    assert "illegal memory access" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [lambda r: r + 1, lambda r: r * float("nan"), lambda r: -r])
def test_wrong_numbers(stage, capsys, wrong):
    stage.device("cuda", work=lambda: wrong(real_work(torch, CPU)))
    assert get_device() == CPU
    assert "it computes wrong numbers" in capsys.readouterr().out


def test_the_trial_is_exact_in_low_precision():
    # TF32 keeps 10 bits of the mantissa; so does rounding to half precision, the harder case
    x = (torch.arange(64.0).reshape(8, 8) % 5 - 2).half().float()
    assert torch.equal((x @ x).half().float(), x @ x)
    result = real_work(torch, CPU)
    assert torch.equal(result, result.round())
    assert result.abs().max() <= 2048
    assert len(result) == 36 + 64


def test_available_but_broken_without_any_acting(monkeypatch, capsys):
    # this torch has no CUDA kernels; claiming that it has is the real failure, not a mock of it
    if torch.version.cuda is not None:
        monkeypatch.setattr(torch.nn.functional, "conv2d", fails(RuntimeError("no kernel image")))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert get_device() == CPU
    assert capsys.readouterr().out.startswith("Device: cpu (cuda: ")


def test_is_available_itself_raises(monkeypatch, capsys):
    monkeypatch.setattr(
        torch.cuda, "is_available", fails(RuntimeError("Unexpected error from cudaGetDeviceCount()"))
    )
    assert get_device() == CPU
    assert "cudaGetDeviceCount" in capsys.readouterr().out


def test_a_driver_too_old_is_reported_by_a_warning(monkeypatch, capsys):
    def is_available():
        warnings.warn("CUDA initialization: The NVIDIA driver on your system is too old", stacklevel=1)
        return False

    monkeypatch.setattr(torch.cuda, "is_available", is_available)
    assert get_device() == CPU
    assert "driver on your system is too old" in capsys.readouterr().out


def test_a_second_accelerator_is_tried_when_the_first_is_broken(stage, monkeypatch):
    stage.device("xpu")
    monkeypatch.setattr(torch.cuda, "is_available", fails(RuntimeError("broken")))
    assert get_device().type == "xpu"


def test_import_is_light_and_prepares_mps_and_cublas():
    code = (
        "import os, sys; import course_lib.device; assert 'torch' not in sys.modules; "
        "print(os.environ['PYTORCH_ENABLE_MPS_FALLBACK'], os.environ['CUBLAS_WORKSPACE_CONFIG'])"
    )
    ours = ("PYTORCH_ENABLE_MPS_FALLBACK", "CUBLAS_WORKSPACE_CONFIG")
    env = {k: v for k, v in os.environ.items() if k not in ours}
    theirs = dict(zip(ours, ("0", ":16:8"), strict=True))
    for given, expected in ((env, "1 :4096:8"), (env | theirs, "0 :16:8")):
        out = subprocess.run(
            [sys.executable, "-c", code], env=given, check=True, capture_output=True, text=True
        )
        assert out.stdout.strip() == expected


def test_without_torch(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModuleNotFoundError, match=r"course-lib\[torch\]"):
        get_device()
