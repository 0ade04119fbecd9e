"""Make the book of one brand, or of all brands, from the tables of a configuration."""

from __future__ import annotations

import re

from spacelint.brand.book import BrandBook, Campaign, Competitors, Renamed, Retired, Spelled
from spacelint.brand.fold import bare_tag, bare_tags, fold_tag, fold_tags
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

_TOKEN = re.compile(r"[^\W_]+")  # an underscore separates words
# Han, kana and hangul: words are parts of others.
_UNSPACED = Pattern("[\u0e00-\u0eff\u1000-\u109f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def brand_book(tables: Mapping[str, Any], brand: str | None = None) -> BrandBook:
    """Return the book that validated `tables` (`Config.book`) make for `brand`, a [brands.NAME].

    Tables outside of ``[brands.NAME]`` and campaigns without a brand apply to every brand. Without
    `brand` everything applies, and the book is closed if every brand's is. An unknown brand gets
    what applies to every brand. Tables with problems are used as far as possible.
    """
    get = tables.get
    brands = get("brands") or {}
    chosen = brands if brand is None else {brand: brands[brand]} if brand in brands else {}
    parts = [part for part in (get("brand"), *chosen.values()) if part]
    campaigns = {
        name: _campaign(name, table)
        for name, table in (get("campaigns") or {}).items()
        if table["hashtag"] is not None and (brand is None or table["brand"] in (None, brand))
    }
    named = handle_names(tables)
    main = [bare_tag(part["handle"]) for part in parts if part["handle"]]
    words = get("words") or {"known": (), "blocked": ()}
    listed = get("hashtags") or ()
    notes = {bare_tag(tag): note for tag, note in listed.items()} if type(listed) is dict else {}
    tags = _folded(
        listed,
        *[part["hashtags"] for part in parts],
        *[(one.hashtag, *one.alternatives) for one in campaigns.values()],
    )
    handles = _folded(main, *[part["handles"] for part in parts], named)
    names = _all(part["names"] for part in parts)
    handle = main[-1] if main and (brand is not None or len(main) == 1) else None
    return BrandBook(
        brand=brand or "",
        names=names,
        handle=handle,
        handles=tuple(handles.values()),
        handle_names=named,
        hashtags=tuple(tags.values()),
        notes=notes,
        campaigns=campaigns,
        retired={
            fold_tag(tag): Retired(bare_tag(tag), _iso(one["date"]), _bare(one["successor"]))
            for tag, one in (get("retired") or {}).items()
        },
        renamed={
            fold_tag(handle): Renamed(
                bare_tag(handle), _iso(one["date"]), bare_tag(one["successor"])
            )
            for handle, one in (get("renamed") or {}).items()
            if one["successor"] is not None
        },
        words=_all([words["known"], *(part["words"] for part in parts)]),
        blocked=_all([words["blocked"], *(part["blocked"] for part in parts)]),
        competitors=_competitors([get("competitors"), *(part["competitors"] for part in parts)]),
        closed=bool(parts) and all(part["closed"] for part in (list(chosen.values()) or parts)),
        timezone=next((part["timezone"] for part in reversed(parts) if part["timezone"]), None),
        folded_hashtags=tags,
        folded_handles=handles,
        spelled_hashtags=spelled_out(list(tags.values()), list(tags.values())),
        spelled_handles=_spoken(named, handle, names),
        brands=tuple(brands),
    )


def handle_names(tables: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the names of each handle of validated tables, by the handle without its @."""
    handles: Mapping[str, str | tuple[str, ...]] = tables.get("handles") or {}
    given = [(names,) if names.__class__ is str else names for names in handles.values()]
    return dict(zip(bare_tags(handles), given, strict=True))  # type: ignore[arg-type]


def _campaign(name: str, table: Mapping[str, Any]) -> Campaign:
    disclosure = table["disclosure"] or {"word": None, "region": None}
    return Campaign(
        name,
        bare_tag(table["hashtag"]),
        table["brand"],
        _iso(table["starts"]),
        _iso(table["ends"]),
        table["required"],
        disclosure["word"],
        disclosure["region"],
        table["exclusive-with"],
        tuple([bare_tag(tag) for tag in table["alternatives"]]),
        table["owner"],
    )


def _spoken(
    named: Mapping[str, tuple[str, ...]], handle: str | None, names: tuple[str, ...]
) -> Spelled:
    """Return the handles by their names, including the brand's own."""
    words = [name for names in named.values() for name in names]
    entries = [handle for handle, names in named.items() for _ in names]
    if handle:
        words += names
        entries += [handle] * len(names)
    return spelled_out(words, entries)


def _competitors(parts: Iterable[Mapping[str, tuple[str, ...]] | None]) -> Competitors:
    given = [part for part in parts if part]
    handles = _folded(*[part["handles"] for part in given])
    hashtags = _folded(*[part["hashtags"] for part in given])
    names = _all(part["names"] for part in given)
    return Competitors(tuple(handles.values()), tuple(hashtags.values()), names)


def _folded(*lists: Iterable[str]) -> dict[str, str]:
    """Return all tags without their sign, by their fold; the first spelling of each wins."""
    return fold_tags([tag for tags in lists for tag in tags])


def _all(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for texts in lists for text in texts))


def _bare(text: str | None) -> str | None:
    return None if text is None else bare_tag(text)


def _iso(day: date | str | None) -> str | None:
    return day if day is None or isinstance(day, str) else day.isoformat()


def spelled_out(spelled: Sequence[str], entries: Sequence[str]) -> Spelled:
    """Return entries by their words; of two with the same words the first wins."""
    unspaced: list[tuple[str, str]] = []
    letters = "".join(spelled).replace(" ", "")
    if letters.isascii() and letters.isalnum():
        keys = "\n".join(spelled).lower().replace(" ", "").split("\n")  # all in one go
    else:
        keys = []
        for words, entry in zip(spelled, entries, strict=True):
            apart = words.isascii() or not _UNSPACED.search(words)
            if not apart:
                unspaced.append((words, entry))
            keys.append(_joined(words) if apart else "")
    joined = dict(zip(reversed(keys), reversed(entries), strict=True))
    joined.pop("", None)
    return Spelled(joined, tuple(unspaced))


def _joined(words: str) -> str:
    return "".join([fold_tag("#" + token) for token in _TOKEN.findall(words)])


def plurals(names: Sequence[str]) -> dict[str, str]:
    """Return the English plurals of names, each with its name: ``{"KitKats": "KitKat"}``."""
    spelled = {_plural(name): name for name in names if name[-1:].isascii() and name[-1:].isalpha()}
    given = frozenset(names)
    return {plural: name for plural, name in spelled.items() if plural not in given}


def _plural(name: str) -> str:
    if name.endswith(("s", "x", "z", "ch", "sh")):
        return f"{name}es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"
