r"""Beam search: the few best beginnings are kept, in place of one."""

from collections.abc import Callable

import numpy as np

from course_lib.checks import as_floats, count, number, rounding


def beam_search(
    step: Callable,
    state,
    start: int | np.integer,
    end: int | np.integer,
    width: int | np.integer,
    max_length: int | np.integer,
    length_penalty: float | int = 0.0,
) -> list[tuple[list[int], float]]:
    r"""The most probable sequences that a search finds which keeps ``width`` beginnings at each step.

    .. math:: \log p(y) = \sum_t \log p(y_t \mid y_1, \dots, y_{t-1}), \qquad
        \text{ranked by } \frac{\log p(y)}{\left((5 + |y|) / 6\right)^\alpha}

    Each kept beginning is continued by each token, and of all that arises the ``width`` best stay. A sequence
    that has ended is continued no more, but keeps its place among them. With width 1 the search is greedy.
    With a width that nothing falls out of, it is exhaustive.

    Parameters
    ----------
    step : function of a state and the token that was written last
        It returns log-probabilities (V,) in nats of the next token, and the next state. Must leave the state
        that it is given as it is, since several sequences go on from it. Arrays or CPU tensors.
    state : anything; the first one
    start : int, the token before the first one, in no sequence
    end : int, in 0, …, V − 1, the token that ends a sequence
    width : int from 1, how many are kept; 1 is greedy
    max_length : int from 1, tokens in a sequence, the end among them
    length_penalty : α ≥ 0; 0 ranks by log p itself, more favors the longer ones

    Returns
    -------
    list of (tokens, log p), at most ``width``, the best first. A sequence that has ended has the end as its
    last token. Those that are impossible, with log p = −∞, are left out. Of equals, the one whose beginning
    was ranked higher comes first, then the smaller token.

    Raises
    ------
    ValueError
        If width or max_length is below 1, end is none of the tokens, or step returns what cannot be
        log-probabilities.

    Examples
    --------
    A greedy search takes 1 because it is the more probable, and then has nothing good to go on with.

    >>> def step(state, token):
    ...     return np.log([[0.1, 0.5, 0.4], [0.4, 0.3, 0.3], [0.9, 0.05, 0.05]][token]), None
    >>> for width in (1, 2):
    ...     tokens, log_prob = beam_search(step, None, start=0, end=0, width=width, max_length=3)[0]
    ...     print(tokens, round(float(np.exp(log_prob)), 2))
    [1, 0] 0.2
    [2, 0] 0.36

    References
    ----------
    I. Sutskever, O. Vinyals, Q. V. Le (2014). Sequence to Sequence Learning with Neural Networks. *Advances
    in Neural Information Processing Systems* 27. Section 3.2.
    Y. Wu and others (2016). Google's Neural Machine Translation System. arXiv:1609.08144. Equation 14, lp(Y).
    """
    width, max_length = count(width, "width"), count(max_length, "max_length")
    alpha = number(length_penalty, "length_penalty")
    end, kept = count(end, "end", low=0), [([], 0.0, state)]

    def rank(candidate):
        tokens, log_prob, _ = candidate
        return log_prob / ((5 + len(tokens)) / 6) ** alpha

    for _ in range(max_length):
        if all(_ended(tokens, end) for tokens, *_ in kept):
            break
        candidates = []
        for tokens, log_prob, state in kept:
            if _ended(tokens, end):
                candidates.append((tokens, log_prob, state))
                continue
            log_probs, after = step(state, tokens[-1] if tokens else start)
            log_probs = _checked(log_probs, end)
            best = np.argsort(-log_probs, kind="stable")[:width]
            candidates += [([*tokens, int(k)], log_prob + float(log_probs[k]), after) for k in best]
        possible = [candidate for candidate in candidates if candidate[1] > -np.inf]
        kept = sorted(possible, key=rank, reverse=True)[:width]  # equals keep their order
    return [(tokens, log_prob) for tokens, log_prob, _ in kept]


def _ended(tokens, end):
    return bool(tokens) and tokens[-1] == end


def _checked(log_probs, end):
    values = as_floats(log_probs, "log-probabilities").astype(np.float64)
    if values.ndim != 1 or not values.size:
        raise ValueError(f"step must return log-probabilities of shape (V,), got {values.shape}")
    if end >= len(values):
        raise ValueError(f"end must be one of the {len(values)} tokens, got {end}")
    if not values.max() <= rounding(np.float32):  # NaN is refused as well
        raise ValueError(f"log-probabilities are at most 0, got {values.max()}")
    return values
