"""Each sequence alone through torch's layer, up to its own end: what a batch with lengths must equal."""

import torch


def alone(layer):
    """``torch.lstm`` or another, called as ours: one layer, one direction, (N, T, D) and states (N, H)."""

    def run(x, state, w_ih, w_hh, b_ih, b_hh, lengths=None, reverse=False):
        parts, outputs, lasts = state if isinstance(state, tuple) else (state,), [], []
        for n, length in enumerate([x.shape[1]] * len(x) if lengths is None else map(int, lengths)):
            steps = x[n : n + 1, :length].flip(1) if reverse else x[n : n + 1, :length]
            first = [part[n][None, None] for part in parts]
            options = True, 1, 0.0, False, False, True  # biases, one layer, no dropout, one direction
            y, *last = layer(
                steps, first if len(first) == 2 else first[0], [w_ih, w_hh, b_ih, b_hh], *options
            )
            behind = torch.zeros(1, x.shape[1] - length, y.shape[2], dtype=y.dtype)
            outputs.append(torch.cat([y.flip(1) if reverse else y, behind], dim=1))
            lasts.append([part[0] for part in last])
        last = tuple(torch.cat(part) for part in zip(*lasts, strict=True))
        return torch.cat(outputs), last if len(last) == 2 else last[0]

    return run
