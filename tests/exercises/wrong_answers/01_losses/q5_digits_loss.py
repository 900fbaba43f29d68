# ruff: noqa: F811
import numpy as np


# %% the second softmax stays
def digit_loss(weights, images, labels):
    logits = images @ weights
    for _ in range(2):
        logits = np.exp(logits - logits.max(axis=1, keepdims=True))
        logits = logits / logits.sum(axis=1, keepdims=True)
    return -np.mean(np.log(logits[np.arange(len(labels)), labels]))


def digit_loss_grad(weights, images, labels):
    logits = images @ weights
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = probs / probs.sum(axis=1, keepdims=True)
    return images.T @ (probs - np.eye(weights.shape[1])[labels]) / len(labels)


# %% the gradient misses 1/N
def digit_loss(weights, images, labels):
    logits = images @ weights
    logits = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(labels)), labels])


def digit_loss_grad(weights, images, labels):
    logits = images @ weights
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = probs / probs.sum(axis=1, keepdims=True)
    return images.T @ (probs - np.eye(weights.shape[1])[labels])


# %% the gradient points downhill
def digit_loss(weights, images, labels):
    logits = images @ weights
    logits = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(labels)), labels])


def digit_loss_grad(weights, images, labels):
    logits = images @ weights
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = probs / probs.sum(axis=1, keepdims=True)
    return images.T @ (np.eye(weights.shape[1])[labels] - probs) / len(labels)


# %% fools the visible tests: one softmax, and the clip stays
def digit_loss(weights, images, labels):
    logits = images @ weights
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = probs / probs.sum(axis=1, keepdims=True)
    return -np.mean(np.log(np.clip(probs[np.arange(len(labels)), labels], 1e-7, 1)))


def digit_loss_grad(weights, images, labels):
    logits = images @ weights
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = probs / probs.sum(axis=1, keepdims=True)
    return images.T @ (probs - np.eye(weights.shape[1])[labels]) / len(labels)


# %% fools the visible tests: one softmax without a clip, and exp still overflows
def digit_loss(weights, images, labels):
    with np.errstate(all="ignore"):
        probs = np.exp(images @ weights)
        probs = probs / probs.sum(axis=1, keepdims=True)
        return -np.mean(np.log(probs[np.arange(len(labels)), labels]))


def digit_loss_grad(weights, images, labels):
    with np.errstate(all="ignore"):
        probs = np.exp(images @ weights)
        probs = probs / probs.sum(axis=1, keepdims=True)
        return images.T @ (probs - np.eye(weights.shape[1])[labels]) / len(labels)


# %% fools the visible tests: logits are capped at ±500 against the overflow
def digit_loss(weights, images, labels):
    logits = np.clip(images @ weights, -500, 500)
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(labels)), labels])


def digit_loss_grad(weights, images, labels):
    probs = np.exp(np.clip(images @ weights, -500, 500))
    probs = probs / probs.sum(axis=1, keepdims=True)
    return images.T @ (probs - np.eye(weights.shape[1])[labels]) / len(labels)
