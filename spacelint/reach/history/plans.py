"""What plans know of past Spaces: their titles, who was to speak, whose consent is on record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from spacelint.reach.history.download import SPACE_URL
from spacelint.reach.history.store import all_or_nothing
from spacelint.reach.json_values import storable
from spacelint.reach.xapi.calls import SPACE_ID


class PlanNote(NamedTuple):
    """One planned Space: its X id or URL, title, speakers and consents as handles, its plan."""

    space: str
    title: str | None
    speakers: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    plan: str = ""


def space_id(text: str) -> str | None:
    """The Space id of an id or of a ``…/i/spaces/<id>`` URL; None for anything else."""
    match = SPACE_URL.match(text.strip()[:200])
    if match:
        return match[1]
    return text.strip() if SPACE_ID.match(text.strip()) else None


def apply_plans(db: sqlite3.Connection, notes: Iterable[PlanNote]) -> int:
    """Give Spaces of the history their planned titles; returns how many Spaces were found.

    A planned title counts for more than one guessed from a post, and replaces an older plan's.
    Spaces that the history does not have are passed over.
    """
    found = set()
    with all_or_nothing(db):
        for note in notes:
            number = space_id(note.space)
            row = db.execute("SELECT 1 FROM spaces WHERE id = ?", (number,)).fetchone()
            if number is None or row is None:
                continue
            found.add(number)
            if note.title and note.title.strip():
                db.execute(
                    "UPDATE spaces SET title = ?, title_from = 'plan' WHERE id = ?",
                    (storable(note.title.strip()), number),
                )
            db.executemany(
                "INSERT OR IGNORE INTO people VALUES (?, ?, 'planned')",
                [(number, handle_id(handle)) for handle in note.speakers],
            )
            db.executemany(
                "INSERT OR REPLACE INTO consents VALUES (?, ?, ?)",
                [(number, handle_id(handle), storable(note.plan)) for handle in note.consents],
            )
    return len(found)


def handle_id(handle: str) -> str:
    """How the history names someone of whom only the handle is known: ``@acme``."""
    return "@" + storable(handle).strip().lstrip("@＠").lower()
