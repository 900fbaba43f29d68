# ruff: noqa: F811
import numpy as np


# %% the largest exponent is not taken out
# says: take the largest out first
def log_normalizer(logits):
    return np.log(1 + np.exp(logits).sum(axis=1))


# %% NumPy's logaddexp is the answer itself
# says: uses np.logaddexp
def log_normalizer(logits):
    return np.logaddexp(0, np.logaddexp.reduce(logits, axis=1))


# %% the 1 is forgotten
# says: make log\(1 \+ 1 \+ 1\)
def log_normalizer(logits):
    top = logits.max(axis=1)
    return top + np.log(np.exp(logits - top[:, None]).sum(axis=1))


# %% the largest of the C logits is taken out, and 0 is not among them
# says: Did you take out -1000
def log_normalizer(logits):
    top = logits.max(axis=1)
    return top + np.log(np.exp(-top) + np.exp(logits - top[:, None]).sum(axis=1))


# %% the sum runs over the rows instead of the classes
def log_normalizer(logits):
    top = np.maximum(logits.max(axis=0), 0)
    return top + np.log(np.exp(-top) + np.exp(logits - top).sum(axis=0))


# %% one maximum for the whole matrix
# says: not that of the whole matrix
def log_normalizer(logits):
    top = max(logits.max(), 0)
    return top + np.log(np.exp(-top) + np.exp(logits - top).sum(axis=1))


# %% none of these picks the last column
# says: pick the last column
def open_cross_entropy(logits, targets):
    return np.mean(log_normalizer(logits) - logits[np.arange(len(targets)), targets])


# %% the logit of the truth is not taken away
# says: Take z_t away
def open_cross_entropy(logits, targets):
    return np.mean(log_normalizer(logits))


# %% no mean
# says: the mean over the rows
def open_cross_entropy(logits, targets):
    padded = np.column_stack([logits, np.zeros(len(logits))])
    return log_normalizer(logits) - padded[np.arange(len(targets)), targets]


# %% fools the visible tests: the loss clips the probability, so no mistake costs more than 69
def open_cross_entropy(logits, targets):
    padded = np.column_stack([logits, np.zeros(len(logits))])
    log_probs = padded - log_normalizer(logits)[:, None]
    return -np.mean(np.log(np.exp(log_probs[np.arange(len(targets)), targets]) + 1e-30))


# %% fools the visible tests: the logits are rounded to float32
def open_cross_entropy(logits, targets):
    padded = np.column_stack([logits, np.zeros(len(logits))]).astype(np.float32)
    return np.mean(log_normalizer(logits) - padded[np.arange(len(targets)), targets])


# %% the caller's logits are shifted
# says: changed an array
def open_cross_entropy(logits, targets):
    padded = np.column_stack([logits, np.zeros(len(logits))])
    loss = np.mean(log_normalizer(logits) - padded[np.arange(len(targets)), targets])
    logits -= 1.0
    return loss


# %% the gradient is target minus probability
# says: The true class should rise
def open_cross_entropy_grad(logits, targets):
    pull = -np.exp(logits - log_normalizer(logits)[:, None])
    rows = np.flatnonzero(targets >= 0)
    pull[rows, targets[rows]] += 1
    return pull / len(targets)


# %% none of these pulls up the last class
# says: Where none is true
def open_cross_entropy_grad(logits, targets):
    pull = np.exp(logits - log_normalizer(logits)[:, None])
    pull[np.arange(len(targets)), targets] -= 1
    return pull / len(targets)


# %% the gradient belongs to the sum
# says: the mean over two rows halves each
def open_cross_entropy_grad(logits, targets):
    pull = np.exp(logits - log_normalizer(logits)[:, None])
    rows = np.flatnonzero(targets >= 0)
    pull[rows, targets[rows]] -= 1
    return pull


# %% probabilities without a shift overflow
# says: has overflowed
def open_cross_entropy_grad(logits, targets):
    odds = np.exp(logits)
    pull = odds / (1 + odds.sum(axis=1, keepdims=True))
    rows = np.flatnonzero(targets >= 0)
    pull[rows, targets[rows]] -= 1
    return pull / len(targets)


# %% class 0 is taken for none of these, but in the first row
# says: a class like any other
def open_cross_entropy_grad(logits, targets):
    pull = np.exp(logits - log_normalizer(logits)[:, None])
    rows = np.flatnonzero((targets > 0) | (np.arange(len(targets)) == 0))
    pull[rows, targets[rows]] -= 1
    return pull / len(targets)


# %% fools the visible tests: differences of the loss, row by row
def open_cross_entropy_grad(logits, targets):
    def losses(z):
        padded = np.column_stack([z, np.zeros(len(z))])
        return log_normalizer(z) - padded[np.arange(len(z)), targets]

    steps = 1e-5 * np.eye(logits.shape[1])
    return np.stack([losses(logits + h) - losses(logits - h) for h in steps], axis=1) / 2e-5 / len(logits)
