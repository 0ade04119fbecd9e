"""A campaign or brand in a plan that the brand book does not have."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacelint.checks.contract import (
    NO_FIELDS,
    Context,
    FieldAlgorithm,
    FieldFinding,
    FieldFindings,
    Params,
    PlannedSpace,
    Trigger,
    check,
)

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
            from spacelint.checks.shared.book_lookup import lookup

            look = lookup(book)
            for item, name in _written(space):
                if look.campaign_named(name) is None:
                    owner = _owner(name, context)
                    found.append(_finding("campaign", name, tuple(book.campaigns), item, owner))
        return found or NO_FIELDS

    return run


def _written(space: PlannedSpace) -> Iterator[tuple[int, str]]:
    """Yield the campaigns of a Space with the index of each in its list; -1 where there is none."""
    listed = isinstance(space.value("campaign"), list)
    for item, name in enumerate(space.campaigns):
        yield (item if listed else -1), name


def _owner(name: str, context: Context) -> str:
    """Return the brand that a campaign of the configuration belongs to; "" where it has none."""
    if context.books is None:
        return ""
    from spacelint.checks.shared.book_lookup import lookup

    campaign = lookup(context.books(None)[0]).campaign_named(name)
    return (campaign.brand or "") if campaign is not None else ""


def _finding(
    field: str, written: str, known: Collection[str], item: int = -1, owner: str = ""
) -> FieldFinding:
    from spacelint.schema import nearest

    near = None if owner else nearest(written, known)
    names = ", ".join(sorted(known)[:_MOST_NAMED])
    more = len(known) - _MOST_NAMED
    hint = f"Did you mean {near}?" if near else f"It has {names}"
    if not near and more > 0:
        hint += f" and {more} more"
    if owner:
        hint = f"It belongs to the brand {owner}; the Space's brand is another"
    values = {"what": field, "written": written, "nearest": near or "", "hint": hint}
    return FieldFinding(field, values, item, near or None)
