"""Who may look at whom: masks on scores, and the softmax that lets nobody look at all."""

import numpy as np

from course_lib.checks import as_floats


def masked(scores, attn_mask, is_causal, padding=None):
    """Scores (..., L, S) in place, −∞ where a query may not look, and where a key is padding."""
    if attn_mask is not None:
        mask = np.asarray(attn_mask)
        if mask.dtype.kind not in "bf":
            raise TypeError(
                f"attn_mask must be of bool (True attends) or of floats that are added, got {mask.dtype}"
            )
        try:
            mask = np.broadcast_to(mask, scores.shape)
        except ValueError:
            raise ValueError(
                f"attn_mask must broadcast to the scores {scores.shape}, got {mask.shape}"
            ) from None
        if mask.dtype == bool:
            scores[~mask] = -np.inf
        else:
            scores += as_floats(mask, "attn_mask", dtype=scores.dtype)
    if is_causal:
        scores[..., ~np.tri(*scores.shape[-2:], dtype=bool)] = -np.inf
    if padding is not None:
        scores[np.broadcast_to(padding, scores.shape)] = -np.inf
    return scores


def softmax_rows(scores):
    """Each row in place to weights ≥ 0 of sum 1; a row of −∞ alone, to zeros."""
    largest = scores.max(axis=-1, keepdims=True, initial=-np.inf)
    largest[largest == -np.inf] = 0
    scores -= largest
    np.exp(scores, out=scores)
    total = scores.sum(axis=-1, keepdims=True)
    total[total == 0] = 1
    scores /= total
    return scores


def as_padding(key_padding_mask, shape):
    """(N, S) of bool as (N, 1, 1, S), the same for all heads and queries."""
    if key_padding_mask is None:
        return None
    padding = np.asarray(key_padding_mask)
    if padding.dtype != bool:
        raise TypeError(f"key_padding_mask must be of bool (True is padding), got {padding.dtype}")
    if padding.shape != shape:
        raise ValueError(f"key_padding_mask must have shape {shape}, (N, S), got {padding.shape}")
    return padding[:, None, None]
