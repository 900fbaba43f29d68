r"""A limit to the length of a step: one bad batch shall not throw the parameters away."""

from collections.abc import Sequence

import numpy as np

from course_lib.checks import Number, number
from course_lib.optim._checks import updatable


def clip_grad_norm(
    grads: Sequence[np.ndarray], max_norm: Number, norm_type: Number = 2.0, error_if_nonfinite: bool = False
) -> float:
    r"""Shorten all gradients by one factor if together they are too long; their direction stays.

    .. math:: g \leftarrow g \cdot \min\Bigl(1, \frac{c}{\|g\| + 10^{-6}}\Bigr)

    Parameters
    ----------
    grads : list of float arrays, any shapes
        Modified in place, as in ``torch.nn.utils.clip_grad_norm_``.
    max_norm : float, ≥ 0
        c, the longest norm that passes.
    norm_type : float > 0, or inf
        p of the norm; 2 is the usual length, inf the largest entry.
    error_if_nonfinite : bool
        Raise if the norm is NaN or infinite. Otherwise NaN makes every gradient NaN; an infinite norm makes
        finite entries 0 and infinite ones NaN.

    Returns
    -------
    The norm of all gradients together, before clipping.

    Raises
    ------
    ValueError
        If max_norm is negative or not finite, or norm_type is not positive.
    RuntimeError
        If the norm is not finite and error_if_nonfinite is set. The gradients are then as they were.

    Examples
    --------
    >>> grads = [np.array([3.0]), np.array([0.0, 4.0])]
    >>> clip_grad_norm(grads, max_norm=1.0)
    5.0
    >>> print(*(grad.round(4) for grad in grads))
    [0.6] [0.  0.8]

    References
    ----------
    R. Pascanu, T. Mikolov, Y. Bengio (2013). On the difficulty of training recurrent neural networks. ICML.
    Algorithm 1.
    """
    grads, max_norm = updatable(grads, "grads"), number(max_norm, "max_norm")
    if not norm_type > 0:
        raise ValueError(f"norm_type must be positive, got {norm_type}")
    norms = [np.linalg.norm(grad.ravel(), norm_type) for grad in grads if grad.size]
    total = float(np.linalg.norm(norms, norm_type)) if norms else 0.0
    if error_if_nonfinite and not np.isfinite(total):
        raise RuntimeError(f"the norm of the gradients is {total}, so they cannot be clipped")
    scale = min(1.0, max_norm / (total + 1e-6)) if not np.isnan(total) else np.nan
    with np.errstate(invalid="ignore"):  # inf · 0 is NaN, as in torch
        for grad in grads:
            grad *= scale
    return total


def clip_grad_value(grads: Sequence[np.ndarray], clip_value: Number) -> None:
    r"""Cut each entry off at ±c; this can turn the gradient into another direction.

    .. math:: g_i \leftarrow \min(\max(g_i, -c), c)

    Parameters
    ----------
    grads : list of float arrays, any shapes
        Modified in place, as in ``torch.nn.utils.clip_grad_value_``.
    clip_value : float, ≥ 0
        c, the largest size of an entry.

    Raises
    ------
    ValueError
        If clip_value is negative or not finite.

    Examples
    --------
    >>> grads = [np.array([3.0, -0.5, -20.0])]
    >>> clip_grad_value(grads, 1.0)
    >>> print(grads[0])
    [ 1.  -0.5 -1. ]
    """
    clip_value = number(clip_value, "clip_value")
    for grad in updatable(grads, "grads"):
        np.clip(grad, -clip_value, clip_value, out=grad)
