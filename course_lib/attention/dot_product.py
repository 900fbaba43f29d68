r"""Scaled dot-product attention: a soft look-up, and its gradients by hand."""

import math

import numpy as np

from course_lib.attention.masks import masked, softmax_rows
from course_lib.backprop.pair_checks import incoming
from course_lib.checks import Nested, as_floats, number
from course_lib.shapes import Float, Real


def scaled_dot_product_attention(
    query: Real[np.ndarray, "*N L E"] | Nested,
    key: Real[np.ndarray, "*N S E"] | Nested,
    value: Real[np.ndarray, "*N S D"] | Nested,
    attn_mask: np.ndarray | Nested | None = None,
    is_causal: bool = False,
    scale: float | int | None = None,
) -> Float[np.ndarray, "*N L D"]:
    r"""Each query takes a mean of all values, weighted by how well their keys fit.

    .. math:: P = \text{softmax}\Bigl(\frac{Q K^\top}{\sqrt E} + M\Bigr), \qquad Y = P V

    Parameters
    ----------
    query : Q, (..., L, E), what is looked for
    key : K, (..., S, E), what is found
    value : V, (..., S, D), what is handed over
    attn_mask : M, broadcasts to (..., L, S), or None. Of bool: True attends, False is left out.
        Of floats: it is added to the scores
    is_causal : True lets query i see the keys 0 to i alone
    scale : what the scores are multiplied with; None for 1/√E

    Returns
    -------
    Y, (..., L, D). A query that may attend to nothing gets 0.

    Raises
    ------
    ValueError
        If the shapes do not fit.
    TypeError
        If the mask holds whole numbers, of which nobody knows what they mean.

    Examples
    --------
    The query fits both keys alike, then the second far better.

    >>> key, value = [[1.0, 0.0], [0.0, 1.0]], [[10.0], [20.0]]
    >>> print(scaled_dot_product_attention([[0.0, 0.0], [0.0, 9.0]], key, value).round(2))
    [[15.  ]
     [19.98]]

    Notes
    -----
    ``torch.nn.functional.scaled_dot_product_attention``, which refuses ``attn_mask`` and ``is_causal`` at
    once; here both hold.

    References
    ----------
    A. Vaswani et al. (2017). Attention Is All You Need. NeurIPS. Equation 1.
    """
    return AttentionRun(query, key, value, attn_mask, is_causal, scale).output


def scaled_dot_product_attention_backward(
    grad_output: Real[np.ndarray, "*N L D"] | Nested,
    query: Real[np.ndarray, "*N L E"] | Nested,
    key: Real[np.ndarray, "*N S E"] | Nested,
    value: Real[np.ndarray, "*N S D"] | Nested,
    attn_mask: np.ndarray | Nested | None = None,
    is_causal: bool = False,
    scale: float | int | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    r"""Gradients of :func:`scaled_dot_product_attention` by query, key and value.

    With G = ∂L/∂Y, and Z the scores before the softmax:

    .. math:: \frac{\partial L}{\partial V} &= P^\top G, \qquad \frac{\partial L}{\partial P} = G V^\top \\
              \frac{\partial L}{\partial Z} &= P \odot \Bigl(\frac{\partial L}{\partial P} - r\Bigr), \qquad
              r_i = \sum_j P_{ij} \frac{\partial L}{\partial P_{ij}} = G_i \cdot Y_i \\
              \frac{\partial L}{\partial Q} &= \frac{1}{\sqrt E} \frac{\partial L}{\partial Z} K, \qquad
              \frac{\partial L}{\partial K} = \frac{1}{\sqrt E} \frac{\partial L}{\partial Z}^\top Q

    ∂L/∂Z is also the gradient by a mask of floats, which here is a constant.

    >>> query, key, value = [[0.0]], [[1.0], [-1.0]], [[4.0], [2.0]]
    >>> for grad in scaled_dot_product_attention_backward([[1.0]], query, key, value):
    ...     print(grad.ravel())
    [1.]
    [0. 0.]
    [0.5 0.5]
    """
    return AttentionRun(query, key, value, attn_mask, is_causal, scale).gradients(grad_output)


def attention_weights(
    query: Real[np.ndarray, "*N L E"] | Nested,
    key: Real[np.ndarray, "*N S E"] | Nested,
    attn_mask: np.ndarray | Nested | None = None,
    is_causal: bool = False,
    scale: float | int | None = None,
) -> Float[np.ndarray, "*N L S"]:
    r"""Where each query looks: the P of :func:`scaled_dot_product_attention`.

    .. math:: P_{ij} = \frac{e^{Z_{ij}}}{\sum_{j'} e^{Z_{ij'}}}, \qquad Z = \frac{Q K^\top}{\sqrt E} + M

    Parameters
    ----------
    query, key, attn_mask, is_causal, scale : as of :func:`scaled_dot_product_attention`

    Returns
    -------
    P, (..., L, S): each row has sum 1, or 0 if that query may attend to nothing.

    Raises
    ------
    ValueError, TypeError
        As :func:`scaled_dot_product_attention`.

    Examples
    --------
    How widely a query looks is the entropy of its row: 0 for one key, log S for all alike.

    >>> from course_lib.losses import entropy
    >>> weights = attention_weights([[0.0], [20.0]], [[1.0], [0.0], [0.0]])
    >>> print(weights.round(3), entropy(weights).round(3))
    [[0.333 0.333 0.333]
     [1.    0.    0.   ]] [1.099 0.   ]
    """
    query, key = fitting(query, key)
    return weights_of(query * factor(scale, query), key, attn_mask, is_causal)


class AttentionRun:
    """One soft look-up: made, it has gone forward; ``gradients`` goes back."""

    def __init__(self, query, key, value, attn_mask=None, is_causal=False, scale=None, padding=None):
        query, self.key, self.value = fitting(query, key, value)
        self.scale = factor(scale, query)
        self.query = query * self.scale
        self.weights = weights_of(self.query, self.key, attn_mask, is_causal, padding)
        self.output = self.weights @ self.value

    def gradients(self, grad_output):
        """By query, key and value."""
        grad = incoming(grad_output, self.output.shape, self.output.dtype)
        grad_scores = grad @ self.value.swapaxes(-1, -2)
        grad_scores -= (grad * self.output).sum(axis=-1, keepdims=True)
        grad_scores *= self.weights
        grad_query = grad_scores @ self.key
        grad_query *= self.scale
        grad_key = grad_scores.swapaxes(-1, -2) @ self.query  # which is scaled already
        return grad_query, grad_key, self.weights.swapaxes(-1, -2) @ grad


def weights_of(query, key, attn_mask, is_causal, padding=None):
    """P of a query that is scaled already."""
    return softmax_rows(masked(query @ key.swapaxes(-1, -2), attn_mask, is_causal, padding))


def factor(scale, query):
    """1/√E, or what was asked for."""
    return 1 / math.sqrt(query.shape[-1]) if scale is None else number(scale, "scale", low=-math.inf)


def fitting(query, key, value=None):
    """Floats of shapes that fit, in the dtype of query."""
    query = as_floats(query, "query")
    key = as_floats(key, "key", dtype=query.dtype)
    if (
        query.ndim < 2
        or not query.shape[-1]
        or key.shape != (*query.shape[:-2], *key.shape[-2:-1], query.shape[-1])
    ):
        raise ValueError(
            "query (..., L, E) and key (..., S, E) must agree in all but L and S, "
            f"got {query.shape} and {key.shape}"
        )
    if value is None:
        return query, key
    value = as_floats(value, "value", dtype=query.dtype)
    if value.ndim != key.ndim or value.shape[:-1] != key.shape[:-1]:
        raise ValueError(
            "key (..., S, E) and value (..., S, D) must agree in all but E and D, "
            f"got {key.shape} and {value.shape}"
        )
    return query, key, value
