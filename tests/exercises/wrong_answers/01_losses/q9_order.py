# ruff: noqa: F811
import numpy as np


def pulls(scores, labels, margin):
    pulling = scores[labels == 1][:, None] - scores[labels == 0] < margin
    grad = np.zeros(len(scores))
    grad[labels == 1], grad[labels == 0] = -pulling.sum(axis=1), pulling.sum(axis=0)
    return grad, pulling.size


# %% the gradient points downhill
# says: help and should rise
def order_grad(scores, labels, margin):
    grad, n_pairs = pulls(scores, labels, margin)
    return -grad / n_pairs


# %% the gradient belongs to the sum
# says: six pairs to divide by
def order_grad(scores, labels, margin):
    return pulls(scores, labels, margin)[0]


# %% the sum is divided by the pages
# says: six pairs to divide by
def order_grad(scores, labels, margin):
    return pulls(scores, labels, margin)[0] / len(scores)


# %% every pair pulls, however far apart it is
# says: is left alone
def order_grad(scores, labels, margin):
    return np.where(labels == 1, -1 / np.sum(labels == 1), 1 / np.sum(labels == 0))


# %% the hinge of each page alone, as if 0 were the border
# says: is left alone|six pairs
def order_grad(scores, labels, margin):
    signs = 2 * labels - 1
    return -signs * (signs * scores < margin) / len(scores)


# %% a page pulls once, however many pairs it belongs to
# says: belong to two pairs|six pairs
def order_grad(scores, labels, margin):
    grad, n_pairs = pulls(scores, labels, margin)
    return np.sign(grad) / n_pairs


# %% only those in the wrong order pull
# says: help and should rise
def order_grad(scores, labels, margin):
    grad, n_pairs = pulls(scores, labels, 0)
    return grad / n_pairs


# %% at exactly the margin it still pulls
# says: apart by the margin
def order_grad(scores, labels, margin):
    grad, n_pairs = pulls(scores, labels, np.nextafter(margin, np.inf))
    return grad / n_pairs


# %% nothing comes back
# says: None came
def order_grad(scores, labels, margin):
    pulls(scores, labels, margin)


# %% the margin is taken for 1
# says: a lead of 1 is too little
def order_grad(scores, labels, margin):
    grad, n_pairs = pulls(scores, labels, 1)
    return grad / n_pairs


# %% fools the visible tests: the result takes over the dtype of the scores
def order_grad(scores, labels, margin):
    result = np.zeros_like(scores)
    grad, n_pairs = pulls(scores, labels, margin)
    result[:] = grad / n_pairs
    return result


# %% fools the visible tests: differences of the loss, with a margin a hair smaller
def order_grad(scores, labels, margin):
    def loss(s):
        return np.maximum(0, margin - 1e-7 - s[labels == 1][:, None] + s[labels == 0]).mean()

    steps = 1e-8 * np.eye(len(scores))
    return np.round([(loss(scores + h) - loss(scores - h)) / 2e-8 * 6 for h in steps]) / 6
