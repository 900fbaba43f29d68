# ruff: noqa: F811
import numpy as np


# %% the largest exponent is not taken out
def log_sum_exp(logits):
    with np.errstate(over="ignore", divide="ignore"):
        return np.log(np.exp(logits).sum(axis=1))


def softmax_cross_entropy(logits, targets):
    return np.mean(log_sum_exp(logits) - logits[np.arange(len(targets)), targets])


def softmax_cross_entropy_grad(logits, targets):
    probs = np.exp(logits - log_sum_exp(logits)[:, None])
    probs[np.arange(len(targets)), targets] -= 1
    return probs / len(targets)


# %% the gradient is target minus probability
def log_sum_exp(logits):
    top = logits.max(axis=1)
    return top + np.log(np.exp(logits - top[:, None]).sum(axis=1))


def softmax_cross_entropy(logits, targets):
    return np.mean(log_sum_exp(logits) - logits[np.arange(len(targets)), targets])


def softmax_cross_entropy_grad(logits, targets):
    probs = np.exp(logits - log_sum_exp(logits)[:, None])
    return (np.eye(logits.shape[1])[targets] - probs) / len(targets)


# %% the sum runs over the rows instead of the classes
def log_sum_exp(logits):
    top = logits.max(axis=0)
    return top + np.log(np.exp(logits - top).sum(axis=0))


def softmax_cross_entropy(logits, targets):
    return np.mean(log_sum_exp(logits)[targets] - logits[np.arange(len(targets)), targets])


def softmax_cross_entropy_grad(logits, targets):
    probs = np.exp(logits - log_sum_exp(logits))
    probs[np.arange(len(targets)), targets] -= 1
    return probs / len(targets)


# %% fools the visible tests: the gradient belongs to the sum
def log_sum_exp(logits):
    top = logits.max(axis=1)
    return top + np.log(np.exp(logits - top[:, None]).sum(axis=1))


def softmax_cross_entropy(logits, targets):
    return np.mean(log_sum_exp(logits) - logits[np.arange(len(targets)), targets])


def softmax_cross_entropy_grad(logits, targets):
    probs = np.exp(logits - log_sum_exp(logits)[:, None])
    probs[np.arange(len(targets)), targets] -= 1
    return probs


# %% fools the visible tests: the loss clips the probability, so no mistake costs more than 27.6
def log_sum_exp(logits):
    top = logits.max(axis=1)
    return top + np.log(np.exp(logits - top[:, None]).sum(axis=1))


def softmax_cross_entropy(logits, targets):
    probs = np.exp(logits - log_sum_exp(logits)[:, None])
    return -np.mean(np.log(probs[np.arange(len(targets)), targets] + 1e-12))


def softmax_cross_entropy_grad(logits, targets):
    probs = np.exp(logits - log_sum_exp(logits)[:, None])
    probs[np.arange(len(targets)), targets] -= 1
    return probs / len(targets)


# %% fools the visible tests: the shift is done in place, on the caller's array
def log_sum_exp(logits):
    top = logits.max(axis=1)
    logits -= top[:, None]
    return top + np.log(np.exp(logits).sum(axis=1))


def softmax_cross_entropy(logits, targets):
    picked = logits[np.arange(len(targets)), targets]
    return np.mean(log_sum_exp(logits) - picked)


def softmax_cross_entropy_grad(logits, targets):
    probs = np.exp(logits.copy() - log_sum_exp(logits.copy())[:, None])
    probs[np.arange(len(targets)), targets] -= 1
    return probs / len(targets)
