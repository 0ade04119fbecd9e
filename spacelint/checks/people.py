"""The people of a Space compared with the mentions in its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.space import guests, handle_of, listed
from spacelint.text import Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass

_MENTIONS = frozenset(("mention", "list"))


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
    judge = {"unmentioned": _unmentioned, "host": _host, "stranger": _stranger}[p["who"]]
    most: int = p["most"]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        return tuple(judge(title, context, most)) or NOTHING

    return run


def _unmentioned(title: Title, context: Context, most: int) -> Iterator[Finding]:
    people = {
        handle.lower(): handle for person in guests(context.space) if (handle := handle_of(person))
    }
    if not people:
        return
    named = [candidate for candidate in title.candidates if candidate.kind == "mention"]
    for candidate in named:
        people.pop(candidate.text[1:].lower(), None)
        if candidate.entity is not None:
            people.pop(candidate.entity.value.lower(), None)
    host = handle_of(getattr(context.space, "host", None) or "")
    people.pop(host.lower(), None)
    text = title.text
    end = len(text.rstrip())
    start = end - len(text[:end].lstrip())
    added = ""
    for handle in list(people.values())[: max(0, most - len(named))]:
        if context.limit.fits(f"{text[:end]}{added} @{handle}"):
            added += f" @{handle}"
    if added and start < end:
        names = ["@" + handle for handle in people.values()]
        speak = "are" if len(names) > 1 else "is"
        values = {
            "people": listed(names),
            "speak": speak,
            "room": listed(added.split()),
            "replacement": added.strip(),
        }
        yield Finding(start, end, values, (Edit(end, end, added),))


def _host(title: Title, context: Context, most: int) -> Iterator[Finding]:
    host = handle_of(getattr(context.space, "host", None) or "").lower()
    if host:
        for entity in title.entities:
            if entity.kind == "mention" and entity.value.lower() == host:
                yield Finding(entity.start, entity.end)


def _stranger(title: Title, context: Context, most: int) -> Iterator[Finding]:
    people = guests(context.space)
    handles = {handle_of(person).lower() for person in people}
    if not people or "" in handles:
        return  # nobody to compare with, or one whose handle nobody knows
    handles.add(handle_of(getattr(context.space, "host", None) or "").lower())
    book = context.book
    for entity in title.entities:
        if entity.kind in _MENTIONS:
            name = entity.value.partition("/")[0].lower()
            known = book is not None and (name in book.folded_handles or name in book.renamed)
            if name not in handles and not known:
                yield Finding(entity.start, entity.end)
