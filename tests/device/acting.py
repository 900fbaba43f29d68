"""An accelerator acted out on the CPU, and the ways in which one fails; no test needs a real one."""

import torch

from course_lib import device as module

CPU = torch.device("cpu")
real_work = module._work


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


def fails_on_device(error):
    def fn(device):
        raise error

    return fn
