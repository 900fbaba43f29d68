r"""From the scores of a language model to its next token."""

import numpy as np

from course_lib.checks import Nested, as_floats
from course_lib.rnn import next_char_distribution
from course_lib.shapes import Int, Real


def sample(
    logits: Real[np.ndarray, "*N V"] | Nested,
    temperature: float | int = 1.0,
    top_k: int | None = None,
    top_p: float | int = 1.0,
    rng: np.random.Generator | int | None = None,
) -> Int[np.ndarray, "*N"] | np.int64:
    r"""Draw the next token from its scores.

    .. math:: k = \min\{k : p_0 + \dots + p_k > u\}, \qquad u \sim U[0, 1)

    Parameters
    ----------
    logits : (..., V), the scores of each token
    temperature, top_k, top_p : as of :func:`course_lib.rnn.next_char_distribution`, which gives p
    rng : NumPy Generator, or the seed of one; None draws other tokens each time

    Returns
    -------
    (...), int64; a token without a chance is never drawn

    Raises
    ------
    ValueError
        If temperature, top_k or top_p lie outside their ranges, or there is no token.

    Examples
    --------
    >>> z = np.log([[0.1, 0.6, 0.3]] * 8)
    >>> print(sample(z, rng=0), sample(z, top_k=1))
    [1 1 0 0 2 2 1 2] [1 1 1 1 1 1 1 1]
    """
    scores = as_floats(logits, "logits").astype(np.float64)
    upto = next_char_distribution(scores, temperature, top_k, top_p).cumsum(axis=-1)
    u = np.asarray(np.random.default_rng(rng).random(upto.shape[:-1]))[..., None]
    return (upto <= u * upto[..., -1:]).sum(axis=-1)
