"""The options of ``spacelint check``, in typer's form."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from spacelint.cli import arguments as given
from spacelint.cli.session import Options
from spacelint.plan.formats import FORMATS as PLAN_FORMATS
from spacelint.report.writer import FORMATS

_Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Plan files and folders; - reads standard input."),
]
_Plan = Annotated[
    str | None,
    typer.Option("--format", help="The plans' format, where their names do not tell it."),
]
_StdinName = Annotated[
    str | None,
    typer.Option("--stdin-filename", help="The file that standard input stands for."),
]
_Fix = Annotated[bool, typer.Option("--fix", help="Fix the files.")]
_Diff = Annotated[bool, typer.Option("--diff", help="Show what --fix would change; write nothing.")]
_NonZero = Annotated[
    bool, typer.Option("--exit-non-zero-on-fix", help="Exit with 1 where --fix changed a file.")
]
_AddIgnore = Annotated[
    bool, typer.Option("--add-ignore", help="Write suppressions for all that is found.")
]
_Baseline = Annotated[
    str | None,
    typer.Option("--baseline", help="Findings that are known and accepted.", metavar="FILE"),
]
_WriteBaseline = Annotated[
    bool, typer.Option("--write-baseline", help="Accept all that is found now.")
]
_Suggest = Annotated[
    bool, typer.Option("--suggest", help="Print better titles for each Space, and nothing else.")
]
_Watch = Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes.")]
_Jobs = Annotated[
    int, typer.Option("--jobs", "-j", help="Processes; 0 takes as many as pay.", min=0, max=256)
]
_Format = Annotated[
    str | None, typer.Option("--output-format", help=f"One of {', '.join(FORMATS)}.")
]
_Files = Annotated[
    list[str] | None,
    typer.Option("--output-file", help="One more report, in a file.", metavar="FORMAT=PATH"),
]

_ShowFiles = Annotated[
    bool, typer.Option("--show-files", help="List the files that would be checked, and why.")
]
_PlansOnly = Annotated[
    bool,
    typer.Option("--plans-only", help="Pass over named files that hold no Spaces, as hooks need."),
]
_Gitignore = Annotated[
    bool | None,
    typer.Option(
        "--respect-gitignore/--no-respect-gitignore",
        help="Leave out what .gitignore leaves out of folders (default: yes).",
    ),
]
_Since = Annotated[
    str | None,
    typer.Option("--since", metavar="FILE", help="An earlier HTML report: say what changed."),
]
_Approved = Annotated[
    str | None,
    typer.Option("--approved", metavar="FILE", help="Saved approvals: say what still stands."),
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("check", help="Lint the titles in plan files.")(check)


def check(
    paths: _Paths = None,
    format: _Plan = None,
    stdin_filename: _StdinName = None,
    fix: _Fix = False,
    unsafe_fixes: given.UnsafeFixes = False,
    diff: _Diff = False,
    exit_non_zero_on_fix: _NonZero = False,
    add_ignore: _AddIgnore = False,
    select: given.Select = None,
    extend_select: given.ExtendSelect = None,
    ignore: given.Ignore = None,
    rules: given.Rules = None,
    baseline: _Baseline = None,
    write_baseline: _WriteBaseline = False,
    output_format: _Format = None,
    output_file: _Files = None,
    min_severity: given.MinSeverity = None,
    fail_on: given.FailOn = None,
    statistics: given.Statistics = False,
    since: _Since = None,
    approved: _Approved = None,
    show_files: _ShowFiles = False,
    plans_only: _PlansOnly = False,
    respect_gitignore: _Gitignore = None,
    suggest: _Suggest = False,
    watch: _Watch = False,
    jobs: _Jobs = 0,
    color: given.Colour = "auto",
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
    today: given.Today = None,
    live: given.Live = False,
    live_optional: given.LiveOptional = False,
    dry_run: given.DryRun = False,
    max_cost: given.MaxCost = "0.50",
    wait: given.Wait = None,
    spaces: given.SpacesPerTag = 10,
) -> Any:
    """Check plan files and exit with 1 if a problem is found."""
    from spacelint.cli.check import CheckOptions, check_paths

    chosen = [
        name
        for name, on in (
            ("--fix", fix), ("--diff", diff), ("--add-ignore", add_ignore),
            ("--write-baseline", write_baseline), ("--suggest", suggest),
        )
        if on
    ]  # fmt: skip
    if len(chosen) > 1 and chosen != ["--fix", "--diff"]:
        raise typer.BadParameter(f"{' and '.join(chosen)} cannot be asked for together")
    if diff:
        _refuse_reports("--diff", output_format, output_file)
    elif chosen in (["--fix"], ["--add-ignore"]) and "-" in (paths or ()):
        _refuse_reports(f"{chosen[0]} on standard input", output_format, output_file)
    live_options = given.live_options(live, dry_run, max_cost, wait, spaces, live_optional)
    if watch and live_options is not None:
        message = "--watch and --live cannot be asked for together: X charges for each look"
        raise typer.BadParameter(message)
    common = Options(
        select=given.optional(select),
        extend_select=given.several(extend_select),
        ignore=given.several(ignore),
        rules=tuple(rules or ()),
        min_severity=given.severity(min_severity),
        fail_on=given.failing(fail_on),
        output_format=given.one_of(output_format, FORMATS, "--output-format"),
        colour=given.colour(color),
        statistics=statistics,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        config=config,
        isolated=isolated,
        respect_gitignore=respect_gitignore,
        today=given.day(today),  # type: ignore[arg-type]
    )
    options = CheckOptions(
        common=common,
        format=given.one_of(format, tuple(PLAN_FORMATS), "--format"),
        stdin_filename=stdin_filename,
        diff=diff,
        exit_non_zero_on_fix=exit_non_zero_on_fix,
        add_ignore=add_ignore,
        baseline=baseline,
        write_baseline=write_baseline,
        watch=watch,
        jobs=jobs,
        output_files=tuple(output_file or ()),
        since=since,
        approved=approved,
        plans_only=plans_only,
        show_files=show_files,
        live_options=live_options,
    )
    if suggest:
        from spacelint.cli.suggesting import suggest_plans

        given.one_of(output_format, ("text", "json"), "--output-format")
        raise typer.Exit(suggest_plans(list(paths or ()), options))
    raise typer.Exit(check_paths(list(paths or ()), options))


def _refuse_reports(asked: str, format: str | None, files: list[str] | None) -> None:
    """Refuse reports for programs where standard output is taken by a plan or a diff."""
    other = "--output-file" if files else f"--output-format {format}"
    if files or format not in (None, "text", "concise"):
        raise typer.BadParameter(f"{asked} and {other} cannot be asked for together")
