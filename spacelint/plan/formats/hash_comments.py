"""Hashtags after a plain YAML title, which YAML takes for a comment."""

from __future__ import annotations

import re

from spacelint.plan.values import PlanProblem
from spacelint.source.styles.yaml import YamlStyle
from spacelint.text.edit import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.plan.values import Path
    from spacelint.source.yaml_places import YamlScan

_STYLE = YamlStyle()
# A comment glued to its "#" reads like a hashtag; "# note" and "#!" do not.
_HASHTAG = Pattern(r"[ \t]+(#[^\s#!][^\r\n]*)")
# The same at the start of a line that goes on with the value; not a key that was commented out.
_WRAPPED = Pattern(r"[ \t]*(?:\r\n|\r|\n)([ \t]+)(#(?![\w-]+:(?:\s|\Z))[^\s#!][^\r\n]*)")
_NOTE = Pattern(r"[ \t]+#(?:[ \t#!][^\r\n]*)?\Z|[ \t]+# [^\r\n]*")


def hash_comments(
    text: str, scan: YamlScan, titles: list[Path], index: int, shift: int = 0
) -> list[PlanProblem]:
    """Return the problem of a hashtag after a plain title; of ``titles`` the first there is."""
    for path in titles:
        place = scan.places.get(path)
        if place is None:
            continue
        start = place.start
        if text[start : start + 1] in ('"', "'", "|", ">", "[", "{", "&", "!", "*"):
            return []
        found = _HASHTAG.match(text, place.end)
        group = 1
        if found is None and place.end > start:
            found, group = _WRAPPED.match(text, place.end), 2
            column = place.key_start - text.rfind("\n", 0, place.key_start) - 1
            if found is not None and len(found[1]) <= column:
                found = None  # a comment of what follows
        if found is None or re.match(r"#[ \t]*spacelint:", found[group]):
            return []
        hidden = _NOTE.sub("", found[group]).rstrip()
        end = found.start(group) + len(hidden)
        # An empty value stands right after its colon or dash.
        first = start if place.end > start else found.start(group)
        written = text[first:end]
        whole = re.sub(r"[ \t]*(?:\r\n|\r|\n)[ \t]*", " ", written)
        quoted = _STYLE.whole(whole, "plain", "")
        edits = (Edit(first + shift, end + shift, quoted),) if quoted is not None else ()
        kept = re.sub(r"[ \t]*(?:\r\n|\r|\n)[ \t]*", " ", text[start : place.end])
        values = {"title": kept, "swallowed": hidden, "replacement": whole}
        return [PlanProblem("SL002", found.start(group) + shift, end + shift, values, edits, index)]
    return []
