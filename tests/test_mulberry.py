"""The explorables' generator: against the published C, by hand, and in its distribution."""

import numpy as np
import pytest

from course_lib.mulberry import Mulberry32

SEEDS = [0, 1, 42, 2**31, 2**32 - 1]


def published(seed, count):
    """mulberry32.c word by word, in Python's integers."""
    word = lambda x: x & 0xFFFFFFFF  # noqa: E731
    values, state = [], seed
    for _ in range(count):
        state = word(state + 0x6D2B79F5)
        z = state
        z = word((z ^ (z >> 15)) * (z | 1))
        z ^= word(z + word((z ^ (z >> 7)) * (z | 61)))
        values.append(word(z ^ (z >> 14)) / 2**32)
    return values


@pytest.mark.parametrize("seed", SEEDS)
def test_draws_are_the_published_ones(seed):
    assert Mulberry32(seed).uniform(50).tolist() == published(seed, 50)


def test_draws_in_pieces_are_the_same_draws():
    rng = Mulberry32(7)
    pieces = [rng.uniform(), *rng.uniform(3), *rng.uniform((2, 2)).ravel(), *rng.uniform(0), rng.uniform()]
    assert pieces == Mulberry32(7).uniform(9).tolist()


def test_shapes_and_types():
    rng = Mulberry32(0)
    assert isinstance(rng.uniform(), float)
    assert isinstance(rng.normal(), float)
    assert rng.uniform((2, 3)).shape == rng.normal((2, 3)).shape == (2, 3)
    assert rng.permutation(0).tolist() == []
    assert rng.permutation(1).tolist() == [0]


def test_the_seed_counts_modulo_two_to_the_32():
    assert Mulberry32(-1).uniform() == Mulberry32(2**32 - 1).uniform()


def test_distributions():
    n = 100_000
    u, z = Mulberry32(3).uniform(n), Mulberry32(4).normal(n)
    four_errors = 4 / np.sqrt(n)
    assert u.min() >= 0
    assert u.max() < 1
    assert abs(u.mean() - 1 / 2) < four_errors * np.sqrt(1 / 12)
    assert abs(z.mean()) < four_errors
    assert abs(z.var() - 1) < four_errors * np.sqrt(2)


def test_every_permutation_is_equally_likely():
    rng, trials = Mulberry32(5), 6000
    drawn = [tuple(rng.permutation(3).tolist()) for _ in range(trials)]
    counts = [drawn.count(order) for order in set(drawn)]
    assert len(counts) == 6
    assert max(abs(c - 1000) for c in counts) < 4 * np.sqrt(trials * (1 / 6) * (5 / 6))


def test_streams_differ_by_every_key_and_repeat():
    keys = [(seed, *rest) for seed in (0, 1) for rest in [(0,), (1,), (0, 0), (0, 1), (1, 0)]]
    first = [Mulberry32.stream(*k).uniform() for k in keys]
    assert len(set(first)) == len(keys)
    assert first == [Mulberry32.stream(*k).uniform() for k in keys]
    a, b = (Mulberry32.stream(0, 4, epoch).normal(20_000) for epoch in (0, 1))
    assert abs((a * b).mean()) < 4 / np.sqrt(20_000)
