"""A title in which nothing is clickable, though the plan or the brand book offers a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.brand.book import BrandBook
    from spacelint.checks.shared.phrase_index import Words


@check(
    scopes=("title",),
    placeholders=("idea", "advice"),
    trigger=Trigger(needs=("space-or-book",)),
)
def no_links(p: Params) -> Algorithm:
    """Report the whole title, with a tag or person that would be a link."""

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
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

    return run


def _offer(title: Title, context: Context) -> tuple[str, str]:
    """Return a verb and the tag or handle to use; two empty texts where there is none."""
    book = context.book
    if book is not None:
        # Looked up and not gone through: a book may have thousands.
        for plain in (_tag_words or _import_tag_words())(book).within(title):
            return "Write", "#" + plain.entry
    if context.space is not None:
        from spacelint.checks.shared.space import guests, handle_of

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
    from spacelint.checks.shared.book_lookup import lookup, over
    from spacelint.checks.shared.space import day_of

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
    from spacelint.checks.shared.phrase_index import tag_words

    _tag_words = tag_words
    return tag_words


_tag_words: Callable[[BrandBook], Words] | None = None
