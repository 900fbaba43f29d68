"""How the functions of this topic are called, as ``reference_cases.py`` has it for those before."""

import numpy as np
import torch
from reference_cases import Case
from torch.nn import functional as F


def looked_up(rng, n, d):
    """Queries, keys and values of two heads; other numbers of queries and keys, other widths."""
    return [rng.normal(size=(2, *shape)) for shape in ((3, 4), (5, 4), (5, 2))]


def additive(rng, n, d):
    shapes = (2, 3, 4), (2, 5, 2), (2, 5, 3), (6, 4), (6, 2), (6,)
    return [rng.normal(size=shape) for shape in shapes]


def points(rng, n, d):
    return [rng.normal(size=(n, d)), rng.normal(size=(5, d)), rng.normal(size=(5, 2))]


def two_sets(rng, n, d):
    return [rng.normal(size=(n, d)), rng.normal(size=(5, d))]


def in_order(rng, n, d):
    return [rng.normal(size=(2, 4, width)) for width in (3, 3, 2)]


def scaled(rng, n, d):
    return [rng.normal(size=(n, d)), (d,), rng.normal(size=d)]


def dot_product(query, key, value, attn_mask=None, is_causal=False, scale=None):
    """torch's, which takes masks as tensors."""
    mask = None if attn_mask is None else torch.as_tensor(attn_mask)
    return F.scaled_dot_product_attention(query, key, value, mask, is_causal=is_causal, scale=scale)


def many_heads(rng, n, d):
    shapes = (2, 3, 4), (2, 5, 4), (2, 5, 4), (12, 4), (12,), (4, 4), (4,)
    query, key, value, *weights = [rng.normal(size=shape) for shape in shapes]
    return [query, key, value, 2, *weights]


def multi_head(
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
    """torch's, whose axes are (T, N, E) and whose masks of bool say who is left out."""
    n, m = query.shape[1], key.shape[1]
    mask = torch.zeros(n, m, dtype=query.dtype)
    if attn_mask is not None:
        added = torch.as_tensor(attn_mask)
        added = mask.masked_fill(~added, -torch.inf) if added.dtype == torch.bool else added
        mask = mask + added
    if is_causal:
        mask = mask + torch.full((n, m), -torch.inf, dtype=query.dtype).triu(1)
    if mask.ndim == 4:  # (N, H, L, S)
        mask = mask.expand(len(query), num_heads, n, m).reshape(-1, n, m)
    padding = None
    if key_padding_mask is not None:
        padding = torch.zeros(len(key), m, dtype=query.dtype)
        padding = padding.masked_fill(torch.as_tensor(key_padding_mask), -torch.inf)
    y, _ = F.multi_head_attention_forward(
        *(x.swapaxes(0, 1) for x in (query, key, value)),
        query.shape[2],
        num_heads,
        in_proj_weight,
        in_proj_bias,
        bias_k=None,
        bias_v=None,
        add_zero_attn=False,
        dropout_p=0.0,
        out_proj_weight=out_proj_weight,
        out_proj_bias=out_proj_bias,
        key_padding_mask=padding,
        need_weights=False,
        attn_mask=mask,
    )
    return y.swapaxes(0, 1)


LEFT_OUT = np.array([[True, False, True, True, False], [False] * 5, [True] * 5])
ADDED = np.array([[0.5, -1.0, 0.0, 2.0, -np.inf]] * 3)
MASKS = ({}, {"is_causal": True}, {"attn_mask": LEFT_OUT}, {"attn_mask": ADDED, "scale": 1.0})
PADDING = np.array([[False, False, False, True, True], [False, True, False, False, False]])
ATTENTION = {
    "scaled_dot_product_attention": Case(looked_up, MASKS, torch=dot_product, free=("value",)),
    "additive_attention": Case(
        additive,
        ({}, {"attn_mask": LEFT_OUT}),
        torch="torch has none; test_look_ups builds it from linear and softmax",
        free=("value",),
    ),
    "multi_head_attention": Case(
        many_heads, (*MASKS[:3], {"key_padding_mask": PADDING, "is_causal": True}), torch=multi_head
    ),
    "rms_norm": Case(scaled, ({}, {"eps": 0.1})),
    "apply_rotary": Case(
        lambda rng, n, d: [rng.normal(size=(2, 3, 4))],
        ({}, {"positions": [4, 0, 9], "base": 50.0}),
        torch="torch has none; test_positions multiplies complex numbers",
    ),
    "attention_weights": Case(two_sets, ({}, {"is_causal": True}, {"scale": 2.0})),
    "online_attention": Case(looked_up, ({}, {"is_causal": True, "block": 2})),
    "linear_attention": Case(in_order),
    "linear_attention_recurrent": Case(in_order),
    "kernel_regression": Case(points, ({}, {"bandwidth": 0.5})),
}
