r"""How wrong is a probability? Cross-entropies on logits, in nats.

Each loss has a partner ``_grad``: the gradient with respect to ``logits``. Behind all of them stands
the same difference, probability − target.
"""

import numpy as np

from course_lib.losses._checks import (
    Nested,
    as_floats,
    broadcastable,
    class_indices,
    labels_among,
    same_shape,
    within,
)
from course_lib.losses._reduction import reduce_grad, reduce_loss
from course_lib.losses.softmax import log_softmax, sigmoid, softmax
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
    """
    logits, targets = same_shape(logits=logits, targets=targets)
    within(targets, 0, 1, "targets")
    weight, pos_weight = _weights(weight, pos_weight, logits)
    if_yes, if_no = np.logaddexp(0, -logits), np.logaddexp(0, logits)
    return reduce_loss(weight * (pos_weight * targets * if_yes + (1 - targets) * if_no), reduction)


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
    within(targets, 0, 1, "targets")
    weight, pos_weight = _weights(weight, pos_weight, logits)
    grads = weight * ((1 - targets) * sigmoid(logits) - pos_weight * targets * sigmoid(-logits))
    return reduce_grad(grads, reduction)


def _weights(weight, pos_weight, logits):
    return broadcastable(weight, logits, "weight"), broadcastable(pos_weight, logits, "pos_weight")


def cross_entropy(
    logits: Real[np.ndarray, "..."] | Nested,
    targets: Shaped[np.ndarray, "..."] | Nested,
    weight: Real[np.ndarray, " C"] | Nested | None = None,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float | int = 0.0,
) -> np.floating | np.ndarray:
    r"""Surprise at the target class, from the logits of all classes.

    .. math:: \ell = -\sum_c w_c\, q_c \log p_c, \qquad p = \operatorname{softmax}(z), \qquad
              q = (1 - \varepsilon)\, y + \frac{\varepsilon}{C}

    With a class index t and ε = 0 this is −log p_t: a model that knows nothing pays log C.

    Parameters
    ----------
    logits : (C,), (N, C) or (N, C, d1, ...), any real z
    targets : class indices in [0, C), integers of shape (), (N,) or (N, d1, ...);
        or class probabilities y in [0, 1], of the shape of ``logits``
    weight : (C,), one weight w for each class
    ignore_index : targets with this index cost nothing and do not count; only for class indices
    reduction : "mean", "sum" or "none"
        For class indices the mean divides by the sum of the weights of the targets that count, for class
        probabilities by the number of targets, as in torch.
    label_smoothing : ε in [0, 1]

    Returns
    -------
    Nats; for "none" an array with the shape of ``logits`` without its class axis. The mean is NaN when
    every target is ignored.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, a target is not a class, or a probability lies outside [0, 1] (torch lets
        that pass).

    Examples
    --------
    >>> print(cross_entropy([[0.0, 0.0, 0.0], [1000.0, 0.0, 0.0]], [2, 1], reduction="none").round(4))
    [   1.0986 1000.    ]

    References
    ----------
    C. Szegedy et al. (2016). Rethinking the Inception Architecture for Computer Vision. CVPR; section 7 is
    the source of label smoothing.
    """
    logits, weighted, count = _weighted_targets(logits, targets, weight, ignore_index, label_smoothing)
    log_probs = log_softmax(logits, dim=_class_axis(logits))
    # where the target is 0, a log-probability of -inf costs nothing either
    terms = np.multiply(weighted, log_probs, out=np.zeros_like(logits), where=weighted != 0)
    return reduce_loss(-terms.sum(axis=_class_axis(logits)), reduction, count)


def cross_entropy_grad(
    logits: Real[np.ndarray, "*shape"] | Nested,
    targets: Shaped[np.ndarray, "..."] | Nested,
    weight: Real[np.ndarray, " C"] | Nested | None = None,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float | int = 0.0,
) -> Float[np.ndarray, "*shape"]:
    r"""Gradient of :func:`cross_entropy`; without weights it is p − q, probability − target.

    .. math:: \frac{\partial \ell}{\partial z_j} = p_j \sum_c w_c\, q_c - w_j\, q_j

    Arguments and errors are those of :func:`cross_entropy`; the result has the shape of ``logits``.

    >>> print(cross_entropy_grad([0.0, np.log(3.0)], 0).round(4))
    [-0.75  0.75]
    """
    logits, weighted, count = _weighted_targets(logits, targets, weight, ignore_index, label_smoothing)
    probs = softmax(logits, dim=_class_axis(logits))
    return reduce_grad(
        probs * weighted.sum(axis=_class_axis(logits), keepdims=True) - weighted, reduction, count
    )


def _class_axis(logits):
    return 0 if logits.ndim == 1 else 1


def _weighted_targets(logits, targets, weight, ignore_index, label_smoothing):
    """Logits, w_c q_c in the shape of the logits, and what a mean divides by."""
    logits, targets = as_floats(logits, "logits"), np.asarray(targets)
    if logits.ndim == 0:
        raise ValueError(f"logits must have a class axis, (C,) or (N, C, ...), got {logits.shape}")
    within(label_smoothing, 0, 1, "label_smoothing")
    axis = _class_axis(logits)
    n_classes = logits.shape[axis]
    one_each = logits.shape[:axis] + logits.shape[axis + 1 :]
    weight = _class_weights(weight, logits, axis)
    if targets.shape == logits.shape:
        if ignore_index >= 0:
            raise ValueError(f"ignore_index={ignore_index} needs class indices, got class probabilities")
        targets = within(as_floats(targets, "targets", dtype=logits.dtype), 0, 1, "targets")
        counted, count = 1, np.prod(one_each, dtype=int)
    elif targets.shape == one_each:
        indices = np.expand_dims(class_indices(targets, n_classes, ignore_index), axis)
        counted = (indices != ignore_index).astype(logits.dtype)
        targets = counted * (indices == _along(axis, np.arange(n_classes), logits.ndim))
        count = np.sum(weight * targets)
    else:
        raise ValueError(
            f"for logits of shape {logits.shape}, targets must be class indices of shape {one_each} "
            f"or class probabilities of shape {logits.shape}, got {targets.shape}"
        )
    smooth = (1 - float(label_smoothing)) * targets + float(label_smoothing) / max(n_classes, 1) * counted
    return logits, weight * smooth, count


def _class_weights(weight, logits, axis):
    """The weights of the classes, laid along the class axis."""
    n_classes = logits.shape[axis]
    weight = np.ones(n_classes) if weight is None else weight
    weight = as_floats(weight, "weight", dtype=logits.dtype)
    if weight.shape != (n_classes,):
        raise ValueError(f"weight must have shape (C,) = ({n_classes},), got {weight.shape}")
    return _along(axis, weight, logits.ndim)


def _along(axis, values, ndim):
    return values.reshape((-1,) + (1,) * (ndim - axis - 1))


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
    T.-Y. Lin et al. (2017). Focal Loss for Dense Object Detection. ICCV; equation (5).

    Notes
    -----
    ``torchvision.ops.sigmoid_focal_loss`` computes the same with ``reduction="none"`` as its default, and
    also takes targets between 0 and 1.
    """
    _, margins, scale = _focal_parts(logits, targets, alpha, gamma)
    return reduce_loss(scale * np.logaddexp(0, -margins), reduction)


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
    p_log_p = -sigmoid(margins) * np.logaddexp(0, -margins)
    return reduce_grad(sign * scale * (gamma * p_log_p - sigmoid(-margins)), reduction)


def _focal_parts(logits, targets, alpha, gamma):
    """Sign ±1 of the label, margin ±z with σ(margin) = p_t, and the factor α_t (1 − p_t)^γ."""
    logits, targets = same_shape(logits=logits, targets=targets)
    labels_among(targets, (0, 1))
    if not (0 <= alpha <= 1 or alpha == -1):
        raise ValueError(f"alpha must be in [0, 1], or -1 for no weights, got {alpha}")
    within(gamma, 0, np.inf, "gamma")
    sign = 2 * targets - 1
    alpha_t = 1 if alpha == -1 else float(alpha) * targets + (1 - float(alpha)) * (1 - targets)
    return sign, sign * logits, alpha_t * sigmoid(-sign * logits) ** float(gamma)
