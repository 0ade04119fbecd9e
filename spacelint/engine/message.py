"""Messages with named placeholders: ``X links only {linked}``. Nothing but names; no formatting."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return ``template`` with each ``{name}`` replaced; ``{{`` and ``}}`` stand for one brace.

    A name that ``values`` lacks is left as it stands: rules are checked when they are loaded.
    """
    if "{" not in template and "}" not in template:
        return template

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        return match[0][0] if name is None else values.get(name, match[0])

    return _PLACEHOLDER.sub(replace, template)


def placeholders(template: str) -> list[str]:
    """Return the names that stand in braces in ``template``, in order."""
    return [match[1] for match in _PLACEHOLDER.finditer(template) if match[1]]


def stray_brace(template: str) -> bool:
    """Tell whether a brace of ``template`` belongs to no placeholder."""
    rest = _PLACEHOLDER.sub("", template)
    return "{" in rest or "}" in rest
