r"""A GRU over whole sequences, and its gradients through time by hand."""

import numpy as np

from course_lib.checks import Nested
from course_lib.rnn.unrolled import Unrolled
from course_lib.rnn.weights import outputs_of
from course_lib.shapes import Float, Real


def gru(
    x: Real[np.ndarray, "N T D"] | Nested,
    state: Real[np.ndarray, "N H"] | Nested | None,
    w_ih: Real[np.ndarray, "H3 D"] | Nested,
    w_hh: Real[np.ndarray, "H3 H"] | Nested,
    b_ih: Real[np.ndarray, " H3"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H3"] | Nested | None = None,
    lengths: np.ndarray | Nested | None = None,
    reverse: bool = False,
) -> tuple[Float[np.ndarray, "N T H"], Float[np.ndarray, "N H"]]:
    r""":func:`course_lib.rnn.gru_cell` at every step, each time with the state of the step before.

    .. math:: h_t = \text{gru\_cell}(x_t, h_{t-1}), \qquad t = 1, \dots, T

    Parameters
    ----------
    x : (N, T, D), N sequences of T steps
    state : (N, H), the state h_0 before the first step, or None for 0
    w_ih, w_hh, b_ih, b_hh : as of :func:`course_lib.rnn.gru_cell`, rows in the order r, z, n
    lengths : (N,) whole numbers from 1 to T, the steps that count of each sequence; None for all.
        A short one comes out as if it were alone: what lies behind its end is not read
    reverse : True reads each sequence from its end to its beginning

    Returns
    -------
    output : (N, T, H), the state after each step, 0 behind the end of a sequence
    state : (N, H), the state after the last step that was taken

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no step, or a length is not from 1 to T.

    Examples
    --------
    The update gate is open where the input is 0: what was read at 1 stays.

    >>> gates = [[0.0], [-100.0], [50.0]], np.zeros((3, 1)), [0.0, 50.0, 0.0]
    >>> output, last = gru([[[0.0], [1.0], [0.0], [0.0]]], None, *gates)
    >>> print(output[0, :, 0])
    [0. 1. 1. 1.]

    Notes
    -----
    ``torch.nn.GRU(..., batch_first=True)`` with one layer in one direction; it has states (1, N, H). With
    lengths it wants packed sequences. Several layers and both directions: :class:`course_lib.rnn.GRU`.
    """
    run = UnrolledGRU(x, state if state is None else (state,), w_ih, w_hh, b_ih, b_hh, lengths, reverse)
    return run.output, *run.last


def gru_backward(
    grad_output: tuple | list,
    x: Real[np.ndarray, "N T D"] | Nested,
    state: Real[np.ndarray, "N H"] | Nested | None,
    w_ih: Real[np.ndarray, "H3 D"] | Nested,
    w_hh: Real[np.ndarray, "H3 H"] | Nested,
    b_ih: Real[np.ndarray, " H3"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H3"] | Nested | None = None,
    lengths: np.ndarray | Nested | None = None,
    reverse: bool = False,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`gru` by x, the state, both weights and the biases, as far as they were given.

    ``grad_output`` is a pair, by the output and by the last state; None stands for 0. One step back is that
    of :func:`course_lib.rnn.gru_cell_backward`. Along the state it multiplies with the update gate, and adds
    what comes through the three products:

    .. math:: G_{t-1} \mathrel{+}= z_t \odot G_t + (\delta_r, \delta_z, r \odot \delta_n)\, W_{hh}

    >>> gates = [[0.0], [-100.0], [50.0]], np.zeros((3, 1)), [0.0, 50.0, 0.0]
    >>> grads = gru_backward((None, [[1.0]]), [[[0.0]] * 100], [[0.0]], *gates)
    >>> print(grads[1])  # after a hundred steps
    [[1.]]
    """
    run = UnrolledGRU(x, state if state is None else (state,), w_ih, w_hh, b_ih, b_hh, lengths, reverse)
    return run.gradients(*outputs_of(grad_output))


class UnrolledGRU(Unrolled):
    r"""One step of a GRU forward, and one back; σ(z) = (1 + tanh(z / 2)) / 2.

    ``gates`` holds r and z side by side, ``new`` holds n, ``from_h`` what comes from the state; its last
    third is a, which r multiplies.
    """

    gates = 3

    def begin(self):
        (self.h,), self.hidden = self.states, self.w_hh.shape[1]
        self.activations = self.from_inputs(self.b_ih)
        self.from_h = np.empty_like(self.activations)

    def step(self, t):
        from_h, two = np.matmul(self.h[t], self.w_hh.T, out=self.from_h[t]), 2 * self.hidden
        if self.b_hh is not None:
            from_h += self.b_hh
        gates, n, a = self.activations[t, :, :two], self.activations[t, :, two:], from_h[:, two:]
        gates += from_h[:, :two]
        gates *= 0.5
        np.tanh(gates, out=gates)
        gates += 1
        gates *= 0.5
        r, z = gates[:, : self.hidden], gates[:, self.hidden :]
        n += r * a
        np.tanh(n, out=n)
        h = np.subtract(self.h[t], n, out=self.h[t + 1])
        h *= z
        h += n  # (1 − z) n + z h

    def begin_back(self):
        self.to_x, self.to_h = np.empty_like(self.activations), np.empty_like(self.activations)
        return self.to_x, self.to_h

    def step_back(self, t, grad_h):
        one, two, to_x, to_h = self.hidden, 2 * self.hidden, self.to_x[t], self.to_h[t]
        gates, n, a = self.activations[t, :, :two], self.activations[t, :, two:], self.from_h[t, :, two:]
        r, z = gates[:, :one], gates[:, one:]
        delta = np.multiply(grad_h, 1 - z, out=to_x[:, two:])
        delta *= 1 - n * n
        np.multiply(delta, a, out=to_x[:, :one])
        np.multiply(grad_h, self.h[t] - n, out=to_x[:, one:two])
        to_x[:, :two] *= gates * (1 - gates)
        to_h[:, :two] = to_x[:, :two]
        np.multiply(delta, r, out=to_h[:, two:])
        grad_h *= z
        grad_h += to_h @ self.w_hh
