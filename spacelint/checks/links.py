"""A web address in a title, and a title in which nothing is clickable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import LONGEST_TITLE, bare_span
from spacelint.text import Title
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.brand.book import BrandBook
    from spacelint.checks.shared.phrase_index import Words


@check(
    scopes=("title",),
    params=lambda schema: {
        "form": schema.choice(
            "address: with http or a path; file: a file name that reads as a domain; name: a bare"
            " domain, such as a brand's name.",
            ("address", "file", "name"),
            required=True,
        ),
        "files": schema.strings(
            "Domain endings that are more often a file's: `README.md`.",
            item=schema.string("", pattern="[a-z]+"),
        ),
        "newer": schema.strings(
            "Domain endings younger than X's list of 2020.",
            item=schema.string("", pattern="[a-z]+"),
        ),
        "except": schema.strings("Names with a dot that are no addresses to anyone: `Node.js`."),
    },
    trigger=lambda p: Trigger(when="chars", chars="/" if p["form"] == "address" else ".", longer=3),
)
def address(p: Params) -> Algorithm:
    """Report each address of the form, among those that X links in posts or may link."""
    form: str = p["form"]
    files: tuple[str, ...] = tuple(p["files"])
    newer = "|".join(p["newer"]) or r"(?!)"
    likely = Pattern(
        rf"(?i)https?://[^\s/]\S*|(?<![@\w.-])(?:[a-z0-9-]++\.)+(?:{newer})\b(?:/\S*)?",
    )
    recent = Pattern(rf"(?i)\.(?:{newer})\b")

    harmless = frozenset(name.lower() for name in p["except"])

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        spans = [(e[1], e[2]) for e in title.entities if e[0] == "url"]
        text = title.text
        may_be = form != "file" and len(text) <= LONGEST_TITLE
        if may_be and ("://" in text or recent.search(text)):
            for match in likely.finditer(text):
                start, end = match.span()
                if not any(a < end and start < b for a, b in spans):
                    spans.append((start, end))
        if not spans:
            return NOTHING
        return [
            Finding(a, b)
            for a, b in sorted(spans)
            if _form(text[a:b], files) == form and text[a:b].lower() not in harmless
        ]

    return run


def _form(address: str, files: tuple[str, ...]) -> str:
    if "/" in address:
        return "address"
    return "file" if address.lower().rpartition(".")[2] in files else "name"


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
        start, end = bare_span(title.text)
        verb, idea = _offer(title, context) if start < end else ("", "")
        if not idea:
            return NOTHING
        return (Finding(start, end, {"idea": idea, "advice": f"{verb} {idea}"}),)

    return run


def _offer(title: Title, context: Context) -> tuple[str, str]:
    """Return a verb and the tag or handle to use; two empty texts where there is none."""
    book = context.book
    if book is not None:
        # Looked up and not gone through: a book may have thousands.
        for plain in (_tag_words or _import_tag_words())(book).within(title):
            return "Write", "#" + plain.entry
    if context.space is not None:
        from spacelint.checks.shared.space import guests, handle_of, host_of

        host = host_of(context.space)
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

    planned, day = lookup(context.book).planned(context), day_of(context)
    return next((str(one.hashtag) for one in planned if not over(one, day)), "")


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
