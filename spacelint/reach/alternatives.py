"""Other titles worth setting beside one: mended, and with the brand book's other tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.brand import fold_tag
from spacelint.text import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.brand import BrandBook
    from spacelint.suggester import Suggestion

MOST = 8  # titles; more do not fit side by side
_MOST_SUGGESTED = 3


def rivals(
    title: str,
    mended: str,
    book: BrandBook | None,
    suggested: Sequence[Suggestion] = (),
) -> tuple[tuple[str, str], ...]:
    """(title, why) of up to eight other titles, without the one given; each costs a look-up.

    ``mended`` is the title as the fixes leave it, ``suggested`` are better ones, best first.
    """
    found: dict[str, str] = {}
    for text, why in _rivals(title, mended, book, suggested):
        if text != title and len(found) < MOST:
            found.setdefault(text, why)
    return tuple(found.items())


def _rivals(
    title: str, mended: str, book: BrandBook | None, suggested: Sequence[Suggestion]
) -> Iterator[tuple[str, str]]:
    yield mended, "mended"
    for better in suggested[:_MOST_SUGGESTED]:
        yield better.text, "suggested"
    if book is not None:
        for text in dict.fromkeys((title, mended)):
            yield from _other_tags(text, book)


def _other_tags(title: str, book: BrandBook) -> Iterator[tuple[str, str]]:
    for entity in parse(title).entities:
        if entity.kind != "hashtag":
            continue
        for campaign in book.campaigns.values():
            tags = (campaign.hashtag, *campaign.alternatives)
            if fold_tag(entity.value) in map(fold_tag, tags):
                for tag in tags:
                    bare = tag.lstrip("#＃")
                    if fold_tag(bare) != fold_tag(entity.value):
                        other = f"{title[: entity.start]}#{bare}{title[entity.end :]}"
                        yield other, f"another tag of {campaign.name}"
