r"""The GRU cell: two gates, and no memory beside the state."""

import numpy as np

from course_lib.backprop.pair_checks import given, incoming, of_shape
from course_lib.checks import Nested
from course_lib.losses import sigmoid
from course_lib.rnn.weights import fitting
from course_lib.shapes import Float, Real


def gru_cell(
    x: Real[np.ndarray, "N D"] | Nested,
    state: Real[np.ndarray, "N H"] | Nested,
    w_ih: Real[np.ndarray, "H3 D"] | Nested,
    w_hh: Real[np.ndarray, "H3 H"] | Nested,
    b_ih: Real[np.ndarray, " H3"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H3"] | Nested | None = None,
) -> Float[np.ndarray, "N H"]:
    r"""One step of a GRU, called as ``torch.gru_cell``.

    .. math:: r &= \sigma(W_{ir}\, x_t + b_{ir} + W_{hr}\, h_{t-1} + b_{hr}) \\
              z &= \sigma(W_{iz}\, x_t + b_{iz} + W_{hz}\, h_{t-1} + b_{hz}) \\
              n &= \tanh(W_{in}\, x_t + b_{in} + r \odot (W_{hn}\, h_{t-1} + b_{hn})) \\
              h_t &= (1 - z) \odot n + z \odot h_{t-1}

    Parameters
    ----------
    x : (N, D), what is new at this step
    state : (N, H), the state h before it
    w_ih : (3 H, D), rows in the order reset gate r, update gate z, what is new n
    w_hh : (3 H, H), in the same order
    b_ih, b_hh : (3 H,), or None for 0

    Returns
    -------
    (N, H), the state after it

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    The update gate is open: the state stays.

    >>> print(gru_cell([[1.0]], [[0.7]], [[0.0], [50.0], [3.0]], np.zeros((3, 1))).round(4))
    [[0.7]]

    References
    ----------
    K. Cho et al. (2014). Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine
    Translation. EMNLP. Equations (5)–(8); there r multiplies h before its weights, in torch and here after.
    """
    x, h, *weights = _fitting(x, state, w_ih, w_hh, b_ih, b_hh)
    _, z, n, _ = _gates(x, h, *weights)
    return (1 - z) * n + z * h


def gru_cell_backward(
    grad_output: Real[np.ndarray, "N H"] | Nested,
    x: Real[np.ndarray, "N D"] | Nested,
    state: Real[np.ndarray, "N H"] | Nested,
    w_ih: Real[np.ndarray, "H3 D"] | Nested,
    w_hh: Real[np.ndarray, "H3 H"] | Nested,
    b_ih: Real[np.ndarray, " H3"] | Nested | None = None,
    b_hh: Real[np.ndarray, " H3"] | Nested | None = None,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`gru_cell` by x, the state, both weights and the biases that there are.

    With :math:`a = W_{hn}\, h_{t-1} + b_{hn}`, which r multiplies:

    .. math:: \delta_n = G (1 - z) (1 - n^2), \qquad \delta_z = G (h_{t-1} - n)\, z (1 - z), \qquad
              \delta_r = \delta_n\, a\, r (1 - r)

    The side of x sees (δ_r, δ_z, δ_n), the side of h sees (δ_r, δ_z, r δ_n), and G z goes straight to h.

    >>> grads = gru_cell_backward([[1.0]], [[1.0]], [[0.7]], [[0.0], [50.0], [3.0]], [[0.0]] * 3)
    >>> print(grads[1])  # by the state: the gate is open
    [[1.]]
    """
    x, h, w_ih, w_hh, b_ih, b_hh = _fitting(x, state, w_ih, w_hh, b_ih, b_hh)
    r, z, n, a = _gates(x, h, w_ih, w_hh, b_ih, b_hh)
    grad = incoming(grad_output, h.shape, x.dtype)
    delta_n = grad * (1 - z) * (1 - n**2)
    gates = [delta_n * a * r * (1 - r), grad * (h - n) * z * (1 - z)]
    to_x, to_h = np.concatenate([*gates, delta_n], axis=1), np.concatenate([*gates, r * delta_n], axis=1)
    return given(
        (x, to_x @ w_ih), (state, to_h @ w_hh + grad * z), (w_ih, to_x.T @ x), (w_hh, to_h.T @ h),
        (b_ih, to_x.sum(axis=0)), (b_hh, to_h.sum(axis=0)),
    )  # fmt: skip


def _gates(x, h, w_ih, w_hh, b_ih, b_hh):
    from_x = x @ w_ih.T + (0 if b_ih is None else b_ih)
    from_h = h @ w_hh.T + (0 if b_hh is None else b_hh)
    (xr, xz, xn), (hr, hz, a) = np.split(from_x, 3, axis=1), np.split(from_h, 3, axis=1)
    r, z = sigmoid(xr + hr), sigmoid(xz + hz)
    return r, z, np.tanh(xn + r * a), a


def _fitting(x, state, w_ih, w_hh, b_ih, b_hh):
    x, w_ih, w_hh, b_ih, b_hh = fitting(x, w_ih, w_hh, b_ih, b_hh, gates=3, layout="N, D")
    return x, of_shape(state, (len(x), w_hh.shape[1]), "state", x.dtype), w_ih, w_hh, b_ih, b_hh
