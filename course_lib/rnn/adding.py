r"""The adding problem: a task that is nothing but memory."""

import numpy as np

from course_lib.checks import count
from course_lib.shapes import Float


def adding_problem(
    n: int | np.integer, steps: int | np.integer, rng
) -> tuple[Float[np.ndarray, "N T 2"], Float[np.ndarray, " N"]]:
    r"""Draw sequences of numbers, two of which are marked; the target is the sum of the marked ones.

    .. math:: x_{t} = (u_t, m_t), \qquad u_t \sim U(0, 1), \qquad y = \sum_t m_t u_t

    One mark stands in the first half, one in the second. Who always says 1 has a mean squared error of 1/6.

    Parameters
    ----------
    n : int, how many sequences
    steps : int, ≥ 2, how long they are
    rng : NumPy Generator, or the seed of one

    Returns
    -------
    x : (N, T, 2), the numbers and their marks, 1 or 0
    targets : (N,), in [0, 2]

    Raises
    ------
    ValueError
        If there are fewer than two steps.

    Examples
    --------
    >>> x, targets = adding_problem(1, 4, 0)
    >>> print(x[0].T.round(2), targets.round(2))
    [[0.64 0.27 0.04 0.02]
     [1.   0.   0.   1.  ]] [0.65]

    References
    ----------
    S. Hochreiter and J. Schmidhuber (1997). Long Short-Term Memory. *Neural Computation* 9, 1735–1780.
    Section 5.4; there the numbers lie in [-1, 1] and the lengths differ.
    """
    n, steps, rng = count(n, "n"), count(steps, "steps"), np.random.default_rng(rng)
    if steps < 2:
        raise ValueError(f"two marks need at least 2 steps, got {steps}")
    x, rows = np.zeros((n, steps, 2)), np.arange(n)
    x[:, :, 0] = rng.uniform(size=(n, steps))
    x[rows, rng.integers(0, steps // 2, n), 1] = 1
    x[rows, rng.integers(steps // 2, steps, n), 1] = 1
    return x, (x[:, :, 0] * x[:, :, 1]).sum(axis=1)
