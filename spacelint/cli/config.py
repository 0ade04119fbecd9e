"""``spacelint config``: what is in force and where it was set, its schema, and a first file."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

SCHEMAS = ("config", "rules", "plan", "output", "suggest")

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


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    group = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
    group.command("show", help="Every value in force, with the file and line that set it.")(show)
    group.command("schema", help="A JSON Schema: config, rules, plan, output or suggest.")(schema)
    group.command("init", help="Print a commented configuration that suits the plans given.")(init)
    group.command("check", help="Check configuration and rule files, and the rules' own examples.")(
        check
    )
    app.add_typer(group, name="config", help="Look at the configuration, or begin one.")


def show(config: _Config = None) -> Any:
    """Print every value with the file and line that set it."""
    from spacelint.config import config_show_rows, default_config, find_config, load_config
    from spacelint.schema import shown
    from spacelint.text.escape import visible

    path = config or find_config(".")
    if path is None:
        print("no configuration found; the defaults are in force", file=sys.stderr)
        value = default_config()
    else:
        loaded = load_config(path)
        for problem in loaded.problems:
            print(problem, file=sys.stderr)
        if loaded.problems:
            raise typer.Exit(2)
        value = loaded.config
    for row in config_show_rows(value):
        origin = f"{shown(row.file, 500)}:{row.line}" if row.file else "default"
        print(visible(f"{row.key} = {row.value}  # {origin}"))


def schema(which: _Which = "config") -> Any:
    """Print a JSON Schema."""
    import json

    from spacelint.cli import arguments as given

    given.one_of(which, SCHEMAS, "SCHEMA")
    print(json.dumps(schema_object(which), indent=2, ensure_ascii=False))


def schema_object(which: str) -> dict[str, Any]:
    """Return the JSON Schema of that name, one of `SCHEMAS`."""
    if which == "config":
        from spacelint.config import config_schema

        return config_schema("urn:spacelint:schema:config:1")
    if which == "plan":
        from spacelint.plan.json_schema import plan_schema

        return plan_schema("urn:spacelint:schema:plan:1")
    if which == "output":
        from spacelint.report.schema import output_schema

        return output_schema("urn:spacelint:schema:output:1")
    if which == "suggest":
        from spacelint.cli.suggestion_schema import suggestion_schema

        return suggestion_schema("urn:spacelint:schema:suggest:1")
    from spacelint.checks import check_names
    from spacelint.engine.rulefile import rule_file_table
    from spacelint.schema import json_schema

    return json_schema(
        rule_file_table(check_names()), "A spacelint rule file", "urn:spacelint:schema:rules:1"
    )


def init(plans: _Plans = None) -> Any:
    """Print a first configuration, for the plans given or else for those found here."""
    from spacelint.cli.gather import gather
    from spacelint.cli.session import Options
    from spacelint.cli.sessions import Sessions
    from spacelint.config import init_text

    print(init_text(plans or gather(["."], Sessions(Options(isolated=True)))), end="")


def check(files: _Files = None) -> Any:
    """Check configuration and rule files and exit with 2 where one is wrong."""
    from spacelint.cli.config_check import check_files

    raise typer.Exit(check_files(list(files or ())))
