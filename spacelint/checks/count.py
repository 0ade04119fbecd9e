"""Too many or too few of something in a title: tags, mentions, links, words, emoji."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import Lazy, plural
from spacelint.text import Title
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    Spans = list[tuple[int, int]]


KINDS = {
    "hashtags": ("hashtag",),
    "mentions": ("mention",),
    "lists": ("list",),
    "cashtags": ("cashtag",),
    "urls": ("url",),
    "links": ("hashtag", "mention", "list", "cashtag", "url"),
}
_SIGNS = {"hashtags": "#＃", "mentions": "@＠", "lists": "@＠", "cashtags": "$", "urls": "."}
_EMOJI = Lazy(
    r"[\U0001f1e6-\U0001f1ff]{2}|[#*0-9]\ufe0f?\u20e3"
    r"|(?:\p{Emoji_Presentation}|(?![#*0-9])\p{Emoji}(?=\ufe0f|[\U0001f3fb-\U0001f3ff]))"
    r"[\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    r"(?:\u200d\p{Extended_Pictographic}[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
# Every emoji has one of these, on `re`.
_MARK = Pattern("[\u2049-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff]")
# And these by their style alone.
_MADE_BY_STYLE = Pattern("[©®‼]")
_WORD = Lazy(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*")


def _trigger(p: Params) -> Trigger:
    """Titles that may have what is counted; all titles where the rule looks for too few."""
    if p["minimum"] is not None or p["of"] == "words":
        return Trigger()
    if p["of"] == "emoji":
        return Trigger(when="emoji", emoji=_least(p) - 1)
    if p["of"] == "links":
        return Trigger(links=_least(p))
    return Trigger(when="chars", chars=_SIGNS[p["of"]], links=_least(p))


def _least(p: Params) -> int:
    """Return the fewest links of a title that may have too many."""
    bounds = [p[bound] for bound in ("maximum", "most-alike", "in-a-row") if p[bound] is not None]
    return 1 + min(bounds, default=0)


@check(
    scopes=("title",),
    placeholders=("count", "maximum", "minimum", "most_alike", "what"),
    params=lambda schema: {
        "of": schema.choice("What is counted.", (*KINDS, "emoji", "words"), required=True),
        "maximum": schema.integer("The most that is allowed.", minimum=0),
        "minimum": schema.integer("The least that is asked for.", minimum=0),
        "most-alike": schema.integer("How often one and the same may stand there.", minimum=1),
        "in-a-row": schema.integer("How often the same may follow itself.", minimum=1),
    },
    trigger=_trigger,
)
def count(p: Params) -> Algorithm:
    """Report the first one beyond the limit, or the whole title for too few."""
    of: str = p["of"]
    kinds = KINDS.get(of, ())
    maximum: int | None = p["maximum"]
    minimum: int | None = p["minimum"]
    alike: int | None = p["most-alike"]
    in_a_row: int | None = p["in-a-row"]
    at_least = 0 if minimum is not None else _least(p) - 1

    def may_be_too_many(text: str) -> bool:
        marks = _MARK.findall(text)
        if "\ufe0f" in text and _MADE_BY_STYLE.search(text) is None:
            marks = [mark for mark in marks if mark != "\ufe0f"]
        if maximum is not None and len(marks) > maximum:
            return True
        if len(marks) - len(set(marks)) < at_least:
            return False
        most = max(Counter(marks).values(), default=0)
        return (alike or most) < most or (in_a_row or most) < most

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        if kinds and len(title.entities) <= at_least and minimum is None:
            return NOTHING
        if of == "emoji" and minimum is None and not may_be_too_many(title.text):
            return NOTHING
        spans = find(title, of)
        count = len(spans)
        what = f"{count} {of}"
        span: tuple[int, int] | None = None
        if minimum is not None and count < minimum:
            span = (0, len(title.text))
        elif maximum is not None and count > maximum:
            span = spans[maximum]
        elif alike is not None and count > alike:
            span = _one_too_many(title.text, spans, alike)
        elif in_a_row is not None and (row := _row_beyond(title.text, spans, in_a_row)):
            span, what = row
        if span is None:
            return NOTHING
        values = {"what": what, "count": str(count), "maximum": str(maximum)}
        values |= {"minimum": str(minimum), "most_alike": str(alike)}
        return (Finding(*span, values),)

    return run


def find(title: Title, of: str) -> Spans:
    """Return the spans, in code points, of what ``of`` names."""
    if of == "emoji":
        if title.text.isascii() or not _MARK.search(title.text):
            return []
        return [m.span() for m in _EMOJI().finditer(title.text)]
    if of == "words":
        return [m.span() for m in _WORD().finditer(title.text)]
    kinds = KINDS[of]
    return [(entity[1], entity[2]) for entity in title.entities if entity[0] in kinds]


def _row_beyond(text: str, spans: Spans, most: int) -> tuple[tuple[int, int], str] | None:
    """Return the span of the first run of one thing beyond ``most``, and what it is in words."""
    at = 0
    while at < len(spans):
        start, end = spans[at]
        one, length = text[start:end], 1
        while spans[at + length : at + length + 1] and text.startswith(one, end):
            begin, stop = spans[at + length]
            if begin != end or stop - begin != len(one):
                break
            end, length = stop, length + 1
        if length > most:
            return (start, end), f"{one} {length} times in a row"
        at += length
    return None


def _one_too_many(text: str, spans: Spans, alike: int) -> tuple[int, int] | None:
    seen: dict[str, int] = {}
    for start, end in spans:
        name = text[start:end].replace("\ufe0f", "").casefold()
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > alike:
            return start, end
    return None


@check(
    scopes=("title",),
    placeholders=("count", "words"),
    params=lambda schema: {
        "links": schema.integer("The fewest tags, mentions and cashtags.", default=4, minimum=1)
    },
    trigger=lambda p: Trigger(links=p["links"], longer=2 * p["links"]),
)
def tag_share(p: Params) -> Algorithm:
    """Report the whole title."""
    fewest: int = p["links"]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        if len(title.entities) < fewest:
            return NOTHING
        links = [entity for entity in title.entities if entity[0] != "url"]
        if len(links) < fewest:
            return NOTHING
        from spacelint.checks.shared.text import bare_span, without, words_of

        text = title.text
        rest = without(text, [(entity[1], entity[2]) for entity in links])
        words = words_of(rest, len(links))
        if words >= len(links):
            return NOTHING
        start, end = bare_span(text)
        many = f"only {plural(words, 'word')}" if words else "no words"
        return (Finding(start, end, {"count": str(len(links)), "words": many}),)

    return run
