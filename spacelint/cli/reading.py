"""Check one file: read it, run the rules, and make of it what a report takes."""

from __future__ import annotations

import gc
import os
import sys

from spacelint.cli import UsageError
from spacelint.engine.plans import LONGEST_TITLE, TooMuchError, check_plan
from spacelint.engine.suppress import suppress
from spacelint.plan.formats import format_of
from spacelint.plan.read import read_file, read_pieces, read_plan
from spacelint.report.plans import items_of
from spacelint.text.value import NamedTuple
from spacelint.text.width import visible, visible_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from spacelint.cli.session import FileSession
    from spacelint.engine.plans import CleanSpaces, PlanDiagnostic
    from spacelint.engine.rule import Diagnostic
    from spacelint.plan import Plan, PlannedSpace
    from spacelint.plan.values import PlanProblem
    from spacelint.report.item import Item
    from spacelint.report.writer import PartSettings, WrittenPart

    #: Number of the file, its session (None where there is none), and what was found or why not.
    Found = tuple[int, FileSession | None, "CheckedChunk | str"]

_UNREADABLE = ("SL001", "SL006")


class CheckedChunk(NamedTuple):
    """What was found in a file, or in a chunk of a long one.

    ``clean`` counts the titles that are in no item. ``unread`` tells that the file, or a line of
    it, could not be read; ``message`` says so where no rule in use does. ``note`` is what people
    should know besides. ``part`` is the part of the report that another process wrote on the
    items, which then are left out.
    """

    items: list[Item]
    clean: int
    size: int
    unread: bool = False
    message: str = ""
    note: str = ""
    part: WrittenPart | None = None


class ReportOptions(NamedTuple):
    """What is asked for: titles without findings too, better ones, fields.

    With ``part_settings`` other processes write their parts of the report, where they can.
    """

    clean: bool
    suggestions: bool
    facts: bool = False
    part_settings: PartSettings | None = None


def collect_plans() -> None:
    """Collect garbage so often that the memory of a long run does not grow with its length.

    The objects of plans and better titles are circles. What is there when a run starts stays.
    """
    gc.freeze()
    gc.set_threshold(50_000, 2, 2)


def check_file(path: str, session: FileSession, report: ReportOptions) -> Iterator[CheckedChunk]:
    """Check the plan in a file, in chunks where it is long; never raises for what is in it."""
    if path != "-" and not os.path.lexists(path):
        yield CheckedChunk([], 0, 0, unread=True, message=f"{visible(path)}: no such file")
        return
    yield from check_plans(plans_of(path, session), session, report)


def plans_of(path: str, session: FileSession) -> Iterator[Plan]:
    """Read the plan in a file or on standard input, in chunks where it is long.

    Raises UsageError where nothing tells the format of standard input.
    """
    layout, most = session.layout, session.max_bytes
    if path == "-":
        kind, stream = stdin_format(session), stdin_stream(session)
        return read_pieces(stream, session.path, format=kind, layout=layout, max_bytes=most)
    return read_file(path, format=session.format, layout=layout, max_bytes=most)


class Progress:
    """How far a file is looked at: its findings and code points, whether a title was among them.

    ``ended``: the rest of it is not looked at.
    """

    __slots__ = ("count", "ended", "offset", "titled")

    def __init__(self, offset: int = 0, titled: bool = False) -> None:
        self.count = 0
        self.offset = offset
        self.titled = titled
        self.ended = False


def check_plans(
    plans: Iterator[Plan],
    session: FileSession,
    report: ReportOptions,
    at: Progress | None = None,
    last: bool = True,
) -> Iterator[CheckedChunk]:
    """Check the plans in one file, or in a part of it, as `chunks_of` says."""
    at = at or Progress()
    return chunks_of(_with_findings(plans, session, at), session, report, at, last)


def _with_findings(
    plans: Iterator[Plan], session: FileSession, at: Progress
) -> Iterator[tuple[Plan, list[PlanDiagnostic]]]:
    linter, context = session.session.linter, session.context
    for plan in plans:
        found = _bounded_findings(plan, session, at.count)
        at.count += len(found)
        yield plan, suppress(plan, found, linter, context).left


def chunks_of(
    checked: Iterable[tuple[Plan, list[PlanDiagnostic]]],
    session: FileSession,
    report: ReportOptions,
    at: Progress,
    last: bool,
) -> Iterator[CheckedChunk]:
    """Yield what the report takes of the chunks of one file, given what was found in each.

    ``at`` is what stands before them, ``last`` whether the file ends with them. The last one says
    why the file is not looked at to its end, or why no title is found in it.
    """
    plan = None
    message = ""
    try:
        for plan, found in checked:
            yield chunk_of(plan, found, session, report, at.offset - plan.repeated)
            at.offset += len(plan.text) - plan.repeated
            at.titled = at.titled or has_titles(plan)
            at.ended = plan.reading.unread
            if plan.reading.note:
                yield CheckedChunk([], 0, 0, note=plan.reading.note)
        if plan is not None and last and not at.titled:
            message = no_titles(plan, session)
    except UsageError as error:
        message = str(error)
        at.ended = True
    if message:
        yield CheckedChunk([], 0, 0, unread=True, message=message)


def has_titles(plan: Plan) -> bool:
    """Return whether a plan has titles, or a list of Spaces that lack them.

    A layout that names a title which no Space has is a slip.
    """
    if plan.layout.title:
        return any(space.value("title") is not None for space in plan.spaces)
    return any("spaces" in space.path[:2] or space.key("title") for space in plan.spaces)


def no_titles(plan: Plan, session: FileSession) -> str:
    """Return why no title was found in a file that was named; "" where that is not an error.

    A layout with `where` may leave out all that a file has, and a file that cannot be read says
    so itself.
    """
    filtered = session.layout is not None and bool(session.layout.where)
    if not session.named or plan.approximate or filtered or has_titles(plan):
        return ""
    from spacelint.plan.explain import explain_no_titles

    return f"{visible(plan.path)}: {visible_lines(explain_no_titles(plan))}"


def plan_findings(
    plan: Plan, session: FileSession, clean: CleanSpaces | None = None
) -> list[PlanDiagnostic]:
    """Return what the rules say of a plan, suppressions heeded; ``clean`` as for `check_plan`.

    Raises UsageError for more than is looked at.
    """
    found = _bounded_findings(plan, session, clean=clean)
    return suppress(plan, found, session.session.linter, session.context).left


def _bounded_findings(
    plan: Plan, session: FileSession, earlier: int = 0, clean: CleanSpaces | None = None
) -> list[PlanDiagnostic]:
    """Return what the rules say of a plan; ``earlier`` findings are in the chunks before."""
    linter, context = session.session.linter, session.context
    try:
        most = session.most_findings - earlier
        return check_plan(plan, linter, context, session.memory, most, clean)
    except TooMuchError as error:
        raise not_to_its_end(plan.path, session, error.line) from None


def not_to_its_end(path: str, session: FileSession, line: int = 0) -> UsageError:
    """Return the error of a file with too many findings, or too long a title on ``line``."""
    why = f"it has more findings than limits.max-findings ({session.most_findings:,})"
    if line:
        why = (
            f"the title on line {line:,} is longer than the {LONGEST_TITLE:,} characters"
            " that are the limit of a title"
        )
    return UsageError(f"{visible(path)}: not checked to its end: {why}")


def chunk_of(
    plan: Plan,
    found: list[PlanDiagnostic],
    session: FileSession,
    report: ReportOptions,
    offset: int = 0,
) -> CheckedChunk:
    """Return what the report takes of a plan and its findings."""

    def suggest(space: PlannedSpace, diagnostics: Sequence[Diagnostic]) -> str | None:
        from spacelint.suggester.search import Request, better_title

        linter, context = session.session.linter, session.context.about(space)
        request = Request(found=session.shown(diagnostics), fixable=session.fixable)
        return better_title(diagnostics[0].text, linter, context, request)

    items = items_of(
        plan,
        [_as_allowed(each, session.fixable) for each in found],
        first_offset=offset,
        clean=report.clean,
        suggest=suggest if report.suggestions else None,
        facts=report.facts,
    )
    shown = sum(item.kind == "title" for item in items)
    titles = sum(space.title is not None for space in plan.spaces)
    unread = is_unread(plan)
    message = why_unread(plan, found) if unread else ""
    return CheckedChunk(items, titles - shown, len(plan.text), unread, message)


def _as_allowed(located: PlanDiagnostic, fixable: frozenset[str]) -> PlanDiagnostic:
    """Return a finding without its fix where the configuration does not let it be applied."""
    if located.diagnostic.rule.code in fixable:
        return located
    return located._replace(diagnostic=located.diagnostic._replace(edits=()), file_edits=())


def format_name(path: str, session: FileSession) -> str:
    """Return the name of the format of a file; "" where nothing tells it."""
    return session.format or format_of(path) or ""


def read_whole(data: bytes, path: str, session: FileSession) -> Plan:
    """Read the plan in the bytes of a file."""
    kind, layout = session.format, session.layout
    return read_plan(data, path, format=kind, layout=layout, max_bytes=session.max_bytes)


def is_unread(plan: Plan) -> bool:
    """Return whether a file, or a line of it, could not be read."""
    return plan.approximate or any(problem.code == "SL001" for problem in plan.problems)


def why_unread(plan: Plan, found: list[PlanDiagnostic]) -> str:
    """Return why a file cannot be read; nothing where a finding says so."""
    if any(each.diagnostic.rule.code in _UNREADABLE for each in found):
        return ""
    problems = (problem for problem in plan.problems if problem.code in _UNREADABLE)
    problem = next(problems, None)
    return "" if problem is None else unread_message(plan, problem)


def unread_message(plan: Plan, problem: PlanProblem) -> str:
    """Return the message about the problem that keeps a file from being read."""
    line, column = plan.lines.line_column(problem.start)
    place = f"{visible(plan.path)}:{line + plan.first_line}:{column}"
    reason = "a key stands twice" if problem.code == "SL006" else problem.values["reason"]
    return f"{place}: this file can't be read: {visible(reason)}"


def stdin_format(session: FileSession) -> str:
    """Return the format of standard input; raises UsageError where nothing tells it."""
    from spacelint.plan.formats import FORMATS

    kind = session.format or format_of(session.path)
    if kind is None:
        raise UsageError(
            "-: nothing tells the format of standard input: give --stdin-filename plan.yaml or"
            f" --format with one of {', '.join(FORMATS)}"
        )
    return kind


def stdin_stream(session: FileSession) -> BinaryIO:
    """Return standard input, or its bytes again where they have been read."""
    if session.stdin is None:
        return sys.stdin.buffer
    from io import BytesIO

    return BytesIO(session.stdin)
