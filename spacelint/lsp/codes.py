"""Rule codes and names in hover text and completion, and Markdown that is safe to show."""

from __future__ import annotations

import re

from lsprotocol import types

from spacelint.engine.rule import Rule, RuleSet
from spacelint.lsp.workspace import Analysis
from spacelint.report.common import rule_link
from spacelint.text.width import visible

_WORD = re.compile(r"[\w-]+")
_REST = re.compile(r"[\w-]*")


def hover_code(analysis: Analysis, offset: int) -> types.Hover | None:
    """Return the page of the rule whose code or name is at ``offset``, or None."""
    word = word_at(analysis, offset)
    rules = analysis.settings.project.rules
    rule = rules.get(word[0]) if word is not None else None
    if word is None or rule is None:
        return None
    page = markdown(rule_page(rules, rule))
    return types.Hover(page, analysis.positions.range(word.start(), word.end()))


def word_at(analysis: Analysis, offset: int) -> re.Match[str] | None:
    """Return the word of the document that an offset is in or next to."""
    words = _WORD.finditer(analysis.plan.text, *analysis.positions.line_span(offset))
    return next((word for word in words if word.start() <= offset <= word.end()), None)


def rule_page(rules: RuleSet, rule: Rule) -> str:
    """Return the docs of a rule in Markdown."""
    docs = rules.docs(rule.code)
    parts = [
        f"**{rule.code} {rule.name}** ({rule.severity})",
        plain(docs.summary),
        # Markdown on purpose: the team's own text; control characters are escaped all the same.
        "\n".join(visible(line) for line in docs.rationale.splitlines()),
    ]
    if rule.applicability:
        parts.append(f"Its fix is {rule.applicability}: {plain(rule.fix_title)}")
    if link := rule_link(rule.code):
        parts.append(f"[{link}]({link})")
    return "\n\n".join(parts)


def word_end(text: str, offset: int) -> int:
    """Return the end of the word at ``offset``, which a completion replaces."""
    rest = _REST.match(text, offset)
    return rest.end() if rest is not None else offset


def code_items(analysis: Analysis, start: int, offset: int) -> list[types.CompletionItem]:
    """Return all rules as completions of the word from ``start`` that ``offset`` is in."""
    rules = analysis.settings.project.rules
    where = analysis.positions.range(start, word_end(analysis.plan.text, offset))
    return [
        types.CompletionItem(
            rule.code,
            kind=types.CompletionItemKind.EnumMember,
            detail=f"{rule.name} ({rule.severity})",
            documentation=markdown(plain(rules.docs(rule.code).summary)),
            filter_text=f"{rule.code} {rule.name}",
            text_edit=types.TextEdit(where, rule.code),
        )
        for rule in rules.rules
    ]


def markdown(text: str) -> types.MarkupContent:
    """Return Markdown as the protocol has it."""
    return types.MarkupContent(types.MarkupKind.Markdown, text)


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]()<>#+-.!|~&@:/"})


def code(text: str) -> str:
    """Return ``text`` as code, fenced by more backticks than it has in a row."""
    shown = visible(text)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown[:1] in ("`", " ") or shown[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def plain(text: str) -> str:
    """Return ``text`` escaped, so that Markdown shows it without links, pictures or mark-up."""
    return visible(text).translate(_MARKS)
