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
    ``made_up_judged`` and ``made_up_welcome`` are judged titles that were made up for the purpose.
    ``alarms_judged`` are those of the judged, made-up titles included, on which it is an error or a
    warning, ``alarms_welcome`` the welcome ones of them.
    """

    dated: datetime.date
    titles: int
    fired: int
    welcome: int
    neutral: int
    unwelcome: int
    made_up_judged: int = 0
    made_up_welcome: int = 0
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
        made_up = ""
        if self.made_up_judged:
            made_up = f" On made-up titles, {self.made_up_welcome} of {self.made_up_judged} were."
        if not self.fired:
            return f"Fires on none of {self.titles} real titles ({day})."
        often = f"{self.per_thousand:.1f}".removesuffix(".0")
        rate = f"Fires on {often} of 1,000 real titles ({day})"
        if not self.judged:
            made_up = made_up.replace(" were.", " judged firings were welcome.")
            return f"{rate}; no firing has been judged.{made_up}"
        return f"{rate}; {self.welcome} of {self.judged} judged firings were welcome.{made_up}"


def evidence(code: str) -> Evidence | None:
    """Return the figures of a built-in rule; None for a team's, or where none were measured."""
    if not code.startswith(RESERVED_PREFIX):
        return None
    try:
        data = _read(EVIDENCE_FILE)
    except FileNotFoundError:
        return None
    own = data["rules"].get(code, {})
    made_up = [own.get(f"made-up-{key}", 0) for key in ("welcome", "neutral", "unwelcome")]
    return Evidence(
        dated=data["dated"],
        titles=data["titles"],
        fired=own.get("titles", 0),
        welcome=own.get("welcome", 0),
        neutral=own.get("neutral", 0),
        unwelcome=own.get("unwelcome", 0),
        made_up_judged=sum(made_up),
        made_up_welcome=made_up[0],
        alarms_judged=own.get("alarms-judged", 0),
        alarms_welcome=own.get("alarms-welcome", 0),
    )


@cache
def _read(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        data: dict[str, Any] = tomli.load(file)
    return data
