# ruff: noqa: F811
import numpy as np


def slid(x, weight, way=-1):
    out = 0
    for a, b in np.ndindex(weight.shape[2:]):
        rolled = np.roll(x, (way * a, way * b), axis=(2, 3))
        out = out + np.einsum("nchw,fc->nfhw", rolled, weight[:, :, a, b])
    return out


def sent_back(grad_output, x, weight, way=1, seen=-1):
    by_x, by_weight = np.zeros(x.shape), np.zeros(weight.shape)
    for a, b in np.ndindex(weight.shape[2:]):
        rolled = np.roll(x, (seen * a, seen * b), axis=(2, 3))
        by_weight[:, :, a, b] = np.einsum("nfhw,nchw->fc", grad_output, rolled)
        back = np.einsum("nfhw,fc->nchw", grad_output, weight[:, :, a, b])
        by_x += np.roll(back, (way * a, way * b), axis=(2, 3))
    return by_x, by_weight


# %% rolled to the other side
# says: kernel was flipped
def wrap_conv(x, weight):
    return slid(x, weight, way=1)


# %% the kernel is flipped
# says: kernel was flipped
def wrap_conv(x, weight):
    return slid(x, weight[:, :, ::-1, ::-1])


# %% zeros in place of the other side
# says: Then it had a border
def wrap_conv(x, weight):
    out = np.zeros((len(x), len(weight), *x.shape[2:]))
    for a, b in np.ndindex(weight.shape[2:]):
        piece = np.einsum("nchw,fc->nfhw", x[:, :, a:, b:], weight[:, :, a, b])
        out[:, :, : piece.shape[2], : piece.shape[3]] += piece
    return out


# %% the filters share one map
# says: a map of its own
def wrap_conv(x, weight):
    out = slid(x, weight)
    return np.broadcast_to(out.sum(axis=1, keepdims=True), out.shape)


# %% a kernel that is longer than the picture is cut off
# says: Six weights on four pixels
def wrap_conv(x, weight):
    return slid(x, weight[:, :, : x.shape[2], : x.shape[3]])


# %% fools the visible tests: the columns of the kernel move the rows as well
def wrap_conv(x, weight):
    out = 0
    for a, b in np.ndindex(weight.shape[2:]):
        down = 0 if x.shape[2] == 1 else a + (b if weight.shape[3] > 1 else 0)
        rolled = np.roll(x, (-down, -b), axis=(2, 3))
        out = out + np.einsum("nchw,fc->nfhw", rolled, weight[:, :, a, b])
    return out


# %% blame rolls the same way as the picture
# says: Only place 0 is blamed
def wrap_conv_backward(grad_output, x, weight):
    return sent_back(grad_output, x, weight, way=-1)


# %% the weight meets the pixels of the other side
# says: At place 0 the first weight
def wrap_conv_backward(grad_output, x, weight):
    return sent_back(grad_output, x, weight, seen=1)


# %% the mean over the places
# says: its shape|added up|At place 0 the first
def wrap_conv_backward(grad_output, x, weight):
    by_x, by_weight = sent_back(grad_output, x, weight)
    return by_x, by_weight / x[0, 0].size


# %% the last picture alone
# says: Two pictures use the same weights
def wrap_conv_backward(grad_output, x, weight):
    by_x, _ = sent_back(grad_output, x, weight)
    return by_x, sent_back(grad_output[-1:], x[-1:], weight)[1]


# %% the order is exchanged
# says: came for x
def wrap_conv_backward(grad_output, x, weight):
    return sent_back(grad_output, x, weight)[::-1]


# %% a pixel that was seen often is blamed once
# says: seen three times
def wrap_conv_backward(grad_output, x, weight):
    cut = sent_back(grad_output, x, weight[:, :, : x.shape[2], : x.shape[3]])
    return cut[0], sent_back(grad_output, x, weight)[1]


# %% fools the visible tests: blame is not rolled from row to row
def wrap_conv_backward(grad_output, x, weight):
    by_x = np.zeros(x.shape)
    for a, b in np.ndindex(weight.shape[2:]):
        back = np.einsum("nfhw,fc->nchw", grad_output, weight[:, :, a, b])
        by_x += np.roll(back, (0, b), axis=(2, 3))
    return by_x, sent_back(grad_output, x, weight)[1]
