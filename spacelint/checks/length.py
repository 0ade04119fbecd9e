"""A title, tag or handle that is too long or too short, and a title that has no words."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import LONGEST_TITLE, bare_span, plural, without, words_of
from spacelint.text import Candidate, Title
from spacelint.text.length import (
    MOST_PER_CODE_POINT,
    UNITS,
    Limit,
    cut_at,
    measured,
    surely_fits,
)
from spacelint.text.pattern import Pattern

_TAIL = 20  # graphemes of what fits that a message shows
# Code points that hold as many: of most texts the fewest, of long sequences all.
_TAIL_WINDOWS = (_TAIL + 4, 60, sys.maxsize)


def _trigger(p: Params) -> Trigger:
    """Titles so long that they may be too long."""
    if p["maximum"] is None or p["minimum"] is not None:
        return Trigger()
    # Of ASCII only an address counts for more than its characters.
    unless = "." if p["unit"] == "weighted" else ""
    maximum = p["maximum"]
    # The trigger's ``longer`` counts UTF-16 units.
    gain = MOST_PER_CODE_POINT[p["unit"]]
    units = 1 if p["unit"] == "utf16" else gain
    return Trigger(
        longer=maximum // units, longer_ascii=maximum, unless=unless, most=maximum // gain
    )


@check(
    scopes=("title", "hashtag", "mention", "cashtag"),
    placeholders=("length", "maximum", "minimum", "over", "surplus", "missing", "kept", "tail"),
    params=lambda schema: {
        "unit": schema.choice(
            "What is counted: graphemes (characters as a reader sees them), code points, UTF-16"
            " units as X's Android app does, or weight as X's counter does.",
            UNITS,
            default="graphemes",
        ),
        "maximum": schema.integer("The most that is allowed.", minimum=0),
        "minimum": schema.integer("The least that is asked for.", minimum=0),
        "trim": schema.boolean("Leave out white space at both ends.", default=False),
    },
    trigger=_trigger,
)
def length(p: Params) -> Algorithm:
    """Report the part of a title that would be cut, or the whole of what is too short."""
    unit: str = p["unit"]
    maximum: int | None = p["maximum"]
    minimum: int | None = p["minimum"]
    trim: bool = p["trim"]
    gain = MOST_PER_CODE_POINT[unit]
    may_fit = minimum is None and unit != "utf16"  # which is counted as quickly

    def run(title: Title, item: Candidate | None, context: Context) -> Sequence[Finding]:
        text = title.text
        if item is None:
            if may_fit and maximum is not None and surely_fits(text, maximum, unit):
                return NOTHING
            start, end = bare_span(text) if trim else (0, len(text))
            counted = text[start:end]
        else:
            entity = item.entity
            if entity is None:
                return NOTHING
            start, end, counted = item.start, item.end, entity.value
            if minimum is None and maximum is not None and len(counted) * gain <= maximum:
                return NOTHING
        length = measured(counted, unit)
        values = {"length": str(length), "maximum": str(maximum), "minimum": str(minimum)}
        if maximum is not None and length > maximum:
            kept = cut_at(counted, maximum, unit)
            values["over"] = str(length - maximum)
            values["kept"] = counted[:kept]
            values["surplus"] = Limit(maximum, unit).amount(length - maximum)
            values["tail"] = _tail(counted[:kept].rstrip())
            return (Finding(start + kept if item is None else start, end, values),)
        if minimum is not None and length < minimum:
            values["missing"] = str(minimum - length)
            return (Finding(start, end, values),)
        return NOTHING

    return run


def _tail(text: str) -> str:
    """Return the last words of ``text``, enough to find the place."""
    from spacelint.text.clusters import is_sure_break
    from spacelint.text.width import graphemes

    for window in _TAIL_WINDOWS:
        before = max(0, len(text) - window)
        while before and not is_sure_break(text, before):
            before -= 1
        spans = graphemes(text[before:])
        if len(spans) > _TAIL:
            tail = text[before + spans[-_TAIL][0] :]
            return f"…{tail.partition(' ')[2] or tail}"
    return text


# The words that a tag shows by its capitals, digits and underscores.
_HUMP = Pattern(
    r"[«UPPER»]+(?![«LOWER»])\d*|[«UPPER»]?[«LOWER»]+\d*|\d+|(?![«UPPER»])[«ALPHA»]+\d*"
)
# What an author calls the room itself: a tag with this word says what it is about.
_ROOM = "space espacio espaço スペース すぺーす ぺーす ペース 스페이스 مساحة 空间 空間".split()
_LONG_UNSPACED = 6


@check(
    scopes=("title",),
    placeholders=("size", "beside"),
    params=lambda schema: {
        "words": schema.integer("The fewest words.", default=1, minimum=1),
        "links": schema.integer(
            "So many tags, mentions and addresses say enough without a word.", default=2, minimum=1
        ),
    },
    trigger=lambda p: Trigger(when="link-first wordless" if p["words"] == 1 else "always"),
)
def short_title(p: Params) -> Algorithm:
    """Report the whole title."""
    words: int = p["words"]
    links: int = p["links"]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        entities = title.entities
        text = title.text
        if len(entities) >= links or len(text) > LONGEST_TITLE:
            return NOTHING
        rest = text
        if words == 1:
            first, last = (entities[0][1], entities[0][2]) if entities else (len(text), 0)
            if any(map(str.isalpha, text[:first])):
                return NOTHING
            # Behind a space no tag goes on: a letter there is of a word.
            if text[last : last + 1] == " " and text[last + 1 : last + 2].isalpha():
                return NOTHING
        meant = [(entity[1], entity[2]) for entity in entities]
        if entities:
            # What X cuts off a tag was meant as a part of it, and is no word beside it.
            meant += [(c.start, c.end) for c in title.candidates if c.fault == "cut-short"]
            rest = without(text, meant)
        if words == 1 and any(map(str.isalpha, rest)):
            return NOTHING
        counted = words_of(rest, words)
        names = ("".join(filter(str.isalnum, text[start:end])) for start, end in meant)
        if counted >= words or any(map(_says_much, names)):
            return NOTHING
        start, end = bare_span(text)
        if start == end:
            return NOTHING
        size = f"only {plural(counted, 'word')}" if counted else "no words"
        beside = f" beside {text[slice(*meant[-1])]}" if meant else ""
        return (Finding(start, end, {"size": size, "beside": beside}),)

    return run


def _says_much(name: str) -> bool:
    """Return whether a tag is several words, or names the room: #AnnasSpace."""
    unspaced = 0
    for char in "" if name.isascii() else name:
        if "\u0e01" <= char <= "\u0eff" or "\u3041" <= char <= "\u9fff":
            unspaced += 2 if "\u3400" <= char <= "\u9fff" else 1
    if unspaced >= _LONG_UNSPACED or any(map(name.lower().__contains__, _ROOM)):
        return True
    return len(_HUMP.findall(name)) > 1
