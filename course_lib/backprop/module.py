r"""A part of a network: it has parameters, and parts that have some of their own."""

from collections.abc import Iterator

import numpy as np

from course_lib.backprop.tensor import Tensor


class Parameter(Tensor):
    r"""A tensor that a module counts among what it learns.

    .. math:: \theta \leftarrow \theta - \eta\,\frac{\partial L}{\partial \theta}

    Parameters
    ----------
    data : array_like, copied
    requires_grad : bool
        False keeps it as it is: a frozen parameter.

    Attributes
    ----------
    data, grad, requires_grad : as of :class:`Tensor`

    Examples
    --------
    >>> Parameter([1.0, 2.0])
    Parameter([1., 2.], requires_grad=True)
    """

    __slots__ = ()

    def __init__(self, data, requires_grad: bool = True):
        super().__init__(data, requires_grad)

    def __repr__(self):
        return super().__repr__().replace("Tensor", "Parameter", 1)


class Module:
    r"""Base of all layers: write ``__init__`` and ``forward``, and call the module itself.

    .. math:: y = f(x; \theta)

    Parameters, arrays that belong to its state, and modules are found by the attribute that holds them.

    Attributes
    ----------
    training : bool
        What dropout and batch normalization ask. ``train()`` and ``eval()`` set it for all parts.

    Examples
    --------
    >>> class Line(Module):
    ...     def __init__(self):
    ...         super().__init__()
    ...         self.slope = Parameter(2.0)
    ...
    ...     def forward(self, x):
    ...         return self.slope * x
    >>> line = Line()
    >>> line(3.0).backward()
    >>> print([(name, p.grad.item()) for name, p in line.named_parameters()])
    [('slope', 3.0)]
    """

    def __init__(self):
        self.training = True

    def forward(self, *inputs):
        """What the module computes."""
        raise NotImplementedError(f"{type(self).__name__} has no forward(self, x)")

    def __call__(self, *inputs):
        return self.forward(*inputs)

    def children(self) -> dict[str, "Module"]:
        """Name → module, of the parts that this module holds itself."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Module)}

    def modules(self) -> Iterator["Module"]:
        """This module and all parts of it, however deep; each of them once."""
        seen, stack = set(), [self]
        while stack:
            module = stack.pop()
            if module not in seen:
                seen.add(module)
                yield module
                stack += reversed(module.children().values())

    def named_parameters(self) -> Iterator[tuple[str, Parameter]]:
        """("layer.weight", parameter) for each, however deep; one that is shared comes once."""
        seen = set()
        for name, value in self._named(Parameter):
            if id(value) not in seen:
                seen.add(id(value))
                yield name, value

    def parameters(self) -> list[Parameter]:
        """All parameters: what an optimizer gets is ``[p.data for p in model.parameters()]``."""
        return [parameter for _, parameter in self.named_parameters()]

    def zero_grad(self) -> None:
        """Forget the gradients of all parameters."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def train(self, mode: bool = True) -> "Module":
        """Say to all parts that they are trained, or not; gives the module back."""
        for module in self.modules():
            module.training = mode
        return self

    def eval(self) -> "Module":
        """Say to all parts that they are at rest: no dropout, running averages."""
        return self.train(False)

    def state_dict(self) -> dict[str, np.ndarray]:
        """Copies of all parameters and of the arrays that belong to the state, by torch's names."""
        return {name: array.copy() for name, array in self._state()}

    def load_state_dict(self, state: dict) -> None:
        """Take over the numbers of a state, in place; arrays, or tensors of torch, by the same names.

        Raises
        ------
        ValueError
            If a name is missing or too many, or a shape differs. Nothing has changed then.
        """
        own = dict(self._state())
        state = {name: np.asarray(array) for name, array in state.items()}
        counts = {name for name in state if name.endswith("num_batches_tracked")}  # torch's, without use here
        missing, unknown = own.keys() - state.keys(), state.keys() - own.keys() - counts
        if missing or unknown:
            raise ValueError(f"names differ: missing {sorted(missing)}, unknown {sorted(unknown)}")
        for name, array in own.items():
            if state[name].shape != array.shape:
                raise ValueError(f"{name} must have shape {array.shape}, got {state[name].shape}")
        for name, array in own.items():
            array[...] = state[name]

    def _state(self):
        for name, value in self._named((Parameter, np.ndarray)):
            yield name, value.data if isinstance(value, Parameter) else value

    def _named(self, kind, prefix=""):
        """Attributes of that kind, of this module and of its parts."""
        for name, value in vars(self).items():
            if isinstance(value, kind):
                yield prefix + name, value
        for name, module in self.children().items():
            yield from module._named(kind, f"{prefix}{name}.")
