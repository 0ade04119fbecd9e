"""A tag, mention or cashtag by itself: how it links, its length, its sign, its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.repair import REPAIRS, folded, repaired_text
from spacelint.checks.shared.space import host_of
from spacelint.text import Candidate, Title
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacelint.schema import Field


_WORD_BEFORE = Pattern("[«ALPHA»]++\\Z")
_LONGEST_WORD = 24  # code points looked at before a sign
FAULTS = tuple(
    "glued digits-only cut-short possessive chained empty keycap in-url overlong time email"
    " federated list unlinked".split()
)


def _params(schema: Any) -> Mapping[str, Field]:
    """The fault to look for and how it is fixed."""

    fault = schema.choice("", FAULTS)
    return {
        "fault": schema.one_of(
            "The fault of the candidate, or several.",
            fault,
            schema.listing("", fault, minimum=1),
            required=True,
        ),
        "links": schema.boolean("Only where X links a part (true) or nothing (false)."),
        "repair": schema.choice("How the fault is fixed.", tuple(REPAIRS), default="none"),
        "after_words": schema.strings(
            "Where a letter stands right before the sign, only after one of these words:"
            " `with@jack`, but not `Work@Home`. Empty: after any."
        ),
        "unless": schema.strings("Names that are fine, in any case."),
        "only_repaired": schema.boolean("Only where the repair has an answer.", default=False),
        "known": schema.keyed(
            "Names that are usually written another way as a tag: `C++` is `cpp`.",
            schema.string("The tag without its sigil."),
        ),
    }


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("linked", "rest", "stopper", "replacement"),
    params=_params,
    trigger=lambda p: Trigger(
        faults=(p["fault"],) if isinstance(p["fault"], str) else tuple(p["fault"])
    ),
)
def candidate_fault(p: Params) -> Algorithm:
    """Report the candidate, with the fix that the rule asks for."""
    repair: str = p["repair"]
    repaired = REPAIRS[repair]
    links: bool | None = p["links"]
    known = folded(p["known"])
    after_words = frozenset(p["after_words"])
    unless = frozenset(name.casefold() for name in p["unless"])
    only_repaired: bool = p["only_repaired"]

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        if links is not None and links is (candidate.entity is None):
            return NOTHING
        if unless and candidate.text[1:].casefold() in unless:
            return NOTHING
        start, end = candidate.start, candidate.end
        if after_words and candidate.fault == "glued":
            word = _WORD_BEFORE.search(title.text, max(0, start - _LONGEST_WORD), start)
            if word and word[0].lower() not in after_words:
                return NOTHING
        lang = getattr(context.space, "lang", None)
        edits = repaired(title.text, candidate, known, lang)
        if repair == "same-name" and edits and edits[0].text[1:].lower() == host_of(context.space):
            # X shows the host beside the title: the name stays, and is no mention (SL508).
            edits = (edits[0]._replace(text=edits[0].text[1:]),)
        if only_repaired and not edits:
            return NOTHING
        values = {
            "linked": candidate.linked,
            "rest": candidate.rest,
            "stopper": _stopper(candidate),
            "replacement": repaired_text(title.text, start, end, edits),
        }
        return (Finding(start, end, values, edits),)

    return run


def _stopper(candidate: Candidate) -> str:
    """Return the character at which X stops reading the tag, in words."""
    rest = candidate.rest
    if not rest:
        return ""
    from spacelint.text.width import char_name, graphemes

    first = char_name(rest[0])
    if rest.isascii() or first != rest[0]:
        return first
    return rest[: graphemes(rest)[0][1]]  # a flag is two characters


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("linked", "length", "limit", "over"),
    params=lambda schema: {
        "minimum": schema.integer("Fewest characters, without the sign.", default=0, minimum=0),
        "maximum": schema.integer("Most characters, without the sign.", minimum=1),
        "allow": schema.strings("Names that are fine at any length, in any case."),
    },
    trigger=lambda p: Trigger(
        least=p["minimum"], most=-1 if p["maximum"] is None else p["maximum"]
    ),
)
def candidate_length(p: Params) -> Algorithm:
    """Report a link that is out of bounds; what X does not link has no length here."""
    minimum: int = p["minimum"]
    most: int = 1 << 62 if p["maximum"] is None else p["maximum"]
    allow = frozenset(name.lstrip("#＃@＠$＄").casefold() for name in p["allow"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity = candidate.entity
        if entity is None or entity.value.casefold() in allow:
            return NOTHING
        length = entity.value.index("/") if entity.kind == "list" else len(entity.value)
        limit = most if length > most else minimum
        # X cuts a mention at 20 characters: count on to where the author ended.
        if length > most and entity.kind == "mention":
            length = max(length, candidate.end - candidate.start - 1)
        elif length <= most and (length >= minimum or candidate.fault is not None):
            return NOTHING
        values = {
            "linked": candidate.linked,
            "length": str(length),
            "limit": str(limit),
            "over": str(abs(length - limit)),
        }
        return (Finding(candidate.start, candidate.end, values),)

    return run


_SIGNS = ("#", "＃", "@", "＠", "$", "＄")


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("sign", "plain", "replacement"),
    params=lambda schema: {
        "sign": schema.choice("The sign to look for.", _SIGNS, required=True),
        "plain": schema.choice("The sign to write in its place.", _SIGNS, required=True),
    },
    trigger=lambda p: Trigger(when="chars", chars=p["sign"]),
)
def candidate_sign(p: Params) -> Algorithm:
    """Report a candidate that starts with the sign and links."""
    sign: str = p["sign"]
    plain: str = p["plain"]

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        text = candidate.text
        if text[0] != sign or candidate.entity is None:
            return NOTHING
        start = candidate.start
        values = {"sign": sign, "plain": plain, "replacement": plain + text[1:]}
        return (Finding(start, candidate.end, values, (Edit(start, start + 1, plain),)),)

    return run


_CLOSING = dict(zip("{[<%«【［＜", "}]>%»】］＞", strict=True))
_LONGEST_SLOT = 60  # code points between the brackets
_MARKS, _DIGITS = "#＃@＠$＄", "0123456789"


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("value",),
    params=lambda schema: {
        "values": schema.strings(
            "The names, without their sign; case and underscores within them do not count.",
            required=True,
            item=schema.string("", minimum=1, maximum=100),
        ),
        "numbered": schema.boolean("Whether a number may follow: `#tag1`.", default=False),
        "bracketed": schema.boolean(
            "Whether anything in brackets counts too: `#{{tag}}`, `@[guest]`.", default=False
        ),
    },
    trigger=lambda p: Trigger(names=tuple([name.lstrip(_MARKS) for name in p["values"]])),
)
def candidate_value(p: Params) -> Algorithm:
    """Report a candidate whose whole name is in the list."""
    values = frozenset(_folded(value) for value in p["values"])
    numbered: bool = p["numbered"]
    bracketed: bool = p["bracketed"]

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        name = candidate.text[1:].casefold()
        if not name.isalnum():
            name = _folded(name)
        start, end = candidate.start, 0
        if name in values or (numbered and name.rstrip(_DIGITS) in values):
            end = candidate.end
        elif bracketed and candidate.entity is None and candidate.fault == "empty":
            end = _slot_end(title.text, start + 1)
        return (Finding(start, end, {"value": title.text[start + 1 : end]}),) if end else NOTHING

    return run


def _folded(name: str) -> str:
    bare = name.lstrip(_MARKS).casefold()
    # Within a name it parts words; at an end it makes another name, as people add one to theirs.
    return bare if bare.startswith("_") or bare.endswith("_") else bare.replace("_", "")


def _slot_end(text: str, start: int) -> int:
    """Return where the brackets that open at ``start`` close; 0 where there are none."""
    opening = text[start : start + 1]
    closing = _CLOSING.get(opening)
    if closing is None:
        return 0
    inside = start
    while text[inside : inside + 1] == opening and inside - start < 3:
        inside += 1
    end = text.find(closing, inside, inside + _LONGEST_SLOT + 1)
    if end <= inside or not any(char.isalpha() for char in text[inside:end]):
        return 0
    while text[end : end + 1] == closing and inside > start:
        end += 1
        inside -= 1
    return end


_NEXT = Pattern(r" ([A-ZÀ-ÖØ-Þ][«LOWER»'’]+)(?![«ALNUM»@#/])")
_WORD = Pattern("[«LETTER»][«LETTER»'’]+")


@check(
    scopes=("mention",),
    placeholders=("linked", "name"),
    params=lambda schema: {
        "names": schema.strings("First names; in any case.", required=True),
        "unless_next": schema.strings("Words behind a mention that are no last name, in any case."),
    },
    trigger=lambda p: Trigger(names=tuple(p["names"])),
)
def full_name(p: Params) -> Algorithm:
    """Return a finding for a first name that X links, and the capitalised word behind it."""
    names = frozenset(name.lower() for name in p["names"])
    no_last_name = frozenset(word.lower() for word in p["unless_next"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        first = candidate.text[1:]
        if candidate.fault is not None or not first[:1].isupper() or first.lower() not in names:
            return NOTHING
        after = _NEXT.match(title.text, candidate.end)
        if (
            after is None
            or after[1].lower() in no_last_name
            or _is_in_title_case(title.text[: candidate.start] + title.text[after.end() :])
            or (context.book is not None and first.lower() in context.book.folded_handles)
        ):
            return NOTHING
        start, end = candidate.start, after.end()
        values = {"linked": candidate.linked, "name": f"{first} {after[1]}"}
        return (Finding(start, end, values, (Edit(start, start + 1, ""),)),)

    return run


def _is_in_title_case(text: str) -> bool:
    """Return whether all words of ``text`` are capitalised: capitals then say nothing."""
    words = [match[0] for match in _WORD.finditer(text)]
    return len(words) > 1 and all(word[0].isupper() for word in words)
