"""A hashtag beside the brand book: misspelt, look-alike, with other capitals, retired, off book.

What a tag is to the book is one verdict, so that of the rules of this check one speaks at most.
"""

from __future__ import annotations

from spacelint.checks._book import asked, judged, lookup
from spacelint.checks.contract import NOTHING, Edit, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks._book import Lookup, Verdict
    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Candidate, Title

SCOPES = ("hashtag",)
PLACEHOLDERS = ("tag", "campaign", "ask", "when", "instead", "advice", "replacement")
_VERDICTS = ("misspelt", "miscased", "lookalike", "retired", "off-book")
_READ = frozenset((None, "possessive", "overlong"))


def params() -> Mapping[str, Field]:
    """What the tag is to the book."""
    from spacelint import schema

    return {"verdict": schema.choice("What the tag is to the book.", _VERDICTS, required=True)}


def trigger(p: Mapping[str, Any]) -> Trigger:
    """A brand book, and a tag that it knows as such."""
    return Trigger(when="chars", chars="#＃", needs=("book",), longer=1, book=p["verdict"])


def build(p: Mapping[str, Any]) -> Algorithm:
    """Return a finding for the tag with the book's tag in its place."""
    wanted = {"retired": "gone", "off-book": "unknown"}.get(p["verdict"], p["verdict"])

    def check(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        book = context.book
        look = lookup(book)
        fault, entity = candidate[5], candidate[4]
        if fault in _READ and entity is not None:
            verdict = look.tag(entity[4])
            if verdict[0] != wanted:
                return NOTHING
            start, end = entity[1], entity[2]
        else:
            verdict, start, end = judged(candidate, look)
            if verdict[0] != wanted:
                return NOTHING
        if wanted == "unknown":
            return (Finding(start, end),) if book.closed and entity is not None else NOTHING
        return (_finding(title, start, end, verdict, look),)

    return check


def _finding(title: Title, start: int, end: int, verdict: Verdict, look: Lookup) -> Finding:
    text, tag = title.text, verdict.entry
    campaign = look.campaign_of(tag) if tag else None
    values = {
        "tag": "#" + tag if tag else "",
        "replacement": text[start] + tag,
        "campaign": f", the hashtag of the campaign {campaign.name}" if campaign else "",
        "ask": asked(campaign),
        "when": "",
        "advice": f"Write #{tag}" if tag else "Use one of your book's hashtags",
        "instead": f"; #{tag} has replaced it" if tag else "",
    }
    if verdict.kind == "gone":
        from spacelint.brand.fold import fold_tag
        from spacelint.checks._days import since

        retired = look.book.retired[fold_tag(text[start:end])]
        values["when"] = since(retired.since or "")
    edits = (Edit(start + 1, end, tag),) if tag else ()
    return Finding(start, end, values, edits)
