# ruff: noqa: F811
import numpy as np


def logs(weights, images, axis=1):
    logits = images @ weights
    logits = logits - logits.max(axis=axis, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=axis, keepdims=True))


# %% the probabilities add up over the pictures
# says: Over which axis
def digit_loss(weights, images, votes):
    return -np.sum(votes * logs(weights, images, axis=0)) / np.sum(votes)


# %% the mean over pictures
# says: not by two pictures
def digit_loss(weights, images, votes):
    return -np.mean(np.sum(votes * logs(weights, images), axis=1))


# %% the mean over pictures that somebody has read, each counted once
# says: each vote has its own bill
def digit_loss(weights, images, votes):
    seen = votes.sum(axis=1) > 0
    winners = votes[seen].argmax(axis=1)
    return -np.mean(logs(weights, images[seen])[np.arange(len(winners)), winners])


# %% log 0 times no vote
# says: log 0 was multiplied by 0
def digit_loss(weights, images, votes):
    return -np.sum(votes * np.log(np.exp(logs(weights, images)))) / np.sum(votes)


# %% a picture that nobody has read votes for the first class
# says: Nobody has read the second picture
def digit_loss(weights, images, votes):
    votes = votes + (votes.sum(axis=1, keepdims=True) == 0) * (np.arange(votes.shape[1]) == 0)
    return -np.sum(votes * logs(weights, images)) / np.sum(votes)


# %% the logarithm of the sum, and not the sum of the logarithms
# says: divided by four votes
def digit_loss(weights, images, votes):
    return -np.sum(np.log(np.sum(votes * np.exp(logs(weights, images)), axis=1))) / np.sum(votes)


# %% NumPy's logaddexp is not to do it
# says: uses np.logaddexp
def digit_loss(weights, images, votes):
    logits = images @ weights
    return np.sum(votes * (np.logaddexp.reduce(logits, axis=1, keepdims=True) - logits)) / np.sum(votes)


# %% the gradient misses the number of votes
# says: the mean over two votes halves that
def digit_loss_grad(weights, images, votes):
    return images.T @ (votes.sum(axis=1, keepdims=True) * np.exp(logs(weights, images)) - votes)


# %% the gradient points downhill
# says: that weight should grow
def digit_loss_grad(weights, images, votes):
    blame = votes.sum(axis=1, keepdims=True) * np.exp(logs(weights, images)) - votes
    return -images.T @ blame / np.sum(votes)


# %% the gradient of the logits, not of the weights
# says: one slope for each weight
def digit_loss_grad(weights, images, votes):
    return (votes.sum(axis=1, keepdims=True) * np.exp(logs(weights, images)) - votes) / np.sum(votes)


# %% p counts once, however many people vote
# says: Divide by all six votes
def digit_loss_grad(weights, images, votes):
    return images.T @ (np.exp(logs(weights, images)) - votes) / np.sum(votes)


# %% the gradient is divided by the pictures
# says: Divide by all six votes
def digit_loss_grad(weights, images, votes):
    blame = votes.sum(axis=1, keepdims=True) * np.exp(logs(weights, images)) - votes
    return images.T @ blame / len(images)


# %% fools the visible tests: exp still overflows
def digit_loss_grad(weights, images, votes):
    odds = np.exp(images @ weights)
    expected = votes.sum(axis=1, keepdims=True) * odds / odds.sum(axis=1, keepdims=True)
    return images.T @ (expected - votes) / np.sum(votes)


# %% fools the visible tests: logits are capped at ±500 against the overflow
def digit_loss(weights, images, votes):
    logits = np.clip(images @ weights, -500, 500)
    log_probs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -np.sum(votes * log_probs) / np.sum(votes)


# %% fools the visible tests: one maximum for all images
def digit_loss(weights, images, votes):
    logits = images @ weights
    logits = logits - logits.max()
    return np.sum(votes * (np.log(np.exp(logits).sum(axis=1, keepdims=True)) - logits)) / np.sum(votes)


def digit_loss_grad(weights, images, votes):
    odds = np.exp(images @ weights - (images @ weights).max())
    expected = votes.sum(axis=1, keepdims=True) * odds / odds.sum(axis=1, keepdims=True)
    return images.T @ (expected - votes) / np.sum(votes)


# %% fools the visible tests: differences of the loss
def digit_loss_grad(weights, images, votes):
    def loss(w):
        return -np.sum(votes * logs(w, images)) / np.sum(votes)

    steps = 1e-5 * np.eye(weights.size).reshape(-1, *weights.shape)
    return np.reshape([(loss(weights + h) - loss(weights - h)) / 2e-5 for h in steps], weights.shape)
