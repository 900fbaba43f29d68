"""The same numbers in every run on CUDA, too: torch's switches, set for the time of a training."""

from contextlib import contextmanager

import torch

__all__ = ["repeatable"]


@contextmanager
def repeatable(device, wanted: bool):
    """Inside it, torch takes kernels on CUDA that add in the same order each time.

    Many of its fast ones add with atomics, in whatever order the threads arrive, and floating-point sums
    depend on the order. On other devices nothing is set; the CPU needs it not.

    An operation that has no such kernel runs all the same, and torch warns and names it: a lesson must not
    end there. Who asked torch to raise instead, ``torch.use_deterministic_algorithms(True)``, keeps that.

    The fourth condition is the environment variable CUBLAS_WORKSPACE_CONFIG. It is read at the process's
    first matrix product on CUDA and never again, so `course_lib.device` sets it when it is imported.
    """
    if device.type != "cuda" or not wanted:
        yield
        return
    enabled = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    benchmark = torch.backends.cudnn.benchmark
    fill = torch.utils.deterministic.fill_uninitialized_memory
    try:
        torch.use_deterministic_algorithms(True, warn_only=warn_only or not enabled)
        torch.backends.cudnn.benchmark = False  # it takes the kernel that was the fastest this time
        # else every new piece of memory is filled with nan first: a help in finding bugs, paid in time
        torch.utils.deterministic.fill_uninitialized_memory = False
        yield
    finally:
        torch.use_deterministic_algorithms(enabled, warn_only=warn_only)
        torch.backends.cudnn.benchmark = benchmark
        torch.utils.deterministic.fill_uninitialized_memory = fill
