"""The brand book in the context that titles are judged in."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from spacelint.checks.contract import Context


def with_book(context: Context, tables: Mapping[str, Any], brand: str | None) -> Context:
    """Return the context with the book that ``tables`` (`Config.book`) make for ``brand``.

    None stands for the book of all brands. Each Space gets that of the brand it names, made when
    it is first asked for. Without tables the context stays as it is.
    """
    if not tables:
        return context
    kept: dict[str | None, tuple[Any, tuple[str, ...]]] = {}

    def book_of(brand: str | None) -> tuple[Any, tuple[str, ...]]:
        if brand not in kept:
            from spacelint.brand.make import brand_book

            book = brand_book(tables, brand)
            kept[brand] = book, (*book.words, *book.names, *book.hashtags)
        return kept[brand]

    book, words = book_of(brand)
    return context._replace(book=book, words=words, books=book_of if tables.get("brands") else None)
