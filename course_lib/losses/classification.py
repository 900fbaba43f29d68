r"""How wrong is a distribution over classes? Cross-entropy on logits, in nats.

Its gradient with respect to ``logits``, the partner ``_grad``, is the difference probability − target.
"""

import numpy as np

from course_lib.checks import Nested, as_floats, share, shares
from course_lib.losses._checks import class_indices
from course_lib.losses._reduction import reduce_grad, reduce_loss
from course_lib.losses.softmax import log_softmax, softmax
from course_lib.shapes import Float, Real, Shaped


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
    C. M. Bishop (2006). *Pattern Recognition and Machine Learning*. Springer; equation (4.108).
    C. Szegedy et al. (2016). Rethinking the Inception Architecture for Computer Vision. CVPR; section 7 is
    the source of label smoothing.
    """
    logits, axis, weighted, count = _weighted_targets(logits, targets, weight, ignore_index, label_smoothing)
    # where the target is 0, even a log-probability of -inf costs nothing
    log_probs = np.where(weighted == 0, 0, log_softmax(logits, axis))
    return reduce_loss(-np.sum(weighted * log_probs, axis), reduction, count)


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
    logits, axis, weighted, count = _weighted_targets(logits, targets, weight, ignore_index, label_smoothing)
    grads = softmax(logits, axis) * np.sum(weighted, axis, keepdims=True) - weighted
    return reduce_grad(grads, reduction, count)


def _weighted_targets(logits, targets, weight, ignore_index, label_smoothing):
    """Logits, their class axis, w_c q_c in the shape of the logits, and what a mean divides by."""
    logits, targets = as_floats(logits, "logits"), np.asarray(targets)
    if logits.ndim == 0:
        raise ValueError(f"logits must have a class axis, (C,) or (N, C, ...), got {logits.shape}")
    axis = 0 if logits.ndim == 1 else 1
    weight = _class_weights(weight, logits, axis)
    if targets.shape == logits.shape:
        if ignore_index >= 0:
            raise ValueError(f"ignore_index={ignore_index} needs class indices, got class probabilities")
        probs = shares(as_floats(targets, "targets", dtype=logits.dtype), "targets")
        counted, count = 1, logits.size // max(logits.shape[axis], 1)
    else:
        probs, counted = _one_hot(targets, logits, axis, ignore_index)
        count = np.sum(weight * probs)
    eps = share(label_smoothing, "label_smoothing")
    return logits, axis, weight * ((1 - eps) * probs + eps / max(logits.shape[axis], 1) * counted), count


def _one_hot(targets, logits, axis, ignore_index):
    """One-hot rows in the shape of the logits, zero where ignored, and 1 for each target that counts."""
    one_each = logits.shape[:axis] + logits.shape[axis + 1 :]
    if targets.shape != one_each:
        raise ValueError(
            f"for logits of shape {logits.shape}, targets must be class indices of shape {one_each} "
            f"or class probabilities of shape {logits.shape}, got {targets.shape}"
        )
    n_classes = logits.shape[axis]
    indices = np.expand_dims(class_indices(targets, n_classes, ignore_index), axis)
    counted = (indices != ignore_index).astype(logits.dtype)
    return counted * (indices == _along(axis, np.arange(n_classes), logits.ndim)), counted


def _class_weights(weight, logits, axis):
    """The weights of the classes, laid along the class axis."""
    n_classes = logits.shape[axis]
    weight = as_floats(np.ones(n_classes) if weight is None else weight, "weight", dtype=logits.dtype)
    if weight.shape != (n_classes,):
        raise ValueError(f"weight must have shape (C,) = ({n_classes},), got {weight.shape}")
    return _along(axis, weight, logits.ndim)


def _along(axis, values, ndim):
    return values.reshape((-1,) + (1,) * (ndim - axis - 1))
