r"""Plug a pair ``name`` and ``name_backward`` into the tape: the pair computes, the tape remembers."""

import functools
import inspect
import itertools

import numpy as np

from course_lib.backprop.tensor import Tensor


def register(forward, backward=None, *, grad=None, inputs=None, state=()):
    r"""A function over tensors from a pure pair over arrays.

    .. math:: y = f(x_1, \dots, x_n), \qquad \Bigl(\frac{\partial L}{\partial x_1}, \dots\Bigr) =
              \text{backward}\Bigl(\frac{\partial L}{\partial y}, x_1, \dots, x_n\Bigr)

    Parameters
    ----------
    forward : callable
        ``forward(*arrays, **options)`` returns an array, or a tuple of arrays.
    backward : callable
        ``backward(grad_output, *arrays, **options)`` returns a tuple of gradients, one for each of
        ``inputs`` that was given. Where ``forward`` returns a tuple, ``grad_output`` is one too.
    grad : callable or tuple of callables, in place of ``backward``
        For a loss: ``grad(*arrays, **options)``, its gradient by each of ``inputs``.
    inputs : tuple of str
        The arguments that have a gradient. By default all that ``forward`` cannot do without; for a loss,
        the first.
    state : tuple of str
        Arrays that ``forward`` itself updates. They are not watched for changes in place.

    Returns
    -------
    A function with the signature of ``forward`` that takes tensors, arrays and numbers, and returns tensors.

    Raises
    ------
    TypeError
        If neither or both of ``backward`` and ``grad`` are given. The function raises it for a tensor that
        requires a gradient and is none of ``inputs``.

    Examples
    --------
    >>> def cube(x):
    ...     return x**3
    >>> def cube_backward(grad_output, x):
    ...     return (grad_output * 3 * x**2,)
    >>> x = Tensor([1.0, 2.0], requires_grad=True)
    >>> register(cube, cube_backward)(x).sum().backward()
    >>> print(x.grad)
    [ 3. 12.]
    """
    if (backward is None) == (grad is None):
        raise TypeError("register takes either backward or grad, the gradient of a loss")
    signature = inspect.signature(forward)
    if inputs is None:
        needed = [name for name, p in signature.parameters.items() if p.default is p.empty]
        inputs = needed[:1] if grad else needed
    backward = backward or _times_grad_output(grad if isinstance(grad, tuple) else (grad,))

    @functools.wraps(forward)
    def over_tensors(*args, **options):
        given = signature.bind(*args, **options).arguments
        tensors = {name: value for name, value in given.items() if isinstance(value, Tensor)}
        arrays = {name: value.data if name in tensors else value for name, value in given.items()}
        value = forward(**arrays)
        by = [name for name in given if name in inputs and given[name] is not None]

        @_once
        def gradients(grad_output):
            grads = backward(_like(grad_output, value), **arrays)
            _check(forward, by, grads, arrays)
            return dict(zip(by, grads, strict=True))

        edges = [
            (tensor, lambda g, name=name: gradients(g)[name])
            for name, tensor in tensors.items()
            if _has_gradient(forward, name, tensor, inputs)
        ]
        watched = [a for name, a in arrays.items() if isinstance(a, np.ndarray) and name not in state]
        edges[:1] = [(*edge, *watched) for edge in edges[:1]]
        return _recorded(forward.__name__, value, edges, arrays)

    return over_tensors


def _has_gradient(forward, name, tensor, inputs):
    if tensor.requires_grad and name not in inputs:
        raise TypeError(f"{forward.__name__} has no gradient by {name}: pass {name}.detach()")
    return tensor.requires_grad


def _times_grad_output(grads):
    """The backward pass of a loss: its gradient times that of what came after it."""

    def backward(grad_output, *args, **options):
        found = []
        for grad in grads:
            alone = grad(*args, **options)
            weight = grad_output
            if 0 < np.ndim(weight) < alone.ndim:  # each loss belongs to a row, whose classes lie along axis 1
                weight = np.expand_dims(weight, 1)
            found.append(weight * alone)
        return tuple(found)

    return backward


def _once(function):
    """Remember the last answer: all inputs ask for their gradients with the same array."""
    last = []

    def asked(argument):
        if not last or last[0] is not argument:
            last[:] = argument, function(argument)
        return last[1]

    return asked


def _check(forward, by, grads, arrays):
    """Refuse gradients that cannot be meant."""
    name = f"{forward.__name__}_backward"
    if not isinstance(grads, tuple) or len(grads) != len(by):
        raise TypeError(f"{name} must return a tuple of gradients by {', '.join(by)}, got {grads!r}")
    for at, grad in zip(by, grads, strict=True):
        if np.shape(grad) != np.shape(arrays[at]):
            raise ValueError(
                f"{name}: the gradient by {at} must have shape {np.shape(arrays[at])}, got {np.shape(grad)}"
            )


def _recorded(op, value, edges, arrays):
    """The result as a tensor; several results lie one after the other on the tape, and are cut out of it."""
    if isinstance(value, tuple):
        whole = Tensor._made(op, np.concatenate([np.ravel(part) for part in value]), *edges)
        return _like(whole, value)
    same = any(value is array for array in arrays.values())  # an input handed on, as by dropout at rest
    return Tensor._made(op, value.view() if same else value, *edges)


def _like(flat, value):
    """``flat``, cut into the shapes of the parts of ``value`` if it has parts."""
    if not isinstance(value, tuple):
        return flat
    ends = list(itertools.accumulate(np.size(part) for part in value))
    return tuple(
        flat[end - np.size(part) : end].reshape(np.shape(part)) for part, end in zip(value, ends, strict=True)
    )
