"""Caches and databases that are damaged, replaced or another's: made anew, never obeyed."""

from __future__ import annotations

import os
import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from random import Random
from unittest.mock import patch

from tests.reach.make_archive import files, post, space, space_id, zipped
from tools.attack import texts
from tools.attack.family import Family, Try

_PLAN = '[[spaces]]\ntitle = "AMA with Globex great#tag #AcmeTalk and acme labs e-mail"\n'


def attack(attempt: Try) -> None:
    """Damage what is kept between runs; findings stay the same and no run breaks."""
    random, folder = attempt.random, attempt.folder
    (folder / "spacelint.toml").write_text(texts.BOOK)
    os.utime(folder / "spacelint.toml", (10**9, 10**9))
    (folder / "spaces.toml").write_text(_PLAN)
    home = folder / "home"
    home.mkdir()
    env = attempt.environment(
        XDG_CACHE_HOME=str(home / "cache"), XDG_DATA_HOME=str(home / "data"), HOME=str(home)
    )
    zipped(folder / "a.zip", files([space(1), space(2)], [post(1, "Hall", space=space_id(1))]))
    check = ("check", "spaces.toml", "--today", "2026-12-01")
    first = attempt.run(*check, env=env)
    attempt.check("Globex" in first.out, f"no findings: {first.err[-200:]!a}")
    attempt.run("history", "import", "a.zip", env=env)
    kept = [path for path in sorted(home.rglob("*")) if path.is_file()]
    attempt.check(len(kept) >= 2, f"nothing is kept in {home}")
    for path in kept:
        if attempt.fault:
            # Its last part is the configuration; before that is what it was made from.
            path.write_bytes(b"Glorex".join(path.read_bytes().rsplit(b"Globex", 1)))
        elif random.random() < 0.7:
            _damage(path, random)
    for args in (check, check, ("history", "list"), ("history", "import", "a.zip"),
                 ("history", "stats"), ("reach", "AMA #AcmeTalks")):  # fmt: skip
        done = attempt.run(*args, env=env)
        if args is check:
            attempt.check(done.out == first.out, f"other findings with a damaged cache: {done.out}")
    shutil.rmtree(home, ignore_errors=True)


def _damage(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    kind = random.randrange(9)
    if kind == 0:
        data = data[: random.randrange(len(data) + 1)]
    elif kind == 1:
        for _ in range(random.choice((1, 3, 100))):
            at = random.randrange(len(data) or 1)
            data[at : at + 1] = random.randbytes(1)
    elif kind == 2:
        data = bytearray(random.randbytes(len(data)))
    elif kind == 3:
        data = bytearray(len(data))
    elif kind == 4:
        data += data
    elif kind in (5, 6, 7):
        path.unlink()
        if kind == 5:
            path.mkdir()
        elif kind == 6:
            os.mkfifo(path)
        else:
            path.symlink_to(random.choice((path.name, "/dev/zero", "gone/x", path.parent)))
        return
    else:
        path.chmod(random.choice((0o000, 0o444, 0o777)))
        return
    path.write_bytes(data)


def plant() -> AbstractContextManager[object]:
    """A cache that is taken for what it says without its checksum."""
    import marshal

    from spacelint.config import cache

    def read(place: str) -> object:
        try:
            with open(place, "rb") as file:
                return marshal.loads(file.read()[4:])
        except FileNotFoundError:
            return None

    return patch.object(cache, "_read", read)


FAMILY = Family("stores", "runs", attack, plant)
