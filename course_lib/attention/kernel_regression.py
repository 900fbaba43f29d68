r"""Kernel regression: attention before it had the name."""

import numpy as np

from course_lib.attention.masks import softmax_rows
from course_lib.checks import Nested, as_floats, positive_float
from course_lib.shapes import Float, Real


def kernel_regression(
    queries: Real[np.ndarray, "..."] | Nested,
    keys: Real[np.ndarray, "..."] | Nested,
    values: Real[np.ndarray, "..."] | Nested,
    bandwidth: float | int | np.number | np.ndarray = 1.0,
) -> Float[np.ndarray, "..."]:
    r"""A mean of all known values, in which near ones weigh more (Nadaraya–Watson).

    .. math:: f(q) = \sum_j p_j v_j, \qquad
              p_j = \frac{e^{-|q - k_j|^2 / 2 h^2}}{\sum_{j'} e^{-|q - k_{j'}|^2 / 2 h^2}}

    Parameters
    ----------
    queries : (L,) numbers or (L, E) points at which the value is asked for
    keys : (S,) or (S, E), the points at which it is known
    values : (S,) or (S, D), what is known there
    bandwidth : h, positive, in the unit of the keys: how far is near

    Returns
    -------
    (L,) or (L, D). Without any key, 0.

    Raises
    ------
    ValueError
        If the shapes do not fit, or the bandwidth is not positive.

    Examples
    --------
    Half way between two points it is half way between their values.

    >>> print(kernel_regression([0.0, 0.5, 1.0], [0.0, 1.0], [10.0, 20.0], bandwidth=0.2).round(2))
    [10. 15. 20.]

    References
    ----------
    E. A. Nadaraya (1964). On Estimating Regression. *Theory of Probability & Its Applications* 9(1), 141–142.
    G. S. Watson (1964). Smooth Regression Analysis. *Sankhyā, Series A* 26(4), 359–372.
    """
    queries = as_floats(queries, "queries")
    keys, values = as_floats(keys, "keys", queries.dtype), as_floats(values, "values", queries.dtype)
    if queries.ndim not in (1, 2) or keys.ndim != queries.ndim or keys.shape[1:] != queries.shape[1:]:
        raise ValueError(
            "queries and keys must be (L,) and (S,), or (L, E) and (S, E), "
            f"got {queries.shape} and {keys.shape}"
        )
    if values.ndim not in (1, 2) or len(values) != len(keys):
        raise ValueError(f"values must be (S,) or (S, D), one a key, got {values.shape} and {keys.shape}")
    h = positive_float(bandwidth, "bandwidth")
    points, known = (array.reshape(len(array), -1) / h for array in (queries, keys))
    distances = ((points[:, None] - known) ** 2).sum(axis=-1)  # (L, S), squared, in units of h
    return softmax_rows(-distances / 2) @ values
