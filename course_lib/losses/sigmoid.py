r"""From one logit to the probability of a yes: sigmoid, and softplus, its integral. Nothing here overflows.

``_grad`` is the derivative, elementwise.
"""

import numpy as np

from course_lib.checks import Nested, as_floats
from course_lib.shapes import Float, Real


def softplus(
    logits: Real[np.ndarray, "*shape"] | Nested,
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Log-sum-exp of the pair (0, z), elementwise: 0 far to the left, z far to the right.

    .. math:: \log(1 + e^{z}) = \max(z, 0) + \log(1 + e^{-|z|})

    The left side overflows from z = 710 on; the right side never does. Since −log σ(z) is softplus(−z),
    cross-entropy on one logit rests on it.

    Parameters
    ----------
    logits : any shape, any real z

    Returns
    -------
    Values ≥ 0 in nats, in the shape of ``logits``.

    Raises
    ------
    TypeError
        If ``logits`` are not real numbers.

    Notes
    -----
    torch also has ``beta`` and a ``threshold`` of 20 beyond which it returns z itself; here nothing is
    rounded away.

    Examples
    --------
    >>> print(softplus([-100.0, 0.0, 100.0]).round(4))
    [  0.       0.6931 100.    ]
    """
    logits = as_floats(logits, "logits")
    return np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))


def softplus_grad(logits: Real[np.ndarray, "*shape"] | Nested) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Elementwise derivative of :func:`softplus`: it is the sigmoid.

    .. math:: \frac{d}{dz} \log(1 + e^{z}) = \sigma(z)

    >>> print(softplus_grad([0.0, np.log(3.0)]).round(4))
    [0.5  0.75]
    """
    return sigmoid(logits)


def sigmoid(logits: Real[np.ndarray, "*shape"] | Nested) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Probability of the positive class; the softmax of (z, 0).

    .. math:: \sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}}

    The exponent is kept ≤ 0: the left form serves z ≥ 0, the right form z < 0.

    Parameters
    ----------
    logits : any shape, any real z

    Returns
    -------
    Probabilities in [0, 1], in the shape of ``logits``.

    Raises
    ------
    TypeError
        If ``logits`` are not real numbers.

    Examples
    --------
    >>> print(sigmoid([-1e4, 0.0, 1e4]))
    [0.  0.5 1. ]
    """
    logits = as_floats(logits, "logits")
    small = np.exp(-np.abs(logits))
    return np.where(logits >= 0, 1, small) / (1 + small)


def sigmoid_grad(logits: Real[np.ndarray, "*shape"] | Nested) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Elementwise derivative of :func:`sigmoid`: at most 1/4, and almost nothing far from 0.

    .. math:: \sigma'(z) = \sigma(z)\,\sigma(-z)

    Equal to σ(1 − σ), without the cancellation in 1 − σ for large z.

    >>> print(sigmoid_grad([-1e4, 0.0, 1e4]))
    [0.   0.25 0.  ]
    """
    logits = as_floats(logits, "logits")
    return sigmoid(logits) * sigmoid(-logits)
