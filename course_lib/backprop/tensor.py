r"""An array that remembers how it was computed: ``Value`` with shapes."""

import numpy as np

from course_lib.backprop.arithmetic import Arithmetic
from course_lib.backprop.elementwise import Elementwise
from course_lib.backprop.inplace import InPlace
from course_lib.backprop.reductions import Reductions
from course_lib.backprop.shaping import Shaping
from course_lib.backprop.tape import Entry, mark, no_grad, pull_back
from course_lib.checks import as_floats


class Tensor(Arithmetic, Elementwise, Reductions, Shaping, InPlace):
    r"""An array, its gradient, and the operation that made it.

    .. math:: \frac{\partial L}{\partial x} = \sum_{y\ \text{made from}\ x}
              \Bigl(\frac{\partial y}{\partial x}\Bigr)^{\!\top} \frac{\partial L}{\partial y}

    Parameters
    ----------
    data : array_like
        It is copied. Floats keep their dtype, integers become float64.
    requires_grad : bool
        Whether ``backward`` fills in ``grad``. What is made from such a tensor requires one too.

    Attributes
    ----------
    data : array
        Free to be changed in place between two steps. ``backward`` refuses if one of the operations needs
        the value from before.
    grad : array of the shape of data, or None
        Of leaves, which no operation made, and of those that called ``retain_grad``. It adds up until
        ``zero_grad``.
    requires_grad : bool

    Raises
    ------
    TypeError
        If data are no real numbers.

    Examples
    --------
    >>> w = Tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    >>> loss = ((w @ [1.0, -1.0]) ** 2).sum()
    >>> loss.backward()
    >>> print(loss.item(), w.grad.tolist())
    2.0 [[-2.0, 2.0], [-2.0, 2.0]]

    Notes
    -----
    As in torch, with three differences: what happens in place is never recorded, a comparison gives an
    array, and axes are called as in NumPy.
    """

    __slots__ = ("data", "entry", "grad", "requires_grad")
    __array_ufunc__ = None  # so that array + tensor asks the tensor
    __hash__ = object.__hash__

    def __init__(self, data, requires_grad: bool = False):
        self.data = np.array(as_floats(data.data if isinstance(data, Tensor) else data, "data"))
        self.requires_grad, self.grad, self.entry = bool(requires_grad), None, None

    @staticmethod
    def _made(op, data, *edges):
        """The result of an operation. An edge is (input, its share of the gradient, arrays it needs)."""
        result = Tensor.__new__(Tensor)
        result.data = data = data if data.__class__ is np.ndarray else np.asarray(data)
        result.grad = result.entry = None
        result.requires_grad = False
        if no_grad.depth:
            return result
        kept, marks = [], []
        for edge in edges:
            tensor = edge[0]
            if tensor.requires_grad:
                kept.append((tensor.entry or tensor, tensor.data.shape, edge[1]))
                for array in edge[2:]:  # results are read-only, but a view may look at what is not
                    if array is not data and (array.flags.writeable or array.base is not None):
                        marks.append((array, mark(array)))
        if kept:
            data.setflags(write=False)  # backward may need it
            result.requires_grad = True
            result.entry = entry = Entry()  # filled in here, since calling an __init__ takes longer
            entry.op, entry.edges, entry.marks, entry.wanted_by = op, kept, marks, None
            entry.number = next(Entry.numbers)
        return result

    def _like(self, other):
        """``other`` as a tensor; a number takes our dtype."""
        if isinstance(other, Tensor):
            return other
        constant = Tensor.__new__(Tensor)
        dtype = self.data.dtype if isinstance(other, int | float) else None
        constant.data = as_floats(other, "an operand", dtype)
        constant.requires_grad, constant.grad, constant.entry = False, None, None
        return constant

    def backward(self, gradient=None, retain_graph: bool = False) -> None:
        """Fill in ``grad`` of every leaf behind this tensor.

        Parameters
        ----------
        gradient : array of the shape of this tensor
            The gradient by this tensor; by default 1, if it is one number.
        retain_graph : bool
            Keep what the operations remember, for a second call. By default it is freed.

        Raises
        ------
        RuntimeError
            If nothing behind this tensor requires a gradient, if an earlier call has freed an operation, or
            if a value that is needed was changed in place. No ``grad`` has changed then.
        ValueError
            If ``gradient`` has another shape, or is missing and the tensor is not one number.
        """
        if not self.requires_grad:
            raise RuntimeError("nothing behind this tensor has requires_grad=True, so backward() has no end")
        gradient = self._seed(gradient)
        grads, passed = pull_back(self.entry, gradient) if self.entry else ({self: gradient}, [])
        for tensor, grad in grads.items():
            # a new array each time, since the same one may lie in another tensor
            tensor.grad = np.array(grad if tensor.grad is None else tensor.grad + grad, tensor.data.dtype)
        if not retain_graph:
            for entry in passed:
                entry.edges = entry.marks = entry.wanted_by = None

    def _seed(self, gradient):
        if gradient is None:
            if self.data.size != 1:
                raise ValueError(
                    f"backward() starts at one number, this tensor has shape {self.shape}: "
                    "sum it, take its mean, or pass gradient="
                )
            return np.ones(self.data.shape, self.data.dtype)[()]
        gradient = self._like(gradient).data
        if gradient.shape != self.shape:
            raise ValueError(f"gradient must have the shape {self.shape} of the tensor, got {gradient.shape}")
        return gradient

    def retain_grad(self) -> None:
        """Ask ``backward`` to fill in ``grad`` here too, though an operation made this tensor."""
        if self.entry is not None:
            self.entry.wanted_by = self

    def zero_grad(self) -> None:
        """Forget the gradient, so that the next one does not add to it."""
        self.grad = None

    def detach(self) -> "Tensor":
        """The same numbers in the same memory, cut off from what they were made of."""
        with no_grad():
            return self._made("detach", self.data)

    def item(self) -> float:
        """The one number of a tensor that has one."""
        return self.data.item()

    def __float__(self):
        return self.item()

    def __bool__(self):
        return bool(self.data)

    def numpy(self) -> np.ndarray:
        """The array, where no gradient is asked for; in torch too, one says ``detach()`` first."""
        if self.requires_grad:
            raise RuntimeError("a tensor that requires a gradient leaves the tape: write .detach().numpy()")
        return self.data

    def __array__(self, dtype=None, copy=None):
        return np.array(self.numpy(), dtype=dtype, copy=copy)

    @property
    def is_leaf(self) -> bool:
        """Whether no operation on the tape made it."""
        return self.entry is None

    def __repr__(self):
        numbers = np.array2string(self.data, precision=4, separator=", ", prefix="Tensor(")
        made = f", made by '{self.entry.op}'" if self.entry else ", requires_grad=True"
        return f"Tensor({numbers}{made if self.requires_grad else ''})"
