"""``spacelint suggest``: the better titles, with what each changes and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from spacelint.cli import complete
from spacelint.cli.gather import gather
from spacelint.cli.parameters import FOR_ANSWERS, Titles, add_command, option, several, with_options
from spacelint.cli.reading import stdin_format
from spacelint.cli.session import Sessions, UsageError, fixable_codes, open_session
from spacelint.cli.suggestion_report import Answer, Writer
from spacelint.cli.titles import BadInput, numbered
from spacelint.engine.plans import check_plan
from spacelint.engine.suppress import suppress
from spacelint.plan.read import read_file, read_pieces
from spacelint.report.style import style_for
from spacelint.suggester.goals import campaign_named, handle_of
from spacelint.suggester.search import MOST
from spacelint.suggester.search import suggest as better_titles
from spacelint.text.distance import nearest
from spacelint.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.brand import BrandBook
    from spacelint.checks.contract import Context
    from spacelint.cli.options import CheckOptions, Options
    from spacelint.cli.session import FileSession
    from spacelint.engine.linter import Linter
    from spacelint.plan import Plan, PlannedSpace
    from spacelint.suggester.values import Suggestion

_Campaigns = Annotated[
    list[str] | None,
    option("--campaign", "A campaign of the brand book.", "What to suggest",
           metavar="NAME", autocompletion=complete.campaigns),
]  # fmt: skip
_Speakers = Annotated[
    list[str] | None,
    option("--speaker", "Someone to be mentioned.", "What to suggest", metavar="HANDLE"),
]
_Limit = Annotated[
    int,
    option("--limit", "At most so many for each.", "What to suggest", metavar="N", min=1, max=20),
]
_FIELDS = ("select", "extend_select", "ignore", "rules", "output_format", "colour", "config",
           "isolated", "today")  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    arguments: dict[str, tuple[object, object]] = {
        "titles": (Titles, ...),
        "campaign": (_Campaigns, None),
        "speaker": (_Speakers, None),
        "limit": (_Limit, MOST),
    }
    add_command(
        app, "suggest", "Better titles, each with what it changes and why.",
        with_options(suggest, arguments, _FIELDS, FOR_ANSWERS),
        "spacelint suggest 'Town hall #AT&T' --speaker @jack",
        "spacelint suggest - --limit 1 < titles.txt",
    )  # fmt: skip


def suggest(
    titles: list[str],
    campaign: list[str] | None,
    speaker: list[str] | None,
    limit: int,
    options: CheckOptions,
) -> int:
    """Print better titles for each, best first; exit with 0 also where nothing is better."""
    return suggest_titles(titles, several(campaign), several(speaker), options.common, limit)


def suggest_titles(
    titles: list[str],
    campaigns: tuple[str, ...],
    speakers: tuple[str, ...],
    options: Options,
    most: int = MOST,
) -> int:
    """Print up to ``most`` better titles for each of ``titles`` (``-``: one a line on stdin).

    Returns 0, or 2 where the question or the input cannot be read.
    """
    several = len(titles) > 1 or "-" in titles
    writer = Writer(
        sys.stdout, style_for(sys.stdout, options.colour), options.output_format, several
    )
    try:
        session = open_session(options)
        for name in campaigns:
            _must_have(session.context.book, name)
        for who in speakers:
            if handle_of(who) is None:
                message = f'--speaker: expected a handle like @jack; found "{visible(who)}"'
                raise UsageError(message)
        fixable = fixable_codes(session)
        for path, line, title in numbered(titles):
            found = better_titles(
                title,
                session.linter,
                session.context,
                campaign=campaigns,
                speakers=speakers,
                most=most,
                fixable=fixable,
            )
            writer.write(_answer(title, path, line, found, session.linter, session.context))
    except (UsageError, BadInput) as error:
        sys.stdout.flush()
        print(error, file=sys.stderr)
        return 2
    writer.close()
    return 0


def suggest_plans(paths: list[str], options: CheckOptions) -> int:
    """Print better titles for the Spaces of the plan files at ``paths``.

    What suppressions keep quiet is left alone. Returns 0, or 2 where a file cannot be read; the
    other files are answered all the same.
    """
    common = options.common
    status = 0
    style = style_for(sys.stdout, common.colour)
    writer = Writer(sys.stdout, style, common.output_format or "text", several=True)
    sessions = Sessions(common, format=options.format)
    try:
        sessions.root()
        for path in gather(paths or ["."], sessions, plans_only=options.plans_only):
            try:
                session = sessions.of(path if path != "-" else options.stdin_filename or "-")
                for plan in _plans(path, session, options):
                    status = max(status, _suggest_plan(plan, session, sessions, writer))
            except UsageError as error:
                sys.stdout.flush()
                print(error, file=sys.stderr)
                status = 2
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    writer.close()
    return status


def _plans(path: str, session: FileSession, options: CheckOptions) -> Iterator[Plan]:

    if path != "-":
        yield from read_file(
            path, format=session.format, layout=session.layout, max_bytes=session.max_bytes
        )
        return
    name = options.stdin_filename
    yield from read_pieces(
        sys.stdin.buffer,
        name or "-",
        format=stdin_format(name, session),
        layout=session.layout,
        max_bytes=session.max_bytes,
    )


def _suggest_plan(plan: Plan, session: FileSession, sessions: Sessions, writer: Writer) -> int:
    linter = session.session.linter
    found = check_plan(plan, linter, session.context, session.memory)
    left = suppress(plan, found, linter, session.context).left
    for space in plan.spaces:
        source = space.title
        if source is None or not source.value.strip():
            continue
        context = _context(space, session)
        quiet = {each.diagnostic.rule.code for each in found if each.space == space.index}
        quiet -= {each.diagnostic.rule.code for each in left if each.space == space.index}
        better = better_titles(
            source.value,
            linter,
            context,
            leave=frozenset(quiet),
            fixable=session.fixable,
        )
        line = plan.lines.line_column(source.start)[0] + plan.first_line
        writer.write(_answer(source.value, plan.path, line, better, linter, context))
    for problem in plan.problems:
        if problem.code == "SL001":
            line, column = plan.lines.line_column(problem.start)
            reason = visible(problem.values.get("reason", "it cannot be read"))
            sys.stdout.flush()
            place = f"{visible(plan.path)}:{line + plan.first_line}:{column}"
            print(f"{place}: this file cannot be read: {reason}", file=sys.stderr)
            return 2
    return 0


def _context(space: PlannedSpace, session: FileSession) -> Context:
    context = session.context
    if space.brand is not None:
        context = session.session.context_for(space.brand)
    return context.about(space)


def _answer(
    title: str,
    path: str,
    line: int,
    found: tuple[Suggestion, ...],
    linter: Linter,
    context: Context,
) -> Answer:
    left = tuple([tuple(linter.lint(each.text, context)) for each in found])
    return Answer(title, path, line, found, left, linter.limit)


def _must_have(book: BrandBook | None, name: str) -> None:
    if book is None or not book.campaigns:
        raise UsageError(
            f'--campaign: there is no campaign "{visible(name)}": the brand book has none'
            " (write [campaigns.NAME] in spacelint.toml)"
        )
    try:
        campaign_named(book, name)
    except KeyError:
        near = nearest(name, book.campaigns)
        known = f"did you mean {near}?" if near else f"there are {', '.join(book.campaigns)}"
        message = f'--campaign: there is no campaign "{visible(name)}" in the brand book ({known})'
        raise UsageError(message) from None
