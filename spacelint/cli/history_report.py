"""What the commands of ``spacelint history`` do: import, list, recordings."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from spacelint.cli.options import Options
from spacelint.cli.progress import StatusLine
from spacelint.cli.reading import read_plan_file
from spacelint.cli.session import Sessions, UsageError
from spacelint.reach.history.audio import (
    deadline_lines,
    deadlines,
    due,
    export_recordings,
    recording_lines,
    recordings,
)
from spacelint.reach.history.csvfile import columns_read, import_csv, is_post_analytics, write_csv
from spacelint.reach.history.importing import import_downloads
from spacelint.reach.history.plans import apply_plans
from spacelint.reach.history.query import Filter as Filter
from spacelint.reach.history.query import past_spaces, space_lines
from spacelint.reach.history.store import history_at
from spacelint.reach.questions import plan_notes
from spacelint.reach.run import user_paths
from spacelint.reach.storage import HistoryError
from spacelint.text.escape import visible

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from spacelint.reach.history.audio import Deadline
    from spacelint.reach.history.importing import Imported
    from spacelint.reach.history.plans import PlanNote


class Place(NamedTuple):
    """Where the history is (None: the user's own), and which configuration names its people."""

    database: str | None = None
    config: str | None = None
    isolated: bool = False

    def sessions(self) -> Sessions:
        """The configuration's sessions."""
        return Sessions(Options(config=self.config, isolated=self.isolated))

    def people(self) -> Mapping[str, str]:
        """Handles by X's user id, of the table ``[people]``. Raises UsageError."""
        config = self.sessions().root().config
        return config.people if config is not None else {}


def import_sources(place: Place, sources: list[str], plans: list[str]) -> int:
    """Read downloads, CSV files and plans into the history."""
    if not sources and not plans:
        print("give X's data download (ZIP or folder), a CSV file, or --plan", file=sys.stderr)
        return 2
    line = StatusLine(sys.stderr)
    with opened(place, create=True) as db:
        downloads = []
        for source in sources:
            if source.lower().endswith(_PLANS) and not os.path.isdir(source):
                raise HistoryError(
                    f"{source}: a plan is named with --plan; what is imported is X's data download "
                    "(ZIP or folder) or a CSV file"
                )
            if not source.lower().endswith(".csv"):
                downloads.append(source)
                continue
            raw = _bytes(source)
            number = import_csv(db, raw, source)
            if is_post_analytics(raw, source):
                print(f"{visible(source)}: likes and reposts of {number} announcing posts")
                continue
            print(f"{visible(source)}: {_many(number, 'Space')}")
            print(visible(columns_read(raw, source)), file=sys.stderr)
        # Together: they may be the parts of one.
        for done in import_downloads(db, downloads, line.bytes_done) if downloads else ():
            line.clear()
            print(_imported(done))
            for note in done.notes:
                print(visible(note), file=sys.stderr)
        if plans:
            number = apply_plans(db, _notes(plans, place))
            print(f"{_many(number, 'Space')} of the history found in the plans")
    return 0


def list_spaces(place: Place, wanted: Filter, output_format: str) -> int:
    """Print the Spaces that match, newest first."""
    with opened(place) as db:
        spaces = past_spaces(db, wanted, people=place.people())
    if output_format == "csv":
        print(write_csv(spaces), end="")
    elif output_format == "json":
        print_json([space._asdict() | {"url": space.url or None} for space in spaces])
    elif spaces:
        print_lines(space_lines(spaces))
    else:
        some = any(value is not None for value in wanted)
        print("no Space matches" if some else "no Space is in the history")
    return 0


def list_recordings(place: Place, plans: list[str], export: str | None, output_format: str) -> int:
    """Print recordings, then deadlines of Spaces without one; copy the audio out if asked."""
    with opened(place) as db:
        if plans:
            apply_plans(db, _notes(plans, place))
        found = recordings(db, place.people())
        waiting = deadlines(db, place.people())
    today = _today(waiting)
    if output_format == "json":
        print_json(
            [each._asdict() | {"space": each.space and each.space._asdict()} for each in found]
        )
    else:
        print_lines(recording_lines(found, today))
        if any(each.kept_until >= today for each in waiting):
            print("\nNot downloaded yet; X keeps the audio until at least")
        print_lines(deadline_lines(waiting, today))
    if export is not None:
        line = StatusLine(sys.stderr)
        with _failures():
            for copy in export_recordings(found, export, lambda each: line.show(each.name)):
                verb = "copied to" if copy.made else "is there already:"
                print(visible(f"{copy.recording.name} {verb} {copy.path}"), file=sys.stderr)
        line.clear()
    return 0


def list_due(place: Place, plans: list[str], days: int, output_format: str) -> int:
    """Print the Spaces whose audio X may delete within so many days; 1 where there is one."""
    with opened(place) as db:
        if plans:
            apply_plans(db, _notes(plans, place))
        waiting = deadlines(db, place.people())
    today = _today(waiting)
    found = due(waiting, today, days)
    if output_format == "json":
        print_json([
            {"kept_until": each.kept_until, "id": each.space.id, "url": each.space.url,
             "title": each.space.title, "no_consent": list(each.silent)}
            for each in found
        ])  # fmt: skip
    elif found:
        print_lines(deadline_lines(found, today))
    else:
        print(f"no Space without downloaded audio is due within {days} days")
    return 1 if found else 0


@contextmanager
def opened(place: Place, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """The history; what cannot be done in the block is a sentence and exit status 2."""
    with (
        _failures(),
        history_at(
            place.database or user_paths().history,
            create=create,
            notify=lambda sentence: print(visible(sentence), file=sys.stderr),
        ) as db,
    ):
        yield db


@contextmanager
def _failures() -> Iterator[None]:
    """What cannot be done is a sentence and exit status 2."""
    try:
        yield
    except UsageError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    except HistoryError as error:
        print(visible(str(error)), file=sys.stderr)
        raise typer.Exit(2) from None


def _notes(plans: list[str], place: Place) -> list[PlanNote]:
    sessions = place.sessions()
    return [note for path in plans for note in plan_notes(read_plan_file(path, sessions)[0])]


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_CSV_LIMIT + 1)
    except OSError as error:
        raise HistoryError(f"{path}: {error.strerror}") from None


_PLANS = (".yaml", ".yml", ".toml", ".json", ".ics", ".md", ".txt", ".xlsx")
_CSV_LIMIT = 64 << 20  # bytes; the reader refuses a longer file


def _imported(done: Imported) -> str:
    who = f" of @{done.account}" if done.account else ""
    return visible(
        f"{done.source}{who}: {_many(done.spaces, 'Space')} "
        f"({done.new_spaces} new to the history), "
        f"{_many(done.posts, 'post')}, {done.announcing} announcing Spaces, "
        f"{_many(done.recordings, 'recording')}"
    )


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, escaped."""
    for line in lines:
        print(visible(line))


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, indent=2))


def _today(waiting: Iterable[Deadline]) -> str:
    """Today's UTC day; that of the newest Space where this computer's clock is behind it."""
    today = datetime.now(UTC).date().isoformat()
    newest = max(((each.space.ended_at or each.space.started_at or "")[:10] for each in waiting),
                 default="")  # fmt: skip
    if newest <= today:
        return today
    print(
        f"this computer's clock says {today}, but a Space ended on {newest}: is the clock right? "
        f"Days are counted from {newest}",
        file=sys.stderr,
    )
    return newest
