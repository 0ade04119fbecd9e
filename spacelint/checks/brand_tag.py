"""A hashtag compared with the brand book: misspelt, look-alike, other capitals, retired, off book.

Each tag has one verdict, so at most one rule of this check reports it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.book_lookup import asked, judged, lookup
from spacelint.text import Candidate, Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.checks.shared.book_lookup import Lookup, Verdict

_VERDICTS = ("misspelt", "miscased", "lookalike", "retired", "off-book")
_READ = frozenset((None, "possessive", "overlong"))


@check(
    scopes=("hashtag",),
    placeholders=("tag", "campaign", "ask", "when", "instead", "advice", "replacement"),
    params=lambda schema: {
        "verdict": schema.choice("What the tag is to the book.", _VERDICTS, required=True)
    },
    trigger=lambda p: Trigger(
        when="chars", chars="#＃", needs=("book",), longer=1, book=p["verdict"]
    ),
)
def brand_tag(p: Params) -> Algorithm:
    """Report the tag; the fix writes the book's tag."""
    wanted = {"retired": "gone", "off-book": "unknown"}.get(p["verdict"], p["verdict"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
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

    return run


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
        from spacelint.checks.shared.space import since

        retired = look.book.retired[verdict.folded]
        values["when"] = since(retired.since or "")
    edits = (Edit(start + 1, end, tag),) if tag else ()
    return Finding(start, end, values, edits)
