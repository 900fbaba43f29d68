r"""A recurrent network over whole sequences, and backpropagation through time by hand."""

import numpy as np

from course_lib.checks import Nested
from course_lib.rnn.unrolled import Unrolled
from course_lib.rnn.weights import outputs_of
from course_lib.shapes import Float, Real


def rnn(
    x: Real[np.ndarray, "N T D"] | Nested,
    state: Real[np.ndarray, "N H"] | Nested | None,
    w_ih: Real[np.ndarray, "H D"] | Nested,
    w_hh: Real[np.ndarray, "H H"] | Nested,
    b_ih: Real[np.ndarray, " H"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H"] | Nested | None = None,
    lengths: np.ndarray | Nested | None = None,
    reverse: bool = False,
) -> tuple[Float[np.ndarray, "N T H"], Float[np.ndarray, "N H"]]:
    r""":func:`course_lib.rnn.rnn_cell` at every step, each time with the state of the step before.

    .. math:: h_t = \tanh(W_{ih}\, x_t + b_{ih} + W_{hh}\, h_{t-1} + b_{hh}), \qquad t = 1, \dots, T

    Parameters
    ----------
    x : (N, T, D), N sequences of T steps
    state : (N, H), the state h_0 before the first step, or None for 0
    w_ih, w_hh, b_ih, b_hh : as of :func:`course_lib.rnn.rnn_cell`
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
    A state that only remembers: each step keeps a half of it, before the bend.

    >>> output, last = rnn([[[1.0], [0.0], [0.0]]], None, [[1.0]], [[0.5]])
    >>> print(output[0, :, 0].round(4), last.round(4))
    [0.7616 0.3634 0.1797] [[0.1797]]

    Notes
    -----
    ``torch.nn.RNN(..., batch_first=True)`` with one layer in one direction; it has states (1, N, H). With
    lengths it wants packed sequences. Several layers and both directions: :class:`course_lib.rnn.RNN`.
    """
    run = UnrolledRNN(x, state if state is None else (state,), w_ih, w_hh, b_ih, b_hh, lengths, reverse)
    return run.output, *run.last


def rnn_backward(
    grad_output: tuple | list,
    x: Real[np.ndarray, "N T D"] | Nested,
    state: Real[np.ndarray, "N H"] | Nested | None,
    w_ih: Real[np.ndarray, "H D"] | Nested,
    w_hh: Real[np.ndarray, "H H"] | Nested,
    b_ih: Real[np.ndarray, " H"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H"] | Nested | None = None,
    lengths: np.ndarray | Nested | None = None,
    reverse: bool = False,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`rnn` by x, the state, both weights and the biases, as far as they were given.

    ``grad_output`` is a pair, by the output and by the last state; None stands for 0. From the last step to
    the first: what the state after step t is blamed for comes from its own output and from all that follows.

    .. math:: \delta_t = (G_t + \delta_{t+1} W_{hh}) \odot (1 - h_t^2), \qquad
              \frac{\partial L}{\partial x_t} = \delta_t W_{ih}, \qquad
              \frac{\partial L}{\partial W_{hh}} = \sum_t \delta_t^\top h_{t-1}

    The last output alone counts; how much the first input has to do with it:

    >>> grads = rnn_backward((None, [[1.0]]), [[[1.0], [0.0], [0.0]]], None, [[1.0]], [[0.5]])
    >>> print(grads[0][0, :, 0].round(4))
    [0.0882 0.42   0.9677]
    """
    run = UnrolledRNN(x, state if state is None else (state,), w_ih, w_hh, b_ih, b_hh, lengths, reverse)
    return run.gradients(*outputs_of(grad_output))


class UnrolledRNN(Unrolled):
    """One step of a recurrent network forward, and one back."""

    def begin(self):
        (self.h,), self.from_x = self.states, self.from_inputs(self.b_ih, self.b_hh)

    def step(self, t):
        z = np.matmul(self.h[t], self.w_hh.T, out=self.h[t + 1])
        z += self.from_x[t]
        np.tanh(z, out=z)

    def begin_back(self):
        self.delta = np.empty_like(self.from_x)
        return self.delta, self.delta

    def step_back(self, t, grad_h):
        h, delta = self.h[t + 1], self.delta[t]
        np.multiply(h, h, out=delta)
        np.subtract(1, delta, out=delta)
        delta *= grad_h
        np.matmul(delta, self.w_hh, out=grad_h)
