r"""How wrong is a number when too low and too high cost differently? The pinball loss.

Its partner ``_grad`` is the gradient with respect to ``predictions``.
"""

import numpy as np

from course_lib.checks import Nested, one_number, same_shape
from course_lib.losses._reduction import reduce_grad, reduce_loss
from course_lib.shapes import Float, Real


def quantile_loss(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    q: float = 0.5,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Pinball loss; its best constant prediction is the q-quantile.

    .. math:: \ell(e) = \max\bigl(q\,e,\ (q - 1)\,e\bigr) \qquad e = y - \hat y

    Parameters
    ----------
    predictions, targets : one shape, any real, in the same unit
    q : in (0, 1)
        The price of predicting one unit too low; one unit too high costs 1 − q.
        With q = 0.5 this is half of :func:`l1_loss`.
    reduction : "mean" (over all elements), "sum" or "none"

    Returns
    -------
    A number in the unit of y; for "none" an array with the shape of ``predictions``.

    Raises
    ------
    ValueError
        If the shapes differ or q is outside (0, 1).

    Examples
    --------
    >>> print(quantile_loss([3.0, 5.0], [4.0, 4.0], q=0.75, reduction="none"))
    [0.75 0.25]

    References
    ----------
    R. Koenker and G. Bassett (1978). Regression Quantiles. *Econometrica* 46(1), 33–50.

    Notes
    -----
    torch has no such function; scikit-learn calls it ``mean_pinball_loss`` (targets first, q is ``alpha``).
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    q = _quantile(q)
    error = targets - predictions
    return reduce_loss(np.maximum(q * error, (q - 1) * error), reduction)


def quantile_loss_grad(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    q: float = 0.5,
    reduction: str = "mean",
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`quantile_loss`: −q below the target, 1 − q above it.

    .. math:: \ell'(\hat y) = \mathbf 1[\hat y > y] - q

    On the target we take the midpoint of both slopes, as ``torch.maximum`` does.
    Arguments and errors are those of :func:`quantile_loss`; the result has the shape of ``predictions``.

    >>> print(quantile_loss_grad([3.0, 4.0, 5.0], [4.0, 4.0, 4.0], q=0.75, reduction="sum"))
    [-0.75 -0.25  0.25]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    return reduce_grad(np.heaviside(predictions - targets, 0.5) - _quantile(q), reduction)


def _quantile(q):
    one_number(q, "q")
    if not 0 < q < 1:
        raise ValueError(f"q must be in (0, 1), got {q}")
    return float(q)
