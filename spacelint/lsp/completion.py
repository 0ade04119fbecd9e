"""Completion: tags after ``#``, handles after ``@``, fields of a Space, codes of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from spacelint.brand.book import BrandBook
from spacelint.lsp.codes import code_items, markdown, plain, word_end
from spacelint.lsp.titles import title_at
from spacelint.lsp.toml_help import complete_toml, in_value
from spacelint.lsp.workspace import Analysis
from spacelint.plan import Plan
from spacelint.plan.fields import FIELDS
from spacelint.plan.formats.front_matter import front_matter
from spacelint.suggester.goals import speaker_handle
from spacelint.text.pattern import compile_re

_TAG = re.compile(r"([#＃@＠])([^\s#＃@＠\"']*)\Z")
_IGNORE = re.compile(r"#[ \t]*spacelint:[ \t]*(?:file-)?ignore\[[^\]]*?([\w-]*)\Z")
_REST = re.compile(r"\w*")
_TITLE_KEY = re.compile(r"[\"']?(?:title|name)[\"']?[ \t]*[:=]")
_PEOPLE_KEY = re.compile(r"(?:(?:co[_-]?)?hosts?|speakers?|guests?)[\"']?[ \t]*[:=]")


def complete(analysis: Analysis, offset: int) -> list[types.CompletionItem]:
    """Return the completions at ``offset`` (code points)."""
    plan = analysis.plan
    if analysis.settings.kind != "plan":
        return complete_toml(analysis, offset)
    start, _ = analysis.positions.line_span(offset)
    text = plan.text
    start = max(start, offset - _LINE_LOOK_BACK)
    before = text[start:offset]
    ignored = _IGNORE.search(before)
    if ignored is not None:
        return code_items(analysis, start + ignored.start(1), offset)
    tag = _TAG.search(before)
    at = title_at(analysis, offset) if tag is not None else None
    if tag is not None and (at is not None or _starts_link(tag[1], before)):
        context = analysis.settings.context_of(at.space if at is not None else None)
        book = context.book or BrandBook()
        rest = _REST.match(text, offset)
        where = analysis.positions.range(start + tag.start(), rest.end() if rest else offset)
        return list(_tags(book, where) if tag[1] in "#＃" else _handles(analysis, book, where))
    return field_items(analysis, plan, offset)


def _starts_link(sign: str, before: str) -> bool:
    """True if the sign starts a link on this line of a plan that cannot be parsed yet."""
    keys = (_TITLE_KEY,) if sign in "#＃" else (_TITLE_KEY, _PEOPLE_KEY)
    return any(key.search(before) for key in keys)


def _tags(book: BrandBook, where: types.Range) -> Iterator[types.CompletionItem]:
    seen = set()
    for campaign in book.campaigns.values():
        seen.add(campaign.hashtag)
        days = " to ".join(one for one in (campaign.first_day, campaign.last_day) if one)
        owner = f"Ask {campaign.owner}" if campaign.owner else ""
        yield _item(
            f"#{campaign.hashtag}", where, types.CompletionItemKind.Event,
            f"campaign {campaign.name}", ". ".join(one for one in (days, owner) if one), "0",
        )  # fmt: skip
    for tag in book.hashtags:
        if tag not in seen:
            kind = types.CompletionItemKind.Value
            yield _item(f"#{tag}", where, kind, "hashtag", book.notes.get(tag, ""), "1")


def _handles(
    analysis: Analysis, book: BrandBook, where: types.Range
) -> Iterator[types.CompletionItem]:
    kinds = types.CompletionItemKind
    for handle in book.handles:
        names = ", ".join(book.handle_names.get(handle, ()))
        yield _item(f"@{handle}", where, kinds.Reference, names or "brand book", "", "0")
    seen = {handle.lower() for handle in book.handles}
    for handle in _people(analysis):
        if handle.lower() not in seen:
            seen.add(handle.lower())
            yield _item(f"@{handle}", where, kinds.Variable, "in this plan", "", "1")


def _people(analysis: Analysis) -> Iterator[str]:
    for space in analysis.plan.spaces:
        for who in (space.host or "", *space.cohosts, *space.speakers):
            handle = speaker_handle(who)
            if handle:
                yield handle


def _item(
    label: str, where: types.Range, kind: types.CompletionItemKind, detail: str, doc: str, rank: str
) -> types.CompletionItem:
    return types.CompletionItem(
        label,
        kind=kind,
        detail=detail,
        documentation=markdown(plain(doc)) if doc else None,
        sort_text=rank + label.lower(),
        filter_text=label,
        text_edit=types.TextEdit(where, label),
    )


#: By syntax: the part of a name before the cursor, what follows a name, and how to write that.
_SYNTAXES = {
    "toml": (re.compile(r"^[ \t]*([A-Za-z_-]*)\Z"), re.compile(r"[ \t]*[=.]"), " = "),
    "yaml": (re.compile(r"^[ \t]*(?:- +)?([A-Za-z_-]*)\Z"), re.compile(r"[ \t]*:"), ": "),
    "json": (re.compile(r"\"([A-Za-z_-]*)\Z"), re.compile(r"\""), '": '),
}
_TOKEN = compile_re(r"\"(?:[^\"\\\n]|\\.)*+\"?|[\[\]{},:]|[\w.+-]+")
_LOOK_BACK = 20_000
_LINE_LOOK_BACK = 1_000


def field_items(analysis: Analysis, plan: Plan, offset: int) -> list[types.CompletionItem]:
    """Return the fields of a Space if ``offset`` is at the name of one."""
    text, syntax = plan.text, _syntax(plan, offset)
    if syntax not in _SYNTAXES:
        return []
    before, follows, after = _SYNTAXES[syntax]
    start, _ = analysis.positions.line_span(offset)
    name = before.search(text[start:offset])
    if name is None or (syntax == "toml" and in_value(text, start)):
        return []
    begin = offset - len(name[1])
    if syntax == "json" and not _is_key(text, begin - 1, lines=plan.format == "jsonl"):
        return []
    end = word_end(text, offset)
    after = "" if follows.match(text, end) else after
    where = analysis.positions.range(begin, end)
    return [
        types.CompletionItem(
            name,
            kind=types.CompletionItemKind.Field,
            documentation=doc,
            text_edit=types.TextEdit(where, name + after),
        )
        for name, doc in {field.name: field.help for field in FIELDS}.items()
    ]


def _syntax(plan: Plan, offset: int) -> str:
    """Return the syntax of the fields at a place."""
    if plan.format == "front-matter":
        start, end, syntax = front_matter(plan.text) or (0, 0, "")
        return syntax if start <= offset and (end < 0 or offset < end) else ""
    return "json" if plan.format == "jsonl" else plan.format


def _is_key(text: str, quote: int, *, lines: bool) -> bool:
    """True if a key may begin with this quote; ``lines``: each line is a document."""
    # No JSON string spans lines, so scanning can start at any line.
    begin = text.rfind("\n", 0, quote if lines else max(0, quote - _LOOK_BACK)) + 1
    inside, last, end = [], "", begin
    for token in _TOKEN.finditer(text, begin, quote):
        last, end = token[0][0], token.end()
        if last in "[{":
            inside.append(last)
        elif last in "]}" and inside:
            inside.pop()
    # The comma at the end of the line above may still be missing.
    fresh = last in ("{", ",") or (last not in ("", ":", "[") and "\n" in text[end:quote])
    return fresh and inside[-1:] != ["["]
