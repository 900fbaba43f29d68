"""A notebook's cell that trains with a checkpoint, run through or interrupted."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import lr_scheduler as schedulers

from course_lib.training import fit

CPU = torch.device("cpu")
EPOCHS, STEPS = 4, 3  # 23 examples in batches of 8


def network(width=8, seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(4, width), nn.BatchNorm1d(width), nn.Dropout(0.3), nn.Linear(width, 2))


def cosine(optimizer):
    return schedulers.CosineAnnealingLR(optimizer, EPOCHS * STEPS)


def cell(data, model=None, **given):
    """A notebook's cell: model, then training."""
    model = model or network()
    given = {"epochs": EPOCHS, "batch_size": 8, "lr": 0.02, "schedule": cosine, "validation": data} | given
    history = fit(model, *data, loss=given.pop("loss", F.cross_entropy), device=CPU, progress=False, **given)
    return model, history


def state(model):
    return {name: value.clone() for name, value in model.state_dict().items()}


def equal(a, b):
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def interrupted(data, path, call, **given):
    """The cell, stopped during a forward pass; each epoch has 3 in training and 3 in validation."""
    model, calls = given.pop("model", None) or network(), []

    def hook(*args):
        calls.append(1)
        if len(calls) == call:
            raise KeyboardInterrupt

    handle = model[3].register_forward_hook(hook)
    _, history = cell(data, model, checkpoint=path, **given)
    handle.remove()
    return model, history
