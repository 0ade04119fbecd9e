"""Other titles worth setting beside one: the suggested ones, and the brand book's other tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.brand.fold import fold_tag
from spacelint.text import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.brand.book import BrandBook
    from spacelint.suggester.tokens import Suggestion

MOST = 8  # titles; more do not fit side by side


def alternatives(
    title: str, book: BrandBook | None, suggested: Sequence[Suggestion] = ()
) -> tuple[tuple[str, str], ...]:
    """(title, why) of up to eight other titles, without the one given; each costs a look-up.

    ``suggested`` are better titles, best first.
    """
    found: dict[str, str] = {}
    for text, why in _alternatives(title, book, suggested):
        if text != title and len(found) < MOST:
            found.setdefault(text, why)
    return tuple(found.items())


def _alternatives(
    title: str, book: BrandBook | None, suggested: Sequence[Suggestion]
) -> Iterator[tuple[str, str]]:
    texts = [better.text for better in suggested]
    for text in texts:
        yield text, "suggested"
    if book is not None:
        for text in (title, *texts[:1]):
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
