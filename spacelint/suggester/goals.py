"""The goals of a better title: what its plan demands by a rule, and what the caller asks."""

from __future__ import annotations

from spacelint.brand.fold import fold_tag
from spacelint.checks.shared.book_lookup import lookup
from spacelint.checks.shared.disclosure import row_of
from spacelint.checks.shared.space import guests, handle_of, host_of, is_handle
from spacelint.suggester.state import Disclosure, Goals, WantedTag, asks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from spacelint.brand.book import BrandBook, Campaign
    from spacelint.checks.contract import Context
    from spacelint.engine.rule import Diagnostic, Rule

#: People of a plan who are mentioned at most; more leave no room for what the title is about.
MOST_PEOPLE = 3
# For rule sets without a table of their own: the word that is clear in most places.
_USUAL = {"US": {"words": ("ad", "sponsored"), "write": "#ad"}}


def goals_of(
    context: Context,
    found: Sequence[Diagnostic],
    campaigns: Sequence[str],
    speakers: Iterable[str],
    rules: Iterable[Rule],
) -> Goals:
    """Return what is asked of a title whose findings are ``found``.

    The plan asks for what a finding says is missing; ``campaigns`` and ``speakers`` are asked for
    by name. Which words disclose that a Space is paid for is data of the ``rules``, in use or not.
    Raises KeyError for a campaign that the book does not have.
    """
    book, space = context.book, context.space
    named = [campaign_named(book, name) for name in campaigns]
    missing = {asks(diagnostic.rule) for diagnostic in found} - {""}
    planned = lookup(book).planned(context) if book is not None else []
    wanted = [*named]
    if missing & {"tag", "words"}:
        wanted += [campaign for campaign in planned if campaign.required]
    tags = tuple([_wanted(campaign) for campaign in dict.fromkeys(wanted)])
    sponsors = (*named, *(planned if "disclosure" in missing else ()))
    disclosure = _disclosure(sponsors, "disclosure" in missing, rules)
    people, asked = _people(book, space, speakers, planned="people" in missing)
    return Goals(tags, disclosure, people, asked, fold_tag(host_of(space)))


def campaign_named(book: BrandBook | None, name: str) -> Campaign:
    """Return the campaign of that name or hashtag; raises KeyError where there is none."""
    found = lookup(book).campaign_named(name) if book is not None else None
    if found is None:
        raise KeyError(name)
    return found


def campaign_fault(book: BrandBook | None, name: str) -> str:
    """Return that there is no campaign of that name or hashtag, and which there are; else ""."""
    from spacelint.text.distance import nearest
    from spacelint.text.width import visible

    fault = f'there is no campaign "{visible(name)}"'
    if book is None or not book.campaigns:
        return f"{fault}: the brand book has none"
    if lookup(book).campaign_named(name) is not None:
        return ""
    near = nearest(name, book.campaigns)
    known = f"did you mean {near}?" if near else f"there are {', '.join(book.campaigns)}"
    return f"{fault} in the brand book ({visible(known)})"


def _wanted(campaign: Campaign) -> WantedTag:
    names = (campaign.hashtag, *campaign.alternatives)
    why = f"the {campaign.name} campaign asks for it{_owner(campaign)}"
    return WantedTag(names, frozenset(map(fold_tag, names)), why)


def _owner(campaign: Campaign) -> str:
    return f"; ask {campaign.owner}" if campaign.owner else ""


def _disclosure(
    campaigns: Sequence[Campaign], sponsored: bool, rules: Iterable[Rule]
) -> Disclosure | None:
    for campaign in campaigns:
        word, region = campaign.disclosure_word, campaign.disclosure_region or ""
        if word or region:
            regions = _regions(rules)
            row = row_of(regions, region)
            why = f"the {campaign.name} campaign must say that it is paid for{_owner(campaign)}"
            return _worded(word, [regions[row]] if row else [*regions.values()], why)
    if sponsored:
        return _worded(None, list(_regions(rules).values()), "the plan says that it is sponsored")
    return None


def _worded(word: str | None, rows: list[Mapping[str, Any]], why: str) -> Disclosure | None:
    accepted = [word] if word else []
    accepted += [one for row in rows for one in row["words"]]
    write = word or next((row["write"] for row in rows if row["write"]), None)
    return Disclosure(write, tuple(accepted), why) if write else None


def _regions(rules: Iterable[Rule]) -> Mapping[str, Mapping[str, Any]]:
    """Return the accepted words by region, of the rule that asks for a disclosure."""
    accepted = (rule.params.get("accepted") for rule in rules if rule.check == "disclosure")
    return next(filter(None, accepted), _USUAL)


def _people(
    book: BrandBook | None, space: Any, speakers: Iterable[str], *, planned: bool
) -> tuple[dict[str, str], frozenset[str]]:
    known = book.folded_handles if book is not None else {}
    host = fold_tag(host_of(space))
    found: dict[str, str] = {}

    def add(who: str) -> None:
        handle = speaker_handle(who) or ""
        fold = fold_tag(handle)
        if handle and fold != host:
            found.setdefault(fold, known.get(fold, handle))

    for who in speakers:
        add(who)
    asked = frozenset(found)
    for who in guests(space) if planned else ():
        if len(found) < MOST_PEOPLE and handle_of(who):
            add(who)
    return found, asked


def speaker_handle(who: str) -> str | None:
    """Return the handle in ``@jack``, ``jack`` or a profile address; None for anything else.

    A single name is a handle here: ``Ann``.
    """
    bare = who.strip()
    return handle_of(bare) or (bare if is_handle(bare) else "") or None
