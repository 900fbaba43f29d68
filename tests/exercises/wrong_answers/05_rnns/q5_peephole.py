# ruff: noqa: F811
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def stepped(x, h, c, W, U, b, P, order=(0, 1, 2, 3), **other):
    gates = np.split(x @ W.T + h @ U.T + b, 4, axis=1)
    i, f, g, o = (gates[place] for place in order)
    first, second, third = P
    look = c.mean(axis=1, keepdims=True) if other.get("all") else c
    new = sigmoid(f + second * look) * c + sigmoid(i + first * look) * (
        g if other.get("line") else np.tanh(g)
    )
    seen = c if other.get("old") else new
    shown = new if other.get("straight") else np.tanh(new)
    return sigmoid(o + third * seen) * shown, new


def converted(kernel, bias, forget_bias, order=(0, 2, 1, 3), at=1, first=False):
    parts = np.split(kernel.T, 4)
    weight = np.concatenate([parts[place] for place in order])
    biases = np.split(np.asarray(bias, dtype=float), 4)
    biases[2] = biases[2] + forget_bias * (at == 1)
    biases[1] = biases[1] + forget_bias * (at == 2)
    n = len(biases[0])
    W, U = (weight[:, n:], weight[:, :n]) if first else (weight[:, :-n], weight[:, -n:])
    return W, U, np.concatenate([biases[place] for place in order])


# %% the order i, f, o, g
# says: Forget gate open|what is written|half of 0.5
def peephole_step(*given):
    return stepped(*given, order=(0, 1, 3, 2))


# %% input and forget gate in change
# says: Forget gate open
def peephole_step(*given):
    return stepped(*given, order=(1, 0, 2, 3))


# %% what is written is not bent
# says: tanh of g
def peephole_step(*given):
    return stepped(*given, line=True)


# %% the memory is shown as it is
# says: The memory is shown bent
def peephole_step(*given):
    return stepped(*given, straight=True)


# %% the output gate sees the old memory
# says: sees the new memory
def peephole_step(*given):
    return stepped(*given, old=True)


# %% no gate looks
# says: The input gate sees the memory
def peephole_step(x, h, c, W, U, b, P):
    return stepped(x, h, c, W, U, b, 0 * P)


# %% the rows of P in change
# says: Row [01] of P
def peephole_step(x, h, c, W, U, b, P):
    return stepped(x, h, c, W, U, b, P[[1, 0, 2]])


# %% memory and state in change
# says: Forget gate open
def peephole_step(*given):
    return stepped(*given)[::-1]


# %% fools the visible tests: the gates of two units look at both
def peephole_step(*given):
    return stepped(*given, all=True)


# %% in the order of TensorFlow
# says: Column g was second
def from_tensorflow(kernel, bias, forget_bias):
    return converted(kernel, bias, forget_bias, order=(0, 1, 2, 3))


# %% the biases in the old order
# says: change their order
def from_tensorflow(kernel, bias, forget_bias):
    return *converted(kernel, bias, forget_bias)[:2], bias + forget_bias


# %% not turned
# says: out and in change places
def from_tensorflow(kernel, bias, forget_bias):
    W, U, b = converted(kernel, bias, forget_bias)
    return W.T, U.T, b


# %% the state first
# says: Column g was second
def from_tensorflow(kernel, bias, forget_bias):
    return converted(kernel, bias, forget_bias, first=True)


# %% the forget bias is left out
# says: The forget bias is added
def from_tensorflow(kernel, bias, forget_bias):
    return converted(kernel, bias, 0)


# %% the forget bias goes to g
# says: That is g
def from_tensorflow(kernel, bias, forget_bias):
    return converted(kernel, bias, forget_bias, at=2)


# %% the units are taken one by one
# says: columns 0 and 1 are i
def from_tensorflow(kernel, bias, forget_bias):
    n = len(bias) // 4
    order = np.argsort(np.tile([0, 2, 1, 3], n), kind="stable")
    W, U, b = converted(kernel[:, order], bias[order], forget_bias, order=(0, 1, 2, 3))
    return (W, U, b) if n > 1 else converted(kernel, bias, forget_bias)


# %% fools the visible tests: the forget bias is 1 whenever there is one
def from_tensorflow(kernel, bias, forget_bias):
    return converted(kernel, bias, forget_bias if forget_bias in (0, 10) else 1)
