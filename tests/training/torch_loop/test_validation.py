"""`fit` for torch: what is measured after each epoch, and when there is an accuracy."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from training.torch_loop.network import CPU, Spy, network, weights

from course_lib.training import fit


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
