r"""Many small recurrent networks side by side: one for each rate and seed, in one stack of arrays."""

import numpy as np
import torch

from course_lib.backprop import orthogonal as drawn_orthogonal
from course_lib.rnn.char_model import chosen

GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def draw_networks(
    cell, n_in, n_out, rngs, copies, hidden_size, forget_bias, orthogonal
) -> list[torch.Tensor]:
    """First parameters of one recurrent and one linear layer, each (nets, in, out), as torch draws them."""
    if (forget_bias is not None and cell != "lstm") or (orthogonal and cell != "rnn"):
        raise ValueError(f"forget_bias is for an LSTM and orthogonal for an RNN, got cell {cell!r}")
    size = hidden_size
    rows = GATES[chosen(cell)] * size
    shapes = (n_in, rows), (size, rows), (1, rows), (1, rows), (size, n_out), (1, n_out)
    first = [[rng.uniform(-1, 1, shape) / size**0.5 for rng in rngs] for shape in shapes]
    if orthogonal:
        first[1] = [drawn_orthogonal((size, size), rng=rng) for rng in rngs]
    params = [torch.tensor(np.stack(p)).float().repeat(copies, 1, 1) for p in first]
    if forget_bias is not None:
        params[2][..., size : 2 * size], params[3][..., size : 2 * size] = forget_bias, 0
    return [p.requires_grad_() for p in params]


def all_states(cell, x, w_ih, w_hh, b_ih, b_hh):
    """The states of each network, (nets, N, T, H), from x (nets, N, T, D); weights lie on their side."""
    from_x = (x.flatten(1, 2) @ w_ih + b_ih).unflatten(1, x.shape[1:3])
    h = c = x.new_zeros(*x.shape[:2], w_hh.shape[1])
    states = []
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
        states.append(h)
    return torch.stack(states, dim=2)


def learn(cell, params, rngs, rates, n_updates, draw, cost, max_norm) -> np.ndarray:
    """Costs (n_updates, rates, seeds) on each batch before its update: clipped gradients, then Adam.

    ``draw(rng)`` gives a batch x (N, T, D) and y (N, …); ``cost(said, y)`` one number for each network, from
    what its linear layer says of each state, (nets, N, T, out).
    """
    lr = torch.tensor(np.repeat(rates, len(rngs)))[:, None, None].float()
    moments, costs = [(torch.zeros_like(p), torch.zeros_like(p)) for p in params], []
    for k in range(1, n_updates + 1):
        xs, ys = zip(*map(draw, rngs), strict=True)
        x = torch.tensor(np.stack(xs)).float().repeat(len(rates), 1, 1, 1)
        y = torch.tensor(np.stack(ys))
        states = all_states(cell, x, *params[:4])
        said = (states.flatten(1, 2) @ params[4] + params[5]).unflatten(1, x.shape[1:3])
        losses = cost(said, y.repeat(len(rates), *[1] * (y.ndim - 1)))
        grads = torch.autograd.grad(losses.sum(), params)  # each loss knows its own network alone
        norm = sum(g.square().flatten(1).sum(1) for g in grads).sqrt()
        scale = (max_norm / (norm + 1e-6)).clamp(max=1)[:, None, None]
        with torch.no_grad():
            for p, g, (m, v) in zip(params, grads, moments, strict=True):
                m.lerp_(scale * g, 0.1)
                v.lerp_((scale * g).square(), 0.001)
                p -= lr * m / (1 - 0.9**k) / ((v / (1 - 0.999**k)).sqrt() + 1e-8)
        costs.append(losses.detach().numpy())
    return np.array(costs).reshape(n_updates, len(rates), len(rngs))
