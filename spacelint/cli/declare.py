"""How commands are declared: their own parameters by a signature, shared ones by `FIELDS`."""

from __future__ import annotations

import datetime
import inspect
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, NamedTuple

import typer

from spacelint.cli import UsageError
from spacelint.cli.options import CheckOptions, LiveOptions, Options
from spacelint.cli.session import open_session, rules_in_force
from spacelint.engine.default import default_rules
from spacelint.output_formats import FORMATS
from spacelint.plan.formats import FORMATS as PLAN_FORMATS
from spacelint.reach.xapi.calls import mills
from spacelint.severity import SEVERITIES, THRESHOLDS
from spacelint.text.distance import nearest

CHOOSE, RULES, FIXING, OUTPUT, LIVE, CONFIG = (
    "What to check", "Rules", "Fixing", "Output", "Asking X", "Configuration"
)  # fmt: skip


def selectors(incomplete: str) -> list[tuple[str, str]]:
    """Return the codes, names and tags of rules that begin as ``incomplete`` does, with summaries.

    The rules are the built-in ones and those of the configuration in force.
    """
    head, comma, last = incomplete.rpartition(",")
    try:
        rules = rules_in_force()
    except UsageError:  # a shell that completes has no place for a message
        rules = default_rules()
    found = {rule.code: rules.docs(rule.code).summary for rule in rules.rules}
    found |= {rule.name: rules.docs(rule.code).summary for rule in rules.rules}
    found |= {tag: f"rules about {tag}" for rule in rules.rules for tag in rule.tags}
    return [(head + comma + name, text) for name, text in found.items() if name.startswith(last)]


def campaigns(incomplete: str) -> list[str]:
    """Return the campaigns of the brand book in force that begin as ``incomplete`` does."""
    try:
        book = open_session(Options(), os.curdir).context.book
    except UsageError:
        return []
    return [name for name in (book.campaigns if book else ()) if name.startswith(incomplete)]


def expected(name: str, what: str, found: str) -> typer.BadParameter:
    """Return the error of an option or argument whose value is another than ``what``."""
    return typer.BadParameter(f"expected {what}; found {found!r}", param_hint=f"'{name}'")


def clash(*names: str, why: str = "") -> typer.BadParameter:
    """Return the error of options that exclude each other."""
    return typer.BadParameter(f"{' and '.join(names)} can't be asked for together{why}")


def one_of(value: str | None, choices: Iterable[str], name: str) -> None:
    """Raise typer.BadParameter, with the nearest of ``choices``, for another ``value``."""
    known = tuple(choices)
    if value is not None and value not in known:
        near = nearest(value, known)
        hint = f" (did you mean {near}?)" if near else ""
        message = f"expected one of {', '.join(known)}; found {value!r}{hint}"
        raise typer.BadParameter(message, param_hint=f"'{name}'")


def several(values: list[str] | None) -> tuple[str, ...]:
    """Return the values of an option that may be repeated or separated by commas."""
    return tuple(
        part.strip() for value in values or () for part in value.split(",") if part.strip()
    )


def day(value: str | None, name: str = "--today") -> datetime.date | None:
    """Return the day that an option gives, None where it gives none."""
    try:
        return None if value is None else datetime.date.fromisoformat(value)
    except ValueError:
        raise expected(name, "a day like 2026-11-30", value or "") from None


def live_options(
    live: bool, dry_run: bool, max_cost: str, wait: bool | None, spaces: int, live_optional: bool
) -> LiveOptions | None:
    """Return how X is to be asked, None where it is not; raises typer.BadParameter."""
    try:
        limit = mills(max_cost)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--max-cost'") from None
    asked = live or live_optional or dry_run
    return LiveOptions(limit, wait, spaces, dry_run, live_optional) if asked else None


class Field(NamedTuple):
    """How a field is given: the type and the option for typer, and what is made of its value."""

    kind: object
    option: Any
    read: Callable[[Any], object]


def option(name: str, help: str, panel: str | None = None, **more: Any) -> Any:
    """Return an option for ``Annotated``; ``panel`` is the group that the help shows it in."""
    return typer.Option(*name.split(), help=help, rich_help_panel=panel, **more)


def _field(
    kind: object, default: object, name: str, help: str, panel: str | None = None,
    read: Callable[[Any], object] = lambda value: value, **more: Any,
) -> Field:  # fmt: skip
    made = typer.Option(default, *name.split(), help=help, rich_help_panel=panel, **more)
    return Field(kind, made, read)


def _flag(name: str, help: str, panel: str) -> Field:
    return _field(bool, False, name, help, panel)


def _text(name: str, help: str, panel: str, metavar: str = "FILE", **more: Any) -> Field:
    return _field(str | None, None, name, help, panel, metavar=metavar, **more)


def _texts(name: str, help: str, metavar: str, panel: str = RULES, **more: Any) -> Field:
    more = {"read": lambda values: tuple(values or ())} | more
    return _field(list[str] | None, None, name, help, panel, metavar=metavar, **more)


def choice(
    name: str, help: str, choices: Iterable[str], panel: str = OUTPUT, default: str | None = None
) -> Field:
    """Return an option that takes one of ``choices``, which the help lists."""
    known = list(choices)

    def read(value: str | None) -> str | None:
        one_of(value, known, name)
        return value

    return _field(
        str | None, default, name, help, panel, read,
        metavar=f"[{'|'.join(known)}]", autocompletion=lambda: known,
    )  # fmt: skip


_BY_RULE: dict[str, Any] = {"metavar": "RULE", "autocompletion": selectors}
FIELDS = {
    "select": _texts(
        "--select", "Only these rules: codes, prefixes, names, tags or ALL.", **_BY_RULE,
        read=lambda values: None if values is None else several(values),
    ),
    "extend_select": _texts("--extend-select", "These rules as well.", **_BY_RULE, read=several),
    "ignore": _texts("--ignore", "Not these rules.", **_BY_RULE, read=several),
    "rules": _texts("--rules", "A TOML file with more rules.", "FILE"),
    "min_severity": choice("--min-severity", "The least severe findings to show.", SEVERITIES),
    "fail_on": choice(
        "--fail-on", "The least severe findings that make the exit status 1.",
        THRESHOLDS,
    ),
    "output_format": choice("--output-format", "How to print findings.", FORMATS),
    "colour": choice(
        "--color", "When to use colour.", ("auto", "always", "never"), default="auto"
    ),
    "statistics": _flag("--statistics", "Count findings by rule.", OUTPUT),
    "fix": _flag("--fix", "Fix the files.", FIXING),
    "unsafe_fixes": _flag(
        "--unsafe-fixes", "Also apply fixes that may change what was meant.", FIXING
    ),
    "config": _text("--config", "The configuration to use.", CONFIG),
    "isolated": _flag("--isolated", "Use no configuration file.", CONFIG),
    "today": _text("--today", "The day to judge dates by.", CONFIG, "YYYY-MM-DD", read=day),
    "quiet": _flag("--quiet -q", "Print findings alone: no clean titles and no count.", OUTPUT),
    "max_diagnostics": _field(
        int, 0, "--max-diagnostics", "Show at most this many findings; 0 shows all.", OUTPUT,
        metavar="N", min=0,
    ),
    "format": choice(
        "--format", "The plans' format, if their names don't tell it.", PLAN_FORMATS, CHOOSE
    ),
    "stdin_filename": _text(
        "--stdin-filename", "The file that standard input stands for.", CHOOSE
    ),
    "changed": _text(
        "--changed", "Only files that changed since REF, a commit or branch; --changed alone means"
        " HEAD.", CHOOSE, "[REF]",
    ),
    "show_files": _flag("--show-files", "List the files that would be checked, and why.", CHOOSE),
    "plans_only": _flag(
        "--plans-only", "Pass over named files that hold no Spaces, as hooks need.", CHOOSE
    ),
    "respect_gitignore": _field(
        bool | None, None, "--respect-gitignore/--no-respect-gitignore",
        "Leave out what .gitignore leaves out of folders (default: yes).", CHOOSE,
    ),
    "diff": _flag("--diff", "Show what --fix would change; write nothing.", FIXING),
    "exit_non_zero_on_fix": _flag(
        "--exit-non-zero-on-fix", "Exit with 1 if --fix changed a file.", FIXING
    ),
    "add_ignore": _flag("--add-ignore", "Write suppressions for all that is found.", FIXING),
    "baseline": _text("--baseline", "Findings that are known and accepted.", RULES),
    "write_baseline": _flag("--write-baseline", "Accept all that is found now.", RULES),
    "suggest": _flag("--suggest", "Print better titles for each Space, and nothing else.", OUTPUT),
    "watch": _flag("--watch", "Check again whenever a file changes.", CHOOSE),
    "jobs": _field(
        int, 0, "--jobs -j", "Processes; 0 takes as many as make it faster.", CHOOSE,
        min=0, max=256,
    ),
    "output_files": _texts(
        "--output-file", "One more report, in a file.", "FORMAT=PATH", OUTPUT
    ),
    "since": _text("--since", "An earlier HTML report: say what changed.", OUTPUT),
    "approved": _text("--approved", "Saved approvals: say what still stands.", OUTPUT),
}  # fmt: skip
#: What the field ``live_options`` is made of.
_LIVE = {
    "live": _flag("--live", "Also ask X, which charges for it.", LIVE),
    "dry_run": _flag("--dry-run", "Print what asking X would cost, and ask nothing.", LIVE),
    "max_cost": _field(
        str, "0.50", "--max-cost", "The highest price to pay without asking you first.", LIVE,
        metavar="DOLLARS",
    ),
    "wait": _field(
        bool | None, None, "--wait/--no-wait",
        "At X's rate limits: wait, or stop with what there is (default: wait on a terminal).",
        LIVE,
    ),
    "spaces": _field(
        int, 10, "--spaces", "Spaces to look at per tag; X charges each.", LIVE, min=1, max=100
    ),
    "live_optional": _flag(
        "--live-optional", "As --live, but what X doesn't answer is no failure.", LIVE
    ),
}  # fmt: skip
#: Fields that are given otherwise where a command takes titles.
FOR_TITLES = {
    "fix": _flag("--fix", "Print the fixed title on standard output and nothing else.", FIXING),
    "output_format": choice(
        "--output-format", "How to print findings.", [f.name for f in FORMATS.values() if f.titles]
    ),
}


def answer_in(*formats: str) -> dict[str, Field]:
    """Return how a command that prints an answer is told its format, the first by default."""
    help = "How to print it."
    return {"output_format": choice("--output-format", help, formats, default=formats[0])}


FOR_ANSWERS = answer_in("text", "json")
Titles = Annotated[
    list[str], typer.Argument(metavar="TITLE...", help="Planned titles; - reads one a line.")
]
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Plan files and folders; - reads standard input."),
]


def with_options(
    function: Callable[..., int | None],
    fields: Iterable[str],
    instead: Mapping[str, Field] | None = None,
    **arguments: tuple[object, object],
) -> Callable[..., Any]:
    """Return a command for typer that calls ``function`` and exits with the status it returns.

    ``function`` takes the options whose ``fields`` these are, as `CheckOptions`, and parameters of
    its own; ``arguments`` (how each is given, and its default) stands for their annotations where
    a module that must start fast cannot have them. ``instead`` has fields that this command
    declares otherwise.
    """
    known: dict[str, Field] = FIELDS | dict(instead or {})
    chosen: dict[str, Field] = {}
    for name in fields:
        chosen |= _LIVE if name == "live_options" else {name: known[name]}
    keyword, empty = inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.empty
    parameters = [
        inspect.Parameter(name, keyword, annotation=kind, default=empty if value is ... else value)
        for name, (kind, value) in arguments.items()
    ] or [
        each.replace(kind=keyword)
        for name, each in inspect.signature(function, eval_str=True).parameters.items()
        if name != "options"
    ]
    parameters += [
        inspect.Parameter(name, keyword, annotation=field.kind, default=field.option)
        for name, field in chosen.items()
    ]

    def command(**given: Any) -> Any:
        values: dict[str, Any] = {
            name: field.read(given.pop(name)) for name, field in chosen.items()
        }
        if "live" in values:
            values["live_options"] = live_options(**{name: values.pop(name) for name in _LIVE})
        common = {name: values.pop(name) for name in list(values) if name in Options._fields}
        options = CheckOptions(Options(**common), **values)
        raise typer.Exit(function(**given, options=options) or 0)

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
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
