"""A hashtag compared with the brand book: misspelt, look-alike, other capitals, retired, off book.

Each tag has one verdict, so at most one rule of this check reports it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.brand.fold import fold_tag
from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.book_lookup import Verdict, asked, judged, lookup
from spacelint.text import Candidate, Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.checks.shared.book_lookup import Lookup
    from spacelint.text import Entity

_VERDICTS = ("misspelt", "miscased", "lookalike", "retired", "off-book")
_MOST_WORDS = 5  # of a tag that is written with spaces
_READ = frozenset((None, "possessive", "overlong"))


@check(
    scopes=("hashtag",),
    placeholders=("tag", "cut", "campaign", "ask", "when", "instead", "advice", "replacement"),
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
            start, end = entity[1], entity[2]
            if verdict[0] in ("unknown", "misspelt") and wanted == "misspelt":
                verdict, end = _spaced(title.text, entity, look) or (verdict, end)
            if verdict[0] != wanted:
                return NOTHING
        else:
            verdict, start, end = judged(candidate, look)
            if verdict[0] != wanted:
                return NOTHING
        if wanted == "unknown":
            return (Finding(start, end),) if book.closed and entity is not None else NOTHING
        cut = f"X links only {entity[3]}: " if entity is not None and entity[2] < end else ""
        return (_finding(title, start, end, verdict, look, cut),)

    return run


def _spaced(text: str, entity: Entity, look: Lookup) -> tuple[Verdict, int] | None:
    """Return the verdict on a tag that goes on after a space, and its end: ``#Acme Winter``.

    Its capitals are those of the book's tag, or all of its letters are capitals: else the next word
    may be one of the sentence.
    """
    joined, end, found = entity[4], entity[2], None
    for _ in range(_MOST_WORDS - 1):
        rest = text[end + 1 :]
        size = next((at for at, char in enumerate(rest) if not char.isalnum()), len(rest))
        if text[end : end + 1] != " " or not size:
            break
        joined, end = joined + rest[:size], end + 1 + size
        tag = look.book.folded_hashtags.get(fold_tag("#" + joined))
        if tag is not None and (joined == tag or joined.isupper()):
            found = Verdict("misspelt", tag), end
    return found


def _finding(
    title: Title, start: int, end: int, verdict: Verdict, look: Lookup, cut: str
) -> Finding:
    text, tag = title.text, verdict.entry
    campaign = look.campaign_of(tag) if tag else None
    values = {
        "tag": "#" + tag if tag else "",
        "cut": cut,
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
