r"""Linear attention: without the softmax, attention is a recurrent network."""

import numpy as np

from course_lib.attention.dot_product import fitting
from course_lib.checks import Nested
from course_lib.rnn import linear_scan
from course_lib.shapes import Float, Real


def linear_attention(
    query: Real[np.ndarray, "N T E"] | Nested,
    key: Real[np.ndarray, "N T E"] | Nested,
    value: Real[np.ndarray, "N T D"] | Nested,
) -> Float[np.ndarray, "N T D"]:
    r"""Causal attention whose weights are products, φ(q) · φ(k) in place of :math:`e^{q \cdot k}`.

    .. math:: y_t = \frac{\sum_{s \le t} (\varphi(q_t) \cdot \varphi(k_s))\, v_s}
                         {\sum_{s \le t} \varphi(q_t) \cdot \varphi(k_s)}, \qquad
              \varphi(x) = \text{elu}(x) + 1

    Here all pairs are formed, as attention does: T² products.

    Parameters
    ----------
    query, key : (N, T, E)
    value : (N, T, D)

    Returns
    -------
    (N, T, D)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> print(linear_attention([[[0.0], [0.0]]], [[[0.0], [2.0]]], [[[10.0], [20.0]]]))
    [[[10. ]
      [17.5]]]

    References
    ----------
    A. Katharopoulos, A. Vyas, N. Pappas, F. Fleuret (2020). Transformers are RNNs: Fast Autoregressive
    Transformers with Linear Attention. ICML. Section 3.
    """
    query, key, value = _fitting(query, key, value)
    weights = np.tril(query @ key.swapaxes(1, 2))
    return weights @ value / weights.sum(axis=2, keepdims=True)


def linear_attention_recurrent(
    query: Real[np.ndarray, "N T E"] | Nested,
    key: Real[np.ndarray, "N T E"] | Nested,
    value: Real[np.ndarray, "N T D"] | Nested,
) -> Float[np.ndarray, "N T D"]:
    r"""The same numbers as :func:`linear_attention`, from a state of fixed size: a linear recurrence.

    .. math:: S_t = S_{t-1} + \varphi(k_t)\, v_t^\top, \qquad z_t = z_{t-1} + \varphi(k_t), \qquad
              y_t = \frac{S_t^\top \varphi(q_t)}{z_t \cdot \varphi(q_t)}

    The sum over s moves past the query, since a product is linear in it. All that is remembered is S, (E, D),
    and z, (E,).

    Parameters
    ----------
    query, key, value : as of :func:`linear_attention`

    Returns
    -------
    (N, T, D)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> print(linear_attention_recurrent([[[0.0], [0.0]]], [[[0.0], [2.0]]], [[[10.0], [20.0]]]))
    [[[10. ]
      [17.5]]]

    Notes
    -----
    All states come from :func:`course_lib.rnn.linear_scan` with factors 1. A factor below 1 would forget, as
    the gated descendants of linear attention do.

    References
    ----------
    A. Katharopoulos et al. (2020). Transformers are RNNs. ICML. Equations 16 to 20.
    """
    query, key, value = _fitting(query, key, value)
    ones = np.ones((*value.shape[:2], 1), value.dtype)
    outer = key[..., :, None] * np.concatenate([value, ones], axis=2)[..., None, :]  # (N, T, E, D + 1)
    steps = outer.reshape(*outer.shape[:2], -1)
    states = linear_scan(np.ones_like(steps), steps).reshape(outer.shape)
    found = (query[..., None, :] @ states)[..., 0, :]  # the last column sums the weights
    return found[..., :-1] / found[..., -1:]


def _fitting(query, key, value):
    """φ(q), φ(k) and v."""
    query, key, value = fitting(query, key, value)
    if query.ndim != 3 or query.shape != key.shape:
        raise ValueError(f"query and key must be (N, T, E) both, got {query.shape} and {key.shape}")
    return _positive(query), _positive(key), value


def _positive(x):
    """φ(x) = elu(x) + 1: x + 1 above 0, e^x below."""
    return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))
