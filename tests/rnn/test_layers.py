"""RNN, LSTM and GRU as modules beside torch's: layers, both directions, first states, packed sequences."""

import numpy as np
import pytest
import torch
from against_torch import assert_close
from nested import leaves, mapped
from rnn.several_beside_torch import by_ours, by_torch, gradients, weighted
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from course_lib.backprop import Tensor
from course_lib.rnn import GRU, LSTM, RNN, Embedding

rng = np.random.default_rng(0)
KINDS = {"rnn": (RNN, nn.RNN), "lstm": (LSTM, nn.LSTM), "gru": (GRU, nn.GRU)}
each_kind = pytest.mark.parametrize("kind", KINDS)
LENGTHS = np.array([3, 6, 1, 6])


def both(kind, layers=1, bidirectional=False, bias=True):
    """Ours and torch's with the same parameters, which are torch's."""
    ours, theirs = KINDS[kind]
    mine = ours(3, 5, layers, bias, bidirectional=bidirectional, rng=0)
    other = theirs(3, 5, layers, bias=bias, bidirectional=bidirectional, batch_first=True).double()
    mine.load_state_dict(other.state_dict())
    return mine, other


def packed(layer, lengths):
    """torch's layer, called as ours with lengths."""

    def run(x, state):
        rows = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        output, last = layer(rows, state)
        return pad_packed_sequence(output, batch_first=True, total_length=x.shape[1])[0], last

    return run


@each_kind
@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("lengths", [None, LENGTHS])
@pytest.mark.parametrize("first", [False, True])
def test_torch_says_the_same_in_every_gradient(kind, layers, bidirectional, lengths, first):
    mine, other = both(kind, layers, bidirectional)
    shape = layers * (1 + bidirectional), 4, 5
    state = rng.normal(size=(2, *shape)) if kind == "lstm" else rng.normal(size=(1, *shape))
    state = (tuple(state) if kind == "lstm" else state[0]) if first else None
    args = rng.normal(size=(4, 6, 3)), state
    our_args = mapped(lambda a: Tensor(a, requires_grad=True), args)
    their_args = mapped(lambda a: torch.tensor(a, requires_grad=True), args)
    value = mine(*our_args, lengths)
    expected = other(*their_args) if lengths is None else packed(other, lengths)(*their_args)
    for part, torchs in zip(leaves(value), leaves(expected), strict=True):
        assert_close(part.data, torchs.detach().numpy(), 1e-11)
    weighted(value, by_ours).backward(), weighted(expected, by_torch).backward()
    for leaf, torchs in zip(leaves(our_args), leaves(their_args), strict=True):
        assert_close(gradients(leaf), gradients(torchs), 1e-11)
    for (name, leaf), (same, torchs) in zip(mine.named_parameters(), other.named_parameters(), strict=True):
        assert name == same
        assert_close(gradients(leaf), gradients(torchs), 1e-10)


@each_kind
def test_without_biases(kind):
    mine, other = both(kind, 2, bias=False)
    x = rng.normal(size=(2, 4, 3))
    assert_close(mine(x)[0].data, other(torch.tensor(x))[0].detach().numpy())
    assert [name for name, _ in mine.named_parameters()][:2] == ["weight_ih_l0", "weight_hh_l0"]


@each_kind
def test_our_parameters_give_the_same_network_in_torch(kind):
    ours, theirs = KINDS[kind]
    mine, other = ours(3, 5, 2, bidirectional=True, rng=4), theirs(3, 5, 2, bidirectional=True).double()
    other.load_state_dict({name: torch.tensor(array) for name, array in mine.state_dict().items()})
    x = rng.normal(size=(2, 4, 3))
    assert_close(mine(x)[0].data.swapaxes(0, 1), other(torch.tensor(x.swapaxes(0, 1)))[0].detach().numpy())


@each_kind
def test_the_start_is_torchs(kind):
    ours, theirs = KINDS[kind]
    mine, other, edge = ours(20, 100, rng=0), theirs(20, 100), 0.1
    for leaf, torchs in zip(mine.parameters(), other.parameters(), strict=True):
        assert leaf.shape == tuple(torchs.shape)
        for numbers in (leaf.data, torchs.detach().numpy()):
            assert 0.95 * edge < np.abs(numbers).max() <= edge * (1 + 1e-6)
            assert numbers.std() == pytest.approx(edge / np.sqrt(3), rel=0.15)
    again = ours(20, 100, rng=0)
    assert all((a.data == b.data).all() for a, b in zip(mine.parameters(), again.parameters(), strict=True))


@each_kind
def test_a_state_that_is_handed_on_can_be_cut_off(kind):
    """``detach`` keeps the numbers and ends the gradient: truncated backpropagation through time."""
    mine = KINDS[kind][0](3, 5, rng=0)
    x = Tensor(rng.normal(size=(2, 4, 3)), requires_grad=True)
    _, state = mine(x)
    after = rng.normal(size=(2, 2, 3))
    mine(after, state)[0].sum().backward()
    assert np.abs(x.grad).min() > 0
    x.zero_grad()
    _, state = mine(x)
    cut = mapped(lambda part: part.detach(), state)
    output, _ = mine(after, cut)
    output.sum().backward()
    assert x.grad is None
    np.testing.assert_array_equal(output.data, mine(after, state)[0].data)


def test_the_gradient_may_start_at_the_last_state_alone():
    mine, other = both("lstm", 2)
    x = rng.normal(size=(2, 4, 3))
    mine(x)[1][1][-1].sum().backward(), other(torch.tensor(x))[1][1][-1].sum().backward()
    for leaf, torchs in zip(mine.parameters(), other.parameters(), strict=True):
        assert_close(leaf.grad, torchs.grad.numpy(), 1e-11)


def test_an_embedding_starts_as_in_torch():
    layer = Embedding(100, 50, rng=0)
    assert layer.weight.shape == (100, 50)
    assert layer.weight.data.std() == pytest.approx(nn.Embedding(100, 50).weight.std().item(), rel=0.05)
    layer([[1, 2, 1]]).sum().backward()
    np.testing.assert_array_equal(layer.weight.grad[:4, 0], [0, 2, 1, 0])


@pytest.mark.bad_input
def test_what_is_refused():
    x, state = np.ones((2, 4, 3)), np.ones((2, 2, 5))
    with pytest.raises(ValueError, match=r"directions, N, H\) must have shape \(1, 2, 5\), got \(2, 2, 5\)"):
        GRU(3, 5, rng=0)(x, state)
    with pytest.raises(TypeError, match=r"state must be a pair \(h, c\), got ndarray"):
        LSTM(3, 5, rng=0)(x, state)
    with pytest.raises(ValueError, match=r"must agree in D and H, got \(2, 4, 2\), \(5, 3\) and \(5, 5\)"):
        RNN(3, 5, rng=0)(x[..., :2])
    with pytest.raises(ValueError, match="lengths must be from 1 to the 4 steps of x, got 0"):
        LSTM(3, 5, rng=0)(x, None, [4, 0])
    with pytest.raises(ValueError, match="num_layers must be a whole number of at least 1, got 0"):
        RNN(3, 5, 0)
