"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: the course's heads do the work


def block(x, Wq, Wk, Wv, Wo, n_heads, lengths):
    from course_lib.attention import scaled_dot_product_attention

    N, T, _ = x.shape
    h = (x - x.mean(axis=2, keepdims=True)) / x.std(axis=2, keepdims=True)
    q, k, v = ((h @ W.T).reshape(N, T, n_heads, -1).swapaxes(1, 2) for W in (Wq, Wk, Wv))
    real = (np.arange(T) < lengths[:, None])[:, None, None]
    found = scaled_dot_product_attention(q, k, v, attn_mask=real)
    return x + found.swapaxes(1, 2).reshape(N, T, -1) @ Wo.T
