"""The severities of a finding, and how they compare."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Severity = Literal["error", "warning", "info", "hint"]

#: From the most severe to the least.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info", "hint")

#: The rank of a severity, 0 for the most severe. A threshold of ``never`` is above all of them.
RANK = {name: rank for rank, name in enumerate(("never", *SEVERITIES), -1)}

#: What may be the threshold of a failure.
THRESHOLDS = (*SEVERITIES, "never")

#: What is shown, and what fails a run, where neither a configuration nor an option says so.
MIN_SEVERITY: Severity = "info"
FAIL_ON: Severity = "warning"


def at_least(threshold: str) -> tuple[Severity, ...]:
    """Return the severities that are as severe as ``threshold`` or more; none for ``never``."""
    return SEVERITIES[: RANK[threshold] + 1]
