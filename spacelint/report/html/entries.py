"""One Space of a report, collected from the items about it, and its fields."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from spacelint.engine.rule import Diagnostic
from spacelint.plan import PlannedSpace
from spacelint.plan.values import Start
from spacelint.report.item import Item, SpaceFacts
from spacelint.severity import RANK
from spacelint.text import Title


class Entry(NamedTuple):
    """A Space with its findings, on title and fields, the most severe first.

    ``anchor`` identifies it in the report. ``suggestion`` is the better title or "".
    """

    anchor: str
    path: str
    title: Title | None
    facts: SpaceFacts
    findings: tuple[Diagnostic, ...]
    marked: tuple[Diagnostic, ...]
    suggestion: str = ""

    @property
    def text(self) -> str:
        """The title as planned; empty where there is none."""
        return self.title.text if self.title is not None else ""


#: A finding about a file and not about one of its Spaces: path, line and finding.
Unplaced = tuple[str, int, Diagnostic]


def entries_of(items: Sequence[Item]) -> tuple[list[Entry], list[Unplaced]]:
    """Return the Spaces that ``items`` are about, in order, and the findings about no Space."""
    groups: dict[tuple[str, int, int], list[Item]] = {}
    unplaced = []
    for number, item in enumerate(items):
        facts = item.facts
        if facts is None and item.kind == "source":
            unplaced += [(item.path, item.line, each) for each in item.diagnostics]
            continue
        if facts is None:
            facts = SpaceFacts(-number - 1, item.line)
            item = item._replace(facts=facts)
        groups.setdefault((facts.path or item.path, facts.line, facts.number), []).append(item)
    seen: dict[str, int] = {}
    return [_entry(path, group, seen) for (path, _, _), group in groups.items()], unplaced


def _entry(path: str, group: Sequence[Item], seen: dict[str, int]) -> Entry:
    titled = next((item for item in group if item.kind == "title"), None)
    facts = group[0].facts
    assert facts is not None
    title = titled.title if titled is not None else None
    found = sorted(
        (diagnostic for item in group for diagnostic in item.diagnostics),
        key=lambda each: RANK[each.severity],
    )
    key = f"{path}\n{facts.id or facts.start}\n{title.text if title and not facts.id else ''}"
    anchor = "space-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    count = seen[anchor] = seen.get(anchor, 0) + 1
    return Entry(
        anchor if count == 1 else f"{anchor}-{count}",
        path,
        title,
        facts,
        tuple(found),
        titled.diagnostics if titled is not None else (),
        (titled.suggestion or "") if titled is not None else "",
    )


def facts_of(space: PlannedSpace) -> SpaceFacts:
    """Return the fields of ``space`` for a report; an unreadable field counts as not given."""
    plan = space.plan
    place = space.place()
    line = plan.line_at(place.start) if place else 0
    return SpaceFacts(
        number=space.index,
        line=line,
        id=space.id or "",
        host=space.host or "",
        cohosts=space.cohosts,
        speakers=space.speakers,
        campaigns=space.campaigns,
        start=_iso(space.scheduled_start),
        ends=_iso(space.ends),
        path=plan.path,
        recorded=space.record,
        consent=space.consent,
        sponsored=space.sponsored,
    )


def _iso(start: Start | None) -> str:
    """Return ISO 8601, without a time if the plan has none."""
    if start is None:
        return ""
    moment = start.moment
    return moment.isoformat(timespec="minutes") if start.has_time else moment.date().isoformat()
