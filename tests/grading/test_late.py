"""What coming late costs: the clock of the course decides, also on the nights when it is changed."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.late import Policy, days_late, instant, kept

BERLIN = ZoneInfo("Europe/Berlin")
UTC = dt.UTC
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"])
CLOCKS = st.datetimes(dt.datetime(2005, 1, 1), dt.datetime(2035, 1, 1))


def at(text):
    return dt.datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("submitted", "days"),
    [
        ("2026-11-03T23:58:59+01:00", 0),
        ("2026-11-03T23:59:00+01:00", 0),
        ("2026-11-03T23:59:01+01:00", 1),
        ("2026-11-03T22:59:00+00:00", 0),
        ("2026-11-04T23:59:00+01:00", 1),
        ("2026-11-04T23:59:01+01:00", 2),
        ("2026-12-03T23:59:00+01:00", 30),
    ],
)
def test_days_begin_at_the_due_time(submitted, days):
    assert days_late(at(submitted), dt.datetime(2026, 11, 3, 23, 59), BERLIN) == days


@pytest.mark.parametrize(
    ("due", "submitted", "days"),
    [
        # 25 October 2026, the clocks go back at 3:00: 2:30 comes twice, and the second one is the due time
        ("2026-10-25T02:30", "2026-10-25T00:31+00:00", 0),
        ("2026-10-25T02:30", "2026-10-25T01:30+00:00", 0),
        ("2026-10-25T02:30", "2026-10-25T01:31+00:00", 1),
        # a day of 25 hours is one day
        ("2026-10-24T12:00", "2026-10-25T11:00+00:00", 1),
        ("2026-10-24T12:00", "2026-10-25T11:01+00:00", 2),
        # 29 March 2026, the clocks go forward at 2:00: 2:30 never comes, and 3:30 is the due time
        ("2026-03-29T02:30", "2026-03-29T01:30+00:00", 0),
        ("2026-03-29T02:30", "2026-03-29T01:31+00:00", 1),
        # a day of 23 hours is one day
        ("2026-03-28T12:00", "2026-03-29T10:00+00:00", 1),
        ("2026-03-28T12:00", "2026-03-29T10:01+00:00", 2),
    ],
)
def test_the_nights_on_which_clocks_change(due, submitted, days):
    assert days_late(at(submitted), dt.datetime.fromisoformat(due), BERLIN) == days


def test_grace_is_no_day_and_moves_none():
    due = dt.datetime(2026, 11, 3, 12)
    late = [days_late(at(f"2026-11-0{day}T12:{m}:00+01:00"), due, BERLIN, 15) for day, m in
            [(3, 15), (3, 16), (4, 15), (4, 16)]]  # fmt: skip
    assert late == [0, 1, 1, 2]


def test_nobody_is_late_without_a_date_or_a_time():
    assert days_late(None, dt.datetime(2026, 1, 1), BERLIN) == 0
    assert days_late(at("2026-01-01T00:00+00:00"), None, BERLIN) == 0
    with pytest.raises(ValueError, match="no time zone"):
        days_late(dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 1), BERLIN)


def test_what_is_left():
    policy = Policy(percent_per_day=30, closed_after_days=3)
    assert [kept(days, policy) for days in range(5)] == pytest.approx([1, 0.7, 0.4, 0.1, 0])
    assert kept(9, Policy(percent_per_day=30)) == 0
    assert kept(1000, Policy()) == 1
    for wrong in ({"grace_minutes": -1}, {"percent_per_day": 101}, {"closed_after_days": -1}):
        with pytest.raises(ValueError, match="negative"):
            Policy(**wrong)


@given(ZONES, CLOCKS, st.integers(0, 60 * 60 * 24 * 400), st.integers(0, 300))
def test_the_days_are_the_fewest_that_reach(name, due, seconds, grace):
    zone = ZoneInfo(name)
    submitted = instant(due, zone) + dt.timedelta(seconds=seconds)
    days, slack = days_late(submitted, due, zone, grace), dt.timedelta(minutes=grace)
    assert submitted <= instant(due + dt.timedelta(days=days), zone) + slack
    if days:
        assert submitted > instant(due + dt.timedelta(days=days - 1), zone) + slack


@given(CLOCKS, st.integers(0, 10**7), st.integers(0, 10**7), st.floats(0, 100), st.integers(0, 10))
def test_coming_later_never_helps_and_an_extension_never_harms(due, early, more, percent, closed):
    policy, first = Policy(0, percent, closed), instant(due, BERLIN) + dt.timedelta(seconds=early)
    one, two = (
        kept(days_late(time, due, BERLIN), policy) for time in (first, first + dt.timedelta(seconds=more))
    )
    extended = kept(days_late(first, due + dt.timedelta(seconds=more), BERLIN), policy)
    assert 0 <= two <= one <= extended <= 1
