"""Problems that the reader of plan files finds; the rules of this check only give the words.

The reader reports a problem under the code of its rule, with the values for the placeholders.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@check(
    scopes=("plan", "title"),
    placeholders=(
        "reason",
        "hint",
        "field",
        "key",
        "nearest",
        "written",
        "kind",
        "found",
        "expected",
        "other",
        "separator",
        "first",
        "swallowed",
        "replacement",
        "rule",
        "name",
        "codes",
    ),
    trigger=Trigger(when="chars", chars=""),
)
def plan_problem(p: Params) -> Algorithm:
    """Return an algorithm that finds nothing: the reader does the finding."""

    def run(title: Title, item: Any, context: Context) -> Sequence[Finding]:
        return NOTHING

    return run
