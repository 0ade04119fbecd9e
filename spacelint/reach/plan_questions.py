"""Plans as the reach helper and the history see them: titles to ask about, titles to remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.reach.history.plans import PlanNote
from spacelint.reach.values import Question
from spacelint.reach.xapi.calls import HANDLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.plan import Plan, PlannedSpace


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
