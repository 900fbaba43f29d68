r"""From the scores of a language model to the chances of the next character, more daring or more careful."""

import numpy as np

from course_lib.checks import Nested, as_floats, count, number, one_number
from course_lib.losses import softmax
from course_lib.shapes import Float, Real

_ROUNDING = 1e-12  # by so much chances that add up to top_p exactly may miss it


def next_char_distribution(
    logits: Real[np.ndarray, "... V"] | Nested,
    temperature: float | int = 1.0,
    top_k: int | None = None,
    top_p: float | int = 1.0,
) -> Float[np.ndarray, "... V"]:
    r"""The chances from which the next character is drawn.

    .. math:: p_k \propto \begin{cases} e^{z_k / \tau} & k \in K \\ 0 & \text{otherwise} \end{cases}

    First the temperature τ, then the top_k most likely, then of these the fewest that together have a chance
    of top_p, as always among what is left.

    Parameters
    ----------
    logits : (..., V), the scores z of each character
    temperature : τ ≥ 0. Below 1 the likely become more likely, above 1 all come closer to each other; at 0
        the most likely is certain
    top_k : int from 1, so many remain at most; None for all. Of equally likely ones those with the smaller
        number come first
    top_p : in (0, 1], nucleus sampling: the one that crosses it remains

    Returns
    -------
    (..., V), rows that sum to 1

    Raises
    ------
    ValueError
        If temperature, top_k or top_p lie outside their ranges, or there is no character.

    Examples
    --------
    >>> z = np.log([0.5, 0.3, 0.2])
    >>> print(next_char_distribution(z, temperature=0.5).round(3))
    [0.658 0.237 0.105]
    >>> print(next_char_distribution(z, top_k=2), next_char_distribution(z, top_p=0.4))
    [0.625 0.375 0.   ] [1. 0. 0.]

    References
    ----------
    A. Holtzman, J. Buys, L. Du, M. Forbes, Y. Choi (2020). The Curious Case of Neural Text Degeneration.
    ICLR. Section 3.1 (top_p), 3.2 (top_k) and 3.3 (temperature).
    """
    scores, temperature = as_floats(logits, "logits"), number(temperature, "temperature")
    if not scores.shape or not scores.shape[-1]:
        raise ValueError(f"logits must be (..., V) with at least one character, got {scores.shape}")
    top_k = scores.shape[-1] if top_k is None else count(top_k, "top_k")
    one_number(top_p, "top_p")
    if not 0 < top_p <= 1:
        raise ValueError(f"top_p must be in (0, 1], got {top_p}")
    limit = np.inf if top_p == 1 else top_p - _ROUNDING
    order = np.argsort(-scores, axis=-1, kind="stable")  # the most likely first
    z = np.take_along_axis(scores.astype(np.float64), order, axis=-1)
    z -= z[..., :1]
    chances = np.zeros_like(z)
    if temperature == 0:
        chances[..., 0] = 1
    else:
        chances[..., :top_k] = softmax(z[..., :top_k] / temperature)
        together = np.cumsum(chances, axis=-1)
        chances[..., 1:][together[..., :-1] >= limit] = 0
        chances /= chances.sum(axis=-1, keepdims=True)
    result = np.empty_like(scores)
    np.put_along_axis(result, order, chances.astype(scores.dtype), axis=-1)
    return result
