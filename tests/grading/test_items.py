"""Statistics of questions, and cells of tables, for whatever a class hands in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grading.files import defused
from grading.marks.items import BINS, discrimination, histogram, items

POINTS = st.lists(st.integers(0, 4), min_size=10, max_size=40)


@given(POINTS)
def test_a_histogram_counts_everybody_once(points):
    counts = histogram(np.array(points, float), 4.0)
    assert len(counts) == BINS
    assert sum(counts) == len(points)
    assert (counts[0], counts[-1]) == (points.count(0), points.count(4))


@given(POINTS, st.randoms())
def test_discrimination_is_a_correlation_and_forgets_the_order(points, dice):
    table = np.array([points, dice.sample(points, len(points))], float).T
    shuffled = dice.sample(range(len(table)), len(table))
    one, two = (
        items(["a", "b"], ["A", "B"], each, np.array([4.0, 4.0])) for each in (table, table[shuffled])
    )
    for left, right in zip(one, two, strict=True):
        assert -1 <= left.discrimination <= 1 or np.ptp(points) == 0
        assert np.isclose(left.discrimination, right.discrimination, equal_nan=True)
    assert np.isnan(discrimination(np.ones(5), np.arange(5.0))), "too few say nothing"


@given(st.text())
def test_no_cell_begins_a_formula(text):
    kept = defused(text)
    assert kept in (text, "'" + text)
    if kept.lstrip()[:1] in ("=", "@") or kept[:1] in ("\t", "\r"):
        raise AssertionError(kept)
    if kept[:1] in ("+", "-"):
        assert not kept.strip("-") or float(kept.rstrip("% ").replace(",", ".")) is not None
