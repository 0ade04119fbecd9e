"""What a brand book knows of the tags and handles of titles, looked up in constant time."""

from __future__ import annotations

from functools import cached_property, lru_cache

from spacelint.brand.fold import fold_tag
from spacelint.brand.index import TagIndex
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.brand.book import BrandBook, Campaign
    from spacelint.checks.contract import Context
    from spacelint.text import Candidate

#: Faults of tags that may spell one of the book's tags once their marks are left out.
JOINED = frozenset(("cut-short", "unlinked"))
_DISTINCTIVE = 5  # letters from which on a single word is a name of its own
_MOST_VERDICTS = 4_096


class Verdict(NamedTuple):
    """What a tag or handle is to the book.

    ``kind`` is ``right``, ``miscased``, ``misspelt``, ``lookalike``, ``gone`` (retired or renamed),
    ``named`` (a name of the brand as a handle that is not the brand's), ``competitor`` or
    ``unknown``. ``entry`` is the tag or handle that is meant, as the book writes it. ``folded`` is
    the text as `fold_tag` gives it, and ``campaigns`` are those a tag belongs to as it stands.
    """

    kind: str
    entry: str = ""
    folded: str = ""
    campaigns: tuple[Campaign, ...] = ()


_COUNTRIES = frozenset(
    "uk us eu de fr es it nl be at ch pt br mx ar cl co pe ca au nz in id my sg ph th vn jp kr cn"
    " hk tw za ng ke gh eg ae sa tr ru ua pl cz sk hu ro bg gr se no dk fi ie il".split()
)


class Lookup:
    """The tags, handles and campaigns of one book, with a cache of verdicts."""

    def __init__(self, book: BrandBook) -> None:
        self.book = book
        self.tags = TagIndex(book.folded_hashtags)
        self.handles = TagIndex(book.folded_handles)
        #: The verdicts on a hashtag and on a handle, without its sign.
        self.tag = lru_cache(_MOST_VERDICTS)(self._tag_verdict)
        self.handle = lru_cache(_MOST_VERDICTS)(self._handle_verdict)
        # Look-alikes are other scripts' letters: where all is ASCII there are none.
        self._plain_tags = "".join(book.folded_hashtags).isascii()
        rivals = book.competitors
        self.rival_tags = frozenset([fold_tag(tag) for tag in rivals.hashtags])
        self.rival_handles = frozenset([fold_tag(handle) for handle in rivals.handles])
        #: Campaigns by the fold of their hashtags, the alternatives too.
        self.campaigns: dict[str, list[Campaign]] = {}
        for campaign in book.campaigns.values():
            for tag in (campaign.hashtag, *campaign.alternatives):
                self.campaigns.setdefault(fold_tag(tag), []).append(campaign)

    @cached_property
    def named(self) -> dict[str, tuple[str, str]]:
        """Names that no stranger's handle should be, folded, each as written and with its handle.

        The names of the brand itself, and of its accounts only names that nobody else has: a first
        name or an everyday word is not one of them.
        """
        from spacelint.text.word_list import is_everyday

        book = self.book
        of_accounts = [
            (name, handle)
            for handle, names in book.handle_names.items()
            for name in names
            if " " in name.strip() or (len(name) >= _DISTINCTIVE and not is_everyday(name))
        ]
        own = [(name, book.handle) for name in book.names if book.handle]
        return {
            "".join(name.lower().replace("_", "").split()): (name, handle)
            for name, handle in (*of_accounts, *own)
            if name.replace(" ", "").isascii()
        }

    @cached_property
    def _own_words(self) -> frozenset[str]:
        words = (*self.book.names, *self.book.words)
        return frozenset([fold_tag("#" + "".join(word.split())) for word in words])

    def campaign_of(self, tag: str) -> Campaign | None:
        """Return the first campaign that a tag of the book belongs to."""
        found = self.campaigns.get(fold_tag(tag))
        return found[0] if found else None

    def campaign_named(self, name: str) -> Campaign | None:
        """Return the campaign of a name, in any case, or of a hashtag; None where there is none."""
        every = self.book.campaigns
        if name in every:
            return every[name]
        same = (one for one in every.values() if one.name.casefold() == name.casefold())
        return next(same, None) or self.campaign_of(name)

    def planned(self, context: Context) -> list[Campaign]:
        """Return the campaigns that the plan names for the Space, by name or by hashtag."""
        names = getattr(context.space, "campaigns", None) or ()
        found = {one.name: one for name in names if (one := self.campaign_named(name)) is not None}
        return list(found.values())

    def _tag_verdict(self, name: str) -> Verdict:
        book, folded = self.book, fold_tag("#" + name)
        campaigns = tuple(self.campaigns.get(folded, ()))
        retired = book.retired.get(folded)
        if retired is not None:
            successor = retired.successor or ""
            entry = book.folded_hashtags.get(fold_tag(successor), successor)
            return Verdict("gone", entry, folded, campaigns)
        tag = book.folded_hashtags.get(folded)
        if tag is not None:
            return Verdict("right" if tag == name else "miscased", tag, folded, campaigns)
        if folded in self.rival_tags:
            return Verdict("competitor", name, folded, campaigns)
        if not (self._plain_tags and name.isascii()):
            tag = self.tags.lookalike(name, folded)
            if tag is not None:
                return Verdict("lookalike", tag, folded)
        near = self.tags.near(name, folded)
        # A name, a handle or a word of the book is no misspelt tag.
        own = (self._own_words, book.folded_handles, book.spelled_handles.joined)
        if not near or any(folded in known for known in own) or _is_local(name, near[0].tag):
            return Verdict("unknown", "", folded)
        return Verdict("misspelt", near[0].tag, folded)

    def _handle_verdict(self, name: str) -> Verdict:
        book, folded = self.book, fold_tag("@" + name)
        renamed = book.renamed.get(folded)
        if renamed is not None:
            return Verdict("gone", renamed.successor, folded)
        handle = book.folded_handles.get(folded)
        if handle is not None:
            return Verdict("right", handle, folded)
        if folded in self.rival_handles:
            return Verdict("competitor", name, folded)
        named = self.named.get(folded.replace("_", ""))
        if named is not None:
            return Verdict("named", named[1], folded)
        near = self.handles.near(name, folded)
        if not near or _is_local(name, near[0].tag):
            return Verdict("unknown", "", folded)
        return Verdict("misspelt", near[0].tag, folded)


def _is_local(name: str, entry: str) -> bool:
    """Return whether a name is an entry of the book with a country behind it: ``@AcmeCoffeeUK``."""
    rest = name[len(entry) :] if name.lower().startswith(entry.lower()) else ""
    return rest.strip("_").lower() in _COUNTRIES


def lookup(book: BrandBook) -> Lookup:
    """Return the look-ups of a book, made when first asked for."""
    return book.derived(Lookup)


def verdict_of(candidate: Candidate, look: Lookup) -> tuple[Verdict, int, int]:
    """Return the verdict on a tag that X does not link whole, by its letters, and its span."""
    entity, start, end = candidate.entity, candidate.start, candidate.end
    if candidate.fault not in JOINED:
        return Verdict(""), start, end
    name = candidate.text[1:]
    joined = "".join([char for char in name if char.isalnum() or char == "_"])
    own = look.tag(entity.value) if entity is not None else Verdict("unknown")
    spelled = look.tag(joined)
    if spelled.kind in ("right", "miscased"):
        # Of characters that nobody sees another rule speaks.
        seen = any(char.isprintable() and not char.isalnum() and char != "_" for char in name)
        return Verdict("misspelt" if seen else "", spelled.entry), start, end
    if own.kind not in ("unknown", "misspelt") and entity is not None:
        return own, entity.start, entity.end
    return (spelled if spelled.kind == "misspelt" else Verdict("")), start, end


def contact(campaign: Campaign | None) -> str:
    """Return whom to ask about a campaign as the end of a sentence: `` (ask Dana)``, or ""."""
    return f" (ask {campaign.owner})" if campaign is not None and campaign.owner else ""


def over(campaign: Campaign, day: str) -> str:
    """Return how a day is outside of a campaign: ``ended on 6 January 2027``; "" if it is not."""
    from spacelint.checks.shared.space import spoken

    if campaign.last_day and day > campaign.last_day:
        return f"ended on {spoken(campaign.last_day)}"
    if campaign.first_day and day < campaign.first_day:
        return f"starts on {spoken(campaign.first_day)}"
    return ""
