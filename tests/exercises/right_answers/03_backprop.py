# ruff: noqa: F821
"""Right answers that look different from ours, one section a question: the tests have to accept them."""

import math
from collections import deque, namedtuple

import numpy as np

Slopes = namedtuple("Slopes", ["x", "W", "b", "V"])


# %% q1-operations
def power(a, b):
    if a == 0:
        return np.array([0.0, 1.0 if b == 1 else 0.0, 0.0])
    y = math.exp(b * math.log(a))
    return [y, y * b / a, math.log(a) * y]


def length(a, b):
    _, exponent = math.frexp(max(abs(a), abs(b)))  # a power of two near the longer side
    p, q = math.ldexp(a, -exponent), math.ldexp(b, -exponent)
    if p == q == 0:
        return 0, 0, 0
    y = math.sqrt(math.hypot(p * p, q * q))
    return math.ldexp(y, exponent), np.float64(p) ** 3 / y**3, np.array(q**3 / y**3)


# %% q2-graph
def backward_order(parents, root):
    # who has been heard by all its users may speak
    found = deque([root])
    uses = {root: 0}
    while found:
        for parent in parents[found.popleft()]:
            if parent not in uses:
                uses[parent] = 0
                found.append(parent)
            uses[parent] += 1
    order, ready = [], [root]
    while ready:
        order.append(ready.pop())
        for parent in parents[order[-1]]:
            uses[parent] -= 1
            if uses[parent] == 0:
                ready.append(parent)
    return np.array(order)


def blame(parents, slopes, root, detached):
    grads = [0.0] * len(parents)
    grads[root] = 1.0
    history = [[] if node in set(detached) else made for node, made in enumerate(parents)]
    for node in backward_order(history, root):
        for i in range(len(history[node])):
            grads[parents[node][i]] = grads[parents[node][i]] + grads[node] * slopes[node][i]
    return grads


# %% q3-copies
def lookup_backward(grad_output, indices, n_rows):
    width = grad_output.shape[-1]
    rows = np.reshape(grad_output, (-1, width))
    grad = np.zeros((n_rows, width))
    for place, row in zip(np.ravel(indices), rows, strict=True):
        grad[place] += row
    return grad


def distances_backward(grad_output, a, b):
    # never the array of all pairs: multiplied out
    by_a = 2 * (np.sum(grad_output, axis=-1)[..., None] * a - grad_output @ b)
    rows, upstream = np.reshape(a, (-1, a.shape[-1])), np.reshape(grad_output, (-1, len(b)))
    return [by_a, 2 * (np.sum(upstream, axis=0)[:, None] * b - np.einsum("nm,nd->md", upstream, rows))]


# %% q4-gate
def gated_backward(grad_output, x, W, b, V):
    grads = [np.zeros(np.shape(v)) for v in (x, W, b, V)]
    for n, row in enumerate(x):
        for h in range(len(b)):
            gate = float(sigmoid(np.dot(row, W[h]) + b[h]))
            delta = grad_output[n, h] * np.dot(row, V[h]) * gate * (1 - gate)
            grads[0][n] += delta * W[h] + grad_output[n, h] * gate * V[h]
            grads[1][h] += delta * row
            grads[2][h] += delta
            grads[3][h] += grad_output[n, h] * gate * row
    return Slopes(*grads)


# %% q5-twins
def train(left, right, y, W, b, v, lr, n_steps):
    W, b, v = np.array(W, dtype=float), np.array(b, dtype=float), np.array(v, dtype=float)
    both, sign = np.concatenate([left, right]), np.repeat([1, -1], len(y))
    for _ in range(n_steps):
        h = sigmoid(np.einsum("nd,hd->nh", both, W) + b)
        s = np.sum(h @ v * sign.reshape(1, -1), axis=0).reshape(2, -1).sum(axis=0)
        miss = np.tile((sigmoid(s) - y) / len(y), 2) * sign
        delta = miss[:, None] * v * (h - h**2)
        dv = miss @ h
        W -= lr * delta.T @ both
        b -= lr * np.ones(len(both)) @ delta
        v -= lr * dv
    return [W, b, v]


# %% q6-check
def check(name, claim, x, eps):
    flat, errors = np.array(x, dtype=np.float64).ravel(), {}
    middle = loss_of(name, flat)
    for i, (here, c) in enumerate(zip(flat.copy(), np.asarray(claim, dtype=float).flat, strict=True)):
        h = eps * max(1.0, abs(here))
        flat[i] = here + h
        above = loss_of(name, flat)
        flat[i] = here - h
        below = loss_of(name, flat)
        flat[i] = here
        up, down = (above - middle) / h, (middle - below) / h
        if abs(up - down) <= 0.01 * max(abs(up), abs(down), 1e-3):
            m = (above - below) / (2 * h)
            errors[i] = abs(c - m) / max(abs(c), abs(m), 1e-3) if math.isfinite(c) else math.inf
    worst = max(errors, key=errors.get)
    return float(errors[worst]), np.int64(worst)


# %% q7-rms
def rms_norm(x, weight, eps):
    x = np.asarray(x, dtype=float)
    r = (np.einsum("...d,...d->...", x, x) / x.shape[-1] + eps) ** 0.5
    return x / r[..., None] * weight


def rms_norm_backward(grad_output, x, weight, eps):
    size = x.shape[-1]
    rows, upstream = np.reshape(x, (-1, size)), np.reshape(grad_output, (-1, size))
    by_x, by_weight = np.zeros(rows.shape), np.zeros(size)
    for n, (row, g) in enumerate(zip(rows, upstream, strict=True)):
        r = math.sqrt(np.dot(row, row) / size + eps)
        slopes = np.diag(weight) @ (np.eye(size) / r - np.outer(row, row) / (size * r**3))  # the Jacobian
        by_x[n] = g @ slopes
        by_weight += g * row / r
    return by_x.reshape(np.shape(x)), by_weight


# %% q8-depth
def deep_backward(grad_output, x, weights, bend, shortcut):
    inputs = [np.asarray(x, dtype=float)]
    for W in weights:
        z = inputs[-1] @ W.T
        bent = {"sigmoid": sigmoid(z), "tanh": np.tanh(z), "relu": z * (z > 0)}[bend]
        inputs.append(bent + shortcut * inputs[-1])
    grads, g = [], np.asarray(grad_output, dtype=float)
    for W, h in list(zip(weights, inputs, strict=False))[::-1]:
        z = h @ W.T
        slope = {"sigmoid": sigmoid(z) * sigmoid(-z), "tanh": 1 / np.cosh(z) ** 2, "relu": np.heaviside(z, 0)}
        d = g * slope[bend]
        grads = [np.einsum("nh,nd->hd", d, h), *grads]
        g = d @ W + shortcut * g
    return g, *grads
