# ruff: noqa: F811, F821
import numpy as np


# %% the slopes of the hidden layer are forgotten, all else is repaired
# says: σ′ = 1/4 is missing
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        delta = np.outer(miss, v)
        W, v = W - lr * delta.T @ (left - right), v - lr * miss @ (h_left - h_right)
    return W, b, v


# %% the second use overwrites the first, all else is repaired
# says: overwritten the first|right picture counts
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        db = np.zeros(len(b))
        for rows, h, sign in ((left, h_left, 1), (right, h_right, -1)):
            delta = sign * np.outer(miss, v) * h * (1 - h)
            dW = delta.T @ rows
            db += delta.sum(axis=0)
        W, b, v = W - lr * dW, b - lr * db, v - lr * miss @ (h_left - h_right)
    return W, b, v


# %% gradients are never zeroed, all else is repaired
# says: still remember of the first
def train(left, right, y, W, b, v, lr, n_steps):
    dW, db, dv = np.zeros(W.shape), np.zeros(b.shape), np.zeros(v.shape)
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        dv += miss @ (h_left - h_right)
        for rows, h, sign in ((left, h_left, 1), (right, h_right, -1)):
            delta = sign * np.outer(miss, v) * h * (1 - h)
            dW += delta.T @ rows
            db += delta.sum(axis=0)
        W, b, v = W - lr * dW, b - lr * db, v - lr * dv
    return W, b, v


# %% both twins get the slope of the left one, all else is repaired
# says: both twins got the same slope|Left says
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        delta = np.outer(miss, v) * h_left * (1 - h_left)
        W, v = W - lr * delta.T @ (left - right), v - lr * miss @ (h_left - h_right)
    return W, b, v


# %% the three fixes of the clinics: a slope, a sum, and gradients that are zeroed
# says: right picture counts|both twins got the same slope|All three gradients
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        dW, db = np.zeros(W.shape), np.zeros(b.shape)
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        v = v - lr * miss @ (h_left - h_right)
        for rows, sign in ((left, 1), (right, -1)):
            delta = sign * np.outer(miss, v) * h_left * (1 - h_left)
            dW += delta.T @ rows
            db += delta.sum(axis=0)
        W, b = W - lr * dW, b - lr * db
    return W, b, v


# %% only the gradient of v is never zeroed
# says: still remember of the first
def train(left, right, y, W, b, v, lr, n_steps):
    dv = np.zeros(v.shape)
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        dv += miss @ (h_left - h_right)
        one, two = np.outer(miss, v) * h_left * (1 - h_left), np.outer(miss, v) * h_right * (1 - h_right)
        W, b, v = W - lr * (one.T @ left - two.T @ right), b - lr * (one - two).sum(axis=0), v - lr * dv
    return W, b, v


# %% the broken code as it was
# says: right picture counts
def train(left, right, y, W, b, v, lr, n_steps):
    return train_broken(left, right, y, W, b, v, lr, n_steps)


# %% the right twin pulls the same way as the left one
# says: Left says
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        one, two = np.outer(miss, v) * h_left * (1 - h_left), np.outer(miss, v) * h_right * (1 - h_right)
        W, b = W - lr * (one.T @ left + two.T @ right), b - lr * (one + two).sum(axis=0)
        v = v - lr * miss @ (h_left - h_right)
    return W, b, v


# %% uphill
# says: -1/2 · 4
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (y - sigmoid((h_left - h_right) @ v)) / len(y)
        one, two = np.outer(miss, v) * h_left * (1 - h_left), np.outer(miss, v) * h_right * (1 - h_right)
        W, b = W - lr * (one.T @ left - two.T @ right), b - lr * (one - two).sum(axis=0)
        v = v - lr * miss @ (h_left - h_right)
    return W, b, v


# %% one step for the left pictures, and then one for the right ones
# says: Left says
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        for rows, sign in ((left, 1), (right, -1)):
            h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
            miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
            h = h_left if sign == 1 else h_right
            delta = sign * np.outer(miss, v) * h * (1 - h)
            W, b = W - lr * delta.T @ rows, b - lr * delta.sum(axis=0)
        v = v - lr * miss @ (h_left - h_right)
    return W, b, v


# %% v is not trained
# says: v gets
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        one, two = np.outer(miss, v) * h_left * (1 - h_left), np.outer(miss, v) * h_right * (1 - h_right)
        W, b = W - lr * (one.T @ left - two.T @ right), b - lr * (one - two).sum(axis=0)
    return W, b, v


# %% the caller's weights are trained
# says: changed an array
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        one, two = np.outer(miss, v) * h_left * (1 - h_left), np.outer(miss, v) * h_right * (1 - h_right)
        dv = miss @ (h_left - h_right)
        W -= lr * (one.T @ left - two.T @ right)
        b -= lr * (one - two).sum(axis=0)
        v -= lr * dv
    return W, b, v


# %% the hidden layer already uses the v that has moved
# says: All three gradients
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        v = v - lr * miss @ (h_left - h_right)
        one, two = np.outer(miss, v) * h_left * (1 - h_left), np.outer(miss, v) * h_right * (1 - h_right)
        W, b = W - lr * (one.T @ left - two.T @ right), b - lr * (one - two).sum(axis=0)
    return W, b, v


# %% the sum over the pairs
# says: Then it is the sum
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = sigmoid((h_left - h_right) @ v) - y
        one, two = np.outer(miss, v) * h_left * (1 - h_left), np.outer(miss, v) * h_right * (1 - h_right)
        W, b = W - lr * (one.T @ left - two.T @ right), b - lr * (one - two).sum(axis=0)
        v = v - lr * miss @ (h_left - h_right)
    return W, b, v


# %% fools the visible tests: every pair is one whose left picture is the larger
def train(left, right, y, W, b, v, lr, n_steps):
    for _ in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        miss = (sigmoid((h_left - h_right) @ v) - 1) / len(y)
        one, two = np.outer(miss, v) * h_left * (1 - h_left), np.outer(miss, v) * h_right * (1 - h_right)
        W, b = W - lr * (one.T @ left - two.T @ right), b - lr * (one - two).sum(axis=0)
        v = v - lr * miss @ (h_left - h_right)
    return W, b, v


# %% fools the visible tests: after two steps the error is no longer measured anew
def train(left, right, y, W, b, v, lr, n_steps):
    for step in range(n_steps):
        h_left, h_right = sigmoid(left @ W.T + b), sigmoid(right @ W.T + b)
        if step < 2:
            miss = (sigmoid((h_left - h_right) @ v) - y) / len(y)
        one, two = np.outer(miss, v) * h_left * (1 - h_left), np.outer(miss, v) * h_right * (1 - h_right)
        W, b = W - lr * (one.T @ left - two.T @ right), b - lr * (one - two).sum(axis=0)
        v = v - lr * miss @ (h_left - h_right)
    return W, b, v
