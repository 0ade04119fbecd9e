"""Campaigns of the brand book: hashtag, season, clashes, and names that the book does not have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spacelint.brand.fold import fold_tag
from spacelint.checks.contract import NO_FIELDS, FieldFinding, Finding, Trigger, check
from spacelint.checks.shared.book_lookup import contact, lookup, over, verdict_of
from spacelint.checks.shared.space import day_of, spoken
from spacelint.checks.shared.text import bare_span, listed
from spacelint.text import Title
from spacelint.text.model import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.brand.book import Campaign
    from spacelint.checks.contract import (
        Algorithm,
        Context,
        FieldAlgorithm,
        FieldFindings,
        Params,
        PlannedSpace,
    )
    from spacelint.checks.shared.book_lookup import Lookup


#: A brand book, and a campaign that the plan or a hashtag names; two for a clash.
_TRIGGERS = {
    "hashtag": Trigger(needs=("space", "book"), book="planned"),
    "season": Trigger(needs=("book",), book="season"),
    "alone": Trigger(when="linked", needs=("book",), book="clash"),
}


@check(
    scopes=("title",),
    placeholders=("campaign", "tag", "ask", "when", "day", "other", "first"),
    params=lambda schema: {
        "asks": schema.choice(
            "The hashtag of the Space's campaign; the campaign's season; no clashing campaign.",
            tuple(_TRIGGERS),
            required=True,
        ),
    },
    trigger=lambda p: _TRIGGERS[p["asks"]],
)
def campaign(p: Params) -> Algorithm:
    """Report each campaign whose demand the title does not meet."""
    find = {"hashtag": _hashtag, "season": _season, "alone": _alone}[p["asks"]]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        return tuple(find(title, context, lookup(context.book)))

    return run


def _hashtag(title: Title, context: Context, look: Lookup) -> Iterator[Finding]:
    text = title.text
    start, end = bare_span(text)
    for campaign in look.planned(context):
        wanted = campaign.required and not _out_of_season(campaign, context)
        if not wanted or _is_meant(title, campaign, look):
            continue
        new = f" #{campaign.hashtag}"
        edits = (Edit(end, end, new),) if context.limit.fits(text[:end] + new + text[end:]) else ()
        yield Finding(start, end, _values(campaign, ask=contact(campaign)), edits)


def _is_meant(title: Title, campaign: Campaign, look: Lookup) -> bool:
    """Return whether the tag is there, linked or not: other rules report a broken one."""
    from spacelint.checks.shared.phrase_index import tag_words

    accepted = {fold_tag(tag) for tag in (campaign.hashtag, *campaign.alternatives)}
    for candidate in [one for one in title.candidates if one.kind == "hashtag"]:
        verdict = look.tag(candidate.text[1:])
        if verdict.kind == "unknown":
            verdict = verdict_of(candidate, look)[0]
        if verdict.entry and fold_tag(verdict.entry) in accepted:
            return True
        if accepted.intersection(map(fold_tag, candidate.text.replace("＃", "#").split("#"))):
            return True
    words = tag_words(look.book).within(title)
    return any(fold_tag(plain.entry) in accepted for plain in words)


def _season(title: Title, context: Context, look: Lookup) -> Iterator[Finding]:
    named, day = [], day_of(context)
    spans = [*_tagged(title, look)]
    spans += [(*bare_span(title.text), one) for one in look.planned(context)]
    for start, end, campaign in spans:
        when = _out_of_season(campaign, context)
        if when and campaign not in named:
            named.append(campaign)
            which = "this Space is on" if _dated(context) else "today is"
            filled = {"when": when, "day": f"{which} {spoken(day)}", "ask": contact(campaign)}
            yield Finding(start, end, _values(campaign, **filled))


def _out_of_season(campaign: Campaign, context: Context) -> str:
    """Return how the Space is outside of the campaign; one without a day is still to come."""
    day = day_of(context)
    first = campaign.first_day
    return "" if first and day < first and not _dated(context) else over(campaign, day)


def _dated(context: Context) -> bool:
    return getattr(context.space, "scheduled_start", None) is not None


def _alone(title: Title, context: Context, look: Lookup) -> Iterator[Finding]:
    before: list[tuple[str, Campaign]] = []
    for start, end, campaign in _tagged(title, look):
        for tag, other in before:
            if other.name in campaign.exclusive_with or campaign.name in other.exclusive_with:
                ask = contact(campaign) or contact(other)
                yield Finding(start, end, _values(campaign, other=other.name, first=tag, ask=ask))
                break
        before.append((title.text[start:end], campaign))


def _tagged(title: Title, look: Lookup) -> Iterator[tuple[int, int, Campaign]]:
    """Yield the linked hashtags of campaigns; a tag that several campaigns share is left out."""
    for entity in title.entities:
        if entity.kind == "hashtag":
            campaigns = look.tag(entity.value).campaigns
            if len(campaigns) == 1:
                yield entity.start, entity.end, campaigns[0]


def _values(campaign: Campaign, **filled: str) -> dict[str, str]:
    empty = dict.fromkeys(("when", "day", "other", "first"), "")
    return {"campaign": campaign.name, "tag": f"#{campaign.hashtag}", **empty, **filled}


_MOST_NAMED = 8


@check(
    scopes=("space",),
    placeholders=("what", "written", "nearest", "hint"),
    trigger=Trigger(needs=("space", "book")),
)
def unknown_campaign(p: Params) -> FieldAlgorithm:
    """Report each name that the book does not have."""

    def run(space: PlannedSpace, context: Context) -> FieldFindings:
        book, found = context.book, []
        if book.brands and space.brand and space.brand not in book.brands:
            found.append(_finding("brand", space.brand, book.brands))
        elif space.campaigns and book.campaigns:
            look, is_list = lookup(book), isinstance(space.value("campaign"), list)
            for item, name in enumerate(space.campaigns):
                if look.campaign_named(name) is None:
                    at, owner = item if is_list else -1, _owner(name, context)
                    found.append(_finding("campaign", name, tuple(book.campaigns), at, owner))
        return found or NO_FIELDS

    return run


def _owner(name: str, context: Context) -> str:
    """Return the brand that a campaign of the configuration belongs to; "" where it has none."""
    if context.books is None:
        return ""
    campaign = lookup(context.books(None)[0]).campaign_named(name)
    return (campaign.brand or "") if campaign is not None else ""


def _finding(
    field: str, written: str, known: Collection[str], item: int = -1, owner: str = ""
) -> FieldFinding:
    from spacelint.schema import nearest

    near = None if owner else nearest(written, known)
    if owner:
        hint = f"It belongs to the brand {owner}; the Space's brand is another"
    elif near:
        hint = f"Did you mean {near}?"
    else:
        hint = f"It has {listed(sorted(known), _MOST_NAMED)}"
    values = {"what": field, "written": written, "nearest": near or "", "hint": hint}
    return FieldFinding(field, values, item, near or None)
