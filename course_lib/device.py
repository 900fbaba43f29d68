"""Choose the device that works, and say so in one line.

``torch.cuda.is_available()`` answers whether a driver and a card were found. Whether this build of torch
has kernels for that card, whether its memory is free and its results are right, only a trial shows.
"""

import os
import re
import warnings
from contextlib import contextmanager

# torch reads this when it is loaded: operations that Apple's MPS lacks then run on the CPU
os.environ.setdefault("PYTORCH_ENABLE_MPS_FALLBACK", "1")
# cuBLAS and torch read this once, at the first matrix product on CUDA, which is the trial below: without it
# a product may add in another order each time, whatever `fit` asks for later
os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")

__all__ = ["DeviceLost", "get_device", "with_cpu_fallback"]

# after these no further call to the device succeeds, in this process; the words are those of CUDA
_FATAL = (
    "device-side assert|illegal memory access|illegal instruction|illegal address|misaligned address|"
    "invalid program counter|hardware stack error|unspecified launch failure|launch timed out|"
    "ECC error|fallen off the bus|GPU is lost"
)
# the device is sound, and has no program for this operation or for this kind of number
_NO_KERNEL = (
    "no kernel image is available|invalid device function|device kernel image is invalid|"
    "PTX was compiled with an unsupported toolchain|STATUS_ARCH_MISMATCH|STATUS_NOT_SUPPORTED|"
    "MPS framework doesn't support"
)
_ACCELERATORS = ("cuda", "mps", "xpu")
_ABSENT = "no such device was found"
_decided = {}


class DeviceLost(RuntimeError):
    """The device has stopped for good. The message says what to do."""


def get_device(prefer=None):
    """The best device that passes a trial, as a `torch.device`.

    The choice is made once for each request and printed in one line with its reason.

    Parameters
    ----------
    prefer : str or torch.device, optional
        "cuda", "cuda:1", "mps", "xpu" or "cpu". Without it the environment variable COURSE_DEVICE
        decides; without that, the first of cuda, mps, xpu that passes, else the CPU.

    Returns
    -------
    torch.device

    Raises
    ------
    ValueError
        If the name is not that of a device, in the argument or in COURSE_DEVICE.
    RuntimeError
        If the argument names a device that does not work. When COURSE_DEVICE does, the CPU is used
        and the line says why: a notebook written for another machine still runs.

    Examples
    --------
    >>> get_device("cpu")
    Device: cpu (asked for)
    device(type='cpu')
    """
    wanted = _parse(prefer, "prefer") if prefer is not None else ""
    from_env = _parse(os.environ.get("COURSE_DEVICE", ""), "COURSE_DEVICE") if not wanted else ""
    key = (wanted, from_env)
    if key not in _decided:
        _decided[key], line = _decide(load_torch(), wanted, from_env)
        print(line)
    return _decided[key]


def with_cpu_fallback(fn, device=None):
    """Run ``fn(device)``; if the device has no memory or no kernel for it, run it again on the CPU.

    Parameters
    ----------
    fn : callable
        Takes a `torch.device` and builds all its tensors and models on it, at every call anew.
    device : str or torch.device, optional
        By default `get_device()`.

    Returns
    -------
    What fn returns.

    Raises
    ------
    DeviceLost
        After a device-side assert (most often an index out of range) no further call to the device
        can succeed; the message says so. It is a RuntimeError. Any other error of fn passes through.
    """
    torch = load_torch()
    device = get_device() if device is None else torch.device(device)
    with explaining(device):
        try:
            return fn(device)
        except (RuntimeError, TypeError) as error:
            if device.type == "cpu" or not (out_of_memory(error) or no_kernel(error)):
                raise
            cause = first_line(error)
        # only here, outside `except`: its traceback would keep the tensors of the failed run alive
        getattr(torch, device.type).empty_cache()
    print(f"Device: cpu for this call ({device}: {cause})")
    return fn(torch.device("cpu"))


def load_torch():
    """The module torch; where it is missing, an error that says how to get it."""
    try:
        import torch
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("this cell needs PyTorch: pip install 'course-lib[torch]'") from error
    return torch


def _parse(name, origin):
    name = str(name).strip().lower()
    if name and not re.fullmatch(r"cpu|(cuda|mps|xpu)(:\d+)?", name):
        raise ValueError(f"{origin}={name!r} is no device: use cuda, mps, xpu or cpu (or cuda:1 and so on)")
    return name


def _decide(torch, wanted, from_env):
    """The device for a request and the line that says why."""
    asked = wanted or from_env
    origin = "asked for" if wanted else "COURSE_DEVICE"
    if asked == "cpu":
        return torch.device("cpu"), f"Device: cpu ({origin})"
    causes = []
    for name in [asked] if asked else _ACCELERATORS:
        device = torch.device(name)
        cause = _trial(torch, device)
        if not cause:
            return device, f"Device: {name} ({_describe(torch, device)} passed a trial run)"
        if asked or cause != _ABSENT:
            causes.append(f"{name}: {cause}")
    if wanted:
        raise RuntimeError(f"{wanted} was asked for but cannot be used. {causes[0]}")
    return torch.device("cpu"), f"Device: cpu ({'; '.join(causes) or 'no GPU found'})"


def _trial(torch, device):
    """Why the device cannot be used, or "" if it can."""
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            available = _backend(torch, device).is_available()
        if not available:
            # torch reports a driver that is too old by a warning only
            return first_line(caught[-1].message) if caught else _ABSENT
        result = _work(torch, device)
        getattr(torch, device.type).synchronize()  # kernels run later than the call; errors surface here
        if not torch.allclose(result, _work(torch, torch.device("cpu")), rtol=0, atol=0.01):
            return "it computes wrong numbers"
    except Exception as error:  # whatever goes wrong in a trial, the answer is the same: do not use it
        return first_line(error)
    return ""


def _work(torch, device):
    """A matrix product, a convolution and their backward pass; every device must get the same."""
    # small integers are exact even in TF32, so a sound device cannot miss the tolerance
    x = (torch.arange(64.0).reshape(8, 8) % 5 - 2).to(device).requires_grad_()
    kernel = (torch.arange(9.0).reshape(1, 1, 3, 3) % 3).to(device)
    y = torch.nn.functional.conv2d((x @ x).reshape(1, 1, 8, 8), kernel)
    y.sum().backward()
    return torch.cat([y.detach().flatten().cpu(), x.grad.flatten().cpu()])


def _backend(torch, device):
    return torch.backends.mps if device.type == "mps" else getattr(torch, device.type)


def _describe(torch, device):
    return "the Apple GPU" if device.type == "mps" else _backend(torch, device).get_device_name(device)


@contextmanager
def explaining(device):
    """Inside it, an error of a device that is gone leaves as `DeviceLost`, which says what to do."""
    try:
        yield
    except RuntimeError as error:
        if isinstance(error, DeviceLost) or not lost(error):
            raise
        # a model may still lie on the GPU that went before
        name = "the GPU" if device.type == "cpu" else device
        what = "a device-side assert, most often an index out of range,"
        if "device-side assert" not in str(error):
            what = f"an error that ends all work on it ({first_line(error)})"
        raise DeviceLost(
            f"{name} stopped at {what} and stays unusable: restart the kernel, then run this on the CPU "
            "to see the failing line"
        ) from error


def lost(error):
    """Whether the error says that no further call to the device can succeed."""
    return isinstance(error, DeviceLost) or bool(re.search(_FATAL, str(error)))


def no_kernel(error):
    """Whether the error says that the device is sound and cannot do this operation."""
    return isinstance(error, NotImplementedError) or bool(re.search(_NO_KERNEL, str(error)))


def out_of_memory(error):
    """Whether the error says that the device's memory is full."""
    # MPS and the cuBLAS and cuDNN libraries report a full memory by message alone
    full = isinstance(error, load_torch().OutOfMemoryError)
    return full or bool(re.search("out of memory|ALLOC_FAILED", str(error)))


def first_line(error):
    """What an error says, short enough for one line of print."""
    lines = str(error).strip().splitlines()
    return lines[0][:160] if lines else type(error).__name__
