"""What coming late costs: a pure function of the time, the due date and the policy.

Nothing of it is stored. An extension that is given afterwards takes the penalty away at the next report.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Policy:
    """Minutes of grace, percent a day begun, and the days after which nothing counts (0: never)."""

    grace_minutes: float = 0
    percent_per_day: float = 0
    closed_after_days: int = 0

    def __post_init__(self) -> None:
        if self.grace_minutes < 0 or not 0 <= self.percent_per_day <= 100 or self.closed_after_days < 0:
            raise ValueError(f"a late policy has no negative numbers and at most 100 percent: {self}")


def instant(clock: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment at which a clock on the wall shows this time, in UTC.

    Where clocks are put back it shows it twice, and where they are put forward never: then the later of the
    two readings holds, in favor of who hands in.
    """
    readings = (clock.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    return max(readings)


def days_late(
    submitted: dt.datetime | None, due: dt.datetime | None, zone: ZoneInfo, grace_minutes: float = 0
) -> int:
    r"""Days begun after the due date; a day is over when the zone's clock shows the same time again.

    $n = \min\{k \ge 0 : t \le \mathrm{instant}(\text{due} + k\ \text{days}) + \text{grace}\}$

    Parameters
    ----------
    submitted
        An aware time, or None where nobody knows: then it counts as in time.
    due
        A naive time on the zone's clock, or None where nothing is due.
    """
    if submitted is None or due is None:
        return 0
    if submitted.tzinfo is None:
        raise ValueError(f"{submitted} says no time zone")
    grace = dt.timedelta(minutes=grace_minutes)
    # a day has 23 to 25 hours: begin below the answer and count up
    days = max(0, (submitted - instant(due, zone) - grace) // dt.timedelta(days=1) - 1)
    while submitted > instant(due + dt.timedelta(days=days), zone) + grace:
        days += 1
    return days


def kept(days: int, policy: Policy) -> float:
    """The part of the points that is left, from 1 to 0, after so many days begun."""
    if policy.closed_after_days and days > policy.closed_after_days:
        return 0.0
    return max(0.0, 1 - days * policy.percent_per_day / 100)
