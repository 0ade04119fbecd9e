"""``spacelint check``: lint the titles in plan files."""

from __future__ import annotations

import os
import sys

from spacelint.cli import UsageError
from spacelint.cli.gather import gather, none_found
from spacelint.cli.options import UNDECLARED, CheckOptions, Options
from spacelint.cli.output import finish, open_writer
from spacelint.cli.reading import ReportOptions, check_file, collect_plans
from spacelint.cli.session import Sessions
from spacelint.engine.fields import RunMemory
from spacelint.output_formats import FORMATS
from spacelint.plan.formats import format_of
from spacelint.plan.read import PIECE
from spacelint.report.writer import OutputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    import typer

    from spacelint.cli.options import LiveOptions
    from spacelint.cli.output import ResultFilter
    from spacelint.cli.reading import Found
    from spacelint.report.html.review import Approvals
    from spacelint.report.outputs import Writers
    from spacelint.report.writer import Writer

# A run over so many bytes makes garbage that is worth collecting.
_LONG = 1_000_000


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    from spacelint.cli.declare import Paths, add_command, with_options

    first = (
        "changed", "show_files", "plans_only", "respect_gitignore", "format", "stdin_filename",
        "watch", "jobs", "fix", "unsafe_fixes",
    )  # fmt: skip
    every = dict.fromkeys((*first, *CheckOptions._fields, *Options._fields))
    fields = [field for field in every if field not in ("common", "unchecked", *UNDECLARED)]
    command = with_options(check, fields, paths=(Paths, None))
    add_command(
        app, "check", "Lint the titles in plan files.", command,
        "spacelint check spaces/ q1.csv", "spacelint check --fix --diff",
    )  # fmt: skip


def check_paths(paths: list[str], options: CheckOptions | None = None) -> int:
    """Check the plan files at ``paths`` (the current folder if empty); return the exit status.

    0: no problems; 1: findings at or above ``fail-on``; 2: an error, such as an unreadable file;
    the other files are checked all the same. Raises UsageError where the run cannot start, and
    where a report cannot be written.
    """
    options = options or CheckOptions()
    try:
        if options.watch:
            from spacelint.cli.watch import watch

            return watch(paths, options, run_check)
        return run_check(paths, options, Sessions.for_check(options))
    except OutputError as error:
        raise UsageError(str(error)) from None


def check(paths: list[str] | None, options: CheckOptions) -> int:
    """Check plan files and exit with 1 if a problem is found."""
    from spacelint.cli.declare import clash, one_of

    common, files = options.common, list(paths or ())
    chosen = [
        name
        for name, on in (
            ("--fix", common.fix), ("--diff", options.diff), ("--add-ignore", options.add_ignore),
            ("--write-baseline", options.write_baseline), ("--suggest", options.suggest),
        )
        if on
    ]  # fmt: skip
    if len(chosen) > 1 and chosen != ["--fix", "--diff"]:
        raise clash(*chosen)
    compared = [name for name in ("since", "approved") if getattr(options, name)]
    if chosen and compared:
        raise clash(chosen[0], f"--{compared[0]}")
    on_stdin = chosen in (["--fix"], ["--add-ignore"]) and "-" in files
    if options.diff or on_stdin:  # standard output is taken by the diff or the plan
        takes = "--diff" if options.diff else f"{chosen[0]} on standard input"
        if options.output_files:
            raise clash(takes, "--output-file")
        if common.output_format not in (None, "text", "concise"):
            raise clash(takes, f"--output-format {common.output_format}")
    if options.live_options is not None and options.suggest:
        raise clash("--suggest", "--live")
    if options.live_options is not None and options.watch:
        raise clash("--watch", "--live", why=": X charges for each look")
    if options.suggest:
        from spacelint.cli.suggest import suggest_plans

        one_of(common.output_format, ("text", "json"), "--output-format")
        return suggest_plans(files, options)
    return check_paths(files, options)


def run_check(paths: list[str], options: CheckOptions, sessions: Sessions) -> int:
    """Do one run; raises UsageError where it cannot start, OutputError where it cannot report."""
    given = paths or ["."]
    if options.show_files:
        from spacelint.cli.gather import show_files

        for line in show_files(given, sessions, plans_only=options.plans_only):
            print(line)
        sessions.refuse_broken()
        return 0
    files = gather(given, sessions, plans_only=options.plans_only)
    if not files and all(map(os.path.isdir, given)):
        sessions.refuse_broken()
        root = sessions.root().config
        print(none_found(given, sessions, "Name others"), file=sys.stderr)
        if root is not None and root.plan_files and not paths:
            folder = os.path.realpath(os.path.dirname(root.path))
            if folder == os.path.realpath("."):  # a glob that matches nothing here is a slip
                return 2
    elif options.changed is not None:
        from spacelint.cli.gather import changed_files

        files = changed_files(files, options.changed, quiet=options.common.quiet)
        if not files:  # that has been said
            options = options._replace(common=options.common._replace(quiet=True))
    if options.live_options is not None:
        return _check_live(files, options, options.live_options, sessions)
    return check_files(files, options, sessions)


def _check_live(
    files: list[str], options: CheckOptions, live_options: LiveOptions, sessions: Sessions
) -> int:
    """Ask X about the titles, then check them; return the worse of both statuses."""
    from spacelint.cli.live import ask_about_plans

    results = ask_about_plans(files, sessions, live_options)
    if results.live is None:
        return results.status
    common = options.common._replace(live=results.live)
    options = options._replace(live_options=None, common=common, unchecked=results.unchecked)
    again = sessions.with_live(results.live)
    return max(results.status, check_files(files, options, again))


def check_files(files: list[str], options: CheckOptions, sessions: Sessions) -> int:
    """Check files, fix them, or show how; raises as `run_check` does."""
    sessions.memory = RunMemory()
    if options.common.fix or options.diff or options.add_ignore:
        from spacelint.cli.fix import fix_files

        return fix_files(files, options, sessions)
    return _report(files, options, sessions)


def _report(files: list[str], options: CheckOptions, sessions: Sessions) -> int:
    from spacelint.cli.output import ResultFilter

    results = ResultFilter(options, sessions)
    names = (results.format, *(value.partition("=")[0] for value in options.output_files))
    formats = [FORMATS[name] for name in names if name in FORMATS]
    review, approvals = None, None
    if options.since or options.approved:
        from spacelint.report.html.review import Approvals, ReviewError, open_review

        try:
            review = open_review(options.since, options.approved)
        except ReviewError as error:
            raise UsageError(str(error)) from None
        if review.since is not None and "html" not in names:
            raise UsageError("--since compares HTML reports: it needs --output-format html")
        approvals = Approvals(review) if review.approvals is not None else None
    writer = open_writer(options, results, review)
    report = ReportOptions(
        approvals is not None or any(each.clean for each in formats),
        any(each.suggestions for each in formats),
        facts=approvals is not None or any(each.facts for each in formats),
        part_settings=writer.part_settings if results.shows_all and approvals is None else None,
    )
    with writer:
        _run(files, options, sessions, results, writer, report, approvals)
    sys.stdout.flush()
    status = finish(results, writer, options)
    return status if approvals is None else approvals.report(options.approved or "", status)


def _run(
    files: list[str],
    options: CheckOptions,
    sessions: Sessions,
    results: ResultFilter,
    writer: Writer | Writers,
    report: ReportOptions,
    approvals: Approvals | None = None,
) -> None:
    from spacelint.cli.progress import StatusLine

    sizes = [_size(path) for path in files]
    progress = StatusLine(sys.stderr, wait=1.0)
    done, total = 0, sum(sizes)
    if total > _LONG:
        collect_plans()
    tables = {  # that nobody named
        number
        for number, path in enumerate(files)
        if path in sessions.walked and format_of(path) in ("csv", "tsv", "xlsx")
    }
    read = set()
    for number, session, chunk in _chunks(files, sizes, options, sessions, report):
        if session is None or isinstance(chunk, str):
            progress.clear()
            results.fail(str(chunk))
            continue
        counts = writer.counts
        read.add(number)
        if chunk.items or chunk.part or chunk.clean:
            tables.discard(number)
        for item in results.filter(session, chunk):
            progress.clear()
            writer.write(item)
            if approvals is not None:
                approvals.add(item)
        if chunk.part is not None:
            progress.clear()
            writer.add_part(chunk.part)
        counts.titles += chunk.clean
        done += chunk.size
        if total:
            what = f"{counts.titles:,} titles, file {number + 1} of {len(files)}"
            progress.bar(done, total, what)
    progress.clear()
    results.passed_over = [files[number] for number in sorted(tables & read)]


def _chunks(
    files: list[str],
    sizes: list[int],
    options: CheckOptions,
    sessions: Sessions,
    report: ReportOptions,
) -> Iterator[Found]:
    """Yield the chunks of all files in order, or a text that says why a file was not looked at."""
    jobs = options.jobs
    several = len(files) > 1 or sizes > [PIECE]
    if jobs != 1 and several and "-" not in files and not report.facts:
        from spacelint.cli.jobs import chunks_of_jobs, worker_count

        jobs = jobs or worker_count(files, sizes)
        if jobs > 1:
            yield from chunks_of_jobs(files, sizes, jobs, options, sessions, report)
            return
    for number, path in enumerate(files):
        try:
            session = sessions.of(path)
        except UsageError as error:
            yield number, None, str(error)
            continue
        for chunk in check_file(path, session, report):
            yield number, session, chunk


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
