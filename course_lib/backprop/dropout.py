r"""Dropout: in training a share of the units is silent, others each time."""

import numpy as np

from course_lib.backprop.pair_checks import incoming
from course_lib.checks import Nested, as_floats, number
from course_lib.shapes import Float, Real


def dropout_mask(shape: tuple, p: float | int = 0.5, rng=None) -> np.ndarray:
    r"""Which units speak: each one with probability 1 − p, whatever the others do.

    .. math:: m_i \sim \text{Bernoulli}(1 - p)

    Parameters
    ----------
    shape : tuple of int
    p : the share that falls silent, in [0, 1)
    rng : NumPy Generator, or the seed of one

    Returns
    -------
    Array of bool of that shape.

    Raises
    ------
    ValueError
        If p is not in [0, 1).

    Examples
    --------
    >>> dropout_mask((5,), 0.5, rng=0).tolist()
    [True, False, False, False, True]
    """
    return np.random.default_rng(rng).random(shape) >= number(p, "p", below=1)


def dropout(
    x: Real[np.ndarray, "*shape"] | Nested,
    p: float | int = 0.5,
    training: bool = True,
    mask: np.ndarray | None = None,
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""What speaks speaks louder, so that the mean over all masks is x; at rest, x itself.

    .. math:: y = \frac{m \odot x}{1 - p}

    Parameters
    ----------
    x : any shape, any real
    p : the share that falls silent, in [0, 1)
    training : False lets everything pass as it is
    mask : array of bool of the shape of x, from :func:`dropout_mask`

    Returns
    -------
    Numbers in the shape of x.

    Raises
    ------
    ValueError
        If p is not in [0, 1), or in training the mask is missing or has another shape. torch draws the mask
        itself; here chance comes from outside, so that the same call gives the same numbers.

    Examples
    --------
    >>> print(dropout([1.0, 2.0, 3.0], p=0.5, mask=np.array([True, False, True])))
    [2. 0. 6.]

    References
    ----------
    N. Srivastava et al. (2014). Dropout: A Simple Way to Prevent Neural Networks from Overfitting.
    *JMLR* 15, 1929–1958.
    """
    x = as_floats(x, "x")
    return x * _factor(x, p, training, mask)


def dropout_backward(
    grad_output: Real[np.ndarray, "*shape"] | Nested,
    x: Real[np.ndarray, "*shape"] | Nested,
    p: float | int = 0.5,
    training: bool = True,
    mask: np.ndarray | None = None,
) -> tuple[Float[np.ndarray, "*shape"] | np.floating]:
    r"""The gradient goes through the same mask.

    .. math:: \frac{\partial L}{\partial x} = \frac{m}{1 - p} \odot \frac{\partial L}{\partial y}

    >>> print(*dropout_backward([1.0, 1.0, 1.0], [1.0, 2.0, 3.0], mask=np.array([True, False, True])))
    [2. 0. 2.]
    """
    x = as_floats(x, "x")
    return (incoming(grad_output, x.shape, x.dtype) * _factor(x, p, training, mask),)


def _factor(x, p, training, mask):
    """What each entry is multiplied with, in the dtype of x."""
    p = number(p, "p", below=1)
    if not training:
        return x.dtype.type(1)
    if mask is None:
        raise ValueError("in training, dropout needs a mask: dropout_mask(x.shape, p, rng)")
    if np.shape(mask) != x.shape:
        raise ValueError(f"mask must have the shape {x.shape} of x, got {np.shape(mask)}")
    return np.asarray(mask, dtype=bool) * x.dtype.type(1 / (1 - p))
