"""The brand book: campaigns, tags, handles and words, and look-ups in it."""

from __future__ import annotations

from spacelint._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.brand.book import (
        BrandBook,
        Campaign,
        Competitors,
        Renamed,
        Retired,
        Spelled,
    )
    from spacelint.brand.faults import book_faults
    from spacelint.brand.fold import bare_tag, fold_tag
    from spacelint.brand.index import Near, TagIndex, near_bound
    from spacelint.brand.make import brand_book
    from spacelint.brand.table import BOOK_FIELDS

__all__ = [
    "BOOK_FIELDS",
    "BrandBook",
    "Campaign",
    "Competitors",
    "Near",
    "Renamed",
    "Retired",
    "Spelled",
    "TagIndex",
    "bare_tag",
    "book_faults",
    "brand_book",
    "fold_tag",
    "near_bound",
]

_HOMES = {
    "BOOK_FIELDS": "spacelint.brand.table",
    "BrandBook": "spacelint.brand.book",
    "Campaign": "spacelint.brand.book",
    "Competitors": "spacelint.brand.book",
    "Near": "spacelint.brand.index",
    "Renamed": "spacelint.brand.book",
    "Retired": "spacelint.brand.book",
    "Spelled": "spacelint.brand.book",
    "TagIndex": "spacelint.brand.index",
    "bare_tag": "spacelint.brand.fold",
    "book_faults": "spacelint.brand.faults",
    "brand_book": "spacelint.brand.make",
    "fold_tag": "spacelint.brand.fold",
    "near_bound": "spacelint.brand.index",
}
__getattr__ = lazily(__name__, _HOMES)
