"""What the reader of plan files itself finds wrong; rules of this check only give it its words.

The reader reports a problem under the code of its rule, with the values for the placeholders.
"""

from __future__ import annotations

from spacelint.checks.contract import NOTHING, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context, Finding
    from spacelint.schema import Field
    from spacelint.text import Title

SCOPES = ("plan", "title")
PLACEHOLDERS = (
    "reason",
    "hint",
    "field",
    "key",
    "nearest",
    "written",
    "kind",
    "found",
    "expected",
    "separator",
    "first",
    "swallowed",
    "replacement",
    "rule",
    "name",
    "codes",
)


def params() -> Mapping[str, Field]:
    """No parameters."""
    return {}


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Never run over a title."""
    return Trigger(when="chars", chars="")


def build(p: Mapping[str, Any]) -> Algorithm:
    """Return an algorithm that finds nothing: the reader does the finding."""

    def check(title: Title, item: Any, context: Context) -> Sequence[Finding]:
        return NOTHING

    return check
