r"""Changes in place. They are never recorded, so they are refused where backward would have to know."""

import numpy as np

from course_lib.backprop.tape import no_grad


class InPlace:
    """``w -= lr * w.grad`` belongs inside ``no_grad()``, as in torch."""

    __slots__ = ()

    def __setitem__(self, index, value):
        value = self._unrecorded("[...] =", value)
        self.data[index] = value

    def __iadd__(self, other):
        self.data += self._unrecorded("+=", other)
        return self

    def __isub__(self, other):
        self.data -= self._unrecorded("-=", other)
        return self

    def __imul__(self, other):
        self.data *= self._unrecorded("*=", other)
        return self

    def __itruediv__(self, other):
        self.data /= self._unrecorded("/=", other)
        return self

    def _unrecorded(self, op, other) -> np.ndarray:
        if other.__class__ is np.ndarray and (no_grad.depth or not self.requires_grad):
            return other  # the usual update of a parameter, quickly
        other = self._like(other)
        if no_grad.depth == 0 and (self.requires_grad or other.requires_grad):
            raise RuntimeError(
                f"{op} changes a tensor in place, which backward() could not follow. "
                "Write x = x + y for a new tensor; to update a parameter, do it inside no_grad()"
            )
        return other.data
