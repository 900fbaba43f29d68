r"""From many entries to few: sums, means, largest ones. Backward, a gradient is spread out again."""

import numpy as np


class Reductions:
    """``axis`` is None (all of them), a number or a tuple; ``keepdims`` keeps a reduced axis with size 1."""

    __slots__ = ()

    def sum(self, axis=None, keepdims: bool = False):
        shape, kept = self.data.shape, _kept(self.data, axis)
        total = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
        return self._made("sum", total, (self, lambda g: _spread(g, kept, shape)))

    def mean(self, axis=None, keepdims: bool = False):
        shape, kept = self.data.shape, _kept(self.data, axis)
        total = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
        n = self.data.size // max(total.size, 1)  # how many entries share one mean
        return self._made("mean", total / n, (self, lambda g: _spread(g / n, kept, shape)))

    def max(self, axis=None, keepdims: bool = False):
        """The largest; entries that tie share the gradient, as in ``torch.amax``."""
        return self._extreme("max", np.max, axis, keepdims)

    def min(self, axis=None, keepdims: bool = False):
        """The smallest; entries that tie share the gradient, as in ``torch.amin``."""
        return self._extreme("min", np.min, axis, keepdims)

    def _extreme(self, op, function, axis, keepdims):
        x, kept = self.data, _kept(self.data, axis)
        y = function(x, axis=axis, keepdims=keepdims)

        def share(g):
            winners = x == y.reshape(kept)
            return winners * (g.reshape(kept) / winners.sum(axis=axis, keepdims=True))

        return self._made(op, y, (self, share, x, y))


def _spread(grad, kept, shape):
    """Each gradient at all the entries that it is the gradient of."""
    spread = np.empty(shape, dtype=grad.dtype)
    spread[...] = grad.reshape(kept)
    return spread


def _kept(array, axis):
    """The shape after a reduction that keeps its axes."""
    if axis is None:
        return (1,) * array.ndim
    axes = {range(array.ndim)[a] for a in ((axis,) if isinstance(axis, int) else axis)}
    return tuple(1 if a in axes else n for a, n in enumerate(array.shape))
