r"""Repeated sequences, the heads that a measurement finds, and what is lost without them."""

import numpy as np
import pytest
import torch

from course_lib.attention.gpt_torch import GPT
from course_lib.attention.induction_torch import (
    induction_scores,
    learn_to_repeat,
    previous_token_scores,
    repeat_loss,
    repeated_sequences,
    weights_of,
)

IDS, PERIODS = repeated_sequences(120, 32, 32, rng=1000)


@pytest.fixture(scope="module")
def model():
    return learn_to_repeat(0, 350)


def test_each_row_repeats_itself_with_its_own_period():
    ids, periods = repeated_sequences(300, 20, 50, rng=3, shortest=4)
    assert ids.dtype == np.int64
    assert set(periods) == set(range(4, 11))
    for row, period in zip(ids, periods, strict=True):
        np.testing.assert_array_equal(row[period:], row[:-period])
        assert len(set(row[:period])) > 1
    assert set(ids.ravel()) == set(range(50))
    np.testing.assert_array_equal(repeated_sequences(300, 20, 50, np.random.default_rng(3), 4)[0], ids)


class Looks:
    """In place of a model: two blocks of two heads whose weights are given."""

    def __init__(self, weights):
        self.weights = weights

    def __call__(self, ids, edit):
        for layer, weights in enumerate(self.weights):
            edit(layer, weights)


def test_scores_by_hand():
    """abcabca: at places 3 to 6, what came after the same token stands at 1, 2, 3 and at 1 or 4."""
    ids, periods = np.array([[0, 1, 2, 0, 1, 2, 0]]), np.array([3])
    perfect, before = torch.zeros(7, 7), torch.zeros(7, 7)
    for t, target in ((3, 1), (4, 2), (5, 3), (6, 4)):
        perfect[t, target] = 1
    perfect[6, 1], perfect[6, 4] = 0.25, 0.5
    before[1:, :-1] = torch.eye(6)
    model = Looks([torch.stack([perfect, before])[None], torch.zeros(1, 2, 7, 7)])
    np.testing.assert_allclose(induction_scores(model, ids, periods), [[(3 + 0.75) / 4, 0], [0, 0]])
    np.testing.assert_allclose(previous_token_scores(model, ids), [[0, 1], [0, 0]])


def test_weights_are_those_of_each_block():
    model = GPT(32, 3)
    layers = weights_of(model, IDS[:4])
    assert [each.shape for each in layers] == [(4, 3, 32, 32)] * 3
    torch.testing.assert_close(layers[2].sum(-1), torch.ones(4, 3, 32))


def test_it_has_learned_and_the_second_block_does_it(model):
    """A head that is off, the best one of its kind, costs; so do all of a kind, up to guessing."""
    scores, before = induction_scores(model, IDS, PERIODS), previous_token_scores(model, IDS)
    whole = repeat_loss(model, IDS, PERIODS)
    assert whole < 0.6
    assert scores[1].max() > 0.6
    assert scores[0].max() < 0.25
    assert before[0].max() > 0.6
    best = 1, int(scores[1].argmax())
    assert repeat_loss(model, IDS, PERIODS, [best]) > whole + 0.05
    assert repeat_loss(model, IDS, PERIODS, [(1, head) for head in range(4)]) > np.log(32) - 0.3


def test_nothing_is_learned_by_one_block_or_without_training():
    assert repeat_loss(GPT(32, 2, width=64), IDS, PERIODS) > np.log(32) - 0.1
    one = learn_to_repeat(0, 150, depth=1)
    assert repeat_loss(one, IDS, PERIODS) > 1.5


def test_the_same_seed_learns_the_same():
    one, again = (learn_to_repeat(3, 3, vocab_size=8, length=12) for _ in range(2))
    for p, q in zip(one.parameters(), again.parameters(), strict=True):
        assert torch.equal(p, q)


def test_no_room_for_a_repetition_is_told():
    with pytest.raises(ValueError, match="at least twice the shortest period, 12, got 11"):
        repeated_sequences(3, 11, 8, rng=0)
