r"""The recurrent cell: what is new and what is remembered become one state."""

import numpy as np

from course_lib.backprop.pair_checks import given, incoming, of_shape
from course_lib.checks import Nested
from course_lib.rnn.weights import fitting
from course_lib.shapes import Float, Real


def rnn_cell(
    x: Real[np.ndarray, "N D"] | Nested,
    state: Real[np.ndarray, "N H"] | Nested,
    w_ih: Real[np.ndarray, "H D"] | Nested,
    w_hh: Real[np.ndarray, "H H"] | Nested,
    b_ih: Real[np.ndarray, " H"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H"] | Nested | None = None,
) -> Float[np.ndarray, "N H"]:
    r"""One step of a recurrent network, called as ``torch.rnn_tanh_cell``.

    .. math:: h_t = \tanh(W_{ih}\, x_t + b_{ih} + W_{hh}\, h_{t-1} + b_{hh})

    Parameters
    ----------
    x : (N, D), what is new at this step
    state : (N, H), the state h before it
    w_ih : (H, D)
    w_hh : (H, H), the same at every step
    b_ih, b_hh : (H,), or None for 0; torch has two where one would do

    Returns
    -------
    (N, H), the state after it, in [-1, 1]

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> print(rnn_cell([[1.0]], [[0.5]], [[2.0]], [[-1.0]]).round(4))
    [[0.9051]]

    References
    ----------
    J. L. Elman (1990). Finding Structure in Time. *Cognitive Science* 14, 179–211. There the bend is the
    logistic function.
    """
    x, state, w_ih, w_hh, b_ih, b_hh = _fitting(x, state, w_ih, w_hh, b_ih, b_hh)
    return _step(x, state, w_ih, w_hh, b_ih, b_hh)


def rnn_cell_backward(
    grad_output: Real[np.ndarray, "N H"] | Nested,
    x: Real[np.ndarray, "N D"] | Nested,
    state: Real[np.ndarray, "N H"] | Nested,
    w_ih: Real[np.ndarray, "H D"] | Nested,
    w_hh: Real[np.ndarray, "H H"] | Nested,
    b_ih: Real[np.ndarray, " H"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H"] | Nested | None = None,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`rnn_cell` by x, the state, both weights and the biases that there are.

    .. math:: \delta = G \odot (1 - h_t^2), \qquad \frac{\partial L}{\partial x_t} = \delta\, W_{ih}, \qquad
              \frac{\partial L}{\partial h_{t-1}} = \delta\, W_{hh}, \qquad
              \frac{\partial L}{\partial W_{ih}} = \delta^\top x_t, \qquad
              \frac{\partial L}{\partial W_{hh}} = \delta^\top h_{t-1}

    >>> for grad in rnn_cell_backward([[1.0]], [[1.0]], [[0.5]], [[2.0]], [[-1.0]]):
    ...     print(grad.round(4))
    [[0.3614]]
    [[-0.1807]]
    [[0.1807]]
    [[0.0904]]
    """
    x, state, w_ih, w_hh, b_ih, b_hh = _fitting(x, state, w_ih, w_hh, b_ih, b_hh)
    h = _step(x, state, w_ih, w_hh, b_ih, b_hh)
    delta = incoming(grad_output, h.shape, x.dtype) * (1 - h**2)
    bias = delta.sum(axis=0)
    return given(
        (x, delta @ w_ih), (state, delta @ w_hh), (w_ih, delta.T @ x), (w_hh, delta.T @ state),
        (b_ih, bias), (b_hh, bias.copy()),
    )  # fmt: skip


def _step(x, state, w_ih, w_hh, b_ih, b_hh):
    z = x @ w_ih.T + state @ w_hh.T
    for bias in (b_ih, b_hh):
        if bias is not None:
            z += bias
    return np.tanh(z)


def _fitting(x, state, w_ih, w_hh, b_ih, b_hh):
    x, w_ih, w_hh, b_ih, b_hh = fitting(x, w_ih, w_hh, b_ih, b_hh, gates=1, layout="N, D")
    return x, of_shape(state, (len(x), len(w_hh)), "state", x.dtype), w_ih, w_hh, b_ih, b_hh
