"""CharRNN in NumPy and in torch: the same names, numbers and steps of training."""

import numpy as np
import pytest
import torch
from against_torch import assert_close
from nested import leaves, mapped
from torch import nn

from course_lib.backprop import functions as B
from course_lib.optim import SGD, clip_grad_norm
from course_lib.rnn import CharRNN, Vocabulary
from course_lib.rnn.char_model_torch import CharRNNTorch

rng = np.random.default_rng(0)
each_cell = pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])


def both(cell, layers=1, embedding_dim=None):
    mine = CharRNN(7, 6, embedding_dim, cell, layers, rng=0)
    other = CharRNNTorch(7, 6, embedding_dim, cell, layers).double()
    other.load_state_dict({name: torch.tensor(array) for name, array in mine.state_dict().items()})
    return mine, other


@each_cell
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("lengths", [None, [5, 2, 4]])
def test_outputs_states_and_gradients_are_the_same(cell, layers, lengths):
    mine, other = both(cell, layers, embedding_dim=3)
    ids = rng.integers(0, 7, (3, 5))
    value, expected = mine(ids, None, lengths), other(torch.tensor(ids), None, lengths)
    for part, torchs in zip(leaves(value), leaves(expected), strict=True):
        assert_close(part.data, torchs.detach().numpy(), 1e-12)
    weight = rng.normal(size=value[0].shape)
    value[0].backward(weight), expected[0].backward(torch.tensor(weight))
    for (name, leaf), (same, torchs) in zip(mine.named_parameters(), other.named_parameters(), strict=True):
        assert name == same
        assert_close(leaf.grad, torchs.grad.numpy(), 1e-10)


@each_cell
def test_the_state_is_handed_on(cell):
    mine, other = both(cell, 2)
    ids = rng.integers(0, 7, (2, 6))
    whole, end = mine(ids)
    _, state = mine(ids[:, :4])
    rest, last = mine(ids[:, 4:], state)
    np.testing.assert_allclose(rest.data, whole.data[:, 4:], rtol=0, atol=1e-14)
    for part, same in zip(leaves(last), leaves(end), strict=True):
        np.testing.assert_allclose(part.data, same.data, rtol=0, atol=1e-14)
    their_state = mapped(lambda part: torch.tensor(part.data), state)
    assert_close(rest.data, other(torch.tensor(ids[:, 4:]), their_state)[0].detach().numpy(), 1e-12)


@each_cell
def test_training_walks_as_in_torch_and_learns_a_line(cell):
    vocabulary = Vocabulary("to be or", specials=())
    text = vocabulary.encode("to be or to be or to be or ")[None]
    mine, other = CharRNN(len(vocabulary), 12, cell=cell, rng=0), CharRNNTorch(len(vocabulary), 12, cell=cell)
    other.double().load_state_dict({name: torch.tensor(a) for name, a in mine.state_dict().items()})
    step = SGD([p.data for p in mine.parameters()], lr=1.0)
    their_step = torch.optim.SGD(other.parameters(), lr=1.0)
    losses = []
    for _ in range(60):
        mine.zero_grad(), other.zero_grad()
        logits, _ = mine(text[:, :-1])
        loss = B.cross_entropy(logits.reshape(-1, len(vocabulary)), text[0, 1:])
        theirs, _ = other(torch.tensor(text[:, :-1]))
        their_loss = nn.functional.cross_entropy(theirs[0], torch.tensor(text[0, 1:]))
        loss.backward(), their_loss.backward()
        grads = [p.grad for p in mine.parameters()]
        norm = clip_grad_norm(grads, 1.0)
        assert norm == pytest.approx(nn.utils.clip_grad_norm_(other.parameters(), 1.0).item(), rel=1e-7)
        step.step(grads)
        their_step.step()
        losses.append(loss.item())
        assert losses[-1] == pytest.approx(their_loss.item(), rel=1e-7)
    assert losses[-1] < 0.3 < np.log(len(vocabulary)) * 0.8 < losses[0]


def test_it_has_the_size_that_is_asked_for():
    mine, other = CharRNN(27, 32, 8, "gru", 2, rng=0), CharRNNTorch(27, 32, 8, "gru", 2)
    assert [p.shape for p in mine.parameters()] == [tuple(p.shape) for p in other.parameters()]
    assert mine.embedding.weight.shape == (27, 8)
    for model in (CharRNN, CharRNNTorch):
        with pytest.raises(ValueError, match="cell must be one of rnn, lstm, gru, got 'elman'"):
            model(27, 32, cell="elman")


@each_cell
def test_float32_stays(cell):
    mine, _ = both(cell)
    for parameter in mine.parameters():
        parameter.data = parameter.data.astype(np.float32)
    logits, state = mine([[1, 2, 3]])
    logits.sum().backward()
    found = [logits, *leaves(state)]
    assert {part.data.dtype for part in found} == {np.dtype(np.float32)}
    assert {p.grad.dtype for p in mine.parameters()} == {np.dtype(np.float32)}
