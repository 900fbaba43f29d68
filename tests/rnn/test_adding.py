r"""The adding problem and the networks that learn it side by side."""

import numpy as np
import pytest
import torch

from course_lib.rnn.adding import adding_problem
from course_lib.rnn.adding_torch import learn_adding
from course_lib.rnn.side_by_side_torch import all_states


def test_two_marks_one_in_each_half():
    for steps in (2, 5, 8):
        x, targets = adding_problem(200, steps, 0)
        numbers, marks = x[..., 0], x[..., 1]
        assert set(np.unique(marks)) <= {0, 1}
        assert (marks[:, : steps // 2].sum(axis=1) == 1).all()
        assert (marks[:, steps // 2 :].sum(axis=1) == 1).all()
        np.testing.assert_allclose(
            targets, [row[at].sum() for row, at in zip(numbers, marks == 1, strict=True)]
        )
        assert 0 <= numbers.min() < numbers.max() <= 1


def test_always_saying_one_costs_a_sixth():
    _, targets = adding_problem(100_000, 10, 0)
    assert np.mean((targets - 1) ** 2) == pytest.approx(1 / 6, abs=0.002)


def test_a_seed_and_its_generator_draw_the_same():
    for one, other in zip(
        adding_problem(3, 4, 7), adding_problem(3, 4, np.random.default_rng(7)), strict=True
    ):
        np.testing.assert_array_equal(one, other)


def test_one_step_has_no_room_for_two_marks():
    with pytest.raises(ValueError, match="at least 2 steps, got 1"):
        adding_problem(3, 1, 0)


LAYERS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


@pytest.mark.parametrize("cell", LAYERS)
def test_each_network_of_the_stack_is_torchs(cell):
    torch.manual_seed(0)
    layers = [LAYERS[cell](2, 5, batch_first=True) for _ in range(3)]
    x = torch.randn(3, 4, 6, 2)
    stacked = [torch.stack(parts) for parts in zip(*(layer.parameters() for layer in layers), strict=True)]
    turned = stacked[0].mT, stacked[1].mT, stacked[2][:, None], stacked[3][:, None]
    ours = all_states(cell, x, *turned)
    for layer, batch, mine in zip(layers, x, ours, strict=True):
        torch.testing.assert_close(mine, layer(batch)[0])


def test_a_network_learns_alone_what_it_learns_beside_others():
    """Seeds and rates do not mix."""
    together = learn_adding("lstm", 4, [3, 4], rates=(0.01, 0.05), n_updates=12, forget_bias=1.0)
    alone = learn_adding("lstm", 4, [4], rates=(0.05,), n_updates=12, forget_bias=1.0)
    np.testing.assert_allclose(together[:, 1, 1], alone[:, 0, 0], rtol=1e-4)
    assert not np.allclose(together[:, 0, 1], alone[:, 0, 0])


@pytest.mark.parametrize("cell", LAYERS)
def test_short_sequences_are_learned(cell):
    errors = learn_adding(cell, 4, range(2), rates=(0.02,), n_updates=250)
    assert errors[:5].mean() > 0.15
    assert errors[-20:].mean() < 0.05


def test_options_change_the_start():
    plain, biased = (learn_adding("lstm", 6, [0], n_updates=1, forget_bias=b) for b in (None, 3.0))
    assert plain != biased
    drawn, turned = (learn_adding("rnn", 6, [0], n_updates=1, orthogonal=o) for o in (False, True))
    assert drawn != turned


@pytest.mark.parametrize("wrong", [{"cell": "gru", "forget_bias": 1.0}, {"cell": "lstm", "orthogonal": True}])
def test_an_option_of_another_cell_is_refused(wrong):
    with pytest.raises(ValueError, match="forget_bias is for an LSTM"):
        learn_adding(steps=4, seeds=[0], **wrong)


def test_an_unknown_cell_is_told():
    with pytest.raises(ValueError, match="rnn, lstm, gru"):
        learn_adding("elman", 4, [0])
