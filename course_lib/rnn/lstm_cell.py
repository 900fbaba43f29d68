r"""The LSTM cell: a memory beside the state, and three gates that guard it."""

import numpy as np

from course_lib.backprop.pair_checks import given, of_shape
from course_lib.checks import Nested
from course_lib.losses import sigmoid
from course_lib.rnn.weights import fitting, incoming_or_none, two
from course_lib.shapes import Float, Real


def lstm_cell(
    x: Real[np.ndarray, "N D"] | Nested,
    state: tuple | list,
    w_ih: Real[np.ndarray, "H4 D"] | Nested,
    w_hh: Real[np.ndarray, "H4 H"] | Nested,
    b_ih: Real[np.ndarray, " H4"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H4"] | Nested | None = None,
) -> tuple[Float[np.ndarray, "N H"], Float[np.ndarray, "N H"]]:
    r"""One step of an LSTM, called as ``torch.lstm_cell``.

    .. math:: (\tilde i, \tilde f, \tilde g, \tilde o) &= W_{ih}\, x_t + b_{ih} + W_{hh}\, h_{t-1} + b_{hh} \\
              c_t &= \sigma(\tilde f) \odot c_{t-1} + \sigma(\tilde i) \odot \tanh(\tilde g) \\
              h_t &= \sigma(\tilde o) \odot \tanh(c_t)

    Parameters
    ----------
    x : (N, D), what is new at this step
    state : pair (h, c) of (N, H), the state and the memory before it
    w_ih : (4 H, D), rows in the order input gate i, forget gate f, what is written g, output gate o
    w_hh : (4 H, H), in the same order
    b_ih, b_hh : (4 H,), or None for 0

    Returns
    -------
    Pair (h, c) of (N, H)

    Raises
    ------
    ValueError
        If the shapes do not fit.
    TypeError
        If the state is not a pair.

    Examples
    --------
    The forget gate is open, the input gate shut: the memory stays.

    >>> h, c = lstm_cell([[1.0]], ([[0.0]], [[0.7]]), [[-50.0], [50.0], [3.0], [50.0]], np.zeros((4, 1)))
    >>> print(h.round(4), c.round(4))
    [[0.6044]] [[0.7]]

    References
    ----------
    S. Hochreiter and J. Schmidhuber (1997). Long Short-Term Memory. *Neural Computation* 9, 1735–1780.
    F. A. Gers, J. Schmidhuber, F. Cummins (2000). Learning to Forget: Continual Prediction with LSTM.
    *Neural Computation* 12, 2451–2471: the forget gate.
    """
    x, h, c, *weights = _fitting(x, state, w_ih, w_hh, b_ih, b_hh)
    i, f, g, o = _gates(x, h, *weights)
    c = f * c + i * g
    return o * np.tanh(c), c


def lstm_cell_backward(
    grad_output: tuple | list,
    x: Real[np.ndarray, "N D"] | Nested,
    state: tuple | list,
    w_ih: Real[np.ndarray, "H4 D"] | Nested,
    w_hh: Real[np.ndarray, "H4 H"] | Nested,
    b_ih: Real[np.ndarray, " H4"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H4"] | Nested | None = None,
) -> tuple:
    r"""Gradients of :func:`lstm_cell` by x, (h, c), both weights and the biases that there are.

    ``grad_output`` is a pair too, by the new h and the new c; None stands for 0.

    .. math:: \gamma &= G_c + G_h \odot o \odot (1 - \tanh^2 c_t), \qquad
              \frac{\partial L}{\partial c_{t-1}} = \gamma \odot f \\
              \delta_i &= \gamma\, g\, i (1 - i), \quad \delta_f = \gamma\, c_{t-1} f (1 - f), \quad
              \delta_g = \gamma\, i (1 - g^2), \quad \delta_o = G_h \tanh(c_t)\, o (1 - o)

    The four δ, side by side, go on as in :func:`course_lib.rnn.rnn_cell_backward`.

    >>> weights = [[0.0], [50.0], [3.0], [50.0]], [[0.0]] * 4
    >>> grads = lstm_cell_backward(([[0.0]], [[1.0]]), [[1.0]], ([[0.0]], [[0.7]]), *weights)
    >>> print(grads[1][1])  # by the memory: the gate is open
    [[1.]]
    """
    x, h, c, w_ih, w_hh, b_ih, b_hh = _fitting(x, state, w_ih, w_hh, b_ih, b_hh)
    i, f, g, o = _gates(x, h, w_ih, w_hh, b_ih, b_hh)
    grad_h, grad_c = (incoming_or_none(grad, h.shape, x.dtype) for grad in two(grad_output, "grad_output"))
    grad_h = np.zeros_like(h) if grad_h is None else grad_h
    tanh_c = np.tanh(f * c + i * g)
    grad_c = (0 if grad_c is None else grad_c) + grad_h * o * (1 - tanh_c**2)
    delta = np.concatenate(
        [
            grad_c * g * i * (1 - i),
            grad_c * c * f * (1 - f),
            grad_c * i * (1 - g**2),
            grad_h * tanh_c * o * (1 - o),
        ],
        axis=1,
    )
    bias = delta.sum(axis=0)
    return given(
        (x, delta @ w_ih), (state, (delta @ w_hh, grad_c * f)), (w_ih, delta.T @ x), (w_hh, delta.T @ h),
        (b_ih, bias), (b_hh, bias.copy()),
    )  # fmt: skip


def _gates(x, h, w_ih, w_hh, b_ih, b_hh):
    z = x @ w_ih.T + h @ w_hh.T
    for bias in (b_ih, b_hh):
        if bias is not None:
            z += bias
    i, f, g, o = np.split(z, 4, axis=1)
    return sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)


def _fitting(x, state, w_ih, w_hh, b_ih, b_hh):
    x, w_ih, w_hh, b_ih, b_hh = fitting(x, w_ih, w_hh, b_ih, b_hh, gates=4, layout="N, D")
    h, c = (of_shape(part, (len(x), w_hh.shape[1]), "each part of state", x.dtype) for part in two(state))
    return x, h, c, w_ih, w_hh, b_ih, b_hh
