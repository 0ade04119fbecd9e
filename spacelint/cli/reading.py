"""Check one file: read it, run the rules, and make of it what a report takes."""

from __future__ import annotations

import os
import sys

from spacelint.cli.session import UsageError
from spacelint.engine.fields import CUT
from spacelint.engine.plans import LONGEST_TITLE, TooMuchError, check_plan
from spacelint.engine.suppress import suppress
from spacelint.plan.read import read_file, read_pieces, read_plan
from spacelint.report.plans import items_of
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacelint.cli.session import FileSession, Sessions
    from spacelint.engine.plans import PlanDiagnostic
    from spacelint.engine.rule import Diagnostic
    from spacelint.plan import Plan, PlannedSpace
    from spacelint.report.item import Item

    #: Number of the file, its session (None where there is none), and what was found or why not.
    Found = tuple[int, FileSession | None, "CheckedChunk | str"]

_UNREADABLE = ("SL001", "SL006")


class CheckedChunk(NamedTuple):
    """What was found in a file, or in a chunk of a long one.

    ``clean`` counts the titles that are in no item. ``unread`` tells that the file, or a line of
    it, could not be read; ``message`` says so where no rule in use does. ``note`` is what people
    should know besides.
    """

    items: list[Item]
    clean: int
    size: int
    unread: bool = False
    message: str = ""
    note: str = ""


class ReportOptions(NamedTuple):
    """What is asked for: titles without findings too, better ones, fields."""

    clean: bool
    suggestions: bool
    facts: bool = False


def check_file(path: str, session: FileSession, report: ReportOptions) -> Iterator[CheckedChunk]:
    """Check the plan in a file, in chunks where it is long; never raises for what is in it."""
    if not os.path.lexists(path):
        from spacelint.text.width import visible

        yield CheckedChunk([], 0, 0, unread=True, message=f"{visible(path)}: no such file")
        return
    yield from check_plans(plans_of(path, session), session, report)


def plans_of(path: str, session: FileSession) -> Iterator[Plan]:
    """Read the plan in a file, in chunks where it is long."""
    return read_file(
        path, format=session.format, layout=session.layout, max_bytes=session.max_bytes
    )


def check_plans(
    plans: Iterator[Plan], session: FileSession, report: ReportOptions
) -> Iterator[CheckedChunk]:
    """Check plans that are the chunks of one file, up to the limits."""
    return bounded_chunks(_looked_at(plans, session), session, report)


def bounded_chunks(
    looked_at: Iterable[tuple[Plan, list[PlanDiagnostic]]],
    session: FileSession,
    report: ReportOptions,
) -> Iterator[CheckedChunk]:
    """Yield what `chunks_of` does, and at last why a file is not looked at to its end."""
    try:
        yield from chunks_of(looked_at, session, report)
    except UsageError as error:
        yield CheckedChunk([], 0, 0, unread=True, message=str(error))


def _looked_at(
    plans: Iterator[Plan], session: FileSession
) -> Iterator[tuple[Plan, list[PlanDiagnostic]]]:
    linter, context = session.session.linter, session.context
    count = 0
    for plan in plans:
        found = _found(plan, session, count)
        count += len(found)
        yield plan, suppress(plan, found, linter, context).left


def chunks_of(
    looked_at: Iterable[tuple[Plan, list[PlanDiagnostic]]],
    session: FileSession,
    report: ReportOptions,
) -> Iterator[CheckedChunk]:
    """Yield what the report takes of the chunks of one file, given what was found in each."""
    offset = 0
    titles = 0  # chunks with one
    last = None
    for plan, found in looked_at:
        yield chunk_of(plan, found, session, report, offset - plan.repeated)
        offset += len(plan.text) - plan.repeated
        titles += has_titles(plan)
        last = plan
        if plan.reading.note:
            yield CheckedChunk([], 0, 0, note=plan.reading.note)
    if last is not None and not titles:
        message = no_titles(last, session)
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
    """Return why no title was found in a file that was named; "" where that is no error.

    A layout with `where` may leave out all that a file has, and a file that cannot be read says
    so itself.
    """
    filtered = session.layout is not None and bool(session.layout.where)
    if not session.named or plan.approximate or filtered or has_titles(plan):
        return ""
    from spacelint.plan.explain import explain_no_titles
    from spacelint.text.width import visible

    lines = explain_no_titles(plan).split("\n")
    return "\n".join([f"{visible(plan.path)}: {visible(lines[0])}", *map(visible, lines[1:])])


def look(plan: Plan, session: FileSession) -> list[PlanDiagnostic]:
    """Return what the rules say of a plan, suppressions heeded.

    Raises UsageError for more than is looked at.
    """
    found = _found(plan, session)
    return suppress(plan, found, session.session.linter, session.context).left


def _found(plan: Plan, session: FileSession, earlier: int = 0) -> list[PlanDiagnostic]:
    """Return what the rules say of a plan; ``earlier`` findings are in the chunks before."""
    linter, context = session.session.linter, session.context
    try:
        most = session.most_findings - earlier
        return check_plan(plan, linter, context, session.memory, most)
    except TooMuchError as error:
        raise not_to_its_end(plan.path, session, error.line) from None


def not_to_its_end(path: str, session: FileSession, line: int = 0) -> UsageError:
    """Return the error of a file with too many findings, or too long a title on ``line``."""
    from spacelint.text.width import visible

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
    return read_plan(
        data,
        path,
        format=session.format,
        layout=session.layout,
        max_bytes=session.max_bytes,
    )


def _is_unread(plan: Plan) -> bool:
    return plan.approximate or any(problem.code == "SL001" for problem in plan.problems)


def _message(plan: Plan, found: list[PlanDiagnostic]) -> str:
    """Return why a file cannot be read; nothing where a finding says so."""
    if any(each.diagnostic.rule.code in _UNREADABLE for each in found):
        return ""
    from spacelint.text.width import visible

    for problem in plan.problems:
        if problem.code in _UNREADABLE:
            line, column = plan.lines.line_column(problem.start)
            twice = problem.code == "SL006"
            reason = "a key stands twice" if twice else problem.values["reason"]
            place = f"{visible(plan.path)}:{line + plan.first_line}:{column}"
            return f"{place}: this file can't be read: {visible(reason)}"
    return ""


def check_stdin(
    name: str | None, session: FileSession, report: ReportOptions
) -> Iterator[CheckedChunk]:
    """Check the plan on standard input; ``name`` is the file it stands for. Raises UsageError."""
    kind = stdin_format(name, session)
    plans = read_pieces(
        sys.stdin.buffer,
        name or "-",
        format=kind,
        layout=session.layout,
        max_bytes=session.max_bytes,
    )
    return check_plans(plans, session._replace(named=False), report)


def stdin_format(name: str | None, session: FileSession) -> str:
    """Return the format of standard input; raises UsageError where nothing tells it."""
    from spacelint.plan.formats import FORMATS, format_of

    kind = session.format or (format_of(name) if name else None)
    if kind is None:
        raise UsageError(
            "-: nothing tells the format of standard input: give --stdin-filename plan.yaml or"
            f" --format with one of {', '.join(FORMATS)}"
        )
    return kind


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
    from spacelint.text.width import visible

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
