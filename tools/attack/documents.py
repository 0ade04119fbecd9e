"""Plan documents in every format, changed at random, are checked, fixed and told to ignore.

What a fix loses is found by parsers that are not ours, and by comparing every character outside of
the titles.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import yaml
from icalendar import Calendar

from spacelint.engine.plans import PlanDiagnostic
from spacelint.fixer import plans
from spacelint.fixer.ignores import add_ignores
from spacelint.plan import Plan, read_plan
from spacelint.source.reader import encode
from tests.fixer.plans import look
from tools.attack import texts
from tools.attack.family import Family, Try

_MANY = 12


def attack(attempt: Try) -> None:
    """Fix documents and ignore their findings; nothing but titles and ignores may change."""
    for _ in range(_MANY):
        format, data = texts.document(attempt.random)
        attempt.count += 1
        try:
            complaint = _one(format, data, attempt)
        except Exception as error:
            complaint = f"{type(error).__name__}: {error}"
        attempt.check(not complaint, f"{format} {data!a}: {complaint}")


def _one(format: str, data: bytes, attempt: Try) -> str:
    plan = read_plan(data, "plan", format=format)

    def read(text: str) -> Plan:
        return read_plan(encode(text, plan.encoding, plan.bom), "plan", format=format)

    written = encode(plan.text, plan.encoding, plan.bom) if plan.text else data
    if not plan.approximate and written != data:
        return "it is not read back byte for byte"
    if attempt.random.random() < 0.3:
        return _ignored(plan, look(plan), read)

    def titles_only(plan: Plan) -> list[PlanDiagnostic]:
        return [each for each in look(plan) if each.source is not None]

    fixed = plans.fix_plan(
        plan, titles_only, lambda d: d.rule.applicability in ("safe", "unsafe"), read
    )
    if plan.approximate or not fixed.applied:
        return "" if fixed.plan.text == plan.text else "changed without a fix"
    if _around_titles(fixed.plan) != _around_titles(plan):
        return f"something beside the titles changed: {fixed.plan.text!a}"
    return _parsed_apart(plan, fixed.plan)


def _ignored(plan: Plan, found: list[PlanDiagnostic], read: Any) -> str:
    done = add_ignores(plan, found, read)
    if done.added + len(done.left) != len(found):
        return f"{done.added} ignored and {len(done.left)} left of {len(found)}"
    again = add_ignores(done.plan, look(done.plan), read)
    if again.plan.text != done.plan.text:
        return f"ignoring grows: {again.plan.text!a}"
    return _parsed_apart(plan, done.plan)


def _around_titles(plan: Plan) -> list[str]:
    """Return the text between the titles; a block that is written anew leaves its line end."""
    places = [place for space in plan.spaces if (place := space.place("title")) is not None]
    pieces, at = [], 0
    for place in sorted(places, key=lambda place: place.start):
        pieces.append(plan.text[at : place.start].lstrip())
        at = place.end
    return [*pieces, plan.text[at:].lstrip()]


def _parsed_apart(old: Plan, new: Plan) -> str:
    """Return how two plans differ to another parser but in titles and ignores, or nothing."""
    try:
        before = _parse(old.format, old.text)
    except Exception:
        return ""  # the other parser knows less than ours
    after = _parse(new.format, new.text)
    try:
        same = _bare(before) == _bare(after)
    except RecursionError:
        return ""  # YAML whose alias stands within its own anchor
    return "" if same else f"another parser reads {after!a}"


def _parse(format: str, text: str) -> Any:
    if format == "toml":
        return tomllib.loads(text)
    if format == "yaml":
        return list(yaml.safe_load_all(text))
    if format == "json":
        return json.loads(text)
    if format == "jsonl":
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    if format == "csv":
        return [len(row) for row in csv.reader(io.StringIO(text))]
    if format == "front-matter":
        return list(yaml.safe_load_all(text.split("\n---")[0]))
    if format == "ics":
        components = Calendar.from_ical(text).walk()
        return [sorted(str(p) for p in c.property_items() if p[0] != "SUMMARY") for c in components]
    return None


def _bare(value: Any) -> Any:
    """Return a parsed value without what a fix may change, in a form that compares NaN as equal."""
    if isinstance(value, dict):
        return {repr(k): _bare(v) for k, v in value.items() if k not in ("title", "ignore")}
    if isinstance(value, list):  # a text in a list may be a title
        return [None if isinstance(each, str) else _bare(each) for each in value]
    return repr(value)


def plant() -> AbstractContextManager[object]:
    """A fix that loses the line end of the last line, which no value shows."""
    real = plans.apply

    def apply(text: str, edits: Any) -> str:
        made = real(text, edits)
        return made.removesuffix("\n") if len(text) > 20 else made

    return patch.object(plans, "apply", apply)


FAMILY = Family("documents", "plan documents", attack, plant)
