"""Where the logit explorer's real digit comes from."""

import numpy as np

from course_lib.datasets import load_digits
from course_lib.losses.classification import cross_entropy_grad

CLASSES = (3, 5, 8, 9)


def ambiguous_digit():
    """The test picture that a linear softmax classifier of 3, 5, 8 and 9 finds hardest to decide.

    The classifier is trained from zero by 300 steps of gradient descent at rate 1 on the mean
    cross-entropy; hardest to decide means the smallest gap between the two largest logits.

    Returns
    -------
    pixels : (64,), inked dots of 16
    logits : (4,), one for each of CLASSES
    label : int, index of the true class
    """
    digits = load_digits()
    keep = np.isin(digits.y, CLASSES)
    X, y = digits.X[keep], np.searchsorted(CLASSES, digits.y[keep])
    order = np.random.default_rng(0).permutation(len(y))
    train, test = order[: 3 * len(y) // 4], order[3 * len(y) // 4 :]
    features = np.hstack([X / 16, np.ones((len(X), 1))])  # the last feature carries the bias
    weight = np.zeros((len(CLASSES), 65))
    for _ in range(300):
        weight -= cross_entropy_grad(features[train] @ weight.T, y[train]).T @ features[train]
    logits = features[test] @ weight.T
    two = np.sort(logits, axis=1)[:, -2:]
    hardest = np.argmin(two[:, 1] - two[:, 0])
    return X[test][hardest], logits[hardest], int(y[test][hardest])
