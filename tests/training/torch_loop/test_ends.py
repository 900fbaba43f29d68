"""`fit` for torch: an end that loses nothing, a bar that leaves nothing, and where torch is missing."""

import subprocess
import sys

import pytest
import torch
from torch.nn import functional as F
from training.torch_loop.network import CPU, network, weights

from course_lib.training import fit


def test_the_device_is_chosen_when_none_is_given(data, monkeypatch, capsys):
    from course_lib import device

    monkeypatch.setattr(device, "_decided", {})
    monkeypatch.setenv("COURSE_DEVICE", "cpu")
    fit(network(), *data, loss=F.cross_entropy, epochs=1, progress=False)
    assert capsys.readouterr() == ("Device: cpu (COURSE_DEVICE)\n", "")


def interrupt_at(model, call):
    """Press stop during the given forward pass of the model."""
    calls = []

    def hook(*args):
        calls.append(1)
        if len(calls) == call:
            raise KeyboardInterrupt

    return model.register_forward_hook(hook)


def test_an_interrupt_returns_the_history_so_far(data, capsys):
    ours, theirs = network(), network()
    interrupt_at(ours, 3 * 2 + 2)  # second step of the third epoch
    history = fit(ours, *data, loss=F.cross_entropy, epochs=5, batch_size=8, device=CPU, progress=False)
    said = capsys.readouterr().out
    assert said == "Interrupted after 2 of 5 epochs: the model keeps its last whole update\n"
    expected = fit(theirs, *data, loss=F.cross_entropy, epochs=2, batch_size=8, device=CPU, progress=False)
    assert history == expected
    assert not ours.training


def test_an_interrupt_in_the_first_epoch_returns_an_empty_history(data):
    model = network()
    before = weights(model)
    interrupt_at(model, 1)
    history = fit(model, *data, loss=F.cross_entropy, epochs=5, validation=data, device=CPU)
    assert history == {"loss": [], "val_loss": []}
    assert torch.equal(weights(model), before)


def test_the_bar_leaves_nothing_behind(data, capfd):
    fit(network(), *data, loss=F.cross_entropy, epochs=3, batch_size=8, device=CPU)
    out, err = capfd.readouterr()
    assert "0/9" in err, "there was a bar"
    assert (out, err.split("\r")[-1].strip()) == ("", "")
    fit(network(), *data, loss=F.cross_entropy, epochs=3, device=CPU, progress=False)
    assert capfd.readouterr() == ("", "")


def test_torch_is_loaded_only_when_fit_is_asked_for():
    code = (
        "import sys; from course_lib.training import fit_arrays; assert 'torch' not in sys.modules; "
        "import course_lib.training as t; assert 'fit' in dir(t); t.fit; assert 'torch' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_torch(monkeypatch):
    import course_lib.training as training

    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModuleNotFoundError, match=r"course-lib\[torch\]"):
        _ = training.fit
    with pytest.raises(AttributeError, match="no attribute 'fits'"):
        _ = training.fits
