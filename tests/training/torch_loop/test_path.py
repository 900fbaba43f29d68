"""`fit` for torch: exactly the path of a loop written by hand, whatever was drawn before."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F
from training.torch_loop.network import CPU, Spy, network, weights

from course_lib.training import fit


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
