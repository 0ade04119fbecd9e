"""A sign without a name that could link: ``# tag``, ``#.NET``, a lone ``#``, ``with @ jack``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.repair import folded, respelled
from spacelint.text import Candidate, Title
from spacelint.text.edit import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    Look = Callable[[str, Candidate], Sequence[Finding]]


_TAG = Pattern("[ \t\xa0]{1,3}([«ALNUM»]+)")
_TAG_LETTER = Pattern("[«ALPHA»]")
_GRAWLIX = frozenset("!@$%^&*~?٪")
_HANDLE = Pattern(r"[ \t\xa0]{1,3}([A-Za-z0-9_]{1,15})(?![«ALNUM»])")
_WORD_BEFORE = Pattern(r"([«ALPHA»]++[/.]?|&|\+)\s*\Z")
_MARKED_HANDLE = Pattern("[A-Za-z0-9]*(?:[a-z][A-Z]|_[A-Za-z0-9]|[a-z]{2}[0-9])")
_LONGEST_WORD = 24  # code points looked at before a sign


@check(
    scopes=("hashtag", "mention"),
    placeholders=("name", "replacement", "reason", "advice"),
    params=lambda schema: {
        "unless_next": schema.strings(
            "Words after a lone sign that give it another meaning: `# of guests`, `@ the bar`."
        ),
        "introducers": schema.strings(
            "Words before a lone @ that announce a person: `with @ jack`. Without one, and with no"
            " sign of a handle in the word that follows, @ is taken for `at`."
        ),
        "known": schema.keyed(
            "Names that are usually written another way as a tag: `.NET` is `dotNET`.",
            schema.string("The tag without its sigil."),
        ),
    },
    trigger=Trigger(faults=("empty", "unlinked")),
)
def lone_sign(p: Params) -> Algorithm:
    """Report a sign that was meant to start a tag or a handle."""
    unless_next = frozenset(word.casefold() for word in p["unless_next"])
    introducers = frozenset(word.casefold() for word in p["introducers"])
    known = folded(p["known"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        if candidate.kind == "mention":
            if candidate.fault == "unlinked":
                return NOTHING  # a name, in letters that X does not take
            return _lone_at(title.text, candidate, introducers, unless_next)
        if candidate.text[0] not in "#＃":
            return _turned(candidate)
        if title.text[candidate.start - 1 : candidate.start] in _GRAWLIX:
            return NOTHING  # "$^%&#*#", "$#!t": a swear word, drawn
        if len(candidate.text.strip("#＃%+")):
            return _unlinkable_name(candidate, known)
        return _lone_hash(title.text, candidate, unless_next)

    return run


def _unlinkable_name(candidate: Candidate, known: Mapping[str, str]) -> Sequence[Finding]:
    start, end, text = candidate.start, candidate.end, candidate.text
    tag = respelled(text if text[1:].casefold() in known else text.rstrip("#＃"), known)
    edits = (Edit(start, end, tag),) if tag and tag != text else ()
    if "#" in text[1:] or "＃" in text[1:]:
        reason = "its second # spoils it"
    elif text[1:2].isdigit():
        reason = "a hashtag needs a letter before its first sign"
    else:
        reason = "no letter or digit follows the #"
    values = _values(text[1:], tag if edits and tag else "", reason)
    return (Finding(start, end, values, edits),)


def _turned(candidate: Candidate) -> Sequence[Finding]:
    """The sign behind a word of Hebrew or Arabic: it goes to the other side."""
    start, end = candidate.start, candidate.end
    name, sign = candidate.text[:-1], candidate.text[-1]
    edits = (Edit(start, start, sign), Edit(end - 1, end, ""))
    values = _values(name, sign + name, f"the {sign} stands behind the word")
    return (Finding(start, end, values, edits),)


def _values(name: str, replacement: str, reason: str) -> dict[str, str]:
    advice = f"Write {replacement}" if replacement else "Write a name directly after the #"
    return {"name": name, "replacement": replacement, "reason": reason, "advice": advice}


def _lone_hash(text: str, candidate: Candidate, unless_next: frozenset[str]) -> Sequence[Finding]:
    start, end = candidate.start, candidate.end
    if text[start + 1 : start + 2] in _GRAWLIX:
        return NOTHING
    after = _TAG.match(text, end)
    if after is None:
        return (Finding(start, end, _values("", "", "no name follows it")),)
    name = after[1]
    if not text[:start].strip() and text[after.end() :].strip():
        return NOTHING  # "# Not a comment?": a heading
    if not _TAG_LETTER.search(name) or name.casefold() in unless_next:
        return NOTHING  # "# 5", "# of guests": it means "number"
    values = _values(name, candidate.text[0] + name, "a space follows the #")
    edits = (Edit(end, after.start(1), ""),)
    return (Finding(start, after.end(), values, edits),)


def _lone_at(
    text: str, candidate: Candidate, introducers: frozenset[str], unless_next: frozenset[str]
) -> Sequence[Finding]:
    start, end = candidate.start, candidate.end
    if not text[end:].strip():
        return (Finding(start, end, _handle_values("")),)
    after = _HANDLE.match(text, end)
    if after is None:
        return NOTHING
    name = after[1]
    if not (name[0].isalpha() or name[0] == "_") or name.casefold() in unless_next:
        return NOTHING  # "@ 8pm", "@ the bar"
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    announced = (before is not None and before[1].casefold() in introducers) or (
        not text[:start].strip() and name.islower()
    )
    if not announced and not _MARKED_HANDLE.match(name):
        return NOTHING  # "drinks @ Consensus"
    return (Finding(start, after.end(), _handle_values(name), (Edit(end, after.start(1), ""),)),)


def _handle_values(name: str) -> dict[str, str]:
    advice = (
        f"Write @{name}" if name else "Write the handle directly after the @, or leave out the @"
    )
    return {"name": name, "replacement": f"@{name}" if name else "", "advice": advice}
