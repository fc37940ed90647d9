"""From the year of a plan to the year it is rolled to: how far, and what counts as near."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

SCHOOL_STARTS = 8
"""A school year runs from August to July."""


@dataclass(frozen=True, slots=True)
class Step:
    """From the period `first`–`last` to one `by` years later; of a calendar year both are it.

    `by` is negative when a plan is rolled back.
    """

    first: int
    last: int
    by: int

    @property
    def is_school(self) -> bool:
        """Whether the plan is for a school year."""
        return self.last != self.first

    @property
    def old(self) -> str:
        """The old period as it is said: `năm 2026`, `năm học 2026-2027`."""
        return self._said(0)

    @property
    def new(self) -> str:
        """The new period as it is said."""
        return self._said(self.by)

    def _said(self, by: int) -> str:
        if self.is_school:
            return f"năm học {self.first + by}-{self.last + by}"
        return f"năm {self.first + by}"

    @property
    def start(self) -> date:
        """The first day of the new period."""
        return date(self.first + self.by, SCHOOL_STARTS if self.is_school else 1, 1)

    @property
    def end(self) -> date:
        """The last day of the new period."""
        if self.is_school:
            return date(self.last + self.by, SCHOOL_STARTS, 1) - timedelta(days=1)
        return date(self.last + self.by, 12, 31)

    @property
    def new_first(self) -> int:
        """The new plan's year; of a school year the first."""
        return self.first + self.by

    def offset(self, first: int, last: int | None = None) -> int:
        """How many years a year, or a run of years, lies before (< 0) or behind the old period.

        0 for what touches it; of a school year's plan another school year counts by its first.
        """
        last = first if last is None else last
        if self.is_school and last != first:
            return first - self.first
        if last < self.first:
            return last - self.first
        return max(first - self.last, 0)

    def moved(self, day: date) -> date:
        """The same day in the new period; 28/2 where it has no 29/2."""
        year = day.year + self.by
        return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
