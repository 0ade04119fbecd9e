"""Check one file: read it, run the rules, and make of it what a report takes."""

from __future__ import annotations

import os
import sys

from spacelint.cli import UsageError
from spacelint.engine.fields import CUT
from spacelint.engine.plans import LONGEST_TITLE, TooMuchError, check_plan
from spacelint.engine.suppress import suppress
from spacelint.plan.read import read_file, read_pieces, read_plan
from spacelint.report.plans import items_of
from spacelint.text.value import NamedTuple
from spacelint.text.width import visible, visible_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from spacelint.cli.session import FileSession, Sessions
    from spacelint.engine.plans import PlanDiagnostic
    from spacelint.engine.rule import Diagnostic
    from spacelint.plan import Plan, PlannedSpace
    from spacelint.plan.values import PlanProblem
    from spacelint.report.item import Item
    from spacelint.report.writer import Apart, Written

    #: Number of the file, its session (None where there is none), and what was found or why not.
    Found = tuple[int, FileSession | None, "CheckedChunk | str"]

_UNREADABLE = ("SL001", "SL006")


class CheckedChunk(NamedTuple):
    """What was found in a file, or in a chunk of a long one.

    ``clean`` counts the titles that are in no item. ``unread`` tells that the file, or a line of
    it, could not be read; ``message`` says so where no rule in use does. ``note`` is what people
    should know besides. ``written`` is what another process wrote of the items, which then are
    left out.
    """

    items: list[Item]
    clean: int
    size: int
    unread: bool = False
    message: str = ""
    note: str = ""
    written: Written | None = None


class ReportOptions(NamedTuple):
    """What is asked for: titles without findings too, better ones, fields.

    ``apart`` is what other processes write the report with, where they can.
    """

    clean: bool
    suggestions: bool
    facts: bool = False
    apart: Apart | None = None


def check_file(path: str, session: FileSession, report: ReportOptions) -> Iterator[CheckedChunk]:
    """Check the plan in a file, in chunks where it is long; never raises for what is in it."""
    if path != "-" and not os.path.lexists(path):
        yield CheckedChunk([], 0, 0, unread=True, message=f"{visible(path)}: no such file")
        return
    yield from chunks_of(_with_findings(plans_of(path, session), session), session, report)


def plans_of(path: str, session: FileSession) -> Iterator[Plan]:
    """Read the plan in a file or on standard input, in chunks where it is long.

    Raises UsageError where nothing tells the format of standard input.
    """
    layout, most = session.layout, session.max_bytes
    if path == "-":
        kind, stream = stdin_format(session), stdin_stream(session)
        return read_pieces(stream, session.path, format=kind, layout=layout, max_bytes=most)
    return read_file(path, format=session.format, layout=layout, max_bytes=most)


def _with_findings(
    plans: Iterator[Plan], session: FileSession
) -> Iterator[tuple[Plan, list[PlanDiagnostic]]]:
    linter, context = session.session.linter, session.context
    count = 0
    for plan in plans:
        found = _bounded_findings(plan, session, count)
        count += len(found)
        yield plan, suppress(plan, found, linter, context).left


def chunks_of(
    checked: Iterable[tuple[Plan, list[PlanDiagnostic]]],
    session: FileSession,
    report: ReportOptions,
) -> Iterator[CheckedChunk]:
    """Yield what the report takes of the chunks of one file, given what was found in each.

    The last one says why the file is not looked at to its end, or why no title is found in it.
    """
    offset = 0
    titles = 0  # chunks with one
    last = None
    message = ""
    try:
        for plan, found in checked:
            yield chunk_of(plan, found, session, report, offset - plan.repeated)
            offset += len(plan.text) - plan.repeated
            titles += has_titles(plan)
            last = plan
            if plan.reading.note:
                yield CheckedChunk([], 0, 0, note=plan.reading.note)
        if last is not None and not titles:
            message = no_titles(last, session)
    except UsageError as error:
        message = str(error)
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


def plan_findings(plan: Plan, session: FileSession) -> list[PlanDiagnostic]:
    """Return what the rules say of a plan, suppressions heeded.

    Raises UsageError for more than is looked at.
    """
    found = _bounded_findings(plan, session)
    return suppress(plan, found, session.session.linter, session.context).left


def _bounded_findings(plan: Plan, session: FileSession, earlier: int = 0) -> list[PlanDiagnostic]:
    """Return what the rules say of a plan; ``earlier`` findings are in the chunks before."""
    linter, context = session.session.linter, session.context
    try:
        most = session.most_findings - earlier
        return check_plan(plan, linter, context, session.memory, most)
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
    unread = _is_unread(plan)
    message = _message(plan, found) if unread else ""
    return CheckedChunk(items, titles - shown, len(plan.text), unread, message)


def _as_allowed(located: PlanDiagnostic, fixable: frozenset[str]) -> PlanDiagnostic:
    """Return a finding without its fix where the configuration does not let it be applied."""
    if located.diagnostic.rule.code in fixable:
        return located
    return located._replace(diagnostic=located.diagnostic._replace(edits=()), file_edits=())


def read_whole(data: bytes, path: str, session: FileSession) -> Plan:
    """Read the plan in the bytes of a file."""
    kind, layout = session.format, session.layout
    return read_plan(data, path, format=kind, layout=layout, max_bytes=session.max_bytes)


def _is_unread(plan: Plan) -> bool:
    return plan.approximate or any(problem.code == "SL001" for problem in plan.problems)


def _message(plan: Plan, found: list[PlanDiagnostic]) -> str:
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
    from spacelint.plan.formats import FORMATS, format_of

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


def read_plan_files(paths: Sequence[str], sessions: Sessions) -> list[tuple[Plan, FileSession]]:
    """Return the plans, each read by the configuration's layout for it, with their sessions.

    Raises UsageError with all that keeps any of them from being read whole: what is missing in half
    a plan cannot be told from what was never planned.
    """
    read: list[tuple[Plan, FileSession]] = []
    faults: dict[str, None] = {}
    for path in paths:
        try:
            read.append(_read_plan_file(path, sessions))
        except UsageError as error:
            faults[str(error)] = None
    if faults:
        raise UsageError("\n".join(faults))
    return read


def _read_plan_file(path: str, sessions: Sessions) -> tuple[Plan, FileSession]:
    from spacelint.source.reader import NotRead, read_bytes

    if path == "-":
        raise UsageError("-: here a plan is read from a file, not from standard input")
    session = sessions.of(path)
    data = read_bytes(path, session.max_bytes)
    if isinstance(data, NotRead):
        raise UsageError(f"{visible(path)}: {data.message}")
    plan = read_whole(data, path, session)
    doubled = any(problem.code == "SL006" for problem in plan.problems)  # one value is lost
    unread = doubled or _is_unread(plan)
    fault = _message(plan, []) if unread else no_titles(plan, session)
    if fault:
        raise UsageError(fault)
    for problem in plan.problems:
        if problem.code in CUT:
            line = plan.line_at(problem.start)
            be = "is" if problem.code == "SL002" else "may be"
            said = f"{visible(path)}:{line}: this title {be} cut"
            print(f"{said} (see: spacelint check {visible(path)})", file=sys.stderr)
    return plan, session
