"""What a rule file's form cannot say: checks that exist, placeholders that are filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spacelint import schema
from spacelint.checks import check_names, find_check
from spacelint.engine.example_context import example_tables, live_faults
from spacelint.engine.message import placeholders, stray_brace
from spacelint.engine.rulefile import RESERVED_PREFIX
from spacelint.schema import Fault

_ALWAYS = ("match", "title")


def rule_faults(
    code: str, value: Mapping[str, Any], builtin: bool, taken: Mapping[str, object]
) -> Iterator[Fault]:
    """Yield all that is wrong with the rule ``code`` beyond the form of its table.

    What the form has already found wrong is None in ``value`` and passed over here.
    """
    path = ("rules", code)
    if code in taken:
        yield schema.Fault(path, f"the code {code} is already taken by another file", on_key=True)
    if code.startswith(RESERVED_PREFIX) and code[len(RESERVED_PREFIX)].isdigit() and not builtin:
        message = f"codes of {RESERVED_PREFIX} are the built-in rules': take letters of your own"
        yield schema.Fault(path, message, on_key=True)
    if value["check"] is None:
        return
    try:
        check = find_check(value["check"])
    except KeyError as error:
        name, *reason = error.args
        near = "" if reason else schema.nearest(name, check_names())
        message = f'there is no check "{schema.shown(name)}"'
        if reason:
            message = f'the check "{name}" cannot be used: {reason[0]}'
        yield schema.Fault((*path, "check"), message, near or "")
        return
    if value["scope"] not in check.scopes:
        wants = " or ".join(f'"{scope}"' for scope in check.scopes)
        message = f'the check {value["check"]} looks at scope {wants}, not "{value["scope"]}"'
        yield schema.Fault((*path, "scope"), message)
    known = (*_ALWAYS, *check.placeholders)
    yield from _text_faults((*path, "message"), value["message"], known)
    yield from _text_faults((*path, "help"), value["help"], known)
    if value["fix"]:
        yield from _text_faults((*path, "fix", "title"), value["fix"]["title"], known)
    yield from _example_faults(path, value)


def _text_faults(
    path: tuple[str | int, ...], template: str | None, known: tuple[str, ...]
) -> Iterator[Fault]:
    if not template:
        return
    for name in placeholders(template):
        if name not in known:
            near = schema.nearest(name, known)
            message = f"unknown placeholder {{{name}}}; this check fills {', '.join(known)}"
            yield schema.Fault(path, message, near or "")
    if stray_brace(template):
        message = "a brace that belongs to no placeholder: {{ and }} stand for plain ones"
        yield schema.Fault(path, message)


def _example_faults(path: tuple[str | int, ...], value: Mapping[str, Any]) -> Iterator[Fault]:
    for group in ("valid", "invalid"):
        for i, example in enumerate(value[group] or ()):
            if isinstance(example, dict) and example["title"] is None and example["plan"] is None:
                yield schema.Fault((*path, group, i), 'neither "title" nor "plan" is given')
            if isinstance(example, dict) and isinstance(example["brand"], dict):
                for fault in example_tables(example["brand"])[1]:
                    yield fault._replace(path=(*path, group, i, "brand", *fault.path))
            if isinstance(example, dict) and example["live"] is not None:
                for fault in live_faults(example["live"]):
                    yield fault._replace(path=(*path, group, i, "live", *fault.path))
    for i, example in enumerate(value["invalid"] or ()):
        highlight = example.get("highlight") or ()
        parts = (highlight,) if isinstance(highlight, str) else highlight
        for part in parts:
            if part not in (example["title"] or example["plan"] or ""):
                message = f'"{schema.shown(part)}" does not stand in the title'
                yield schema.Fault((*path, "invalid", i, "highlight"), message)
        if example.get("output") is not None and not value["fix"]:
            message = "an output, and the rule has no fix"
            yield schema.Fault((*path, "invalid", i, "output"), message)
