"""Trademarks of events and trophies: a dated table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

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
from spacelint.checks.shared.disclosure import brand_speaks, without_brand
from spacelint.text import Entity, Title
from spacelint.text.pattern import Pattern, has_unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from spacelint.schema import Field
    from spacelint.severity import Severity

_TOKEN = re.compile(r"[^\W_]+")
_OPENING = 3  # characters
_KEPT = 4_096  # tags whose answer is remembered: calendars repeat theirs


def _params(schema: Any) -> Mapping[str, Field]:
    """The marks: their words, owner, date of the look-up, and source."""
    from spacelint.checks.shared.disclosure import dated

    mark = schema.Table(
        "The marks of one owner.",
        {
            "words": schema.strings(
                "The words, also as words within a tag; none takes the entry out.",
                item=schema.string("", minimum=2, maximum=100),
                required=True,
            ),
            "owner": schema.string("Whose they are.", required=True),
            "phrase": schema.string("What to write instead: `the big game`."),
            **dated(),
        },
    )
    return {
        "marks": schema.keyed("The marks.", schema.nested("", mark), required=True),
        "phrases": schema.keyed(
            "What to write instead of one of the words, where its mark's phrase does not fit.",
            schema.string("", minimum=1),
        ),
        "allow": schema.strings("Words that you have the right to use."),
        "without-brand": without_brand(),
    }


def _trigger(p: Params) -> Trigger:
    """Titles with a word of a mark, with a tag, or with the first sign of an unspaced mark."""
    allowed = {word.casefold() for word in p["allow"]}
    words: set[str] = set()
    signs = set("#＃")
    for word in [word for row in p["marks"].values() for word in row["words"]]:
        if word.casefold() in allowed:
            continue
        if has_unspaced(word.casefold()):
            signs.add(word.casefold()[0])
            continue
        for form in {*ascii_forms(word), word.lower(), word.casefold()}:
            # One of its words is enough, and the longest is the rarest.
            longest = max(_TOKEN.findall(form), key=len, default="")
            if not longest:
                return Trigger(longer=1)
            words.add(longest)
    chars = "".join(sorted(signs))
    return Trigger(when="words chars", words=tuple(sorted(words)), chars=chars, longer=1)


@check(
    scopes=("title",),
    placeholders=("word", "owner", "date", "phrase"),
    params=_params,
    trigger=_trigger,
)
def protected_mark(p: Params) -> Algorithm:
    """Report each mark."""
    allowed = {word.casefold() for word in p["allow"]}
    rows = {
        word.casefold(): (word, row)
        for row in p["marks"].values()
        for word in row["words"]
        if word.casefold() not in allowed
    }
    by_first: dict[str, list[str]] = {}
    for key in rows:
        tokens = _TOKEN.findall(key)
        by_first.setdefault(tokens[0], []).append(" ".join(tokens))
    first = frozenset(by_first)
    unspaced = tuple([key for key in rows if has_unspaced(key)])
    starts = Pattern("|".join({re.escape(key[0]) for key in unspaced}) or "(?!)")
    joined = {"".join(_TOKEN.findall(key)): key for key in rows}
    in_a_tag = Pattern("|".join(map(re.escape, joined)) or "(?!)")
    # What each mark begins with tells sooner that a tag has none.
    openings = frozenset([tuple(mark[:_OPENING]) for mark in joined])
    some_short = any(len(mark) < _OPENING for mark in joined)

    @lru_cache(maxsize=_KEPT)
    def may_have_one(tag: str) -> bool:
        name = tag.casefold()
        threes = zip(name, name[1:], name[2:], strict=False)
        likely = some_short or not openings.isdisjoint(threes)
        return likely and in_a_tag.search(name) is not None

    plain: list[Algorithm] = []
    phrases = {word.casefold(): phrase for word, phrase in p["phrases"].items()}

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text, tokens = title.text, title.words
        found: list[Finding] = []
        if not text.isascii():
            text = text.casefold()
            if text != title.text.lower():
                tokens = _TOKEN.findall(text)
        likely = not first.isdisjoint(tokens) and _has_one(tokens, by_first)
        if not likely and not text.isascii() and starts.search(title.text):
            likely = any(mark in text for mark in unspaced)  # in a script without spaces
        if likely:
            if not plain:
                from spacelint.checks.words import words

                # The longest first: FIFA World Cup is one mark and not two.
                listed = sorted((word for word, _ in rows.values()), key=len, reverse=True)
                plain.append(words.build({"words": listed, "preferred": {}, "in-tags": False}))
            found += plain[0](title, item, context)
        if "#" in text or "＃" in text:
            for entity in title.entities:
                if entity[0] == "hashtag" and may_have_one(entity[4]):
                    found += _in_tag(entity, joined, context.words)
        if not found:
            return NOTHING
        severity: Severity | Literal[""] = p["without-brand"]
        return _as_finding(found, rows, phrases, "" if brand_speaks(context) else severity)

    return run


def _has_one(tokens: list[str], by_first: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a text has the words of a mark one after another."""
    text = " ".join(tokens)
    return any(mark in text for token in tokens for mark in by_first.get(token, ()))


def _in_tag(entity: Entity, joined: Mapping[str, str], own: Sequence[str]) -> Iterator[Finding]:
    """Yield the marks that are whole words of a tag: `SuperBowl` in #SuperBowlAds."""
    name = entity.value
    folded = name.casefold()
    if len(folded) != len(name):
        return
    for mark, key in joined.items():
        start = folded.find(mark)
        end = start + len(mark)
        if start >= 0 and _is_word(name, start, end, (*own, key)):
            offset = entity.end - len(name)
            yield Finding(offset + start, offset + end, {"word": key})


def _is_word(name: str, start: int, end: int, own: Sequence[str]) -> bool:
    """Return whether a part of a tag is between capitals, digits or marks, or else is a word."""
    if (start == 0 or _apart(name, start)) and (end == len(name) or _apart(name, end)):
        return True
    if not name.islower() or not name.isascii():
        return has_unspaced(name[start:end])
    from spacelint.text.words import split

    edges = [0, *accumulate(map(len, split(name, own)))]
    return start in edges and end in edges


def _apart(name: str, at: int) -> bool:
    before, after = name[at - 1], name[at]
    if "_" in (before, after) or before.isdigit() != after.isdigit():
        return True
    return after.isupper() and not before.isupper()


def _as_finding(
    findings: Sequence[Finding],
    rows: Mapping[str, tuple[str, Mapping[str, str]]],
    phrases: Mapping[str, str],
    severity: Severity | Literal[""],
) -> Sequence[Finding]:
    from spacelint.checks.shared.space import spoken

    found: list[Finding] = []
    for one in sorted(findings, key=lambda one: (one.start, -one.end)):
        if found and one.start < found[-1].end:
            continue  # the shorter of two marks in one place
        key = one.values["word"].casefold()
        word, row = rows[key]
        phrase = phrases.get(key) or row["phrase"]
        values = {
            "word": word,
            "owner": row["owner"],
            "date": spoken(row["date"]),
            "phrase": f'"{phrase}"' if phrase else "a general phrase",
        }
        found.append(Finding(one.start, one.end, values, (), severity))
    return found
