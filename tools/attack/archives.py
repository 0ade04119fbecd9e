"""Hostile downloads and workbooks: damaged, huge when unpacked, or named to get out of a folder."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import AbstractContextManager
from random import Random
from unittest.mock import patch

from openpyxl import Workbook

from tests.reach.make_archive import files, js, post, space, space_id, zipped
from tools.attack import texts
from tools.attack.family import Family, Try

_NAMES = ("../../escaped.js", "/escaped.js", "data/../../escaped.js", "data\\..\\escaped.js",
          "data/" + "n" * 300, "data/\x1b[2J.js", "", "data/", "data/account.js")  # fmt: skip


def attack(attempt: Try) -> None:
    """Import a hostile download beside a good one, or check a hostile workbook."""
    random, folder = attempt.random, attempt.folder
    if random.random() < 0.3:
        (folder / "spaces.xlsx").write_bytes(_changed(_workbook(random), random))
        attempt.run("check", "spaces.xlsx", "--output-format", random.choice(("text", "json")))
        return
    # A small good history first: no hostile download takes anything away from it.
    good = files([space(1), space(2)], [post(1, "Town hall", space=space_id(1))])
    zipped(folder / "good.zip", good)
    database = ("--database", str(folder / "history.sqlite3"))
    done = attempt.run("history", "import", "good.zip", *database)
    attempt.check(done.status == 0, f"a good download: {done.err[-200:]!a}")
    before = _spaces(attempt, database)
    (folder / "evil.zip").write_bytes(_archive(random))
    inside = set(folder.rglob("*"))
    attempt.run("history", "import", "evil.zip", *database)
    made = {each.name for each in set(folder.rglob("*")) - inside}
    attempt.check(made <= {"history.sqlite3-wal", "history.sqlite3-shm"}, f"made {made}")
    attempt.check(not list(folder.parent.glob("**/escaped*")), "a name got out of the folder")
    after = _spaces(attempt, database)
    attempt.check(before <= after, f"lost from the history: {before - after}")
    attempt.run("history", random.choice(("stats", "when", "who", "recordings")), *database)


def _spaces(attempt: Try, database: tuple[str, ...]) -> set[str]:
    done = attempt.run("history", "list", "--output-format", "json", *database)
    try:
        return {each["id"] for each in json.loads(done.out)}
    except (ValueError, TypeError, KeyError):
        attempt.check(False, f"history list: {done.out[:100]!a} {done.err[-200:]!a}")
        return set()


def _archive(random: Random) -> bytes:
    title = texts.title(random)
    records = [space(number, title=title) for number in range(3, 6)]
    made = files(records, [post(3, texts.title(random), space=space_id(3))])
    name = random.choice(sorted(made))
    kind = random.randrange(9)
    if kind == 0:
        made[name] = b"[" * 200_000
    elif kind == 1:
        made[name] = made[name].replace(b'"', random.choice((b"'", b"", b'\\"')), 3)
    elif kind == 2:
        made[name] = js(name, [[{}], None, 10**400, {"spacesMetadata": [title]}, title])
    elif kind == 3:
        made[name] = random.randbytes(2000)
    elif kind == 4:
        made[name] = made[name][: random.randrange(len(made[name]) + 1)]
    elif kind == 5:
        made = {random.choice(_NAMES): raw for raw in made.values()}
    elif kind == 6:
        record = random.choice(("createdAt", "endedAt", "totalParticipated", "speakers", "id"))
        wrong = random.choice((None, -1, 1e308, "x" * 10_000, [], {"a": {}}, title, "9999-99-99"))
        made[name] = js("spaces_metadata", [{**space(7), record: wrong}])
    elif kind == 7:
        made[name] = b" " * (400 << 20) if random.random() < 0.1 else b" " * (10 << 20)
    return _changed(_zip(made, random), random)


def _zip(made: dict[str, bytes], random: Random) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, raw in made.items():
            info = zipfile.ZipInfo(random.choice(_NAMES) if random.random() < 0.05 else name)
            info.compress_type = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
            if random.random() < 0.05:
                info.external_attr = 0o120777 << 16  # a symbolic link
            package.writestr(info, raw)
    return file.getvalue()


def _workbook(random: Random) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["title", "start", "host"])
    for _ in range(random.randint(0, 20)):
        text = "".join(c for c in texts.title(random) if c.isprintable())
        sheet.append([text.encode("utf-8", "ignore").decode(), "2026-12-01", "@acme"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _changed(data: bytes, random: Random) -> bytes:
    """Return an archive with some of its bytes changed, or as it is."""
    changed = bytearray(data)
    for _ in range(random.choice((0, 0, 1, 1, 5))):
        at = random.randrange(len(changed) or 1)
        kind = random.randrange(3)
        if kind == 0:
            changed[at : at + 1] = random.randbytes(1)
        elif kind == 1:
            del changed[at : at + random.choice((1, 100, len(changed)))]
        else:
            changed[at:at] = changed[at : at + 50]
    return bytes(changed)


def plant() -> AbstractContextManager[object]:
    """A download that cannot be parsed ends in a traceback."""
    import spacelint.reach.storage as storage

    def raw(self: object, *args: object) -> None:
        raise ZeroDivisionError("planted")

    return patch.object(storage.HistoryError, "__init__", raw)


FAMILY = Family("archives", "runs", attack, plant)
