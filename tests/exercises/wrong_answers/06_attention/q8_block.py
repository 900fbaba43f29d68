# ruff: noqa: F811, F821
import numpy as np


def made(x, Wq, Wk, Wv, Wo, n_heads, lengths, **bug):
    N, T, _ = x.shape
    d = len(Wq) // n_heads
    over = (1, 2) if bug.get("together") else 2
    h = (x - x.mean(axis=over, keepdims=True)) / x.std(axis=over, keepdims=True)
    h = h / np.sqrt(1 + bug.get("eps", 0) / x.var(axis=over, keepdims=True))
    if bug.get("ones"):
        h = (x - x.mean(axis=2, keepdims=True)) / np.sqrt((x**2).mean(axis=2, keepdims=True))
    if bug.get("cut"):
        q, k, v = ((h @ W.T).reshape(N, n_heads, T, d) for W in (Wq, Wk, Wv))
    elif bug.get("turns"):
        q, k, v = ((h @ W.T).reshape(N, T, d, n_heads).transpose(0, 3, 1, 2) for W in (Wq, Wk, Wv))
    else:
        q, k, v = ((h @ W.T).reshape(N, T, n_heads, d).swapaxes(1, 2) for W in (Wq, Wk, Wv))
    if bug.get("plain_values"):
        v = (x @ Wv.T).reshape(N, T, n_heads, d).swapaxes(1, 2)
    scores = q @ k.swapaxes(2, 3) / np.sqrt(len(Wq) if bug.get("root") else d)
    real = (np.arange(T) < lengths[:, None])[:, None, None]
    if bug.get("first"):
        real = real[:1]
    if bug.get("zero"):
        scores = scores * real
    elif bug.get("soft"):
        scores = np.where(real, scores, -30)
    elif not bug.get("all"):
        scores = np.where(real, scores, -np.inf)
    shares = np.exp(scores - scores.max(axis=3, keepdims=True))
    shares = shares / shares.sum(axis=3, keepdims=True)
    found = shares @ v if bug.get("join") else (shares @ v).swapaxes(1, 2)
    return (h if bug.get("stream") else x) + found.reshape(N, T, n_heads * d) @ Wo.T


# %% the broken code as it was
# says: Then the stream was normed
def block(*given):
    return block_broken(*given)


# %% the stream is normed, all else is repaired
# says: Then the stream was normed
def block(*given):
    return made(*given, stream=True)


# %% places and heads are mixed, all else is repaired
# says: get mixed
def block(*given):
    return made(*given, cut=True)


# %% padding gets a score of 0, all else is repaired
# says: is not hidden
def block(*given):
    return made(*given, zero=True)


# %% the root of all heads' numbers, all else is repaired
# says: one head's numbers
def block(*given):
    return made(*given, root=True)


# %% cut and joined without turning, so that shapes are right again
# says: get mixed
def block(*given):
    return made(*given, cut=True, join=True)


# %% nothing is hidden
# says: The third place is padding
def block(*given):
    return made(*given, all=True)


# %% the first length for all texts
# says: Two texts
def block(*given):
    return made(*given, first=True)


# %% normed over all tokens
# says: each place gets the mean
def block(*given):
    return made(*given, together=True)


# %% a small number is added to the variance
# says: an ε was added
def block(*given):
    return made(*given, eps=1e-5)


# %% values of what is not normed
# says: each place gets the mean
def block(*given):
    return made(*given, plain_values=True)


# %% fools the visible tests: heads take turns
def block(*given):
    return made(*given, turns=True)


# %% fools the visible tests: padding is hidden by a number that is not small enough
def block(*given):
    return made(*given, soft=True)
