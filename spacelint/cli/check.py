"""``spacelint check``: lint the titles in plan files."""

from __future__ import annotations

import os
import sys

from spacelint.cli.gather import gather
from spacelint.cli.reading import Piece, Wish, check_file
from spacelint.cli.session import Options, UsageError
from spacelint.cli.sessions import Sessions
from spacelint.engine.fields import RunMemory
from spacelint.report.style import style_for
from spacelint.report.writer import OutputError, Writer, statistics, summary
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacelint.cli.approvals import Approvals
    from spacelint.cli.live import LiveOptions
    from spacelint.cli.sessions import FileSession
    from spacelint.cli.settle import Settler
    from spacelint.engine.ruleset import RuleDocs
    from spacelint.report.html.review import Review
    from spacelint.report.outputs import Writers

    #: Number of the file, its session (None where there is none), and what was found or why not.
    Found = tuple[int, FileSession | None, Piece | str]

#: Formats that show titles without findings, and those that show the better title.
_WITH_CLEAN = frozenset(("json", "jsonl", "junit", "html"))
_WITH_SUGGESTION = frozenset(("text", "json", "jsonl", "html"))

_NO_PLANS = (
    'No plan files here: files with "spaces" in their name, or in a folder\'s, are taken. Name'
    " others, or list them under [plan] in spacelint.toml; --show-files says what was passed over."
)


class CheckOptions(NamedTuple):
    """What the command line asks for, beside the `Options` that all linting commands have.

    ``jobs`` 0 means as many processes as pay. ``plans_only`` asks for the content of named files
    too; ``show_files`` lists what would be checked, and why. ``since`` is an earlier HTML report to
    compare with, ``approved`` a file of approvals; ``unchecked`` says which rules could not be
    checked for want of X's answers.
    """

    common: Options = Options()
    format: str | None = None
    stdin_filename: str | None = None
    diff: bool = False
    exit_non_zero_on_fix: bool = False
    add_ignore: bool = False
    baseline: str | None = None
    write_baseline: bool = False
    watch: bool = False
    jobs: int = 0
    output_files: tuple[str, ...] = ()
    live_options: LiveOptions | None = None
    unchecked: tuple[str, ...] = ()
    since: str | None = None
    approved: str | None = None
    plans_only: bool = False
    show_files: bool = False


def check_paths(paths: list[str], options: CheckOptions | None = None) -> int:
    """Check the plan files at ``paths`` (the current folder if empty); return the exit status.

    0: no problems; 1: findings at or above ``fail-on``; 2: something could not be done, a file
    that cannot be read for one; the other files are checked all the same.
    """
    options = options or CheckOptions()
    if options.watch:
        from spacelint.cli.watch import watch

        return watch(paths, options)
    sessions = Sessions(options.common, format=options.format)
    try:
        return run_check(paths, options, sessions)
    except (OutputError, UsageError) as error:
        sys.stdout.flush()
        print(error, file=sys.stderr)
        return 2


def run_check(paths: list[str], options: CheckOptions, sessions: Sessions) -> int:
    """Do one run; raises UsageError where it cannot start, OutputError where it cannot report."""
    if options.show_files:
        return _show_files(paths or ["."], options, sessions)
    files = gather(paths or ["."], sessions, plans_only=options.plans_only)
    if not files and all(os.path.isdir(path) for path in paths or ["."]):
        print(_NO_PLANS, file=sys.stderr)
    if options.live_options is not None:
        return _check_live(files, options, options.live_options, sessions)
    return check_files(files, options, sessions)


def _show_files(paths: list[str], options: CheckOptions, sessions: Sessions) -> int:
    """Print each file that would be checked and why, and what was passed over; always 0."""
    from spacelint.cli.gather import show_files

    for line in show_files(paths, sessions, plans_only=options.plans_only):
        print(line)
    return 0


def _check_live(
    files: list[str], options: CheckOptions, live_options: LiveOptions, sessions: Sessions
) -> int:
    """Ask X about the titles, then check them; the status of whichever is worse."""
    from spacelint.cli.live import ask_about_plans

    results = ask_about_plans(files, sessions, live_options, options.stdin_filename)
    if results.live is None:
        return results.status
    common = options.common._replace(live=results.live)
    options = options._replace(live_options=None, common=common, unchecked=results.unchecked)
    again = Sessions(common, format=options.format)
    again.walked = sessions.walked
    return max(results.status, check_files(files, options, again))


def check_files(files: list[str], options: CheckOptions, sessions: Sessions) -> int:
    """Check files, fix them, or show how; raises as `run_check` does."""
    sessions.memory = RunMemory()
    if options.common.fix or options.diff or options.add_ignore:
        from spacelint.cli.fix import fix_files

        return fix_files(files, options, sessions)
    return _report(files, options, sessions)


def _report(files: list[str], options: CheckOptions, sessions: Sessions) -> int:
    from spacelint.cli.settle import Settler

    settler = Settler.for_run(options, sessions)
    root = sessions.root() if not sessions.broken else None
    format = options.common.output_format or (root.output_format if root else "text")
    docs = root.linter.docs if root else None
    formats = {format, *(value.partition("=")[0] for value in options.output_files)}
    review, approvals = None, None
    if options.since or options.approved:
        from spacelint.cli.approvals import Approvals, open_review

        review = open_review(options.since, options.approved)
        if review.since is not None and "html" not in formats:
            raise UsageError("--since compares HTML reports: it needs --output-format html")
        approvals = Approvals(review) if review.approvals is not None else None
    writer = open_writer(format, options, settler.fail_on, docs, review)
    writer.leave_unchecked(options.unchecked)
    wish = Wish(
        approvals is not None or not _WITH_CLEAN.isdisjoint(formats),
        not _WITH_SUGGESTION.isdisjoint(formats),
        facts=approvals is not None or "html" in formats,
    )
    try:
        _run(files, options, sessions, settler, writer, wish, approvals)
        writer.close()
    except BaseException:
        if not isinstance(writer, Writer):
            writer.abort()
        raise
    sys.stdout.flush()
    status = finish(settler, writer, options, format)
    return status if approvals is None else approvals.tell(options.approved or "", status)


def _run(
    files: list[str],
    options: CheckOptions,
    sessions: Sessions,
    settler: Settler,
    writer: Writer | Writers,
    wish: Wish,
    approvals: Approvals | None = None,
) -> None:
    from spacelint.cli.progress import Progress

    sizes = [_size(path) for path in files]
    progress = Progress(sum(sizes))
    done = 0
    for number, session, piece in _pieces(files, sizes, options, sessions, wish):
        if session is None or isinstance(piece, str):
            progress.clear()
            settler.tell(str(piece))
            continue
        counts = writer.counts
        for item in settler.settle(session, piece):
            progress.clear()
            writer.write(item)
            if approvals is not None:
                approvals.add(item)
        counts.titles += piece.clean
        done += piece.size
        progress.show(done, f"{counts.titles:,} titles, file {number + 1} of {len(files)}")
    progress.clear()


def _pieces(
    files: list[str], sizes: list[int], options: CheckOptions, sessions: Sessions, wish: Wish
) -> Iterator[Found]:
    """Yield the pieces of all files in order, or a text that says why a file was not looked at."""
    jobs = options.jobs
    if jobs != 1 and len(files) > 1 and "-" not in files and not wish.facts:
        from spacelint.cli.jobs import paying, pieces_of_jobs

        jobs = jobs or paying(sizes)
        if jobs > 1:
            yield from pieces_of_jobs(files, sizes, jobs, options, sessions, wish)
            return
    told: set[str] = set()
    for number, path in enumerate(files):
        try:
            session = sessions.of(path if path != "-" else options.stdin_filename or "-")
        except UsageError as error:
            if str(error) not in told:
                told.add(str(error))
                yield number, None, str(error)
            continue
        if path == "-":
            from spacelint.cli.stdin import check_stdin

            found = check_stdin(options.stdin_filename, session, wish)
        else:
            found = check_file(path, session, wish)
        for piece in found:
            yield number, session, piece


def open_writer(
    format: str,
    options: CheckOptions,
    fail_on: str,
    docs: Callable[[str], RuleDocs] | None = None,
    review: Review | None = None,
) -> Writer | Writers:
    """Return the writer of a run; raises UsageError for an output that cannot be written.

    ``docs`` gives the docs of a rule by its code; of the built-in ones alone if None.
    """
    style = style_for(sys.stdout, options.common.colour)
    asked = options.common.output_format is not None
    on_github = os.environ.get("GITHUB_ACTIONS") == "true" and not asked
    if format in ("text", "concise") and not options.output_files and not on_github:
        return Writer(sys.stdout, format, style, quiet=True, fail_on=fail_on)
    from spacelint.report.outputs import open_outputs

    try:
        return open_outputs(
            sys.stdout,
            format,
            style,
            options.output_files,
            quiet=True,
            docs=docs,
            fail_on=fail_on,
            review=review,
            asked=asked,
        )
    except OutputError as error:
        raise UsageError(str(error)) from None


def finish(settler: Settler, writer: Writer | Writers, options: CheckOptions, format: str) -> int:
    """Say what was counted and return the exit status."""
    for_people = format in ("text", "concise")
    if options.common.statistics:
        stream = sys.stdout if for_people else sys.stderr
        stream.write(statistics(writer.counts))
    sys.stdout.flush()
    for message in settler.close():
        print(message, file=sys.stderr)
    if for_people:
        fixing, unsafe = options.common.fix, options.common.unsafe_fixes
        print(summary(writer.counts, fixing=fixing, unsafe=unsafe), file=sys.stderr)
    return settler.status


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
