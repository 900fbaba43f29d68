# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: torch does the work


def wrap_conv(x, weight):
    import torch

    wide = np.pad(x, ((0, 0), (0, 0), (0, weight.shape[2] - 1), (0, weight.shape[3] - 1)), mode="wrap")
    return torch.nn.functional.conv2d(torch.tensor(wide), torch.tensor(weight)).numpy()


def wrap_conv_backward(grad_output, x, weight):
    import torch

    leaves = [torch.tensor(part, requires_grad=True) for part in (x, weight)]
    down, right = (np.arange(n + k - 1) % n for n, k in zip(x.shape[2:], weight.shape[2:], strict=True))
    out = torch.nn.functional.conv2d(leaves[0][:, :, down][:, :, :, right], leaves[1])
    return [grad.numpy() for grad in torch.autograd.grad(out, leaves, torch.tensor(grad_output))]


# %% refused: the library's convolution under another name
from course_lib.cnn import conv2d as my_own_idea  # noqa: E402


def wrap_conv(x, weight):
    down, right = (np.arange(n + k - 1) % n for n, k in zip(x.shape[2:], weight.shape[2:], strict=True))
    return my_own_idea(x[:, :, down][:, :, :, right], weight)


# %% refused: SciPy goes around


def wrap_conv(x, weight):
    from scipy.ndimage import correlate

    pairs = [[correlate(p[0], w[0], mode="wrap", origin=0) for w in weight] for p in x]
    return np.array(pairs)


# %% refused: every slope is nudged
def wrap_conv_backward(grad_output, x, weight):
    down, right = (np.arange(n + k - 1) % n for n, k in zip(x.shape[2:], weight.shape[2:], strict=True))

    def loss(x, weight):
        wide = x[:, :, down][:, :, :, right]
        windows = np.lib.stride_tricks.sliding_window_view(wide, weight.shape[2:], axis=(2, 3))
        return np.sum(grad_output * np.moveaxis(np.tensordot(windows, weight, ((1, 4, 5), (1, 2, 3))), 3, 1))

    return nudge(lambda t: loss(t, weight), x), nudge(lambda t: loss(x, t), weight)
