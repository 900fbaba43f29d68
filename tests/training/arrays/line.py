"""The line that the loop for arrays fits, and a call with little to say."""

import numpy as np

from course_lib.losses import mse_loss, mse_loss_grad
from course_lib.training import fit_arrays


def line(params, X, y):
    predictions = X @ params[0]
    return mse_loss(predictions, y), [X.T @ mse_loss_grad(predictions, y)]


ZEROS = np.zeros((4, 3)), np.zeros(4)


def train(loss_and_grads=line, params=None, X=ZEROS[0], y=ZEROS[1], **given):
    given = {"lr": 0.1, "epochs": 1, "progress": False} | given
    return fit_arrays(loss_and_grads, [np.zeros(3)] if params is None else params, X, y, **given)
