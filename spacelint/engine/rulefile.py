"""The form of a rule file, declared once: for validation, the JSON Schema and the docs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from spacelint import schema
from spacelint.checks import find_check
from spacelint.engine.rule import APPLICABILITIES
from spacelint.schema import Field, Table
from spacelint.severity import SEVERITIES

if TYPE_CHECKING:
    from spacelint.checks.contract import Scope

CODE_PATTERN = "[A-Z]{2,8}[0-9]{3,4}"
#: Codes of this prefix are the built-in rules' own; teams take letters of their own.
RESERVED_PREFIX = "SL"
NAME_PATTERN = "[a-z0-9]+(-[a-z0-9]+)*"
SCOPES: tuple[Scope, ...] = (
    "hashtag", "mention", "cashtag", "url", "title", "space", "spaces", "plan"
)  # fmt: skip
#: Scopes whose rules are about a file and not a title: their examples are whole plans.
FILE_SCOPES = ("space", "spaces", "plan")


def rule_file_table(checks: Iterable[str]) -> Table:
    """Return what a rule file may hold; the parameters of ``checks`` are keys of their rules.

    Imports the modules of these checks.
    """
    valid, invalid = _example_tables()
    rule = schema.Table(
        "One rule.",
        {
            "name": schema.string(
                "A name that reads well after `allow`.",
                required=True,
                pattern=NAME_PATTERN,
                pattern_says="lower-case words joined by hyphens",
            ),
            "summary": schema.string("What it finds, in a few words.", required=True, maximum=100),
            "check": schema.string("The algorithm it uses.", required=True),
            "scope": schema.choice("Where it looks.", SCOPES, default="title"),
            "severity": schema.choice("How bad it is.", SEVERITIES, default="warning"),
            "message": schema.string("What is wrong, in one sentence.", required=True),
            "help": schema.string("What to do about it.", default=""),
            "rationale": schema.string("Why it matters, with its source; Markdown.", required=True),
            "since": schema.string("The version that brought it.", default="0.1.0"),
            "tags": schema.strings("Words to select it by."),
            "supersedes": schema.strings(
                "Rules whose findings are dropped where this one has one."
            ),
            "fix": schema.nested("How it fixes a title.", _fix_table()),
            "valid": schema.listing(
                "Titles on which it is silent.",
                schema.one_of("", schema.string(""), schema.nested("", valid)),
                required=True,
                minimum=1,
            ),
            "invalid": schema.tables("Titles it marks.", invalid, required=True, minimum=1),
        },
        switch=schema.Switch("check", dict(_parameters(checks))),
    )
    return schema.Table(
        "A file of rules.",
        {
            "rules": schema.keyed(
                "The rules by code.",
                schema.nested("", rule),
                pattern=CODE_PATTERN,
                pattern_says="two to eight capitals and three or four digits, as in ACME001",
                required=True,
                minimum=1,
            )
        },
    )


def _example_tables() -> tuple[Table, Table]:
    """Return what an example may hold: one on which a rule is silent, and one that it marks."""
    example_fields = {
        "title": schema.string("The title; left out where `plan` is given."),
        "plan": schema.string("A whole plan file, for rules of scope `space`, `spaces` or `plan`."),
        "format": schema.string("The format of `plan`."),
        "beside": schema.string("TOML of other rules that stand beside this one."),
        "note": schema.string("What the example shows."),
        "brand": schema.anything("Tables of a brand book that the example stands in."),
        "space": schema.anything("Fields of the planned Space that the title belongs to."),
        "today": schema.date("The day the example is judged on: 2026-12-01 where it is not given."),
        "words": schema.strings("The team's own words."),
        "live": schema.anything("What X said of the handles and tags, as recorded."),
    }
    valid = schema.Table("A title on which the rule is silent.", example_fields)
    invalid = schema.Table(
        "A title that the rule marks.",
        {
            **example_fields,
            "highlight": schema.one_of(
                "The marked part of the title, or the parts where there are several.",
                schema.string(""),
                schema.strings(""),
                required=True,
            ),
            "message": schema.string("The first message, where it is to be held to the letter."),
            "output": schema.string("What the rule's fix makes of the title."),
        },
    )
    return valid, invalid


def _fix_table() -> Table:
    return schema.Table(
        "How the rule fixes a title.",
        {
            "title": schema.string("What the fix does: `Write {replacement}`.", required=True),
            "applicability": schema.choice(
                "safe: never changes what was said; unsafe: may; display: shown, never applied.",
                APPLICABILITIES,
                required=True,
            ),
        },
    )


def _parameters(checks: Iterable[str]) -> Iterator[tuple[str, Mapping[str, Field]]]:
    for name in checks:
        try:
            yield name, find_check(name).params()
        except KeyError:
            continue  # not a check, from an installed package: reported where a rule names it
