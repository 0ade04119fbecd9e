"""``spacelint suggest``: the better titles, with what each changes and why."""

from __future__ import annotations

import os
import sys
from typing import Annotated, NamedTuple

import typer

from spacelint.cli import UsageError
from spacelint.cli.declare import (
    FOR_ANSWERS,
    Titles,
    add_command,
    campaigns,
    option,
    several,
    with_options,
)
from spacelint.cli.gather import changed_files, gather
from spacelint.cli.mistyped import require_titles
from spacelint.cli.options import CheckOptions, Options
from spacelint.cli.reading import (
    has_titles,
    no_titles,
    plan_findings,
    plans_of,
    unread_message,
)
from spacelint.cli.session import FileSession, Sessions, fixable_codes, open_session
from spacelint.cli.titles import numbered
from spacelint.engine.rule import Diagnostic
from spacelint.plan import Plan
from spacelint.report.suggestions import Answer, SuggestionWriter
from spacelint.report.terminal import style_for
from spacelint.suggester.goals import campaign_fault, speaker_handle
from spacelint.suggester.leave_out import too_long
from spacelint.suggester.search import MOST, Request, missing, suggest
from spacelint.text.width import visible

_FIELDS = ("select", "extend_select", "ignore", "rules", "output_format", "colour", "config",
           "isolated", "today")  # fmt: skip


_PANEL = "What to suggest"
_Campaigns = Annotated[
    list[str] | None,
    option("--campaign", "A campaign of the brand book.", _PANEL, metavar="NAME",
           autocompletion=campaigns),
]  # fmt: skip
_Speakers = Annotated[
    list[str] | None, option("--speaker", "Someone to be mentioned.", _PANEL, metavar="HANDLE")
]
_Limit = Annotated[
    int, option("--limit", "At most so many for each.", _PANEL, metavar="N", min=1, max=MOST)
]
_Explain = Annotated[
    bool,
    option("--explain/--no-explain", "What each changes and why, or the titles alone.", _PANEL),
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    add_command(
        app, "suggest", "Better titles, each with what it changes and why.",
        with_options(suggest_command, _FIELDS, FOR_ANSWERS),
        "spacelint suggest 'Town hall #AT&T' --speaker @jack",
        "spacelint suggest - --limit 1 < titles.txt",
    )  # fmt: skip


def suggest_command(
    options: CheckOptions,
    titles: Titles,
    campaign: _Campaigns = None,
    speaker: _Speakers = None,
    limit: _Limit = MOST,
    explain: _Explain = True,
) -> int:
    """Print better titles for each, best first; exit with 0 also where nothing is better."""
    wanted = SuggestOptions(several(campaign), several(speaker), limit, explain)
    return suggest_titles(titles, options.common, wanted)


class SuggestOptions(NamedTuple):
    """What the command line asks for: campaigns and speakers by name, how many titles, reasons."""

    campaigns: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    most: int = MOST
    explain: bool = True


def suggest_titles(
    titles: list[str], options: Options, wanted: SuggestOptions | None = None
) -> int:
    """Print better titles for each of ``titles`` (``-``: one a line on standard input).

    Returns 0; raises UsageError where the question or the input cannot be read.
    """
    if not any(" " in title for title in titles):
        require_titles(titles, "spacelint suggest")
    wanted = wanted or SuggestOptions()
    several = len(titles) > 1 or "-" in titles
    style = style_for(sys.stdout, options.colour)
    writer = SuggestionWriter(
        sys.stdout, style, options.output_format, several, explain=wanted.explain
    )
    session = open_session(options)
    book = session.context.book
    for name in wanted.campaigns:
        if fault := campaign_fault(book, name):
            none = not (book and book.campaigns)
            hint = " (write [campaigns.NAME] in spacelint.toml)" if none else ""
            raise UsageError(f"--campaign: {fault}{hint}")
    for who in wanted.speakers:
        if speaker_handle(who) is None:
            message = f'--speaker: expected a handle like @jack; found "{visible(who)}"'
            raise UsageError(message)
    alone = FileSession(session, session.context, None, None, 0, fixable_codes(session))
    for path, line, title in numbered(titles):
        found = alone.shown(session.linter.lint(title, session.context))
        writer.write(_answer(title, path, line, found, alone, wanted))
    writer.close()
    return 0


def suggest_plans(paths: list[str], options: CheckOptions) -> int:
    """Print better titles for the Spaces of the plan files at ``paths``.

    What is suppressed is left alone. Returns 0, or 2 where a file cannot be read; the other files
    are answered all the same. Raises UsageError where the run cannot start.
    """
    common = options.common
    status = 0
    style = style_for(sys.stdout, common.colour)
    writer = SuggestionWriter(sys.stdout, style, common.output_format or "text", several=True)
    sessions = Sessions.for_check(options)
    sessions.root()
    files = gather(paths or ["."], sessions, plans_only=options.plans_only)
    if options.changed is not None:
        files = changed_files(files, options.changed, quiet=common.quiet)
    for path in files:
        try:
            session = sessions.of(path)
            if path != "-" and not os.path.lexists(path):
                raise UsageError(f"{visible(path)}: no such file")
            titles, last = 0, None
            for plan in plans_of(path, session):
                status = max(status, _suggest_plan(plan, session, writer))
                titles, last = titles + has_titles(plan), plan
            if last is not None and not titles and (message := no_titles(last, session)):
                raise UsageError(message)
        except UsageError as error:
            sys.stdout.flush()
            print(error, file=sys.stderr)
            status = 2
    writer.close()
    return status


def _suggest_plan(plan: Plan, session: FileSession, writer: SuggestionWriter) -> int:
    found: dict[int, list[Diagnostic]] = {}
    for each in plan_findings(plan, session):
        if each.source is not None:
            found.setdefault(each.space, []).append(each.diagnostic)
    for space in plan.spaces:
        source = space.title
        if source is None or not source.value.strip():
            continue
        about = session._replace(context=session.context.about(space))
        shown = session.shown(found.get(space.index, ()))
        path, line = plan.path_at(source.start), plan.line_at(source.start)
        writer.write(_answer(source.value, path, line, shown, about, SuggestOptions()))
    for problem in plan.problems:
        if problem.code == "SL001":
            sys.stdout.flush()
            print(unread_message(plan, problem), file=sys.stderr)
            return 2
    return 0


def _answer(
    title: str,
    path: str,
    line: int,
    found: list[Diagnostic],
    session: FileSession,
    wanted: SuggestOptions,
) -> Answer:
    linter, context = session.session.linter, session.context
    request = Request(wanted.campaigns, wanted.speakers, found=found, fixable=session.fixable)
    better = suggest(title, linter, context, request, most=wanted.most)
    # What a suppression keeps quiet about the title, it keeps quiet about the better one.
    quiet = {d.code for d in linter.lint(title, context)} - {d.code for d in found}
    left = [
        tuple([d for d in session.shown(linter.lint(one.text, context)) if d.code not in quiet])
        for one in better
    ]
    lacks = () if better else missing(title, linter, context, request)
    over = None if better else too_long(title, linter.limit)
    return Answer(title, path, line, better, tuple(left), tuple(found), lacks, over, linter.limit)
