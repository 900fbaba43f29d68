"""No accelerator is needed: every way in which one can fail is acted out on the CPU."""

import os
import subprocess
import sys
import warnings

import pytest
import torch

from course_lib import device as module
from course_lib.device import DeviceLost, get_device, with_cpu_fallback

CPU = torch.device("cpu")
real_work = module._work


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """No device, no earlier decision, no environment; each test adds what it acts out."""
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    monkeypatch.setattr(module, "_decided", {})
    for backend in (torch.cuda, torch.backends.mps, torch.xpu):
        monkeypatch.setattr(backend, "is_available", lambda: False)


class Stage:
    """Acts out an accelerator of one kind; `calls` records what was asked of it."""

    def __init__(self, monkeypatch):
        self.patch = monkeypatch
        self.calls = []

    def device(self, name, work=None, synchronize=None):
        backend = torch.backends.mps if name == "mps" else getattr(torch, name)
        self.patch.setattr(backend, "is_available", lambda: True)
        if name != "mps":
            self.patch.setattr(backend, "get_device_name", lambda device: f"Acted {device}")

        def act(torch_, device):
            self.calls.append(str(device))
            return real_work(torch_, CPU) if device.type == "cpu" or work is None else work()

        def sync(*args):
            self.calls.append("synchronize")
            if synchronize:
                synchronize()

        self.patch.setattr(module, "_work", act)
        self.patch.setattr(getattr(torch, name), "synchronize", sync)
        self.patch.setattr(getattr(torch, name), "empty_cache", lambda: self.calls.append("empty_cache"))


@pytest.fixture
def stage(monkeypatch):
    return Stage(monkeypatch)


def fails(error):
    def work():
        raise error

    return work


FAILURES = {
    "no kernel image": RuntimeError(
        "CUDA error: no kernel image is available for execution on the device\nCompile with TORCH_USE"
    ),
    "out of memory at the trial": torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 MiB"),
    "driver": RuntimeError("The NVIDIA driver on your system is too old (found version 11040)."),
    "device-side assert": RuntimeError("CUDA error: device-side assert triggered"),
    "not implemented": NotImplementedError("The operator 'aten::conv2d' is not implemented for MPS"),
    "no text": AssertionError(),
}


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


def fails_on_device(error):
    def fn(device):
        raise error

    return fn


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
