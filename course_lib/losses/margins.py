r"""Losses with a margin: good enough costs nothing.

Each loss has a partner ``_grad``: the gradient with respect to its first argument.
"""

import numpy as np

from course_lib.checks import Nested, number, one_number, positive_float, same_shape
from course_lib.losses._checks import labels_among
from course_lib.losses._reduction import reduce_grad, reduce_loss
from course_lib.shapes import Float, Real


def hinge_loss(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Price of a score that is not on the right side by a margin of one.

    .. math:: \ell(s, y) = \max(0,\ 1 - y\,s)

    Parameters
    ----------
    predictions : any shape, any real score s
    targets : the shape of ``predictions``, labels −1 or +1
    reduction : "mean" (over all elements), "sum" or "none"

    Returns
    -------
    A number without unit; for "none" an array with the shape of ``predictions``.

    Raises
    ------
    ValueError
        If shapes differ or a target is not −1 or +1.

    Examples
    --------
    >>> print(hinge_loss([2.0, 0.5, -1.0], [1, 1, 1], reduction="none"))
    [0.  0.5 2. ]

    References
    ----------
    C. Cortes and V. Vapnik (1995). Support-Vector Networks. *Machine Learning* 20, 273–297.

    Notes
    -----
    In torch: ``margin_ranking_loss(predictions, zeros, targets, margin=1)``. ``hinge_embedding_loss`` is
    another loss.
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    return reduce_loss(np.maximum(0, 1 - labels_among(targets, (-1, 1)) * predictions), reduction)


def hinge_loss_grad(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    reduction: str = "mean",
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`hinge_loss`.

    .. math:: \ell'(s) = -y \text{ if } y\,s \le 1, \text{ else } 0

    Exactly at the hinge any slope between 0 and −y is a subgradient; we take −y, as torch does.

    >>> print(hinge_loss_grad([2.0, 0.5, -1.0], [1, 1, 1], reduction="sum"))
    [ 0. -1. -1.]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    grads = np.where(labels_among(targets, (-1, 1)) * predictions <= 1, -targets, 0)
    return reduce_grad(grads, reduction)


def triplet_margin_loss(
    anchor: Real[np.ndarray, "*batch D"] | Nested,
    positive: Real[np.ndarray, "*batch D"] | Nested,
    negative: Real[np.ndarray, "*batch D"] | Nested,
    margin: float | int = 1.0,
    p: float | int = 2.0,
    eps: float = 1e-6,
    swap: bool = False,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Price of a positive that is not closer to the anchor than the negative, by a margin.

    .. math:: \ell = \max\bigl(0,\ d(a, p) - d(a, n) + \text{margin}\bigr), \qquad
              d(x, y) = \lVert x - y + \epsilon \rVert_p

    Parameters
    ----------
    anchor : (..., D), any real
    positive, negative : the shape of ``anchor``
    margin : positive, in the unit of the distance
    p : ≥ 1 and finite, the norm
    eps : added to every difference, so that the norm of equal points has a gradient
    swap : take d(p, n) for d(a, n) where it is smaller, a harder negative
    reduction : "mean" (over all triplets), "sum" or "none"

    Returns
    -------
    A number in the unit of the distance; for "none" an array (...), one loss for each triplet.

    Raises
    ------
    ValueError
        If shapes differ, the margin is not positive or p is out of range.

    Examples
    --------
    >>> print(triplet_margin_loss([0.0, 0.0], [3.0, 4.0], [0.0, 5.5]).round(4))
    0.5

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin (2015). FaceNet: A Unified Embedding for Face Recognition and
    Clustering. CVPR; there with squared distances. ``swap``: V. Balntas et al. (2016). Learning local
    feature descriptors with triplets and shallow convolutional neural networks. BMVC.
    """
    margin, p = positive_float(margin, "margin"), _order(p)
    from_positive, from_negative, between = _differences(anchor, positive, negative, eps)
    to_negative = _norm(from_negative, p)
    if swap:
        to_negative = np.minimum(to_negative, _norm(between, p))
    return reduce_loss(np.maximum(0, _norm(from_positive, p) - to_negative + margin), reduction)


def triplet_margin_loss_grad(
    anchor: Real[np.ndarray, "*batch D"] | Nested,
    positive: Real[np.ndarray, "*batch D"] | Nested,
    negative: Real[np.ndarray, "*batch D"] | Nested,
    margin: float | int = 1.0,
    p: float | int = 2.0,
    eps: float = 1e-6,
    swap: bool = False,
    reduction: str = "mean",
) -> Float[np.ndarray, "*batch D"]:
    r"""Gradient of :func:`triplet_margin_loss` with respect to ``anchor``: what descent steps against.

    .. math:: \nabla_a \ell = \nabla d(a, p) - \nabla d(a, n) \text{ where the loss is not cut off at } 0,
              \qquad \nabla \lVert x \rVert_p = \operatorname{sign}(x)
              \left( \frac{|x|}{\lVert x \rVert_p} \right)^{p - 1}

    A step against it moves the anchor towards p and away from n. With ``swap``, d(a, n) counts only where it
    is the smaller distance (half in a tie). Where the loss just reaches 0 the gradient still counts. Both are
    torch's conventions.
    Arguments and errors are those of :func:`triplet_margin_loss`; the result has the shape of ``anchor``.

    >>> print(triplet_margin_loss_grad([0.0, 0.0], [3.0, 4.0], [0.0, 5.5]).round(4))
    [-0.6  0.2]
    """
    margin, p = positive_float(margin, "margin"), _order(p)
    from_positive, from_negative, between = _differences(anchor, positive, negative, eps)
    to_positive, to_negative, share = _norm(from_positive, p), _norm(from_negative, p), 1
    if swap:
        share = np.heaviside(_norm(between, p) - to_negative, 0.5)[..., np.newaxis]
        to_negative = np.minimum(to_negative, _norm(between, p))
    active = to_positive - to_negative + margin >= 0
    grads = active[..., np.newaxis] * (_norm_grad(from_positive, p) - share * _norm_grad(from_negative, p))
    return reduce_grad(grads, reduction, count=active.size)


def _order(p):
    one_number(p, "p")
    if not 1 <= p < np.inf:
        raise ValueError(f"p must be at least 1 and finite, got {p}")
    return float(p)


def _differences(anchor, positive, negative, eps):
    anchor, positive, negative = same_shape(anchor=anchor, positive=positive, negative=negative)
    if anchor.ndim == 0:
        raise ValueError("anchor must have a feature axis, (..., D), got ()")
    eps = number(eps, "eps", low=-np.inf)
    return anchor - positive + eps, anchor - negative + eps, positive - negative + eps


def _norm(x, p):
    return np.linalg.norm(x, ord=p, axis=-1)


def _norm_grad(x, p):
    length = np.linalg.norm(x, ord=p, axis=-1, keepdims=True)
    return np.sign(x) * (np.abs(x) / np.where(length > 0, length, 1)) ** (p - 1)
