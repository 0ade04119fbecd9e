"""Other titles worth setting beside one: mended, and with the brand book's other tags."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.brand import BrandBook

MOST = 8  # titles; more do not fit side by side


def rivals(title: str, mended: str, book: BrandBook | None) -> tuple[tuple[str, str], ...]:
    """(title, why) of up to eight other titles, without the one given; each costs a look-up.

    ``mended`` is the title as the fixes leave it.
    """
    found: dict[str, str] = {}
    for text, why in _rivals(title, mended, book):
        if text != title and len(found) < MOST:
            found.setdefault(text, why)
    return tuple(found.items())


def _rivals(title: str, mended: str, book: BrandBook | None) -> Iterator[tuple[str, str]]:
    yield mended, "mended"
    if book is not None:
        for text in dict.fromkeys((title, mended)):
            yield from _other_tags(text, book)


def _other_tags(title: str, book: BrandBook) -> Iterator[tuple[str, str]]:
    from spacelint.brand import fold_tag
    from spacelint.text import parse

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
