"""Contradictions within a brand book whose single values are valid."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from spacelint.brand.fold import bare_tag, fold_tag
from spacelint.brand.table import brand_tables, handles_in, tags_in
from spacelint.schema import Fault, nearest, shown
from spacelint.schema.scalars import zone_faults
from spacelint.text import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from spacelint.text.value import Path

    Tables = Mapping[str, Any]

# More than anybody fixes at once; looking for the nearest name takes time.
_MOST = 200


def book_faults(tables: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return the contradictions of validated `tables`, each at its key path; 200 at most."""
    every = chain(
        _unlinked(tables),
        _spellings(tables),
        _campaigns(tables),
        _successions(tables, "retired", "hashtag", "#"),
        _successions(tables, "renamed", "handle", "@"),
        _zones(tables),
    )
    return tuple(islice(every, _MOST))


def _unlinked(tables: Tables) -> Iterator[Fault]:
    """Yield tags that X does not link, or links only in part."""
    # X links all tags of this form, which nearly all have; X's own rules decide on the others.
    plain = re.compile(r"[#＃]?[0-9_]*[A-Za-z][A-Za-z0-9_]*").fullmatch
    for path, tag, on_key in (*tags_in(tables), *_other_tags(tables)):
        if plain(tag):
            continue
        sure = f"#{bare_tag(tag)}"
        linked = [one.text for one in parse(sure).entities if one.kind == "hashtag"]
        if linked == [sure]:
            continue
        only = f"X links only {shown(linked[0])}, not {shown(sure)}" if linked else ""
        message = only or f"X doesn't link {shown(sure)}"
        advice = "a hashtag is letters, digits and _, with at least one letter"
        yield Fault(path, f"{message}: {advice}", on_key=on_key)


def _spellings(tables: Tables) -> Iterator[Fault]:
    """Yield tags with two spellings, both in use and retired, or the brand's and a competitor's."""
    first: dict[str, str] = {}
    campaign_tags: set[str] = set()
    retired = {fold_tag(tag) for tag in tables.get("retired") or ()}
    for path, tag, on_key in tags_in(tables):
        folded = fold_tag(tag)
        known = first.setdefault(folded, bare_tag(tag))
        # Two campaigns with one tag are reported elsewhere.
        again = path[-1] == "hashtag" and folded in campaign_tags
        if path[-1] == "hashtag":
            campaign_tags.add(folded)
        if known != bare_tag(tag) and not again:
            message = f"the book spells this tag #{shown(known)} as well: which capitals are right?"
            yield Fault(path, message, on_key=on_key)
        if folded in retired:
            message = f"#{shown(bare_tag(tag))} is in use here and retired in [retired]"
            yield Fault(path, message, on_key=on_key)
    renamed = {fold_tag(handle) for handle in tables.get("renamed") or ()}
    compared = renamed or any(table["handles"] for _, table in _competitors(tables))
    handles = tuple(handles_in(tables)) if compared else ()
    own = {fold_tag(handle) for _, handle, _ in handles}
    for path, handle, on_key in handles:
        if fold_tag(handle) in renamed:
            message = f"@{shown(bare_tag(handle))} is in use here and renamed in [renamed]"
            yield Fault(path, message, on_key=on_key)
    for path, table in _competitors(tables):
        for key, sigil, ours in (("hashtags", "#", first), ("handles", "@", own)):
            for index, text in enumerate(table[key]):
                if fold_tag(text) in ours:
                    message = f"{sigil}{shown(bare_tag(text))} is the brand's own"
                    yield Fault((*path, key, index), message)


def _campaigns(tables: Tables) -> Iterator[Fault]:
    campaigns = tables.get("campaigns") or {}
    brands = tables.get("brands") or {}
    tags: dict[str, str] = {}
    for name, table in campaigns.items():
        path: Path = ("campaigns", name)
        starts, ends = table["starts"], table["ends"]
        if starts is not None and ends is not None and ends < starts:
            message = f"this campaign ends on {ends}, before it starts on {starts}"
            yield Fault((*path, "ends"), message)
        tag = table["hashtag"]
        if tag is not None:
            other = tags.setdefault(fold_tag(tag), name)
            if other != name:
                message = f'#{shown(bare_tag(tag))} is the tag of the campaign "{other}" already'
                yield Fault((*path, "hashtag"), message)
        brand = table["brand"]
        if brand is not None and brand not in brands:
            yield unknown_brand((*path, "brand"), brand, brands)
        for index, one in enumerate(table["exclusive-with"]):
            here = (*path, "exclusive-with", index)
            if one == name:
                yield Fault(here, "a campaign can't exclude itself")
            elif one not in campaigns:
                message = f'unknown campaign "{shown(one)}"'
                yield Fault(here, message, nearest(one, campaigns) or "")


def unknown_brand(path: Path, brand: str, brands: Mapping[str, Any]) -> Fault:
    """Return the fault of a brand at a key path that is not among the brands."""
    known = f"; known are {', '.join(brands)}" if brands else "; there is no [brands.NAME]"
    return Fault(path, f'unknown brand "{shown(brand)}"{known}', nearest(brand, brands) or "")


def _successions(tables: Tables, key: str, kind: str, sigil: str) -> Iterator[Fault]:
    """Yield successors that are out of use themselves, and circles of successors."""
    table = tables.get(key) or {}
    successor = {
        fold_tag(old): fold_tag(entry["successor"])
        for old, entry in table.items()
        if entry["successor"] is not None
    }
    spelled = {fold_tag(old): f"{sigil}{shown(bare_tag(old))}" for old in table}
    ends, circles = _followed(successor)
    reported: set[str] = set()
    given = [entry["successor"] for entry in table.values() if entry["successor"] is not None]
    written = {fold_tag(tag): tag for tag in given}
    for old in table:
        folded = fold_tag(old)
        follows = successor.get(folded)
        if follows is None or follows not in spelled or folded in reported:
            continue
        path: Path = (key, old, "successor")
        circle = circles.get(folded, ())
        if circle:
            reported.update(circle)
            shortened = circle if len(circle) <= 20 else circle[:20]
            names = " → ".join(spelled[one] for one in (*shortened, circle[0]))
            yield Fault(path, f"successors go in a circle: {names}")
            continue
        last = ends.get(follows, "")
        gone = "retired" if key == "retired" else "renamed"
        message = f"the successor {spelled[follows]} is {gone} itself"
        today = "" if last in spelled or not last else sigil + shown(bare_tag(written[last]))
        if today:
            message += f": name the {kind} that is used today"
        yield Fault(path, message, today)


def _followed(
    successor: Mapping[str, str],
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return where each chain of successors ends ("" in a circle), and the circle of each."""
    ends: dict[str, str] = {}
    circles: dict[str, tuple[str, ...]] = {}
    for start in successor:
        walked: dict[str, int] = {}
        one = start
        while one in successor and one not in ends and one not in walked:
            walked[one] = len(walked)
            one = successor[one]
        if one in walked:
            circle = tuple(walked)[walked[one] :]
            circles.update(dict.fromkeys(circle, circle))
            end = ""
        else:
            end = ends.get(one, one)
        ends.update(dict.fromkeys(walked, end))
        ends.setdefault(one, end)
    return ends, circles


def _zones(tables: Tables) -> Iterator[Fault]:
    for path, table in brand_tables(tables):
        yield from zone_faults((*path, "timezone"), table["timezone"])


def _competitors(tables: Tables) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if tables.get("competitors"):
        yield ("competitors",), tables["competitors"]
    for path, table in brand_tables(tables):
        yield (*path, "competitors"), table["competitors"]


def _other_tags(tables: Tables) -> Iterator[tuple[Path, str, bool]]:
    """Yield further tags that must link; a retired one may be retired because it does not."""
    for old, table in (tables.get("retired") or {}).items():
        if table["successor"] is not None:
            yield ("retired", old, "successor"), table["successor"], False
    for path, table in _competitors(tables):
        for index, tag in enumerate(table["hashtags"]):
            yield (*path, "hashtags", index), tag, False
