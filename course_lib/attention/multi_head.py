r"""Multi-head attention: several soft look-ups side by side, and the gradients of all of them by hand."""

import numpy as np

from course_lib.attention.dot_product import AttentionRun
from course_lib.attention.heads import affine, fitting, flat, heads_of, join, split
from course_lib.attention.masks import as_padding
from course_lib.backprop.pair_checks import given, incoming, of_shape
from course_lib.checks import Nested
from course_lib.shapes import Float, Real


def multi_head_attention(
    query: Real[np.ndarray, "N L E"] | Nested,
    key: Real[np.ndarray, "N S E"] | Nested,
    value: Real[np.ndarray, "N S E"] | Nested,
    num_heads: int | np.integer,
    in_proj_weight: Real[np.ndarray, "E3 E"] | Nested,
    in_proj_bias: Real[np.ndarray, " E3"] | Nested | None,
    out_proj_weight: Real[np.ndarray, "E E"] | Nested,
    out_proj_bias: Real[np.ndarray, " E"] | Nested | None = None,
    attn_mask: np.ndarray | Nested | None = None,
    is_causal: bool = False,
    key_padding_mask: np.ndarray | Nested | None = None,
) -> Float[np.ndarray, "N L E"]:
    r"""Each head looks with a query, keys and values of its own; what they find is joined and mixed.

    .. math:: Y_h = \text{attention}(Q W_h^{Q\top}, K W_h^{K\top}, V W_h^{V\top}), \qquad
              Y = [Y_1, \dots, Y_H]\, W^{O\top} + b^O

    Parameters
    ----------
    query : (N, L, E)
    key, value : (N, S, E); for self-attention, the query again
    num_heads : H, which divides E; each head has E / H numbers
    in_proj_weight, in_proj_bias : (3 E, E) and (3 E,), the rows of all queries, then of keys, then of values,
        head after head in each. The bias may be None
    out_proj_weight, out_proj_bias : (E, E) and (E,), or None
    attn_mask : broadcasts to (N, H, L, S); as of :func:`course_lib.attention.scaled_dot_product_attention`
    is_causal : True lets query i see the keys 0 to i alone
    key_padding_mask : (N, S) of bool. True says that this key is padding, which nobody may see

    Returns
    -------
    Y, (N, L, E)

    Raises
    ------
    ValueError
        If the shapes do not fit, or the heads do not divide E.
    TypeError
        If a mask holds what it cannot hold.

    Examples
    --------
    Two heads, no mixing: the first looks at all alike, the second at the token of its own sign.

    >>> x = [[[1.0, 2.0], [3.0, -2.0]]]
    >>> weight = [[0.0, 0.0], [0.0, 9.0], [0.0, 0.0], [0.0, 9.0], [1.0, 0.0], [1.0, 0.0]]
    >>> print(multi_head_attention(x, x, x, 2, weight, None, np.eye(2)))
    [[[2. 1.]
      [2. 3.]]]

    Notes
    -----
    ``torch.nn.MultiheadAttention(..., batch_first=True)``, whose ``attn_mask`` of bool says the opposite:
    there True is left out. ``key_padding_mask`` is torch's. A query that may attend to nothing gets
    ``out_proj_bias``.

    References
    ----------
    A. Vaswani et al. (2017). Attention Is All You Need. NeurIPS. Section 3.2.2.
    """
    weights = in_proj_weight, in_proj_bias, out_proj_weight, out_proj_bias
    return MultiHeadRun(query, key, value, num_heads, *weights, attn_mask, is_causal, key_padding_mask).output


def multi_head_attention_backward(
    grad_output: Real[np.ndarray, "N L E"] | Nested,
    query: Real[np.ndarray, "N L E"] | Nested,
    key: Real[np.ndarray, "N S E"] | Nested,
    value: Real[np.ndarray, "N S E"] | Nested,
    num_heads: int | np.integer,
    in_proj_weight: Real[np.ndarray, "E3 E"] | Nested,
    in_proj_bias: Real[np.ndarray, " E3"] | Nested | None,
    out_proj_weight: Real[np.ndarray, "E E"] | Nested,
    out_proj_bias: Real[np.ndarray, " E"] | Nested | None = None,
    attn_mask: np.ndarray | Nested | None = None,
    is_causal: bool = False,
    key_padding_mask: np.ndarray | Nested | None = None,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`multi_head_attention` by query, key, value, and the weights and biases given.

    Back through the mixing, cut into heads, through each look-up, joined again, through the projections:

    .. math:: \frac{\partial L}{\partial [Y_1, \dots, Y_H]} = G W^O, \qquad
              \frac{\partial L}{\partial Q} = \sum_h \Delta_h W_h^Q, \qquad
              \frac{\partial L}{\partial W_h^Q} = \Delta_h^\top Q

    Δ is what :func:`course_lib.attention.scaled_dot_product_attention_backward` gives by each head's query;
    keys and values likewise. In self-attention the gradient by x is the sum of all three.

    >>> x, weight = [[[1.0], [3.0]]], [[0.0], [0.0], [1.0]]
    >>> grads = multi_head_attention_backward([[[1.0], [1.0]]], x, x, x, 1, weight, None, [[1.0]])
    >>> print(grads[2].ravel())  # each token is half of both answers
    [1. 1.]
    """
    weights = in_proj_weight, in_proj_bias, out_proj_weight, out_proj_bias
    run = MultiHeadRun(query, key, value, num_heads, *weights, attn_mask, is_causal, key_padding_mask)
    return run.gradients(grad_output)


class MultiHeadRun:
    """All heads at once: made, it has gone forward; ``gradients`` goes back."""

    def __init__(
        self,
        query,
        key,
        value,
        num_heads,
        in_proj_weight,
        in_proj_bias,
        out_proj_weight,
        out_proj_bias=None,
        attn_mask=None,
        is_causal=False,
        key_padding_mask=None,
    ):
        self.inputs = query, key, value = fitting(query, key, value)
        (n, _, width), dtype = query.shape, query.dtype
        self.num_heads = heads_of(num_heads, width)
        self.in_proj_weight = of_shape(in_proj_weight, (3 * width, width), "in_proj_weight", dtype)
        self.in_proj_bias = of_shape(in_proj_bias, (3 * width,), "in_proj_bias", dtype)
        self.out_proj_weight = of_shape(out_proj_weight, (width, width), "out_proj_weight", dtype)
        self.out_proj_bias = of_shape(out_proj_bias, (width,), "out_proj_bias", dtype)
        padding = as_padding(key_padding_mask, (n, key.shape[1]))
        heads = (split(x, self.num_heads) for x in self.projected())
        self.heads = AttentionRun(*heads, attn_mask, is_causal, padding=padding)
        self.joined = join(self.heads.output)
        self.output = affine(self.joined, self.out_proj_weight, self.out_proj_bias)

    @property
    def weights(self):
        """Where each head looks, (N, H, L, S)."""
        return self.heads.weights

    def gradients(self, grad_output):
        """By query, key, value, and the weights and biases that were given."""
        grad = incoming(grad_output, self.output.shape, self.output.dtype)
        grads = self.heads.gradients(split(grad @ self.out_proj_weight, self.num_heads))
        deltas = [join(by_head) for by_head in grads]  # by the projected query, key and value
        by_inputs = [delta @ w for delta, w in zip(deltas, self.parts(self.in_proj_weight), strict=True)]
        by_weights = [flat(delta).T @ flat(x) for delta, x in zip(deltas, self.inputs, strict=True)]
        by_biases = [flat(delta).sum(axis=0) for delta in deltas]
        return *by_inputs, *given(
            (self.in_proj_weight, np.concatenate(by_weights)),
            (self.in_proj_bias, np.concatenate(by_biases)),
            (self.out_proj_weight, flat(grad).T @ flat(self.joined)),
            (self.out_proj_bias, flat(grad).sum(axis=0)),
        )

    def projected(self):
        """Query, key and value of all heads side by side, (N, T, E) each."""
        biases = [None] * 3 if self.in_proj_bias is None else self.parts(self.in_proj_bias)
        return map(affine, self.inputs, self.parts(self.in_proj_weight), biases)

    def parts(self, array):
        """The rows of queries, of keys and of values."""
        return np.split(array, 3)
