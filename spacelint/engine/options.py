"""Options of single rules that a configuration sets: ``[rules.SL502] maximum = 3``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacelint.checks import find_check
from spacelint.engine.rule import Rule, RuleSet
from spacelint.schema import Fault, Field, Table, nearest, shown, validate_data
from spacelint.text.distance import MOST_FAULTS, MOST_HELPED

_ELSEWHERE = {
    "severity": 'set it under [severity]: {code} = "warning"',
    "enabled": "name the rule in select or ignore",
    "ignore": "name the rule in ignore",
}


def with_options(
    rules: RuleSet, options: Mapping[str, Mapping[str, Any]]
) -> tuple[RuleSet, list[Fault]]:
    """Return the rules with their options changed, and all that is wrong with the options.

    ``options`` has the given values by code or name of a rule. A table that is keyed (the marks of
    SL704) is changed entry by entry, every other value as a whole. Faults are at the key path in
    the configuration.
    """
    changed: dict[str, Rule] = {}
    triggers = dict(rules.triggers)
    faults: list[Fault] = []
    faults += unknown_rules("rules", [code for code in options if rules.get(code) is None], rules)
    for code, given in options.items():
        rule = rules.get(code)
        if rule is None:
            continue
        check = find_check(rule.check)
        params, found = _merged(changed.get(rule.code, rule), given, check.params(), code)
        faults += found
        if not found:
            changed[rule.code] = rule._replace(params=params)
            triggers[rule.code] = check.trigger(params)
    every = tuple(changed.get(rule.code, rule) for rule in rules.rules)
    return RuleSet(every, triggers, rules.read_docs), faults


def with_pattern_seconds(rules: RuleSet, seconds: float) -> RuleSet:
    """Return the rules, each pattern that does not say how long it may take with ``seconds``."""
    every = tuple(
        rule._replace(params={**rule.params, "timeout": seconds})
        if "timeout" in rule.params and rule.params["timeout"] is None
        else rule
        for rule in rules.rules
    )
    return rules._replace(rules=every)


def unknown_rules(table: str, codes: Sequence[str], rules: RuleSet) -> Iterator[Fault]:
    """Yield the faults of keys of [rules] or [severity] that no rule has as code or name.

    Only the first of these say what may be meant, and of very many the number is told.
    """
    known = [name for rule in rules.rules for name in (rule.code, rule.name)]
    for number, code in enumerate(codes[:MOST_FAULTS]):
        near = nearest(code, known) if number < MOST_HELPED else None
        yield Fault((table, code), f'no rule is called "{shown(code)}"', near or "", on_key=True)
    if len(codes) > MOST_FAULTS:
        more = len(codes) - MOST_FAULTS
        yield Fault((table,), f"and {more:,} more that no rule is called", on_key=True)


def _merged(
    rule: Rule, given: Mapping[str, Any], fields: Mapping[str, Field], code: str
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the parameters of a rule with those given in their places, and what is wrong."""
    at = ("rules", code)
    wrong = [
        Fault((*at, name), _ELSEWHERE[name].format(code=rule.code), on_key=True)
        for name in given
        if name in _ELSEWHERE and name not in fields
    ]
    wanted = {
        name: _entries(rule.params.get(name), value) if _is_keyed(fields, name) else value
        for name, value in given.items()
        if name in fields or name not in _ELSEWHERE
    }
    free = {name: field._replace(required=False) for name, field in fields.items()}
    values, faults = validate_data(_plain(wanted), Table("Options of a rule.", free), at=at)
    new = {name: values[name] for name in given if name in values}
    return {**rule.params, **new}, [*wrong, *faults]


def _is_keyed(fields: Mapping[str, Field], name: str) -> bool:
    return name in fields and fields[name].kind == "keyed"


def _entries(old: Any, given: Any) -> Any:
    """Return the entries of a keyed table with those given in it, or changed where it has them."""
    if not isinstance(old, dict) or not isinstance(given, dict):
        return given
    found = dict(old)
    for key, entry in given.items():
        both = isinstance(entry, dict) and isinstance(old.get(key), dict)
        found[key] = {**old[key], **entry} if both else entry
    return found


def _plain(value: Any) -> Any:
    """Return a value as a TOML parser gives it: validated ones have tuples for lists."""
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one is not None}
    return value
