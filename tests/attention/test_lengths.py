r"""Train short, test long: the task, and what each scheme of positions makes of longer sequences."""

import numpy as np
import pytest
import torch

from course_lib.attention.gpt_torch import GPT
from course_lib.attention.learning_torch import learn_once
from course_lib.attention.length_torch import delayed_copy, learn_delayed_copy, loss_by_place


@pytest.mark.parametrize("delay", [0, 1, 3])
def test_what_stood_before(delay):
    x, y = delayed_copy(50, 9, 7, rng=0, delay=delay)
    assert x.dtype == y.dtype == np.int64
    assert (y[:, :delay] == -100).all()
    np.testing.assert_array_equal(y[:, delay:], x[:, : 9 - delay])
    assert set(x.ravel()) == set(range(7))


def test_a_delay_that_leaves_nothing_is_told():
    with pytest.raises(ValueError, match="a delay of 5 leaves nothing to ask in 5 tokens"):
        delayed_copy(2, 5, 7, rng=0, delay=5)


class Copies(torch.nn.Module):
    """Says the token before with a chance of ½, up to place 4; then it guesses."""

    embedding = torch.nn.Embedding(8, 1)

    def forward(self, x):
        said = torch.full((*x.shape, 8), 1 / 14)
        said[:, 1:].scatter_(2, x[:, :-1, None], 0.5)
        said[:, 5:] = 1 / 8
        return said.log(), None


def test_loss_by_place_by_hand():
    found = loss_by_place(Copies(), 8, rng=3)
    assert np.isnan(found[0])
    np.testing.assert_allclose(found[1:], [np.log(2)] * 4 + [np.log(8)] * 3, rtol=1e-5)


@pytest.fixture(scope="module")
def learned():
    return {scheme: loss_by_place(learn_delayed_copy(scheme, 0), 128, 1) for scheme in
            ("none", "learned", "rotary", "alibi")}  # fmt: skip


@pytest.mark.parametrize("scheme", ["learned", "rotary"])
def test_what_is_perfect_on_short_ones_is_worse_than_guessing_on_long_ones(learned, scheme):
    assert learned[scheme][1:32].mean() < 0.1
    assert learned[scheme][64:].mean() > np.log(16)


def test_linear_biases_go_on(learned):
    assert learned["alibi"][1:32].mean() < 0.7
    assert learned["alibi"][64:].mean() < learned["alibi"][1:32].mean() + 0.5


def test_one_block_without_positions_does_not_know_who_came_last(learned):
    assert learned["none"][8:32].mean() > 1.5


def test_targets_that_are_not_asked_cost_nothing():
    torch.manual_seed(0)
    x = torch.randint(5, (8, 6))
    y = x.clone()
    y[:, 3:] = (y[:, 3:] + 1) % 5
    some, other = y.clone(), y.clone()
    some[:, 3:], other[:, :3] = -100, -100
    ends = []
    for targets in (some, other):
        torch.manual_seed(0)
        model = GPT(5, 1)
        learn_once(model, x, targets, 0.03, rows=4, seed=0, epochs=40)
        ends.append((model(x)[0].argmax(-1) == y).float())
    assert ends[0][:, :3].mean() > 0.95
    assert ends[0][:, 3:].mean() < 0.5
    assert ends[1][:, 3:].mean() > 0.95


def test_the_same_seed_learns_the_same():
    one, again = (learn_delayed_copy("rotary", 4, n_updates=3) for _ in range(2))
    for p, q in zip(one.parameters(), again.parameters(), strict=True):
        assert torch.equal(p, q)
