"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: the course's attention does the work


def read(x, Wq, Wk, Wv, Wo, n_heads, n_groups):
    from course_lib.attention import scaled_dot_product_attention as by_the_library

    q, k, v = (
        (x @ part.T).reshape(len(x), n, -1).swapaxes(0, 1)
        for part, n in ((Wq, n_heads), (Wk, n_groups), (Wv, n_groups))
    )
    k, v = (np.repeat(part, n_heads // n_groups, axis=0) for part in (k, v))
    found = by_the_library(q, k, v, is_causal=True)
    return found.swapaxes(0, 1).reshape(len(x), -1) @ Wo.T


# %% refused: torch does the work


def go_on(x, keys, values, Wq, Wk, Wv, Wo, n_heads, n_groups):
    import torch

    keys, values = np.concatenate([keys, x @ Wk.T]), np.concatenate([values, x @ Wv.T])
    parts = ((x @ Wq.T, n_heads), (keys, n_groups), (values, n_groups))
    q, k, v = (torch.tensor(part.astype(float)).unflatten(1, (n, -1)).transpose(0, 1) for part, n in parts)
    seen = torch.ones(len(x), len(keys)).bool().tril(len(keys) - len(x))
    found = torch.nn.functional.scaled_dot_product_attention(
        q[None], k[None], v[None], attn_mask=seen, enable_gqa=True
    )[0]
    return found.transpose(0, 1).flatten(1).numpy() @ Wo.T, keys, values
