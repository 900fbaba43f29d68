"""A call that the device cannot do runs on the CPU; one that ends the device asks for a restart."""

import sys

import pytest
import torch
from device.acting import FAILURES, fails, fails_on_device

from course_lib.device import DeviceLost, with_cpu_fallback


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory."),
        RuntimeError("MPS backend out of memory (MPS allocated: 9.0 GB)"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        NotImplementedError("The operator 'aten::foo' is not currently implemented for the MPS device."),
        RuntimeError("CUDA error: no kernel image is available for execution on the device"),
        RuntimeError("CUDA error: invalid device function"),
        RuntimeError("cuDNN error: CUDNN_STATUS_NOT_SUPPORTED. This error may appear if you passed in"),
        RuntimeError("cuDNN error: CUDNN_STATUS_ARCH_MISMATCH"),
        RuntimeError("CUDA error: the provided PTX was compiled with an unsupported toolchain."),
        TypeError(
            "Cannot convert a MPS Tensor to float64 dtype as the MPS framework doesn't support float64."
        ),
    ],
)
def test_fallback_reruns_on_the_cpu_outside_the_except_block(stage, capsys, error):
    stage.device("cuda")

    def fn(device):
        stage.calls.append(device.type)
        if device.type == "cuda":
            raise error
        assert sys.exc_info() == (None, None, None)
        return "done"

    assert with_cpu_fallback(fn, "cuda") == "done"
    assert stage.calls == ["cuda", "empty_cache", "cpu"]
    assert capsys.readouterr().out == f"Device: cpu for this call (cuda: {error})\n"


def test_fallback_uses_the_chosen_device_and_runs_once_when_all_is_well(stage):
    stage.device("cuda")
    seen = []
    assert with_cpu_fallback(lambda device: seen.append(device.type) or 7) == 7
    assert seen == ["cuda"]


def test_fallback_does_not_hide_other_errors(stage):
    stage.device("cuda")
    with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
        with_cpu_fallback(fails_on_device(RuntimeError("mat1 and mat2 shapes cannot be multiplied")), "cuda")
    with pytest.raises(KeyError):
        with_cpu_fallback(fails_on_device(KeyError("x")), "cuda")
    with pytest.raises(TypeError, match="must be Tensor"):
        with_cpu_fallback(fails_on_device(TypeError("linear(): argument 'input' must be Tensor")), "cuda")


def test_out_of_memory_on_the_cpu_passes_through():
    with pytest.raises(torch.OutOfMemoryError):
        with_cpu_fallback(fails_on_device(torch.OutOfMemoryError("no memory left")), "cpu")


def test_device_side_assert_asks_for_a_restart(stage):
    stage.device("cuda")
    with pytest.raises(RuntimeError, match="restart the kernel") as caught:
        with_cpu_fallback(fails_on_device(FAILURES["device-side assert"]), "cuda")
    assert caught.value.__cause__ is FAILURES["device-side assert"]
    assert stage.calls == [], "a device that is gone is not asked for anything"


@pytest.mark.parametrize(
    "text",
    [
        "CUDA error: an illegal memory access was encountered",
        "CUDA error: unspecified launch failure",
        "CUDA error: misaligned address",
        "CUDA error: uncorrectable ECC error encountered",
    ],
)
def test_other_ends_of_a_device_are_named_too(stage, text):
    stage.device("cuda")
    with pytest.raises(
        DeviceLost, match=rf"cuda stopped at an error that ends.*\({text}\).*restart the kernel"
    ):
        with_cpu_fallback(fails_on_device(RuntimeError(text)), "cuda")


def test_a_device_that_is_found_gone_while_its_memory_is_given_back(stage, monkeypatch):
    stage.device("cuda")
    monkeypatch.setattr(torch.cuda, "empty_cache", fails(FAILURES["device-side assert"]))
    with pytest.raises(DeviceLost, match="restart the kernel"):
        with_cpu_fallback(fails_on_device(torch.OutOfMemoryError("CUDA out of memory.")), "cuda")
