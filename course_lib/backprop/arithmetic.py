r"""What tensors do with each other: + − · / @ and powers. Where a shape was broadcast, the tape undoes it."""

import numpy as np


class Arithmetic:
    """Each result is made of its data and its edges: (input, its share of the gradient, what that needs)."""

    __slots__ = ()

    def __add__(self, other):
        other = self._like(other)
        return self._made("+", self.data + other.data, (self, lambda g: g), (other, lambda g: g))

    def __sub__(self, other):
        other = self._like(other)
        return self._made("-", self.data - other.data, (self, lambda g: g), (other, lambda g: -g))

    def __mul__(self, other):
        other = self._like(other)
        x, y = self.data, other.data
        return self._made("*", x * y, (self, lambda g: g * y, y), (other, lambda g: g * x, x))

    def __truediv__(self, other):
        other = self._like(other)
        x, y = self.data, other.data
        ratio = x / y
        return self._made("/", ratio, (self, lambda g: g / y, y), (other, lambda g: -g * ratio / y, ratio, y))

    def __pow__(self, n):
        if not isinstance(n, int | float):
            raise TypeError(
                f"the exponent must be a number, got {type(n).__name__}: write (a.log() * b).exp()"
            )
        x = self.data
        if n == 2:  # by far the most frequent, and quicker this way
            return self._made("**2", x * x, (self, lambda g: g * (x + x), x))
        return self._made(f"**{n}", x**n, (self, lambda g: g * (n * x ** (n - 1)) if n else 0 * g, x))

    def __neg__(self):
        return self._made("neg", -self.data, (self, lambda g: -g))

    def __matmul__(self, other):
        """Of matrices, and of stacks of them; a vector is a row on the left and a column on the right."""
        other = self._like(other)
        x, y = self.data, other.data
        if x.ndim == 2 and y.ndim == 2:  # dot takes less time to start than @ does
            return self._made(
                "@", x.dot(y), (self, lambda g: g.dot(y.T), y), (other, lambda g: x.T.dot(g), x)
            )
        if x.ndim > 1 and y.ndim > 1:
            return self._made("@", x @ y, (self, lambda g: g @ y.mT, y), (other, lambda g: x.mT @ g, x))
        if x.ndim == 0 or y.ndim == 0:
            raise ValueError(f"@ multiplies vectors and matrices, got shapes {x.shape} and {y.shape}")
        if x.ndim == 1:
            result = self.reshape(1, -1) @ (other if y.ndim > 1 else other.reshape(-1, 1))
            return result[..., 0, :] if y.ndim > 1 else result.reshape()
        return (self @ other.reshape(-1, 1))[..., 0]

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return self._like(other) - self

    def __rtruediv__(self, other):
        return self._like(other) / self

    def __rmatmul__(self, other):
        return self._like(other) @ self

    def __lt__(self, other):
        return self.data < self._like(other).data

    def __le__(self, other):
        return self.data <= self._like(other).data

    def __gt__(self, other):
        return self.data > self._like(other).data

    def __ge__(self, other):
        return self.data >= self._like(other).data

    def __eq__(self, other):
        return np.equal(self.data, self._like(other).data)

    def __ne__(self, other):
        return np.not_equal(self.data, self._like(other).data)
