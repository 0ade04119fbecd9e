"""A template slot that was never filled, or placeholder text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from spacelint.checks.contract import (
    NOTHING,
    Algorithm,
    Context,
    Finding,
    Params,
    Trigger,
    ascii_forms,
    check,
)
from spacelint.checks.shared.text import Lazy, bare_span
from spacelint.text import Title
from spacelint.text.pattern import Pattern, has_unspaced

_SIGNS = frozenset("{%<[＜［【")
_LEAD = Pattern(r"[:：(（\[|\-–—]")
_SIGN = Pattern(r"[{<\[＜［【]|%[0-9sd@(]")
#: What template languages, shells, printf and mail merges leave behind.
_NOTATIONS = (
    r"\{\{[^{}]*+\}\}?+|\$\{[^{}]*+\}|\{%[^{}]*+\}|<%=?[^<>]*+>|\{(?:[a-z_][\w.\-]++|[0-9]*+)\}"
    r"|(?<![\w#＃@＠$])\[\[[^\[\]]*+\]\]|(?<![\w%])%(?:[0-9]\$)?+(?:[sd@]|\([a-z_]++\)[sd])(?!\w)"
)
_OPEN, _CLOSE = "[<＜\\[［【]", "[>＞\\]］】]"
_INSIDE = r"[^<>＜＞\[\]［］【】]"
_BARE = r"(?<![\w#＃@＠$])"
# "todo" is Spanish for "all": in capitals it is a stand-in only where a note would stand.
_TODO = (
    rf"{_BARE}TODO(?=\s*[:(])|(?<=\A\s?|[:\-–—|(\[]\s?)TODO(?=\s*\Z|[)\]])"
    rf"|{_BARE}TODO(?=\s(?:add|insert|write|title|guest|name|pick|find|fill|decide|the|a)\b)"
)
_TOKEN = re.compile(r"[^\W_]+")
# Numbers that are part of a word to Python and not to the patterns: TBD².
_FRACTION = Pattern("[\xb2\xb3\xb9\xbc-\xbe\u2070-\u209c\u2150-\u218b\u2460-\u249b]")
_HEAD = 3  # code points of a stand-in title that are enough to rule most titles out
_NUMBER = Pattern(r"[\s(#]*[0-9]*\)?\Z")
_GLUED = 1  # digits of a number behind a word without a space


def _trigger(p: Params) -> Trigger:
    """Titles with the signs of a slot, an X (XXXX) or a word of a placeholder text."""
    named = (*p["stand-ins"], *p["phrases"], *p["pending"], *p["no-titles"])
    words: set[str] = set()
    for name in named:
        for form in {*ascii_forms(name), name.lower(), name.casefold(), name.upper().lower()}:
            # One of its words is enough, and the longest is the rarest.
            longest = max(_TOKEN.findall(form), key=len, default="")
            if not longest:
                return Trigger(longer=1)
            words.add(longest)
    chars = {*_SIGNS, "X"}
    for name in p["no-titles"]:
        # A number may be glued to it, as in 無題2 and Untitled1.
        if has_unspaced(name):
            chars.add(name.casefold()[0])
        else:
            words.update(
                f"{last}{digit}"
                for form in {*ascii_forms(name), name.lower(), name.casefold()}
                for last in _TOKEN.findall(form)[-1:]
                for digit in range(10)
            )
    return Trigger(
        when="chars words",
        chars="".join(sorted(chars)),
        words=("todo", *sorted(words)),
        longer=1,
    )


@check(
    scopes=("title",),
    params=lambda schema: {
        "slot-words": schema.strings(
            "Words that make a slot of the brackets they fill: `<guest>`, `[guest name]`."
        ),
        "possessives": schema.strings("Words that may stand before them: `[your name]`."),
        "name-words": schema.strings("Words that fill square brackets alone: `[name]`."),
        "orders": schema.strings("Words that make a slot of the brackets they open: `[insert …]`."),
        "stand-ins": schema.strings("Words that are stand-ins anywhere, in this very case: TBD."),
        "phrases": schema.strings("The same in any case: `lorem ipsum`."),
        "pending": schema.strings(
            "Stand-ins after a colon, a dash or a bracket: `to be announced`."
        ),
        "no-titles": schema.strings("Stand-ins where they are the whole title: `Untitled`."),
    },
    trigger=_trigger,
)
def unfilled(p: Params) -> Algorithm:
    """Report each slot and each placeholder text."""
    slot = rf"(?i:{_any_of(p['slot-words'])})[ _\-]?[0-9]*+"
    before = rf"(?i:{_any_of((*p['slot-words'], *p['possessives']))})[\s_\-]?"
    slots = Lazy(
        rf"{_NOTATIONS}|{_OPEN}\s*+(?i:{_any_of(p['orders'])})\b{_INSIDE}{{0,60}}+{_CLOSE}"
        rf"|[<＜]\s*+(?:{before}){{0,3}}{slot}\s*+[>＞]|{_OPEN}\s*+(?:{before}){{1,3}}{slot}\s*+{_CLOSE}"
        rf"|{_OPEN}\s*+(?i:{_any_of(p['name-words'])})\s*+{_CLOSE}"
    )
    hints = tuple({"TODO", "XXXX", *p["stand-ins"], *_in_any_case(p["phrases"])})
    # One word of each: they stand between word boundaries.
    parts = frozenset([max(_TOKEN.findall(hint.lower()), key=len, default="") for hint in hints])
    words = Lazy(
        rf"{_BARE}(?:{_any_of(p['stand-ins'])}|X{{4,}})(?!\w)|{_TODO}|\b(?i:{_any_of(p['phrases'])})\b"
    )
    pending = Pattern(
        rf"[:：(（\[|\-–—]\s?((?i:{_any_of(p['pending'])}))(?=\s*+(?:\Z|[)）\]|,.!]))"
    )
    # Of each stand-in its longest word; most titles have none of them.
    awaited = {max(_TOKEN.findall(name.lower()), key=len, default="") for name in p["pending"]}
    whole = frozenset(name.casefold() for name in p["no-titles"])
    heads = tuple({name[:_HEAD] for name in _in_any_case(p["no-titles"])})
    longest = max(map(len, whole), default=0) + _HEAD + len(" (100)")

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        spans: list[tuple[int, int]] = []
        if _SIGN.search(text):
            spans += [match.span() for match in slots().finditer(text)]
        if ("" in awaited or not awaited.isdisjoint(title.words)) and _LEAD.search(text):
            spans += [match.span(1) for match in pending.finditer(text)]
        likely = "XXXX" in text or not parts.isdisjoint(title.words) or _FRACTION.search(text)
        if likely and any(hint in text for hint in hints):
            spans += [match.span() for match in words().finditer(text)]
        may_be = len(text) <= longest and (text.startswith(heads) or text[:1].isspace())
        if may_be and _is_one_of(whole, text.strip()):
            spans.append(bare_span(text))
        if not spans:
            return NOTHING
        return [Finding(start, end) for start, end in _apart(spans)]

    return run


def _is_one_of(names: Collection[str], title: str) -> bool:
    """Return whether a title is one of ``names``, by itself or with a number."""
    name = _NUMBER.sub("", title)
    number = title[len(name) :]
    glued = number.isdecimal() and len(number) > _GLUED
    return name.casefold() in names and (has_unspaced(name) or not glued)


def _any_of(words: Iterable[str]) -> str:
    parts = [re.escape(w).replace("\\ ", r"\s").replace(" ", r"\s") for w in words]
    return f"(?:{'|'.join(parts)})" if parts else "(?!)"


def _in_any_case(names: Iterable[str]) -> list[str]:
    """Return the capitalisations of ``names`` in use: faster to search than ignoring case."""
    cases = (str, str.lower, str.upper, str.capitalize, str.title)
    return [case(name) for name in names for case in cases]


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, without those that start inside another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
