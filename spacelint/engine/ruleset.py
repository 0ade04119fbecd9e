"""A set of rules: as the engine runs them, with what triggers each, and their docs on demand."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping
    from typing import Any

    from spacelint.checks.contract import Trigger
    from spacelint.engine.rule import Rule


class Example(NamedTuple):
    """A title in a rule's file; ``highlight`` is empty for one on which the rule is silent.

    For a rule of scope ``plan``, ``title`` is a whole plan file in ``format``.
    """

    title: str
    highlight: tuple[str, ...] = ()
    output: str | None = None
    message: str | None = None
    note: str = ""
    brand: Mapping[str, Any] | None = None
    space: Mapping[str, Any] | None = None
    today: datetime.date | None = None
    words: tuple[str, ...] = ()
    format: str | None = None
    beside: str | None = None
    live: Mapping[str, Any] | None = None


class RuleDocs(NamedTuple):
    """What a rule's file says for people: why it matters, and its examples."""

    summary: str
    rationale: str
    since: str
    valid: tuple[Example, ...]
    invalid: tuple[Example, ...]


class RuleSet(NamedTuple):
    """Rules in the order of their codes, with what triggers each.

    ``read_docs`` reads the docs of all of them; it is called only when one is asked for.
    """

    rules: tuple[Rule, ...]
    triggers: Mapping[str, Trigger]
    read_docs: Callable[[], Mapping[str, RuleDocs]]

    def get(self, code_or_name: str) -> Rule | None:
        """Return the rule of that code (in any case) or name, or None."""
        wanted = code_or_name.strip()
        for rule in self.rules:
            if rule.code == wanted.upper() or rule.name == wanted.lower():
                return rule
        return None

    def docs(self, code: str) -> RuleDocs:
        """Return the docs of the rule ``code``; raises KeyError where there is none."""
        return self.read_docs()[code]

    def joined(self, other: RuleSet) -> RuleSet:
        """Return both sets as one; a rule of ``other`` takes the place of one with its code."""
        rules = {rule.code: rule for rule in (*self.rules, *other.rules)}
        return RuleSet(
            tuple(rules[code] for code in sorted(rules)),
            {**self.triggers, **other.triggers},
            lambda: {**self.read_docs(), **other.read_docs()},
        )
