r"""What a computation leaves behind for its way back: one entry an operation, numbered as they come.

An entry knows where its inputs came from, and how the gradient of its result becomes theirs.
An input is made before its result, so newest first is an order in which every gradient is complete before
it is passed on: no graph has to be sorted.
"""

import itertools
from contextlib import ContextDecorator
from functools import lru_cache
from heapq import heappop, heappush
from zlib import crc32

import numpy as np

SMALL = 2**14  # bytes of an array up to which its mark is a copy


class Entry:
    """One operation on the tape.

    Its edges are (source of an input, shape of that input, the input's share of the gradient). The source is
    the entry that made the input, or the tensor itself where none did, a leaf.
    Its marks tell whether an array that the shares are computed with was changed since.
    """

    __slots__ = ("edges", "marks", "number", "op", "wanted_by")
    numbers = itertools.count()

    def check(self):
        """Refuse to go back over what is gone or no longer true."""
        if self.edges is None:
            raise RuntimeError(
                f"backward() came to '{self.op}' again, and the first time freed what it needs. Compute the "
                "loss again before each backward(), or call backward(retain_graph=True) the first time"
            )
        for array, before in self.marks:
            if mark(array) != before:
                raise RuntimeError(
                    f"'{self.op}' needs a value of shape {array.shape} for its gradient, and that value was "
                    "changed in place since. Change it after backward(), or work on a copy"
                )


def mark(array):
    """What tells whether an array was changed: a copy of its bytes; for a large one, a checksum of them."""
    return array.tobytes() if array.nbytes <= SMALL else crc32(np.ascontiguousarray(array))


def pull_back(entry, grad):
    """Walk the tape back from one entry: the gradient of each leaf behind it, and the entries on the way."""
    grads, passed, waiting = {entry: grad}, [], [(-entry.number, entry)]
    while waiting:
        entry = heappop(waiting)[1]  # the newest: whatever was made from its result is done
        if entry.marks or entry.edges is None:
            entry.check()
        passed.append(entry)
        grad = grads.pop(entry)
        if entry.wanted_by is not None:
            grads[entry.wanted_by] = grad
        for source, shape, share in entry.edges:
            part = share(grad)
            if part.shape != shape:
                part = unbroadcast(part, shape)
            if source in grads:
                grads[source] = grads[source] + part  # used more than once: the parts add up
            else:
                grads[source] = part
                if source.__class__ is Entry:
                    heappush(waiting, (-source.number, source))
    return grads, passed


def unbroadcast(grad, shape):
    r"""The transpose of broadcasting: where one number served many entries, their gradients add up.

    .. math:: y_{ij} = b_j \quad\Rightarrow\quad
              \frac{\partial L}{\partial b_j} = \sum_i \frac{\partial L}{\partial y_{ij}}

    Parameters
    ----------
    grad : array, the gradient by the array after it was broadcast
    shape : tuple, the shape before

    Returns
    -------
    The gradient by the array before it was broadcast.

    Raises
    ------
    ValueError
        If ``shape`` does not broadcast to the shape of ``grad``.

    Examples
    --------
    >>> print(unbroadcast(np.ones((3, 2)), (2,)), unbroadcast(np.ones((3, 2)), (3, 1)).ravel())
    [3. 3.] [2. 2. 2.]
    """
    if grad.shape == shape:
        return grad
    if grad.ndim == 2 and grad.shape[1:] == shape and grad.dtype.kind == "f":  # mostly a bias
        return ones(len(grad), grad.dtype).dot(grad)  # three times as fast as a sum
    padded = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    sizes = zip(padded, grad.shape, strict=False)
    if len(padded) != grad.ndim or any(n not in (1, m) for n, m in sizes):
        raise ValueError(f"shape {shape} does not broadcast to {grad.shape}")
    repeated = tuple(axis for axis, n in enumerate(padded) if n == 1)
    return np.add.reduce(grad, axis=repeated).reshape(shape)


@lru_cache(maxsize=2)  # a batch has the same size again and again
def ones(n, dtype):
    return np.ones(n, dtype)


class no_grad(ContextDecorator):
    r"""Inside it nothing is remembered: for evaluation, and for changing parameters in place.

    .. math:: w \leftarrow w - \eta \nabla L \quad\text{is no part of } L

    Examples
    --------
    >>> from course_lib.backprop import Tensor
    >>> w = Tensor([1.0, 2.0], requires_grad=True)
    >>> with no_grad():
    ...     print((w * 2).requires_grad)
    False
    """

    depth = 0  # how many of them are open

    def __enter__(self):
        no_grad.depth += 1
        return self

    def __exit__(self, *error):
        no_grad.depth -= 1
