r"""What all recurrent layers do with a sequence: step by step forward, and through time back.

One step is the business of each cell; here stands what is the same for all: the order of the steps, sequences
that end early, the gradients of the weights, which all steps share.
"""

import numpy as np

from course_lib.backprop.pair_checks import given, of_shape
from course_lib.rnn.padding import as_lengths
from course_lib.rnn.weights import fitting, incoming_or_none


class Unrolled:
    """One layer over sequences: made, it has run forward; ``gradients`` runs back through time.

    A kind of cell has ``gates`` and ``n_states``, and says four things: ``begin`` and ``step`` forward,
    ``begin_back`` and ``step_back``. Arrays are time first, (T, N, ...), in the order of the steps.
    ``states`` holds for h, and for c where there is one, (T + 1, N, H): before the first step and after each.
    """

    gates, n_states = 1, 1

    def __init__(self, x, states, w_ih, w_hh, b_ih=None, b_hh=None, lengths=None, reverse=False):
        layout = "N, T, D"
        x, self.w_ih, self.w_hh, self.b_ih, self.b_hh = fitting(x, w_ih, w_hh, b_ih, b_hh, self.gates, layout)
        n, steps, hidden = *x.shape[:2], self.w_hh.shape[1]
        if not steps:
            raise ValueError(f"x ({layout}) must have at least one step, got {x.shape}")
        self.direction = -1 if reverse else 1
        self.ended = None
        if lengths is not None:
            over = np.arange(steps)[:, None] >= as_lengths(lengths, n, steps)
            self.ended = over[:: self.direction, :, None]
        self.x, self.first = self.in_order(x), states
        self.states = [np.zeros((steps + 1, n, hidden), x.dtype) for _ in range(self.n_states)]
        name = "state" if self.n_states == 1 else "each part of state"
        for state, before in zip(self.states, states or [], strict=False):
            state[0] = of_shape(before, (n, hidden), name, x.dtype)
        self.begin()
        for t in range(steps):
            self.step(t)
            if self.ended is not None:  # whose sequence is over, or has not begun, keeps its state
                for state in self.states:
                    np.copyto(state[t + 1], state[t], where=self.ended[t])

    def gradients(self, grad_output, *grad_last):
        """By x, each first state, w_ih, w_hh, b_ih and b_hh, as far as they were given."""
        (steps, n, _), dtype = self.x.shape, self.x.dtype
        shape = n, steps, self.w_hh.shape[1]
        grad_output = incoming_or_none(grad_output, shape, dtype)
        grad_output = None if grad_output is None else self.in_order(grad_output)
        grads = [incoming_or_none(grad, state[-1].shape, dtype) for grad, state in zip(
            grad_last, self.states, strict=True)]  # fmt: skip
        grads = [np.zeros_like(self.states[0][0]) if grad is None else grad.copy() for grad in grads]
        to_x, to_h = self.begin_back()
        for t in reversed(range(steps)):
            if grad_output is not None:
                grads[0] += grad_output[t]
            if self.ended is None:
                self.step_back(t, *grads)
            else:
                waiting = [np.where(self.ended[t], grad, 0) for grad in grads]
                grads = [np.where(self.ended[t], 0, grad) for grad in grads]
                self.step_back(t, *grads)
                grads = [grad + past for grad, past in zip(grads, waiting, strict=True)]
        grad_x = self.out_of_order((flat(to_x) @ self.w_ih).reshape(self.x.shape))
        before = self.states[0][:-1]
        return given(
            (self.x, grad_x), *zip(self.first or [None] * self.n_states, grads, strict=True),
            (self.w_ih, flat(to_x).T @ flat(self.x)), (self.w_hh, flat(to_h).T @ flat(before)),
            (self.b_ih, flat(to_x).sum(axis=0)), (self.b_hh, flat(to_h).sum(axis=0)),
        )  # fmt: skip

    @property
    def output(self):
        """The state after each step, (N, T, H); 0 where a sequence is over."""
        after = self.states[0][1:]
        return self.out_of_order(after if self.ended is None else np.where(self.ended, 0, after))

    @property
    def last(self):
        """Each state after the last step of its sequence, (N, H)."""
        return tuple(state[-1].copy() for state in self.states)

    def in_order(self, array):
        """(N, T, ...) in the order of the steps, (T, N, ...); 0 where a sequence is over."""
        array = array.swapaxes(0, 1)[:: self.direction]
        return np.ascontiguousarray(array) if self.ended is None else np.where(self.ended, 0, array)

    def out_of_order(self, array):
        """Back again, as an array of its own."""
        return array[:: self.direction].swapaxes(0, 1).copy()

    def from_inputs(self, *biases):
        """W x + b for all steps at once, (T, N, gates · H): no step has to wait for another here."""
        z = (flat(self.x) @ self.w_ih.T).reshape(*self.x.shape[:2], len(self.w_ih))
        for bias in biases:
            if bias is not None:
                z += bias
        return z


def flat(array):
    """(T, N, ...) as one table of T · N rows."""
    return array.reshape(-1, array.shape[-1])
