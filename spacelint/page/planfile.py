"""Plan files as the page takes them: read, shown, changed one title at a time, written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from spacelint.engine.plan_memory import SpaceMemory
from spacelint.engine.rule import Diagnostic
from spacelint.fixer.plans import PlanFix, change, fix_plan
from spacelint.page.core import (
    Finding,
    Offer,
    TitleView,
    check,
    offers_of,
    title_findings,
    title_view,
)
from spacelint.plan import Plan, read_plan
from spacelint.project import Settings
from spacelint.report.html.entries import facts_of
from spacelint.report.html.words import moment_name
from spacelint.source.reader import encode
from spacelint.text.model import Edit


class NotChanged(Exception):
    """A title cannot be changed in its plan; the text says why."""


def read(data: bytes, name: str, settings: Settings, memory: SpaceMemory | None = None) -> Plan:
    """Read the plan in the bytes of a file; what is wrong with it is among its findings.

    With a ``memory`` only the parts that are not in it are read.
    """
    return read_plan(
        data,
        name,
        format=settings.format,
        layout=settings.layout,
        max_bytes=settings.max_bytes,
        memory=memory.blocks if memory is not None else None,
    )


def bytes_of(plan: Plan) -> bytes:
    """Return the bytes of a plan as it reads now."""
    return encode(plan.text, plan.encoding, plan.bom)


def why_unchanged(plan: Plan) -> str:
    """Return why nothing in a plan can be changed, in words; empty where its titles can."""
    if plan.format == "xlsx":
        return (
            "a workbook is never written to: change the title in your spreadsheet program, or take"
            " the better titles as CSV"
        )
    if plan.approximate:
        return "the file can't be read whole as it is, so nothing in it is changed"
    return ""


def with_title(plan: Plan, index: int, title: str, settings: Settings) -> Plan:
    """Return the plan with another title for one Space; nothing else of it changes.

    Raises `NotChanged` where that cannot be, IndexError where there is no such Space.
    """
    source = plan.spaces[index].title
    if source is None:
        raise NotChanged("this Space has no title in the file")
    # What stays is left as it is written, with its escapes; else the title is written anew.
    edits = source.replace(edits_between(source.value, title))
    if edits is None:
        edits = source.replace((Edit(0, len(source.value), title),))
    if edits is None:
        raise NotChanged("the new title can't be written in its place in this file")
    fix = PlanFix(tuple(edits), (), index, title)
    try:
        changed, refused = change(plan, (fix,), _reader(plan, settings))
    except UnicodeEncodeError:
        detail = f"a character of the new title has no place in {plan.encoding}"
        raise NotChanged(detail) from None
    if refused:
        raise NotChanged("another value of the file would change with it")
    return changed


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Return edits of ``old`` that make ``new`` and leave alone what both have; code points."""
    if len(old) * len(new) > 1_000_000:
        return (Edit(0, len(old), new),)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Edit(start, end, new[first:last])
        for kind, start, end, first, last in matcher.get_opcodes()
        if kind != "equal"
    )


def with_safe_fixes(plan: Plan, settings: Settings, memory: SpaceMemory) -> tuple[Plan, int]:
    """Return the plan with all safe fixes made, as ``check --fix`` makes them, and their number."""

    def wanted(diagnostic: Diagnostic) -> bool:
        rule = diagnostic.rule
        return rule.applicability == "safe" and rule.code in settings.fixable

    fixed = fix_plan(
        plan, lambda one: check(one, settings, memory), wanted, _reader(plan, settings)
    )
    return fixed.plan, len(fixed.applied)


def space_view(plan: Plan, index: int, found: Sequence[Finding], settings: Settings) -> TitleView:
    """Return a Space of a plan as the page shows it, with what was found in it."""
    space = plan.spaces[index]
    text = space.title.value if space.title is not None else ""
    facts = facts_of(space)
    context = None if plan.approximate else settings.context.about(space)
    return title_view(text, facts.host, moment_name(facts.start), found, context, settings)


def offers_for_space(
    plan: Plan, index: int, settings: Settings, *, most: int = 5, left: bool = True
) -> tuple[Offer, ...]:
    """Return the better titles of a Space of a plan; ``left`` also says what is left in each."""
    space = plan.spaces[index]
    if plan.approximate or space.title is None:
        return ()
    context = settings.context.about(space)

    def still(title: str) -> tuple[Finding, ...]:
        return title_findings(title, context, settings) if left else ()

    return offers_of(space.title.value, context, settings, still, most)


def _reader(plan: Plan, settings: Settings) -> Callable[[str], Plan]:
    def again(text: str) -> Plan:
        return read(encode(text, plan.encoding, plan.bom), plan.path, settings)

    return again
