r"""Attention without the table of all weights: keys block by block, the softmax mended as it goes."""

import numpy as np

from course_lib.attention.dot_product import factor, fitting
from course_lib.attention.masks import masked
from course_lib.checks import Nested, count
from course_lib.shapes import Float, Real


def online_attention(
    query: Real[np.ndarray, "*N L E"] | Nested,
    key: Real[np.ndarray, "*N S E"] | Nested,
    value: Real[np.ndarray, "*N S D"] | Nested,
    is_causal: bool = False,
    block: int | np.integer = 64,
) -> Float[np.ndarray, "*N L D"]:
    r""":func:`course_lib.attention.scaled_dot_product_attention`, with memory for one block of keys.

    For each query it keeps three things of the keys seen so far: the largest score m, the sum ℓ of all
    :math:`e^{z - m}`, and the sum y of all :math:`e^{z - m} v`. A new block may bring a larger score m′. Then
    what was summed is made smaller:

    .. math:: \ell' = e^{m - m'} \ell + \sum_{j} e^{z_j - m'}, \qquad
              y' = e^{m - m'} y + \sum_{j} e^{z_j - m'} v_j, \qquad \text{at the end } Y = y / \ell

    Parameters
    ----------
    query, key, value, is_causal : as of :func:`course_lib.attention.scaled_dot_product_attention`
    block : how many keys at a time

    Returns
    -------
    Y, (..., L, D)

    Raises
    ------
    ValueError
        If the shapes do not fit, or the block is not at least 1.

    Examples
    --------
    >>> x = [[0.0], [1.0], [2.0]]
    >>> print(online_attention(x, x, x, block=1).round(4).ravel())
    [1.     1.5752 1.8509]

    References
    ----------
    M. Milakov, N. Gimelshein (2018). Online normalizer calculation for softmax. arXiv:1805.02867. Section 3.
    T. Dao, D. Y. Fu, S. Ermon, A. Rudra, C. Ré (2022). FlashAttention: Fast and Memory-Efficient Exact
    Attention with IO-Awareness. NeurIPS. Algorithm 1.
    """
    query, key, value = fitting(query, key, value)
    query, size = query * factor(None, query), count(block, "block")
    largest = np.full((*query.shape[:-1], 1), -np.inf, query.dtype)
    total, output = np.zeros_like(largest), np.zeros((*query.shape[:-1], value.shape[-1]), query.dtype)
    for start in range(0, key.shape[-2], size):
        keys = slice(start, start + size)
        scores = query @ key[..., keys, :].swapaxes(-1, -2)
        if is_causal:
            allowed = np.arange(query.shape[-2])[:, None] >= np.arange(start, start + scores.shape[-1])
            masked(scores, allowed, False)
        before, largest = largest, np.maximum(largest, scores.max(axis=-1, keepdims=True))
        scores -= largest
        powers, shrink = np.exp(scores, out=scores), np.exp(before - largest)  # 0 before the first block
        total = shrink * total + powers.sum(axis=-1, keepdims=True)
        output *= shrink
        output += powers @ value[..., keys, :]
    return output / np.where(total == 0, 1, total)
