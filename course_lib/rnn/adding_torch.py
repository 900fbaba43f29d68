r"""Many small recurrent networks side by side on the adding problem: one for each rate and seed."""

import numpy as np
import torch

from course_lib.backprop import orthogonal as drawn_orthogonal
from course_lib.rnn.adding import adding_problem
from course_lib.rnn.char_model import chosen

GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def learn_adding(
    cell: str,
    steps: int,
    seeds,
    rates=(0.03,),
    n_updates: int = 400,
    *,
    forget_bias: float | None = None,
    orthogonal: bool = False,
    hidden_size: int = 16,
    batch_size: int = 32,
    max_norm: float = 1.0,
) -> np.ndarray:
    r"""Squared error of networks that learn to add, on each batch before they learn from it.

    Each network has one recurrent layer and a linear one on its last state; first parameters are drawn as
    torch draws them, from :math:`U(-1/\sqrt H, 1/\sqrt H)`. Each gradient is clipped, then Adam takes a step.
    All networks are one stack of arrays, so that ten take hardly longer than one.

    Parameters
    ----------
    cell : "rnn", "lstm" or "gru"
    steps : int, the length T of the sequences
    seeds : iterable of int; a seed draws the parameters and all batches
    rates : learning rates of Adam
    n_updates : int
    forget_bias : float, both biases of an LSTM's forget gate together; by default as they are drawn
    orthogonal : True draws an orthogonal recurrent matrix for the RNN
    hidden_size, batch_size : int
    max_norm : float, the longest gradient that passes

    Returns
    -------
    (n_updates, rates, seeds)

    Raises
    ------
    ValueError
        If the cell is none of the three, or an option does not belong to it.

    Examples
    --------
    >>> learn_adding("gru", 4, seeds=range(3), rates=(0.01, 0.03), n_updates=5).shape
    (5, 2, 3)
    """
    if (forget_bias is not None and cell != "lstm") or (orthogonal and cell != "rnn"):
        raise ValueError(f"forget_bias is for an LSTM and orthogonal for an RNN, got cell {cell!r}")
    rngs, size = [np.random.default_rng(seed) for seed in seeds], hidden_size
    rows = GATES[chosen(cell)] * size
    shapes = (2, rows), (size, rows), (1, rows), (1, rows), (size, 1), (1, 1)
    first = [[rng.uniform(-1, 1, shape) / size**0.5 for rng in rngs] for shape in shapes]
    if orthogonal:
        first[1] = [drawn_orthogonal((size, size), rng=rng) for rng in rngs]
    params = [torch.tensor(np.stack(p)).float().repeat(len(rates), 1, 1) for p in first]
    if forget_bias is not None:
        params[2][..., size : 2 * size], params[3][..., size : 2 * size] = forget_bias, 0
    return _learn(cell, [p.requires_grad_() for p in params], rngs, rates, n_updates, steps, batch_size,
                  max_norm)  # fmt: skip


def last_state(cell, x, w_ih, w_hh, b_ih, b_hh):
    """The last state of each network, (nets, N, H), from x (nets, N, T, D); weights lie on their side."""
    from_x = (x.flatten(1, 2) @ w_ih + b_ih).unflatten(1, x.shape[1:3])
    h = c = x.new_zeros(*x.shape[:2], w_hh.shape[1])
    for t in range(x.shape[2]):
        now, from_h = from_x[:, :, t], torch.baddbmm(b_hh, h, w_hh)
        if cell == "rnn":
            h = torch.tanh(now + from_h)
        elif cell == "lstm":
            i, f, g, o = (now + from_h).chunk(4, dim=-1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
        else:
            (xr, xz, xn), (hr, hz, a) = now.chunk(3, dim=-1), from_h.chunk(3, dim=-1)
            z, n = (xz + hz).sigmoid(), (xn + (xr + hr).sigmoid() * a).tanh()
            h = n + z * (h - n)
    return h


def _learn(cell, params, rngs, rates, n_updates, steps, batch_size, max_norm):
    lr = torch.tensor(np.repeat(rates, len(rngs)))[:, None, None].float()
    moments, errors = [(torch.zeros_like(p), torch.zeros_like(p)) for p in params], []
    for k in range(1, n_updates + 1):
        parts = zip(*(adding_problem(batch_size, steps, rng) for rng in rngs), strict=True)
        x, y = (torch.tensor(np.stack(part)).float() for part in parts)
        h = last_state(cell, x.repeat(len(rates), 1, 1, 1), *params[:4])
        said = (h @ params[4] + params[5])[..., 0]
        losses = (said - y.repeat(len(rates), 1)).square().mean(dim=1)
        grads = torch.autograd.grad(losses.sum(), params)  # each loss knows its own network alone
        norm = sum(g.square().flatten(1).sum(1) for g in grads).sqrt()
        scale = (max_norm / (norm + 1e-6)).clamp(max=1)[:, None, None]
        with torch.no_grad():
            for p, g, (m, v) in zip(params, grads, moments, strict=True):
                m.lerp_(scale * g, 0.1)
                v.lerp_((scale * g).square(), 0.001)
                p -= lr * m / (1 - 0.9**k) / ((v / (1 - 0.999**k)).sqrt() + 1e-8)
        errors.append(losses.detach().numpy())
    return np.array(errors).reshape(n_updates, len(rates), len(rngs))
