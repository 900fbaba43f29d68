r"""Embedding: each token has a row of numbers of its own, which is learned."""

import numpy as np

from course_lib.backprop.pair_checks import incoming
from course_lib.checks import Nested, as_floats
from course_lib.shapes import Float, Int, Real


def embedding(
    x: Int[np.ndarray, "..."] | Nested, weight: Real[np.ndarray, "V D"] | Nested
) -> Float[np.ndarray, "... D"]:
    r"""The rows of a table, called as ``torch.nn.functional.embedding``.

    .. math:: y_{\dots} = E_{x_{\dots}}

    It is the product of one-hot rows and E, without the product.

    Parameters
    ----------
    x : (...), whole numbers from 0 to V − 1
    weight : E, (V, D), a row for each token

    Returns
    -------
    (..., D)

    Raises
    ------
    ValueError
        If the table has not two axes, or there is no such row.
    TypeError
        If x holds other than whole numbers.

    Examples
    --------
    >>> print(embedding([2, 0], [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]))
    [[0.5 0.6]
     [0.1 0.2]]
    """
    x, weight = _fitting(x, weight)
    return weight[x]


def embedding_backward(
    grad_output: Real[np.ndarray, "... D"] | Nested,
    x: Int[np.ndarray, "..."] | Nested,
    weight: Real[np.ndarray, "V D"] | Nested,
) -> tuple[Float[np.ndarray, "V D"]]:
    r"""The gradient of :func:`embedding` by the table: a row that was taken twice gets both gradients.

    .. math:: \frac{\partial L}{\partial E_k} = \sum_{p\,:\, x_p = k} G_p

    >>> print(*embedding_backward([[1.0], [2.0], [4.0]], [1, 0, 1], [[0.0], [0.0], [0.0]]))
    [[2.]
     [5.]
     [0.]]
    """
    x, weight = _fitting(x, weight)
    grad_output = incoming(grad_output, (*x.shape, weight.shape[1]), weight.dtype)
    grad_weight = np.zeros_like(weight)
    np.add.at(grad_weight, x, grad_output)
    return (grad_weight,)


def _fitting(x, weight):
    weight, x = as_floats(weight, "weight"), np.asarray(x)
    if x.dtype.kind not in "iu":
        raise TypeError(f"x must hold whole numbers, got dtype {x.dtype}")
    if weight.ndim != 2:
        raise ValueError(f"weight must be (V, D), got {weight.shape}")
    wrong = (x < 0) | (x >= len(weight))
    if wrong.any():
        raise ValueError(f"x must be from 0 to {len(weight) - 1}, the rows of weight, got {x[wrong][0]}")
    return x, weight
