r"""Where a token stands, told to a transformer in torch: five schemes.

"none" tells nothing, but a causal mask does: the first token sees one token, the second sees two. "learned"
adds a row of a trained table to each token, "sinusoidal" a row of a fixed one. "rotary" turns queries and
keys, so that places enter a score by their distance alone. "alibi" takes from each score what grows with the
distance.

References
----------
A. Vaswani and others (2017). Attention Is All You Need. NeurIPS. Section 3.5 (sinusoidal, learned).
J. Su and others (2021). RoFormer: Enhanced Transformer with Rotary Position Embedding. arXiv:2104.09864.
O. Press, N. A. Smith, M. Lewis (2022). Train Short, Test Long. ICLR. arXiv:2108.12409. Section 3 (ALiBi).
A. Haviv and others (2022). Transformer Language Models without Positional Encodings Still Learn Positional
Information. Findings of EMNLP.
"""

import torch

SCHEMES = ("none", "learned", "sinusoidal", "rotary", "alibi")


def angles(places, width: int, base: float = 10_000.0):
    r"""The angles of each place, fast ones first.

    .. math:: \theta_{t,i} = t \cdot \text{base}^{-2i / d}, \qquad i = 0, \dots, d / 2 - 1

    Parameters
    ----------
    places : (T,) tensor
    width : d, even
    base : the slowest pair needs 2π · base^(1 − 2/d) steps for one turn

    Returns
    -------
    (T, d / 2), radians
    """
    pairs = torch.arange(0, width, 2, device=places.device)
    return places[:, None] * base ** (-pairs / width)


def sinusoidal(places, width: int):
    """The table (T, width) that is added to the tokens: sines at even places, cosines at odd ones."""
    angle = angles(places, width)
    return torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)


def rotated(x, angle):
    """Pairs of adjacent numbers of x (..., T, d), each turned by its angle (T, d / 2)."""
    a, b = x[..., 0::2], x[..., 1::2]
    cos, sin = angle.cos(), angle.sin()
    return torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1).flatten(-2)


def slopes(n_heads: int, device=None):
    r"""How much each head of ALiBi takes off for one step of distance, (h, 1, 1).

    .. math:: m_k = 2^{-8 k / h}, \qquad k = 1, \dots, h
    """
    return 2.0 ** (-8 * torch.arange(1, n_heads + 1, device=device) / n_heads)[:, None, None]
