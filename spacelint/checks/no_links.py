"""A title in which nothing is clickable, though the plan or the brand book offers a link."""

from __future__ import annotations

from spacelint.checks.contract import NOTHING, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from spacelint.brand import BrandBook
    from spacelint.checks._plain import Words
    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Title

SCOPES = ("title",)
PLACEHOLDERS = ("idea", "advice")


def params() -> Mapping[str, Field]:
    """None: what is offered comes from the plan and the brand book."""
    return {}


def trigger(p: Mapping[str, Any]) -> Trigger:
    """A planned Space or a brand book: without either there is nothing to offer."""
    return Trigger(needs=("space-or-book",))


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield one finding for the whole title, with the tag or person that would be a link."""

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        if title.entities:
            return NOTHING
        text = title.text
        stripped = text.strip()
        if not stripped:
            return NOTHING
        verb, idea = _offer(title, context)
        if not idea:
            return NOTHING
        start = text.index(stripped)
        values = {"idea": idea, "advice": f"{verb} {idea}"}
        return (Finding(start, start + len(stripped), values),)

    return check


def _offer(title: Title, context: Context) -> tuple[str, str]:
    """Return what to do with a tag or handle, and it; two empty texts where there is none."""
    book = context.book
    if book is not None:
        # Looked up and not gone through: a book may have thousands.
        for plain in (_tag_words or _import_tag_words())(book).within(title):
            return "Write", "#" + plain.entry
    if context.space is not None:
        from spacelint.checks._people import guests, handle_of

        host = handle_of(getattr(context.space, "host", None) or "").lower()
        for person in guests(context.space):
            handle = handle_of(person)
            if handle and handle.lower() != host:
                return "Mention", "@" + handle
    if book is not None:
        tag = _campaign_tag(context) or _brand_tag(book)
        if tag:
            return "Add", "#" + tag
    return "", ""


def _campaign_tag(context: Context) -> str:
    if context.space is None:
        return ""
    from spacelint.checks._book import lookup, over
    from spacelint.checks._days import day_of

    for campaign in lookup(context.book).planned(context):
        if not over(campaign, day_of(context)):
            return str(campaign.hashtag)
    return ""


def _brand_tag(book: BrandBook) -> str:
    """Return the tag that is the brand's name, or the only tag of the book."""
    from spacelint.brand.fold import fold_tag

    for name in (*book.names, book.brand):
        tag = book.folded_hashtags.get(fold_tag("#" + "".join(name.split())))
        if tag:
            return tag
    return book.hashtags[0] if len(book.hashtags) == 1 and not book.campaigns else ""


def _import_tag_words() -> Callable[[BrandBook], Words]:
    global _tag_words  # an import statement costs more than the look-up
    from spacelint.checks._plain import tag_words

    _tag_words = tag_words
    return tag_words


_tag_words: Callable[[BrandBook], Words] | None = None
