r"""Recurrent layers on top of each other, in one direction or in both; parameters by torch's names."""

import math

import numpy as np

from course_lib.backprop import Module, Parameter, Tensor, concatenate, stack
from course_lib.checks import count
from course_lib.rnn.weights import two


class Recurrent(Module):
    r"""What RNN, LSTM and GRU share: layers that read the states of the layer below.

    A kind of layer has ``gates``, ``n_states`` and ``run``, the function over tensors for one layer in one
    direction. What the arguments mean stands at :class:`course_lib.rnn.LSTM`.
    """

    gates, n_states = 1, 1

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        *,
        bidirectional: bool = False,
        rng=None,
    ):
        super().__init__()
        rng, self.bidirectional = np.random.default_rng(rng), bool(bidirectional)
        self.input_size, self.hidden_size = count(input_size, "input_size"), count(hidden_size, "hidden_size")
        self.num_layers, self.bias = count(num_layers, "num_layers"), bool(bias)
        edge, rows = 1 / math.sqrt(hidden_size), self.gates * hidden_size
        for layer, directions in enumerate(self._names()):
            below = hidden_size * len(directions) if layer else input_size
            for name in directions:
                shapes = {"weight_ih": (rows, below), "weight_hh": (rows, hidden_size)}
                shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)} if bias else {}
                for kind, shape in shapes.items():
                    setattr(self, f"{kind}_{name}", Parameter(rng.uniform(-edge, edge, shape)))

    def forward(self, x, state=None, lengths=None):
        firsts, lasts = self._unstacked(state, len(x)), []
        for directions in self._names():
            seen = []
            for reverse, name in enumerate(directions):
                output, last = self.run(x, next(firsts), *self._weights(name), lengths, bool(reverse))
                seen.append(output)
                lasts.append(last)
            x = seen[0] if len(seen) == 1 else concatenate(seen, axis=2)
        if self.n_states == 1:
            return x, stack(lasts)
        return x, tuple(stack(parts) for parts in zip(*lasts, strict=True))

    def _names(self):
        """The names of each layer's directions, from the lowest up."""
        ends = ("", "_reverse") if self.bidirectional else ("",)
        return [[f"l{layer}{end}" for end in ends] for layer in range(self.num_layers)]

    def _weights(self, name):
        kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        return [getattr(self, f"{kind}_{name}", None) for kind in kinds]

    def _unstacked(self, state, n):
        """The first state of each layer and direction, one after the other."""
        runs = self.num_layers * (2 if self.bidirectional else 1)
        if state is None:
            return iter([None] * runs)
        parts, expected = [state] if self.n_states == 1 else two(state), (runs, n, self.hidden_size)
        for part in parts:
            shape = part.shape if isinstance(part, Tensor) else np.shape(part)
            if shape != expected:
                raise ValueError(f"state (layers · directions, N, H) must have shape {expected}, got {shape}")
        return iter(state) if self.n_states == 1 else zip(*parts, strict=True)
