"""``spacelint check``: lint the titles in plan files."""

from __future__ import annotations

import sys

from spacelint.cli.options import CheckOptions, Options
from spacelint.cli.run import run_check
from spacelint.cli.session import Sessions, UsageError
from spacelint.report.writer import OutputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typer


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    from spacelint.cli.declare import add_command, with_options
    from spacelint.cli.parameters import Paths

    first = (
        "changed", "show_files", "plans_only", "respect_gitignore", "format", "stdin_filename",
        "watch", "jobs", "fix", "unsafe_fixes",
    )  # fmt: skip
    every = dict.fromkeys((*first, *CheckOptions._fields, *Options._fields))
    fields = [field for field in every if field not in ("common", "live", "unchecked")]
    command = with_options(check, {"paths": (Paths, None)}, fields)
    add_command(
        app, "check", "Lint the titles in plan files.", command,
        "spacelint check spaces/ q1.csv", "spacelint check --fix --diff",
    )  # fmt: skip


def check_paths(paths: list[str], options: CheckOptions | None = None) -> int:
    """Check the plan files at ``paths`` (the current folder if empty); return the exit status.

    0: no problems; 1: findings at or above ``fail-on``; 2: an error, such as an unreadable file;
    the other files are checked all the same.
    """
    options = options or CheckOptions()
    try:
        if options.watch:
            from spacelint.cli.watch import watch

            return watch(paths, options, run_check)
        return run_check(paths, options, Sessions(options.common, format=options.format))
    except (OutputError, UsageError) as error:
        sys.stdout.flush()
        print(error, file=sys.stderr)
        return 2


def check(paths: list[str] | None, options: CheckOptions) -> int:
    """Check plan files and exit with 1 if a problem is found."""
    import typer

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
        raise typer.BadParameter(f"{' and '.join(chosen)} cannot be asked for together")
    compared = [name for name in ("since", "approved") if getattr(options, name)]
    if chosen and compared:
        raise typer.BadParameter(f"{chosen[0]} and --{compared[0]} cannot be asked for together")
    if options.diff:
        _refuse_reports("--diff", options)
    elif chosen in (["--fix"], ["--add-ignore"]) and "-" in files:
        _refuse_reports(f"{chosen[0]} on standard input", options)
    if options.watch and options.live_options is not None:
        message = "--watch and --live cannot be asked for together: X charges for each look"
        raise typer.BadParameter(message)
    if options.suggest:
        from spacelint.cli.parameters import one_of
        from spacelint.cli.suggesting import suggest_plans

        one_of(common.output_format, ("text", "json"), "--output-format")
        return suggest_plans(files, options)
    return check_paths(files, options)


def _refuse_reports(asked: str, options: CheckOptions) -> None:
    """Refuse reports for programs where standard output is taken by a plan or a diff."""
    import typer

    format, files = options.common.output_format, options.output_files
    other = "--output-file" if files else f"--output-format {format}"
    if files or format not in (None, "text", "concise"):
        raise typer.BadParameter(f"{asked} and {other} cannot be asked for together")
