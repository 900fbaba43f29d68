"""The training loop, once: `fit` for torch models, `fit_arrays` for lists of NumPy arrays.

torch is loaded when `fit` is asked for, not before.
"""

from course_lib.training.arrays import fit_arrays

__all__ = ["fit", "fit_arrays"]


def __getattr__(name):
    if name != "fit":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from course_lib.device import load_torch

    load_torch()  # where torch is missing, the error says how to get it
    from course_lib.training.torch_loop import fit

    return fit


def __dir__():
    return sorted([*globals(), "fit"])
