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


def dot_product(query, key, value, attn_mask=None, is_causal=False, scale=None):
    """torch's, which takes masks as tensors."""
    mask = None if attn_mask is None else torch.as_tensor(attn_mask)
    return F.scaled_dot_product_attention(query, key, value, mask, is_causal=is_causal, scale=scale)


LEFT_OUT = np.array([[True, False, True, True, False], [False] * 5, [True] * 5])
ADDED = np.array([[0.5, -1.0, 0.0, 2.0, -np.inf]] * 3)
MASKS = ({}, {"is_causal": True}, {"attn_mask": LEFT_OUT}, {"attn_mask": ADDED, "scale": 1.0})
ATTENTION = {
    "scaled_dot_product_attention": Case(looked_up, MASKS, torch=dot_product),
    "additive_attention": Case(
        additive,
        ({}, {"attn_mask": LEFT_OUT}),
        torch="torch has none; test_look_ups builds it from linear and softmax",
    ),
    "attention_weights": Case(two_sets, ({}, {"is_causal": True}, {"scale": 2.0})),
    "kernel_regression": Case(points, ({}, {"bandwidth": 0.5})),
}
