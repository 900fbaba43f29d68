r"""Reading a text with a carried state, and writing one."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from course_lib.rnn.char_model_torch import CharRNNTorch
from course_lib.rnn.writing_torch import read_text, surprise, write_text


class Watched(torch.nn.Module):
    """A character model that notes what it was given."""

    def __init__(self, cell):
        super().__init__()
        torch.manual_seed(0)
        self.model, self.calls = CharRNNTorch(5, 4, cell=cell), []

    def forward(self, ids, state):
        self.calls.append((ids.clone(), state))
        return self.model(ids, state)


class Table(torch.nn.Module):
    """Token k is followed by token k + 1, except for a chance of one in four that it stays."""

    def forward(self, ids, state):
        stays, goes = F.one_hot(ids, 5) * 0.25, F.one_hot((ids + 1) % 5, 5) * 0.75
        return (stays + goes).log(), torch.zeros(1)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_windows_follow_each_other_and_the_state_has_no_history(cell):
    model = Watched(cell)
    text = torch.arange(46) % 5  # two rows of 23
    losses = read_text(model, text, 6, rows=2, window=5, rate=0.0)
    rows = text.view(2, 23)
    for at, (ids, state) in zip((0, 5, 10, 15, 0, 5), model.calls, strict=True):
        assert torch.equal(ids, rows[:, at : at + 5])
        assert (state is None) == (at == 0)
        parts = state if isinstance(state, tuple) else [state] if at else []
        assert not any(part.requires_grad for part in parts)
    whole, _ = model.model(rows[:, :20], None)
    each = F.cross_entropy(whole.transpose(1, 2), rows[:, 1:21], reduction="none")
    np.testing.assert_allclose(losses[:4], each.unflatten(1, (4, 5)).mean((0, 2)).detach(), rtol=1e-5)


def test_without_a_carried_state_windows_come_from_anywhere_and_begin_from_nothing():
    model, text = Watched("gru"), torch.arange(46) % 5
    read_text(model, text, 30, rows=2, window=6, rate=0.0, carry=False)
    starts = {int(row[0]) for ids, _ in model.calls for row in ids}
    assert starts == {0, 1, 2, 3, 4}  # tracks in order would begin at multiples of six
    for ids, state in model.calls:
        assert state is None
        torch.testing.assert_close((ids[:, 1:] - ids[:, :-1]) % 5, torch.ones(2, 5, dtype=torch.long))


def test_the_last_window_of_a_text_is_drawn_as_well():
    text = torch.arange(8)
    seen = []

    def model(ids, state):
        seen.extend(ids[:, 0].tolist())
        return scores.expand(*ids.shape, 8), None

    scores = torch.zeros(8, requires_grad=True)
    model.parameters = lambda: [scores]
    read_text(model, text, 60, rows=1, window=4, carry=False)
    assert set(seen) == {0, 1, 2, 3}


def test_surprise_by_hand():
    each = surprise(lambda ids: Table()(ids, None), torch.tensor([[0, 1, 1, 2], [4, 0, 0, 1]]))
    np.testing.assert_allclose(each, -np.log([[0.75, 0.25, 0.75]] * 2), rtol=1e-6)


def test_a_text_that_is_too_short_is_refused():
    with pytest.raises(ValueError, match="2 rows of 5 need 12 tokens, got 11"):
        read_text(Watched("gru"), torch.zeros(11, dtype=torch.long), 1, rows=2, window=5)


def test_it_writes_with_the_chances_of_the_model():
    texts = write_text(Table(), [2], 4000, rng=0, n=3)
    before = np.hstack([np.full((3, 1), 2), texts[:, :-1]])
    assert set(np.unique((texts - before) % 5)) == {0, 1}
    assert np.mean((texts - before) % 5) == pytest.approx(0.75, abs=0.02)


def test_how_it_draws_is_handed_on():
    np.testing.assert_array_equal(write_text(Table(), [4], 6, rng=0, temperature=0), [[0, 1, 2, 3, 4, 0]])


def test_the_same_seed_writes_the_same_text_and_each_start_its_own():
    one, again = (write_text(Table(), [[0], [3]], 20, rng=7, n=2) for _ in range(2))
    np.testing.assert_array_equal(one, again)
    assert {*one[0, :1]} <= {0, 1}
    assert {*one[1, :1]} <= {3, 4}
    assert (write_text(Table(), [0], 20, rng=8) != one[:1]).any()


def test_the_state_is_carried_while_it_writes():
    torch.manual_seed(1)
    model = CharRNNTorch(5, 6, cell="gru")
    text = write_text(model, [1, 2], 12, rng=3, temperature=0)[0]
    with torch.no_grad():
        logits, _ = model(torch.tensor([[1, 2, *text[:-1]]]))
    np.testing.assert_array_equal(logits[0, 1:].argmax(dim=1), text)


@pytest.mark.bad_input
@pytest.mark.parametrize(("starts", "n"), [(2, 3), (3, 1)])
def test_several_starts_are_one_for_each_text(starts, n):
    with pytest.raises(ValueError, match=f"start must be one row, or {n} for n = {n}, got {starts}"):
        write_text(Table(), [[0]] * starts, 5, rng=0, n=n)
