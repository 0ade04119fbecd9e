"""Read the history: Spaces with titles, people and tags."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from spacelint.checks.shared.text import plural
from spacelint.text.entities import entities


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
    if spaces:
        yield f"{'started (UTC)':16}  {'took part':>9}  title"
    for space in spaces:
        when = (space.started_at or "")[:16].replace("T", " ")
        took_part = "-" if space.participants is None else f"{space.participants:,}"
        title = space.title or "(title not known)"
        guess = "  [from the announcing post]" if space.title_from == "post" else ""
        yield f"{when:16}  {took_part:>9}  {title}{guess}  {space.url}".rstrip()


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
    tag, guest = (wanted.tag or "").lstrip("#＃"), (wanted.guest or "").lstrip("@＠")
    return (
        (not wanted.since or wanted.since <= day)
        and (not wanted.until or "" < day < wanted.until)
        and (not wanted.tag or tag.casefold() in space.tags)
        and (not wanted.guest or guest.lower() in space.guests)
        and (wanted.text or "").casefold() in (space.title or "").casefold()
    )


class Speaker(NamedTuple):
    """A guest who spoke: X's user id, empty where only the handle is known.

    ``handle`` is None where it is not known, ``source`` is where it is from: configuration,
    download or X. ``first`` and ``last`` are UTC days.
    """

    user_id: str
    handle: str | None
    source: str | None
    spaces: int
    first: str | None
    last: str | None

    @property
    def name(self) -> str:
        """``@bea``, or ``guest 2000`` where no handle is known."""
        return guest_name(self.handle or self.user_id)


def guest_name(who: str) -> str:
    """How a guest is shown: ``@bea``, or ``guest 2000`` for a user id."""
    bare = who.lstrip("@")
    return f"guest {bare}" if bare.isdecimal() else f"@{bare}"


def handles(
    db: sqlite3.Connection, people: Mapping[str, str] | None = None
) -> dict[str, tuple[str, str]]:
    """(handle in lower case, source) by user id; ``people``, of the configuration, comes first."""
    found = {
        user: (handle.lower(), source or "download")
        for user, handle, source in db.execute("SELECT user_id, handle, source FROM handles")
    }
    for user, handle in (people or {}).items():
        found[user] = (handle.lstrip("@＠").lower(), "configuration")
    return found


def speakers(
    db: sqlite3.Connection, people: Mapping[str, str] | None = None
) -> tuple[Speaker, ...]:
    """Everyone who spoke in a Space that they did not host, most Spaces first.

    Guests of a Space that came from a CSV file count too: it names who took part.
    """
    known = handles(db, people)
    rows = db.execute(
        """SELECT p.user_id, s.id, substr(s.started_at, 1, 10) FROM people p
        JOIN spaces s ON s.id = p.space_id
        WHERE (p.role = 'speaker' OR (p.role = 'planned' AND s.source = 'csv'))
        AND NOT EXISTS (SELECT 1 FROM people h WHERE h.space_id = s.id
            AND h.user_id = p.user_id AND h.role IN ('creator', 'host'))"""
    )
    found: dict[str, dict[str, str | None]] = {}
    ids: dict[str, tuple[str, str | None]] = {}
    for user, space, day in rows:
        handle, source = known.get(user, (None, None))
        if user.startswith("@"):
            handle, source = user[1:], "download"
        key = handle or user
        found.setdefault(key, {})[space] = day
        ids.setdefault(key, (user if user.isdecimal() else "", source))
    made = []
    for key, spaces in found.items():
        user_id, source = ids[key]
        days = [day for day in spaces.values() if day]
        handle = None if key == user_id else key
        first, last = min(days, default=None), max(days, default=None)
        made.append(Speaker(user_id, handle, source, len(spaces), first, last))
    return tuple(sorted(made, key=lambda each: (-each.spaces, each.name)))


def keep_handles(db: sqlite3.Connection, found: Mapping[str, str], source: str) -> None:
    """Keep handles by user id, and their source."""
    db.executemany(
        "INSERT OR REPLACE INTO handles (user_id, handle, source) VALUES (?, ?, ?)",
        [(user, handle, source) for user, handle in found.items()],
    )


def speaker_lines(found: Sequence[Speaker]) -> Iterator[str]:
    """Speakers as text lines."""
    if not found:
        yield "no guest spoke in a Space of the history"
        return
    width = max(len(each.name) for each in found)
    for each in found:
        spaces = plural(each.spaces, "Space")
        when = ""
        if each.first is not None:
            when = each.first if each.first == each.last else f"{each.first} to {each.last}"
        origin = f"  [{each.source}]" if each.source not in (None, "download") else ""
        yield f"{each.name:{width}}  {spaces:>10}  {when}{origin}".rstrip()


_LINK = re.compile(r"https?://\S+")
_TITLE_LIMIT = 200  # characters kept of an announcing post's first line


def keep_title(db: sqlite3.Connection, space_id: str) -> None:
    """Give a Space the title that its first announcing post has, unless a plan or CSV named it."""
    texts = [text for (text,) in db.execute(
        "SELECT text FROM posts WHERE space_id = ? ORDER BY at IS NULL, at, id", (space_id,)
    )]  # fmt: skip
    titles = [title for text in texts if (title := title_of_post(text))]
    title = titles[0] if titles else None
    if title is not None and title.endswith("…"):
        # A long post stands shortened among the posts and whole among the notes.
        start = title.rstrip("… ")
        title = next((t for t in titles if t.startswith(start) and not t.endswith("…")), title)
    db.execute(
        """UPDATE spaces SET title = ?, title_from = CASE WHEN ? IS NULL THEN NULL ELSE 'post' END
        WHERE id = ? AND (title IS NULL OR title_from = 'post')""",
        (title, title, space_id),
    )


def title_of_post(text: str) -> str | None:
    """The first line of a post with something in it besides links: what stood for a title."""
    for line in text.splitlines():
        words = " ".join(_LINK.sub(" ", line).split())
        if words:
            return words[:_TITLE_LIMIT]
    return None
