r"""A linear recurrence without a loop over its steps: an associative scan."""

import numpy as np

from course_lib.checks import Nested, same_shape
from course_lib.shapes import Float, Real


def linear_scan(
    a: Real[np.ndarray, "N T D"] | Nested, b: Real[np.ndarray, "N T D"] | Nested
) -> Float[np.ndarray, "N T D"]:
    r"""All states of a linear recurrence, in :math:`\lceil \log_2 T \rceil` rounds.

    .. math:: h_t = a_t h_{t-1} + b_t, \qquad h_0 = 0

    Two steps in a row, first (a, b) and then (a′, b′), are one step (a′a, a′b + b′).
    This is associative.
    In each round every step is joined with the one 1, 2, 4, 8, … places before it.

    Parameters
    ----------
    a : (N, T, D), the factors; the first one meets h₀ = 0 and changes nothing
    b : (N, T, D), what is added

    Returns
    -------
    (N, T, D), h₁ to h_T

    Raises
    ------
    ValueError
        If the shapes differ, or are not of three dimensions.

    Examples
    --------
    >>> print(linear_scan([[[0.5], [0.5], [2.0]]], [[[1.0], [1.0], [1.0]]])[0, :, 0])
    [1.  1.5 4. ]

    References
    ----------
    G. E. Blelloch (1990). Prefix Sums and Their Applications. CMU-CS-90-190. Section 1.4.1.
    W. D. Hillis, G. L. Steele (1986). Data Parallel Algorithms.
    *Communications of the ACM* 29, 1170–1183.
    """
    a, h = (array.copy() for array in _of_three("linear_scan", a=a, b=b))
    reach = 1
    while reach < h.shape[1]:
        # the right-hand sides are made whole before anything is written
        h[:, reach:] = a[:, reach:] * h[:, :-reach] + h[:, reach:]
        a[:, reach:] = a[:, reach:] * a[:, :-reach]
        reach *= 2
    return h


def linear_scan_backward(
    grad_output: Real[np.ndarray, "N T D"] | Nested,
    a: Real[np.ndarray, "N T D"] | Nested,
    b: Real[np.ndarray, "N T D"] | Nested,
) -> tuple[Float[np.ndarray, "N T D"], Float[np.ndarray, "N T D"]]:
    r"""The way back through :func:`linear_scan`: the same scan, from the last step to the first.

    .. math:: \delta_t = g_t + a_{t+1} \delta_{t+1}, \qquad
        \frac{\partial L}{\partial b_t} = \delta_t, \quad \frac{\partial L}{\partial a_t} = \delta_t h_{t-1}

    Parameters
    ----------
    grad_output : (N, T, D), g, the gradient by each state
    a, b : as given to linear_scan

    Returns
    -------
    grad_a, grad_b : each (N, T, D)

    Raises
    ------
    ValueError
        If the shapes differ, or are not of three dimensions.

    Examples
    --------
    >>> grad_a, grad_b = linear_scan_backward([[[0.0], [1.0]]], [[[0.5], [0.5]]], [[[3.0], [1.0]]])
    >>> print(grad_a[0, :, 0], grad_b[0, :, 0])
    [0. 3.] [0.5 1. ]

    References
    ----------
    E. Martin, C. Cundy (2018). Parallelizing Linear Recurrent Neural Nets Over Sequence Length. ICLR.
    Appendix A.
    """
    a, b, grad_output = _of_three("linear_scan_backward", a=a, b=b, grad_output=grad_output)
    next_a = np.zeros_like(a)
    next_a[:, :-1] = a[:, 1:]
    grad_b = linear_scan(next_a[:, ::-1], grad_output[:, ::-1])[:, ::-1]
    grad_a = np.zeros_like(a)
    grad_a[:, 1:] = grad_b[:, 1:] * linear_scan(a, b)[:, :-1]
    return grad_a, grad_b


def _of_three(called, **arrays):
    checked = same_shape(**arrays)
    if checked[0].ndim != 3:
        raise ValueError(f"{called} takes arrays of shape (N, T, D), got {checked[0].shape}")
    return checked
