"""Read the history: Spaces with titles, people and tags."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from spacelint.reach.history.people import handles
from spacelint.text.entities import entities

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence


class PastSpace(NamedTuple):
    """One Space of the history.

    Times are UTC text; ``tags`` (case-folded, without #) are those X links in the title and those
    of the announcing posts; ``guests`` are handles in lower case, or X's user ids where no handle
    is known, without creator and hosts; ``title_from`` is plan, csv, post or None.
    """

    id: str
    title: str | None
    title_from: str | None
    started_at: str | None
    ended_at: str | None
    participants: int | None
    tags: tuple[str, ...]
    hosts: tuple[str, ...]
    guests: tuple[str, ...]

    @property
    def url(self) -> str:
        """Where X shows the Space; empty for one that came from a CSV without its id."""
        return "" if self.id.startswith("csv:") else f"https://x.com/i/spaces/{self.id}"


class Filter(NamedTuple):
    """Which Spaces: ISO days (since included, until not), a tag, a guest, words of the title."""

    since: str | None = None
    until: str | None = None
    tag: str | None = None
    guest: str | None = None
    text: str | None = None


def linked_tags(title: str) -> tuple[str, ...]:
    """The hashtags that X links in a title, case-folded, without #."""
    return tuple(dict.fromkeys(
        entity.value.casefold() for entity in entities(title) if entity.kind == "hashtag"
    ))  # fmt: skip


def past_spaces(
    db: sqlite3.Connection,
    wanted: Filter = Filter(),  # noqa: B008 - a frozen value
    tags_of: Callable[[str], tuple[str, ...]] = linked_tags,
    people: Mapping[str, str] | None = None,
) -> tuple[PastSpace, ...]:
    """The Spaces that match, newest first; those without a time come last.

    ``people`` gives handles by X's user id, from the configuration.
    """
    names = handles(db, people)
    members: dict[str, list[tuple[str, str]]] = {}
    for space, user, role in db.execute("SELECT space_id, user_id, role FROM people"):
        name = names[user][0] if user in names else user.lstrip("@")
        members.setdefault(space, []).append((role, name))
    posted: dict[str, list[str]] = {}
    for space, tags in db.execute("SELECT space_id, tags FROM posts"):
        posted.setdefault(space, []).extend(tag.casefold() for tag in json.loads(tags))
    rows = db.execute(
        "SELECT id, title, title_from, started_at, ended_at, participated FROM spaces"
        " ORDER BY started_at IS NULL, started_at DESC, id"
    )
    found = (_space(row, members.get(row[0], []), posted.get(row[0], []), tags_of) for row in rows)
    return tuple(space for space in found if _matches(space, wanted))


def space_lines(spaces: Sequence[PastSpace]) -> Iterator[str]:
    """Spaces as text lines: when, how many took part, the title; a guessed title is marked."""
    for space in spaces:
        when = (space.started_at or "")[:16].replace("T", " ")
        many = "-" if space.participants is None else f"{space.participants:,}"
        title = space.title or "(title not known)"
        guess = "  [from the announcing post]" if space.title_from == "post" else ""
        yield f"{when:16}  {many:>8}  {title}{guess}  {space.url}".rstrip()


def _space(
    row: tuple[str, str | None, str | None, str | None, str | None, int | None],
    people: list[tuple[str, str]],
    posted: list[str],
    tags_of: Callable[[str], tuple[str, ...]],
) -> PastSpace:
    hosts = sorted({who for role, who in people if role in ("creator", "host")})
    guests = sorted({who for role, who in people if role in ("speaker", "planned")} - set(hosts))
    own = tags_of(row[1]) if row[1] else ()
    return PastSpace(*row, tuple(dict.fromkeys([*own, *posted])), tuple(hosts), tuple(guests))


def _matches(space: PastSpace, wanted: Filter) -> bool:
    day = (space.started_at or "")[:10]
    if wanted.since and (not day or day < wanted.since):
        return False
    if wanted.until and (not day or day >= wanted.until):
        return False
    if wanted.tag and wanted.tag.lstrip("#＃").casefold() not in space.tags:
        return False
    if wanted.guest and wanted.guest.lstrip("@＠").lower() not in space.guests:
        return False
    return not wanted.text or wanted.text.casefold() in (space.title or "").casefold()
