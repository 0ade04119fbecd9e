"""Fix a plan: the characters that fixes name, and no others.

Every round is proved before it is kept: the fixed text is read again, and every value of the
document but the titles that were to change must be what it was.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.engine.plans import PlanDiagnostic, check_plan
from spacelint.engine.rule import Diagnostic
from spacelint.engine.suppress import suppress
from spacelint.fixer.titles import MOST_ROUNDS, applicable
from spacelint.plan import Plan, read_plan
from spacelint.plan.compare import only_titles_differ
from spacelint.source.text import apply
from spacelint.text.model import Edit
from spacelint.text.value import Path

Find = Callable[[Plan], list[PlanDiagnostic]]
Wanted = Callable[[Diagnostic], bool]
Read = Callable[[str], Plan]


class PlanFix(NamedTuple):
    """Edits on a plan's text that belong together: those of one title, or of one finding.

    ``title`` is what the title of Space number ``space`` must be afterwards, None where the fix
    itself decides it. ``ignore`` is true where the Space's field ``ignore`` may change instead,
    and ``path`` that of another value which may.
    """

    edits: tuple[Edit, ...]
    diagnostics: tuple[Diagnostic, ...]
    space: int
    title: str | None = None
    ignore: bool = False
    path: Path = ()


class Refused(NamedTuple):
    """A fix that was not made, and why, in words that follow "left as it was, since"."""

    diagnostics: tuple[Diagnostic, ...]
    reason: str


class FixedPlan(NamedTuple):
    """A fixed plan: as it reads now, what was applied, what is left, and what was refused."""

    plan: Plan
    applied: tuple[Diagnostic, ...]
    left: list[PlanDiagnostic]
    refused: tuple[Refused, ...]


def fix_plan(plan: Plan, find: Find, wanted: Wanted, read: Read) -> FixedPlan:
    """Apply the fixes that are ``wanted`` until none is left, at most 10 rounds; writes nothing.

    ``find`` gives the findings of a plan, ``read`` makes a plan of a fixed text. A plan that is
    approximate (it could not be parsed) is given back as it is.
    """
    found = find(plan)
    applied: list[Diagnostic] = []
    refused: dict[tuple[int, str], Refused] = {}
    seen = {plan.text}
    for _ in range(0 if plan.approximate else MOST_ROUNDS):
        fixes, lost = _plan_fixes(found, wanted)
        fixes = [each for each in fixes if _key(each.space, each.diagnostics) not in refused]
        refused |= lost
        if not fixes:
            break
        found = []  # two plans with all that is known of each may be too much at once
        plan.forget()
        made, fixed, refusals = _proved(plan, fixes, read)
        for fix in refusals:
            key = _key(fix.space, fix.diagnostics)
            refused[key] = Refused(fix.diagnostics, "another value would change with it")
        if not made or fixed.text in seen:
            found = find(plan)
            break
        seen.add(fixed.text)
        applied += [diagnostic for fix in made for diagnostic in fix.diagnostics]
        plan, fixes, made = fixed, [], []
        found = find(plan)
    return FixedPlan(plan, tuple(applied), found, tuple(refused.values()))


def change(plan: Plan, fixes: Sequence[PlanFix], read: Read) -> tuple[Plan, list[PlanFix]]:
    """Make edits that do not overlap, as far as they change nothing else.

    Returns the changed plan and the fixes that were not made.
    """
    _, changed, refusals = _proved(plan, fixes, read)
    return changed, refusals


def fixed_plan_text(
    linter: Linter, text: str, format: str, unsafe: bool, context: Context, codes: Collection[str]
) -> str:
    """Return the text as the fixes of the rules ``codes`` (all if empty) leave it.

    The form in which `spacelint.engine.examples` wants it.
    """
    allowed = ("safe", "unsafe") if unsafe else ("safe",)

    def read(written: str) -> Plan:
        return read_plan(written.encode(), "example", format=format)

    def find(plan: Plan) -> list[PlanDiagnostic]:
        return suppress(plan, check_plan(plan, linter, context), linter, context).left

    def wanted(diagnostic: Diagnostic) -> bool:
        rule = diagnostic.rule
        return rule.applicability in allowed and (not codes or rule.code in codes)

    return fix_plan(read(text), find, wanted, read).plan.text


def _plan_fixes(
    found: Sequence[PlanDiagnostic], wanted: Wanted
) -> tuple[list[PlanFix], dict[tuple[int, str], Refused]]:
    """Return the fixes of this round, apart from each other, and those that cannot be written."""
    titles: dict[int, list[PlanDiagnostic]] = {}
    fixes: list[PlanFix] = []
    for finding in found:
        diagnostic = finding.diagnostic
        if not wanted(diagnostic):
            continue
        if finding.source is not None:
            titles.setdefault(finding.space, []).append(finding)
        elif finding.file_edits and diagnostic.rule.applicability in ("safe", "unsafe"):
            at, written = finding.space, finding.file_edits
            ignore = at >= 0 and diagnostic.rule.code == "SL008"
            fixes.append(PlanFix(written, (diagnostic,), at, None, ignore, finding.path))
    lost = {}
    for space, group in titles.items():
        source = group[0].source
        chosen = applicable((each.diagnostic for each in group), unsafe=True)
        if source is None or not chosen:
            continue
        edits = [Edit(*edit) for diagnostic in chosen for edit in diagnostic.edits]
        rewritten = source.replace(edits)
        if rewritten is None:
            refusal = Refused(tuple(chosen), "the new title can't be written in its place")
            lost[_key(space, refusal.diagnostics)] = refusal
            continue
        fixes.append(PlanFix(rewritten, tuple(chosen), space, apply(source.value, edits)))
    return _apart(fixes), lost


def _apart(fixes: Sequence[PlanFix]) -> list[PlanFix]:
    """Return fixes none of whose edits touch; what is about the file goes before its titles."""
    chosen: list[PlanFix] = []
    taken: list[tuple[int, int]] = []
    busy: set[int] = set()  # Spaces whose title a fix about the file changes in this round
    for fix in sorted(fixes, key=lambda each: (each.title is not None, each.edits[:1])):
        if _touches(fix.edits, taken) or (fix.title is not None and fix.space in busy):
            continue
        chosen.append(fix)
        if fix.title is None and not fix.ignore and not fix.path:
            busy.add(fix.space)
        for edit in fix.edits:
            insort(taken, (edit.start, edit.end))
    return chosen


def _touches(edits: Sequence[Edit], taken: Sequence[tuple[int, int]]) -> bool:
    for edit in edits:
        at = bisect_right(taken, (edit.end, 1 << 62))
        if at and taken[at - 1][1] >= edit.start:
            return True
    return False


def _proved(
    plan: Plan, fixes: Sequence[PlanFix], read: Read
) -> tuple[list[PlanFix], Plan, list[PlanFix]]:
    """Make all fixes that change nothing else; halves the set to find those that would."""
    made: list[PlanFix] = []
    refusals: list[PlanFix] = []
    waiting = [list(fixes)] if fixes else []
    best = plan
    while waiting:
        group = waiting.pop()
        fixed = read(apply(plan.text, [e for fix in (*made, *group) for e in fix.edits]))
        if _only(plan, fixed, (*made, *group)):
            made += group
            best = fixed
        elif len(group) == 1:
            refusals.append(group[0])
        else:
            middle = len(group) // 2
            waiting += [group[middle:], group[:middle]]
    return made, best, refusals


def _only(old: Plan, new: Plan, fixes: Sequence[PlanFix]) -> bool:
    """True if ``new`` differs from ``old`` only in what ``fixes`` change."""
    if len(old.spaces) != len(new.spaces):
        return False
    titles: dict[int, str] = {}
    others = []
    for fix in fixes:
        space = fix.space
        if fix.ignore:
            key = old.spaces[space].key("ignore") or new.spaces[space].key("ignore") or ()
            others.append((*old.spaces[space].path, *key))
        elif fix.path:
            others.append(fix.path)
        elif fix.title is not None:
            titles[space] = fix.title
        elif space >= 0 and (title := new.spaces[space].title) is not None:
            titles[space] = title.value
    return only_titles_differ(old, new, titles, others)


def _key(space: int, diagnostics: tuple[Diagnostic, ...]) -> tuple[int, str]:
    first = diagnostics[0]
    return space, " ".join((*(each.rule.code for each in diagnostics), first.text[:200]))
