"""The built-in rules of some families, loaded from their files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spacelint.engine.linter import Linter
from spacelint.engine.load import load_rules
from spacelint.engine.rule import RuleSet

ROOT = Path(__file__).parents[2]
TAGS_AND_MENTIONS = ("1-hashtags", "2-mentions")


@cache
def rules_of(*families: str) -> RuleSet:
    """Return the rules of the families, by their file's name without its ending."""
    paths = [str(ROOT / "rules" / f"{family}.toml") for family in families]
    rules, problems = load_rules(paths, builtin=True)
    assert not problems, "\n".join(map(str, problems))
    return rules


@cache
def linter_of(families: tuple[str, ...], *codes: str) -> Linter:
    """Return a linter with the families' rules, or with those of ``codes`` alone."""
    return Linter(rules_of(*families), select=codes or None)
