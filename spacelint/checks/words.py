"""Words or phrases of a list: whole words, in any case, also among the words of a tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

import regex

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, check
from spacelint.text import Candidate, Entity, Title
from spacelint.text.model import Edit
from spacelint.text.word_list import identity_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacelint.schema import Field


_LETTER = r"[\p{L}\p{M}\p{N}_]"
_IS_LETTER = regex.compile(_LETTER)
# Scripts without spaces: a word of theirs is found inside of a run of letters.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}_]+")
_MOST_PATTERNS = 64


def _params(schema: Any) -> Mapping[str, Field]:
    """The words, and what to write instead of them."""

    word = schema.string("", minimum=1, maximum=200)
    return {
        "words": schema.strings("The words or phrases.", item=word),
        "preferred": schema.keyed(
            'What to write instead: `webinar = "Space"`; its keys are words of the list too.',
            schema.string("The preferred form."),
        ),
        "in-tags": schema.boolean("Look among the words of a tag as well.", default=True),
    }


@check(
    scopes=("title", "hashtag", "mention"),
    placeholders=("word", "replacement"),
    params=_params,
)
def words(p: Params) -> Algorithm:
    """Report each listed word of the title, or a tag or handle that is one."""
    listed: dict[str, str] = {_key(word): word for word in (*p["words"], *p["preferred"])}
    listed.pop("", None)
    preferred = {_key(word): form for word, form in p["preferred"].items()}
    search = _search_of(listed)
    joined = {"".join(_TOKEN.findall(key)).replace("_", ""): key for key in listed}
    sizes = sorted({len(name) for name in joined if name})
    own_too = identity_cache(partial(_with_names, joined))

    def run(title: Title, item: Candidate | None, context: Context) -> Sequence[Finding]:
        if item is not None:
            name = item.text[1:] if item.entity is None else item.entity.value
            key, start = joined.get(_key(name), ""), item.start + 1
            return (make(title.text, start - 1, start, start + len(name), key),) if key else NOTHING
        text = title.text
        found = [make(text, m.start(), m.start(), m.end(), _key(m[0])) for m in search(text)]
        for entity in title.entities if p["in-tags"] else ():
            name = entity.value.casefold()
            parts = (name[at : at + size] for size in sizes for at in range(len(name)))
            if entity.kind in ("hashtag", "mention") and not joined.keys().isdisjoint(parts):
                for start, end, key in _among_words(entity, joined, own_too(context.words)):
                    if not any(f.start < end and start < f.end for f in found):
                        found.append(make(text, start, start, end, key, True))
        return found

    def make(text: str, mark: int, start: int, end: int, key: str, tagged: bool = False) -> Finding:
        values = {"word": listed.get(key, text[start:end])}
        form = preferred.get(key)
        if form is None:
            return Finding(mark, end, values)
        values["replacement"] = form = "".join(form.split()) if tagged or mark < start else form
        edits = (Edit(start, end, form),) if form != text[start:end] else ()
        return Finding(mark, end, values, edits)

    return run


def _search_of(listed: Mapping[str, str]) -> Callable[[str], Iterable[regex.Match[str]]]:
    """Return a search for the words of a list that looks only for those whose first part is there.

    ``listed`` are the words by their keys.
    """
    words = tuple(listed.values())
    # What stands before the first word (or letter) of phrases, and their lengths: few even of many.
    numbers = {key: number for number, key in enumerate(listed)}
    by_first: dict[str, set[tuple[int, int]]] = {}
    for key, word in listed.items():
        first = None if _UNSPACED.search(word) else _TOKEN.search(key)
        name, before = (first[0], first.start()) if first else (key[0], 0)
        by_first.setdefault(name, set()).add((before, len(key)))

    @lru_cache(_MOST_PATTERNS)
    def pattern(chosen: tuple[int, ...]) -> regex.Pattern[str]:
        # As they stand in the list: of two that start alike the first one is found.
        return regex.compile("|".join([_whole(words[number]) for number in chosen]), regex.I)

    def within(text: str) -> Iterable[regex.Match[str]]:
        key = _key(text)
        firsts = [*enumerate(key), *((token.start(), token[0]) for token in _TOKEN.finditer(key))]
        places = {
            numbers[key[at - before : at - before + size]]
            for at, first in firsts
            for before, size in by_first.get(first, ())
            if before <= at and key[at - before : at - before + size] in numbers
        }
        return pattern(tuple(sorted(places))).finditer(text) if places else ()

    return within


def _key(text: str) -> str:
    """Fold ``text`` for comparison: no case, single spaces."""
    return " ".join(text.casefold().split())


def _whole(word: str) -> str:
    """Return the expression for ``word``, with a word boundary beside letters of spaced scripts."""
    parts = [regex.escape(part) for part in word.split()]
    start = rf"(?<!{_LETTER})" if _bounded(word.strip()[:1]) else ""
    end = rf"(?!{_LETTER})" if _bounded(word.strip()[-1:]) else ""
    return start + r"\s+".join(parts) + end


def _bounded(edge: str) -> bool:
    return bool(_IS_LETTER.match(edge)) and not _UNSPACED.match(edge)


def _among_words(
    entity: Entity, joined: Mapping[str, str], own: tuple[str, ...]
) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a tag that are listed: not the "ass" of #classical."""
    from spacelint.text.words import split

    name, at = entity.value, 0
    places: list[tuple[int, int]] = []
    for word in split(name, own):
        at = name.find(word, at)
        if at < 0:
            return
        places.append((at, at + len(word)))
        at += len(word)
    offset = entity.end - len(name)
    for first, (start, _) in enumerate(places):
        for _, end in places[first : first + 6]:
            key = joined.get(name[start:end].casefold().replace("_", ""))
            if key:
                yield offset + start, offset + end, key


def _with_names(joined: Mapping[str, str], own: Sequence[str]) -> tuple[str, ...]:
    """Return a team's own words and the listed ones that are not dictionary words.

    The splitter has to be told such names; a dictionary word it would find inside of others.
    """
    from spacelint.text.word_list import fold, word_cost

    return (*own, *(listed for listed in joined if word_cost(fold(listed), {}) is None))
