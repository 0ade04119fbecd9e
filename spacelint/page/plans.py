"""The plans that are open in the page: what they hold, what was found, and each step back."""

from __future__ import annotations

import datetime
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from spacelint.page.core import (
    Finding,
    Segment,
    Settings,
    check,
    counted,
    finding_of,
    gravest_first,
    segments_of,
)
from spacelint.page.planfile import (
    RANK,
    NotChanged,
    Plan,
    SpaceFacts,
    bytes_of,
    day_of,
    facts_of,
    read,
    read_file_bytes,
    with_safe_fixes,
    with_title,
    write,
)

if TYPE_CHECKING:
    from spacelint.page.core import SettingsOf


#: Plans that are held at once; the one not looked at for longest goes first.
MOST_PLANS = 8
#: Spaces of the longest plan that the page looks at.
MAX_SPACES = 20_000
_MOST_STEPS = 50
#: Findings of one Space that are shown, the gravest first.
MOST_FINDINGS = 30
CLASH = "overlapping-spaces"


class Conflict(Exception):
    """A change that was not made, as the plan is not what it was; the text says how it is now."""


class Row(NamedTuple):
    """A Space as the table shows it, by its number from 0; ``title`` is None where it has none.

    ``more`` counts findings beside those that are shown.
    """

    number: int
    title: str | None
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]
    facts: SpaceFacts
    day: datetime.date | None
    clash: bool
    more: int = 0

    @property
    def worst(self) -> str:
        """The gravest severity that was found; empty for none."""
        for severity in ("error", "warning", "info", "hint"):
            if any(finding.severity == severity for finding in self.findings):
                return severity
        return ""


class View(NamedTuple):
    """What a plan shows: its rows, and what was found in the file beside its Spaces."""

    rows: tuple[Row, ...]
    about_file: tuple[Finding, ...]
    summary: str
    too_long: str = ""


@dataclass
class OpenPlan:
    """A plan that someone opened, and the bytes of its file as they are now.

    ``path`` is empty unless the page was started on the file, which then holds ``data`` too.
    ``revision`` grows with every change, so that a tab that shows an older one is noticed.
    """

    key: str
    name: str
    plan: Plan
    settings: Settings
    path: str = ""
    read_only: bool = False
    data: bytes = b""
    revision: int = 0
    note: str = ""
    past: list[bytes] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    _view: tuple[int, object, View] | None = None

    @property
    def editable(self) -> bool:
        """True where titles can be changed."""
        return not (self.read_only or self.plan.approximate or self.view.too_long)

    @property
    def view(self) -> View:
        """What the plan shows now; worked out once for each revision."""
        with self.lock:
            stamp = (self.settings.linter, datetime.date.today())
            if self._view is None or self._view[:2] != (self.revision, stamp):
                self._view = (self.revision, stamp, _view_of(self.plan, self.settings))
            return self._view[2]

    def set_title(self, index: int, title: str, revision: int) -> None:
        """Change one title; raises `Conflict`, `NotChanged` or IndexError and changes nothing."""
        with self.lock:
            self._must_be(revision)
            plan = with_title(self.plan, index, title, self.settings)
            self._take(plan, bytes_of(plan))

    def fix(self, revision: int) -> int:
        """Make all safe fixes and return how many that were; raises as `set_title` does."""
        with self.lock:
            self._must_be(revision)
            plan, count = with_safe_fixes(self.plan, self.settings)
            if count:
                self._take(plan, bytes_of(plan))
            return count

    def undo(self, revision: int) -> None:
        """Take the last change back; raises as `set_title` does."""
        with self.lock:
            self._must_be(revision)
            if self.past:
                data = self.past[-1]
                self._take(read(data, self.plan.path, self.settings), data)
                del self.past[-2:]

    def refresh(self, settings: Settings) -> None:
        """Take up what changed outside: the rules and the brand book, and the file on disk."""
        with self.lock:
            if settings is not self.settings:
                self.settings = settings
                self._turn(read(self.data, self.plan.path, settings))
            if self.path:
                data = read_file_bytes(self.path, settings.max_bytes)
                if isinstance(data, str):
                    self.note = f"{self.name}: {data}. It is shown as it was last read."
                elif data != self.data:
                    self.data = data
                    self.past.clear()
                    self._turn(read(data, self.plan.path, settings))
                    self.note = f"{self.name} was changed on disk. It is shown as it is now."
                else:
                    self.note = ""

    def _must_be(self, revision: int) -> None:
        if self.read_only:
            raise NotChanged("this page is read-only")
        if revision != self.revision:
            raise Conflict("The plan was changed meanwhile, in another tab or on disk.")

    def _take(self, plan: Plan, data: bytes) -> None:
        if self.path:
            refused = write(self.path, data, self.data)
            if refused:
                raise Conflict(f"{self.name} was not written: {refused}.")
        self.past.append(self.data)
        self.data = data
        del self.past[:-_MOST_STEPS]
        self._turn(plan)

    def _turn(self, plan: Plan) -> None:
        self.plan = plan
        self.revision += 1


class Plans:
    """The plans that are open, by their keys; keys cannot be guessed."""

    def __init__(self, settings_of: SettingsOf) -> None:
        self._settings_of = settings_of
        self._open: OrderedDict[str, OpenPlan] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, data: bytes, name: str, path: str = "", *, read_only: bool = False) -> OpenPlan:
        """Open the plan in the bytes of a file; ``path`` where changes are to be written there."""
        settings = self._settings_of(path or name)
        plan = read(data, path or name, settings)
        opened = OpenPlan(secrets.token_urlsafe(12), name, plan, settings, path, read_only, data)
        with self._lock:
            self._open[opened.key] = opened
            while len(self._open) > MOST_PLANS:
                # The file that the page was started on stays.
                oldest = next(key for key, each in self._open.items() if not self._stays(each))
                del self._open[oldest]
        return opened

    def get(self, key: str) -> OpenPlan | None:
        """Return an open plan as it is now, with what changed outside of the page."""
        with self._lock:
            found = self._open.get(key)
            if found is None:
                return None
            self._open.move_to_end(key)
        found.refresh(self._settings_of(found.path or found.name))
        return found

    def close(self, key: str) -> None:
        """Let a plan go; the file that the page was started on stays open."""
        with self._lock:
            found = self._open.get(key)
            if found is not None and not self._stays(found):
                del self._open[key]

    @staticmethod
    def _stays(opened: OpenPlan) -> bool:
        return bool(opened.path) or opened.read_only

    def all(self) -> Sequence[OpenPlan]:
        """Return the open plans, the last one opened first."""
        with self._lock:
            return tuple(reversed(self._open.values()))


def _view_of(plan: Plan, settings: Settings) -> View:
    if len(plan.spaces) > MAX_SPACES:
        detail = (
            f"This plan has {len(plan.spaces):,} Spaces, and the page shows plans of up to"
            f" {MAX_SPACES:,}. Nothing was changed. spacelint check {plan.path} takes any number."
        )
        return View((), (), "", detail)
    by_space: dict[int, list[Any]] = {}
    everything = check(plan, settings)
    for located in everything:
        by_space.setdefault(located.space, []).append(located)
    about_file: list[Finding] = []
    for located in by_space.get(-1, ())[:MOST_FINDINGS]:
        line = plan.lines.line_column(located.start)[0] + plan.first_line
        finding = finding_of(located, plan, settings)
        about_file.append(finding._replace(field=f"line {line:,}"))
    rows = []
    for space in plan.spaces:
        all_found = sorted(
            by_space.get(space.index, ()), key=lambda one: RANK[one.diagnostic.severity]
        )
        shown = all_found[:MOST_FINDINGS]
        found = gravest_first(finding_of(each, plan, settings) for each in shown)
        title = space.title.value if space.title is not None else None
        facts = facts_of(space)
        clash = any(finding.name == CLASH for finding in found)
        segments = segments_of(title or "", found)
        more = len(all_found) - len(shown)
        day = day_of(facts.start)
        rows.append(Row(space.index, title, segments, found, facts, day, clash, more))
    summary = counted(each.diagnostic.severity for each in everything)
    return View(tuple(rows), tuple(about_file), summary)


def chosen(rows: Iterable[Row], severity: str, rule: str, words: str) -> list[Row]:
    """Return the rows that a filter leaves: ``severity`` also takes ``clean`` and ``clash``."""
    wanted = words.casefold().split()
    kept = []
    for row in rows:
        if severity == "clean" and row.findings:
            continue
        if severity == "clash" and not row.clash:
            continue
        if severity in ("error", "warning", "info", "hint") and not any(
            finding.severity == severity for finding in row.findings
        ):
            continue
        if rule and not any(finding.code == rule for finding in row.findings):
            continue
        text = f"{row.title or ''} {row.facts.host} {' '.join(row.facts.speakers)}".casefold()
        if all(word in text for word in wanted):
            kept.append(row)
    return kept
