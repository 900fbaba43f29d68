"""A checkpoint knows the settings of its loss: those of modules, partials, closures and objects."""

from functools import partial

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from training.checkpoint.cell import cell, interrupted

from course_lib.training.fingerprint import settings_of


class Scaled:
    """A loss that is an object."""

    def __init__(self, scale):
        self.scale = scale

    def __call__(self, predictions, targets):
        return self.scale * F.cross_entropy(predictions, targets)


def closed(scale):
    return lambda p, t: scale * F.cross_entropy(p, t)


SCALE = 2.0


def smooth(p, t, amount=0.1):
    return SCALE * F.cross_entropy(p, t, label_smoothing=amount)


LOSSES = {
    "a module's number": (
        nn.CrossEntropyLoss(),
        nn.CrossEntropyLoss(label_smoothing=0.1),
        "loss label_smoothing",
    ),
    "a module's tensor": (
        nn.CrossEntropyLoss(torch.ones(2)),
        nn.CrossEntropyLoss(torch.tensor([1.0, 2.0])),
        r"loss weight was \(2,\) float32",
    ),
    "a partial's keyword": (
        partial(F.cross_entropy, label_smoothing=0.1),
        partial(F.cross_entropy, label_smoothing=0.2),
        "loss label_smoothing was 0.1, now 0.2",
    ),
    "a number in the body": (
        lambda p, t: 2.5 * F.cross_entropy(p, t),
        lambda p, t: 3.5 * F.cross_entropy(p, t),
        r"loss body was 2\.5 .*, now 3\.5 ",
    ),
    "another function in the body": (
        lambda p, t: F.cross_entropy(p, t),
        lambda p, t: F.multi_margin_loss(p, t),
        "loss body was F cross_entropy",
    ),
    "a variable of the function around": (closed(2.0), closed(3.0), r"loss scale was 2\.0, now 3\.0"),
    "an object's attribute": (Scaled(1.0), Scaled(2.0), r"loss scale was 1\.0, now 2\.0"),
    "a method's object": (Scaled(1.0).__call__, Scaled(2.0).__call__, r"loss of scale was 1\.0, now 2\.0"),
}


@pytest.mark.parametrize("what", LOSSES)
def test_other_settings_of_the_loss_are_refused(data, path, what):
    first, other, told = LOSSES[what]
    interrupted(data, path, 13, loss=first)
    with pytest.raises(ValueError, match=told):
        cell(data, checkpoint=path, loss=other)
    cell(data, checkpoint=path, loss=first)


def test_a_default_and_a_global_of_the_loss_are_compared_too(data, path, monkeypatch):
    interrupted(data, path, 13, loss=smooth)
    monkeypatch.setitem(smooth.__globals__, "SCALE", 5.0)
    with pytest.raises(ValueError, match=r"loss SCALE was 2\.0, now 5\.0"):
        cell(data, checkpoint=path, loss=smooth)
    monkeypatch.setitem(smooth.__globals__, "SCALE", 2.0)
    monkeypatch.setattr(smooth, "__defaults__", (0.3,))
    with pytest.raises(ValueError, match=r"loss default 0 was 0\.1, now 0\.3"):
        cell(data, checkpoint=path, loss=smooth)


def test_a_loss_that_holds_itself_is_described_once():
    loss = Scaled(2.0)
    loss.me = loss
    assert settings_of(loss, "loss") == {"loss": "Scaled", "loss scale": "2.0"}
