"""X's data download as a set of named files, whether it is a ZIP or a folder.

Nothing is unpacked to disk and no name of the archive is ever used as a path, so ``../`` and
absolute names cannot reach anything; they, links and devices are passed over and told.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from spacelint.reach.errors import HistoryError
from spacelint.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

ENTRY_LIMIT = 1_000_000  # files in an archive; X's have up to some hundred thousand
BOMB_SIZE = 64 << 20  # bytes: what unpacks to less does no harm, however small it was packed
BOMB_RATIO = 150  # X's JSON packs 10 to 30 times
_UNSAFE = re.compile(r"\A(?:[/\\]|[A-Za-z]:)|(?:\A|[/\\])\.\.(?:[/\\]|\Z)|[\x00-\x1f\x7f\\]")
_ROOT = re.compile(r"((?:[^/]+/){0,3}?)data/(?:manifest|account|tweets?|spaces-metadata)\.js\Z")

# All that reading a hostile ZIP raises, by zipfile's own code.
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError,
    OSError, KeyError,
)  # fmt: skip


class Archive(NamedTuple):
    """An open download: sizes in bytes by name (from ``data/`` on), how to open one, remarks."""

    path: str
    kind: str
    sizes: dict[str, int]
    open: Callable[[str], IO[bytes]]
    notes: list[str]


@contextmanager
def open_archive(path: str) -> Iterator[Archive]:
    """The download at a path; faults of the archive inside the block are HistoryErrors."""
    if os.path.isdir(path):
        try:
            yield _folder(path)
        except OSError as error:
            raise HistoryError(f"{path}: {error.strerror or error}") from None
        return
    try:
        package = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise HistoryError(f"{path}: there is no such file or folder") from None
    except _ZIP_FAULTS as error:
        raise HistoryError(
            f"{path} is not a ZIP archive, or not a whole one ({_said(error)}): "
            "download it again, or unpack it and give the folder"
        ) from None
    with package:
        try:
            yield _zip(path, package)
        except HistoryError:
            raise
        except _ZIP_FAULTS as error:
            raise HistoryError(
                f"{path} is damaged ({_said(error)}): download it again; nothing was imported"
            ) from None


def _zip(path: str, package: zipfile.ZipFile) -> Archive:
    infos = package.infolist()
    if len(infos) > ENTRY_LIMIT:
        raise HistoryError(f"{path} has {len(infos):,} files, more than {ENTRY_LIMIT:,}")
    notes: list[str] = []
    usable: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.is_dir():
            continue
        if _UNSAFE.search(info.orig_filename):
            notes.append(f"{_shown(info.orig_filename)}: passed over, it points out of the archive")
        elif stat.S_ISLNK(info.external_attr >> 16):
            notes.append(f"{_shown(info.filename)}: passed over, it is a link")
        else:
            usable[info.filename] = info
    root = _root(path, usable)
    inside = {name[len(root) :]: info for name, info in usable.items() if name.startswith(root)}

    def open_entry(name: str) -> IO[bytes]:
        info = inside[name]
        if info.flag_bits & 1:
            raise HistoryError(
                f"{path}: {_shown(name)} is encrypted, which X's downloads are not: unpack it "
                "yourself and give the folder"
            )
        if info.file_size > max(BOMB_SIZE, info.compress_size * BOMB_RATIO):
            raise HistoryError(
                f"{path}: {_shown(name)} says it unpacks from {info.compress_size:,} to "
                f"{info.file_size:,} bytes: this is no download of X, it is left unread"
            )
        return package.open(info)

    sizes = {name: info.file_size for name, info in inside.items()}
    return Archive(path, "zip", sizes, open_entry, notes)


def _folder(path: str) -> Archive:
    notes: list[str] = []
    sizes: dict[str, int] = {}
    base = path if os.path.isdir(os.path.join(path, "data")) else os.path.dirname(path) or "."
    if base != path and os.path.basename(os.path.normpath(path)) != "data":
        base = path
    for folder in ("data", "data/spaces_media"):
        place = os.path.join(base, folder)
        if os.path.islink(place):
            notes.append(f"{folder}: passed over, it is a link")
            continue
        if not os.path.isdir(place):
            continue
        with os.scandir(place) as entries:
            for entry in entries:
                name = f"{folder}/{entry.name}"
                if entry.is_symlink():
                    notes.append(f"{_shown(name)}: passed over, it is a link")
                elif entry.is_file(follow_symlinks=False):
                    sizes[name] = entry.stat(follow_symlinks=False).st_size
    _root(path, sizes)

    def open_entry(name: str) -> IO[bytes]:
        if name not in sizes:
            raise KeyError(name)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(os.path.join(base, name), flags), "rb")

    return Archive(path, "folder", sizes, open_entry, notes)


def _root(path: str, names: dict[str, zipfile.ZipInfo] | dict[str, int]) -> str:
    roots = [match[1] for name in names if (match := _ROOT.match(name))]
    if not roots:
        raise HistoryError(
            f"{path} is not X's data download: expected data/manifest.js, data/account.js or "
            "data/tweets.js in it"
        )
    return min(roots, key=len)


def _said(error: Exception) -> str:
    return _shown(str(error) or type(error).__name__)


def _shown(text: str) -> str:
    return visible(text[:200])
