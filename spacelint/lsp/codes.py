"""Rule codes and names in hover text and completion, and Markdown that is safe to show."""

from __future__ import annotations

import re

from lsprotocol import types

from spacelint.engine.rule import Rule, RuleSet
from spacelint.lsp.analysis import Analysis
from spacelint.report.common import rule_link
from spacelint.text.width import visible

_WORD = re.compile(r"[A-Za-z0-9_-]+")
_REST = re.compile(r"[\w-]*")


def hover_code(analysis: Analysis, offset: int) -> types.Hover | None:
    """Return the page of the rule whose code or name stands at ``offset``; None where none does."""
    text = _text(analysis)
    start, end = analysis.positions.line_span(offset)
    for word in _WORD.finditer(text, start, end):
        if word.start() <= offset <= word.end():
            rules = analysis.governing.project.rules
            rule = rules.get(word[0])
            if rule is None:
                return None
            page = types.MarkupContent(types.MarkupKind.Markdown, rule_page(rules, rule))
            return types.Hover(page, analysis.positions.range(word.start(), word.end()))
    return None


def rule_page(rules: RuleSet, rule: Rule) -> str:
    """Return what a rule's file says of it, in Markdown."""
    docs = rules.docs(rule.code)
    parts = [
        f"**{rule.code} {rule.name}** ({rule.severity})",
        plain(docs.summary),
        # Markdown on purpose; the team's rule files are no strangers' text, yet stay visible.
        "\n".join(visible(line) for line in docs.rationale.splitlines()),
    ]
    if rule.applicability:
        parts.append(f"Its fix is {rule.applicability}: {plain(rule.fix_title)}")
    if link := rule_link(rule.code):
        parts.append(f"[{link}]({link})")
    return "\n\n".join(parts)


def word_end(text: str, offset: int) -> int:
    """Return where the word ends that a cursor at ``offset`` is in: a completion replaces it."""
    rest = _REST.match(text, offset)
    return rest.end() if rest is not None else offset


def code_items(analysis: Analysis, start: int, offset: int) -> list[types.CompletionItem]:
    """Return all rules as completions of the word from ``start`` that ``offset`` is in."""
    rules = analysis.governing.project.rules
    where = analysis.positions.range(start, word_end(_text(analysis), offset))
    return [
        types.CompletionItem(
            rule.code,
            kind=types.CompletionItemKind.EnumMember,
            detail=f"{rule.name} ({rule.severity})",
            documentation=_summary(rules, rule),
            filter_text=f"{rule.code} {rule.name}",
            text_edit=types.TextEdit(where, rule.code),
        )
        for rule in rules.rules
    ]


def _summary(rules: RuleSet, rule: Rule) -> types.MarkupContent:
    return types.MarkupContent(types.MarkupKind.Markdown, plain(rules.docs(rule.code).summary))


def _text(analysis: Analysis) -> str:
    text = analysis.plan.text if analysis.plan is not None else analysis.document.text
    return text.removeprefix("\ufeff")


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]()<>#+-.!|~&@:/"})


def code(text: str) -> str:
    """Return ``text`` as code, fenced by more backticks than it has in a row."""
    shown = visible(text)
    run = longest = 0
    for char in shown:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    fence = "`" * (longest + 1)
    pad = " " if shown[:1] in ("`", " ") or shown[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def plain(text: str) -> str:
    """Return ``text`` so that Markdown makes no link, picture or mark-up of it."""
    return visible(text).translate(_MARKS)
