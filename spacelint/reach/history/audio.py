"""Which audio is there, until when X keeps it, and whose consent is on record."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from spacelint.reach.history.archive import open_archive
from spacelint.reach.history.query import PastSpace, guest_name, handles, past_spaces
from spacelint.reach.storage import HistoryError
from spacelint.source.atomic import AtomicFile, refuse_link_out

KEPT_DAYS = 30  # X keeps a recording at least that long
# What some file system refuses, and what would make a name look like another.
_NOT_IN_NAMES = re.compile(
    r"[\x00-\x1f\x7f<>:\"/\\|?*\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")


class Recording(NamedTuple):
    """One audio file of a download; ``kept_until`` is the last UTC day X promises to keep it.

    ``agreed`` and ``silent`` are the guests with and without a consent on record in the plans.
    """

    archive: str
    name: str
    size: int
    space: PastSpace | None
    kept_until: str | None
    agreed: tuple[str, ...]
    silent: tuple[str, ...]


class Deadline(NamedTuple):
    """A Space without downloaded audio; ``kept_until`` is the last UTC day X promises to keep it.

    ``silent`` are the guests without a consent on record in the plans.
    """

    space: PastSpace
    kept_until: str
    silent: tuple[str, ...]


class Copied(NamedTuple):
    """A recording and the file it was copied to; ``made`` is false where it was there already."""

    recording: Recording
    path: str
    made: bool


def deadlines(
    db: sqlite3.Connection, people: Mapping[str, str] | None = None
) -> tuple[Deadline, ...]:
    """The Spaces without downloaded audio, the soonest deadline first; those past it too."""
    there = {space for (space,) in db.execute("SELECT DISTINCT space_id FROM media")}
    consents = _consents(db, people)
    found = [
        Deadline(space, until, tuple(g for g in space.guests if g not in consents[space.id]))
        for space in past_spaces(db, tags_of=lambda title: (), people=people)
        if space.id not in there and space.url and (until := _kept_until(space))
    ]
    return tuple(sorted(found, key=lambda each: (each.kept_until, each.space.id)))


def due(found: Sequence[Deadline], today: str, days: int) -> tuple[Deadline, ...]:
    """Those whose audio X still keeps and may delete within so many days from ``today``."""
    last = str(date.fromisoformat(today) + timedelta(days=days))
    return tuple(each for each in found if today <= each.kept_until <= last)


def deadline_lines(found: Sequence[Deadline], today: str) -> Iterator[str]:
    """Deadlines as text lines, those that are not over."""
    for each in found:
        if each.kept_until < today:
            continue
        left = (date.fromisoformat(each.kept_until) - date.fromisoformat(today)).days
        days = {0: "today is the last day", 1: "1 day left"}.get(left, f"{left} days left")
        title = each.space.title or "(title not known)"
        yield f"{each.kept_until}  {days}: {title}  {each.space.url}"
        if each.silent:
            yield f"  no consent on record: {', '.join(map(guest_name, each.silent))}"
    gone = sum(each.kept_until < today for each in found)
    if gone:
        what = "1 Space has" if gone == 1 else f"{gone} Spaces have"
        yield f"{what} no downloaded audio, and X may have deleted it"


def _kept_until(space: PastSpace) -> str | None:
    end = space.ended_at or space.started_at
    return str(date.fromisoformat(end[:10]) + timedelta(days=KEPT_DAYS)) if end else None


def _consents(db: sqlite3.Connection, people: Mapping[str, str] | None) -> dict[str, set[str]]:
    names = handles(db, people)
    consents: dict[str, set[str]] = defaultdict(set)
    for number, who in db.execute("SELECT space_id, handle FROM consents"):
        consents[number].add(names[who][0] if who in names else who.lstrip("@"))
    return consents


def recordings(
    db: sqlite3.Connection, people: Mapping[str, str] | None = None
) -> tuple[Recording, ...]:
    """Every audio file the imported downloads had, newest Space first."""
    spaces = {space.id: space for space in past_spaces(db, tags_of=lambda title: (), people=people)}
    consents = _consents(db, people)
    found = []
    for archive, name, number, size in db.execute(
        "SELECT archive, name, space_id, size FROM media ORDER BY archive, name"
    ):
        space = spaces.get(number)
        until = _kept_until(space) if space is not None else None
        guests = space.guests if space else ()
        given = consents[number]
        found.append(Recording(
            archive, name, size, space, until,
            tuple(guest for guest in guests if guest in given),
            tuple(guest for guest in guests if guest not in given),
        ))  # fmt: skip

    def order(recording: Recording) -> tuple[str, str, str]:
        start = recording.space.started_at if recording.space else None
        return (start or "", recording.archive, recording.name)

    return tuple(sorted(found, key=order, reverse=True))


def recording_lines(found: tuple[Recording, ...], today: str) -> Iterator[str]:
    """Recordings as text lines; ``today`` is an ISO day."""
    if not found:
        yield "no recording is in the imported downloads (X keeps one for 30 days)"
    for recording in found:
        title = recording.space.title if recording.space else None
        when = (recording.space.started_at or "")[:10] if recording.space else ""
        name = f"{when} {title or recording.name}".strip()
        also = f", {recording.name}" if title else ""
        yield f"{name}  ({recording.size / 1e6:,.1f} MB{also})"
        if recording.space is None:
            yield "  not known which Space it is of"
            continue
        if recording.kept_until is not None:
            past = recording.kept_until < today
            verb = "X may have deleted it since" if past else "X keeps it until at least"
            yield f"  {verb} {recording.kept_until}"
        for who, label in (
            (recording.agreed, "consent on record"), (recording.silent, "no consent on record")
        ):  # fmt: skip
            if who:
                yield f"  {label}: {', '.join(map(guest_name, who))}"


def readable_name(recording: Recording) -> str:
    """``2026-05-03 Ask us anything.m4a``: the day and title of the Space, safe on every system."""
    space = recording.space
    base = recording.name.rpartition("/")[2]
    suffix = match[0].lower() if (match := _SUFFIX.search(base)) else ""
    if space is None:
        words = base.removesuffix(match[0]) if match else base
    else:
        words = f"{(space.started_at or '')[:10]} {space.title or 'Space ' + space.id}"
    clean = " ".join(_NOT_IN_NAMES.sub(" ", words).split()).strip(". ")
    while len(clean.encode("utf-8")) > 200:  # most file systems take 255 bytes
        clean = clean[:-1].rstrip()
    return (clean or "recording") + suffix


def export_recordings(
    found: tuple[Recording, ...],
    folder: str,
    progress: Callable[[Recording], None] = lambda recording: None,
) -> tuple[Copied, ...]:
    """Copy audio into a folder under readable names; nothing that is there is overwritten.

    A file of that name and size is taken for an earlier copy. Each copy is whole or not there at
    all. Raises HistoryError where a download has moved or is damaged.
    """
    made: list[Copied] = []
    given: set[str] = set()
    first: dict[str, int] = {}
    try:
        refuse_link_out(folder)
        os.makedirs(folder, exist_ok=True)
        for path in dict.fromkeys(recording.archive for recording in found):
            with open_archive(path) as archive:
                for recording in found:
                    if recording.archive != path:
                        continue
                    if recording.name not in archive.sizes:
                        raise HistoryError(
                            f"{path} no longer has {recording.name!a}: import it again"
                        )
                    progress(recording)
                    target, there = _place(folder, recording, given, first)
                    if not there:
                        with AtomicFile(target) as file, archive.open(recording.name) as source:
                            shutil.copyfileobj(source, file.stream.buffer, 1 << 20)
                    made.append(Copied(recording, target, not there))
    except (OSError, ValueError) as error:
        place = getattr(error, "filename", None) or folder
        raise HistoryError(f"{place}: {getattr(error, 'strerror', None) or error}") from None
    return tuple(made)


def _place(
    folder: str, recording: Recording, given: set[str], first: dict[str, int]
) -> tuple[str, bool]:
    """A free path for a copy, or that of an earlier copy and true; each is given once.

    ``given`` has the paths so far, names that differ in case being the same, ``first`` the lowest
    number of a name that was not given yet.
    """
    base, suffix = os.path.splitext(readable_name(recording))
    key = (base + suffix).casefold()
    for number in itertools.count(first.get(key, 1)):
        more = "" if number == 1 else f" ({number})"
        path = os.path.join(folder, base + more + suffix)
        if path.casefold() in given:
            if number == first.get(key, 1):
                first[key] = number + 1
            continue
        there = os.path.lexists(path)
        same = there and not os.path.islink(path) and os.path.getsize(path) == recording.size
        if same or not there:
            given.add(path.casefold())
            return path, same
    raise AssertionError("unreachable")
