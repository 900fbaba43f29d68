"""`fit` for torch: exactly the path of a loop written by hand, and an end that loses nothing."""

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_lib.training import fit

CPU = torch.device("cpu")


def network(seed=0, dropout=0.3):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Dropout(dropout), nn.Linear(16, 3))


@pytest.fixture
def data():
    generator = torch.Generator().manual_seed(1)
    X = torch.randn(23, 4, generator=generator)
    return X, (X[:, 0] > 0).long() + (X[:, 1] > 0).long()


def weights(model):
    return torch.cat([p.detach().flatten() for p in model.parameters()])


def by_hand(model, X, y, optimizer, epochs, batch_size, seed, schedule=None):
    """The loop that everybody writes."""
    torch.manual_seed(seed)
    order = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(epochs):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(X), generator=order).split(batch_size):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
            if schedule:
                schedule.step()
            total += loss.item() * len(rows)
        losses.append(total / len(X))
    model.eval()
    return losses


def halving(optimizer):
    return torch.optim.lr_scheduler.StepLR(optimizer, 5, gamma=0.5)


@pytest.mark.parametrize("batch_size", [1, 8, 23, 64])
@pytest.mark.parametrize("kind", ["adam by default", "class", "instance with a schedule"])
def test_equals_a_loop_by_hand_exactly(data, batch_size, kind):
    ours, theirs = network(), network()
    make = torch.optim.Adam if kind == "adam by default" else torch.optim.SGD
    optimizer, schedule = make(theirs.parameters(), lr=0.05), None
    given = {"lr": 0.05} if kind == "adam by default" else {"lr": 0.05, "optimizer": torch.optim.SGD}
    if kind == "instance with a schedule":
        schedule = halving(optimizer)
        given = {"optimizer": torch.optim.SGD(ours.parameters(), lr=0.05), "schedule": halving}
    expected = by_hand(theirs, *data, optimizer, 4, batch_size, seed=3, schedule=schedule)
    history = fit(
        ours, *data, loss=F.cross_entropy, epochs=4, batch_size=batch_size, seed=3, device=CPU, **given
    )
    assert torch.equal(weights(ours), weights(theirs))
    assert history == {"loss": expected}


def test_a_schedule_already_made(data):
    ours, theirs = network(), network()
    sgd = torch.optim.SGD(ours.parameters(), lr=0.05)
    fit(ours, *data, loss=F.cross_entropy, epochs=4, optimizer=sgd, schedule=halving(sgd), device=CPU)
    optimizer = torch.optim.SGD(theirs.parameters(), lr=0.05)
    by_hand(theirs, *data, optimizer, 4, 64, seed=0, schedule=halving(optimizer))
    assert torch.equal(weights(ours), weights(theirs))


class Spy(nn.Module):
    """Writes down what comes in, and in which mode."""

    def __init__(self):
        super().__init__()
        self.linear, self.seen = nn.Linear(4, 3), []

    def forward(self, x):
        self.seen.append((self.training, x))
        return self.linear(x)


def test_each_epoch_sees_every_example_once_and_the_last_batch_is_smaller(data):
    X, y = data
    spy = Spy()
    fit(spy, X, y, loss=F.cross_entropy, epochs=2, batch_size=10, device=CPU)
    assert [len(x) for _, x in spy.seen] == [10, 10, 3, 10, 10, 3]
    epochs = [torch.cat([x for _, x in spy.seen[i : i + 3]]) for i in (0, 3)]
    for epoch in epochs:
        assert torch.equal(epoch[epoch[:, 0].argsort()], X[X[:, 0].argsort()])
    assert not torch.equal(*epochs), "each epoch shuffles anew"


def test_epoch_loss_weighs_every_example_the_same(data):
    model = network(dropout=0)
    with torch.no_grad():
        expected = F.cross_entropy(model(data[0]), data[1]).item()
    history = fit(model, *data, loss=F.cross_entropy, epochs=1, batch_size=10, lr=1e-30, device=CPU)
    assert history["loss"][0] == pytest.approx(expected, rel=1e-6)


def test_validation_is_measured_in_evaluation_mode_after_each_epoch(data):
    X, y = data
    model, spy = network(), Spy()
    history = fit(
        model, X, y, loss=F.cross_entropy, epochs=3, batch_size=10, lr=0.05, validation=(X, y), device=CPU
    )
    assert [len(values) for values in history.values()] == [3, 3, 3]
    assert not model.training
    with torch.no_grad():
        logits = model(X)
    assert history["val_loss"][-1] == pytest.approx(F.cross_entropy(logits, y).item(), rel=1e-6)
    assert history["val_accuracy"][-1] == (logits.argmax(1) == y).sum().item() / 23
    fit(spy, X, y, loss=F.cross_entropy, epochs=1, batch_size=20, validation=(X[:5], y[:5]), device=CPU)
    assert [(training, len(x)) for training, x in spy.seen] == [(True, 20), (True, 3), (False, 5)]


def test_validation_does_not_change_the_path(data):
    models = network(), network()
    for model, validation in zip(models, (None, data), strict=True):
        fit(model, *data, loss=F.cross_entropy, epochs=3, batch_size=8, validation=validation, device=CPU)
    assert torch.equal(*map(weights, models))


def test_ignored_targets_do_not_count_as_wrong(data):
    X, y = data
    model = nn.Linear(4, 3)
    loss = nn.CrossEntropyLoss(ignore_index=2)
    history = fit(model, X, y, loss=loss, epochs=1, lr=1e-30, validation=(X, y), device=CPU)
    kept = y != 2
    right = (model(X).argmax(1) == y)[kept].float().mean().item()
    assert history["val_accuracy"] == [pytest.approx(right)]


@pytest.mark.parametrize(
    ("axis", "length", "told"), [(1, 5, True), (2, 5, True), (1, 3, False), (2, 3, False)]
)
def test_accuracy_of_sequences_needs_a_clear_class_axis(axis, length, told):
    class Steps(nn.Module):
        """Three classes for each step of a sequence."""

        def __init__(self):
            super().__init__()
            self.linear = nn.Linear(1, 3)

        def forward(self, x):
            return self.linear(x[..., None]).movedim(2, axis)

    generator = torch.Generator().manual_seed(0)
    X = torch.randn(10, length, generator=generator)
    y, model = (X > 0).long(), Steps()
    loss = lambda logits, targets: F.cross_entropy(logits.movedim(axis, 1), targets)  # noqa: E731
    history = fit(model, X, y, loss=loss, epochs=1, lr=1e-30, validation=(X, y), device=CPU)
    right = (model(X).argmax(axis) == y).float().mean().item()
    assert history.get("val_accuracy") == ([pytest.approx(right)] if told else None)


def test_a_model_with_several_outputs():
    X = torch.randn(5, 4, 2)
    loss = lambda outputs, targets: F.cross_entropy(outputs[1][0], targets)  # noqa: E731 - the last state
    y = torch.arange(5) % 3
    history = fit(nn.GRU(2, 3, batch_first=True), X, y, loss=loss, epochs=1, validation=(X, y), device=CPU)
    assert list(history) == ["loss", "val_loss"]


def test_regression_has_no_accuracy(data):
    X = data[0]
    history = fit(
        nn.Linear(4, 1), X, X[:, :1], loss=F.mse_loss, epochs=1, validation=(X, X[:, :1]), device=CPU
    )
    assert list(history) == ["loss", "val_loss"]


def test_equal_seeds_give_equal_paths(data):
    ends = []
    for seed in (1, 1, 2):
        torch.manual_seed(len(ends))  # whatever was drawn before does not matter
        model = network()
        torch.rand(len(ends))
        fit(model, *data, loss=F.cross_entropy, epochs=3, batch_size=5, seed=seed, device=CPU)
        ends.append(weights(model))
    assert torch.equal(ends[0], ends[1])
    assert not torch.equal(ends[0], ends[2])


def test_the_callers_random_numbers_go_on_as_if_nothing_was_drawn(data):
    model = network()
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    fit(model, *data, loss=F.cross_entropy, epochs=1, device=CPU)
    assert torch.equal(torch.rand(3), expected)
    torch.manual_seed(7)
    with pytest.raises(FloatingPointError):
        fit(model, *data, loss=lambda p, t: p.sum() * float("nan"), epochs=1, device=CPU)
    assert torch.equal(torch.rand(3), expected)


@pytest.mark.filterwarnings("error")
def test_arrays_in_double_precision_train_a_model_in_single_precision(data):
    X, y = data[0].numpy().astype(np.float64)[:, ::-1], data[1].numpy().astype(np.uint8)
    y.flags.writeable = False
    ours, theirs = network(), network()
    fit(ours, X, y, loss=F.cross_entropy, epochs=2, device=CPU)
    fit(theirs, data[0].flip(1), data[1], loss=F.cross_entropy, epochs=2, device=CPU)
    assert torch.equal(weights(ours), weights(theirs))


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
