r"""How weights begin: random, and just so large that signals keep their size from layer to layer."""

import math

import numpy as np

from course_lib.checks import count, number, positive_float

GAINS = {"linear": 1.0, "sigmoid": 1.0, "tanh": 5 / 3, "relu": math.sqrt(2)}


def xavier_uniform(shape: tuple, gain: float | int = 1.0, rng=None) -> np.ndarray:
    r"""Between the two sizes that keep the variance forward and backward.

    .. math:: w \sim U(-a, a), \quad a = \text{gain} \cdot \sqrt{\frac{6}{n_{\text{in}} + n_{\text{out}}}},
              \qquad \operatorname{Var} w = \frac{2\,\text{gain}^2}{n_{\text{in}} + n_{\text{out}}}

    Parameters
    ----------
    shape : (out, in) or (out, in, k1, ...)
        A kernel counts each of its places.
    gain : positive, what the activation after it asks for; 5/3 for tanh
    rng : NumPy Generator, or the seed of one

    Returns
    -------
    float64 array of that shape. torch's function of this name, with ``_``, fills a tensor instead.

    Raises
    ------
    ValueError
        If the shape has fewer than two axes, or the gain is not positive.

    Examples
    --------
    >>> bool(abs(xavier_uniform((200, 100), rng=0)).max() <= np.sqrt(6 / 300))
    True

    References
    ----------
    X. Glorot and Y. Bengio (2010). Understanding the difficulty of training deep feedforward neural
    networks. AISTATS. Equation (16).
    """
    fan_in, fan_out = _fans(shape)
    edge = positive_float(gain, "gain") * math.sqrt(6 / (fan_in + fan_out))
    return np.random.default_rng(rng).uniform(-edge, edge, shape)


def kaiming_normal(
    shape: tuple, a: float | int = 0, mode: str = "fan_in", nonlinearity: str = "leaky_relu", rng=None
) -> np.ndarray:
    r"""Twice the variance, since ReLU lets half of it through.

    .. math:: w \sim N(0, s^2), \qquad s = \frac{\text{gain}}{\sqrt{n_{\text{in}}}}, \qquad
              \text{gain} = \sqrt{\frac{2}{1 + a^2}} \text{ for leaky ReLU}

    Parameters
    ----------
    shape : (out, in) or (out, in, k1, ...)
    a : the negative slope of leaky ReLU; 0 is ReLU
    mode : "fan_in" keeps the variance forward, "fan_out" backward
    nonlinearity : "leaky_relu", "relu", "tanh", "sigmoid" or "linear"
    rng : NumPy Generator, or the seed of one

    Returns
    -------
    float64 array of that shape.

    Raises
    ------
    ValueError
        If the shape has fewer than two axes, or a word is not one of those.

    Examples
    --------
    >>> print(kaiming_normal((400, 200), rng=0).std().round(2))
    0.1

    References
    ----------
    K. He, X. Zhang, S. Ren, J. Sun (2015). Delving Deep into Rectifiers. ICCV. Equations (10) and (15).
    """
    fans = dict(zip(("fan_in", "fan_out"), _fans(shape), strict=True))
    if mode not in fans:
        raise ValueError(f'mode must be "fan_in" or "fan_out", got {mode!r}')
    gains = GAINS | {"leaky_relu": math.sqrt(2 / (1 + number(a, "a", low=-np.inf) ** 2))}
    if nonlinearity not in gains:
        raise ValueError(f"nonlinearity must be one of {', '.join(gains)}, got {nonlinearity!r}")
    deviation = gains[nonlinearity] / math.sqrt(fans[mode])
    return np.random.default_rng(rng).normal(0.0, deviation, shape)


def orthogonal(shape: tuple, gain: float | int = 1.0, rng=None) -> np.ndarray:
    r"""A random turn: lengths stay as they are, however many layers there are.

    .. math:: W W^\top = \text{gain}^2 \cdot I \quad \text{(or } W^\top W \text{, if there are more rows)}

    Parameters
    ----------
    shape : (out, in) or (out, in, k1, ...)
        All axes but the first are taken as one.
    gain : positive
    rng : NumPy Generator, or the seed of one

    Returns
    -------
    float64 array of that shape.

    Raises
    ------
    ValueError
        If the shape has fewer than two axes, or the gain is not positive.

    Examples
    --------
    >>> w = orthogonal((2, 3), rng=0)
    >>> print((w @ w.T).round(12) + 0)
    [[1. 0.]
     [0. 1.]]

    References
    ----------
    A. M. Saxe, J. L. McClelland, S. Ganguli (2014). Exact solutions to the nonlinear dynamics of learning in
    deep linear neural networks. ICLR.
    """
    _fans(shape)
    rows, columns = shape[0], math.prod(shape[1:])
    normal = np.random.default_rng(rng).normal(size=(max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(normal)
    q *= np.sign(np.diag(r))  # without it, not every turn would be equally likely
    return positive_float(gain, "gain") * (q if rows >= columns else q.T).reshape(shape)


def _fans(shape):
    """How many inputs an output has, and how many outputs an input."""
    if len(shape) < 2:
        raise ValueError(f"shape must have two axes at least, (out, in, ...), got {tuple(shape)}")
    n_out, n_in, *kernel = (count(n, "each size of shape") for n in shape)
    return n_in * math.prod(kernel), n_out * math.prod(kernel)
