r"""Additive attention: a small network scores how well a query and a key fit."""

import numpy as np

from course_lib.attention.masks import masked, softmax_rows
from course_lib.backprop.pair_checks import incoming, of_shape
from course_lib.checks import Nested, as_floats
from course_lib.shapes import Float, Real


def additive_attention(
    query: Real[np.ndarray, "N L Q"] | Nested,
    key: Real[np.ndarray, "N S K"] | Nested,
    value: Real[np.ndarray, "N S D"] | Nested,
    w_query: Real[np.ndarray, "H Q"] | Nested,
    w_key: Real[np.ndarray, "H K"] | Nested,
    v: Real[np.ndarray, " H"] | Nested,
    attn_mask: np.ndarray | Nested | None = None,
) -> Float[np.ndarray, "N L D"]:
    r"""A soft look-up whose scores come from one hidden layer; query and key may differ in width.

    .. math:: Z_{ij} = v \cdot \tanh(W_q\, q_i + W_k\, k_j), \qquad Y = \text{softmax}(Z)\, V

    Parameters
    ----------
    query : (N, L, Q)
    key : (N, S, K)
    value : (N, S, D)
    w_query, w_key, v : (H, Q), (H, K) and (H,), the layer of H units and what its units count
    attn_mask : as of :func:`course_lib.attention.scaled_dot_product_attention`

    Returns
    -------
    Y, (N, L, D)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> query, key, value = [[[1.0]]], [[[2.0], [-1.0]]], [[[10.0], [20.0]]]
    >>> print(additive_attention(query, key, value, [[1.0]], [[1.0]], [50.0]))
    [[[10.]]]

    References
    ----------
    D. Bahdanau, K. Cho, Y. Bengio (2015). Neural Machine Translation by Jointly Learning to Align and
    Translate. ICLR. Appendix A.1.2.
    """
    query, key, value, w_query, w_key, v = _fitting(query, key, value, w_query, w_key, v)
    scores = masked(_hidden(query, key, w_query, w_key) @ v, attn_mask, False)
    return softmax_rows(scores) @ value


def additive_attention_backward(
    grad_output: Real[np.ndarray, "N L D"] | Nested,
    query: Real[np.ndarray, "N L Q"] | Nested,
    key: Real[np.ndarray, "N S K"] | Nested,
    value: Real[np.ndarray, "N S D"] | Nested,
    w_query: Real[np.ndarray, "H Q"] | Nested,
    w_key: Real[np.ndarray, "H K"] | Nested,
    v: Real[np.ndarray, " H"] | Nested,
    attn_mask: np.ndarray | Nested | None = None,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`additive_attention` by query, key, value, w_query, w_key and v.

    From the scores, with t the tanh of each pair and δ what arrives below it:

    .. math:: \delta_{ij} = \frac{\partial L}{\partial Z_{ij}}\, v \odot (1 - t_{ij}^2), \qquad
              \frac{\partial L}{\partial q_i} = W_q^\top \sum_j \delta_{ij}, \qquad
              \frac{\partial L}{\partial k_j} = W_k^\top \sum_i \delta_{ij}

    >>> query, key, value = [[[0.0]]], [[[0.0], [0.0]]], [[[4.0], [2.0]]]
    >>> grads = additive_attention_backward([[[1.0]]], query, key, value, [[1.0]], [[1.0]], [1.0])
    >>> print(grads[1].ravel(), grads[2].ravel())
    [ 0.5 -0.5] [0.5 0.5]
    """
    query, key, value, w_query, w_key, v = _fitting(query, key, value, w_query, w_key, v)
    hidden = _hidden(query, key, w_query, w_key)  # (N, L, S, H)
    weights = softmax_rows(masked(hidden @ v, attn_mask, False))
    output = weights @ value
    grad = incoming(grad_output, output.shape, output.dtype)
    grad_scores = weights * (grad @ value.swapaxes(1, 2) - (grad * output).sum(axis=-1, keepdims=True))
    delta = grad_scores[..., None] * v * (1 - hidden**2)
    to_query, to_key = delta.sum(axis=2), delta.sum(axis=1)  # (N, L, H), (N, S, H)
    return (
        to_query @ w_query,
        to_key @ w_key,
        weights.swapaxes(1, 2) @ grad,
        np.einsum("nlh,nlq->hq", to_query, query),
        np.einsum("nsh,nsk->hk", to_key, key),
        np.einsum("nls,nlsh->h", grad_scores, hidden),
    )


def _hidden(query, key, w_query, w_key):
    """tanh(W_q q + W_k k) of every pair, (N, L, S, H)."""
    return np.tanh((query @ w_query.T)[:, :, None] + (key @ w_key.T)[:, None])


def _fitting(query, key, value, w_query, w_key, v):
    query = as_floats(query, "query")
    others = {"key": key, "value": value, "w_query": w_query, "w_key": w_key, "v": v}
    key, value, w_query, w_key, v = (as_floats(a, name, query.dtype) for name, a in others.items())
    if (
        not query.ndim == key.ndim == value.ndim == 3
        or query.shape[0] != key.shape[0]
        or key.shape[:2] != value.shape[:2]
    ):
        raise ValueError(
            "query (N, L, Q), key (N, S, K) and value (N, S, D) must agree in N and S, "
            f"got {query.shape}, {key.shape} and {value.shape}"
        )
    if v.ndim != 1:
        raise ValueError(f"v must be (H,), got {v.shape}")
    of_shape(w_query, (len(v), query.shape[2]), "w_query (H, Q)", query.dtype)
    of_shape(w_key, (len(v), key.shape[2]), "w_key (H, K)", query.dtype)
    return query, key, value, w_query, w_key, v
