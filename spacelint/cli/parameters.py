"""How options are written on the command line: one declaration each, shared by all commands.

`with_options` gives a command the options of a value such as `Options`, so that its function takes
the value and not thirty parameters.
"""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, NamedTuple

import typer

from spacelint.cli import complete
from spacelint.cli.options import CheckOptions, LiveOptions, Options
from spacelint.output_formats import FORMATS
from spacelint.plan.formats import FORMATS as PLAN_FORMATS
from spacelint.severity import SEVERITIES
from spacelint.text.distance import nearest

CHOOSE, RULES, FIXING, OUTPUT, LIVE, CONFIG = (
    "What to check", "Rules", "Fixing", "Output", "Asking X", "Configuration"
)  # fmt: skip
TITLE_FORMATS = tuple(each.name for each in FORMATS.values() if each.titles)
COLOURS = ("auto", "always", "never")


def option(name: str, help: str, panel: str | None = None, **more: Any) -> Any:
    """Return an option for ``Annotated``; ``panel`` is the group that the help shows it in."""
    return typer.Option(*name.split(), help=help, rich_help_panel=panel, **more)


def choice(name: str, help: str, choices: Iterable[str], panel: str | None = OUTPUT) -> Any:
    """Return an option that takes one of ``choices``, which the help lists."""
    known = list(choices)
    return option(name, help, panel, metavar=f"[{'|'.join(known)}]", autocompletion=lambda: known)


Select = Annotated[
    list[str] | None,
    option("--select", "Only these rules: codes, prefixes, names, tags or ALL.", RULES,
           metavar="RULE", autocompletion=complete.selectors),
]  # fmt: skip
ExtendSelect = Annotated[
    list[str] | None,
    option("--extend-select", "These rules as well.", RULES,
           metavar="RULE", autocompletion=complete.selectors),
]  # fmt: skip
Ignore = Annotated[
    list[str] | None,
    option("--ignore", "Not these rules.", RULES,
           metavar="RULE", autocompletion=complete.selectors),
]  # fmt: skip
Rules = Annotated[
    list[str] | None, option("--rules", "A TOML file with more rules.", RULES, metavar="FILE")
]
MinSeverity = Annotated[
    str | None, choice("--min-severity", "The least severe findings to show.", SEVERITIES)
]
FailOn = Annotated[
    str | None,
    choice("--fail-on", "The least severe findings that make the exit status 1.",
           (*SEVERITIES, "never")),
]  # fmt: skip
Colour = Annotated[str, choice("--color", "When to use colour.", COLOURS)]
Statistics = Annotated[bool, option("--statistics", "Count findings by rule.", OUTPUT)]
Quiet = Annotated[
    bool, option("--quiet -q", "Print findings alone: no clean titles and no count.", OUTPUT)
]
MaxDiagnostics = Annotated[
    int,
    option("--max-diagnostics", "Show at most this many findings; 0 shows all.", OUTPUT,
           metavar="N", min=0),
]  # fmt: skip
UnsafeFixes = Annotated[
    bool, option("--unsafe-fixes", "Also apply fixes that may change what was meant.", FIXING)
]
ConfigFile = Annotated[
    str | None, option("--config", "The configuration to use.", CONFIG, metavar="FILE")
]
Isolated = Annotated[bool, option("--isolated", "Use no configuration file.", CONFIG)]
Today = Annotated[
    str | None, option("--today", "The day to judge dates by.", CONFIG, metavar="YYYY-MM-DD")
]
TextOrJson = Annotated[str, choice("--output-format", "How to print it.", ("text", "json"))]
Titles = Annotated[
    list[str], typer.Argument(metavar="TITLE...", help="Planned titles; - reads one a line.")
]
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Plan files and folders; - reads standard input."),
]
Live = Annotated[bool, option("--live", "Also ask X, which charges for it.", LIVE)]
LiveOptional = Annotated[
    bool,
    option("--live-optional", "As --live, but what X does not answer is no failure.", LIVE),
]
DryRun = Annotated[
    bool, option("--dry-run", "Print what asking X would cost, and ask nothing.", LIVE)
]
MaxCost = Annotated[
    str,
    option("--max-cost", "Highest price without asking back.", LIVE, metavar="DOLLARS"),
]
Wait = Annotated[
    bool | None,
    option("--wait/--no-wait",
           "At X's rate limits: wait, or stop with what there is (default: wait on a terminal).",
           LIVE),
]  # fmt: skip
SpacesPerTag = Annotated[
    int, option("--spaces", "Spaces to look at per tag; X charges each.", LIVE, min=1, max=100)
]
Since = Annotated[
    str | None,
    option("--since", "An earlier HTML report: say what changed.", OUTPUT, metavar="FILE"),
]
Approved = Annotated[
    str | None,
    option("--approved", "Saved approvals: say what still stands.", OUTPUT, metavar="FILE"),
]
_TitleFormat = Annotated[
    str | None, choice("--output-format", "How to print findings.", TITLE_FORMATS)
]
_ReportFormat = Annotated[str | None, choice("--output-format", "How to print findings.", FORMATS)]
_PlanFormat = Annotated[
    str | None,
    choice("--format", "The plans' format, if their names do not tell it.", PLAN_FORMATS, CHOOSE),
]
_FixTitle = Annotated[
    bool, option("--fix", "Print the fixed title on standard output and nothing else.", FIXING)
]
_FixFiles = Annotated[bool, option("--fix", "Fix the files.", FIXING)]
_StdinName = Annotated[
    str | None,
    option("--stdin-filename", "The file that standard input stands for.", CHOOSE, metavar="FILE"),
]
_Changed = Annotated[
    str | None,
    option("--changed", "Only files that changed since REF, a commit or branch; --changed alone"
           " means HEAD.", CHOOSE, metavar="[REF]"),
]  # fmt: skip
_ShowFiles = Annotated[
    bool, option("--show-files", "List the files that would be checked, and why.", CHOOSE)
]
_PlansOnly = Annotated[
    bool,
    option("--plans-only", "Pass over named files that hold no Spaces, as hooks need.", CHOOSE),
]
_Gitignore = Annotated[
    bool | None,
    option("--respect-gitignore/--no-respect-gitignore",
           "Leave out what .gitignore leaves out of folders (default: yes).", CHOOSE),
]  # fmt: skip
_Diff = Annotated[bool, option("--diff", "Show what --fix would change; write nothing.", FIXING)]
_NonZero = Annotated[
    bool, option("--exit-non-zero-on-fix", "Exit with 1 if --fix changed a file.", FIXING)
]
_AddIgnore = Annotated[
    bool, option("--add-ignore", "Write suppressions for all that is found.", FIXING)
]
_Baseline = Annotated[
    str | None,
    option("--baseline", "Findings that are known and accepted.", RULES, metavar="FILE"),
]
_WriteBaseline = Annotated[bool, option("--write-baseline", "Accept all that is found now.", RULES)]
_Suggest = Annotated[
    bool, option("--suggest", "Print better titles for each Space, and nothing else.", OUTPUT)
]
_Watch = Annotated[bool, option("--watch", "Check again whenever a file changes.", CHOOSE)]
_Jobs = Annotated[
    int,
    option("--jobs -j", "Processes; 0 takes as many as make it faster.", CHOOSE, min=0, max=256),
]
_OutputFiles = Annotated[
    list[str] | None,
    option("--output-file", "One more report, in a file.", OUTPUT, metavar="FORMAT=PATH"),
]


def several(values: list[str] | None) -> tuple[str, ...]:
    """Return the values of an option that may be repeated or separated by commas."""
    return tuple(
        part.strip() for value in values or () for part in value.split(",") if part.strip()
    )


def optional(values: list[str] | None) -> tuple[str, ...] | None:
    """Return the values of an option, None where it was not given."""
    return None if values is None else several(values)


def one_of(value: str | None, choices: Iterable[str], name: str) -> str | None:
    """Return ``value`` if it is one of ``choices``; raises typer.BadParameter with the nearest."""
    known = tuple(choices)
    if value is None or value in known:
        return value
    near = nearest(value, known)
    hint = f" (did you mean {near}?)" if near else ""
    raise typer.BadParameter(
        f"expected one of {', '.join(known)}; found {value!r}{hint}", param_hint=f"'{name}'"
    )


def severity(value: str | None) -> str | None:
    """Return a severity to show from."""
    return one_of(value, SEVERITIES, "--min-severity")


def failing(value: str | None) -> str | None:
    """Return a severity to fail on."""
    return one_of(value, (*SEVERITIES, "never"), "--fail-on")


def colour(value: str) -> str:
    """Return when to use colour."""
    return one_of(value, COLOURS, "--color") or "auto"


def day(value: str | None) -> datetime.date | None:
    """Return the day that an option gives, None where it gives none."""
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(
            f"expected a day like 2026-11-30; found {value!r}", param_hint="'--today'"
        ) from None


def live_options(
    live: bool,
    dry_run: bool,
    max_cost: str,
    wait: bool | None,
    page: int,
    optional: bool = False,
) -> LiveOptions | None:
    """Return how X is to be asked, None where it is not; raises typer.BadParameter."""
    if not live and not optional and not dry_run and max_cost == "0.50":
        return None
    # Every command line comes by here; what talks to X is imported where X is to be asked.
    from spacelint.reach.xapi.prices import mills

    try:
        limit = mills(max_cost)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--max-cost'") from None
    if not live and not optional and not dry_run:
        return None
    return LiveOptions(limit, wait, page, dry_run, optional)


def _title_format(value: str | None) -> str | None:
    return one_of(value, TITLE_FORMATS, "--output-format")


def _report_format(value: str | None) -> str | None:
    return one_of(value, FORMATS, "--output-format")


def _text_or_json(value: str | None) -> str | None:
    return one_of(value, ("text", "json"), "--output-format")


def _plan_format(value: str | None) -> str | None:
    return one_of(value, PLAN_FORMATS, "--format")


class _Field(NamedTuple):
    """How a field of an options value is given: parameters with their defaults, and the reader."""

    parameters: tuple[tuple[str, object, object], ...]
    read: Callable[..., object]


def _field(name: str, kind: object, default: object = None, read: Any = lambda v: v) -> _Field:
    return _Field(((name, kind, default),), read)


def _flag(name: str, kind: object) -> _Field:
    return _field(name, kind, False)


_FIELDS = {
    "select": _field("select", Select, None, optional),
    "extend_select": _field("extend_select", ExtendSelect, None, several),
    "ignore": _field("ignore", Ignore, None, several),
    "rules": _field("rules", Rules, None, lambda value: tuple(value or ())),
    "min_severity": _field("min_severity", MinSeverity, None, severity),
    "fail_on": _field("fail_on", FailOn, None, failing),
    "output_format": _field(
        "output_format", _ReportFormat, None, lambda v: one_of(v, FORMATS, "--output-format")
    ),
    "colour": _field("color", Colour, "auto", colour),
    "statistics": _flag("statistics", Statistics),
    "fix": _flag("fix", _FixFiles),
    "unsafe_fixes": _flag("unsafe_fixes", UnsafeFixes),
    "config": _field("config", ConfigFile),
    "isolated": _flag("isolated", Isolated),
    "today": _field("today", Today, None, day),
    "quiet": _flag("quiet", Quiet),
    "max_diagnostics": _field("max_diagnostics", MaxDiagnostics, 0),
    "format": _field(
        "format", _PlanFormat, None, lambda value: one_of(value, PLAN_FORMATS, "--format")
    ),
    "stdin_filename": _field("stdin_filename", _StdinName),
    "changed": _field("changed", _Changed),
    "show_files": _flag("show_files", _ShowFiles),
    "plans_only": _flag("plans_only", _PlansOnly),
    "respect_gitignore": _field("respect_gitignore", _Gitignore),
    "diff": _flag("diff", _Diff),
    "exit_non_zero_on_fix": _flag("exit_non_zero_on_fix", _NonZero),
    "add_ignore": _flag("add_ignore", _AddIgnore),
    "baseline": _field("baseline", _Baseline),
    "write_baseline": _flag("write_baseline", _WriteBaseline),
    "suggest": _flag("suggest", _Suggest),
    "watch": _flag("watch", _Watch),
    "jobs": _field("jobs", _Jobs, 0),
    "output_files": _field("output_file", _OutputFiles, None, lambda value: tuple(value or ())),
    "since": _field("since", Since),
    "approved": _field("approved", Approved),
    "live_options": _Field(
        (
            ("live", Live, False), ("dry_run", DryRun, False), ("max_cost", MaxCost, "0.50"),
            ("wait", Wait, None), ("spaces", SpacesPerTag, 10),
            ("live_optional", LiveOptional, False),
        ),
        live_options,
    ),
}  # fmt: skip
#: Fields that are given otherwise where a command takes titles, and where it prints an answer.
FOR_TITLES = {
    "fix": _flag("fix", _FixTitle),
    "output_format": _field(
        "output_format", _TitleFormat, None, lambda v: one_of(v, TITLE_FORMATS, "--output-format")
    ),
}
FOR_ANSWERS = {
    "output_format": _field(
        "output_format",
        TextOrJson,
        "text",
        lambda v: one_of(v, ("text", "json"), "--output-format"),
    ),
}


def with_options(
    function: Callable[..., int],
    arguments: dict[str, tuple[object, object]],
    fields: Iterable[str],
    instead: Mapping[str, _Field] | None = None,
) -> Callable[..., Any]:
    """Return a command for typer that calls ``function`` and exits with the status it returns.

    ``function`` takes ``arguments`` (name: how it is given, default) and the options whose
    ``fields`` these are, as `CheckOptions`. ``instead`` has fields that this command declares
    otherwise.
    """
    chosen = {name: (instead or {}).get(name) or _FIELDS[name] for name in fields}
    parameters = [(name, kind, default) for name, (kind, default) in arguments.items()]
    for field in chosen.values():
        parameters += field.parameters

    def command(**given: Any) -> Any:
        values: dict[str, Any] = {
            name: field.read(*[given.pop(parameter[0]) for parameter in field.parameters])
            for name, field in chosen.items()
        }
        own: dict[str, Any] = {
            name: values.pop(name) for name in list(values) if name in CheckOptions._fields
        }
        options = CheckOptions(**own)._replace(common=Options(**values))
        raise typer.Exit(function(**given, options=options))

    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if default is ... else default,
                annotation=kind,
            )
            for name, kind, default in parameters
        ]
    )
    command.__annotations__ = {name: kind for name, kind, _ in parameters}
    command.__doc__ = function.__doc__
    return command


def add_command(
    app: typer.Typer, name: str, help: str, command: Callable[..., Any], *examples: str
) -> None:
    """Add a command; its help ends with ``examples``."""
    shown = "\n\n".join(example.replace("[", "\\[") for example in examples)
    app.command(name, help=help, epilog=f"Examples:\n\n{shown}" if examples else None)(command)
