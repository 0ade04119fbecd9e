"""``spacelint titles``, which is also what ``spacelint 'TITLE'`` means: lint titles."""

from __future__ import annotations

import sys

from spacelint.cli import UsageError
from spacelint.cli.options import UNDECLARED, CheckOptions, Options
from spacelint.cli.session import fixable_codes, open_session
from spacelint.output_formats import FORMATS
from spacelint.report.item import Counts, Item
from spacelint.report.terminal import style_for
from spacelint.report.writer import ReportSettings, Writer, statistics, summary
from spacelint.severity import at_least
from spacelint.text import Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import typer

    from spacelint.cli.options import LiveOptions
    from spacelint.cli.session import Session
    from spacelint.engine.rule import Diagnostic

_LONGEST_LINE = 1_000_000  # bytes


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    from spacelint.cli.declare import FOR_TITLES, Titles, add_command, with_options

    declared = (field for field in Options._fields if field not in UNDECLARED)
    fields = [*declared, "live_options"]
    command = with_options(titles, fields, FOR_TITLES, titles=(Titles, ...))
    add_command(
        app, "titles", "Lint titles given as arguments (the default command).", command,
        "spacelint 'Town hall #AT&T with @jack'", "spacelint - --fix < titles.txt",
    )  # fmt: skip


def titles(titles: list[str], options: CheckOptions) -> int:
    """Lint titles and exit with 1 if a problem is found."""
    from spacelint.cli.mistyped import require_titles

    require_titles(titles, "spacelint")
    return lint_arguments(titles, options.common, options.live_options)


def lint_arguments(
    titles: list[str], options: Options | None = None, live_options: LiveOptions | None = None
) -> int:
    """Lint ``titles`` (``-``: one a line on standard input) and return the exit status.

    ``live_options`` says how X is to be asked about them first; None: it is not.
    """
    options = options or Options()
    session = open_session(options)
    if not FORMATS[session.output_format].titles:
        wanted = ", ".join(each.name for each in FORMATS.values() if each.titles)
        raise UsageError(f'titles are reported as {wanted}; found "{session.output_format}"')
    most = session.max_bytes if live_options is not None else None  # else none is kept
    listed: Iterable[tuple[str, int, str]] = numbered(titles, blank=options.fix, most=most)
    status = 0
    unchecked: tuple[str, ...] = ()
    if live_options is not None:
        from spacelint.cli.live import ask_about

        listed = list(listed)
        results = ask_about([text for _, _, text in listed], session, live_options)
        if results.live is None:
            return results.status
        status, unchecked = results.status, results.unchecked
        session = session._replace(context=session.context._replace(live=results.live))
    if options.fix:
        return max(status, _fix(listed, session, options, unchecked))
    quiet = options.quiet or "-" in titles
    return max(status, _lint(listed, session, options, unchecked, quiet))


def numbered(
    titles: list[str], *, blank: bool = False, most: int | None = None
) -> Iterator[tuple[str, int, str]]:
    """Yield (path, line, title) for every argument, standard input read in the place of ``-``.

    The path of an argument is empty, and its line its number. Blank lines of standard input are
    left out unless ``blank`` is true. Raises `UsageError` for an argument that is empty or blank,
    for a line of standard input that is not UTF-8 or too long, and for more bytes of it than
    ``most``, which one gives who keeps them all.
    """
    for i, title in enumerate(titles, 1):
        if title == "-":
            for each in _stdin_lines(most):
                if blank or each[2].strip():
                    yield each
        elif title.strip():
            yield ("", i, title)
        else:
            which = "the title" if len(titles) == 1 else f"title {i}"
            raise UsageError(f"{which} is empty; write the words of the title between the quotes")


def _lint(
    titles: Iterable[tuple[str, int, str]],
    session: Session,
    options: Options,
    unchecked: tuple[str, ...],
    quiet: bool,
) -> int:
    """Report each title, without those that are clean if ``quiet``; return 1 if one fails."""
    format = session.output_format
    settings = ReportSettings(
        style_for(sys.stdout, options.colour), quiet, most=options.max_diagnostics
    )
    writer = Writer(sys.stdout, format, settings)
    writer.leave_unchecked(unchecked)
    fixable = fixable_codes(session)
    failed = False
    try:
        for path, line, text in titles:
            title = Title(text)
            found = session.linter.lint(title, session.context)
            failed = failed or _fails(found, session)
            kept = _kept(found, session, fixable)
            better = _better(title.text, kept, session, fixable) if kept else None
            writer.write(Item(title, kept, better, path, line))
    finally:
        writer.close()
    if options.statistics:
        # A document for programs ends with its last brace.
        to = sys.stdout if FORMATS[format].people else sys.stderr
        to.write(statistics(writer.counts))
    if FORMATS[format].people and not options.quiet:
        sys.stdout.flush()
        print(summary(writer.counts), file=sys.stderr)
    return int(failed)


def _fails(found: Iterable[Diagnostic], session: Session) -> bool:
    failing = at_least(session.fail_on)
    return any(each.rule.severity in failing for each in found)


def _kept(
    found: Iterable[Diagnostic], session: Session, fixable: frozenset[str]
) -> tuple[Diagnostic, ...]:
    """Return the findings to show, without the fixes that are not to be applied."""
    shown = at_least(session.min_severity)
    return tuple(
        each if each.rule.code in fixable else each._replace(edits=())
        for each in found
        if each.rule.severity in shown
    )


def _better(
    text: str, found: tuple[Diagnostic, ...], session: Session, fixable: frozenset[str]
) -> str | None:
    """Return the better title that the suggester has for one with findings."""
    from spacelint.suggester.search import Request, better_title

    request = Request(found=found, fixable=fixable)
    return better_title(text, session.linter, session.context, request)


def _fix(
    titles: Iterable[tuple[str, int, str]],
    session: Session,
    options: Options,
    unchecked: tuple[str, ...],
) -> int:
    """Print each fixed title on standard output, and on standard error what is left to fix.

    Returns 1 where a finding that fails the run is left.
    """
    from spacelint.fixer.titles import fix_title
    from spacelint.text.width import visible

    fixable, unsafe = fixable_codes(session), options.unsafe_fixes
    failed = False
    counts = Counts()
    counts.unchecked = unchecked
    for path, line, text in titles:
        if not text.strip():
            sys.stdout.write("\n")
            continue
        fixed = fix_title(
            session.linter, text, unsafe=unsafe, context=session.context, fixable=fixable
        )
        failed = failed or _fails(fixed.left, session)
        sys.stdout.write(visible(fixed.text) + "\n")
        left = _kept(fixed.left, session, fixable)
        counts.add(Item(Title(fixed.text), left, None, path, line))
    if (counts.by_severity or unchecked) and not options.quiet:
        sys.stdout.flush()
        print(summary(counts, fixing=True, unsafe=unsafe), file=sys.stderr)
    return int(failed)


def _stdin_lines(most: int | None) -> Iterator[tuple[str, int, str]]:
    stream = sys.stdin.buffer
    number = taken = 0
    while line := stream.readline(_LONGEST_LINE + 2):
        number += 1
        taken += len(line)
        if most is not None and taken > most:
            raise UsageError(f"-: it is larger than max-file-size ({most:,} bytes)")
        if number == 1 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        if len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
            raise UsageError(
                f"-:{number}: longer than {_LONGEST_LINE:,} bytes; expected one title a line"
            )
        body = line.removesuffix(b"\n").removesuffix(b"\r")
        try:
            yield ("-", number, body.decode())
        except UnicodeDecodeError as error:
            column = len(body[: error.start].decode("utf-8", "replace")) + 1
            raise UsageError(
                f"-:{number}:{column}: byte {error.start + 1} of the line"
                f" (0x{body[error.start]:02x}) is not UTF-8; expected titles in UTF-8"
            ) from None
