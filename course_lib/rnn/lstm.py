r"""An LSTM over whole sequences, and its gradients through time by hand.

benchmarks/rnn.py tells what the form of the steps brings: the inputs' product for all steps at once, one
tanh for all four gates, arrays that are filled in place.
"""

import numpy as np

from course_lib.checks import Nested
from course_lib.rnn.unrolled import Unrolled
from course_lib.rnn.weights import outputs_of, two
from course_lib.shapes import Float, Real


def lstm(
    x: Real[np.ndarray, "N T D"] | Nested,
    state: tuple | list | None,
    w_ih: Real[np.ndarray, "H4 D"] | Nested,
    w_hh: Real[np.ndarray, "H4 H"] | Nested,
    b_ih: Real[np.ndarray, " H4"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H4"] | Nested | None = None,
    lengths: np.ndarray | Nested | None = None,
    reverse: bool = False,
) -> tuple[Float[np.ndarray, "N T H"], tuple[Float[np.ndarray, "N H"], Float[np.ndarray, "N H"]]]:
    r""":func:`course_lib.rnn.lstm_cell` at every step, each time with the state of the step before.

    .. math:: (h_t, c_t) = \text{lstm\_cell}(x_t, (h_{t-1}, c_{t-1})), \qquad t = 1, \dots, T

    Parameters
    ----------
    x : (N, T, D), N sequences of T steps
    state : pair (h_0, c_0) of (N, H), before the first step, or None for 0
    w_ih, w_hh, b_ih, b_hh : as of :func:`course_lib.rnn.lstm_cell`, gates in the order i, f, g, o
    lengths : (N,) whole numbers from 1 to T, the steps that count of each sequence; None for all.
        A short one comes out as if it were alone: what lies behind its end is not read
    reverse : True reads each sequence from its end to its beginning

    Returns
    -------
    output : (N, T, H), the state h after each step, 0 behind the end of a sequence
    state : pair (h_n, c_n) of (N, H), after the last step that was taken

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no step, or a length is not from 1 to T.
    TypeError
        If the state is not a pair.

    Examples
    --------
    Input and output gate open, forget gate open too: the memory counts the ones.

    >>> gates = [[100.0], [0.0], [100.0], [0.0]], np.zeros((4, 1)), [-50.0, 50.0, -50.0, 50.0]
    >>> output, (h, c) = lstm([[[1.0], [1.0], [0.0], [1.0]]], None, *gates)
    >>> print(c, output[0, :, 0].round(4))
    [[3.]] [0.7616 0.964  0.964  0.9951]

    Notes
    -----
    ``torch.nn.LSTM(..., batch_first=True)`` with one layer in one direction; it has states (1, N, H). With
    lengths it wants packed sequences. Several layers and both directions: :class:`course_lib.rnn.LSTM`.
    """
    run = UnrolledLSTM(x, state if state is None else two(state), w_ih, w_hh, b_ih, b_hh, lengths, reverse)
    return run.output, run.last


def lstm_backward(
    grad_output: tuple | list,
    x: Real[np.ndarray, "N T D"] | Nested,
    state: tuple | list | None,
    w_ih: Real[np.ndarray, "H4 D"] | Nested,
    w_hh: Real[np.ndarray, "H4 H"] | Nested,
    b_ih: Real[np.ndarray, " H4"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H4"] | Nested | None = None,
    lengths: np.ndarray | Nested | None = None,
    reverse: bool = False,
) -> tuple:
    r"""Gradients of :func:`lstm` by x, (h_0, c_0), both weights and the biases, as far as they were given.

    ``grad_output`` is like what :func:`lstm` returns: by the output, and the pair by h_n and c_n; None stands
    for 0. One step back is that of :func:`course_lib.rnn.lstm_cell_backward`. Along the memory it multiplies
    with the forget gate and nothing else:

    .. math:: \gamma_{t-1} = f_t \odot \gamma_t + \dots, \qquad
              \frac{\partial L}{\partial W_{hh}} = \sum_t \delta_t^\top h_{t-1}

    >>> gates = [[100.0], [0.0], [100.0], [0.0]], np.zeros((4, 1)), [-50.0, 50.0, -50.0, 50.0]
    >>> last_memory = None, (None, [[1.0]])
    >>> _, (grad_h, grad_c), *_ = lstm_backward(last_memory, [[[0.0]] * 100], ([[0.0]], [[0.0]]), *gates)
    >>> print(grad_c)  # after a hundred steps
    [[1.]]
    """
    run = UnrolledLSTM(x, state if state is None else two(state), w_ih, w_hh, b_ih, b_hh, lengths, reverse)
    by_output, by_state = outputs_of(grad_output)
    by_state = (None, None) if by_state is None else two(by_state, "the second part of grad_output")
    grad_x, *others = run.gradients(by_output, *by_state)
    return (grad_x, *others) if state is None else (grad_x, tuple(others[:2]), *others[2:])


class UnrolledLSTM(Unrolled):
    r"""One step of an LSTM forward, and one back.

    One tanh serves all four gates: σ(z) = (1 + tanh(z / 2)) / 2. ``slope`` is 1/2 for i, f and o, which are
    halved before and after it, and 1 for g; ``start`` is the 1/2 that is added to the three.
    """

    gates, n_states = 4, 2

    def begin(self):
        hidden, dtype = self.w_hh.shape[1], self.x.dtype
        self.h, self.c = self.states
        self.slope = np.repeat(np.array([0.5, 0.5, 1, 0.5], dtype), hidden)
        self.start = 1 - self.slope
        self.activations = self.from_inputs(self.b_ih, self.b_hh)
        self.activations *= self.slope
        self.halved = self.w_hh.T * self.slope
        self.tanh_c = np.empty_like(self.c[1:])
        self.buffer = np.empty_like(self.activations[0])

    def step(self, t):
        gates = self.activations[t]
        gates += np.matmul(self.h[t], self.halved, out=self.buffer)
        np.tanh(gates, out=gates)
        gates *= self.slope
        gates += self.start
        i, f, g, o = parts(gates)
        c = np.multiply(f, self.c[t], out=self.c[t + 1])
        c += i * g
        np.multiply(o, np.tanh(c, out=self.tanh_c[t]), out=self.h[t + 1])

    def begin_back(self):
        self.delta = np.empty_like(self.activations)
        return self.delta, self.delta

    def step_back(self, t, grad_h, grad_c):
        gates, delta, tanh_c = self.activations[t], self.delta[t], self.tanh_c[t]
        (i, f, g, o), (by_i, by_f, by_g, by_o) = parts(gates), parts(delta)
        np.multiply(grad_h, tanh_c, out=by_o)
        grad_c += grad_h * o - by_o * o * tanh_c  # G_h o (1 − tanh² c)
        np.multiply(grad_c, g, out=by_i)
        np.multiply(grad_c, self.c[t], out=by_f)
        np.multiply(grad_c, i, out=by_g)
        grad_c *= f
        slopes = np.multiply(gates, gates, out=self.buffer)
        np.subtract(gates, slopes, out=slopes)  # s (1 − s) of the three
        np.subtract(1, g * g, out=parts(slopes)[2])
        delta *= slopes
        np.matmul(delta, self.w_hh, out=grad_h)


def parts(gates):
    """(N, 4 H) as four views (N, H), in torch's order i, f, g, o."""
    hidden = gates.shape[1] // 4
    return [gates[:, k * hidden : (k + 1) * hidden] for k in range(4)]
