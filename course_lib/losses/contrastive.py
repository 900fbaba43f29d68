r"""Which key belongs to the query? InfoNCE, a cross-entropy over similarities.

Its partner ``_grad`` is the gradient with respect to ``query``.
"""

import numpy as np

from course_lib.checks import Nested, as_floats, positive_float, same_shape
from course_lib.losses.classification import cross_entropy, cross_entropy_grad
from course_lib.shapes import Float, Real

SHORTEST = 1e-12  # a vector is divided by no less than this


def info_nce_loss(
    query: Real[np.ndarray, "N D"] | Nested,
    positive_key: Real[np.ndarray, "N D"] | Nested,
    negative_keys: Real[np.ndarray, "M D"] | Nested | None = None,
    temperature: float | int = 0.1,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Cross-entropy of picking each query's own key among others, by cosine similarity.

    .. math:: \ell_n = -\log \frac{e^{\cos(q_n, k_n) / T}}{\sum_j e^{\cos(q_n, k_j) / T}}

    Parameters
    ----------
    query : (N, D), any real q
    positive_key : (N, D); row n is the key that belongs to query n
    negative_keys : (M, D), shared by all queries
        Without them, the keys of the other queries are the negatives.
    temperature : T > 0; the smaller, the more the hardest negative counts
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
    arXiv:1807.03748; section 2.
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
              g = \frac1T \Bigl( \sum_j p_j \hat k_j - \hat k_+ \Bigr)

    with unit vectors under the hats and p the softmax of the similarities. A query shorter than 1e-12 is
    divided by 1e-12, a constant; its gradient is g/1e-12, as in ``torch.nn.functional.normalize``.

    Arguments and errors are those of :func:`info_nce_loss`; the result has the shape of ``query``.

    >>> print(info_nce_loss_grad([[1.0, 0.0]], [[0.0, 1.0]], [[0.0, -1.0]], temperature=1.0))
    [[ 0. -1.]]
    """
    directions, norms, keys, logits = _similarities(query, positive_key, negative_keys, temperature)
    grad_logits = cross_entropy_grad(logits, np.arange(len(logits)), reduction=reduction)
    grads = grad_logits @ keys / float(temperature)
    along = directions * np.sum(grads * directions, axis=1, keepdims=True)
    # a query that is too short is divided by a constant: nothing of its gradient is projected away
    return (grads - np.where(norms >= SHORTEST, along, 0)) / np.maximum(norms, SHORTEST)


def _similarities(query, positive_key, negative_keys, temperature):
    """Directions (N, D) and norms (N, 1) of the queries, unit keys (K, D), and cosines / T (N, K)."""
    query, positive_key = same_shape(query=query, positive_key=positive_key)
    if query.ndim != 2:
        raise ValueError(f"query and positive_key must have shape (N, D), got {query.shape}")
    directions, norms = _normalize(query)
    keys, _ = _normalize(positive_key)
    if negative_keys is None:
        return directions, norms, keys, directions @ keys.T / positive_float(temperature, "temperature")
    negative_keys = as_floats(negative_keys, "negative_keys", dtype=query.dtype)
    if negative_keys.ndim != 2 or negative_keys.shape[1] != query.shape[1]:
        raise ValueError(f"negative_keys must have shape (M, {query.shape[1]}), got {negative_keys.shape}")
    keys = np.concatenate([keys, _normalize(negative_keys)[0]])
    logits = directions @ keys.T / positive_float(temperature, "temperature")
    rows = np.arange(len(query))
    logits[:, : len(query)][rows[:, np.newaxis] != rows] = -np.inf  # other queries' keys are not negatives
    return directions, norms, keys, logits


def _normalize(vectors):
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(norms, SHORTEST), norms  # a zero vector stays zero
