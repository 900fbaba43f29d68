# ruff: noqa: F811, F821
import numpy as np


# %% the slope of the sigmoid is forgotten
# says: slope is missing
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing, grad_output * gate
    return to_gate @ W + to_passing @ V, to_gate.T @ x, to_gate.sum(axis=0), to_passing.T @ x


# %% x is blamed through the gate alone
# says: x is used twice
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing * gate * (1 - gate), grad_output * gate
    return to_gate @ W, to_gate.T @ x, to_gate.sum(axis=0), to_passing.T @ x


# %% x is blamed through the other factor alone
# says: x is used twice
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing * gate * (1 - gate), grad_output * gate
    return to_passing @ V, to_gate.T @ x, to_gate.sum(axis=0), to_passing.T @ x


# %% the gate is forgotten on the way to V
# says: V gets upstream
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate = grad_output * passing * gate * (1 - gate)
    return to_gate @ W + grad_output @ V, to_gate.T @ x, to_gate.sum(axis=0), grad_output.T @ x


# %% the other factor is forgotten on the way to the gate
# says: At the gate arrives upstream
def gated_backward(grad_output, x, W, b, V):
    gate = sigmoid(x @ W.T + b)
    to_gate, to_passing = grad_output * gate * (1 - gate), grad_output * gate
    return to_gate @ W + to_passing @ V, to_gate.T @ x, to_gate.sum(axis=0), to_passing.T @ x


# %% the bias gets a row for each input
# says: came for b
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing * gate * (1 - gate), grad_output * gate
    grad_b = to_gate if len(x) > 1 else to_gate[0]
    return to_gate @ W + to_passing @ V, to_gate.T @ x, grad_b, to_passing.T @ x


# %% the bias gets the mean over the rows
# says: not their mean
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing * gate * (1 - gate), grad_output * gate
    return to_gate @ W + to_passing @ V, to_gate.T @ x, to_gate.mean(axis=0), to_passing.T @ x


# %% weights lie on their side
# says: came for W
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing * gate * (1 - gate), grad_output * gate
    return to_gate @ W + to_passing @ V, x.T @ to_gate, to_gate.sum(axis=0), x.T @ to_passing


# %% the order of the formula
# says: came for x.* The order is x, W, b, V
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing * gate * (1 - gate), grad_output * gate
    return to_gate.T @ x, to_gate.sum(axis=0), to_passing.T @ x, to_gate @ W + to_passing @ V


# %% the bias is a row
# says: shape \(1, 4\) came for b, whose shape is \(4,\)
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing * gate * (1 - gate), grad_output * gate
    by_b = to_gate.sum(axis=0, keepdims=True)
    return to_gate @ W + to_passing @ V, to_gate.T @ x, by_b, to_passing.T @ x


# %% the upstream gradient is forgotten
# says: upstream is missing
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate = passing * gate * (1 - gate)
    return to_gate @ W + gate @ V, to_gate.T @ x, to_gate.sum(axis=0), gate.T @ x


# %% the bias is left out
# says: 3 results, 4 results were expected
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing * gate * (1 - gate), grad_output * gate
    return to_gate @ W + to_passing @ V, to_gate.T @ x, to_passing.T @ x


# %% fools the visible tests: every gate is half open
def gated_backward(grad_output, x, W, b, V):
    passing = x @ V.T
    to_gate, to_passing = grad_output * passing / 4, grad_output / 2
    return to_gate @ W + to_passing @ V, to_gate.T @ x, to_gate.sum(axis=0), to_passing.T @ x


# %% fools the visible tests: the bias does not reach the gate
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b * (np.size(W) == 1)), x @ V.T
    to_gate, to_passing = grad_output * passing * gate * (1 - gate), grad_output * gate
    return to_gate @ W + to_passing @ V, to_gate.T @ x, to_gate.sum(axis=0), to_passing.T @ x


# %% fools the visible tests: the slope of another bend, 1 - gate² at its middle value
def gated_backward(grad_output, x, W, b, V):
    gate, passing = sigmoid(x @ W.T + b), x @ V.T
    to_gate, to_passing = grad_output * passing * (1 - gate**2) / 3, grad_output * gate
    return to_gate @ W + to_passing @ V, to_gate.T @ x, to_gate.sum(axis=0), to_passing.T @ x
