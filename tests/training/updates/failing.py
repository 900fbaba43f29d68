"""A small network, a call with little to say, and devices that fail, acted out on the CPU."""

import sys

import torch
from torch import nn
from torch.nn import functional as F

from course_lib.training import fit

CPU, CUDA = torch.device("cpu"), torch.device("cuda")
FULL = "CUDA out of memory. Tried to allocate 2.00 GiB"


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 2)).double()


def state(model):
    return {name: value.clone() for name, value in model.state_dict().items()}


def equal(a, b):
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def close(a, b):
    return all(torch.allclose(a[name], b[name], rtol=0, atol=1e-13) for name in a)


def train(model, data, **given):
    given = {"loss": F.cross_entropy, "epochs": 3, "batch_size": 8, "device": CPU, "progress": False} | given
    return fit(model, *data, **given)


def small_memory(model, most, error=None, where=lambda: True):
    """Raise when more than `most` examples come in at once, where this memory is in use."""
    sizes = []

    def hook(module, inputs):
        sizes.append(len(inputs[0]))
        if where() and len(inputs[0]) > most:
            raise error or torch.OutOfMemoryError(FULL)
        assert sys.exc_info() == (None, None, None), "the failed update must be over"

    model.register_forward_pre_hook(hook)
    return sizes
