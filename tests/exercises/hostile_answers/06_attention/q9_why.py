"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: the course's attention does the work


def effects(x, mix, q, u):
    from course_lib.attention import scaled_dot_product_attention

    less = x[:, None] * (1 - np.eye(x.shape[1]))[:, :, None]
    h, whole = mix @ less.astype(float), mix @ x.astype(float)
    asked = np.broadcast_to(q.astype(float), (*h.shape[:2], 1, len(q)))
    new = scaled_dot_product_attention(asked, h, (h @ u)[..., None], scale=1.0)[..., 0, 0]
    old = scaled_dot_product_attention(asked[:, 0], whole, (whole @ u)[..., None], scale=1.0)[..., 0]
    return new - old


# %% refused: nan, which no comparison finds too large


def other_weights(p, v):
    return np.full(len(p), np.nan)
