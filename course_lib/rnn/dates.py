r"""Dates in many spellings, and the one that computers prefer: a small translation task."""

import calendar
from datetime import date, timedelta

import numpy as np

from course_lib.checks import count

YEARS = (1990, 2029)  # so two digits are enough to say which year


def _ordinal(day):
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{'th' if 10 < day < 14 else ending}"


SPELLINGS = {
    "with the weekday": lambda d: f"{calendar.day_name[d.weekday()]}, {SPELLINGS['in words'](d)}",
    "in words": lambda d: f"{d.day} {calendar.month_name[d.month]} {d.year}",
    "month first": lambda d: f"{calendar.month_name[d.month]} {d.day}, {d.year}",
    "ordinal": lambda d: f"the {_ordinal(d.day)} of {calendar.month_name[d.month]} {d.year}",
    "short": lambda d: f"{d.day} {calendar.month_abbr[d.month]} {d.year % 100:02d}",
    "dots": lambda d: f"{d.day}.{d.month}.{d.year % 100:02d}",
    "slashes": lambda d: f"{d.day}/{d.month}/{d.year % 100:02d}",
    "slashes, month first": lambda d: f"{d.month}/{d.day}/{d.year % 100:02d}",
}
"""Name → a function that spells a ``datetime.date``. The two with slashes look alike."""


def spell(day: date, spelling: str) -> str:
    r"""A date in one of the spellings.

    .. math:: (\text{year}, \text{month}, \text{day}) \to \text{text}

    Parameters
    ----------
    day : datetime.date
    spelling : one of ``SPELLINGS``

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is no such spelling.

    Examples
    --------
    >>> for spelling in SPELLINGS:
    ...     print(spell(date(1998, 3, 4), spelling))
    Wednesday, 4 March 1998
    4 March 1998
    March 4, 1998
    the 4th of March 1998
    4 Mar 98
    4.3.98
    4/3/98
    3/4/98
    """
    if spelling not in SPELLINGS:
        raise ValueError(f"spelling must be one of {', '.join(SPELLINGS)}, got {spelling!r}")
    return SPELLINGS[spelling](day)


def split_dates(seed, n_test: int | np.integer = 2000) -> tuple[list[date], list[date]]:
    r"""All days of the years 1990 to 2029, shuffled and cut: what is in the second list only judges.

    Parameters
    ----------
    seed : int, or a NumPy Generator
    n_test : int, how many days the second list has, fewer than all

    Returns
    -------
    train, test : lists of datetime.date

    Raises
    ------
    ValueError
        If there is no day left to learn from.

    Examples
    --------
    >>> train, test = split_dates(0)
    >>> len(train), len(test)
    (12610, 2000)
    """
    first, last = date(YEARS[0], 1, 1), date(YEARS[1], 12, 31)
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    if count(n_test, "n_test") >= len(days):
        raise ValueError(f"n_test must be less than all {len(days):,} days, got {n_test}")
    mixed = [days[k] for k in np.random.default_rng(seed).permutation(len(days))]
    return mixed[n_test:], mixed[:n_test]
