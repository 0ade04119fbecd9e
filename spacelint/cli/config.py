"""``spacelint config``: what is in force and where it was set, its schema, and a first file."""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated, Any

import typer

from spacelint.checks import check_names
from spacelint.cli import UsageError
from spacelint.cli.declare import add_command, one_of
from spacelint.cli.gather import gather, holds_spaces
from spacelint.cli.options import Options
from spacelint.cli.rule import prove_files
from spacelint.cli.session import Sessions, open_session
from spacelint.config.find import NAMES, find_config, has_section
from spacelint.config.load import load_config
from spacelint.config.show import config_show_rows, init_text
from spacelint.config.table import config_schema
from spacelint.config.value import default_config
from spacelint.engine.rulefile import rule_file_table
from spacelint.mcp.tools import mcp_schema
from spacelint.plan.json_schema import plan_schema
from spacelint.report.schema import output_schema
from spacelint.report.suggestion_schema import suggestion_schema
from spacelint.schema import Problem, json_schema, load_toml, shown
from spacelint.source.atomic import try_put_file
from spacelint.text.width import visible

SCHEMAS = ("config", "rules", "plan", "output", "suggest", "arrow", "mcp")

_Config = Annotated[str | None, typer.Option("--config", help="The file to show.", metavar="FILE")]
_Which = Annotated[str, typer.Argument(metavar="|".join(SCHEMAS), help="Which schema.")]
_Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]...", help="Configuration and rule files; those in force if none."
    ),
]
_Plans = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PLAN]...", help="Plan files it is to suit; those found here if none is given."
    ),
]
_Output = Annotated[
    str,
    typer.Option("--output", "-o", help="The file to write; - prints it.", metavar="FILE"),
]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    group = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
    for name, help, command, examples in (
        ("show", "Every value in force, with the file and line that set it.", show,
         ("spacelint config show", "spacelint config show --config spacelint.toml")),
        ("schema", f"A JSON Schema: {', '.join(SCHEMAS[:-1])} or {SCHEMAS[-1]}.", schema,
         ("spacelint config schema", "spacelint config schema plan")),
        ("init", "Write a commented spacelint.toml that suits the plans given.", init,
         ("spacelint config init spaces/q1.yaml", "spacelint config init --output -")),
        ("check", "Check configuration and rule files, and the rules' own examples.", check,
         ("spacelint config check", "spacelint config check spacelint.toml my-rules.toml")),
    ):  # fmt: skip
        add_command(group, name, help, command, *examples)
    app.add_typer(group, name="config", help="Look at the configuration, or begin one.")


def show(config: _Config = None) -> Any:
    """Print every value with the file and line that set it."""
    path = config or find_config(".")
    if path is None:
        print("no configuration found; the defaults are in force", file=sys.stderr)
        value = default_config()
    else:
        loaded = load_config(path)
        if loaded.problems:
            raise UsageError("\n".join(map(str, loaded.problems)))
        value = loaded.config
    for row in config_show_rows(value):
        origin = f"{shown(row.file, 500)}:{row.line}" if row.file else "default"
        print(visible(f"{row.key} = {row.value}  # {origin}"))


def schema(which: _Which = "config") -> Any:
    """Print a JSON Schema."""
    one_of(which, SCHEMAS, "SCHEMA")
    print(json.dumps(schema_object(which), indent=2, ensure_ascii=False))


def schema_object(which: str) -> dict[str, Any]:
    """Return the JSON Schema of that name, one of `SCHEMAS`."""
    urn = f"urn:spacelint:schema:{which}:1"
    if which == "rules":
        return json_schema(rule_file_table(check_names()), "A spacelint rule file", urn)
    if which == "arrow":
        from spacelint.arrow.columns import arrow_schema

        return arrow_schema(urn)
    made = {
        "config": config_schema, "plan": plan_schema, "output": output_schema,
        "suggest": suggestion_schema, "mcp": mcp_schema,
    }  # fmt: skip
    return made[which](urn)


def init(plans: _Plans = None, output: _Output = "spacelint.toml") -> Any:
    """Write a first configuration, for the plans given or else for those found here."""
    sessions = Sessions(Options(isolated=True))
    found = [] if plans else gather(["."], sessions)
    text = init_text(plans or [each for each in found if holds_spaces(each, sessions.of(each))])
    if output == "-":
        print(text, end="")
        return
    if os.path.lexists(output):
        raise UsageError(
            f"{visible(output)}: this file exists and is left as it is; --output - prints a new"
            " configuration instead"
        )
    if refusal := try_put_file(output, text.encode()):
        raise UsageError(refusal)
    print(f"wrote {visible(output)}", file=sys.stderr)


def check(files: _Files = None) -> Any:
    """Check configuration and rule files and exit with 2 where one is wrong."""
    raise typer.Exit(check_files(files or []))


def check_files(files: list[str]) -> int:
    """Check the files (those in force if empty); return 0, 1 (an example fails) or 2 (a fault).

    A file is a configuration by its name, or a file of rules where it has a table ``rules`` of
    rules; a TOML file that is neither is passed over, so that a hook may be given any.
    """
    if not files:
        found = find_config(".")
        if found is None:
            print("no configuration found; the defaults are in force", file=sys.stderr)
            return 0
        files = [found]
    status = 0
    rule_files: dict[str, None] = {}
    for path in files:
        if os.path.basename(path) in NAMES:
            status = max(status, _check_config(path, rule_files))
        elif _is_rule_file(path):
            rule_files.setdefault(path)
    if rule_files:
        status = max(status, prove_files(tuple(rule_files)))
    return status


def _check_config(path: str, rule_files: dict[str, None]) -> int:
    """Check one configuration, and note the rule files it names."""
    project = os.path.basename(path) == "pyproject.toml"
    if project and os.path.isfile(path) and not has_section(path):
        return 0
    try:
        session = open_session(Options(config=path))
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    config = session.config
    for one in config.rule_files if config is not None else ():
        rule_files.setdefault(os.path.relpath(one))
    return 0


def _is_rule_file(path: str) -> bool:
    """True for a file of rules, and for one that is not TOML, so that its fault is reported."""
    document = load_toml(path)
    if isinstance(document, Problem):
        return True
    rules = document.data.get("rules")
    return isinstance(rules, dict) and all(isinstance(rule, dict) for rule in rules.values())
