"""Text from outside, made safe to stand in XML 1.0, whatever the encoding of the stream."""

from __future__ import annotations

from spacelint.text.width import visible

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


def escaped(text: str) -> str:
    """Return ``text`` for an attribute or for content, in ASCII.

    What XML forbids (controls, surrogates, U+FFFE) and what nobody would see is spelled out first.
    """
    shown = visible(text).translate(_ESCAPES)
    return shown if shown.isascii() else shown.encode("ascii", "xmlcharrefreplace").decode()


def attributes(**values: object) -> str:
    """Return attributes in the order given, a space before each."""
    return "".join(f' {name}="{escaped(str(value))}"' for name, value in values.items())
