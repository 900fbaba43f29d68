"""The solutions of chapter 5 against torch and the library."""

import itertools

import numpy as np
import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from course_lib.optim import clip_grad_norm
from course_lib.rnn import Vocabulary, next_char_distribution, pad_sequences, rnn

F = torch.nn.functional


def leaves(*arrays):
    return [torch.tensor(array, dtype=torch.float64, requires_grad=True) for array in arrays]


def assert_same(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-12)


def test_the_words_are_those_of_a_vocabulary_that_sees_each_text_once(rnns):
    names, _ = rnns
    texts = ["a b b c", "b c", "c c a d"]
    once = [word for text in texts for word in sorted(set(text.split()))]
    words = names["learn_words"](texts, 2)
    assert words == Vocabulary(once, min_count=2).tokens
    turned = [Vocabulary(once, min_count=2).encode(text.split()[::-1]) for text in texts]
    padded, _ = pad_sequences(turned, length=3)
    np.testing.assert_array_equal(names["encode"](texts, words, 3), padded[:, ::-1])


def test_the_loss_where_something_was_asked_is_torchs(rnns):
    names, _ = rnns
    rng = np.random.default_rng(0)
    logits, targets = rng.normal(size=(3, 6, 5)), rng.integers(-1, 5, (3, 6))
    (leaf,) = leaves(logits)
    loss = F.cross_entropy(leaf.flatten(0, 1), torch.tensor(targets).flatten(), ignore_index=-1)
    loss.backward()
    assert_same([names["asked_loss"](logits, targets)], [loss.item()])
    assert_same([names["asked_loss_grad"](logits, targets)], [leaf.grad])


def test_a_slow_memory_of_full_rate_is_the_plain_one(rnns):
    names, _ = rnns
    rng = np.random.default_rng(0)
    x, h0 = rng.normal(size=(2, 5, 3)), rng.normal(size=(2, 4))
    W, U, b = rng.normal(size=(4, 3)), rng.normal(size=(4, 4)), rng.normal(size=4)
    np.testing.assert_allclose(names["slow_rnn"](x, h0, W, U, b, np.ones(4)), rnn(x, h0, W, U, b)[0])


def test_the_way_back_of_the_slow_memory_is_torchs(rnns):
    names, _ = rnns
    rng = np.random.default_rng(1)
    shapes = (2, 5, 3), (2, 4), (4, 3), (4, 4), (4,)
    parts = [*(rng.normal(size=shape) for shape in shapes), rng.uniform(0.1, 1, 4)]
    upstream = rng.normal(size=(2, 5, 4))
    tensors = x, h, W, U, b, a = leaves(*parts)
    total = 0
    for t in range(5):
        h = (1 - a) * h + a * torch.tanh(x[:, t] @ W.T + h @ U.T + b)
        total = total + (torch.tensor(upstream[:, t]) * h).sum()
    total.backward()
    assert_same(names["slow_rnn_backward"](upstream, *parts), [leaf.grad for leaf in tensors])


@pytest.mark.parametrize("limit", [0.1, 100.0])
def test_a_shortened_gradient_is_the_librarys(rnns, limit):
    names, _ = rnns
    grads = [np.random.default_rng(seed).normal(size=(3, 2)) for seed in range(3)]
    ours = names["shorten"](grads, limit)
    clip_grad_norm(grads, limit)  # in place
    for one, other in zip(ours, grads, strict=True):
        np.testing.assert_allclose(one, other, rtol=2e-5)  # there 1e-6 is added to the length, as in torch


def test_without_peepholes_the_step_is_torchs(rnns):
    names, _ = rnns
    rng = np.random.default_rng(2)
    x, h, c = rng.normal(size=(3, 2)), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    W, U, b = rng.normal(size=(16, 2)), rng.normal(size=(16, 4)), rng.normal(size=16)
    tensors = [torch.tensor(part) for part in (x, h, c, W, U, b)]
    theirs = torch.lstm_cell(tensors[0], tuple(tensors[1:3]), *tensors[3:], torch.zeros_like(tensors[5]))
    assert_same(names["peephole_step"](x, h, c, W, U, b, np.zeros((3, 4))), theirs)


def test_converted_weights_let_torch_say_what_tensorflow_said(rnns):
    names, _ = rnns
    rng = np.random.default_rng(3)
    kernel, bias, x, h, c = (rng.normal(size=shape) for shape in ((5, 12), 12, (4, 2), (4, 3), (4, 3)))
    i, g, f, o = np.split(np.concatenate([x, h], axis=1) @ kernel + bias, 4, axis=1)
    sigmoid = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    memory = sigmoid(f + 1.0) * c + sigmoid(i) * np.tanh(g)
    said = sigmoid(o) * np.tanh(memory), memory
    W, U, b = (torch.tensor(part) for part in names["from_tensorflow"](kernel, bias, 1.0))
    state = torch.tensor(h), torch.tensor(c)
    assert_same(torch.lstm_cell(torch.tensor(x), state, W, U, b, torch.zeros_like(b)), said)


def test_the_repaired_training_takes_torchs_steps(rnns):
    names, _ = rnns
    rows, start = names["few"][:20], [names[name] for name in ("E0", "U0", "O0")]
    tensors = E, U, O = leaves(*start)
    optimizer = torch.optim.SGD(tensors, lr=0.5)
    reads, comes = torch.tensor(rows[:, :-1]), torch.tensor(rows[:, 1:])
    for _ in range(3):
        h = torch.zeros(20, 24, dtype=torch.float64)
        for now, then in zip(reads.split(4, dim=1), comes.split(4, dim=1), strict=True):
            if not (then >= 0).any():
                continue
            h, scores = h.detach(), []
            for letters in now.T:
                h = torch.tanh(E[letters] + h @ U.T)
                scores.append(h @ O.T)
            optimizer.zero_grad()
            F.cross_entropy(torch.stack(scores, dim=2), then, ignore_index=-1).backward()
            optimizer.step()
    assert_same(names["train"](rows, *start, 0.5, 4, 3), [leaf.detach() for leaf in tensors])


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_chances_without_ties_are_the_librarys(rnns, temperature):
    names, _ = rnns
    logits = np.random.default_rng(4).normal(size=(3, 9))
    expected = next_char_distribution(logits, temperature, top_k=4)
    np.testing.assert_allclose(names["chances"](logits, temperature, 4), expected)


def test_letters_are_drawn_as_often_as_their_chances_say(rnns):
    names, _ = rnns
    probs = np.array([0.1, 0.0, 0.6, 0.3])
    u = (np.arange(1000) + 0.5) / 1000
    drawn = names["draw"](np.tile(probs, (1000, 1)), u)
    np.testing.assert_array_equal(np.bincount(drawn, minlength=4), 1000 * probs)


def test_the_last_states_lie_between_the_last_one_and_the_mean(rnns):
    names, _ = rnns
    rng = np.random.default_rng(5)
    x, lengths = rng.normal(size=(4, 6, 3)), np.array([6, 2, 1, 4])
    gru = torch.nn.GRU(3, 5, batch_first=True).double()
    packed = pack_padded_sequence(torch.tensor(x), lengths, batch_first=True, enforce_sorted=False)
    with torch.no_grad():
        states, last = gru(packed)
        states, _ = pad_packed_sequence(states, batch_first=True, padding_value=np.nan)
    found = [names["last_states"](states.numpy(), lengths, k) for k in (1, 6)]
    assert_same(found, [last[0], states.nanmean(dim=1)])


def test_exact_matches_of_filled_up_texts_are_those_of_the_texts(rnns):
    names, _ = rnns
    right, said = ["4.3.98", "24.12.21", "1.1.05"], ["4.3.98", "24.12.2", "1.1.055"]
    letters = Vocabulary("0123456789.", specials=("<start>", "<end>", "<pad>"))
    rows = [[[*letters.encode(text), 1] for text in texts] for texts in (said, right)]
    lengths, shares = names["exact_by_length"](*(pad_sequences(part, 1)[0] for part in rows), 1)
    assert dict(zip(lengths.tolist(), shares.tolist(), strict=True)) == {6: 0.5, 8: 0}


def test_the_chance_is_the_share_of_all_orders_of_a_tie(rnns):
    names, _ = rnns
    scores = [2.0, 7.0, 2.0, 2.0, 1.0]
    for k, item in itertools.product(range(1, 6), range(5)):
        orders = itertools.permutations(range(5))
        fair = [order[:k] for order in orders if sorted(scores)[::-1] == [scores[i] for i in order]]
        came = names["recall_by_lot"](np.array([[scores]]), np.array([[item]]), k)
        assert came == pytest.approx(np.mean([item in first for first in fair]))


def test_with_a_reach_of_one_the_model_is_nearly_the_table_of_pairs(rnns):
    names, _ = rnns
    learned, new = names["split_names"](0)
    before, comes = names["contexts"](new, 1)
    model, table = (names[how](learned, before) for how in ("next_letter", "table_alone"))
    ours, theirs = (np.exp(-np.log(p[np.arange(len(comes)), comes]).mean()) for p in (model, table))
    assert ours == pytest.approx(theirs, rel=0.01)
