"""A run that is stopped and started again ends exactly where one ends that never stopped."""

import os
from functools import partial

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import lr_scheduler as schedulers

from course_lib.training import checkpoint as module
from course_lib.training import fit
from course_lib.training.fingerprint import settings_of

CPU = torch.device("cpu")
EPOCHS, STEPS = 4, 3  # 23 examples in batches of 8


@pytest.fixture
def data():
    generator = torch.Generator().manual_seed(1)
    X = torch.randn(23, 4, generator=generator)
    return X, (X[:, 0] > 0).long()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.pt"


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


@pytest.mark.parametrize("call", [1, 2, 6, 7, 15, 18], ids=lambda call: f"pass {call}")
def test_resumed_equals_uninterrupted(data, path, capsys, call):
    whole, expected = cell(data)
    _, early = interrupted(data, path, call)
    done = (call - 1) // 6
    assert {len(values) for values in early.values()} == {done}
    assert (
        capsys.readouterr().out
        == f"Interrupted after {done} of 4 epochs: run this cell again to go on ({path})\n"
    )
    torch.rand(5)  # the notebook draws something else
    resumed, history = cell(data, network(seed=9), checkpoint=path)
    assert capsys.readouterr().out == f"{done} of 4 epochs done ({path}): going on from there\n"
    assert equal(state(resumed), state(whole))
    assert history == expected


def test_interrupted_twice(data, path):
    whole, expected = cell(data)
    interrupted(data, path, 8)
    interrupted(data, path, 8)
    resumed, history = cell(data, checkpoint=path)
    assert equal(state(resumed), state(whole))
    assert history == expected


@pytest.mark.parametrize(
    "schedule",
    [
        None,
        cosine,
        lambda o: schedulers.OneCycleLR(o, 0.05, total_steps=12),
        lambda o: schedulers.SequentialLR(
            o, [schedulers.LinearLR(o, 0.1, total_iters=4), schedulers.ExponentialLR(o, 0.9)], [4]
        ),
        lambda o: schedulers.MultiStepLR(o, [3, 7]),
        lambda o: schedulers.LambdaLR(o, lambda step: np.float64(1 / (1 + step))),  # NumPy's numbers get in
    ],
    ids=["none", "cosine", "one-cycle", "warm-up", "multi-step", "numpy"],
)
def test_only_the_cell_with_fit_is_run_again(data, path, schedule):
    """Model, optimizer and scheduler are the half-trained ones of an earlier cell."""

    def earlier_cell():
        model = network()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
        given = {"optimizer": optimizer, "schedule": schedule and schedule(optimizer), "lr": 1e-3}
        return {"model": model} | given

    whole, expected = cell(data, **earlier_cell())
    given = earlier_cell()
    interrupted(data, path, 15, **given)
    resumed, history = cell(data, **given, checkpoint=path)
    assert equal(state(resumed), state(whole))
    assert history == expected


def test_a_finished_run_gives_weights_and_history_at_once(data, path, capsys):
    whole, expected = cell(data, checkpoint=path)
    again, history = cell(data, network(seed=9), checkpoint=path)
    assert capsys.readouterr().out == f"4 of 4 epochs done ({path}): delete the file to train anew\n"
    assert equal(state(again), state(whole))
    assert history == expected
    assert not again.training


def test_more_epochs_train_further(data, path):
    whole, expected = cell(data, epochs=6, schedule=None)
    cell(data, epochs=4, schedule=None, checkpoint=path)
    longer, history = cell(data, epochs=6, schedule=None, checkpoint=path)
    assert equal(state(longer), state(whole))
    assert history == expected


def test_the_file_is_safe_to_read_and_holds_the_model(data, path):
    model, history = cell(data, checkpoint=path)
    content = torch.load(path, weights_only=True)
    assert equal(content["model"], state(model))
    assert (content["epoch"], content["history"]) == (4, history)
    assert list(path.parent.iterdir()) == [path], "nothing else is left beside it"


DIFFERENT = {
    "model": (lambda: {"model": network(16)}, "model 0.weight was (8, 4), now (16, 4)"),
    "batch size": (lambda: {"batch_size": 4}, "batch_size was 8, now 4"),
    "seed": (lambda: {"seed": 5}, "seed was 0, now 5"),
    "rate": (lambda: {"lr": 0.1}, "optimizer initial_lr was 0.02, now 0.1"),
    "optimizer": (lambda: {"optimizer": torch.optim.SGD}, "optimizer was Adam, now SGD"),
    "schedule": (lambda: {"schedule": None}, "schedule was CosineAnnealingLR, now NoneType"),
    "its end": (
        lambda: {"schedule": lambda o: schedulers.CosineAnnealingLR(o, 99)},
        "schedule T_max was 12, now 99",
    ),
    "loss": (lambda: {"loss": nn.CrossEntropyLoss()}, "loss was cross_entropy, now CrossEntropyLoss"),
    "validation": (lambda: {"validation": None}, "validation X was (23, 4) float32 #"),
    "epochs": (lambda: {"epochs": 1}, "holds 2 epochs, more than the 1 asked for"),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_another_training_is_refused_by_name_and_the_file_kept(data, path, what):
    interrupted(data, path, 13)
    before, (given, told) = path.read_bytes(), DIFFERENT[what]
    given = given()
    model = given.pop("model", None) or network()
    weights = state(model)
    with pytest.raises(ValueError, match=r"It was left as it is|give another name") as caught:
        cell(data, model, checkpoint=path, **given)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert equal(state(model), weights), "the model is not touched either"


def test_other_data_of_another_shape_are_refused(data, path):
    interrupted(data, path, 13)
    with pytest.raises(
        ValueError, match=r"X was \(23, 4\) .*, now \(22, 4\) .*; y was \(23,\) .*, now \(22,\) "
    ):
        cell((data[0][:22], data[1][:22]), checkpoint=path, validation=data)


CHANGED = {
    "X": lambda X, y: ((X * 100, y), {"validation": (X, y)}),
    "y": lambda X, y: ((X, 1 - y), {"validation": (X, y)}),
    "validation X": lambda X, y: ((X, y), {"validation": (X + 1, y)}),
    "validation y": lambda X, y: ((X, y), {"validation": (X, 1 - y)}),
}


@pytest.mark.parametrize("what", CHANGED)
def test_other_data_of_the_same_shape_are_refused(data, path, what):
    interrupted(data, path, 13)
    changed, given = CHANGED[what](*data)
    with pytest.raises(
        ValueError, match=rf"training: {what} was \(23,.*\) \w+ #\w+, now \(23,.*It was left as it is"
    ):
        cell(changed, checkpoint=path, **given)


def test_the_same_data_in_another_wrapping_are_accepted(data, path):
    whole, expected = cell(data)
    interrupted(data, path, 13)
    arrays = data[0].numpy(), np.asfortranarray(data[1].numpy())
    resumed, history = cell(arrays, checkpoint=path, validation=arrays)
    assert history == expected
    assert equal(state(resumed), state(whole))


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


def test_what_moves_while_it_trains_is_no_setting(data, path):
    """A penalty reads the model's weights, a loss keeps a note of its values: both may go on."""

    def earlier_cell():
        model, notes = network(), []

        def loss(p, t):
            value = F.cross_entropy(p, t) + 0.01 * sum(w.square().sum() for w in model.parameters())
            notes.append(value.item())
            return value

        return {"model": model, "loss": loss}

    whole, expected = cell(data, **earlier_cell())
    given = earlier_cell()
    interrupted(data, path, 13, **given)
    resumed, history = cell(data, **given, checkpoint=path)
    assert history == expected
    assert equal(state(resumed), state(whole))


def test_a_loss_that_holds_itself_is_described_once():
    loss = Scaled(2.0)
    loss.me = loss
    assert settings_of(loss, "loss") == {"loss": "Scaled", "loss scale": "2.0"}


def test_settings_of_the_model_without_numbers_of_their_own_are_compared(data, path):
    interrupted(data, path, 13)
    other = network()
    other[2].p = 0.5
    with pytest.raises(ValueError, match=r"model 2 was Dropout\(p=0\.3.*, now Dropout\(p=0\.5"):
        cell(data, other, checkpoint=path)


def test_another_function_of_a_schedule_is_refused(data, path):
    interrupted(data, path, 13, schedule=lambda o: schedulers.LambdaLR(o, lambda step: 0.9**step))
    with pytest.raises(ValueError, match=r"schedule function 0 body was 0\.9 .*, now 0\.5 "):
        cell(data, checkpoint=path, schedule=lambda o: schedulers.LambdaLR(o, lambda step: 0.5**step))


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


def test_random_numbers_of_another_device_are_not_needed(data, path):
    """A run begun on a GPU goes on where there is none."""
    interrupted(data, path, 13)
    content = torch.load(path, weights_only=True)
    content["rng"]["mps"] = torch.zeros(16, dtype=torch.uint8)
    torch.save(content, path)
    resumed, _ = cell(data, checkpoint=path)
    assert equal(state(resumed), state(cell(data)[0]))
