# ruff: noqa: F811
import numpy as np


def surprise(logits, targets, top=True):
    asked = targets >= 0
    scores, wanted = logits[asked], targets[asked]
    if top and len(wanted):
        scores = scores - scores.max(axis=1, keepdims=True)
    return np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(wanted)), wanted]


def slopes(logits, targets, top=True):
    asked = targets >= 0
    scores, wanted = logits[asked], targets[asked]
    grad = np.zeros(logits.shape)
    if top and len(wanted):
        scores = scores - scores.max(axis=1, keepdims=True)
    probs = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    grad[asked] = probs - np.eye(logits.shape[2])[wanted]
    return grad


# %% divided by all places
# says: Divided by 4|log 2
def asked_loss(logits, targets):
    return surprise(logits, targets).sum() / targets.size


# %% the sum
# says: divided by 3
def asked_loss(logits, targets):
    return surprise(logits, targets).sum()


# %% a mean for each row
# says: every place counts the same
def asked_loss(logits, targets):
    means = [
        surprise(z[None], y[None]).mean() for z, y in zip(logits, targets, strict=True) if (y >= 0).any()
    ]
    return np.mean(means) if means else 0.0


# %% the logits are taken for logarithms of probabilities
# says: three equal ones
def asked_loss(logits, targets):
    asked = targets >= 0
    right = logits[asked][np.arange(asked.sum()), targets[asked]]
    return -right.mean() if len(right) else 0.0


# %% a mask that multiplies
# says: Take out the places that count
def asked_loss(logits, targets):
    scores = logits - logits.max(axis=2, keepdims=True)
    each = np.log(np.exp(scores).sum(axis=2))
    each = each - np.take_along_axis(scores, np.maximum(targets, 0)[:, :, None], axis=2)[:, :, 0]
    return (each * (targets >= 0)).sum() / max((targets >= 0).sum(), 1)


# %% exponents that overflow
# says: overflow
def asked_loss(logits, targets):
    return surprise(logits, targets, top=False).mean()


# %% nan where nothing is asked
# says: and not nan
def asked_loss(logits, targets):
    return surprise(logits, targets).mean()


# %% -1 is the last token
# says: log 2
def asked_loss(logits, targets):
    return surprise(logits, targets % logits.shape[2]).mean()


# %% fools the visible tests: one largest logit for the whole batch
def asked_loss(logits, targets):
    asked = targets >= 0
    if not asked.any():
        return 0.0
    scores = logits[asked] - logits[asked].max()
    return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(scores)), targets[asked]])


# %% the sum over the places
# says: half of p - y
def asked_loss_grad(logits, targets):
    return slopes(logits, targets)


# %% divided by all places
# says: p - y
def asked_loss_grad(logits, targets):
    return slopes(logits, targets) / targets.size


# %% the other direction
# says: 1/2 - 1
def asked_loss_grad(logits, targets):
    return -slopes(logits, targets) / max((targets >= 0).sum(), 1)


# %% the right token is forgotten
# says: 1/2 - 1
def asked_loss_grad(logits, targets):
    grad = slopes(logits, targets) / max((targets >= 0).sum(), 1)
    return np.maximum(grad, 0)


# %% a mask that multiplies
# says: Take out the places that count
def asked_loss_grad(logits, targets):
    scores = logits - logits.max(axis=2, keepdims=True)
    probs = np.exp(scores) / np.exp(scores).sum(axis=2, keepdims=True)
    asked = (targets >= 0)[:, :, None]
    return (probs - np.eye(logits.shape[2])[targets]) * asked / max(asked.sum(), 1)


# %% the rows that count alone
# says: that of the logits
def asked_loss_grad(logits, targets):
    return slopes(logits, targets)[targets >= 0] / max((targets >= 0).sum(), 1)


# %% exponents that overflow
# says: overflow
def asked_loss_grad(logits, targets):
    return slopes(logits, targets, top=False) / max((targets >= 0).sum(), 1)


# %% 0 divided by 0
# says: and not nan
def asked_loss_grad(logits, targets):
    return slopes(logits, targets) / (targets >= 0).sum()


# %% fools the visible tests: each row has its own mean
def asked_loss_grad(logits, targets):
    asked = (targets >= 0).sum(axis=1)[:, None, None]
    rows = np.count_nonzero(asked) if asked.max() == 1 else 1
    return slopes(logits, targets) / np.maximum(asked, 1) / rows
