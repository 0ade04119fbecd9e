"""People in a title: those of the plan, and handles whose accounts were renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.space import guests, handle_of, host_of, people_of
from spacelint.checks.shared.text import bare_span, listed, without, words_of
from spacelint.text import Candidate, Title
from spacelint.text.model import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacelint.schema import Field


_MENTIONS = frozenset(("mention", "list"))

_STUFFED = 4  # links that ask for as many words


@check(
    scopes=("title",),
    placeholders=("people", "speak", "room", "replacement"),
    params=lambda schema: {
        "who": schema.choice(
            "Guests without a mention, a mention of the host, mentions of strangers.",
            ("unmentioned", "host", "stranger"),
            required=True,
        ),
        "most": schema.integer("Mentions that a title may have.", default=3, minimum=1),
    },
    trigger=lambda p: Trigger(
        when="always" if p["who"] == "unmentioned" else "linked", needs=("space",)
    ),
)
def people(p: Params) -> Algorithm:
    """Report the title, or each mention."""
    find = {"unmentioned": _unmentioned, "host": _host, "stranger": _stranger}[p["who"]]
    most: int = p["most"]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        return tuple(find(title, context, most)) or NOTHING

    return run


def _unmentioned(title: Title, context: Context, most: int) -> Iterator[Finding]:
    named = [candidate for candidate in title.candidates if candidate.kind == "mention"]
    there = {host_of(context.space), *(candidate.text[1:].lower() for candidate in named)}
    there |= {one.entity.value.lower() for one in named if one.entity is not None}
    handles = {handle.lower(): handle for handle in map(handle_of, guests(context.space)) if handle}
    people = [handle for fold, handle in handles.items() if fold not in there]
    text = title.text
    start, end = bare_span(text)
    added = ""
    links = len(title.entities)
    for handle in people[: max(0, most - len(named))]:
        if _is_stuffed(title, links + added.count("@") + 1):
            break
        if context.limit.fits(f"{text[:end]}{added} @{handle}"):
            added += f" @{handle}"
    if added and start < end:
        values = {
            "people": listed(["@" + handle for handle in people]),
            "speak": "are" if len(people) > 1 else "is",
            "room": listed(added.split()),
            "replacement": added.strip(),
        }
        yield Finding(start, end, values, (Edit(end, end, added),))


def _is_stuffed(title: Title, links: int) -> bool:
    """Return whether the title would be a row of so many links, as SL510 has it."""
    if links < _STUFFED:
        return False
    rest = without(title.text, [(entity.start, entity.end) for entity in title.entities])
    return words_of(rest, links) < links


def _host(title: Title, context: Context, most: int) -> Iterator[Finding]:
    host = host_of(context.space)
    if host:
        for entity in title.entities:
            if entity.kind == "mention" and entity.value.lower() == host:
                yield Finding(entity.start, entity.end)


def _stranger(title: Title, context: Context, most: int) -> Iterator[Finding]:
    people = guests(context.space)
    if not people or not all(map(handle_of, people)):
        return  # nobody to compare with, or one whose handle nobody knows
    handles, book = people_of(context.space), context.book
    for entity in title.entities:
        if entity.kind in _MENTIONS:
            name = entity.value.partition("/")[0].lower()
            known = book is not None and (name in book.folded_handles or name in book.renamed)
            if name not in handles and not known:
                yield Finding(entity.start, entity.end)


def _params(schema: Any) -> Mapping[str, Field]:
    """The table: old handle, the new one, since when, and who says so."""
    from spacelint.checks.shared.disclosure import DATE, sourced

    handle = {"pattern": "[A-Za-z0-9_]{1,15}", "pattern_says": "a handle without its @"}
    renamed = schema.Table(
        "One account that was renamed.",
        {
            "to": schema.string("The handle it has now.", required=True, **handle),
            "date": schema.string(
                "When it was renamed: a day, a month or a year.", required=True, **DATE
            ),
            "checked": schema.string("When that was last looked up. The finding shows it.", **DATE),
            **sourced(),
        },
    )
    return {
        "renamed": schema.keyed(
            "The renamed accounts by their old handle.",
            schema.nested("", renamed),
            required=True,
            minimum=1,
            **handle,
        )
    }


@check(
    scopes=("mention",),
    placeholders=("successor", "date", "when", "list"),
    params=_params,
    trigger=lambda p: Trigger(names=tuple(p["renamed"])),
)
def renamed_handle(p: Params) -> Algorithm:
    """Report a linked mention of an old handle."""
    table: Mapping[str, Mapping[str, str]] = {old.lower(): row for old, row in p["renamed"].items()}

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity = candidate.entity
        if entity is None:
            return NOTHING
        name, book, checked = entity.value.lower(), context.book, ""
        if book is not None and name in book.renamed:
            successor, day = book.renamed[name].successor, book.renamed[name].since or ""
        elif name in table and (book is None or name not in book.folded_handles):
            row = table[name]
            successor, day, checked = row["to"], row["date"], row["checked"] or row["date"]
        else:
            return NOTHING
        from spacelint.checks.shared.space import since, spoken

        values = {
            "successor": "@" + successor,
            "date": spoken(day),
            "when": since(day),
            "list": f" (list of {spoken(checked)})" if checked else "",
        }
        edits = (Edit(entity.start + 1, entity.end, successor),)
        return (Finding(entity.start, entity.end, values, edits),)

    return run
