"""``spacelint reach``: what is known of titles, side by side, each fact with its source."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spacelint.cli import arguments as given

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from spacelint.brand import BrandBook
    from spacelint.cli.session import Session
    from spacelint.plan import PlannedSpace
    from spacelint.reach.facts import Question
    from spacelint.reach.progress import StatusLine
    from spacelint.reach.run import Live, Report
    from spacelint.reach.xapi import Estimate

_Titles = Annotated[list[str] | None, typer.Argument(metavar="[TITLE]...", help="Titles.")]
_Plans = Annotated[
    list[str] | None,
    typer.Option("--plan", help="Also the titles of a plan file.", metavar="FILE"),
]
_Live = Annotated[bool, typer.Option("--live", help="Also ask X, which charges for it.")]
_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Print what asking X would cost, and ask nothing.")
]
_MaxCost = Annotated[
    str, typer.Option("--max-cost", help="Highest price without asking back.", metavar="DOLLARS")
]
_Wait = Annotated[
    bool | None,
    typer.Option("--wait/--no-wait", help="At X's rate limits: wait, or stop with what there is"
                 " (default: wait on a terminal)."),
]  # fmt: skip
_Page = Annotated[
    int, typer.Option("--spaces", min=1, max=100, help="Spaces to look at per tag; X charges each.")
]
_At = Annotated[
    str | None, typer.Option("--at", help="When the Space is to start.", metavar="TIME")
]
_Candidates = Annotated[
    bool,
    typer.Option("--candidates", help="Also each title mended, and with the brand book's other"
                 " tags."),
]  # fmt: skip
_Format = Annotated[str, typer.Option("--output-format", help="text or json.")]
_Plot = Annotated[
    str | None, typer.Option("--plot", help="Draw the comparison (.svg or .png).", metavar="FILE")
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("reach", help="What is known of titles, their tags and people; nothing is scored.")(
        reach
    )


def reach(
    titles: _Titles = None,
    plan: _Plans = None,
    live: _Live = False,
    dry_run: _DryRun = False,
    max_cost: _MaxCost = "0.50",
    wait: _Wait = None,
    spaces: _Page = 10,
    at: _At = None,
    candidates: _Candidates = False,
    output_format: _Format = "text",
    plot: _Plot = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> None:
    """Print what is known; 2 where not everything that was asked could be done."""
    from spacelint.cli.session import Options, UsageError, open_session
    from spacelint.reach.progress import StatusLine
    from spacelint.reach.run import look_into, price, price_lines, user_paths
    from spacelint.reach.xapi import XApiError
    from spacelint.text.escape import visible

    given.one_of(output_format, ("text", "json"), "--output-format")
    limit = _mills(max_cost)
    _plot_kind(plot)
    try:
        session = open_session(Options(config=config, isolated=isolated))
        book, zone = session.context.book, _zone(session)
        questions = _questions(titles or [], plan or [], session, _moment(at))
        if candidates:
            questions = _with_rivals(questions, session, book)
        paths = user_paths()
        if dry_run:
            print("\n".join(price_lines(price(questions, paths, spaces))))
            return
        line = StatusLine(sys.stderr)
        asking = _live(limit, wait, spaces, line) if live else None
        report = look_into(
            questions, paths=paths, environ=os.environ, book=book, zone=zone, live=asking
        )
        line.clear()
    except UsageError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    except XApiError as error:
        print(visible(str(error)), file=sys.stderr)
        raise typer.Exit(2) from None
    _print(report, output_format)
    status = _plotted(report, plot)
    status = max(status, _told(report))
    if status:
        raise typer.Exit(status)


def _questions(
    titles: list[str], plans: list[str], session: Session, start: datetime | None
) -> list[Question]:
    from spacelint.cli.session import UsageError
    from spacelint.plan import read_plan
    from spacelint.reach.facts import Question
    from spacelint.reach.planned import plan_questions

    def found(title: str, space: PlannedSpace | None = None) -> tuple[Any, ...]:
        context = session.context_for(space.brand if space is not None else None)
        return tuple(session.linter.lint(title, context._replace(space=space)))

    questions = [Question(title, start, found=found(title)) for title in titles]
    for path in plans:
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from None
        made = list(plan_questions(read_plan(data, path), found))
        if not made:
            raise UsageError(f"{path}: no titles were found in it (see: spacelint check {path})")
        questions += made
    if not questions:
        raise UsageError("give a title or --plan FILE")
    return questions


def _with_rivals(
    questions: list[Question], session: Session, book: BrandBook | None
) -> list[Question]:
    from spacelint.fixer.titles import fix_title
    from spacelint.reach.rivals import rivals

    more: dict[str, Question] = {}
    for question in questions:
        more.setdefault(question.title, question)
        mended = fix_title(
            session.linter, question.title, unsafe=True, context=session.context
        ).text
        for title, why in rivals(question.title, mended, book):
            found = tuple(session.linter.lint(title, session.context))
            more.setdefault(title, question._replace(title=title, found=found, origin=why))
    return list(more.values())


def _zone(session: Session) -> tzinfo | None:
    name = session.config.timezone if session.config else None
    if not name:
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _live(limit: int, wait: bool | None, page: int, line: StatusLine) -> Live:
    from spacelint.reach.run import Live, price_lines
    from spacelint.reach.xapi import dollars

    terminal = sys.stdin.isatty() and sys.stderr.isatty()

    def agree(plan: Estimate) -> bool:
        if not terminal:
            return False
        print("\n".join(price_lines(plan)), file=sys.stderr)
        return typer.confirm(f"That may be more than {dollars(limit)}. Ask X?", err=True)

    return Live(limit, terminal if wait is None else wait, page, agree, line.watch)


def _print(report: Report, output_format: str) -> None:
    if output_format == "json":
        import json

        from spacelint.reach.facts import report_json

        print(json.dumps(report_json(report.titles, report.notes), indent=2))
        return
    import shutil

    from spacelint.reach.table import render

    plain = not _prints(sys.stdout.encoding, "█▏▁")
    width = shutil.get_terminal_size((100, 24)).columns
    print(render(report.titles, width=width, plain=plain), end="")


def _told(report: Report) -> int:
    """Say on standard error what went wrong and what it cost; the exit status."""
    from spacelint.reach.xapi import dollars
    from spacelint.text.escape import visible

    for note in report.notes:
        print(visible(note), file=sys.stderr)
    answer = report.answer
    if answer is None:
        return 0
    kept = f", {answer.cached} answers of earlier today cost nothing" if answer.cached else ""
    print(f"asked X {answer.sent} times, about {dollars(answer.spent)}{kept}", file=sys.stderr)
    if answer.stopped is None:
        return 0
    print(visible(answer.stopped), file=sys.stderr)
    return 130 if answer.interrupted else 2


def _plotted(report: Report, path: str | None) -> int:
    if path is None:
        return 0
    from spacelint.reach.plot import NoPngError, png, svg

    try:
        data = png(report.titles) if _plot_kind(path) == "png" else svg(report.titles).encode()
        with open(path, "wb") as file:
            file.write(data)
    except NoPngError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _plot_kind(path: str | None) -> str:
    kind = (path or ".svg").rpartition(".")[2].lower()
    if kind not in ("svg", "png"):
        raise typer.BadParameter("expected a name that ends in .svg or .png", param_hint="'--plot'")
    return kind


def _mills(text: str) -> int:
    from spacelint.reach.xapi import mills

    try:
        return mills(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--max-cost'") from None


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    from spacelint.plan import BadValue
    from spacelint.plan.dates import read_start

    start = read_start(text)
    if isinstance(start, BadValue) or not start.has_time:
        raise typer.BadParameter(
            f"expected a time such as 2026-12-03T15:00+01:00; found {text!r}", param_hint="'--at'"
        )
    return start.moment


def _prints(encoding: str | None, marks: str) -> bool:
    try:
        marks.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
