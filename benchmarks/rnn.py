"""Forward and backward of a recurrent layer over sequences: ours beside torch's, and beside a loop of cells.

    OMP_NUM_THREADS=1 python benchmarks/rnn.py

32 sequences of 64 steps, 64 numbers in and 128 in the state, all gradients, one thread, all in one run. All
take turns, so that a busy moment meets each; read the ratios. float32, where torch's LSTM is ahead, stands
beside it. *Ours* goes forward and back through one run; *on the tape* is the same over tensors. *The pair*
calls ``lstm`` and then ``lstm_backward``, which has to go forward once more. The loop calls the cell at every
step, forward and back, as one writes it at first.
"""

import numpy as np
import torch
from turns import in_turns

from course_lib import rnn as ours
from course_lib.backprop import Tensor
from course_lib.rnn import functions as F
from course_lib.rnn.gru import UnrolledGRU
from course_lib.rnn.lstm import UnrolledLSTM
from course_lib.rnn.rnn import UnrolledRNN

ROUNDS = 20
LARGE, SMALL = (32, 64, 64, 128), (8, 16, 16, 32)
# kind → our unrolled layer, torch's, rows of gates, parts of the state
KINDS = {
    "rnn": (UnrolledRNN, torch.rnn_tanh, 1, 1),
    "lstm": (UnrolledLSTM, torch.lstm, 4, 2),
    "gru": (UnrolledGRU, torch.gru, 3, 1),
}
CASES = [(kind, sizes, np.float64) for sizes in (LARGE, SMALL) for kind in KINDS]
CASES += [(kind, LARGE, np.float32) for kind in KINDS]


def drawn(kind, sizes, dtype):
    """Inputs and weights, the first state, and the gradient that comes in."""
    rng, (n, steps, inputs, hidden), (_, _, gates, parts) = np.random.default_rng(0), sizes, KINDS[kind]
    rows = gates * hidden
    shapes = [(n, steps, inputs), (rows, inputs), (rows, hidden), (rows,), (rows,)]
    arrays = [rng.normal(size=shape) / np.sqrt(shape[-1]) for shape in shapes]
    state = [rng.normal(size=(n, hidden)) for _ in range(parts)]
    grad = rng.normal(size=(n, steps, hidden))
    return [a.astype(dtype) for a in arrays], [s.astype(dtype) for s in state], grad.astype(dtype)


def in_numpy(kind, arrays, state, grad):
    def step():
        x, *weights = arrays
        run = KINDS[kind][0](x, state, *weights)
        return run.output, *run.gradients(grad, *[None] * len(state))

    return step


def as_pair(kind, arrays, state, grad):
    forward, back = getattr(ours, kind), getattr(ours, f"{kind}_backward")
    x, *weights = arrays
    state = tuple(state) if len(state) == 2 else state[0]

    def step():
        output, _ = forward(x, state, *weights)
        grad_x, by_state, *grads = back((grad, None), x, state, *weights)
        return output, grad_x, *(by_state if isinstance(state, tuple) else [by_state]), *grads

    return step


def on_the_tape(kind, arrays, state, grad):
    leaves = [Tensor(array, requires_grad=True) for array in (arrays[0], *state, *arrays[1:])]
    at = 1 + len(state)

    def step():
        first = leaves[1:at] if len(state) == 2 else leaves[1]
        output, _ = getattr(F, kind)(leaves[0], first, *leaves[at:])
        for leaf in leaves:
            leaf.zero_grad()
        output.backward(grad)
        return output.data, *(leaf.grad for leaf in leaves)

    return step


def in_torch(kind, arrays, state, grad):
    leaves = [torch.tensor(a, requires_grad=True) for a in (arrays[0], *state, *arrays[1:])]
    grad, at = torch.tensor(grad), 1 + len(state)

    def step():
        first = [part[None] for part in leaves[1:at]]
        options = True, 1, 0.0, True, False, True  # biases, one layer, no dropout, one direction
        y = KINDS[kind][1](leaves[0], first if len(first) == 2 else first[0], leaves[at:], *options)[0]
        return y.detach(), *torch.autograd.grad(y, leaves, grad)

    return step


def cell_by_cell(kind, arrays, state, grad):
    cell, back = getattr(ours, f"{kind}_cell"), getattr(ours, f"{kind}_cell_backward")
    x, *weights = arrays

    def step():
        now, before, outputs = tuple(state) if len(state) == 2 else state[0], [], []
        for t in range(x.shape[1]):
            before.append(now)
            now = cell(x[:, t], now, *weights)
            outputs.append(now[0] if len(state) == 2 else now)
        past, by_x, by_weights = [0 * part for part in state], [], [0 * weight for weight in weights]
        for t in reversed(range(x.shape[1])):
            past[0] = past[0] + grad[:, t]
            grad_x, past_, *grads = back(past if len(state) == 2 else past[0], x[:, t], before[t], *weights)
            past = list(past_) if len(state) == 2 else [past_]
            by_x.append(grad_x)
            by_weights = [total + part for total, part in zip(by_weights, grads, strict=True)]
        return np.stack(outputs, axis=1), np.stack(by_x[::-1], axis=1), *past, *by_weights

    return step


def main():
    torch.set_num_threads(1)
    for kind, sizes, dtype in CASES:
        made = drawn(kind, sizes, dtype)
        steps = {
            "torch": in_torch(kind, *made),
            "ours": in_numpy(kind, *made),
            "on the tape": on_the_tape(kind, *made),
            "the pair": as_pair(kind, *made),
            "cell by cell": cell_by_cell(kind, *made),
        }
        results = {name: [np.asarray(part) for part in step()] for name, step in steps.items()}
        for name in steps:
            for mine, theirs in zip(results[name], results["torch"], strict=True):
                assert np.abs(mine - theirs).max() < np.finfo(dtype).eps * 500 * np.abs(theirs).max()
        times, ratios = in_turns(steps, ROUNDS)
        what = f"{kind}, N {sizes[0]}, T {sizes[1]}, D {sizes[2]}, H {sizes[3]}, {np.dtype(dtype)}"
        for name, time_ in times.items():
            print(f"{what:40} {name:13} {time_ * 1e3:8.2f} ms   {ratios[name]:.2f} of torch")


if __name__ == "__main__":
    main()
