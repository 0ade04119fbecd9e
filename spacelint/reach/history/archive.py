"""X's data download as a set of named files, whether it is a ZIP or a folder.

Nothing is unpacked to disk and no name of the archive is ever used as a path, so ``../`` and
absolute names cannot reach anything; they, links and devices are left out and reported.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple

from spacelint.reach.storage import HistoryError
from spacelint.text.width import visible

ENTRY_LIMIT = 1_000_000  # files in an archive; X's have up to some hundred thousand
BOMB_SIZE = 64 << 20  # bytes: what unpacks to less does no harm, however small it was packed
BOMB_RATIO = 150  # X's JSON packs 10 to 30 times
_FOLDER_LIMIT = 20_000  # folders looked into for a download
_DEPTH = 4  # folders around the files: re-zipped downloads nest up to three deep, and data/
_DEFLATE64 = 9
_UNSAFE = re.compile(r"\A(?:/|[A-Za-z]:)|(?:\A|/)\.\.(?:/|\Z)|[\x00-\x1f\x7f]")
AUDIO = (".m4a", ".mp3", ".aac", ".mp4", ".m4b", ".ts", ".wav", ".ogg", ".oga", ".opus", ".flac",
         ".webm", ".mka")  # fmt: skip
# The files that identify a download: those that are read, and the audio of Spaces.
_KEY = re.compile(
    r"((?:[^/]+/){0,4}?)(?:manifest\.js|(?:account|tweets?|spaces-metadata|note-tweet"
    r"|community-tweet|deleted-tweets?)(?:-part\d+)?\.js|spaces_media/[^/]+)\Z"
)

# All that reading a hostile ZIP raises, by zipfile's own code.
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError,
    OSError, KeyError,
)  # fmt: skip


class Archive(NamedTuple):
    """An open download: sizes in bytes by name (``data/…``), how to open one, notes."""

    path: str
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
    if os.path.exists(path) and not os.path.isfile(path):
        raise HistoryError(f"{path}: it is neither a file nor a folder")  # a pipe may never end
    try:
        package = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise HistoryError(f"{path}: there is no such file or folder") from None
    except _ZIP_FAULTS as error:
        if path.lower().endswith((".js", ".html", ".htm", *AUDIO)):
            raise HistoryError(
                f"{path} is one file of a download: give the ZIP, or the folder it was unpacked to"
            ) from None
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
        name = info.orig_filename.replace("\\", "/")  # as some Windows programs write them
        if name.endswith("/") or not info.filename:  # `is_dir` fails on an empty name
            continue
        if _UNSAFE.search(name):
            notes.append(f"{_shown(info.orig_filename)}: passed over, it points out of the archive")
        elif stat.S_ISLNK(info.external_attr >> 16):
            notes.append(f"{_shown(name)}: passed over, it is a link")
        else:
            if name in usable and _KEY.match(name):
                notes.append(f"{_shown(name)} is in the archive twice: the last one is read")
            usable[name] = info
    root = _root(path, usable, notes)
    inside = {f"data/{n[len(root) :]}": info for n, info in usable.items() if n.startswith(root)}

    def open_entry(name: str) -> IO[bytes]:
        info = inside[name]
        _refuse_unreadable(path, name, info)
        return package.open(info)

    return Archive(path, {name: info.file_size for name, info in inside.items()}, open_entry, notes)


def _refuse_unreadable(path: str, name: str, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 1:
        raise HistoryError(
            f"{path}: {_shown(name)} is encrypted, which X's downloads are not: unpack it "
            "yourself and give the folder"
        )
    if info.compress_type == _DEFLATE64:
        raise HistoryError(
            f"{path}: {_shown(name)} is packed with Deflate64, as Windows packs large files, which "
            "Python can't unpack: unpack it in Explorer (Extract All) or with 7-Zip, and give "
            "the folder"
        )
    if info.file_size > max(BOMB_SIZE, info.compress_size * BOMB_RATIO):
        raise HistoryError(
            f"{path}: {_shown(name)} says it unpacks from {info.compress_size:,} to "
            f"{info.file_size:,} bytes: this is not a download from X, so it is not read"
        )


def _folder(path: str) -> Archive:
    notes: list[str] = []
    root = _root(path, _names_below(path), notes)
    base = os.path.join(path, root)
    sizes: dict[str, int] = {}
    folders = ["", "spaces_media/"]
    for folder in folders:  # and those in spaces_media
        place = os.path.join(base, folder)
        if os.path.islink(place.rstrip("/")):
            notes.append(f"data/{folder.rstrip('/')}: passed over, it is a link")
            continue
        if not os.path.isdir(place):
            continue
        with os.scandir(place) as entries:
            for entry in entries:
                name = f"data/{folder}{entry.name}"
                if entry.is_symlink() and not entry.is_dir():
                    notes.append(f"{_shown(name)}: passed over, it is a link")
                elif folder == "spaces_media/" and entry.is_dir(follow_symlinks=False):
                    folders.append(f"{folder}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    sizes[name] = entry.stat(follow_symlinks=False).st_size

    def open_entry(name: str) -> IO[bytes]:
        if name not in sizes:
            raise KeyError(name)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        place = os.path.join(base, name.removeprefix("data/"))
        return os.fdopen(os.open(place, flags), "rb")

    return Archive(path, sizes, open_entry, notes)


def _names_below(path: str) -> Iterator[str]:
    """Names of files in a folder and, level by level, in those below it, until a download."""
    level = [""]
    looked = 0
    for _ in range(_DEPTH + 1):
        below, found = [], False
        for folder in level:
            looked += 1
            if looked > _FOLDER_LIMIT:
                return
            try:
                with os.scandir(os.path.join(path, folder)) as entries:
                    for entry in entries:
                        name = folder + entry.name
                        if entry.is_dir(follow_symlinks=False):
                            below.append(name + "/")
                        else:
                            found = found or _KEY.match(name) is not None
                            yield name
            except OSError:
                if not folder:
                    raise
        if found:
            # The audio lies one folder below.
            for folder in below:
                if folder.endswith("spaces_media/"):
                    yield from (folder + name for name in os.listdir(os.path.join(path, folder)))
            return
        level = sorted(below)


def _root(path: str, names: Iterable[str], notes: list[str]) -> str:
    """The folder of the archive that holds the files; empty or with a ``/`` at its end."""
    found: dict[str, set[str]] = {}
    zips = []
    for name in names:
        match = _KEY.match(name)
        if match is not None and not name.startswith("__MACOSX/"):
            found.setdefault(match[1], set()).add(name[len(match[1]) :])
        elif name.lower().endswith(".zip"):
            zips.append(name)
    if not found and zips:
        one = _shown(zips[0])
        raise HistoryError(
            f"{path} holds ZIP archives ({one}{' and others' if len(zips) > 1 else ''}): "
            "give those, all parts of a download together"
            + ("" if os.path.isdir(path) else ", after unpacking this one once")
        )
    if not found:
        raise HistoryError(
            f"{path} is not X's data download: expected data/manifest.js, data/account.js or "
            "data/tweets.js in it"
        )
    ranked = sorted(found, key=lambda root: (-len(found[root]), len(root), root))
    others = [root for root in ranked[1:] if {"manifest.js", "account.js"} & found[root]]
    if others:
        notes.append(
            f"there is more than one download in {path}: {_shown(ranked[0] or '.')} is read and "
            f"{_shown(others[0] or '.')} is not; give each one alone"
        )
    return ranked[0]


def _said(error: Exception) -> str:
    return _shown(str(error) or type(error).__name__)


def _shown(text: str) -> str:
    return visible(text[:200])
