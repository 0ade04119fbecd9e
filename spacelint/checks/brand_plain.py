"""Plain words that are a hashtag or a name of the brand book, and could be a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacelint.brand.fold import fold_tag
from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.book_lookup import contact, lookup, over
from spacelint.checks.shared.phrase_index import name_words, spelled_handle, tag_words
from spacelint.checks.shared.space import day_of, host_of
from spacelint.text import Title
from spacelint.text.model import Edit
from spacelint.text.word_list import is_everyday

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.brand.book import BrandBook, Campaign
    from spacelint.checks.shared.phrase_index import Plain

_TRIGGERS = {"campaign": "campaign-words", "hashtag": "tag-words", "name": "names"}
_NOT_BEFORE = frozenset("/.&_$")
_NOT_AFTER = frozenset("_@#/")


@check(
    scopes=("title",),
    placeholders=("entry", "replacement", "campaign", "ask"),
    params=lambda schema: {
        "of": schema.choice("What the words spell.", tuple(_TRIGGERS), required=True),
    },
    trigger=lambda p: Trigger(needs=("book",), longer=1, book=_TRIGGERS[p["of"]]),
)
def brand_plain(p: Params) -> Algorithm:
    """Report each of the words once, unless the title has the tag or handle already."""
    of: str = p["of"]
    words_of = name_words if of == "name" else tag_words

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        plain = words_of(context[3]).within(title)
        return _found(title, plain, of, context) if plain else NOTHING

    return run


def _found(title: Title, plain: Sequence[Plain], of: str, context: Context) -> Sequence[Finding]:
    text, look = title.text, lookup(context.book)
    kind = "mention" if of == "name" else "hashtag"
    # What the title links already, or was meant to link.
    linked = {fold_tag(one.text) for one in title.candidates if one.kind == kind}
    found = []
    host = host_of(context.space) if of == "name" else ""
    if host and host in look.book.folded_handles and look.book.handle:
        # X shows the host beside the title: neither it nor its brand is to be linked as well.
        linked |= {host, look.book.handle.lower()}
    for start, end, entry in plain if of != "name" else _longer(title, plain, context.book):
        campaign = look.campaign_of(entry) if of != "name" else None
        folded = entry.casefold()
        if folded in linked or not _belongs(text[start:end], entry, campaign, of, context):
            continue
        new = ("@" if of == "name" else "#") + entry
        if text[:start].rstrip()[-1:] in ("#", "＃", "@", "＠"):
            continue  # a space after the sign: the rules on lone signs report it
        before, after = text[start - 1 : start], text[end : end + 1]
        # Next to a letter (in scripts without spaces) no link begins.
        written = f"{' ' if before.isalnum() else ''}{new}{' ' if after.isalnum() else ''}"
        if before in _NOT_BEFORE or after in _NOT_AFTER:
            continue  # inside of an address, a handle or a number
        roomy = context.limit.fits(text[:start] + written + text[end:])
        if not roomy and of != "campaign":
            continue
        linked.add(folded)
        values = {
            "entry": new,
            "replacement": new,
            "campaign": campaign.name if campaign else "",
            "ask": contact(campaign),
        }
        found.append(Finding(start, end, values, (Edit(start, end, written),) if roomy else ()))
    return found


def _longer(title: Title, plain: Sequence[Plain], book: BrandBook) -> Iterator[Plain]:
    """Yield the names outside of a tag's words; for a part of a handle's words, that handle."""
    tags = tag_words(book).within(title)
    for one in plain:
        handle = spelled_handle(title, one, book)
        if handle is not None:
            yield handle
            continue
        around = [tag for tag in tags if tag.start < one.end and one.start < tag.end]
        if not any(tag.end - tag.start > one.end - one.start for tag in around):
            yield one


def _belongs(words: str, entry: str, campaign: Campaign | None, of: str, context: Context) -> bool:
    """Return whether the words surely mean the entry: everyday words may not."""
    if of == "name":
        return words == entry or words != words.lower() or not is_everyday(words)
    if of == "hashtag":
        return True
    if campaign is None or over(campaign, day_of(context)):
        return False
    return campaign in lookup(context.book).planned(context) or not is_everyday(words)
