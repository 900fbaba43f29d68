"""One seed for everything that draws random numbers."""

import random
import sys

import numpy as np

__all__ = ["seed_all"]


def seed_all(seed: int | np.integer) -> np.random.Generator:
    """Seed Python's `random`, NumPy and, where it is loaded, torch; return a fresh NumPy generator.

    Prefer the returned generator: it belongs to the caller, so nobody else's draws can shift ours.
    The global generators are seeded for libraries that draw from them.

    Parameters
    ----------
    seed : int in [0, 2**32)

    Returns
    -------
    numpy.random.Generator, the same as ``numpy.random.default_rng(seed)``.

    Raises
    ------
    TypeError
        If seed is not an integer.
    ValueError
        If seed lies outside [0, 2**32), the range that NumPy's older generator takes.

    Examples
    --------
    >>> seed_all(0).integers(10, size=3).tolist()
    [8, 6, 5]

    Notes
    -----
    torch is never imported here. A notebook that uses torch imports it before it calls `seed_all`.
    Equal seeds give equal numbers on one device; a GPU draws another sequence than the CPU. To compare
    devices, draw on the CPU and move the result.
    """
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer):
        raise TypeError(f"seed must be an integer, got {seed!r}")
    seed = int(seed)
    if not 0 <= seed < 2**32:
        raise ValueError(f"seed must lie in [0, 2**32), got {seed}")
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - for libraries that still use the global generator
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(seed)  # CPU and every accelerator
    return np.random.default_rng(seed)
