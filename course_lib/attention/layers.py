r"""Layers of a transformer as modules, called as in ``torch.nn``."""

import numpy as np

from course_lib.attention import functions as F
from course_lib.attention.heads import heads_of
from course_lib.attention.multi_head import MultiHeadRun
from course_lib.backprop import Linear, Module, Parameter, Tensor, xavier_uniform
from course_lib.checks import count, positive_float


class TakesMasks(Module):
    """A module that takes masks by name: ``layer(x, x, x, is_causal=True)``."""

    def __call__(self, *inputs, **masks):
        return self.forward(*inputs, **masks)


class MultiHeadAttention(TakesMasks):
    r"""Several soft look-ups side by side, joined and mixed.

    .. math:: Y = [Y_1, \dots, Y_H]\, W^{O\top} + b^O, \qquad
              Y_h = \text{attention}(Q W_h^{Q\top}, K W_h^{K\top}, V W_h^{V\top})

    Parameters
    ----------
    embed_dim : E, the width of a token
    num_heads : H, which divides E
    bias : bool
    rng : NumPy Generator, or the seed of one
        Draws the start, which is torch's: Xavier's for the look-ups, that of a linear layer for the mixing,
        biases 0.

    Attributes
    ----------
    in_proj_weight, in_proj_bias : Parameter (3 E, E) and (3 E,), or None
    out_proj : Linear

    Examples
    --------
    >>> layer, x = MultiHeadAttention(8, 2, rng=0), np.ones((1, 3, 8))
    >>> layer(x, x, x, is_causal=True).shape, layer.weights(x, x, is_causal=True).shape
    ((1, 3, 8), (1, 2, 3, 3))

    Notes
    -----
    ``torch.nn.MultiheadAttention(..., batch_first=True)``; what differs is told at
    :func:`course_lib.attention.multi_head_attention`. There is no dropout on the weights.
    """

    def __init__(
        self, embed_dim: int | np.integer, num_heads: int | np.integer, bias: bool = True, *, rng=None
    ):
        super().__init__()
        rng, width = np.random.default_rng(rng), count(embed_dim, "embed_dim")
        self.num_heads = heads_of(num_heads, width)
        self.in_proj_weight = Parameter(xavier_uniform((3 * width, width), rng=rng))
        self.in_proj_bias = Parameter(np.zeros(3 * width)) if bias else None
        self.out_proj = Linear(width, width, bias, rng=rng)
        if bias:
            self.out_proj.bias.data[...] = 0

    def forward(self, query, key, value, attn_mask=None, is_causal=False, key_padding_mask=None):
        return F.multi_head_attention(
            query,
            key,
            value,
            self.num_heads,
            *self._parameters(),
            attn_mask,
            is_causal,
            key_padding_mask,
        )

    def weights(self, query, key, attn_mask=None, is_causal=False, key_padding_mask=None) -> np.ndarray:
        """Where each head looks: (N, H, L, S), whose rows have sum 1."""
        query, key, *parameters = (
            x.data if isinstance(x, Tensor) else x for x in (query, key, *self._parameters())
        )
        masks = attn_mask, is_causal, key_padding_mask
        return MultiHeadRun(query, key, key, self.num_heads, *parameters, *masks).weights

    def _parameters(self):
        return self.in_proj_weight, self.in_proj_bias, self.out_proj.weight, self.out_proj.bias


class RMSNorm(Module):
    r"""Each example is divided by its own size, over its last axes.

    .. math:: y = w\,\frac{x}{\sqrt{\overline{x^2} + \epsilon}}

    Parameters
    ----------
    normalized_shape : int or tuple of int, the last axes of x
    eps : positive, or None for the rounding of 1 in the dtype of x

    Attributes
    ----------
    weight : Parameter normalized_shape

    Examples
    --------
    >>> RMSNorm(4)([[3.0, 4.0, 0.0, 0.0]]).data
    array([[1.2, 1.6, 0. , 0. ]])
    """

    def __init__(self, normalized_shape: tuple | list | int, eps: float | int | None = None):
        super().__init__()
        self.normalized_shape = tuple(count(n, "normalized_shape") for n in np.atleast_1d(normalized_shape))
        self.eps = eps if eps is None else positive_float(eps, "eps")
        self.weight = Parameter(np.ones(self.normalized_shape))

    def forward(self, x):
        return F.rms_norm(x, self.normalized_shape, self.weight, self.eps)
