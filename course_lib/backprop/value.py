"""A number that remembers how it was computed: the chain rule in a hundred lines."""

import itertools
import math


class Value:
    r"""A number, the numbers it was made from, and its slope by each of them.

    .. math:: \frac{\partial L}{\partial p} = \sum_{n\ \text{made from}\ p}
              \frac{\partial n}{\partial p} \cdot \frac{\partial L}{\partial n}

    Attributes
    ----------
    data, grad, label : the number; how fast the end of the graph moves with it; a name for the reader
    op, parents, local : what made it; the values it was made from; its slope by each of them

    >>> x = Value(3.0)
    >>> y = x * x + x
    >>> y.backward()
    >>> print(y.data, x.grad)
    12.0 7.0
    """

    births = itertools.count()

    def __init__(self, data, label="", op="", parents=(), local=()):
        self.data, self.grad, self.label = float(data), 0.0, label
        self.op, self.parents, self.local, self.birth = op, parents, local, next(Value.births)

    def __add__(self, other):
        other = _value(other)
        return Value(self.data + other.data, "", "+", (self, other), (1.0, 1.0))

    def __sub__(self, other):
        other = _value(other)
        return Value(self.data - other.data, "", "-", (self, other), (1.0, -1.0))

    def __mul__(self, other):
        other = _value(other)
        return Value(self.data * other.data, "", "*", (self, other), (other.data, self.data))

    def __truediv__(self, other):
        other = _value(other)
        y = self.data / other.data
        return Value(y, "", "/", (self, other), (1 / other.data, -y / other.data))

    def __pow__(self, n):
        return Value(self.data**n, "", f"**{n}", (self,), (n * self.data ** (n - 1) if n else 0.0,))

    def __neg__(self):
        return Value(-self.data, "", "neg", (self,), (-1.0,))

    def exp(self):
        return Value(math.exp(self.data), "", "exp", (self,), (math.exp(self.data),))

    def log(self):
        return Value(math.log(self.data), "", "log", (self,), (1 / self.data,))

    def tanh(self):
        y = math.tanh(self.data)
        return Value(y, "", "tanh", (self,), (1 - y**2,))

    def sigmoid(self):
        e = math.exp(-abs(self.data))  # at most 1, so that nothing overflows
        y = (1 if self.data >= 0 else e) / (1 + e)
        return Value(y, "", "sigmoid", (self,), (y * (1 - y),))

    def relu(self):
        return Value(max(self.data, 0.0), "", "relu", (self,), (float(self.data > 0),))

    def backward(self):
        """Fill in ``grad`` of every value behind this one; that of an input adds up over several calls."""
        order = topological_order(self)
        for node in order:
            node.grad = 0.0 if node.parents else node.grad
        self.grad += 1.0
        for node in reversed(order):  # what was made from it came before: its grad is complete
            for parent, local in zip(node.parents, node.local, strict=True):
                parent.grad += local * node.grad

    def __repr__(self):
        return f"Value({self.data:.6g}, grad={self.grad:.6g}{f', {self.label!r}' if self.label else ''})"

    __radd__, __rmul__ = __add__, __mul__
    __rsub__, __rtruediv__ = lambda a, b: _value(b) - a, lambda a, b: _value(b) / a


def _value(x):
    return x if isinstance(x, Value) else Value(x)


def topological_order(root):
    """Every value behind ``root``, each after its parents: the order in which they were made."""
    found, stack = {root}, [root]
    while stack:  # a list of our own: Python's recursion ends after a thousand calls
        new = set(stack.pop().parents) - found
        found |= new
        stack += new
    return sorted(found, key=lambda value: value.birth)
