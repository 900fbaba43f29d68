r"""The blocks that a transformer is made of: look around, then think, each added to what was there."""

import numpy as np

from course_lib.attention.layers import MultiHeadAttention, TakesMasks
from course_lib.backprop import Dropout, LayerNorm, Linear
from course_lib.backprop.activation_layers import ACTIVATIONS


class TransformerBlock(TakesMasks):
    r"""Self-attention and a small network for each token, both on top of what comes in.

    .. math:: \text{norm first:}\quad y &= x + \text{attention}(\text{norm}_1(x)), \qquad
              z = y + W_2\,\varphi(W_1\,\text{norm}_2(y) + b_1) + b_2 \\
              \text{norm last:}\quad y &= \text{norm}_1(x + \text{attention}(x)), \qquad
              z = \text{norm}_2(y + W_2\,\varphi(W_1\,y + b_1) + b_2)

    Parameters
    ----------
    d_model : E, the width of a token
    nhead : heads, which divide E
    dim_feedforward : F, the units between W_1 and W_2
    dropout : the share of each branch that falls silent in training, in [0, 1)
    activation : φ, "relu", "gelu" or another of :class:`course_lib.backprop.MLP`
    layer_norm_eps : positive
    norm_first : True normalizes what a branch reads; False, as the paper had it, what it has made
    rng : NumPy Generator, or the seed of one

    Attributes
    ----------
    self_attn : MultiHeadAttention
    linear1, linear2 : Linear
    norm1, norm2 : LayerNorm

    Examples
    --------
    >>> block, x = TransformerBlock(8, 2, 32, dropout=0, norm_first=True, rng=0), np.ones((1, 5, 8))
    >>> block(x, is_causal=True).shape
    (1, 5, 8)

    Notes
    -----
    ``torch.nn.TransformerEncoderLayer(..., batch_first=True)``: same defaults, same names in the state.
    Masks of bool are as of :func:`course_lib.attention.multi_head_attention`: torch's ``src_mask`` says the
    opposite. No weight of attention is dropped. A decoder without an encoder, as GPT is, consists of these
    blocks with ``is_causal``.

    References
    ----------
    A. Vaswani et al. (2017). Attention Is All You Need. NeurIPS. Section 3.
    R. Xiong et al. (2020). On Layer Normalization in the Transformer Architecture. ICML.
    """

    def __init__(
        self,
        d_model: int | np.integer,
        nhead: int | np.integer,
        dim_feedforward: int | np.integer = 2048,
        dropout: float | int = 0.1,
        activation: str = "relu",
        layer_norm_eps: float | int = 1e-5,
        norm_first: bool = False,
        *,
        rng=None,
    ):
        super().__init__()
        if activation not in ACTIVATIONS:
            raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, got {activation!r}")
        rng, self.norm_first = np.random.default_rng(rng), bool(norm_first)
        self.self_attn = MultiHeadAttention(d_model, nhead, rng=rng)
        self.linear1 = Linear(d_model, dim_feedforward, rng=rng)
        self.linear2 = Linear(dim_feedforward, d_model, rng=rng)
        self.norm1 = LayerNorm(d_model, layer_norm_eps)
        self.norm2 = LayerNorm(d_model, layer_norm_eps)
        self.activation, self.dropout = ACTIVATIONS[activation](), Dropout(dropout, rng=rng)

    def forward(self, x, attn_mask=None, is_causal=False, key_padding_mask=None):
        masks = attn_mask, is_causal, key_padding_mask
        x = self.added(x, self.norm1, lambda x: self.self_attn(x, x, x, *masks))
        return self.added(x, self.norm2, self.feed)

    def feed(self, x):
        """The small network, the same for every token."""
        return self.linear2(self.dropout(self.activation(self.linear1(x))))

    def added(self, x, norm, branch):
        """x and what the branch makes of it, with the norm before the branch or after the sum."""
        if self.norm_first:
            return x + self.dropout(branch(norm(x)))
        return norm(x + self.dropout(branch(x)))


class DecoderBlock(TransformerBlock):
    r"""A block that between its two branches also looks into another sequence: cross-attention.

    .. math:: y = x + \text{attention}(\text{norm}_1(x)), \qquad
              u = y + \text{attention}(\text{norm}_2(y), M, M), \qquad
              z = u + W_2\,\varphi(W_1\,\text{norm}_3(u) + b_1) + b_2

    Parameters
    ----------
    d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, norm_first, rng
        As of :class:`TransformerBlock`; the formula has the norm first.

    Attributes
    ----------
    self_attn, multihead_attn : MultiHeadAttention, the second looks into the memory M
    linear1, linear2 : Linear
    norm1, norm2, norm3 : LayerNorm

    Examples
    --------
    >>> block, x, memory = DecoderBlock(8, 2, 32, rng=0), np.ones((1, 5, 8)), np.ones((1, 3, 8))
    >>> block(x, memory, is_causal=True).shape
    (1, 5, 8)

    Notes
    -----
    ``torch.nn.TransformerDecoderLayer(..., batch_first=True)``.
    """

    def __init__(
        self,
        d_model: int | np.integer,
        nhead: int | np.integer,
        dim_feedforward: int | np.integer = 2048,
        dropout: float | int = 0.1,
        activation: str = "relu",
        layer_norm_eps: float | int = 1e-5,
        norm_first: bool = False,
        *,
        rng=None,
    ):
        rng = np.random.default_rng(rng)
        super().__init__(
            d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, norm_first, rng=rng
        )
        self.multihead_attn = MultiHeadAttention(d_model, nhead, rng=rng)
        self.norm3 = LayerNorm(d_model, layer_norm_eps)

    def forward(
        self,
        x,
        memory,
        attn_mask=None,
        is_causal=False,
        key_padding_mask=None,
        memory_mask=None,
        memory_key_padding_mask=None,
    ):
        masks, cross = (attn_mask, is_causal, key_padding_mask), (memory_mask, False, memory_key_padding_mask)
        x = self.added(x, self.norm1, lambda x: self.self_attn(x, x, x, *masks))
        x = self.added(x, self.norm2, lambda x: self.multihead_attn(x, memory, memory, *cross))
        return self.added(x, self.norm3, self.feed)
