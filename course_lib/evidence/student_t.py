"""Student's t, as far as an interval needs it: the quantile, by the finite sum for its probability."""

import functools
import math

import numpy as np


@functools.cache
def t_quantile(confidence: float, dof: int) -> float:
    r"""The number t such that Student's t lies between −t and t with the given probability.

    .. math:: P(-t \le T_\nu \le t) = A(\theta), \qquad \theta = \arctan \frac{t}{\sqrt\nu}

    A is a finite sum of powers of cos θ, and grows with θ; bisection finds its angle.

    Parameters
    ----------
    confidence : float in (0, 1)
    dof : int, ≥ 1
        Degrees of freedom ν: one less than the number of values behind a mean.

    Returns
    -------
    float, the same as ``scipy.stats.t.ppf((1 + confidence) / 2, dof)``.

    Raises
    ------
    ValueError
        If confidence lies outside (0, 1), or dof is not a whole number of at least 1.

    Examples
    --------
    >>> [round(t_quantile(0.95, dof), 3) for dof in (1, 2, 9, 30)]
    [12.706, 4.303, 2.262, 2.042]

    References
    ----------
    Abramowitz and Stegun, *Handbook of Mathematical Functions*, 1964, equations 26.7.3 and 26.7.4.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, such as 0.95, got {confidence!r}")
    if not (1 <= dof < math.inf and dof == int(dof)):
        raise ValueError(f"dof must be a whole number of at least 1, got {dof!r}")
    odd = int(dof) % 2
    j = np.arange(2 + odd, dof - 1, 2)

    def inside(angle):
        sin, cos = math.sin(angle), math.cos(angle)
        series = 1 + np.cumprod((j - 1) / j * cos**2).sum()
        if not odd:
            return sin * series
        return 2 / math.pi * (angle + (sin * cos * series if dof > 1 else 0))

    low, high = 0.0, math.pi / 2
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if inside(middle) < confidence else (low, middle)
    return math.sqrt(dof) * math.tan(low)
