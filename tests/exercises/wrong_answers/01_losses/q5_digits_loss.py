# ruff: noqa: F811
import numpy as np


# %% the second softmax stays
# says: softmax twice
def digit_loss(weights, images, labels):
    logits = images @ weights
    for _ in range(2):
        logits = np.exp(logits - logits.max(axis=1, keepdims=True))
        logits = logits / logits.sum(axis=1, keepdims=True)
    return -np.mean(np.log(logits[np.arange(len(labels)), labels]))


# %% one softmax, and the clip stays
# says: A clip makes 16.1 of it
def digit_loss(weights, images, labels):
    logits = images @ weights
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = probs / probs.sum(axis=1, keepdims=True)
    return -np.mean(np.log(np.clip(probs[np.arange(len(labels)), labels], 1e-7, 1)))


# %% the gradient misses 1/N
# says: the mean over two images halves that
def digit_loss_grad(weights, images, labels):
    logits = images @ weights
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = probs / probs.sum(axis=1, keepdims=True)
    return images.T @ (probs - np.eye(weights.shape[1])[labels])


# %% the gradient points downhill
# says: that weight should grow
def digit_loss_grad(weights, images, labels):
    logits = images @ weights
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = probs / probs.sum(axis=1, keepdims=True)
    return images.T @ (np.eye(weights.shape[1])[labels] - probs) / len(labels)


# %% the gradient of the logits, not of the weights
# says: one slope for each weight
def digit_loss_grad(weights, images, labels):
    logits = images[:1] @ weights
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (probs / probs.sum(axis=1, keepdims=True) - np.eye(weights.shape[1])[labels[:1]]) / len(labels)


# %% fools the visible tests: one softmax without a clip, and exp still overflows
def digit_loss(weights, images, labels):
    probs = np.exp(images @ weights)
    probs = probs / probs.sum(axis=1, keepdims=True)
    return -np.mean(np.log(probs[np.arange(len(labels)), labels]))


def digit_loss_grad(weights, images, labels):
    probs = np.exp(images @ weights)
    probs = probs / probs.sum(axis=1, keepdims=True)
    return images.T @ (probs - np.eye(weights.shape[1])[labels]) / len(labels)


# %% fools the visible tests: logits are capped at ±500 against the overflow
def digit_loss(weights, images, labels):
    logits = np.clip(images @ weights, -500, 500)
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(labels)), labels])


# %% fools the visible tests: one maximum for all images
def digit_loss(weights, images, labels):
    logits = images @ weights
    logits = logits - logits.max()
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(labels)), labels])


def digit_loss_grad(weights, images, labels):
    logits = images @ weights
    probs = np.exp(logits - logits.max())
    probs = probs / probs.sum(axis=1, keepdims=True)
    return images.T @ (probs - np.eye(weights.shape[1])[labels]) / len(labels)
