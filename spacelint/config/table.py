"""The keys of a configuration file: the one declaration for validation, schema and docs."""

from __future__ import annotations

from typing import Any

from spacelint.brand.table import BOOK_FIELDS
from spacelint.config.value import DEFAULT_EXCLUDE
from spacelint.output_formats import FORMATS
from spacelint.plan import formats as plan_formats
from spacelint.plan.fields import FIELDS
from spacelint.schema import fields as f
from spacelint.schema import json_schema
from spacelint.severity import FAIL_ON, MIN_SEVERITY, SEVERITIES, THRESHOLDS

PLAN_FORMATS = tuple(plan_formats.FORMATS)
DATE_ORDERS = ("dmy", "mdy")

_SELECTOR = r"[A-Za-z][A-Za-z0-9_-]*"
_SELECTOR_SAYS = "a rule code like SL103, the start of one like SL1, or a rule's name"


def _selectors(doc: str, default: tuple[str, ...] | None = ()) -> f.Field:
    item = f.string("", pattern=_SELECTOR, pattern_says=_SELECTOR_SAYS)
    return f.strings(doc, default=default, item=item)


def _by_rule(doc: str, item: f.Field) -> f.Field:
    return f.keyed(doc, item, pattern=_SELECTOR, pattern_says=_SELECTOR_SAYS)


def _globs(doc: str, default: tuple[str, ...] = ()) -> f.Field:
    return f.strings(doc, default=default, item=f.string("", minimum=1, maximum=500))


def _place(doc: str, *, joined: bool) -> f.Field:
    """Declare the place of a value of a Space: a key path or a column, or up to three of them."""
    one = (f.string("", minimum=1, maximum=200), f.integer("", minimum=1, maximum=1_000))
    if not joined:
        return f.one_of(doc, *one)
    return f.one_of(doc, *one, f.listing("", f.one_of("", *one), minimum=1, maximum=3))


_TIMEZONE = f.string("The zone of times that name none: Europe/Berlin.")
_DATE_ORDER = f.choice(
    "How dates like 03/04/2026 are meant: dmy is 3 April, mdy is March 4.", DATE_ORDERS
)
_START = ' Or its date, time and zone, where they stand apart: ["date", "time"].'

_CONDITION = f.Table(
    "A condition on a field, in any case.",
    {
        "contains": f.string("Text the field contains.", minimum=1, maximum=200),
        "equals": f.string("Text the field is.", minimum=1, maximum=200),
    },
)

_LAYOUT = f.Table(
    "How the files of one glob hold their Spaces. A field's value says where it stands: a key, a "
    "path of keys with dots, or a column number from 1.",
    {
        "format": f.choice("The format, where the file's ending does not tell it.", PLAN_FORMATS),
        "spaces": f.string(
            "Where the list of Spaces stands: a path of keys with dots, or * for every list of"
            " the file."
        ),
        **{
            each.key: _place(
                each.help + (_START if each.key == "start" else ""), joined=each.key == "start"
            )
            for each in FIELDS
            if each.key
        },
        "where": f.keyed(
            "Only Spaces whose field contains this text, in any case, or equals one: "
            '{ location = "Spaces", state = { equals = "planned" } }.',
            f.one_of("", f.string("", minimum=1, maximum=200), f.nested("", _CONDITION)),
        ),
        "header": f.boolean("Whether the first row names the columns.", default=True),
        "delimiter": f.string("What divides the columns; found out without it.", maximum=1),
        "date-order": _DATE_ORDER,
        "timezone": _TIMEZONE,
        "brand": f.string("The brand whose book holds for these files: a NAME of [brands.NAME]."),
    },
)

_LIMITS = f.Table(
    "How much a run takes on.",
    {
        "max-file-size": f.integer(
            "The largest plan file that is read, in bytes; JSON Lines, CSV and text have no limit.",
            default=10_000_000,
            minimum=1_000,
            maximum=10_000_000_000,
        ),
        "max-rule-file-size": f.integer(
            "How many bytes of rule files are read, together.",
            default=5_000_000,
            minimum=1_000,
            maximum=50_000_000,
        ),
        "pattern-seconds": f.number(
            "How long one of your own patterns may take on one title, in seconds.",
            default=0.1,
            minimum=0.001,
            maximum=5,
        ),
        "max-findings": f.integer(
            "How many findings a plan file may have; a file with more is not checked to its end.",
            default=120_000,
            minimum=1,
            maximum=100_000_000,
        ),
    },
)

CONFIG = f.Table(
    "A spacelint configuration.",
    {
        "extend": f.one_of(
            "Configuration to build on: paths relative to this file, or pkg:NAME/file.toml from "
            "an installed package. What stands here comes before what stands there.",
            f.string("", minimum=1, maximum=1_000),
            f.strings("", maximum=20),
        ),
        "required-version": f.string(
            'The versions of spacelint this file is for: ">=0.1,<1".', minimum=1, maximum=100
        ),
        "select": _selectors("The rules in use; without it, the default set.", None),
        "extend-select": _selectors("Rules in use besides."),
        "ignore": _selectors("Rules not in use."),
        "per-file-ignores": f.keyed(
            'Rules not in use for some files: "drafts/*" = ["SL3"].', _selectors("")
        ),
        "severity": _by_rule(
            'How bad a rule\'s findings are: SL502 = "warning".', f.choice("", SEVERITIES)
        ),
        "rules": _by_rule("Options of single rules: [rules.SL502].", f.keyed("", f.anything(""))),
        "rule-files": f.strings(
            "Rule files of your own, by path relative to this file.",
            item=f.string("", minimum=1, maximum=1_000),
        ),
        "fixable": _selectors("The rules whose fixes are applied; without it, all.", None),
        "unfixable": _selectors("Rules whose fixes are not applied."),
        "exclude": _globs(
            "Files and folders that are not looked at; !PATTERN takes back what one before it "
            "left out.",
            DEFAULT_EXCLUDE,
        ),
        "extend-exclude": _globs("More that is not looked at."),
        "respect-gitignore": f.boolean(
            "Whether files that .gitignore leaves out are left out of folders too.", default=True
        ),
        "min-severity": f.choice(
            "The least severity that is shown.", SEVERITIES, default=MIN_SEVERITY
        ),
        "fail-on": f.choice(
            "The least severity that makes a run fail, or never.",
            THRESHOLDS,
            default=FAIL_ON,
        ),
        "baseline": f.string("The file of findings that are known and accepted.", minimum=1),
        "output-format": f.choice("How findings are printed.", tuple(FORMATS), default="text"),
        "people": f.keyed(
            'People by the number of their account, for the history: "2244994945" = "XDevelopers".',
            f.string("", pattern=r"@?[A-Za-z0-9_]{1,15}", pattern_says="a handle"),
            pattern=r"[0-9]{1,19}",
            pattern_says="the number of an account on X",
        ),
        "plan": f.nested(
            "",
            f.Table(
                'Where the titles live: [plan."calls/*.md"] says how those files hold them.',
                {
                    "files": _globs("The plan files, where none are named."),
                    "timezone": _TIMEZONE,
                    "date-order": _DATE_ORDER,
                },
                others=f.nested("How the files of this glob hold their Spaces.", _LAYOUT),
            ),
        ),
        "limits": f.nested("", _LIMITS),
        **BOOK_FIELDS,
    },
)


def config_schema(id: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a configuration file."""
    return json_schema(CONFIG, "spacelint configuration", id)
