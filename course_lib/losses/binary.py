r"""How wrong is a yes or no? Cross-entropies on one logit for each answer, in nats.

Each loss has a partner ``_grad``: the gradient with respect to ``logits``.
"""

import numpy as np

from course_lib.checks import Nested, broadcastable, number, one_number, same_shape, shares
from course_lib.losses._checks import labels_among
from course_lib.losses._reduction import reduce_grad, reduce_loss, weighed
from course_lib.losses.sigmoid import sigmoid, softplus
from course_lib.shapes import Float, Real, Shaped


def binary_cross_entropy_with_logits(
    logits: Real[np.ndarray, "*shape"] | Nested,
    targets: Shaped[np.ndarray, "*shape"] | Nested,
    weight: Real[np.ndarray, "..."] | Nested | None = None,
    reduction: str = "mean",
    pos_weight: Real[np.ndarray, "..."] | Nested | None = None,
) -> np.floating | np.ndarray:
    r"""Surprise at a yes/no target, from the logit of "yes".

    .. math:: \ell = -w \bigl[ w_+\, y \log \sigma(z) + (1 - y) \log (1 - \sigma(z)) \bigr]

    Computed with log(1 + eᶻ) = softplus(z), since −log σ(z) = softplus(−z) and −log(1 − σ(z)) = softplus(z).

    Parameters
    ----------
    logits : any shape, any real z
    targets : the shape of ``logits``, y in [0, 1]
    weight : broadcasts to ``logits``; scales each loss
    reduction : "mean" (over all elements, whatever their weight), "sum" or "none"
    pos_weight : broadcasts to ``logits``, often (C,); scales the part of the positives

    Returns
    -------
    Nats; for "none" an array with the shape of ``logits``.

    Raises
    ------
    ValueError
        If shapes differ, weights do not fit, or a target lies outside [0, 1]; torch lets such a target pass.

    Examples
    --------
    >>> print(binary_cross_entropy_with_logits([0.0, 100.0], [1, 0], reduction="none").round(4))
    [  0.6931 100.    ]

    References
    ----------
    C. M. Bishop (2006). *Pattern Recognition and Machine Learning*. Springer; equation (4.90).
    """
    logits, targets = same_shape(logits=logits, targets=targets)
    targets = shares(targets, "targets")
    weight, pos_weight = _weights(weight, pos_weight, logits)
    tail = np.log1p(np.exp(-np.abs(logits)))  # softplus(−z) and softplus(z) share it
    if_yes, if_no = np.maximum(-logits, 0) + tail, np.maximum(logits, 0) + tail
    losses = weighed(weight * pos_weight * targets, if_yes) + weighed(weight * (1 - targets), if_no)
    return reduce_loss(losses, reduction)


def binary_cross_entropy_with_logits_grad(
    logits: Real[np.ndarray, "*shape"] | Nested,
    targets: Shaped[np.ndarray, "*shape"] | Nested,
    weight: Real[np.ndarray, "..."] | Nested | None = None,
    reduction: str = "mean",
    pos_weight: Real[np.ndarray, "..."] | Nested | None = None,
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`binary_cross_entropy_with_logits`; without weights it is probability − target.

    .. math:: \ell'(z) = w \bigl[ (1 - y)\,\sigma(z) - w_+\, y\,\sigma(-z) \bigr]

    Arguments and errors are those of :func:`binary_cross_entropy_with_logits`.

    >>> print(binary_cross_entropy_with_logits_grad([0.0, 100.0], [1, 0], reduction="sum"))
    [-0.5  1. ]
    """
    logits, targets = same_shape(logits=logits, targets=targets)
    targets = shares(targets, "targets")
    weight, pos_weight = _weights(weight, pos_weight, logits)
    grads = weight * ((1 - targets) * sigmoid(logits) - pos_weight * targets * sigmoid(-logits))
    return reduce_grad(grads, reduction)


def _weights(weight, pos_weight, logits):
    return broadcastable(weight, logits, "weight"), broadcastable(pos_weight, logits, "pos_weight")


def focal_loss(
    logits: Real[np.ndarray, "*shape"] | Nested,
    targets: Shaped[np.ndarray, "*shape"] | Nested,
    alpha: float | int = 0.25,
    gamma: float | int = 2.0,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Binary cross-entropy that turns its attention from easy examples to hard ones.

    .. math:: \ell = -\alpha_t\,(1 - p_t)^\gamma \log p_t, \qquad
              (p_t, \alpha_t) = \begin{cases} (\sigma(z), \alpha) & y = 1 \\
                                (1 - \sigma(z), 1 - \alpha) & y = 0 \end{cases}

    Parameters
    ----------
    logits : any shape, any real z
    targets : the shape of ``logits``, labels 0 or 1
    alpha : in [0, 1], weight of the positives; or −1 for no weights
    gamma : ≥ 0; with 0 only the weights are left
    reduction : "mean" (over all elements), "sum" or "none"

    Returns
    -------
    Nats; for "none" an array with the shape of ``logits``.

    Raises
    ------
    ValueError
        If shapes differ, a target is not 0 or 1, or alpha or gamma is out of range.

    Examples
    --------
    >>> print(focal_loss([0.0, 4.0], [1, 1], reduction="none").round(6))
    [4.3322e-02 1.0000e-06]

    References
    ----------
    T.-Y. Lin et al. (2017). Focal Loss for Dense Object Detection. ICCV; section 3.

    Notes
    -----
    ``torchvision.ops.sigmoid_focal_loss`` computes the same with ``reduction="none"`` as its default, and
    also takes targets between 0 and 1.
    """
    _, margins, scale = _focal_parts(logits, targets, alpha, gamma)
    return reduce_loss(weighed(scale, softplus(-margins)), reduction)


def focal_loss_grad(
    logits: Real[np.ndarray, "*shape"] | Nested,
    targets: Shaped[np.ndarray, "*shape"] | Nested,
    alpha: float | int = 0.25,
    gamma: float | int = 2.0,
    reduction: str = "mean",
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`focal_loss`.

    .. math:: \ell'(z) = \pm\, \alpha_t\,(1 - p_t)^\gamma \bigl( \gamma\, p_t \log p_t - (1 - p_t) \bigr),
              \qquad + \text{ for } y = 1,\ - \text{ for } y = 0

    Arguments and errors are those of :func:`focal_loss`; the result has the shape of ``logits``.

    >>> print(focal_loss_grad([0.0, 0.0], [0, 1], alpha=-1, gamma=0, reduction="sum"))
    [ 0.5 -0.5]
    """
    sign, margins, scale = _focal_parts(logits, targets, alpha, gamma)
    p_log_p = weighed(-sigmoid(margins), softplus(-margins))
    return reduce_grad(sign * scale * (float(gamma) * p_log_p - sigmoid(-margins)), reduction)


def _focal_parts(logits, targets, alpha, gamma):
    """Sign ±1 of the label, margin ±z with σ(margin) = p_t, and the factor α_t (1 − p_t)^γ."""
    logits, targets = same_shape(logits=logits, targets=targets)
    labels_among(targets, (0, 1))
    one_number(alpha, "alpha")
    if not (0 <= alpha <= 1 or alpha == -1):
        raise ValueError(f"alpha must be in [0, 1], or -1 for no weights, got {alpha}")
    alpha, gamma = float(alpha), number(gamma, "gamma")
    sign = 2 * targets - 1
    alpha_t = 1 if alpha == -1 else alpha * targets + (1 - alpha) * (1 - targets)
    return sign, sign * logits, alpha_t * sigmoid(-sign * logits) ** gamma
