"""Hover: what X makes of a tag, its entry in the brand book, the length of a title."""

from __future__ import annotations

from lsprotocol import types

from spacelint.brand.fold import fold_tag
from spacelint.lsp.codes import code, hover_code, markdown, plain
from spacelint.lsp.titles import PlannedTitle, part_at, title_at
from spacelint.lsp.toml_help import hover_toml
from spacelint.lsp.workspace import Analysis
from spacelint.plan import PlannedSpace
from spacelint.text import Candidate, Entity
from spacelint.text.length import ANDROID_LIMIT


def hover(analysis: Analysis, offset: int) -> types.Hover | None:
    """Return the hover text at ``offset`` (code points), or None."""
    if analysis.settings.kind != "plan":
        return hover_toml(analysis, offset)
    at = title_at(analysis, offset)
    if at is None:
        return hover_code(analysis, offset)
    part = part_at(at, offset)
    if part is None:
        return _card(analysis, _lengths(analysis, at), at.source.start, at.source.end)
    start, end = at.source.span(part.start, part.end)
    return _card(analysis, _links(part) + _known(analysis, at.space, part), start, end)


def _card(analysis: Analysis, lines: list[str], start: int, end: int) -> types.Hover:
    content = markdown("\n\n".join(lines))
    return types.Hover(content, analysis.positions.range(start, end))


def _lengths(analysis: Analysis, at: PlannedTitle) -> list[str]:
    text, limit = at.title.text, analysis.settings.linter.limit
    length, most = limit.measure(text), limit.maximum
    room = f"{most - length} left" if length <= most else f"{length - most} too many"
    return [
        f"**{length} of {limit.amount(most)}**, {room}",
        f"{ANDROID_LIMIT.measure(text)} UTF-16 units, as X's Android app counts"
        f" · {at.title.length.weighted} on X's counter ring",
    ]


def _links(part: Candidate | Entity) -> list[str]:
    if isinstance(part, Entity):
        return [f"X links the address {code(part.text)}"]
    linked, text = part.linked, code(part.text)
    if part.entity is None:
        return [f"X links nothing of {text}"]
    if part.fault == "list":
        return [f"X links the List {code(linked)}, not the person"]
    if part.rest:
        return [f"X links only **{code(linked)}**, not {text}"]
    return [f"X links all of {text}"]


def _known(analysis: Analysis, space: PlannedSpace, part: Candidate | Entity) -> list[str]:
    """Return the entries of the Space's brand book for a tag or handle.

    For one that is cut short, those of the part that links; for a List, those of its owner.
    """
    book = analysis.settings.context_of(space).book
    if book is None or part.kind not in ("hashtag", "mention"):
        return []
    linked = part.linked if isinstance(part, Candidate) else ""
    name = fold_tag((linked or part.text).partition("/")[0])
    lines = []
    if part.kind == "mention":
        if name in book.renamed:
            lines.append(f"Renamed: it is now {code('@' + book.renamed[name].successor)}")
        if name in book.folded_handles:
            handle = book.folded_handles[name]
            names = ", ".join(plain(one) for one in book.handle_names.get(handle, ()))
            lines.append(
                f"In the brand book: {code('@' + handle)}" + (f", {names}" if names else "")
            )
        return lines
    for campaign in book.campaigns.values():
        if name in map(fold_tag, (campaign.hashtag, *campaign.alternatives)):
            days = " to ".join(one for one in (campaign.first_day, campaign.last_day) if one)
            owner = f"ask {plain(campaign.owner)}" if campaign.owner else ""
            more = ", ".join(one for one in (days, owner) if one)
            lines.append(f"Campaign **{plain(campaign.name)}**" + (f": {more}" if more else ""))
    if name in book.retired:
        successor = book.retired[name].successor
        lines.append("Retired" + (f": write {code('#' + successor)}" if successor else ""))
    if name in book.folded_hashtags:
        tag = book.folded_hashtags[name]
        note = book.notes.get(tag, "")
        lines.append(f"In the brand book: {code('#' + tag)}" + (f", {plain(note)}" if note else ""))
    return lines
