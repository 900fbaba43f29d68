r"""Where a token stands: waves that are added, turns of queries and keys, a bias that grows with distance."""

import numpy as np

from course_lib.backprop.pair_checks import incoming
from course_lib.checks import Nested, as_floats, count, positive_float
from course_lib.shapes import Float, Real


def sinusoidal_positions(
    n_positions: int | np.integer, d_model: int | np.integer, base: float | int = 10000.0
) -> Float[np.ndarray, "T E"]:
    r"""A row of numbers for each position: sines and cosines of E / 2 speeds.

    .. math:: P_{t, 2i} = \sin(\omega_i t), \qquad P_{t, 2i+1} = \cos(\omega_i t), \qquad
              \omega_i = \text{base}^{-2i/E}, \qquad t = 0, \dots, T - 1

    Parameters
    ----------
    n_positions : T
    d_model : E, an even number
    base : positive; the slowest wave has a length of 2π base^(1 − 2/E) positions

    Returns
    -------
    (T, E) in [−1, 1]

    Raises
    ------
    ValueError
        If E is odd, or a size or the base is not positive.

    Examples
    --------
    >>> print(sinusoidal_positions(3, 4).round(3))
    [[ 0.     1.     0.     1.   ]
     [ 0.841  0.54   0.01   1.   ]
     [ 0.909 -0.416  0.02   1.   ]]

    References
    ----------
    A. Vaswani et al. (2017). Attention Is All You Need. NeurIPS. Section 3.5.
    """
    angles = np.arange(count(n_positions, "n_positions"))[:, None] * speeds(d_model, base, "d_model")
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(len(angles), -1)


def apply_rotary(
    x: Real[np.ndarray, "*N T E"] | Nested,
    positions: np.ndarray | Nested | None = None,
    base: float | int = 10000.0,
) -> Float[np.ndarray, "*N T E"]:
    r"""Each pair of **adjacent** numbers is turned, by an angle that grows with the position.

    .. math:: \begin{pmatrix} y_{2i} \\ y_{2i+1} \end{pmatrix} =
              \begin{pmatrix} \cos \omega_i t & -\sin \omega_i t \\ \sin \omega_i t & \cos \omega_i t
              \end{pmatrix} \begin{pmatrix} x_{2i} \\ x_{2i+1} \end{pmatrix}, \qquad
              \omega_i = \text{base}^{-2i/E}

    Queries and keys are turned, values are not. What is left of t and s in their product is t − s.

    Parameters
    ----------
    x : (..., T, E), queries or keys; E is even
    positions : (T,) whole numbers, where the tokens stand; None for 0 to T − 1
    base : positive

    Returns
    -------
    y, of the shape and with the lengths of x

    Raises
    ------
    ValueError
        If E is odd, or there is not one position for each token.
    TypeError
        If positions are no whole numbers.

    Examples
    --------
    >>> print(apply_rotary([[1.0, 0.0], [1.0, 0.0]], positions=[0, 2]).round(3))
    [[ 1.     0.   ]
     [-0.416  0.909]]

    Notes
    -----
    Adjacent numbers are pairs, (0, 1), (2, 3), …, as in the paper. Llama's code in Hugging Face pairs i with
    i + E / 2: the same turns with the columns in another order.

    References
    ----------
    J. Su et al. (2021). RoFormer: Enhanced Transformer with Rotary Position Embedding. arXiv:2104.09864.
    Equation 15.
    """
    x, cos, sin = _fitting(x, positions, base)
    return _turned(x, cos, sin)


def apply_rotary_backward(
    grad_output: Real[np.ndarray, "*N T E"] | Nested,
    x: Real[np.ndarray, "*N T E"] | Nested,
    positions: np.ndarray | Nested | None = None,
    base: float | int = 10000.0,
) -> tuple[Float[np.ndarray, "*N T E"]]:
    r"""The gradient of :func:`apply_rotary` by x is turned back.

    .. math:: \frac{\partial L}{\partial x_t} = R_t^\top \frac{\partial L}{\partial y_t} =
              R_{-t} \frac{\partial L}{\partial y_t}

    >>> print(*apply_rotary_backward([[1.0, 0.0]], [[5.0, 7.0]], positions=[2])[0].round(3))
    [-0.416 -0.909]
    """
    x, cos, sin = _fitting(x, positions, base)
    return (_turned(incoming(grad_output, x.shape, x.dtype), cos, -sin),)


def alibi_bias(
    num_heads: int | np.integer, n_queries: int | np.integer, n_keys: int | np.integer | None = None
) -> Float[np.ndarray, "H L S"]:
    r"""What each head takes off a score for each step of distance; a mask of floats for attention.

    .. math:: M_{h,i,j} = -m_h\,|i - j|, \qquad m_h = 2^{-8h/H}, \qquad h = 1, \dots, H

    Parameters
    ----------
    num_heads : H, a power of 2
    n_queries, n_keys : L and S; as many keys as queries by default. The last query stands at the last key

    Returns
    -------
    (H, L, S), of numbers ≤ 0

    Raises
    ------
    ValueError
        If H is no power of 2, for which the paper has another rule, or there are fewer keys than queries.

    Examples
    --------
    >>> print(alibi_bias(2, 1, 4)[:, 0])
    [[-0.1875     -0.125      -0.0625      0.        ]
     [-0.01171875 -0.0078125  -0.00390625  0.        ]]

    References
    ----------
    O. Press, N. A. Smith, M. Lewis (2022). Train Short, Test Long: Attention with Linear Biases Enables Input
    Length Extrapolation. ICLR. Section 3.
    """
    heads, n = count(num_heads, "num_heads"), count(n_queries, "n_queries")
    m = n if n_keys is None else count(n_keys, "n_keys")
    if heads & (heads - 1):
        raise ValueError(f"num_heads must be a power of 2, got {heads}")
    if m < n:
        raise ValueError(f"there must be at least as many keys as queries, got {m} and {n}")
    slopes = 2.0 ** (-8 * np.arange(1, heads + 1) / heads)
    return slopes[:, None, None] * -np.abs(np.arange(m - n, m)[:, None] - np.arange(m))


def speeds(width, base, name):
    """ω of each pair of numbers, from 1 down to nearly 1 / base."""
    width = count(width, name, low=2)
    if width % 2:
        raise ValueError(f"{name} must be even, a sine and a cosine for each speed, got {width}")
    return positive_float(base, "base") ** (-np.arange(0, width, 2) / width)


def _fitting(x, positions, base):
    """x as floats, and the cosine and sine of each angle, (T, E / 2)."""
    x = as_floats(x, "x")
    if x.ndim < 2:
        raise ValueError(f"x must be (..., T, E), got {x.shape}")
    places = np.arange(x.shape[-2]) if positions is None else np.asarray(positions)
    if places.dtype.kind not in "iu":
        raise TypeError(f"positions must hold whole numbers, got dtype {places.dtype}")
    if places.shape != x.shape[-2:-1]:
        raise ValueError(f"positions must be {x.shape[-2:-1]}, one a token, got {places.shape}")
    angles = places[:, None] * speeds(x.shape[-1], base, "E, the last axis of x,")
    return x, np.cos(angles).astype(x.dtype), np.sin(angles).astype(x.dtype)


def _turned(x, cos, sin):
    first, second = x[..., ::2], x[..., 1::2]
    y = np.empty_like(x)
    y[..., ::2] = first * cos - second * sin
    y[..., 1::2] = first * sin + second * cos
    return y
