# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: torch does the work


def grid_features(images, filters, grid):
    import torch

    answers = torch.nn.functional.conv2d(torch.tensor(images)[:, None], torch.tensor(filters)[:, None])
    return torch.nn.functional.adaptive_max_pool2d(answers.relu(), grid).numpy()


# %% refused: the course's layers do the work
import course_lib.cnn as own  # noqa: E402


def grid_features(images, filters, grid):
    answers = np.maximum(own.conv2d(images[:, None], filters[:, None]), 0)
    return own.max_pool2d(answers, answers.shape[2] // grid)
