r"""The transformer block in torch: tokens look at each other, then each thinks for itself."""

import torch
import torch.nn.functional as F
from torch import nn

from course_lib.attention.positions_torch import rotated


class SelfAttention(nn.Module):
    r"""Each token asks all that it may see, in several heads.

    .. math:: \text{softmax}\left(\frac{Q K^\top}{\sqrt{d}} + B\right) V

    Parameters
    ----------
    width : D, numbers of a token
    n_heads : h, each has d = D / h of them
    """

    def __init__(self, width: int, n_heads: int):
        super().__init__()
        self.n_heads = n_heads
        self.in_proj, self.out_proj = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x, bias=None, angle=None, past=None, edit=None):
        """From (N, T, D): what was seen (N, T, D), and the keys and values (N, h, S, d) for later.

        ``bias`` (T, S) or (h, T, S) is added to the scores, −∞ forbids; ``angle`` (T, d / 2) turns queries
        and keys; ``past`` are keys and values of earlier tokens; ``edit`` sees the weights (N, h, T, S) and
        returns those that are used.
        """
        qkv = self.in_proj(x).unflatten(-1, (3, self.n_heads, -1))  # (N, T, 3, h, d)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)  # each (N, h, T, d)
        if angle is not None:
            q, k = rotated(q, angle), rotated(k, angle)
        if past is not None:
            k, v = torch.cat([past[0], k], dim=2), torch.cat([past[1], v], dim=2)
        scores = q @ k.mT / q.shape[-1] ** 0.5  # (N, h, T, S)
        weights = (scores if bias is None else scores + bias).softmax(dim=-1)
        mix = (weights if edit is None else edit(weights)) @ v  # (N, h, T, d)
        return self.out_proj(mix.transpose(1, 2).flatten(2)), (k, v)


class Block(nn.Module):
    r"""Attention, then a feed-forward layer; each reads a normalized copy, and what it says is added.

    .. math:: x \leftarrow x + \text{attention}(\text{norm}_1(x)), \qquad
        x \leftarrow x + W_2\, \text{gelu}(W_1\, \text{norm}_2(x))

    Parameters
    ----------
    width, n_heads : D and h, as of :class:`SelfAttention`
    feed_forward : the hidden layer has so many times D numbers; 0 leaves it out

    Notes
    -----
    It is ``torch.nn.TransformerEncoderLayer`` with ``norm_first=True``, ``activation="gelu"``, ``dropout=0``
    and ``batch_first=True``, but for positions, cache and weights that can be looked at. Both last layers
    begin with 0, so that a new block hands on what it gets.

    References
    ----------
    A. Vaswani and others (2017). Attention Is All You Need. NeurIPS. Section 3.
    R. Xiong and others (2020). On Layer Normalization in the Transformer Architecture. ICML. Figure 1b (the
    norm first).
    """

    def __init__(self, width: int, n_heads: int, feed_forward: int = 4):
        super().__init__()
        self.norm1, self.self_attn = nn.LayerNorm(width), SelfAttention(width, n_heads)
        last = [self.self_attn.out_proj]
        self.feed_forward = feed_forward
        if feed_forward:
            self.norm2 = nn.LayerNorm(width)
            self.linear1 = nn.Linear(width, feed_forward * width)
            self.linear2 = nn.Linear(feed_forward * width, width)
            last.append(self.linear2)
        for layer in last:
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x, bias=None, angle=None, past=None, edit=None):
        """From (N, T, D) to (N, T, D), and keys and values, as of :meth:`SelfAttention.forward`."""
        seen, kept = self.self_attn(self.norm1(x), bias, angle, past, edit)
        x = x + seen
        if self.feed_forward:
            x = x + self.linear2(F.gelu(self.linear1(self.norm2(x))))
        return x, kept
