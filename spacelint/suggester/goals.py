"""What a title is asked for beside being right: by the campaign, the plan, and whoever calls."""

from __future__ import annotations

from spacelint.brand import bare_tag, fold_tag
from spacelint.checks.shared.disclosure import row_of
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from spacelint.brand import BrandBook, Campaign
    from spacelint.checks.contract import Context
    from spacelint.engine.rule import Rule

#: People of a plan who are mentioned at most; more leave no room for what the title is about.
MOST_PEOPLE = 3
_HANDLE_CHARS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_PROFILES = ("https://x.com/", "https://twitter.com/", "x.com/", "twitter.com/")
# For rules without a table of their own: the word that is clear in most places.
_USUAL = {"US": {"words": ("ad", "sponsored"), "write": "#ad"}}


class Wanted(NamedTuple):
    """A hashtag that must stand in the title: the first of ``tags``, or another of them."""

    tags: tuple[str, ...]
    campaign: Campaign
    folds: frozenset[str]

    @property
    def why(self) -> str:
        """Who asks for it, and whom to ask."""
        owner = f"; ask {self.campaign.owner}" if self.campaign.owner else ""
        return f"asked for by the {self.campaign.name} campaign{owner}"


class Disclosure(NamedTuple):
    """A word that says the Space is paid for; any of ``accepted`` will do."""

    word: str
    accepted: tuple[str, ...]
    why: str


class Goals(NamedTuple):
    """All that is asked for. ``folds`` are all tags and handles of it, folded.

    ``named`` are the folds of those people whom the caller names, and not only the plan.
    """

    tags: tuple[Wanted, ...] = ()
    disclosure: Disclosure | None = None
    people: Mapping[str, str] = {}  # handle as the book spells it, by its fold
    folds: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


def goals_of(
    context: Context,
    campaigns: Sequence[str] = (),
    speakers: Iterable[str] = (),
    rules: Iterable[Rule] = (),
) -> Goals:
    """Return what is asked of a title; ``campaigns`` and ``speakers`` are asked for by name.

    Which words disclose that a Space is paid for is data of the ``rules``, in use or not. Raises
    KeyError for a campaign that the book does not have.
    """
    book, space = context.book, context.space
    tags: list[Wanted] = []
    asked = [campaign_named(book, name) for name in campaigns]
    planned = _planned_campaigns(book, space)
    for campaign in (*asked, *planned):
        if any(campaign is wanted.campaign for wanted in tags):
            continue
        if campaign in asked or campaign.required:
            names = (campaign.hashtag, *campaign.alternatives)
            tags.append(Wanted(names, campaign, frozenset(map(fold_tag, names))))
    sponsored = bool(space is not None and space.sponsored)
    disclosure = _disclosure((*asked, *planned), sponsored, rules)
    speakers = (speakers,) if isinstance(speakers, str) else tuple(speakers)
    people = _people(book, space, speakers)
    folds = {fold for wanted in tags for fold in wanted.folds} | people.keys()
    if disclosure is not None:
        folds.add(fold_tag(disclosure.word))
    named = frozenset([fold_tag(handle) for who in speakers if (handle := handle_of(who))])
    return Goals(tuple(tags), disclosure, people, frozenset(folds), named)


def campaign_named(book: BrandBook | None, name: str) -> Campaign:
    """Return the campaign of that name or hashtag; raises KeyError where there is none."""
    if book is not None:
        if name in book.campaigns:
            return book.campaigns[name]
        folded = fold_tag(name)
        for campaign in book.campaigns.values():
            if campaign.name.casefold() == name.casefold() or fold_tag(campaign.hashtag) == folded:
                return campaign
    raise KeyError(name)


def handle_of(who: str) -> str | None:
    """Return the handle in ``@jack``, ``jack`` or the address of a profile; None in a name."""
    bare = who.strip()
    for start in _PROFILES:
        if bare.lower().startswith(start):
            bare = bare[len(start) :].rstrip("/")
    bare = bare_tag(bare)
    return bare if 0 < len(bare) <= 15 and _HANDLE_CHARS.issuperset(bare) else None


def _planned_campaigns(book: BrandBook | None, space: object) -> list[Campaign]:
    found = []
    for name in getattr(space, "campaigns", ()) if book is not None else ():
        try:
            found.append(campaign_named(book, name))
        except KeyError:
            continue  # the plan's mistake, and a rule's business
    return found


def _disclosure(
    campaigns: Sequence[Campaign], sponsored: bool, rules: Iterable[Rule]
) -> Disclosure | None:
    for campaign in campaigns:
        word, region = campaign.disclosure_word, campaign.disclosure_region or ""
        if word or region:
            regions = _regions(rules)
            named = [regions[row]] if (row := row_of(regions, region)) else []
            owner = f"; ask {campaign.owner}" if campaign.owner else ""
            why = f"the {campaign.name} campaign must say that it is paid for{owner}"
            return _worded(word, named or list(regions.values()), why)
    if sponsored:
        return _worded(None, list(_regions(rules).values()), "the plan says that it is sponsored")
    return None


def _worded(word: str | None, rows: list[Mapping[str, Any]], why: str) -> Disclosure | None:
    accepted = [word] if word else []
    accepted += [one for row in rows for one in row["words"]]
    write = word or next((row["write"] for row in rows if row["write"]), None)
    if not write:
        return None
    return Disclosure(write, tuple(accepted), why)


def _regions(rules: Iterable[Rule]) -> Mapping[str, Mapping[str, Any]]:
    """Return the accepted words by region, of the rule that asks for a disclosure."""
    for rule in rules:
        if rule.check == "disclosure" and rule.params.get("accepted"):
            regions: Mapping[str, Mapping[str, Any]] = rule.params["accepted"]
            return regions
    return _USUAL


def _people(book: BrandBook | None, space: object, speakers: Iterable[str]) -> dict[str, str]:
    known = book.folded_handles if book is not None else {}
    found: dict[str, str] = {}
    for who in speakers:
        handle = handle_of(who)
        if handle:
            found.setdefault(fold_tag(handle), known.get(fold_tag(handle), handle))
    host = handle_of(getattr(space, "host", None) or "")
    planned = (*getattr(space, "speakers", ()), *getattr(space, "cohosts", ()))
    for who in planned:
        handle = handle_of(who)
        if handle and len(found) < MOST_PEOPLE and fold_tag(handle) != fold_tag(host or ""):
            found.setdefault(fold_tag(handle), known.get(fold_tag(handle), handle))
    return found
