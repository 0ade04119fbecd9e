"""Disclosure of a paid Space: an accepted word in the title, where people see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from spacelint.checks.contract import (
    NOTHING,
    Algorithm,
    Context,
    Finding,
    Params,
    Trigger,
    check,
)
from spacelint.checks.shared.disclosure import (
    brand_speaks,
    cut_out,
    label,
    paid,
    region_of,
    regions,
    says,
    without_brand,
)
from spacelint.checks.shared.text import bare_span
from spacelint.text import Title
from spacelint.text.model import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from spacelint.severity import Severity

    Regions = Mapping[str, Mapping[str, Any]]

_SIGNS = "#＃"
_ANYWHERE = "anywhere"
_TOKEN = re.compile(r"[^\W_]+")


def _names(p: Params) -> frozenset[str]:
    words = [*p["words"], *(word for row in p["unclear"].values() for word in row["words"])]
    return frozenset([word.lstrip(_SIGNS).casefold() for word in words])


def _trigger(p: Params) -> Trigger:
    """For a missing word a Space, since it may be paid for; for the others a hashtag."""
    if p["fault"] == "missing":
        return Trigger(needs=("space",))
    named = _names(p)
    words = {max(_TOKEN.findall(name), key=len, default="") for name in named}
    # A campaign of the Space may add a word.
    return Trigger(when="words planned", words=tuple(sorted(words)), longer=2, links=1)


_EMPTY = dict.fromkeys(("word", "reason", "accepted", "region", "date", "replacement", "ask"), "")


@check(
    scopes=("title",),
    placeholders=tuple(_EMPTY),
    params=lambda schema: {
        "fault": schema.choice("What is wrong.", ("missing", "unclear", "buried"), required=True),
        "accepted": regions("Accepted words by region.", "Words that will do."),
        "unclear": regions(
            "Unclear words by region; those of the row `anywhere` are unclear in all.",
            "Words that will not do.",
        ),
        "words": schema.strings("Hashtags whose place is looked at."),
        "links": schema.integer("Links that may stand before the word.", default=1, minimum=0),
        "without-brand": without_brand(),
    },
    trigger=_trigger,
)
def disclosure(p: Params) -> Algorithm:
    """Report the title or the word."""
    find = {"missing": _missing, "unclear": _unclear, "buried": _buried}[p["fault"]]
    names = _names(p)
    tags_only = p["fault"] != "missing"

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        if tags_only and not _may_be_in(title, names, context):
            return NOTHING
        return tuple(find(title, context, p)) or NOTHING

    return run


def _may_be_in(title: Title, names: frozenset[str], context: Context) -> bool:
    """Return whether one of the hashtags may be there; a Space's campaign may add others."""
    if context.space is not None and context.book is not None:
        return True
    return any(e[0] == "hashtag" and e[4].casefold() in names for e in title.entities)


def _missing(title: Title, context: Context, p: Mapping[str, Any]) -> Iterator[Finding]:
    is_paid, campaign = paid(context)
    if not is_paid:
        return
    from spacelint.checks.shared.book_lookup import contact
    from spacelint.checks.shared.space import spoken

    text, table = title.text, p["accepted"]
    if row := region_of(table, campaign):
        table = {row: table[row]}
    own = [campaign.disclosure_word] if campaign is not None and campaign.disclosure_word else []
    words = [word for row in table.values() for word in row["words"]]
    if says(text, [*own, *words]):
        return
    start, end = bare_span(text)
    if start >= end:
        return
    write = next(iter([*own, *(row["write"] for row in table.values() if row["write"])]), "")
    edits: tuple[Edit, ...] = ()
    if write and context.limit.fits(f"{text[:start]}{label(write)} {text[start:]}"):
        edits = (Edit(start, start, f"{label(write)} "),)
    region = _named(table) if len(table) == 1 else ""
    of = f"belongs to the paid campaign {campaign.name}" if campaign else "is sponsored"
    values = {
        "word": write,
        "accepted": write or "an accepted word",
        "region": f", which is accepted in {region}" if region else "",
        "date": spoken(min(row["date"] for row in table.values())),  # no younger than its oldest
        "reason": f"This Space {of}",
        "replacement": write,
        "ask": contact(campaign),
    }
    yield Finding(start, end, values, edits)


def _unclear(title: Title, context: Context, p: Mapping[str, Any]) -> Iterator[Finding]:
    is_paid, campaign = paid(context)
    if not is_paid and getattr(context.space, "sponsored", None) is False:
        return
    from spacelint.checks.shared.book_lookup import contact
    from spacelint.checks.shared.space import spoken

    table: Regions = p["unclear"]
    region = region_of(table, campaign)
    rows = [(name, table[name]) for name in (region, _ANYWHERE) if name in table]
    own = (campaign.disclosure_word or "") if campaign is not None else ""
    write = own or next((row["write"] for _, row in rows if row["write"]), "")
    if write and says(title.text, [write]):
        return  # it is said clearly as well
    for entity in title.entities:
        if entity.kind != "hashtag" or entity.value.casefold() == own.lstrip(_SIGNS).casefold():
            continue
        for name, row in rows:
            if entity.value.casefold() in {w.lstrip(_SIGNS).casefold() for w in row["words"]}:
                values = _EMPTY | {
                    "word": entity.text,
                    "region": f" in {_named({name: row})}" if name == region else "",
                    "date": spoken(row["date"]),
                    "replacement": write,
                    "accepted": write,
                    "ask": contact(campaign),
                }
                # Where nobody said that it is paid for, the word may be its plain self.
                edits = (Edit(entity.start, entity.end, write),) if is_paid and write else ()
                severity: Severity | Literal[""] = p["without-brand"]
                severity = "" if brand_speaks(context) else severity
                yield Finding(entity.start, entity.end, values, edits, severity)
                break


def _buried(title: Title, context: Context, p: Mapping[str, Any]) -> Iterator[Finding]:
    if getattr(context.space, "sponsored", None) is False:
        return
    text = title.text
    _, campaign = paid(context)
    own = (campaign.disclosure_word or "") if campaign is not None else ""
    names = {word.lstrip(_SIGNS).casefold() for word in (*p["words"], own)}
    before = 0
    for entity in title.entities:
        if entity.kind == "hashtag" and entity.value.casefold() in names:
            last = not any(map(str.isalnum, text[entity.end :]))
            first = not any(map(str.isalnum, text[: entity.start]))
            if first or not (last or before > p["links"]):
                return
            where = f"after {before} other links" if before > p["links"] else "last in the title"
            start = len(text) - len(text.lstrip())
            filled = {"word": entity.text, "reason": where, "replacement": entity.text}
            edits = (Edit(start, start, f"{entity.text} "), cut_out(text, entity.start, entity.end))
            yield Finding(entity.start, entity.end, _EMPTY | filled, edits)
            return
        before += entity.kind in ("hashtag", "mention")


def _named(table: Regions) -> str:
    """Return the name of the first region of a table as a sentence has it."""
    key, row = next(iter(table.items()))
    return row["name"] or key
