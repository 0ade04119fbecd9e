"""What the page takes from the rest of the package.

The page has no rule, text or fix logic of its own: it shows what these functions say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from spacelint.checks.contract import Context
from spacelint.engine.plan_memory import SpaceMemory
from spacelint.engine.plans import PlanDiagnostic
from spacelint.engine.rule import Diagnostic, apply_edits
from spacelint.fixer.titles import fix_title
from spacelint.plan import Layout, Plan, PlannedSpace, read_plan
from spacelint.preview.card import Card, card_of
from spacelint.project import MAX_TITLE, Settings
from spacelint.report.html import words
from spacelint.severity import RANK, SEVERITIES, at_least
from spacelint.suggester.search import MOST, Request, suggest
from spacelint.suggester.tokens import Suggestion
from spacelint.text import Title
from spacelint.text.length import TITLE_LIMIT
from spacelint.text.width import visible, visible_chars

_FIELDS = ("host", "cohosts", "speakers", "campaign", "scheduled_start", "sponsored")


class Draft(NamedTuple):
    """A title being written, and what else is known of the Space; all as typed."""

    title: str = ""
    host: str = ""
    speakers: str = ""
    campaign: str = ""
    start: str = ""
    sponsored: bool = False

    @property
    def has_fields(self) -> bool:
        """True where anything beside the title is filled in."""
        return any(text.strip() for text in self[1:5]) or self.sponsored


class FixChoice(NamedTuple):
    """A fix as the page offers it: what it does, and the whole title after it."""

    label: str
    after: str
    safe: bool
    applicable: bool


class Finding(NamedTuple):
    """A finding as the page shows it: in its texts nothing hides, and HTML is still to be escaped.

    ``help`` may be empty. ``span`` has the code points of the title that it marks; where it is not
    in the title that is (-1, -1), and ``where`` is the field or the line of the file it is about.
    """

    severity: str
    code: str
    name: str
    message: str
    help: str
    span: tuple[int, int]
    where: str | None
    fix: FixChoice | None


class Segment(NamedTuple):
    """A part of a title, raw and as shown, and the highest severity found in it ("": none)."""

    text: str
    shown: str
    severity: str


class TitleView(NamedTuple):
    """A title as the page shows it: its card, its findings and the marks in its text."""

    card: Card
    findings: tuple[Finding, ...]
    segments: tuple[Segment, ...]
    #: The title with all safe fixes applied; None where they change nothing.
    fixed: str | None
    too_long: str = ""

    @property
    def summary(self) -> str:
        """The findings in a few words, for a screen reader and for the heading."""
        return counted(finding.severity for finding in self.findings)


class Offer(NamedTuple):
    """A better title with what is still found in it."""

    suggestion: Suggestion
    card: Card
    left: tuple[Finding, ...]


def counted(severities: Iterable[str]) -> str:
    """Return how many findings of each severity there are, in words."""
    return words.counted([*severities]) or "No problems found"


def draft_view(draft: Draft, settings: Settings) -> TitleView:
    """Return what the rules say of a draft, and its card."""
    if len(draft.title) > MAX_TITLE:  # no rule is asked
        return title_view(draft.title, draft.host, draft.start, (), None, settings)
    plan = plan_of(draft, settings)
    found = _findings_of(draft, plan, settings)
    context = _context_of(plan, settings)
    return title_view(draft.title, draft.host, draft.start, found, context, settings)


def title_view(
    title: str,
    host: str,
    start: str,
    found: Sequence[Finding],
    context: Context | None,
    settings: Settings,
) -> TitleView:
    """Return a title as it is shown with what was found in it; fixed if there is a context."""
    if len(title) > MAX_TITLE:
        detail = (
            f"This text is {len(title):,} characters long. X takes at most"
            f" {TITLE_LIMIT.maximum}, and the page looks at texts of up to {MAX_TITLE:,}."
            " Paste the title alone."
        )
        return TitleView(card_of(Title(title[:400])), (), (), None, detail)
    fixed = title
    if context is not None:
        fixed = fix_title(settings.linter, title, context=context, fixable=settings.fixable).text
    card = card_of(Title(title), host, start)
    return TitleView(
        card, tuple(found), segments_of(title, found), fixed if fixed != title else None
    )


def offers_for(draft: Draft, settings: Settings) -> tuple[Offer, ...]:
    """Return the better titles of a draft, best first, each with what is left to find in it."""
    if not draft.title.strip() or len(draft.title) > MAX_TITLE:
        return ()

    def still(title: str) -> tuple[Finding, ...]:
        better = draft._replace(title=title)
        return _findings_of(better, plan_of(better, settings), settings)

    context = _context_of(plan_of(draft, settings), settings)
    return offers_of(draft.title, context, settings, still)


def offers_of(
    title: str,
    context: Context,
    settings: Settings,
    still: Callable[[str], tuple[Finding, ...]],
    most: int = MOST,
) -> tuple[Offer, ...]:
    """Return the better titles of a title, each with what is ``still`` found in it."""
    if len(title) > MAX_TITLE:
        return ()
    request = Request(fixable=settings.fixable)
    found = suggest(title, settings.linter, context, request, most=most)
    return tuple(Offer(one, card_of(Title(one.text)), still(one.text)) for one in found)


def _context_of(plan: Plan | None, settings: Settings) -> Context:
    """Return the context of a draft that is the Space of a plan, or a title alone."""
    return settings.context if plan is None else settings.context.about(plan.spaces[0])


def plan_of(draft: Draft, settings: Settings) -> Plan | None:
    """Return a plan of the Space that a draft describes; None where only its title is known."""
    if not draft.has_fields:
        return None
    people = [each.strip() for each in draft.speakers.replace("\n", ",").split(",")]
    fields = {
        "title": draft.title,
        "host": draft.host.strip(),
        "speakers": [each for each in people if each],
        "campaign": draft.campaign.strip(),
        "start": draft.start.strip(),
        "sponsored": draft.sponsored,
    }
    given = {key: value for key, value in fields.items() if value or key == "title"}
    text = json.dumps({"spaces": [given]})
    layout = Layout(timezone=settings.timezone)
    plan = read_plan(text.encode(), "draft.json", format="json", layout=layout)
    return plan if plan.spaces else None


def check(
    plan: Plan, settings: Settings, memory: SpaceMemory | None = None
) -> list[PlanDiagnostic]:
    """Return what the rules say of a plan at or above the least severity shown."""
    settings.linter.start_run()
    found = (memory or SpaceMemory()).check(plan, settings.linter, settings.context)
    shown = at_least(settings.min_severity)
    return [each for each in found if each.diagnostic.severity in shown]


def finding_of(located: PlanDiagnostic, plan: Plan, settings: Settings) -> Finding:
    """Return a finding in a plan as it is shown."""
    if located.source is not None:
        return title_finding(located.diagnostic, settings)
    if located.space >= 0:
        where = _field_at(plan.spaces[located.space], located.start)
    else:
        where = f"line {plan.line_at(located.start):,}"
    return _finding(located.diagnostic, (-1, -1), where)


def title_finding(diagnostic: Diagnostic, settings: Settings) -> Finding:
    """Return a finding in a title as it is shown."""
    fix, text = diagnostic.fix, diagnostic.text
    choice = None
    if fix is not None and diagnostic.code in settings.fixable and len(text) <= MAX_TITLE:
        safe, applicable = fix.applicability == "safe", fix.applicability != "display"
        choice = FixChoice(visible(fix.title), apply_edits(text, fix.edits), safe, applicable)
    return _finding(diagnostic, diagnostic[:2], None, choice)


def _finding(
    found: Diagnostic, span: tuple[int, int], where: str | None, fix: FixChoice | None = None
) -> Finding:
    message, help = visible(found.message), visible(found.help)
    return Finding(found.severity, found.code, found.name, message, help, span, where, fix)


def most_severe_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as they are read: errors first, then in the order of the title."""
    return tuple(sorted(findings, key=lambda each: (RANK[each.severity], each.span)))


def segments_of(title: str, findings: Sequence[Finding]) -> tuple[Segment, ...]:
    """Return the title in parts, each with the highest severity of its findings.

    A finding about the whole title marks no part of it. Of a title that is far too long only the
    beginning is given.
    """
    title = title[:MAX_TITLE]
    rank = len(SEVERITIES)
    ranks = [rank] * len(title)
    for finding in findings:
        own = RANK[finding.severity]
        start, end = finding.span
        if start <= 0 and end >= len(title):
            continue
        for at in range(max(0, start), min(end, len(title))):
            ranks[at] = min(ranks[at], own)
    chars = visible_chars(title)
    parts = []
    first = 0
    for at in range(1, len(title) + 1):
        if at == len(title) or ranks[at] != ranks[first]:
            severity = SEVERITIES[ranks[first]] if ranks[first] < rank else ""
            parts.append(Segment(title[first:at], "".join(chars[first:at]), severity))
            first = at
    return tuple(parts)


def _findings_of(draft: Draft, plan: Plan | None, settings: Settings) -> tuple[Finding, ...]:
    if plan is not None:
        return most_severe_first(finding_of(each, plan, settings) for each in check(plan, settings))
    return title_findings(draft.title, settings.context, settings)


def title_findings(title: str, context: Context, settings: Settings) -> tuple[Finding, ...]:
    """Return what the rules say of a title alone, as it is shown."""
    if not title.strip():
        return ()
    shown = at_least(settings.min_severity)
    found = settings.linter.lint(title, context)
    return most_severe_first(
        title_finding(each, settings) for each in found if each.severity in shown
    )


def _field_at(space: PlannedSpace, offset: int) -> str:
    for field in _FIELDS:
        place = space.place(field)
        if place is not None and place.start <= offset <= place.end:
            return field
    return ""
