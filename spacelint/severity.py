"""The severities of a finding, and how they compare."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Severity = Literal["error", "warning", "info", "hint"]

#: From the most severe to the least.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info", "hint")

#: The rank of a severity, 0 for the most severe. A threshold of ``never`` is above all of them.
RANK = {"never": -1, "error": 0, "warning": 1, "info": 2, "hint": 3}
