r"""The same entries in another place. Backward, each gradient goes back to where its entry came from."""

import numpy as np


class Shaping:
    """Views, as in NumPy: nothing is copied on the way forward, except by fancy indices."""

    __slots__ = ()

    @property
    def shape(self) -> tuple:
        return self.data.shape

    @property
    def ndim(self) -> int:
        return self.data.ndim

    @property
    def size(self) -> int:
        return self.data.size

    @property
    def dtype(self) -> np.dtype:
        return self.data.dtype

    @property
    def T(self):
        return self.transpose()

    @property
    def mT(self):
        """Each matrix of a stack transposed."""
        return self.swapaxes(-1, -2)

    def reshape(self, *shape):
        """``reshape(2, -1)`` or ``reshape((2, -1))``."""
        shape = shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape
        before = self.data.shape
        return self._made("reshape", self.data.reshape(shape), (self, lambda g: g.reshape(before)))

    def transpose(self, *axes):
        """``transpose(1, 0)`` or ``transpose((1, 0))``; without axes, all in reverse."""
        axes = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes
        order = tuple(axis % self.ndim for axis in axes) if axes else tuple(reversed(range(self.ndim)))
        back = np.argsort(order)
        return self._made("transpose", self.data.transpose(order), (self, lambda g: g.transpose(back)))

    def swapaxes(self, a: int, b: int):
        return self._made("swapaxes", self.data.swapaxes(a, b), (self, lambda g: g.swapaxes(a, b)))

    def broadcast_to(self, shape):
        """Repeated to a larger shape; the tape adds the gradients up again."""
        return self._made("broadcast_to", np.broadcast_to(self.data, shape), (self, lambda g: g))

    def __getitem__(self, index):
        """Slices, numbers, ``None``, masks, arrays of indices; an entry taken twice gets both gradients."""
        x = self.data

        def share(g):
            grad = np.zeros(x.shape, dtype=g.dtype)
            if _is_fancy(index):
                np.add.at(grad, index, g)  # grad[index] += g would keep one of two
            else:
                grad[index] = g
            return grad

        return self._made("[]", x[index], (self, share))

    def __len__(self):
        if not self.data.ndim:
            raise TypeError("a tensor of one number has no length")
        return len(self.data)

    def __iter__(self):
        return (self[i] for i in range(len(self)))


def _is_fancy(index):
    """Whether the same entry may be taken twice."""
    parts = index if isinstance(index, tuple) else (index,)
    return any(isinstance(part, list | tuple | np.ndarray) for part in parts)
