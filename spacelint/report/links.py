"""Where the project and the docs of a rule are on the web, for formats that carry a link."""

from __future__ import annotations

#: The address of the project's pages, without a slash at its end: the one place that has it. While
#: it is empty nothing is published yet, and reports, hovers and SARIF carry a rule's own text
#: instead of a link.
HOME = ""


def rule_link(code: str) -> str:
    """Return the address of the page of the rule ``code``; nothing while there is none."""
    return f"{HOME}/rules/{code}" if HOME else ""
