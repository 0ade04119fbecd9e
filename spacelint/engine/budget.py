"""How long the patterns of a team's rules may run, together, on one title and in one run.

A rule file may come from a repository that anyone may have sent. Each pattern has a time limit of
its own; hundreds of patterns that each stay below it would still take minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

from spacelint.checks.contract import Context
from spacelint.engine.rule import Rule
from spacelint.text import Title

TITLE_SECONDS = 1.0
RUN_SECONDS = 10.0
#: A call that takes less than this many seconds does not count against the run.
_QUICK = 0.02


class PatternBudget:
    """The seconds that are left for patterns; a rule that is over them is off from then on.

    Each rule that is off is reported once a run, by a TimeoutError on the next title it would look
    at.
    """

    __slots__ = ("_left_of_run", "_left_of_title", "_reported", "_stopped", "_title")

    def __init__(self) -> None:
        self._title: Title | None = None
        self._left_of_title = TITLE_SECONDS
        self._left_of_run = RUN_SECONDS
        self._stopped: set[str] = set()
        self._reported: set[str] = set()

    def start_run(self) -> None:
        """Report rules that are off once more; they stay off."""
        self._reported.clear()

    def guard(self, rule: Rule, algorithm: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``algorithm`` within the budget; raises TimeoutError where ``rule`` is over it."""
        code = rule.code

        def guarded(title: Title, item: Any, context: Context) -> Any:
            if title is not self._title:
                self._title, self._left_of_title = title, TITLE_SECONDS
            left = min(self._left_of_title, self._left_of_run)
            if left <= 0 or code in self._stopped:
                return self._refuse(code)
            start = process_time()
            try:
                return algorithm(title, item, context._replace(pattern_seconds=left))
            except TimeoutError:
                self._stopped.add(code)
                return self._refuse(code)
            finally:
                spent = process_time() - start
                self._left_of_title -= spent
                if spent > _QUICK:
                    self._left_of_run -= spent

        return guarded

    def _refuse(self, code: str) -> tuple[()]:
        if code in self._reported:
            return ()
        self._reported.add(code)
        self._stopped.add(code)
        raise TimeoutError(code)
