"""Plans as the reach helper and the history see them: titles to ask about, titles to remember."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from spacelint.brand.book import BrandBook
from spacelint.brand.fold import fold_tag
from spacelint.plan import Plan
from spacelint.reach.history.plans import PlanNote
from spacelint.reach.values import Question
from spacelint.reach.xapi.calls import HANDLE
from spacelint.text import parse

if TYPE_CHECKING:
    from spacelint.suggester.tokens import Suggestion


def plan_questions(plan: Plan) -> Iterator[Question]:
    """A question for each titled Space of a plan."""
    for space in plan.spaces:
        if space.title is not None and space.title.value.strip():
            title = space.title.value
            start = space.scheduled_start
            yield Question(
                title,
                start.moment if start is not None and start.has_time else None,
                _handles(space.speakers),
                origin=plan.path,
                space=space,
            )


def plan_notes(plan: Plan) -> Iterator[PlanNote]:
    """What a plan knows of Spaces that X has given an id: the title, speakers and consents."""
    for space in plan.spaces:
        link = space.raw.get("joinLink")
        known = space.id or space.url or (link if isinstance(link, str) else None)
        if known:
            consent = space.consent
            agreed = (*space.speakers, *space.cohosts) if consent is True else consent or ()
            title = space.title.value if space.title is not None else None
            yield PlanNote(known, title, _handles(space.speakers), _handles(agreed), plan.path)


def _handles(people: Iterable[str]) -> tuple[str, ...]:
    """The handles among people, without their @: a person may be written by name."""
    return tuple(bare for who in people if HANDLE.match(bare := who.strip().lstrip("@＠")))


MOST = 8  # titles; more do not fit side by side


def alternatives(
    title: str, book: BrandBook | None, suggested: Sequence[Suggestion] = ()
) -> tuple[tuple[str, str], ...]:
    """(title, why) of up to eight other titles, without the one given; each costs a look-up.

    ``suggested`` are better titles, best first.
    """
    texts = [better.text for better in suggested]
    found = dict.fromkeys(texts, "suggested")
    if book is not None:
        for text in (title, *texts[:1]):
            for other, why in _other_tags(text, book):
                found.setdefault(other, why)
    found.pop(title, None)
    return tuple(found.items())[:MOST]


def _other_tags(title: str, book: BrandBook) -> Iterator[tuple[str, str]]:
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
