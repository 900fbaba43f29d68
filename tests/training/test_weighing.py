"""A loss that does not weigh its examples alike: history, validation and parts are those of the whole."""

from functools import partial

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_lib.training import fit
from course_lib.training.weighing import Weighing

CPU = torch.device("cpu")
WEIGHTS = torch.tensor([1.0, 5.0, 0.5], dtype=torch.float64)
IGNORE = -100


@pytest.fixture
def data():
    """Three classes, in batches of 4 one of ignored targets alone, others with one that counts."""
    generator = torch.Generator().manual_seed(1)
    X = torch.randn(22, 4, dtype=torch.float64, generator=generator)
    y = X[:, :3].argmax(1)
    y[4:8], y[9:12], y[20] = IGNORE, IGNORE, IGNORE
    return X, y


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3)).double()


def parameters(model):
    return torch.cat([p.detach().flatten() for p in model.parameters()])


def own_mask(logits, targets):
    """A mean over what counts, written out: nobody can read its weights off."""
    counts = targets != IGNORE
    return (F.cross_entropy(logits, targets, reduction="none") * counts).sum() / counts.sum()


LOSSES = {
    "function": F.cross_entropy,
    "module with weights": nn.CrossEntropyLoss(WEIGHTS),
    "weights and smoothing": nn.CrossEntropyLoss(WEIGHTS, label_smoothing=0.1),
    "partial": partial(F.cross_entropy, weight=WEIGHTS),
    "lambda": lambda logits, targets: 2 * F.cross_entropy(logits, targets, WEIGHTS),
    "log-probabilities": lambda logits, targets: F.nll_loss(logits.log_softmax(1), targets, WEIGHTS),
}


def train(model, data, loss, **given):
    given = {"epochs": 1, "batch_size": 4, "device": CPU, "progress": False, "lr": 1e-300} | given
    return fit(model, *data, loss=loss, **given)


def loss_of(loss, model, data):
    with torch.no_grad():
        return loss(model(data[0]), data[1]).item()


def test_one_target_that_counts_in_batches_of_one():
    """The smallest example of the fault: a mean of batch means is nan."""
    X, y = torch.ones(4, 2), torch.tensor([0, IGNORE, IGNORE, IGNORE])
    model = nn.Linear(2, 3)
    history = train(model, (X, y), F.cross_entropy, batch_size=1, validation=(X, y))
    expected = F.cross_entropy(model(X), y).item()
    assert history["loss"] == [pytest.approx(expected)]
    assert history["val_loss"] == [pytest.approx(expected)]


@pytest.mark.parametrize("name", LOSSES)
def test_history_and_validation_are_the_loss_of_the_whole_set(data, name):
    model, loss = network(), LOSSES[name]
    expected = loss_of(loss, model, data)
    history = train(model, data, loss, validation=data)
    assert history["loss"] == [pytest.approx(expected, rel=1e-12)]
    assert history["val_loss"] == [pytest.approx(expected, rel=1e-12)]


def test_validation_is_right_for_a_mean_that_cannot_be_read(data):
    kept = data[1] != IGNORE
    model = network()
    history = train(model, (data[0][kept], data[1][kept]), own_mask, validation=data)
    assert history["val_loss"] == [pytest.approx(loss_of(own_mask, model, data), rel=1e-12)]


def test_a_model_with_several_outputs_is_validated_by_weights(data):
    class Two(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = network()

        def forward(self, x):
            return self.inner(x), x

    model, loss = Two(), lambda outputs, targets: F.cross_entropy(outputs[0], targets, WEIGHTS)
    history = train(model, data, loss, validation=data)
    assert history["val_loss"] == [pytest.approx(loss_of(loss, model, data), rel=1e-12)]


def test_ignored_targets_of_a_wrapped_loss_do_not_count_as_wrong(data):
    X, y = data[0], data[0][:, :3].argmax(1)
    model = network()
    history = train(model, (X, y), lambda p, t: F.cross_entropy(p, t, ignore_index=2), validation=(X, y))
    kept = y != 2
    assert history["val_accuracy"] == [(model(X).argmax(1) == y)[kept].double().mean().item()]


def test_a_batch_of_ignored_targets_makes_no_step(data):
    ours, theirs = network(), network()
    ignored, seen = (data[0][:4], torch.full((4,), IGNORE)), (data[0][:4], data[0][:4, :3].argmax(1))
    both = tuple(torch.cat(pair) for pair in zip(seen, ignored, strict=True))
    steps = []

    def schedule(optimizer):
        return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: steps.append(step) or 1.0)

    order = torch.randperm(8, generator=torch.Generator().manual_seed(0))
    both = tuple(part[order.argsort()] for part in both)  # so that the first batch is the one that counts
    train(
        ours,
        both,
        F.cross_entropy,
        lr=0.1,
        schedule=schedule,
        optimizer=partial(torch.optim.SGD, momentum=0.9),
    )
    assert steps == [0, 1], "the schedule moves with updates alone"
    one = torch.optim.SGD(theirs.parameters(), lr=0.1)
    F.cross_entropy(theirs(seen[0]), seen[1]).backward()
    one.step()
    assert torch.allclose(parameters(ours), parameters(theirs), rtol=0, atol=1e-15)


def test_a_batch_of_ignored_targets_leaves_the_statistics_of_batch_norm(data):
    model = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 3)).double()
    y = torch.full((22,), IGNORE)
    with pytest.raises(ValueError, match="the loss ignores every target in y"):
        train(model, (data[0], y), F.cross_entropy)
    assert model[0].num_batches_tracked == 0
    assert model[0].running_mean.tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("name", LOSSES)
def test_parts_of_a_batch_weigh_as_in_the_whole(data, name, capsys):
    """A memory that holds two examples leads to the step of a large one."""
    ours, theirs = network(), network()

    def small(module, inputs):
        if len(inputs[0]) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")

    ours.register_forward_pre_hook(small)
    histories = [
        train(model, data, LOSSES[name], lr=0.01, batch_size=11, epochs=3, validation=data)
        for model in (ours, theirs)
    ]
    assert "in parts of 2" in capsys.readouterr().out
    assert torch.allclose(parameters(ours), parameters(theirs), rtol=0, atol=1e-13)
    for key, values in histories[1].items():
        assert histories[0][key] == pytest.approx(values, rel=1e-11)


def test_what_is_read_off():
    logits, targets = torch.zeros(4, 3), torch.tensor([0, 1, 1, IGNORE])
    cases = [
        (lambda: F.cross_entropy(logits, targets), 3, IGNORE),
        (lambda: F.cross_entropy(logits, targets + 0, WEIGHTS.float(), ignore_index=IGNORE), 11, IGNORE),
        (lambda: nn.NLLLoss(ignore_index=1)(logits, targets.clamp(0)), 2, 1),
        (lambda: F.cross_entropy(logits, torch.full((4, 3), 1 / 3)), 99, None),
        (lambda: F.cross_entropy(logits, targets, reduction="sum"), 99, None),
        (lambda: F.cross_entropy(logits, targets) + F.cross_entropy(logits, targets), 99, None),
        (lambda: F.mse_loss(logits, logits), 99, None),
    ]
    for loss, weight, ignored in cases:
        with Weighing() as seen:
            loss()
        assert (seen.weight(99), seen.ignored) == (weight, ignored)
