"""Write suppressions: a comment where the format has them, else the Space's field ``ignore``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spacelint.engine.plans import PlanDiagnostic
from spacelint.engine.suppressions import directive
from spacelint.fixer.plans import PlanFix, Read, change
from spacelint.plan import Comment, Plan, PlannedSpace
from spacelint.text.model import Edit

_COMMENTS = ("toml", "yaml", "front-matter")
_FIELDS = ("json", "jsonl", "x-api")
# What cannot be read, and what is wrong with suppressions themselves, is fixed and not ignored.
_NOT_IGNORED = frozenset(("SL001", "SL008"))


class Ignored(NamedTuple):
    """A plan with suppressions written into it, and the findings for which none could be."""

    plan: Plan
    added: int
    left: tuple[PlanDiagnostic, ...]


def add_ignores(plan: Plan, found: Sequence[PlanDiagnostic], read: Read) -> Ignored:
    """Write suppressions for ``found`` into ``plan``; nothing else is changed, nothing written.

    A finding that belongs to no Space, one in a format without a place for it (CSV, calendars,
    text), and all of a plan that cannot be parsed are left.
    """
    in_field = _in_field(plan)
    groups: dict[tuple[int, int], list[PlanDiagnostic]] = {}
    left: list[PlanDiagnostic] = []
    for finding in found:
        code = finding.diagnostic.rule.code
        if finding.space < 0 or code in _NOT_IGNORED or plan.approximate:
            left.append(finding)
        else:
            # A comment stands where the finding does, a field speaks of the whole Space.
            line = -1
            if finding.source is None and not in_field:
                line = plan.lines.line_column(finding.start)[0]
            groups.setdefault((finding.space, line), []).append(finding)
    comments = {plan.lines.line_column(each.start)[0]: each for each in plan.comments}
    wanted: dict[int, tuple[Edit, list[PlanDiagnostic]]] = {}
    for group in groups.values():
        codes = list(dict.fromkeys(each.diagnostic.rule.code for each in group))
        edit = _edit(plan, comments, group[0], codes)
        if edit is None:
            left += group
        elif edit.start in wanted:
            # Two findings of one line: one comment for both.
            both = wanted[edit.start][1] + group
            codes = list(dict.fromkeys(each.diagnostic.rule.code for each in both))
            edit = _edit(plan, comments, group[0], codes) or edit
            wanted[edit.start] = (edit, both)
        else:
            wanted[edit.start] = (edit, group)
    fixes = [
        PlanFix(
            (edit,),
            tuple([each.diagnostic for each in group]),
            group[0].space if in_field else -1,
            ignore=in_field,
        )
        for edit, group in wanted.values()
    ]
    changed, refused = change(plan, fixes, read)
    lost = {id(diagnostic) for fix in refused for diagnostic in fix.diagnostics}
    left += [each for each in found if id(each.diagnostic) in lost]
    return Ignored(changed, len(found) - len(left), tuple(left))


def _in_field(plan: Plan) -> bool:
    """Return whether a Space says in a field what it ignores, as in JSON, also as front matter."""
    json = plan.format == "front-matter" and plan.text.lstrip().startswith("{")
    return json or plan.format in _FIELDS


def _edit(
    plan: Plan, comments: Mapping[int, Comment], finding: PlanDiagnostic, codes: list[str]
) -> Edit | None:
    space = plan.spaces[finding.space]
    if plan.format in _COMMENTS and not _in_field(plan):
        place = space.place("title") or space.place()
        if finding.source is not None and place is not None:
            return _comment(
                plan, comments, min(place.key_start, place.start), place.start, place.end, codes
            )
        return _comment(plan, comments, finding.start, finding.start, finding.end, codes)
    if _in_field(plan) and plan.text.startswith("{", getattr(space.place(), "start", 0)):
        return _field(plan, space, codes)
    return None


def _comment(
    plan: Plan,
    comments: Mapping[int, Comment],
    key: int,
    start: int,
    end: int,
    codes: list[str],
) -> Edit:
    """Return the edit that puts a comment behind the value at ``start:end``, or above its key."""
    text, lines = plan.text, plan.lines
    key_line = lines.line_column(key)[0]
    end = start + len(text[start:end].rstrip())
    last_line = lines.line_column(end)[0]
    filled = end > start
    start, stop = lines.line_span(key_line)
    comment = comments.get(key_line)
    if comment is not None and (parts := directive(comment)) is not None:
        word, first, last = parts
        if word == "ignore" and first < last:
            return Edit(last, last, "".join(f", {code}" for code in codes))
    listed = f"# spacelint: ignore[{', '.join(codes)}]"
    rest = text[end:stop].strip()
    # A second comment is read behind one that is not a suppression, and not behind a misspelt one.
    free = not rest or (rest.startswith("#") and "spacelint" not in rest)
    free = free and not text.startswith("#", key)  # the finding is a comment itself
    if last_line == key_line and free and filled:
        at = start + len(text[start:stop].rstrip())
        return Edit(at, at, f"  {listed}")
    # Other white space may be a line's end to YAML.
    indent = text[start:stop][: len(text[start:stop]) - len(text[start:stop].lstrip(" \t"))]
    return Edit(start, start, f"{indent}{listed}{_line_end(text)}")


def _field(plan: Plan, space: PlannedSpace, codes: list[str]) -> Edit | None:
    text = plan.text
    written = ", ".join(json.dumps(code) for code in codes)
    value = space.value("ignore")
    if isinstance(value, list):
        place = space.place("ignore")
        if place is None or not text.startswith("[", place.start):
            return None
        at = place.end - 1
        return Edit(at, at, f", {written}" if value else written)
    place = space.place("title")
    if value is not None or place is None or not text.startswith('"', place.key_start):
        return None
    start = plan.lines.line_span(plan.lines.line_column(place.key_start)[0])[0]
    before = text[start : place.key_start]
    gap = " " if before.strip() or plan.format == "jsonl" else _line_end(text) + before
    return Edit(place.key_start, place.key_start, f'"ignore": [{written}],{gap}')


def _line_end(text: str) -> str:
    at = text.find("\n")
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"
