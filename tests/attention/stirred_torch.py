"""Small models of attention in which nothing is zero, and tokens for them."""

import numpy as np
import torch

from course_lib.attention.gpt_torch import GPT

IDS = torch.tensor(np.random.default_rng(0).integers(0, 11, (3, 12)))


def stirred(model, seed=0):
    """A model in which nothing is zero any more."""
    torch.manual_seed(seed)
    with torch.no_grad():
        for p in model.parameters():
            p.add_(0.2 * torch.randn_like(p))
    return model


def gpt(positions="rotary", **how):
    torch.manual_seed(1)
    return stirred(GPT(11, 2, positions=positions, **how)).double()
