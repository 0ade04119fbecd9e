"""What each command of ``spacelint history`` does."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import typer

from spacelint.cli.live import price_line, terms
from spacelint.cli.options import Options
from spacelint.cli.reading import read_plan_file
from spacelint.cli.session import Sessions, UsageError
from spacelint.reach.errors import HistoryError, XApiError
from spacelint.reach.history import (
    Filter as Filter,
)
from spacelint.reach.history import (
    apply_plans,
    export_recordings,
    figures,
    history_at,
    import_csv,
    import_downloads,
    past_spaces,
    recordings,
    write_csv,
)
from spacelint.reach.history.audio import deadline_lines, deadlines, due, recording_lines
from spacelint.reach.history.csvfile import columns_read, is_post_analytics
from spacelint.reach.history.people import keep_handles, speaker_lines, speakers
from spacelint.reach.history.query import space_lines
from spacelint.reach.history.stats import figure_lines
from spacelint.reach.history.store import all_or_nothing
from spacelint.reach.history.trend import trend_lines, trends
from spacelint.reach.history.when import announced_by, slot_html, slot_lines, slot_svg, slots
from spacelint.reach.plan_questions import plan_notes
from spacelint.reach.plot import trend_html, trend_svg
from spacelint.reach.progress import StatusLine
from spacelint.reach.run import ask_x, price, price_lines, user_paths
from spacelint.reach.table import sparkline
from spacelint.reach.xapi import Ask
from spacelint.text.escape import visible

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo

    from spacelint.cli.options import LiveOptions
    from spacelint.reach.history import Imported, PlanNote
    from spacelint.reach.history.audio import Deadline


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
    with _history(place, create=True) as db:
        downloads = []
        for source in sources:
            if not source.lower().endswith(".csv"):
                downloads.append(source)
                continue
            raw = _bytes(source)
            number = import_csv(db, raw, source)
            if is_post_analytics(raw, source):
                print(f"{visible(source)}: likes and reposts of {number} announcing posts")
                continue
            print(f"{visible(source)}: {number} Spaces")
            print(visible(columns_read(raw, source)), file=sys.stderr)
        # Together: they may be the parts of one.
        for done in import_downloads(db, downloads, line.bytes_done) if downloads else ():
            line.clear()
            print(_imported(done))
            for note in done.notes:
                print(visible(note), file=sys.stderr)
        if plans:
            number = apply_plans(db, _notes(plans, place))
            print(f"{number} Spaces of the history are in the plans")
    return 0


def list_spaces(place: Place, wanted: Filter, output_format: str) -> int:
    """Print the Spaces that match, newest first."""
    with _history(place) as db:
        spaces = past_spaces(db, wanted, people=place.people())
    if output_format == "csv":
        print(write_csv(spaces), end="")
    elif output_format == "json":
        _json([space._asdict() | {"url": space.url or None} for space in spaces])
    elif spaces:
        _print(space_lines(spaces))
    else:
        some = any(value is not None for value in wanted)
        print("no Space matches" if some else "no Space is in the history")
    return 0


def list_recordings(place: Place, plans: list[str], export: str | None, output_format: str) -> int:
    """Print recordings, then deadlines of Spaces without one; copy the audio out if asked."""
    with _history(place) as db:
        if plans:
            apply_plans(db, _notes(plans, place))
        found = recordings(db, place.people())
        waiting = deadlines(db, place.people())
    today = _today(waiting)
    if output_format == "json":
        _json([each._asdict() | {"space": each.space and each.space._asdict()} for each in found])
    else:
        _print(recording_lines(found, today))
        if any(each.kept_until >= today for each in waiting):
            print("\nNot downloaded yet; X keeps the audio until at least")
        _print(deadline_lines(waiting, today))
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
    with _history(place) as db:
        if plans:
            apply_plans(db, _notes(plans, place))
        waiting = deadlines(db, place.people())
    today = _today(waiting)
    found = due(waiting, today, days)
    if output_format == "json":
        _json([
            {"kept_until": each.kept_until, "id": each.space.id, "url": each.space.url,
             "title": each.space.title, "no_consent": list(each.silent)}
            for each in found
        ])  # fmt: skip
    elif found:
        _print(deadline_lines(found, today))
    else:
        print(f"no Space without downloaded audio is due within {days} days")
    return 1 if found else 0


def stats(place: Place, wanted: Filter, timezone: str, output_format: str) -> int:
    """Print figures by tag, guest, weekday and hour."""
    zone = _zone(timezone)
    with _history(place) as db:
        made = figures(past_spaces(db, wanted, people=place.people()), zone)
    if output_format == "json":
        _json([figure._asdict() | {"enough": figure.enough} for figure in made])
    else:
        _print(figure_lines(made, timezone))
    return 0


def when(
    place: Place, wanted: Filter, timezone: str, output: str | None, output_format: str
) -> int:
    """Print or draw the table of weekdays and hours."""
    zone = _zone(timezone)
    with _history(place) as db:
        made = slots(past_spaces(db, wanted), announced_by(db), zone)
    if output is not None:
        drawn = slot_html if output.lower().endswith(".html") else slot_svg
        return write_text(output, drawn(made, timezone))
    if output_format == "json":
        _json([slot._asdict() for slot in made])
    else:
        _print(slot_lines(made, timezone))
    return 0


def who(place: Place, live_options: LiveOptions | None, output_format: str) -> int:
    """Print who spoke; X is asked for unknown handles where ``live_options`` are given."""
    status = 0
    with _history(place) as db:
        people = place.people()
        if live_options is not None:
            nameless = [each.user_id for each in speakers(db, people) if each.handle is None]
            asked = _look_up_handles(db, nameless, live_options)
            if asked is None:
                return 0
            status = asked
        found = speakers(db, people)
    if output_format == "json":
        _json([each._asdict() for each in found])
    else:
        _print(speaker_lines(found))
    return status


def _look_up_handles(
    db: sqlite3.Connection, ids: list[str], live_options: LiveOptions
) -> int | None:
    """Ask X for the handles of user ids and keep them; None where only the price was wanted."""
    ask, paths = Ask(user_ids=tuple(ids)), user_paths()
    if live_options.dry_run:
        print("\n".join(price_lines(price(ask, paths))))
        return None
    line = StatusLine(sys.stderr)
    try:
        answer = ask_x(ask, paths, os.environ, terms(live_options, line))
    except XApiError as error:
        raise UsageError(visible(str(error))) from None
    finally:
        line.clear()
    named = {user: each.handle for user, each in answer.by_user_id.items() if each.username}
    with all_or_nothing(db):
        keep_handles(db, named, "X")
    for sentence in (*answer.notes, price_line(answer), *answer.reasons):
        print(visible(sentence), file=sys.stderr)
    if answer.interrupted:
        return 130
    return 2 if answer.reasons else 0


def trend(
    place: Place, tags: list[str], since: str | None, output: str | None, output_format: str
) -> int:
    """Print or draw the kept days of posts with each tag."""
    with _history(place) as db:
        made = trends(db, tags, since)
    if output is not None:
        drawn = trend_html if output.lower().endswith(".html") else trend_svg
        return write_text(output, drawn(made))
    if output_format == "json":
        _json([each._asdict() | {"last": each.last, "known": each.known} for each in made])
    else:
        plain = not can_print("▁█")
        _print(trend_lines(made, lambda series: sparkline(series, plain)))
    return 0


def write_text(path: str, text: str) -> int:
    """Write a picture or page; the exit status."""
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        print(f"{visible(path)}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def can_print(marks: str) -> bool:
    """Whether standard output can show these characters."""
    try:
        marks.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@contextmanager
def _history(place: Place, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    with (
        _failures(),
        history_at(
            place.database or user_paths().history,
            create=create,
            tell=lambda sentence: print(visible(sentence), file=sys.stderr),
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


_CSV_LIMIT = 64 << 20  # bytes; the reader refuses a longer file


def _imported(done: Imported) -> str:
    who = f" of @{done.account}" if done.account else ""
    return visible(
        f"{done.source}{who}: {done.spaces} Spaces ({done.new_spaces} new to the history), "
        f"{done.posts:,} posts of which {done.announcing} announce Spaces, "
        f"{done.recordings} recordings"
    )


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(visible(line))


def _json(value: Any) -> None:
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


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise typer.BadParameter(
            f"expected a zone such as Europe/Berlin; found {name!r}", param_hint="'--timezone'"
        ) from None
