"""The rows that a plan shows: its Spaces with what was found in each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from spacelint.engine.plan_memory import SpaceMemory
from spacelint.engine.plans import PlanDiagnostic
from spacelint.page.core import (
    Finding,
    Segment,
    check,
    counted,
    finding_of,
    most_severe_first,
    segments_of,
)
from spacelint.plan import Plan
from spacelint.project import Settings
from spacelint.report.html.entries import facts_of
from spacelint.report.html.words import day_name, day_of, span_name, week_of
from spacelint.report.item import SpaceFacts
from spacelint.severity import RANK, SEVERITIES

#: Spaces of the longest plan that the page looks at.
MAX_SPACES = 100_000
#: Findings of one Space that are shown, the most severe first.
MOST_FINDINGS = 30
CLASH = "overlapping-spaces"
#: Spaces on one page of a table.
PAGE_ROWS = 200
#: Spaces of one day that the view by weeks shows.
MOST_A_DAY = 100


class Row:
    """A Space as the table shows it, worked out when it is shown; ``title`` is None without one."""

    def __init__(
        self, plan: Plan, number: int, found: Sequence[PlanDiagnostic], settings: Settings
    ) -> None:
        self._plan = plan
        self._found = found
        self._settings = settings
        self._space = plan.spaces[number]
        self.number = number
        title = self._space.title
        self.title = title.value if title is not None else None

    @property
    def severities(self) -> set[str]:
        """The severities of its findings."""
        return {each.diagnostic.severity for each in self._found}

    @property
    def codes(self) -> set[str]:
        """The codes of the rules that found something in it."""
        return {each.diagnostic.code for each in self._found}

    @property
    def clash(self) -> bool:
        """True where it is at the same time as another."""
        return any(each.diagnostic.name == CLASH for each in self._found)

    @property
    def worst(self) -> str:
        """The highest severity that was found; empty for none."""
        return min(self.severities, key=RANK.__getitem__, default="")

    @property
    def more(self) -> int:
        """How many findings there are beside those that are shown."""
        return max(0, len(self._found) - MOST_FINDINGS)

    def has(self, words: Sequence[str]) -> bool:
        """True where all these words, their case folded, are in its title or its people's names."""
        people = (self._space.host or "", *self._space.speakers)
        text = " ".join((self.title or "", *people)).casefold() if words else ""
        return all(word in text for word in words)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Its findings, the most severe first."""
        ranked = sorted(self._found, key=lambda one: RANK[one.diagnostic.severity])
        return most_severe_first(
            finding_of(each, self._plan, self._settings) for each in ranked[:MOST_FINDINGS]
        )

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The title in parts, each with the highest severity found in it."""
        return segments_of(self.title or "", self.findings)

    @cached_property
    def facts(self) -> SpaceFacts:
        """The other fields."""
        return facts_of(self._space)

    @property
    def day(self) -> datetime.date | None:
        """The day that it starts on where it takes place."""
        return day_of(self.facts.start)


class View(NamedTuple):
    """What a plan shows: its rows, and what was found in the file beside its Spaces.

    ``rules`` are the codes and names of those that found something in a Space.
    """

    rows: tuple[Row, ...]
    about_file: tuple[Finding, ...]
    summary: str
    rules: tuple[tuple[str, str], ...] = ()
    too_long: str = ""


def view_of(plan: Plan, settings: Settings, memory: SpaceMemory) -> View:
    """Return what a plan shows; only Spaces that are not in ``memory`` are looked at."""
    if len(plan.spaces) > MAX_SPACES:
        about_file = (
            f"This plan has {len(plan.spaces):,} Spaces, and the page shows plans of up to"
            f" {MAX_SPACES:,}. Nothing was changed. Split the file, or check it in a terminal:"
            f" spacelint check {plan.path}"
        )
        return View((), (), "", (), about_file)
    found = check(plan, settings, memory)
    by_space: dict[int, list[PlanDiagnostic]] = {}
    for located in found:
        by_space.setdefault(located.space, []).append(located)
    about = [finding_of(each, plan, settings) for each in by_space.get(-1, ())[:MOST_FINDINGS]]
    rows = [
        Row(plan, number, by_space.get(number, ()), settings) for number in range(len(plan.spaces))
    ]
    rules = {(each.diagnostic.code, each.diagnostic.name) for each in found if each.space >= 0}
    summary = counted(each.diagnostic.severity for each in found)
    return View(tuple(rows), tuple(about), summary, tuple(sorted(rules)))


def chosen(rows: Iterable[Row], severity: str, rule: str, words: str) -> list[Row]:
    """Return the rows that a filter leaves: ``severity`` also takes ``clean`` and ``clash``."""
    wanted = words.casefold().split()

    def fits(row: Row) -> bool:
        if severity == "clean":
            right = not row.worst
        elif severity == "clash":
            right = row.clash
        else:
            right = severity not in SEVERITIES or severity in row.severities
        return right and (not rule or rule in row.codes) and row.has(wanted)

    return [row for row in rows if fits(row)]


class Week(NamedTuple):
    """A week with its Spaces, day by day; without days for those that have none yet."""

    name: str
    days: Sequence[tuple[str, Sequence[Row]]]


def _weeks(rows: Sequence[Row]) -> Iterator[Week]:
    by_week: dict[datetime.date, list[Row]] = {}
    for row in rows:
        if row.day is not None:
            by_week.setdefault(row.day - datetime.timedelta(row.day.weekday()), []).append(row)
    for monday in sorted(by_week):
        dates = week_of(monday)
        week = sorted(by_week[monday], key=lambda row: row.facts.start)
        days = [
            (day_name(each, year=False), [row for row in week if row.day == each]) for each in dates
        ]
        yield Week(span_name(monday, dates[-1]), days)
    undated = [row for row in rows if row.day is None]
    if undated:
        yield Week("No day yet", [("", undated)])


def pages_of_weeks(rows: Sequence[Row]) -> Iterator[list[Week]]:
    """Yield the weeks in pages of about `PAGE_ROWS` Spaces, and never less than a week."""
    page: list[Week] = []
    size = 0
    for week in _weeks(rows):
        page.append(week)
        size += sum(len(found) for _, found in week.days)
        if size >= PAGE_ROWS:
            yield page
            page, size = [], 0
    if page:
        yield page
