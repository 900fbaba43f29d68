r"""Losses that compare: a score with a margin, an anchor with its neighbours, a query with its keys.

Each loss has a partner ``_grad``: the gradient with respect to its first argument.
"""

import numpy as np

from course_lib.losses._checks import Nested, as_floats, labels_among, positive_float, same_shape
from course_lib.losses._reduction import reduce_grad, reduce_loss
from course_lib.losses.classification import cross_entropy, cross_entropy_grad
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
    from_positive, from_negative, between = _differences(anchor, positive, negative, margin, p, eps)
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
    r"""Gradient of :func:`triplet_margin_loss` with respect to ``anchor``: step away from p, or towards n.

    .. math:: \nabla_a \ell = \nabla d(a, p) - \nabla d(a, n) \text{ where the loss is not cut off at } 0,
              \qquad \nabla \lVert x \rVert_p = \operatorname{sign}(x)
              \left( \frac{|x|}{\lVert x \rVert_p} \right)^{p - 1}

    Descent goes against it. With ``swap``, d(a, n) counts only where it is the smaller distance (half in a
    tie). Where the loss just reaches 0 the gradient still counts, as in torch.
    Arguments and errors are those of :func:`triplet_margin_loss`; the result has the shape of ``anchor``.

    >>> print(triplet_margin_loss_grad([0.0, 0.0], [3.0, 4.0], [0.0, 5.5]).round(4))
    [-0.6  0.2]
    """
    from_positive, from_negative, between = _differences(anchor, positive, negative, margin, p, eps)
    to_positive, to_negative, share = _norm(from_positive, p), _norm(from_negative, p), 1
    if swap:
        share = np.heaviside(_norm(between, p) - to_negative, 0.5)[..., np.newaxis]
        to_negative = np.minimum(to_negative, _norm(between, p))
    active = to_positive - to_negative + margin >= 0
    grads = active[..., np.newaxis] * (_norm_grad(from_positive, p) - share * _norm_grad(from_negative, p))
    return reduce_grad(grads, reduction, count=active.size)


def _differences(anchor, positive, negative, margin, p, eps):
    anchor, positive, negative = same_shape(anchor=anchor, positive=positive, negative=negative)
    if anchor.ndim == 0:
        raise ValueError("anchor must have a feature axis, (..., D), got ()")
    positive_float(margin, "margin")
    if not 1 <= p < np.inf:
        raise ValueError(f"p must be at least 1 and finite, got {p}")
    return anchor - positive + eps, anchor - negative + eps, positive - negative + eps


def _norm(x, p):
    return np.linalg.norm(x, ord=p, axis=-1)


def _norm_grad(x, p):
    length = np.linalg.norm(x, ord=p, axis=-1, keepdims=True)
    return np.sign(x) * (np.abs(x) / np.where(length > 0, length, 1)) ** (p - 1)


def info_nce_loss(
    query: Real[np.ndarray, "N D"] | Nested,
    positive_key: Real[np.ndarray, "N D"] | Nested,
    negative_keys: Real[np.ndarray, "M D"] | Nested | None = None,
    temperature: float | int = 0.1,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Cross-entropy of picking each query's own key among others, by cosine similarity.

    .. math:: \ell_n = -\log \frac{e^{\cos(q_n, k_n) / \tau}}{\sum_j e^{\cos(q_n, k_j) / \tau}}

    Parameters
    ----------
    query : (N, D), any real q
    positive_key : (N, D); row n is the key that belongs to query n
    negative_keys : (M, D), shared by all queries
        Without them, the keys of the other queries are the negatives.
    temperature : τ > 0; the smaller, the more the hardest negative counts
    reduction : "mean" (over the queries), "sum" or "none"

    Returns
    -------
    Nats; for "none" an array (N,). A model that knows nothing pays log(number of keys).

    Raises
    ------
    ValueError
        If shapes do not fit or the temperature is not positive.

    Examples
    --------
    >>> print(info_nce_loss([[1.0, 0.0], [0.0, 1.0]], [[2.0, 0.0], [0.0, 3.0]], temperature=1.0).round(4))
    0.3133

    References
    ----------
    A. van den Oord, Y. Li, O. Vinyals (2018). Representation Learning with Contrastive Predictive Coding.
    arXiv:1807.03748; equation (4).
    """
    _, _, _, logits = _similarities(query, positive_key, negative_keys, temperature)
    return cross_entropy(logits, np.arange(len(logits)), reduction=reduction)


def info_nce_loss_grad(
    query: Real[np.ndarray, "N D"] | Nested,
    positive_key: Real[np.ndarray, "N D"] | Nested,
    negative_keys: Real[np.ndarray, "M D"] | Nested | None = None,
    temperature: float | int = 0.1,
    reduction: str = "mean",
) -> Float[np.ndarray, "N D"]:
    r"""Gradient of :func:`info_nce_loss` with respect to ``query``, always at right angles to it.

    .. math:: \nabla_{q} \ell = \frac{(I - \hat q \hat q^\top)\, g}{\lVert q \rVert}, \qquad
              g = \frac1\tau \Bigl( \sum_j p_j \hat k_j - \hat k_+ \Bigr)

    with unit vectors under the hats and p the softmax of the similarities.

    Arguments and errors are those of :func:`info_nce_loss`; the result has the shape of ``query``.

    >>> print(info_nce_loss_grad([[1.0, 0.0]], [[0.0, 1.0]], [[0.0, -1.0]], temperature=1.0))
    [[ 0. -1.]]
    """
    directions, lengths, keys, logits = _similarities(query, positive_key, negative_keys, temperature)
    grad_logits = cross_entropy_grad(logits, np.arange(len(logits)), reduction=reduction)
    grads = grad_logits @ keys / float(temperature)
    return (grads - directions * np.sum(grads * directions, axis=1, keepdims=True)) / lengths


def _similarities(query, positive_key, negative_keys, temperature):
    """Directions (N, D) and lengths (N, 1) of the queries, unit keys (K, D), and cosines / τ (N, K)."""
    query, positive_key = same_shape(query=query, positive_key=positive_key)
    if query.ndim != 2:
        raise ValueError(f"query and positive_key must have shape (N, D), got {query.shape}")
    directions, lengths = _normalize(query)
    keys, _ = _normalize(positive_key)
    if negative_keys is None:
        return directions, lengths, keys, directions @ keys.T / positive_float(temperature, "temperature")
    negative_keys = as_floats(negative_keys, "negative_keys", dtype=query.dtype)
    if negative_keys.ndim != 2 or negative_keys.shape[1] != query.shape[1]:
        raise ValueError(f"negative_keys must have shape (M, {query.shape[1]}), got {negative_keys.shape}")
    keys = np.concatenate([keys, _normalize(negative_keys)[0]])
    logits = directions @ keys.T / positive_float(temperature, "temperature")
    rows = np.arange(len(query))
    logits[:, : len(query)][rows[:, np.newaxis] != rows] = -np.inf  # other queries' keys are not negatives
    return directions, lengths, keys, logits


def _normalize(vectors):
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)  # a zero vector stays zero
    return vectors / lengths, lengths
