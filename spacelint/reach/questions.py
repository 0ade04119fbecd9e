"""Plans as the reach helper and the history see them: titles to ask about, titles to remember."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacelint.brand.book import BrandBook
from spacelint.brand.fold import fold_tag
from spacelint.plan import Plan, PlannedSpace
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
                tuple(handle for who in space.speakers if (handle := plain_handle(who))),
                origin=plan.path,
                space=space,
            )


def plan_notes(plan: Plan) -> Iterator[PlanNote]:
    """What a plan knows of Spaces that X has given an id: the title, speakers and consents."""
    for space in plan.spaces:
        for known in (space.id, space.url, _join_link(space)):
            if known:
                people = (*space.speakers, *space.cohosts)
                consent = space.consent
                agreed = people if consent is True else consent if consent else ()
                yield PlanNote(
                    known,
                    space.title.value if space.title is not None else None,
                    tuple(handle for who in space.speakers if (handle := plain_handle(who))),
                    tuple(handle for who in agreed if (handle := plain_handle(who))),
                    plan.path,
                )
                break


def plain_handle(who: str) -> str | None:
    """A handle without its @; None for a person's name."""
    bare = who.strip().lstrip("@＠")
    return bare if HANDLE.match(bare) else None


def _join_link(space: PlannedSpace) -> str | None:
    link = space.raw.get("joinLink")
    return link if isinstance(link, str) else None


MOST = 8  # titles; more do not fit side by side


def alternatives(
    title: str, book: BrandBook | None, suggested: Sequence[Suggestion] = ()
) -> tuple[tuple[str, str], ...]:
    """(title, why) of up to eight other titles, without the one given; each costs a look-up.

    ``suggested`` are better titles, best first.
    """
    found: dict[str, str] = {}
    for text, why in _alternatives(title, book, suggested):
        if text != title and len(found) < MOST:
            found.setdefault(text, why)
    return tuple(found.items())


def _alternatives(
    title: str, book: BrandBook | None, suggested: Sequence[Suggestion]
) -> Iterator[tuple[str, str]]:
    texts = [better.text for better in suggested]
    for text in texts:
        yield text, "suggested"
    if book is not None:
        for text in (title, *texts[:1]):
            yield from _other_tags(text, book)


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
