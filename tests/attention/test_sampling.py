"""Tokens are drawn as often as their chances say: statistically, and at the edges."""

import numpy as np
import pytest

from course_lib.attention import sample
from course_lib.rnn import next_char_distribution

Z = np.log([0.1, 0.4, 0.2, 0.3])


@pytest.mark.parametrize(
    "how", [{}, {"temperature": 0.5}, {"top_k": 3}, {"top_p": 0.6}, {"top_k": 4, "top_p": 0.5}]
)
def test_tokens_are_drawn_as_often_as_their_chances_say(how):
    """Pearson's χ² of 20,000 draws; its 99.99 % quantile is below 28 at up to 6 degrees of freedom."""
    z = np.log([0.05, 0.3, 0.2, 0.25, 0.1, 0.07, 0.03])
    chances = next_char_distribution(z, **how)
    drawn = np.bincount(sample(np.tile(z, (20_000, 1)), **how, rng=1), minlength=7)
    there = chances > 0
    assert drawn[~there].sum() == 0
    assert np.sum((drawn - 20_000 * chances)[there] ** 2 / (20_000 * chances[there])) < 28


def test_draws_of_different_rows_and_calls_do_not_depend_on_each_other():
    rng = np.random.default_rng(0)
    first, second = sample(np.zeros((2, 20_000, 3)), rng=rng)
    again = sample(np.zeros((20_000, 3)), rng=rng)
    for one, other in ((first, second), (first, again), (first[1:], first[:-1])):
        table = np.histogram2d(one, other, bins=3)[0]
        assert np.sum((table - len(one) / 9) ** 2 / (len(one) / 9)) < 33  # χ², 8 degrees: 99.99 % below 32


def test_draws_have_the_shape_of_the_rows_and_a_seed():
    assert sample(np.zeros((2, 4, 5)), rng=0).shape == (2, 4)
    assert sample([0.0, 1.0, 0.5], temperature=0) == 1
    assert sample(Z, rng=3).dtype == np.int64
    np.testing.assert_array_equal(sample(np.zeros((9, 5)), rng=3), sample(np.zeros((9, 5)), rng=3))


class Edges:
    """A generator that draws the least and the largest number it may."""

    def __init__(self, u):
        self.u = u

    def random(self, shape):
        return np.full(shape, self.u)


@pytest.mark.bad_input
@pytest.mark.parametrize(("u", "token"), [(0.0, 1), (np.nextafter(1, 0), 2)])
def test_what_has_no_chance_is_not_drawn_at_the_edges_either(u, token, monkeypatch):
    monkeypatch.setattr(np.random, "default_rng", Edges)
    assert sample([-np.inf, 0.0, 0.3, -np.inf], rng=u) == token
