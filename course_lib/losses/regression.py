r"""How wrong is a number? Three penalties on the residual r = prediction − target.

Each loss has a partner ``_grad``: the gradient with respect to ``predictions``.
Where torch broadcasts ``(N,)`` against ``(N, 1)`` to ``(N, N)`` with no more than a warning, we refuse.
The fourth, :func:`quantile_loss`, lies beside it in ``quantile.py``.
"""

import numpy as np

from course_lib.checks import Nested, positive_float, same_shape
from course_lib.losses._reduction import reduce_grad, reduce_loss
from course_lib.shapes import Float, Real


def mse_loss(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Squared error; its best constant prediction is the mean.

    .. math:: \ell(\hat y, y) = (\hat y - y)^2

    Parameters
    ----------
    predictions : any shape, any real :math:`\hat y`
        The dtype of the result; integers become float64.
    targets : the shape of ``predictions``, any real y, in the same unit
    reduction : "mean" (over all elements), "sum" or "none"

    Returns
    -------
    A number in squared units of y; for "none" an array with the shape of ``predictions``.

    Raises
    ------
    ValueError
        If the shapes differ. ``torch.nn.functional.mse_loss`` warns and broadcasts instead.

    Examples
    --------
    >>> print(mse_loss([1.0, 2.0, 5.0], [1.0, 4.0, 4.0], reduction="none"))
    [0. 4. 1.]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    return reduce_loss((predictions - targets) ** 2, reduction)


def mse_loss_grad(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    reduction: str = "mean",
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`mse_loss`: it grows with the residual.

    .. math:: \ell'(\hat y) = 2\,(\hat y - y), \quad \text{divided by the number of elements for "mean"}

    Arguments and errors are those of :func:`mse_loss`; the result has the shape of ``predictions``.

    >>> print(mse_loss_grad([1.0, 2.0, 5.0], [1.0, 4.0, 4.0], reduction="sum"))
    [ 0. -4.  2.]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    return reduce_grad(2 * (predictions - targets), reduction)


def l1_loss(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Absolute error; its best constant prediction is the median.

    .. math:: \ell(\hat y, y) = |\hat y - y|

    Parameters
    ----------
    predictions, targets : one shape, any real, in the same unit
    reduction : "mean" (over all elements), "sum" or "none"

    Returns
    -------
    A number in the unit of y; for "none" an array with the shape of ``predictions``.

    Raises
    ------
    ValueError
        If the shapes differ. ``torch.nn.functional.l1_loss`` warns and broadcasts instead.

    Examples
    --------
    >>> print(l1_loss([1.0, 2.0, 5.0], [1.0, 4.0, 4.0]))
    1.0
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    return reduce_loss(np.abs(predictions - targets), reduction)


def l1_loss_grad(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    reduction: str = "mean",
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`l1_loss`: the same pull from near and from far.

    .. math:: \ell'(\hat y) = \operatorname{sign}(\hat y - y)

    At zero residual every slope in [−1, 1] is a subgradient; we take 0, as torch does.
    Arguments and errors are those of :func:`l1_loss`; the result has the shape of ``predictions``.

    >>> print(l1_loss_grad([1.0, 2.0, 5.0], [1.0, 4.0, 4.0], reduction="sum"))
    [ 0. -1.  1.]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    return reduce_grad(np.sign(predictions - targets), reduction)


def huber_loss(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    reduction: str = "mean",
    delta: float | int = 1.0,
) -> np.floating | np.ndarray:
    r"""Squared near the target, absolute far away: smooth, yet outliers pull no harder than delta.

    .. math::
        \ell(r) = \begin{cases} \tfrac12 r^2 & |r| \le \delta \\
                  \delta\,(|r| - \tfrac12 \delta) & \text{otherwise} \end{cases}
        \qquad r = \hat y - y

    Parameters
    ----------
    predictions, targets : one shape, any real, in the same unit
    reduction : "mean" (over all elements), "sum" or "none"
    delta : positive, in the unit of y
        Where the parabola becomes a line.

    Returns
    -------
    A number in squared units of y; for "none" an array with the shape of ``predictions``.

    Raises
    ------
    ValueError
        If the shapes differ (torch warns and broadcasts instead) or delta is not positive.

    Examples
    --------
    >>> print(huber_loss([0.0, 0.0], [1.0, 10.0], reduction="none"))
    [0.5 9.5]

    References
    ----------
    P. J. Huber (1964). Robust Estimation of a Location Parameter.
    *Annals of Mathematical Statistics* 35(1), 73–101.
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    delta = positive_float(delta, "delta")
    distance = np.abs(predictions - targets)
    losses = np.where(distance <= delta, distance**2 / 2, delta * (distance - delta / 2))
    return reduce_loss(losses, reduction)


def huber_loss_grad(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    reduction: str = "mean",
    delta: float | int = 1.0,
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`huber_loss`: the residual, clipped.

    .. math:: \ell'(r) = \min(\max(r, -\delta), \delta)

    Arguments and errors are those of :func:`huber_loss`; the result has the shape of ``predictions``.

    >>> print(huber_loss_grad([0.0, 0.0], [0.5, 10.0], reduction="sum"))
    [-0.5 -1. ]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    delta = positive_float(delta, "delta")
    return reduce_grad(np.clip(predictions - targets, -delta, delta), reduction)
