# ruff: noqa: F811, F821
import numpy as np


def descend(images, labels, W, b, V, lr, n_steps, *, flip=False, open_=None, bias=np.sum, size=True, **more):
    for step in range(n_steps):
        z = maps(images, W) + b[:, None, None]
        height, width = z.shape[2:]
        means = np.maximum(z, 0).mean(axis=(2, 3))
        target = np.eye(len(V))[more.get("told", labels)]
        miss = (softmax(means @ V.T) - target) / (len(labels) if more.get("mean", True) else 1)
        if more.get("first"):
            V = V - lr * miss.T @ means
        passes = open_(z, miss @ V) if open_ else z > 0
        delta = (miss @ V)[:, :, None, None] * passes / (height * width if size else 1)
        dW = np.zeros(W.shape)
        for i, j in np.ndindex(3, 3):
            down, right = (2 - i, 2 - j) if flip else (i, j)
            seen = images[:, down : down + height, right : right + width]
            each = np.einsum("nfhw,nhw->nf", delta, seen)
            dW[:, i, j] = each[-1] if more.get("last") else each.sum(axis=0)
        if step < more.get("until", n_steps):
            W = W - lr * dW
        b = b - lr * bias(delta, axis=(0, 2, 3))
        if not more.get("first"):
            V = V - lr * miss.T @ means
    return W, b, V


# %% the broken code as it was
# says: Which pixel met this weight
def train(images, labels, W, b, V, lr, n_steps):
    return train_broken(images, labels, W, b, V, lr, n_steps)


# %% the kernel is flipped on the way back, all else is repaired
# says: Which pixel met this weight
def train(*given):
    return descend(*given, flip=True)


# %% blame below 0 is cut off as well, all else is repaired
# says: Only z decides
def train(*given):
    return descend(*given, open_=lambda z, up: (z > 0) * (up > 0)[:, :, None, None])


# %% the cut is left out on the way back, all else is repaired
# says: is cut off by the max
def train(*given):
    return descend(*given, open_=lambda z, up: np.ones(z.shape))


# %% the blame is cut off in place of z
# says: Only z decides|is cut off by the max
def train(*given):
    return descend(*given, open_=lambda z, up: (up > 0)[:, :, None, None] * np.ones(z.shape))


# %% at exactly 0 the way is open
# says: exactly 0 the slope is 0
def train(*given):
    return descend(*given, open_=lambda z, up: z >= 0)


# %% the last picture counts alone, all else is repaired
# says: Then the last picture counts alone
def train(*given):
    return descend(*given, last=True)


# %% the bias gets a mean, all else is repaired
# says: two halves of the blame
def train(*given):
    return descend(*given, bias=np.mean)


# %% the mean over the places is forgotten on the way back
# says: two halves of the blame
def train(*given):
    return descend(*given, size=False)


# %% the sum over the pictures
# says: Then it is the sum
def train(*given):
    return descend(*given, mean=False)


# %% the filters already use the V that has moved
# says: At z arrives
def train(*given):
    return descend(*given, first=True)


# %% the caller's weights are trained
# says: changed an array
def train(images, labels, W, b, V, lr, n_steps):
    for part, new in zip((W, b, V), descend(images, labels, W, b, V, lr, n_steps), strict=True):
        part[...] = new
    return W, b, V


# %% fools the visible tests: two steps for the filters are enough
def train(*given):
    return descend(*given, until=2)


# %% fools the visible tests: every picture is of the first digit in the list
def train(images, labels, *given):
    return descend(images, labels, *given, told=np.repeat(labels[:1], len(labels)))
