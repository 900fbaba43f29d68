r"""GELU, the smooth bend of transformers: exact, and by the formula that stands in for it."""

import math

import numpy as np

from course_lib.backprop._erf import erf
from course_lib.backprop.pair_checks import incoming
from course_lib.checks import Nested, as_floats
from course_lib.losses import sigmoid
from course_lib.shapes import Float, Real


def gelu(
    x: Real[np.ndarray, "*shape"] | Nested, approximate: str = "none"
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""x times the chance that a standard normal number is smaller than x: a smooth ReLU.

    .. math:: x\,\Phi(x) = \frac{x}{2} \Bigl(1 + \operatorname{erf}\frac{x}{\sqrt 2}\Bigr) \approx
              \frac{x}{2} \Bigl(1 + \tanh\bigl(\sqrt{2/\pi}\,(x + 0.044715\,x^3)\bigr)\Bigr)

    Parameters
    ----------
    x : any shape, any real
    approximate : "none", or "tanh" for the right-hand side, which is quicker and off by 5e-4 at most

    Returns
    -------
    Numbers ≥ −0.17, in the shape of x.

    Raises
    ------
    TypeError, ValueError
        If x are not real numbers, or ``approximate`` is another word.

    Examples
    --------
    >>> print(gelu([-2.0, 0.0, 3.0]).round(4))
    [-0.0455  0.      2.996 ]

    References
    ----------
    D. Hendrycks and K. Gimpel (2016). Gaussian Error Linear Units (GELUs). arXiv:1606.08415.
    """
    x = as_floats(x, "x")
    return x * _gate(x, approximate)


def gelu_backward(
    grad_output: Real[np.ndarray, "*shape"] | Nested,
    x: Real[np.ndarray, "*shape"] | Nested,
    approximate: str = "none",
) -> tuple[Float[np.ndarray, "*shape"] | np.floating]:
    r"""With φ the density of the standard normal distribution:

    .. math:: \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot
              \bigl(\Phi(x) + x\,\varphi(x)\bigr)

    For "tanh", φ is the derivative of the formula that stands in for Φ.

    >>> print(*gelu_backward([1.0, 1.0], [0.0, 1.0])[0].round(4))
    0.5 1.0833
    """
    x = as_floats(x, "x")
    grad_output = incoming(grad_output, x.shape, x.dtype)
    gate = _gate(x, approximate)
    x = np.clip(x, -40, 40)  # beyond, the density is 0
    if approximate == "none":
        density = np.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    else:  # gate = σ(2u), so that its derivative is 2 σ (1 − σ) u′
        density = 2 * gate * _gate(-x, approximate) * math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * x * x)
    return (grad_output * (gate + x * density),)


def _gate(x, approximate):
    """Φ(x), or what stands in for it."""
    if approximate == "none":
        return np.asarray(1 + erf(x / math.sqrt(2)), dtype=x.dtype)[()] / 2
    if approximate != "tanh":
        raise ValueError(f'approximate must be "none" or "tanh", got {approximate!r}')
    x = np.clip(x, -40, 40)  # beyond, it is 0 or 1
    return sigmoid(2 * math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))
