"""A loss or a gradient that is not finite stops the training before the step."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from training.updates.failing import equal, network, state, train


def poison(model, at, value):
    """Make the loss or the gradient of one forward pass not finite."""
    calls = []

    def hook(module, inputs, output):
        calls.append(1)
        return output * value if len(calls) == at else output

    return model.register_forward_hook(hook)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_loss_that_is_not_finite_stops_before_the_step(data, value):
    ours, theirs = network(), network()
    poison(ours, 5, value)
    with pytest.raises(FloatingPointError) as caught:
        train(ours, data, lr=0.01)
    assert str(caught.value) == (
        "epoch 2, step 2: the loss became nan. The parameters are those before this step. "
        "Try a smaller lr (now 0.01), and look for a log or a division near zero"
    )
    poison(theirs, 5, 1)
    with pytest.raises(KeyError):
        train(theirs, data, lr=0.01, loss=Stop(4))
    assert equal(state(ours), state(theirs))


class Stop:
    """Cross-entropy for a number of calls, then an error."""

    def __init__(self, calls):
        self.left = calls

    def __call__(self, predictions, targets):
        if not self.left:
            raise KeyError("enough")
        self.left -= 1
        return F.cross_entropy(predictions, targets)


def test_a_gradient_that_is_not_finite_stops_before_the_step():
    model = nn.Linear(2, 1)
    with torch.no_grad():
        model.weight.zero_()
        model.bias.zero_()
    before = state(model)
    root = lambda predictions, targets: (predictions.square().sum()).sqrt()  # noqa: E731 - slope 0/0 at 0
    with pytest.raises(FloatingPointError) as caught:
        train(model, (torch.ones(3, 2), torch.ones(3, 1)), loss=root)
    assert str(caught.value) == (
        "epoch 1, step 1: the gradient of weight is not finite. The parameters are those before this step. "
        "Try a smaller lr (now 0.001), and look for a log or a division near zero"
    )
    assert equal(state(model), before)


def test_nan_in_the_data_is_named(data):
    X = data[0].clone()
    X[3, 1] = float("nan")
    model = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 2)).double()
    before = state(model)
    with pytest.raises(
        FloatingPointError, match=r"epoch 1, step 1: .* X itself holds nan or inf in this batch"
    ):
        train(model, (X, data[1]), batch_size=23)
    assert equal(state(model), before), "running statistics are put back, too"


def test_a_large_finite_gradient_is_no_error(data):
    model = nn.Linear(4, 2)
    big = lambda predictions, targets: predictions.sum() * 3e37  # noqa: E731 - its sum overflows, it does not
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-38)
    train(model, (torch.ones(8, 4), data[1][:8]), loss=big, optimizer=optimizer, epochs=1)


def test_embeddings_with_sparse_gradients(data):
    model = nn.Sequential(nn.Embedding(10, 2, sparse=True), nn.Flatten(), nn.Linear(4, 2))
    X = torch.arange(46).reshape(23, 2) % 10
    history = train(model, (X, data[1]), optimizer=torch.optim.SGD, lr=0.1)
    assert history["loss"][-1] < history["loss"][0]
    with torch.no_grad():
        model[0].weight.fill_(float("nan"))
    with pytest.raises(FloatingPointError, match="the loss became nan"):
        train(model, (X, data[1]), optimizer=torch.optim.SGD, lr=0.1)
