"""Completion: tags after ``#``, handles after ``@``, fields of a plan, codes of rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.lsp.codes import code_items
from spacelint.lsp.markdown import plain
from spacelint.lsp.plan_fields import field_items
from spacelint.lsp.titles import title_at
from spacelint.lsp.toml_help import complete_toml
from spacelint.suggester.goals import speaker_handle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.brand.book import BrandBook
    from spacelint.lsp.analysis import Analysis

_TAG = re.compile(r"([#＃@＠])([^\s#＃@＠\"']*)\Z")
_IGNORE = re.compile(r"#[ \t]*spacelint:[ \t]*(?:file-)?ignore\[[^\]]*?([\w-]*)\Z")
_REST = re.compile(r"\w*")
_TITLE_KEY = re.compile(r"[\"']?(?:title|name)[\"']?[ \t]*[:=]")
_PEOPLE_KEY = re.compile(r"(?:(?:co[_-]?)?hosts?|speakers?|guests?)[\"']?[ \t]*[:=]")


def complete(analysis: Analysis, offset: int) -> list[types.CompletionItem]:
    """Return what may stand at ``offset`` (code points)."""
    plan = analysis.plan
    if plan is None:
        return complete_toml(analysis, offset)
    start, _ = analysis.positions.line_span(offset)
    text = plan.text
    before = text[start:offset]
    ignored = _IGNORE.search(before)
    if ignored is not None:
        return code_items(analysis, start + ignored.start(1), offset)
    tag = _TAG.search(before)
    at = title_at(analysis, offset) if tag is not None else None
    if tag is not None and (at is not None or _is_of(tag[1], before)):
        book = analysis.governing.context_of(at.space if at is not None else None).book
        rest = _REST.match(text, offset)
        where = analysis.positions.range(start + tag.start(), rest.end() if rest else offset)
        return list(_tags(book, where) if tag[1] in "#＃" else _handles(analysis, book, where))
    return field_items(analysis, plan, offset)


def _is_of(sign: str, before: str) -> bool:
    """Tell whether a line that cannot be read yet is one on which the sign starts a link."""
    keys = (_TITLE_KEY,) if sign in "#＃" else (_TITLE_KEY, _PEOPLE_KEY)
    return any(key.search(before) for key in keys)


def _tags(book: BrandBook | None, where: types.Range) -> Iterator[types.CompletionItem]:
    if book is None:
        return
    told = set()
    for campaign in book.campaigns.values():
        told.add(campaign.hashtag)
        days = " to ".join(one for one in (campaign.first_day, campaign.last_day) if one)
        owner = f"Ask {campaign.owner}" if campaign.owner else ""
        yield _item(
            f"#{campaign.hashtag}", where, types.CompletionItemKind.Event,
            f"campaign {campaign.name}", ". ".join(one for one in (days, owner) if one), "0",
        )  # fmt: skip
    for tag in book.hashtags:
        if tag not in told:
            kind = types.CompletionItemKind.Value
            yield _item(f"#{tag}", where, kind, "hashtag", book.notes.get(tag, ""), "1")


def _handles(
    analysis: Analysis, book: BrandBook | None, where: types.Range
) -> Iterator[types.CompletionItem]:
    told = set()
    for handle in book.handles if book is not None else ():
        told.add(handle.lower())
        names = ", ".join(book.handle_names.get(handle, ())) if book is not None else ""
        kind = types.CompletionItemKind.Reference
        yield _item(f"@{handle}", where, kind, names or "brand book", "", "0")
    for handle in _people(analysis):
        if handle.lower() not in told:
            told.add(handle.lower())
            yield _item(
                f"@{handle}", where, types.CompletionItemKind.Variable, "in this plan", "", "1"
            )


def _people(analysis: Analysis) -> Iterator[str]:
    for space in analysis.plan.spaces if analysis.plan is not None else ():
        for who in (space.host or "", *space.cohosts, *space.speakers):
            handle = speaker_handle(who)
            if handle:
                yield handle


def _item(
    label: str,
    where: types.Range,
    kind: types.CompletionItemKind,
    detail: str,
    doc: str,
    rank: str,
) -> types.CompletionItem:
    return types.CompletionItem(
        label,
        kind=kind,
        detail=detail,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, plain(doc)) if doc else None,
        sort_text=rank + label.lower(),
        filter_text=label,
        text_edit=types.TextEdit(where, label),
    )
