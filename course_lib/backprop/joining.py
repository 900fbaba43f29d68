r"""Several tensors become one; backward, each gets its piece of the gradient."""

import itertools

import numpy as np

from course_lib.backprop.tensor import Tensor


def concatenate(tensors, axis: int = 0) -> Tensor:
    r"""Tensors one after the other along an axis that they have.

    .. math:: y = (x_1, x_2, \dots) \quad\Rightarrow\quad
              \frac{\partial L}{\partial x_k} = \text{piece } k \text{ of } \frac{\partial L}{\partial y}

    Parameters
    ----------
    tensors : list of tensors or arrays, equal in all axes but one
    axis : int

    Returns
    -------
    Tensor

    Raises
    ------
    ValueError
        If the list is empty or another axis differs; NumPy says which.

    Examples
    --------
    >>> concatenate([Tensor([1.0]), Tensor([2.0, 3.0])])
    Tensor([1., 2., 3.])
    """
    tensors = _tensors(tensors)
    whole = np.concatenate([tensor.data for tensor in tensors], axis=axis)
    ends = list(itertools.accumulate(tensor.shape[axis] for tensor in tensors))
    edges = []
    for tensor, end in zip(tensors, ends, strict=True):
        piece = (slice(None),) * (axis % whole.ndim) + (slice(end - tensor.shape[axis], end),)
        edges.append((tensor, lambda g, piece=piece: g[piece]))
    return tensors[0]._made("concatenate", whole, *edges)


def stack(tensors, axis: int = 0) -> Tensor:
    r"""Tensors of one shape beside each other along a new axis.

    .. math:: y_k = x_k \quad\Rightarrow\quad
              \frac{\partial L}{\partial x_k} = \frac{\partial L}{\partial y_k}

    Parameters
    ----------
    tensors : list of tensors or arrays of one shape
    axis : int, where the new axis stands

    Returns
    -------
    Tensor

    Raises
    ------
    ValueError
        If the list is empty or shapes differ.

    Examples
    --------
    >>> stack([Tensor([1.0, 2.0]), Tensor([3.0, 4.0])]).shape
    (2, 2)
    """
    tensors = _tensors(tensors)
    whole = np.stack([tensor.data for tensor in tensors], axis=axis)
    edges = [(tensor, lambda g, k=k: g.take(k, axis)) for k, tensor in enumerate(tensors)]
    return tensors[0]._made("stack", whole, *edges)


def where(condition, x, y) -> Tensor:
    r"""Entries of ``x`` where the condition holds, of ``y`` elsewhere; all three are broadcast.

    .. math:: \frac{\partial L}{\partial x_i} = c_i \frac{\partial L}{\partial z_i}, \qquad
              \frac{\partial L}{\partial y_i} = (1 - c_i) \frac{\partial L}{\partial z_i}

    Parameters
    ----------
    condition : array of bool, such as ``t > 0``
    x, y : tensors, arrays or numbers

    Returns
    -------
    Tensor

    Raises
    ------
    ValueError
        If the shapes cannot be broadcast.

    Examples
    --------
    >>> t = Tensor([-1.0, 2.0])
    >>> where(t > 0, t, 0.1 * t)
    Tensor([-0.1,  2. ])
    """
    first = next((part for part in (x, y) if isinstance(part, Tensor)), Tensor(0.0))
    x, y = first._like(x), first._like(y)
    condition = np.asarray(condition, dtype=bool)
    return first._made(
        "where",
        np.where(condition, x.data, y.data),
        (x, lambda g: np.where(condition, g, 0)),
        (y, lambda g: np.where(condition, 0, g)),
    )


def _tensors(tensors):
    tensors = list(tensors)
    if not tensors:
        raise ValueError("there must be at least one tensor to join, got an empty list")
    first = next((tensor for tensor in tensors if isinstance(tensor, Tensor)), Tensor(0.0))
    return [first._like(tensor) for tensor in tensors]
