"""A command with its options: a function that takes an options value, made a command of typer.

A command's function takes one `CheckOptions`; its thirty parameters are declared here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, NamedTuple

import typer

from spacelint.cli import parameters as p
from spacelint.cli.options import CheckOptions, Options
from spacelint.output_formats import FORMATS
from spacelint.plan.formats import FORMATS as PLAN_FORMATS


class _Field(NamedTuple):
    """How a field of an options value is given: parameters with their defaults, and the reader."""

    parameters: tuple[tuple[str, object, object], ...]
    read: Callable[..., object]


def _field(name: str, kind: object, default: object = None, read: Any = None) -> _Field:
    return _Field(((name, kind, default),), read or (lambda value: value))


def _flag(name: str, kind: object) -> _Field:
    return _field(name, kind, False)


_FIELDS = {
    "select": _field("select", p.Select, None, p.optional),
    "extend_select": _field("extend_select", p.ExtendSelect, None, p.several),
    "ignore": _field("ignore", p.Ignore, None, p.several),
    "rules": _field("rules", p.Rules, None, lambda value: tuple(value or ())),
    "min_severity": _field("min_severity", p.MinSeverity, None, p.severity),
    "fail_on": _field("fail_on", p.FailOn, None, p.failing),
    "output_format": _field(
        "output_format", p.ReportFormat, None, lambda v: p.one_of(v, FORMATS, "--output-format")
    ),
    "colour": _field("color", p.Colour, "auto", p.colour),
    "statistics": _flag("statistics", p.Statistics),
    "fix": _flag("fix", p.FixFiles),
    "unsafe_fixes": _flag("unsafe_fixes", p.UnsafeFixes),
    "config": _field("config", p.ConfigFile),
    "isolated": _flag("isolated", p.Isolated),
    "today": _field("today", p.Today, None, p.day),
    "quiet": _flag("quiet", p.Quiet),
    "max_diagnostics": _field("max_diagnostics", p.MaxDiagnostics, 0),
    "format": _field(
        "format", p.PlanFormat, None, lambda value: p.one_of(value, PLAN_FORMATS, "--format")
    ),
    "stdin_filename": _field("stdin_filename", p.StdinName),
    "changed": _field("changed", p.Changed),
    "show_files": _flag("show_files", p.ShowFiles),
    "plans_only": _flag("plans_only", p.PlansOnly),
    "respect_gitignore": _field("respect_gitignore", p.Gitignore),
    "diff": _flag("diff", p.Diff),
    "exit_non_zero_on_fix": _flag("exit_non_zero_on_fix", p.NonZero),
    "add_ignore": _flag("add_ignore", p.AddIgnore),
    "baseline": _field("baseline", p.Baseline),
    "write_baseline": _flag("write_baseline", p.WriteBaseline),
    "suggest": _flag("suggest", p.Suggest),
    "watch": _flag("watch", p.Watch),
    "jobs": _field("jobs", p.Jobs, 0),
    "output_files": _field("output_file", p.OutputFiles, None, lambda value: tuple(value or ())),
    "since": _field("since", p.Since),
    "approved": _field("approved", p.Approved),
    "live_options": _Field(
        (
            ("live", p.Live, False), ("dry_run", p.DryRun, False), ("max_cost", p.MaxCost, "0.50"),
            ("wait", p.Wait, None), ("spaces", p.SpacesPerTag, 10),
            ("live_optional", p.LiveOptional, False),
        ),
        p.live_options,
    ),
}  # fmt: skip
#: Fields that are given otherwise where a command takes titles.
FOR_TITLES = {
    "fix": _flag("fix", p.FixTitle),
    "output_format": _field(
        "output_format",
        p.TitleFormat,
        None,
        lambda v: p.one_of(v, p.TITLE_FORMATS, "--output-format"),
    ),
}


def answer_in(*formats: str) -> dict[str, _Field]:
    """Return how a command that prints an answer is told its format, the first by default."""
    kind = Annotated[str, p.choice("--output-format", "How to print it.", formats)]
    return {
        "output_format": _field(
            "output_format", kind, formats[0], lambda v: p.one_of(v, formats, "--output-format")
        )
    }


FOR_ANSWERS = answer_in("text", "json")


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
    app.command(name, help=help, epilog=examples_of(*examples))(command)


def examples_of(*examples: str) -> str:
    """Return the end of a command's help, two command lines to copy."""
    return "Examples:\n\n" + "\n\n".join(each.replace("[", "\\[") for each in examples)
