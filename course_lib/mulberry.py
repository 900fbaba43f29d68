"""The explorables' random numbers, in Python: the same seed gives the same draws as in the page."""

import numpy as np

__all__ = ["Mulberry32"]

_STEP, _MASK = np.uint64(0x6D2B79F5), np.uint64(0xFFFFFFFF)


class Mulberry32:
    r"""A small seeded generator with twins in the page, ``random.js`` and ``streams.js`` in ``widgets/ui``.

    The state is one 32-bit word; draw k scrambles seed + k · 0x6D2B79F5, so all draws of an array are made
    at once. It serves pictures, not statistics: for those take ``numpy.random.default_rng``.

    Parameters
    ----------
    seed : int
        Modulo 2³².

    Examples
    --------
    >>> Mulberry32(0).uniform(2).round(4)
    array([0.2664, 0.0003])

    References
    ----------
    T. Ettinger (2017). mulberry32.c, public domain.
    https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
    """

    def __init__(self, seed: int):
        self._state = np.uint64(int(seed) % 2**32)

    @classmethod
    def stream(cls, seed: int, *keys: int) -> "Mulberry32":
        """An independent generator for each purpose and count: ``stream(seed, ORDER, epoch)``."""
        for key in keys:
            seed = _bits(_bits(seed) + key)
        return cls(seed)

    def uniform(self, shape: int | tuple[int, ...] = ()) -> np.ndarray | np.float64:
        """Numbers in [0, 1), multiples of 2⁻³²."""
        count = int(np.prod(shape))
        a = (self._state + _STEP * np.arange(1, count + 1, dtype=np.uint64)) & _MASK
        self._state = (self._state + _STEP * np.uint64(count)) & _MASK
        t = (a ^ a >> 15) * (a | 1) & _MASK
        t = (t + (t ^ t >> 7) * (t | 61) & _MASK) ^ t
        return ((t ^ t >> 14) / 2.0**32).reshape(shape)[()]

    def normal(self, shape: int | tuple[int, ...] = ()) -> np.ndarray | np.float64:
        r"""Standard normal numbers, each from two uniform ones.

        .. math:: z = \sqrt{-2 \ln(1 - u_1)}\, \cos(2 \pi u_2)

        References
        ----------
        G. E. P. Box and M. E. Muller (1958). A Note on the Generation of Random Normal Deviates.
        *Annals of Mathematical Statistics* 29(2), 610–611.
        """
        u = self.uniform((int(np.prod(shape)), 2))
        z = np.sqrt(-2 * np.log(1 - u[:, 0])) * np.cos(2 * np.pi * u[:, 1])
        return z.reshape(shape)[()]

    def permutation(self, n: int) -> np.ndarray:
        """The numbers 0 … n - 1 in random order (Fisher and Yates), int64."""
        order = np.arange(n)
        places = np.arange(n, 1, -1)
        for i, j in zip(places - 1, (self.uniform(max(n - 1, 0)) * places).astype(int), strict=True):
            order[[i, j]] = order[[j, i]]
        return order


def _bits(seed: int) -> int:
    return int(Mulberry32(seed).uniform() * 2.0**32)
