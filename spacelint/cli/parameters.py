"""How options are written on the command line: one declaration each, shared by all commands."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from spacelint.cli.options import LiveOptions, Options
from spacelint.cli.session import UsageError, open_session, rules_in_force
from spacelint.engine.default import default_rules
from spacelint.output_formats import FORMATS
from spacelint.plan.formats import FORMATS as PLAN_FORMATS
from spacelint.reach.xapi.calls import mills
from spacelint.severity import SEVERITIES
from spacelint.text.distance import nearest

CHOOSE, RULES, FIXING, OUTPUT, LIVE, CONFIG = (
    "What to check", "Rules", "Fixing", "Output", "Asking X", "Configuration"
)  # fmt: skip
TITLE_FORMATS = tuple(each.name for each in FORMATS.values() if each.titles)
COLOURS = ("auto", "always", "never")


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
           metavar="RULE", autocompletion=selectors),
]  # fmt: skip
ExtendSelect = Annotated[
    list[str] | None,
    option("--extend-select", "These rules as well.", RULES,
           metavar="RULE", autocompletion=selectors),
]  # fmt: skip
Ignore = Annotated[
    list[str] | None,
    option("--ignore", "Not these rules.", RULES,
           metavar="RULE", autocompletion=selectors),
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
    option("--live-optional", "As --live, but what X doesn't answer is no failure.", LIVE),
]
DryRun = Annotated[
    bool, option("--dry-run", "Print what asking X would cost, and ask nothing.", LIVE)
]
MaxCost = Annotated[
    str,
    option(
        "--max-cost", "The highest price to pay without asking you first.", LIVE, metavar="DOLLARS"
    ),
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
TitleFormat = Annotated[
    str | None, choice("--output-format", "How to print findings.", TITLE_FORMATS)
]
ReportFormat = Annotated[str | None, choice("--output-format", "How to print findings.", FORMATS)]
PlanFormat = Annotated[
    str | None,
    choice("--format", "The plans' format, if their names don't tell it.", PLAN_FORMATS, CHOOSE),
]
FixTitle = Annotated[
    bool, option("--fix", "Print the fixed title on standard output and nothing else.", FIXING)
]
FixFiles = Annotated[bool, option("--fix", "Fix the files.", FIXING)]
StdinName = Annotated[
    str | None,
    option("--stdin-filename", "The file that standard input stands for.", CHOOSE, metavar="FILE"),
]
Changed = Annotated[
    str | None,
    option("--changed", "Only files that changed since REF, a commit or branch; --changed alone"
           " means HEAD.", CHOOSE, metavar="[REF]"),
]  # fmt: skip
ShowFiles = Annotated[
    bool, option("--show-files", "List the files that would be checked, and why.", CHOOSE)
]
PlansOnly = Annotated[
    bool,
    option("--plans-only", "Pass over named files that hold no Spaces, as hooks need.", CHOOSE),
]
Gitignore = Annotated[
    bool | None,
    option("--respect-gitignore/--no-respect-gitignore",
           "Leave out what .gitignore leaves out of folders (default: yes).", CHOOSE),
]  # fmt: skip
Diff = Annotated[bool, option("--diff", "Show what --fix would change; write nothing.", FIXING)]
NonZero = Annotated[
    bool, option("--exit-non-zero-on-fix", "Exit with 1 if --fix changed a file.", FIXING)
]
AddIgnore = Annotated[
    bool, option("--add-ignore", "Write suppressions for all that is found.", FIXING)
]
Baseline = Annotated[
    str | None,
    option("--baseline", "Findings that are known and accepted.", RULES, metavar="FILE"),
]
WriteBaseline = Annotated[bool, option("--write-baseline", "Accept all that is found now.", RULES)]
Suggest = Annotated[
    bool, option("--suggest", "Print better titles for each Space, and nothing else.", OUTPUT)
]
Watch = Annotated[bool, option("--watch", "Check again whenever a file changes.", CHOOSE)]
Jobs = Annotated[
    int,
    option("--jobs -j", "Processes; 0 takes as many as make it faster.", CHOOSE, min=0, max=256),
]
OutputFiles = Annotated[
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

    try:
        limit = mills(max_cost)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--max-cost'") from None
    if not live and not optional and not dry_run:
        return None
    return LiveOptions(limit, wait, page, dry_run, optional)
