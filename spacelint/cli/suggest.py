"""``spacelint suggest``: the better titles, with what each changes and why."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, NamedTuple

import typer

from spacelint.brand.book import BrandBook
from spacelint.checks.contract import Context
from spacelint.cli.declare import FOR_ANSWERS, add_command, with_options
from spacelint.cli.gather import gather
from spacelint.cli.mistyped import titles_meant_otherwise
from spacelint.cli.options import CheckOptions, Options
from spacelint.cli.parameters import Titles, campaigns, option, several
from spacelint.cli.reading import has_titles, look, no_titles, stdin_format
from spacelint.cli.session import FileSession, Sessions, UsageError, fixable_codes, open_session
from spacelint.cli.titles import BadInput, numbered
from spacelint.engine.linter import Linter
from spacelint.engine.rule import Diagnostic
from spacelint.plan import Plan
from spacelint.plan.read import read_file, read_pieces
from spacelint.report.suggestions import Answer, Writer
from spacelint.report.terminal import style_for
from spacelint.severity import RANK
from spacelint.suggester.goals import campaign_named, speaker_handle
from spacelint.suggester.leave_out import too_long
from spacelint.suggester.search import MOST, Request, missing, suggest
from spacelint.text.distance import nearest
from spacelint.text.width import visible

_FIELDS = ("select", "extend_select", "ignore", "rules", "output_format", "colour", "config",
           "isolated", "today")  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    panel = "What to suggest"
    names = option("--campaign", "A campaign of the brand book.", panel,
                   metavar="NAME", autocompletion=campaigns)  # fmt: skip
    speakers = option("--speaker", "Someone to be mentioned.", panel, metavar="HANDLE")
    limit = option("--limit", "At most so many for each.", panel, metavar="N", min=1, max=MOST)
    explain = option(
        "--explain/--no-explain", "What each changes and why, or the titles alone.", panel
    )
    arguments: dict[str, tuple[object, object]] = {
        "titles": (Titles, ...),
        "campaign": (Annotated[list[str] | None, names], None),
        "speaker": (Annotated[list[str] | None, speakers], None),
        "limit": (Annotated[int, limit], MOST),
        "explain": (Annotated[bool, explain], True),
    }
    add_command(
        app, "suggest", "Better titles, each with what it changes and why.",
        with_options(suggest_command, arguments, _FIELDS, FOR_ANSWERS),
        "spacelint suggest 'Town hall #AT&T' --speaker @jack",
        "spacelint suggest - --limit 1 < titles.txt",
    )  # fmt: skip


def suggest_command(
    titles: list[str],
    campaign: list[str] | None,
    speaker: list[str] | None,
    limit: int,
    explain: bool,
    options: CheckOptions,
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


class _Means(NamedTuple):
    """What a title is judged with."""

    linter: Linter
    context: Context
    min_severity: str
    fixable: frozenset[str]

    def shown(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        least = RANK[self.min_severity]
        return [each for each in found if RANK[each.rule.severity] <= least]


def suggest_titles(
    titles: list[str], options: Options, wanted: SuggestOptions | None = None
) -> int:
    """Print better titles for each of ``titles`` (``-``: one a line on standard input).

    Returns 0, or 2 where the question or the input cannot be read.
    """
    spaced = any(" " in title for title in titles)
    if not spaced and (message := titles_meant_otherwise(titles, "spacelint suggest")):
        print(message, file=sys.stderr)
        return 2
    wanted = wanted or SuggestOptions()
    several = len(titles) > 1 or "-" in titles
    style = style_for(sys.stdout, options.colour)
    writer = Writer(sys.stdout, style, options.output_format, several, explain=wanted.explain)
    try:
        session = open_session(options)
        for name in wanted.campaigns:
            _must_have(session.context.book, name)
        for who in wanted.speakers:
            if speaker_handle(who) is None:
                message = f'--speaker: expected a handle like @jack; found "{visible(who)}"'
                raise UsageError(message)
        fixable = fixable_codes(session)
        means = _Means(session.linter, session.context, session.min_severity, fixable)
        for path, line, title in numbered(titles):
            found = means.shown(means.linter.lint(title, means.context))
            writer.write(_answer(title, path, line, found, means, wanted))
    except (UsageError, BadInput) as error:
        sys.stdout.flush()
        print(error, file=sys.stderr)
        return 2
    writer.close()
    return 0


def suggest_plans(paths: list[str], options: CheckOptions) -> int:
    """Print better titles for the Spaces of the plan files at ``paths``.

    What is suppressed is left alone. Returns 0, or 2 where a file cannot be read; the other files
    are answered all the same.
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
                if path == "-":
                    session = session._replace(named=False)
                elif not os.path.lexists(path):
                    raise UsageError(f"{visible(path)}: no such file")
                titles, last = 0, None
                for plan in _plans(path, session, options):
                    status = max(status, _suggest_plan(plan, session, writer))
                    titles, last = titles + has_titles(plan), plan
                if last is not None and not titles and (message := no_titles(last, session)):
                    raise UsageError(message)
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


def _suggest_plan(plan: Plan, session: FileSession, writer: Writer) -> int:
    linter = session.session.linter
    found: dict[int, list[Diagnostic]] = {}
    for each in look(plan, session):
        if each.source is not None:
            found.setdefault(each.space, []).append(each.diagnostic)
    for space in plan.spaces:
        source = space.title
        if source is None or not source.value.strip():
            continue
        context = session.context.about(space)
        means = _Means(linter, context, session.session.min_severity, session.fixable)
        shown = means.shown(found.get(space.index, ()))
        line = plan.line_at(source.start)
        writer.write(
            _answer(source.value, plan.path_at(source.start), line, shown, means, SuggestOptions())
        )
    for problem in plan.problems:
        if problem.code == "SL001":
            line, column = plan.lines.line_column(problem.start)
            reason = visible(problem.values.get("reason", "it can't be read"))
            sys.stdout.flush()
            place = f"{visible(plan.path)}:{line + plan.first_line}:{column}"
            print(f"{place}: this file can't be read: {reason}", file=sys.stderr)
            return 2
    return 0


def _answer(
    title: str, path: str, line: int, found: list[Diagnostic], means: _Means, wanted: SuggestOptions
) -> Answer:
    linter, context, _, fixable = means
    request = Request(wanted.campaigns, wanted.speakers, found=found, fixable=fixable)
    better = suggest(title, linter, context, request, most=wanted.most)
    # What a suppression keeps quiet about the title, it keeps quiet about the better one.
    quiet = {d.code for d in linter.lint(title, context)} - {d.code for d in found}
    left = [
        tuple([d for d in means.shown(linter.lint(one.text, context)) if d.code not in quiet])
        for one in better
    ]
    lacks: tuple[str, ...] = ()
    over = None
    if not better:
        lacks = missing(title, linter, context, request)
        over = too_long(title, linter.limit)
    return Answer(title, path, line, better, tuple(left), tuple(found), lacks, over, linter.limit)


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
