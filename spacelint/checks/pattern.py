"""A regular expression of the rule: each match is a finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacelint.checks.contract import (
    NOTHING,
    Algorithm,
    Context,
    Finding,
    Item,
    Params,
    Trigger,
    check,
)
from spacelint.checks.shared.text import Lazy
from spacelint.text import Title
from spacelint.text.model import Edit

if TYPE_CHECKING:
    import regex


MOST_FINDINGS = 100
SECONDS = 0.1  # that an expression may take on a title where nobody says
_SIGNS = re.compile(r"[^\w\s]+")
_REFERENCE = re.compile(r"\\(?:([0-9]{1,2})|g<([A-Za-z_][A-Za-z0-9_]*|[0-9]{1,2})>|(\\))")


def _trigger(p: Params) -> Trigger:
    """Titles with what the rule says its expression needs."""
    if p["contains"] and _SIGNS.fullmatch("".join(p["contains"])):
        return Trigger(when="signs", signs=tuple(p["contains"]))
    if p["chars"]:
        return Trigger(when="chars", chars=p["chars"])
    return Trigger(when=p["only"])


@check(
    scopes=("title", "hashtag", "mention", "cashtag", "url"),
    placeholders=("replacement", "codes"),
    params=lambda schema: {
        "regex": schema.regex("The expression, as Python's regex library reads it.", required=True),
        "replacement": schema.string(
            r"What to write instead; \1 and \g<name> stand for groups, \\ for a backslash."
        ),
        "timeout": schema.number(
            "Seconds the expression may take on one title; `pattern-seconds` of the configuration"
            f" where the rule says nothing, else {SECONDS}.",
            minimum=0.001,
            maximum=10,
        ),
        "only": schema.choice(
            "Titles to look at: all, those with letters beyond ASCII, those with characters that"
            " are not printable.",
            ("always", "non-ascii", "unprintable"),
            default="always",
        ),
        "chars": schema.string("Look only at titles with one of these characters.", default=""),
        "contains": schema.strings(
            "Look only at titles with one of these texts, in this very case.",
            item=schema.string("", minimum=1),
        ),
    },
    trigger=_trigger,
)
def pattern(p: Params) -> Algorithm:
    """Report each match that is not empty, at most ``MOST_FINDINGS``.

    The algorithm raises TimeoutError if the expression takes too long.
    """
    pattern = Lazy(p["regex"])
    contains: tuple[str, ...] = p["contains"]
    replacement: str | None = p["replacement"]
    timeout: float = SECONDS if p["timeout"] is None else p["timeout"]

    def run(title: Title, item: Item, context: Context) -> Sequence[Finding]:
        text, offset = (title.text, 0) if item is None else (item.text, item.start)
        if contains and not any(map(text.__contains__, contains)):
            return NOTHING
        compiled = pattern()
        left = context.pattern_seconds
        seconds = timeout if left is None else min(timeout, left)
        if compiled.search(text, timeout=seconds) is None:
            return NOTHING
        found: list[Finding] = []
        for match in compiled.finditer(text, timeout=seconds):
            start, end = match.start() + offset, match.end() + offset
            if start == end:
                continue
            values = {"codes": codes(match[0])}
            edits: tuple[Edit, ...] = ()
            if replacement is not None:
                values["replacement"] = new = expand(replacement, match)
                edits = (Edit(start, end, new),) if new != match[0] else ()
            found.append(Finding(start, end, values, edits))
            if len(found) == MOST_FINDINGS:
                break
        return found

    return run


def expand(template: str, match: regex.Match[str]) -> str:
    """Return ``template`` with its references filled; one to an unknown group is empty."""
    if "\\" not in template:
        return template

    def fill(reference: re.Match[str]) -> str:
        if reference[3]:
            return "\\"
        name = reference[1] or reference[2]
        try:
            return match[int(name) if name.isdigit() else name] or ""
        except IndexError:
            return ""

    return _REFERENCE.sub(fill, template)


def codes(text: str) -> str:
    """Return the code points of ``text`` in Unicode's notation: ``U+202E, U+0007``."""
    shown = [f"U+{ord(char):04X}" for char in text[:5]]
    return ", ".join(shown) + (" …" if len(text) > 5 else "")
