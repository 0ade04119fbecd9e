"""Who spoke in the Spaces of the history, how often, first and last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence


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
    made = [_speaker(key, spaces, *ids[key]) for key, spaces in found.items()]
    return tuple(sorted(made, key=lambda each: (-each.spaces, each.name)))


def _speaker(
    key: str, spaces: Mapping[str, str | None], user_id: str, source: str | None
) -> Speaker:
    days = sorted(day for day in spaces.values() if day)
    handle = None if key == user_id else key
    return Speaker(user_id, handle, source, len(spaces),
                   days[0] if days else None, days[-1] if days else None)  # fmt: skip


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
        many = f"{each.spaces} Space" + ("" if each.spaces == 1 else "s")
        when = ""
        if each.first is not None:
            when = each.first if each.first == each.last else f"{each.first} to {each.last}"
        origin = f"  [{each.source}]" if each.source not in (None, "download") else ""
        yield f"{each.name:{width}}  {many:>10}  {when}{origin}".rstrip()
