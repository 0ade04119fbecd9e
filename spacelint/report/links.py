"""Where the docs of a rule are to be found, for formats that carry a link."""

from __future__ import annotations

#: The project's home. ``.example`` is reserved (RFC 2606), so the link can belong to nobody else;
#: this is the one place to change when the docs have an address.
HOME = "https://spacelint.example"


def rule_link(code: str) -> str:
    """Return the address of the docs page of the rule ``code``."""
    return f"{HOME}/rules/{code}"
