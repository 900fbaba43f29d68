"""Forward and backward of one convolution: ours beside torch's, the plain im2col and the seven loops.

    OMP_NUM_THREADS=1 python benchmarks/conv.py

32 images of 16 channels and 28×28 pixels, 32 filters 3×3, padding 1, all gradients, one thread, all in one
run. All take turns, so that a busy moment meets each; read the ratios. float32 and a single channel, where
torch is ahead, stand beside it. The loops compute forward alone, one image, beside ours on the same image.
"""

import statistics

import numpy as np
import torch
from torch.nn import functional as F
from turns import in_turns, seconds

from course_lib.cnn import col2im, conv2d, conv2d_backward, conv2d_loops, im2col

ROUNDS = 40
# what → (images, channels, side, filters), dtype
CASES = {
    "16 → 32 channels, 28×28": ((32, 16, 28, 32), np.float64),
    "32 → 64 channels, 14×14": ((64, 32, 14, 64), np.float64),
    "1 → 8 channels, 28×28": ((64, 1, 28, 8), np.float64),
    "16 → 32 channels, float32": ((32, 16, 28, 32), np.float32),
}


def drawn(n, channels, side, filters, dtype):
    """Images, weights, bias and the gradient that comes in."""
    rng = np.random.default_rng(0)
    shapes = (n, channels, side, side), (filters, channels, 3, 3), (filters,), (n, filters, side, side)
    return [rng.normal(size=shape).astype(dtype) for shape in shapes]


def ours(x, weight, bias, grad):
    def step():
        y = conv2d(x, weight, bias, padding=1)
        return y, *conv2d_backward(grad, x, weight, bias, padding=1)

    return step


def torchs(*arrays):
    *leaves, grad = [torch.tensor(array, requires_grad=at < 3) for at, array in enumerate(arrays)]

    def step():
        y = F.conv2d(*leaves, padding=1)
        return y.detach(), *torch.autograd.grad(y, leaves, grad)

    return step


def plain_im2col(x, weight, bias, grad):
    """The columns of the whole batch at once, as it is written in most places."""
    rows, grads = weight.reshape(len(weight), -1), grad.reshape(*grad.shape[:2], -1)

    def step():
        columns = im2col(x, 3, padding=1)
        y = (rows @ columns).reshape(grad.shape) + bias[:, None, None]
        grad_weight = (grads @ columns.swapaxes(1, 2)).sum(axis=0).reshape(weight.shape)
        grad_x = col2im(rows.T @ grads, x.shape[2:], 3, padding=1)
        return y, grad_x, grad_weight, grad.sum(axis=(0, 2, 3))

    return step


def main():
    torch.set_num_threads(1)
    for what, (sizes, dtype) in CASES.items():
        arrays = drawn(*sizes, dtype)
        steps = {"torch": torchs(*arrays), "ours": ours(*arrays), "plain im2col": plain_im2col(*arrays)}
        results = {name: [np.asarray(part) for part in step()] for name, step in steps.items()}
        for mine, im2cols, theirs in zip(
            *(results[n] for n in ("ours", "plain im2col", "torch")), strict=True
        ):
            slack = np.finfo(dtype).eps * 50 * np.abs(theirs).max()
            assert max(np.abs(mine - theirs).max(), np.abs(im2cols - theirs).max()) < slack
        times, ratios = in_turns(steps, ROUNDS)
        for name, time_ in times.items():
            print(f"{what:26} {name:13} {time_ * 1e3:8.1f} ms   {ratios[name]:.2f} of torch")
    x, weight, bias, _ = drawn(1, 16, 28, 32, np.float64)
    slow = seconds(lambda: conv2d_loops(x, weight, bias, padding=1))
    quick = statistics.median(seconds(lambda: conv2d(x, weight, bias, padding=1)) for _ in range(ROUNDS))
    print(f"{'one image, forward':26} {'loops':13} {slow * 1e3:8.0f} ms   {slow / quick:,.0f} times ours")


if __name__ == "__main__":
    main()
