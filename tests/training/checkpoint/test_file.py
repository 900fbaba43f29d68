"""The checkpoint's file: damaged, dangerous, nowhere to write, interrupted while it is written."""

import os

import pytest
import torch
from training.checkpoint.cell import cell, equal, interrupted, network, state

from course_lib.training import checkpoint as module


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99], ids=lambda share: f"{share:.0%}")
def test_a_truncated_file_is_named_and_kept(data, path, share):
    interrupted(data, path, 13)
    cut = path.read_bytes()[: int(share * path.stat().st_size)]
    path.write_bytes(cut)
    model = network()
    with pytest.raises(ValueError, match=r"run\.pt is damaged or no checkpoint \(.*It was left as it is"):
        cell(data, model, checkpoint=path)
    assert path.read_bytes() == cut
    assert equal(state(model), state(network()))


@pytest.mark.parametrize("content", ["weights", "text"])
def test_a_file_that_is_no_checkpoint_is_kept(data, path, content):
    if content == "weights":
        torch.save(network().state_dict(), path)
    else:
        path.write_text("my notes")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="It was left as it is"):
        cell(data, checkpoint=path)
    assert path.read_bytes() == before


def test_code_in_the_file_is_not_run(data, path, tmp_path):
    class Trap:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "trapped"),)

    torch.save({"format": "course_lib.training 2", "model": Trap()}, path)
    with pytest.raises(ValueError, match="is damaged or no checkpoint"):
        cell(data, checkpoint=path)
    assert not (tmp_path / "trapped").exists()


@pytest.mark.parametrize("where", ["no/such/folder/run.pt", ".", "a_file/run.pt"])
def test_a_path_that_cannot_be_written_fails_before_training(data, tmp_path, where):
    (tmp_path / "a_file").write_text("")
    model = network()
    model.register_forward_pre_hook(lambda *_: pytest.fail("training began"))
    with pytest.raises(OSError, match=str(tmp_path)):
        cell(data, model, checkpoint=tmp_path / where)


def test_a_failed_write_keeps_the_file_of_the_epoch_before(data, path, monkeypatch):
    whole, expected = cell(data)
    calls, replace = [], os.replace

    def full(source, target):
        calls.append(1)
        if len(calls) == 3:  # before training, first epoch, second epoch
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(module.os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        cell(data, checkpoint=path)
    assert list(path.parent.iterdir()) == [path]
    assert torch.load(path, weights_only=True)["epoch"] == 1
    resumed, history = cell(data, checkpoint=path)
    assert equal(state(resumed), state(whole))
    assert history == expected


def test_an_interrupt_while_the_file_is_written(data, path, monkeypatch, capsys):
    whole, expected = cell(data)
    calls, replace = [], os.replace

    def stop(source, target):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(module.os, "replace", stop)
    _, history = cell(data, checkpoint=path)
    assert len(history["loss"]) == 2
    assert (
        capsys.readouterr().out == f"Interrupted after 2 of 4 epochs: run this cell again to go on ({path})\n"
    )
    resumed, history = cell(data, checkpoint=path)
    assert equal(state(resumed), state(whole))
    assert history == expected


class Unreadable(torch.optim.SGD):
    """Keeps something in its state that a safe reader refuses."""

    def state_dict(self):
        return super().state_dict() | {"note": torch.nn.Linear}


def test_what_could_not_be_read_back_is_refused_before_training(data, path):
    model = network()
    model.register_forward_pre_hook(lambda *_: pytest.fail("training began"))
    optimizer = Unreadable(model.parameters(), lr=0.1)
    with pytest.raises(TypeError, match="cannot be kept in a checkpoint that is safe to open"):
        cell(data, model, checkpoint=path, optimizer=optimizer, lr=1e-3)
    assert not path.exists()
