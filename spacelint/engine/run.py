"""Run a program over a title: findings become diagnostics, in the order of the title."""

from __future__ import annotations

from bisect import bisect_left

from spacelint.engine.rule import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacelint.checks.contract import Context, Finding
    from spacelint.engine.program import Entry, Program
    from spacelint.engine.rule import Rule
    from spacelint.text import Title

_new = tuple.__new__


def run(
    program: Program, title: Title, context: Context, slow: Rule | None = None
) -> list[Diagnostic]:
    """Return the findings of ``program`` in ``title``, ordered by place and then by code.

    ``slow`` is the rule that reports a rule whose pattern ran out of time; the others still run.
    """
    found: list[Diagnostic] = []
    plan = program.rules_for(title, context)
    for entry in plan.title:
        # Most rules find nothing in most titles: those cost one call.
        try:
            findings = entry.algorithm(title, None, context)
        except TimeoutError:
            _say_slow(entry.rule, title, found, slow)
            continue
        if findings:
            _add(entry.rule, title, findings, found)
    if plan.has_candidate_rules:
        by_fault = plan.by_fault
        for candidate in title.candidates:
            kind = candidate.kind
            for entry in plan.by_kind[kind]:
                # As `_run`, without its call: there are a dozen rules to a tag.
                try:
                    findings = entry.algorithm(title, candidate, context)
                except TimeoutError:
                    _say_slow(entry.rule, title, found, slow)
                    continue
                if findings:
                    _add(entry.rule, title, findings, found)
            if candidate.fault is not None:
                for entry in by_fault.get((kind, candidate.fault), ()):
                    _run(entry, title, candidate, context, found, slow)
    if plan.url:
        for entity in title.entities:
            if entity.kind == "url":
                for entry in plan.url:
                    _run(entry, title, entity, context, found, slow)
    if len(found) > 1:
        found.sort(key=_place)
        if program.supersedes:
            return _without_superseded(found, program)
    return found


def _run(
    entry: Entry,
    title: Title,
    item: Any,
    context: Context,
    found: list[Diagnostic],
    slow: Rule | None,
) -> None:
    try:
        findings = entry.algorithm(title, item, context)
    except TimeoutError:
        _say_slow(entry.rule, title, found, slow)
        return
    if findings:
        _add(entry.rule, title, findings, found)


def _add(rule: Rule, title: Title, findings: Sequence[Finding], found: list[Diagnostic]) -> None:
    text = title.text
    for start, end, values, edits, severity in findings:
        own = rule._replace(severity=severity) if severity else rule
        found.append(_new(Diagnostic, (start, end, own, text, values, edits)))


def _say_slow(rule: Rule, title: Title, found: list[Diagnostic], slow: Rule | None) -> None:
    if slow is not None:
        text = title.text
        found.append(Diagnostic(0, len(text), slow, text, {"rule": rule.code, "name": rule.name}))


def _place(diagnostic: Diagnostic) -> tuple[int, int, str]:
    return diagnostic.start, diagnostic.end, diagnostic.rule.code


def _without_superseded(found: list[Diagnostic], program: Program) -> list[Diagnostic]:
    """Drop findings in a span that a more severe or more exact rule has already marked."""
    spans: dict[str, list[tuple[int, int]]] = {}  # by code that keeps quiet there, none overlapping
    for start, end, rule, *_ in found:
        for code in rule.supersedes:
            taken = spans.setdefault(code, [])
            if taken and start < taken[-1][1]:
                taken[-1] = (taken[-1][0], max(end, taken[-1][1]))
            else:
                taken.append((start, end))
    if not spans:
        return found
    return [d for d in found if not _overlaps(d, spans.get(d.rule.code, ()))]


def _overlaps(diagnostic: Diagnostic, taken: Sequence[tuple[int, int]]) -> bool:
    before = bisect_left(taken, (diagnostic.end, 0)) if taken else 0
    return before > 0 and diagnostic.start < taken[before - 1][1]
