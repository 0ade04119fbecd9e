"""A card for each Space, and the list of the weeks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from spacelint.checks.shared.text import plural
from spacelint.engine.rule import Diagnostic
from spacelint.report.common import sentence
from spacelint.report.html.entries import Entry
from spacelint.report.html.review import Known
from spacelint.report.html.words import (
    counted,
    day_name,
    day_of,
    moment_name,
    shown,
    span_name,
    time_of,
    titled,
    week_of,
)
from spacelint.report.item import SpaceFacts
from spacelint.text import Title
from spacelint.text.length import TITLE_LIMIT
from spacelint.text.width import place_text

#: Findings of a Space that are written out, the most severe first.
MOST_FINDINGS = 5


def weeks(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a table for each week that has Spaces, and one for those without a day."""
    days = [(day_of(entry.facts.start), entry) for entry in entries]
    by_week: dict[datetime.date, list[tuple[datetime.date, Entry]]] = {}
    for day, entry in days:
        if day is not None:
            monday = day - datetime.timedelta(day.weekday())
            by_week.setdefault(monday, []).append((day, entry))
    for monday in sorted(by_week):
        yield f"<table><caption>{span_name(monday, week_of(monday)[-1])}</caption>"
        rows = sorted(by_week[monday], key=lambda row: (row[0], row[1].facts.start))
        last = None
        for day, entry in rows:
            name = day_name(day, year=False) if day != last else ""
            last = day
            yield _row(f'<th scope="row">{name}</th>' if name else "<td></td>", entry)
        yield "</table>"
    undated = [entry for day, entry in days if day is None]
    if undated:
        yield "<table><caption>No day yet</caption>"
        for entry in undated:
            yield _row("<td></td>", entry)
        yield "</table>"


def _row(head: str, entry: Entry) -> str:
    severities = [each.severity for each in entry.findings]
    state = counted([name for name in severities if name in ("error", "warning")])
    title = shown(entry.text) or "(no title)"
    return (
        f"<tr>{head}<td>{time_of(entry.facts.start)[:5]}</td>"
        f'<td><a href="#{entry.anchor}" dir="auto">{title}</a></td><td>{state}</td></tr>'
    )


def card(entry: Entry, before: Known | None, is_new: bool, approval: Known | None) -> Iterator[str]:
    """Yield the lines of a Space's card.

    ``before`` is the Space in the earlier report, ``is_new`` true if there is one without it.
    """
    facts = entry.facts
    yield f'<article id="{entry.anchor}" aria-labelledby="{entry.anchor}-h">'
    title = titled(entry.title, entry.marked) if entry.title is not None else "(no title)"
    yield f'<h3 id="{entry.anchor}-h" dir="auto">{title}</h3>'
    yield f'<p class="m">{" · ".join(_meta(entry, facts))}</p>'
    if entry.title is not None:
        links = ", ".join(f"<b>{shown(one.text)}</b>" for one in entry.title.entities)
        yield f'<p class="n">{f"X links {links}." if links else "X links nothing in it."}</p>'
    yield from _findings(entry.findings)
    if entry.suggestion:
        better = Title(entry.suggestion)
        yield (
            f'<p class="n"><span>Better:</span> <bdi>{titled(better, ())}</bdi>'
            f' <span class="m">({_length(better)})</span></p>'
        )
    people = _people(facts)
    if people:
        yield f"<p>{people}</p>"
    if is_new:
        yield '<p class="c"><b>New</b> since the last report.</p>'
    if before is not None:
        yield from _changes(entry, before)
    yield from _approval(entry, approval)
    yield "</article>"


def _meta(entry: Entry, facts: SpaceFacts) -> Iterator[str]:
    yield moment_name(facts.start) or "no day yet"
    if entry.title is not None:
        yield _length(entry.title)
    if facts.campaigns:
        names = ", ".join(shown(one) for one in facts.campaigns)
        yield f"{'campaign' if len(facts.campaigns) == 1 else 'campaigns'} {names}"
    if facts.sponsored:
        yield "sponsored"
    if entry.path:
        yield place_text(shown(entry.path), facts.line) if facts.line else shown(entry.path)


def _length(title: Title) -> str:
    return f"{TITLE_LIMIT.measure(title.text)}/{TITLE_LIMIT.maximum}"


def _findings(found: Sequence[Diagnostic]) -> Iterator[str]:
    if not found:
        yield '<p class="ok">No problems found.</p>'
        return
    yield "<ul>"
    for each in found[:MOST_FINDINGS]:
        yield finding(each)
    rest = found[MOST_FINDINGS:]
    if rest:
        codes = ", ".join(dict.fromkeys(each.code for each in rest))
        more = counted([each.severity for each in rest])
        yield f"<li>and {more} more <small>{codes}</small></li>"
    yield "</ul>"


def finding(found: Diagnostic, place: str = "") -> str:
    """Return a finding as a list item; errors and warnings have their help."""
    severe = found.severity in ("error", "warning")
    help = f" {shown(sentence(found.help))}" if found.help and severe else ""
    return (
        f'<li class="{found.severity}"><b>{found.severity.capitalize()}</b> {place}'
        f"<bdi>{shown(sentence(found.message))}</bdi>{help} <small>{found.code}</small></li>"
    )


def _people(facts: SpaceFacts) -> str:
    """Return the people of the Space, and whose consent is on record if it is recorded."""
    roles = [("Host", (facts.host,) if facts.host else ()), ("Co-hosts", facts.cohosts),
             ("Speakers", facts.speakers)]  # fmt: skip
    given = facts.consent
    needs_consent = facts.recorded or given is not None
    agreed = {_key(one) for one in given} if isinstance(given, tuple) else set()

    def listed(role: str, person: str) -> str:
        has = given is True or _key(person) in agreed
        state = f" ({'' if has else 'no '}consent on record)"
        return f"<bdi>{shown(person)}</bdi>{state if needs_consent and role != 'Host' else ''}"

    parts = [f"{role}: {', '.join(listed(role, one) for one in people)}"
             for role, people in roles if people]  # fmt: skip
    if facts.recorded is not None:
        parts.append("recorded" if facts.recorded else "not recorded")
    return " · ".join(parts)


def _key(person: str) -> str:
    return person.strip().lstrip("@＠").casefold()


def _changes(entry: Entry, before: Known) -> Iterator[str]:
    changes = []
    if before.title != entry.text:
        was = f'<del dir="auto">{shown(before.title) or "(no title)"}</del>'
        changes.append(f"Title changed; it was {was}.")
    if before.start != entry.facts.start:
        changes.append(f"Start changed; it was {moment_name(before.start) or 'not set'}.")
    if before.host != entry.facts.host:
        changes.append(f"Host changed; it was {shown(before.host) or 'not set'}.")
    codes = [each.code for each in entry.findings]
    more = [code for code in codes if code not in before.codes]
    gone = [code for code in before.codes if code not in codes]
    if more:
        changes.append(f"{plural(len(more), 'new finding')}: {', '.join(more)}.")
    if gone:
        changes.append(f"{plural(len(gone), 'finding')} gone: {', '.join(map(shown, gone))}.")
    if changes:
        yield f'<p class="c"><b>Changed</b> since the last report. {" ".join(changes)}</p>'


def _approval(entry: Entry, approval: Known | None) -> Iterator[str]:
    stands = approval is not None and approval.approved and approval.title == entry.text
    if approval is not None and approval.approved and not stands:
        yield (
            '<p class="c"><b>Changed since it was approved.</b> Approved was'
            f' <del dir="auto">{shown(approval.title) or "(no title)"}</del>.</p>'
        )
    note = shown(approval.note) if approval is not None else ""
    if approval is not None and "\n" in approval.note:
        note = "\n".join(shown(line) for line in approval.note.splitlines())
    yield (
        f'<p class="a"><label><input type="checkbox"{" checked" if stands else ""}>'
        f' Approved</label> <label>Note <textarea rows="1">{note}</textarea></label></p>'
    )
