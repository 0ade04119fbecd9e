"""How often each built-in rule fires on real titles, and how often people welcomed it.

The figures are in ``rules/evidence.toml``, which ``make judge`` writes. Nothing that lints reads
them: they are for `spacelint rule`, the pages of the rules and their tests.
"""

from __future__ import annotations

import datetime
import os
from functools import cache
from typing import Any, NamedTuple

import tomli

from spacelint.engine.default import EVIDENCE_NAME, rules_folder
from spacelint.engine.rulefile import RESERVED_PREFIX

EVIDENCE_FILE = os.path.join(rules_folder(), EVIDENCE_NAME)


class Evidence(NamedTuple):
    """Figures of one rule.

    ``titles`` is the number of real titles that were linted on ``dated``, ``fired`` the number of
    them the rule fires on; ``welcome``, ``neutral`` and ``unwelcome`` are the judged ones of these.
    ``alarms_judged`` are those of the judged, made-up titles included, on which it is an error or a
    warning, ``alarms_welcome`` the welcome ones of them.
    """

    dated: datetime.date
    titles: int
    fired: int
    welcome: int
    neutral: int
    unwelcome: int
    alarms_judged: int = 0
    alarms_welcome: int = 0

    @property
    def judged(self) -> int:
        """Number of the titles fired on that a person judged."""
        return self.welcome + self.neutral + self.unwelcome

    @property
    def per_thousand(self) -> float:
        """Titles of 1,000 that the rule fires on."""
        return 1000 * self.fired / self.titles

    def sentence(self) -> str:
        """Return the figures in words, as ``spacelint rule`` shows them."""
        day = self.dated.isoformat()
        if not self.fired:
            return f"Fires on none of {self.titles} real titles ({day})."
        often = f"{self.per_thousand:.1f}".removesuffix(".0")
        said = f"Fires on {often} of 1,000 real titles ({day})"
        if not self.judged:
            return f"{said}; no firing has been judged."
        return f"{said}; {self.welcome} of {self.judged} judged firings were welcome."


def evidence(code: str) -> Evidence | None:
    """Return the figures of a built-in rule; None for a team's, or where none were measured."""
    if not code.startswith(RESERVED_PREFIX):
        return None
    try:
        data = _read(EVIDENCE_FILE)
    except FileNotFoundError:
        return None
    own = data["rules"].get(code, {})
    keys = ("titles", "welcome", "neutral", "unwelcome", "alarms-judged", "alarms-welcome")
    return Evidence(data["dated"], data["titles"], *(own.get(key, 0) for key in keys))


@cache
def _read(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        data: dict[str, Any] = tomli.load(file)
    return data
