"""A device that is gone is not touched while cleaning up: the explanation reaches the reader."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_lib.device import DeviceLost
from course_lib.training import fit

CUDA = torch.device("cuda")


@pytest.fixture
def data():
    generator = torch.Generator().manual_seed(1)
    X = torch.randn(23, 4, dtype=torch.float64, generator=generator)
    return X, (X[:, 0] > 0).long()


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 2)).double()


def train(model, data, **given):
    given = {"loss": F.cross_entropy, "epochs": 3, "batch_size": 8, "device": CUDA, "progress": False} | given
    return fit(model, *data, **given)


GONE = "CUDA error: device-side assert triggered"
EXPLAINED = r"cuda stopped at a device-side assert.*restart the kernel"


def kill(patch):
    """From now on everything that would touch the device raises, as CUDA does after an assert."""

    def touch(*args, **kwargs):
        raise RuntimeError(GONE)

    for name in ("get_rng_state", "set_rng_state", "empty_cache", "manual_seed", "synchronize"):
        patch.setattr(torch.cuda, name, touch)
    for name in ("copy_", "item", "to", "clone", "isfinite"):
        patch.setattr(torch.Tensor, name, touch, raising=False)
    raise RuntimeError(GONE)


@pytest.mark.parametrize("when", ["first step", "second epoch", "validation"])
def test_the_explanation_of_a_device_that_is_gone_reaches_the_reader(data, stage, monkeypatch, when):
    model, calls = network(), []
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)

    def hook(module, inputs):
        calls.append(1)
        if (len(calls), model.training) in {"first step": {(1, True)}, "second epoch": {(8, True)}}.get(
            when, {(4, False)}
        ):
            kill(patch)

    model.register_forward_pre_hook(hook)
    with monkeypatch.context() as patch, pytest.raises(DeviceLost, match=EXPLAINED) as caught:
        train(model, data, validation=data)
    assert str(caught.value.__cause__) == GONE
    assert torch.equal(torch.rand(3), expected), "the CPU's random numbers are given back all the same"
    if when == "first step":
        assert caught.value.__cause__.__notes__ == ["epoch 1, step 1: X (8, 4), y (8,)"]


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), ValueError("broken"), torch.OutOfMemoryError("CUDA out of memory")]
)
def test_a_device_that_is_found_gone_while_cleaning_up(data, stage, monkeypatch, error):
    """Kernels run later than the call: an interrupt or another error may come first."""
    model = network()

    def hook(module, inputs):
        try:
            kill(patch)
        except RuntimeError:
            raise error from None

    model.register_forward_pre_hook(hook)
    with monkeypatch.context() as patch, pytest.raises(DeviceLost, match=EXPLAINED):
        train(model, data)


def test_a_device_that_was_gone_before(data, stage, monkeypatch):
    """The reader runs the next cell without a restart."""
    with monkeypatch.context() as patch:
        with pytest.raises(RuntimeError, match=GONE):
            kill(patch)
        with pytest.raises(DeviceLost, match=EXPLAINED):
            train(network(), data)


def test_a_model_that_is_still_on_a_device_that_was_gone_before(data, stage, monkeypatch):
    """The reader names the CPU, without a restart and with the old model."""

    def to(module, device):
        raise RuntimeError(GONE)

    monkeypatch.setattr(nn.Module, "to", to)
    with pytest.raises(DeviceLost, match=r"the GPU stopped at a device-side assert.*restart the kernel"):
        train(network(), data, device=torch.device("cpu"))


def test_a_checkpoint_that_cannot_be_written_from_a_device_that_is_gone(data, stage, monkeypatch, tmp_path):
    model = network()
    monkeypatch.setattr(torch.cuda, "get_rng_state", lambda device: torch.zeros(16, dtype=torch.uint8))
    asked = []

    def rng_state(device):
        asked.append(1)
        if len(asked) == 6:  # one before training, one in the first file, one a step, then the second file
            raise RuntimeError(GONE)
        return torch.zeros(16, dtype=torch.uint8)

    monkeypatch.setattr(torch.cuda, "get_rng_state", rng_state)
    with pytest.raises(DeviceLost, match=EXPLAINED):
        train(model, data, checkpoint=tmp_path / "run.pt")
