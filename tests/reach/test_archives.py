"""Archives that are broken or meant to do harm."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import stat
import struct
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make_archive import files, post, space, space_id, unpacked, zipped
from packages import history

from spacelint.reach.history import records
from spacelint.reach.history.records import read_records
from spacelint.reach.storage import HistoryError


@pytest.fixture
def load(tmp_path):
    """Import a path into a fresh history; afterwards nothing may lie outside of it."""

    def run(path):
        with history.history_at(str(tmp_path / "data" / "h.sqlite3"), create=True) as db:
            return history.import_download(db, str(path)), history.past_spaces(db)

    return run


def refused(load, path, words):
    with pytest.raises(HistoryError) as caught:
        load(path)
    assert words in str(caught.value)
    assert str(caught.value).isprintable()


def test_an_entry_without_a_name_is_passed_over(load, tmp_path):
    made = files([space(1)], [post(1, "Hall", space=space_id(1))])
    path = zipped(tmp_path / "a.zip", made | {"data/": b""})
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(zipfile.ZipInfo(""), b"nameless")
    _, spaces = load(path)
    assert [each.id for each in spaces] == [space_id(1)]


def test_a_zip_bomb_is_left_unread(load, tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("data/account.js", "window.x = []")
        with package.open("data/tweets.js", "w") as file:
            file.write(b"window.YTD.tweets.part0 = [")
            for _ in range(300):
                file.write(b" " * (1 << 20))
            file.write(b"]")
    assert path.stat().st_size < 400_000
    began = time.monotonic()
    refused(load, path, "to 314,572,828 bytes: this is not a download from X, so it is not read")
    assert time.monotonic() - began < 2


def test_an_entry_that_understates_its_size_is_not_believed(load, tmp_path):
    made = files([space(0)], [post(n, "x" * 100) for n in range(500)])
    path = zipped(tmp_path / "a.zip", made)
    raw = bytearray(path.read_bytes())
    # The size in the central directory, after the name's record begins: b"PK\x01\x02", 24 bytes on.
    at = raw.rindex(b"data/tweets.js") - 46
    assert raw[at : at + 4] == b"PK\x01\x02"
    raw[at + 24 : at + 28] = struct.pack("<I", 1000)
    path.write_bytes(raw)
    refused(load, path, "")


@pytest.mark.parametrize(
    "name",
    ["../outside.js", "/etc/outside.js", "data/../../outside.js", "C:\\outside.js",
     "..\\outside.js", "data/spaces_media/../../outside.m4a", "\\\\host\\share.js"],
)  # fmt: skip
def test_names_that_point_outside_are_passed_over_and_told(load, tmp_path, name):
    made = files([space(0)], [])
    path = zipped(tmp_path / "a.zip", made | {name: b"evil"})
    done, spaces = load(path)
    assert len(spaces) == 1
    assert len(done.notes) == 1
    assert "passed over, it points out of the archive" in done.notes[0]
    assert {file.name for file in tmp_path.iterdir()} == {"a.zip", "data"}


def test_a_manifest_cannot_name_files_outside(load, tmp_path):
    (tmp_path / "secret.js").write_text(json.dumps([space(7)]))
    made = files(None, [])
    listed = [{"fileName": name} for name in ("../secret.js", str(tmp_path / "secret.js"),
                                              "data/../../secret.js")]  # fmt: skip
    made["data/manifest.js"] = (
        b"window.__THAR_CONFIG = "
        + json.dumps({"dataTypes": {"spacesMetadata": {"files": listed}}}).encode()
    )
    assert load(unpacked(tmp_path / "f", made))[1] == ()
    assert load(zipped(tmp_path / "a.zip", made))[1] == ()


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"window.__THAR_CONFIG = {",
        b"[" * 100_000,
        b"null",
        b'x = {"dataTypes": {"tweets": [], "account": {"files": 1}}}',
    ],
)
def test_a_manifest_that_cannot_be_read_is_done_without(load, tmp_path, manifest):
    made = files([space(0)], []) | {"data/manifest.js": manifest}
    assert len(load(zipped(tmp_path / "a.zip", made))[1]) == 1


def test_links_in_the_zip_are_passed_over_and_told(load, tmp_path):
    made = files([space(0)], [])
    path = zipped(tmp_path / "a.zip", made)
    with zipfile.ZipFile(path, "a") as package:
        link = zipfile.ZipInfo("data/spaces_media/link.m4a")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
    done, _ = load(path)
    assert done.notes == ("data/spaces_media/link.m4a: passed over, it is a link",)
    assert done.recordings == 0


def test_links_in_a_folder_are_passed_over_and_told(load, tmp_path):
    place = unpacked(tmp_path / "f", files([space(0)], []))
    (tmp_path / "secret.js").write_text("window.x = " + json.dumps([space(7)]))
    (place / "data/spaces-metadata-part1.js").symlink_to(tmp_path / "secret.js")
    (place / "data/spaces_media").symlink_to(tmp_path)
    done, spaces = load(place)
    assert [found.id for found in spaces] == [space_id(0)]
    assert set(done.notes) == {
        "data/spaces-metadata-part1.js: passed over, it is a link",
        "data/spaces_media: passed over, it is a link",
    }


def test_an_encrypted_archive_is_refused_with_the_way_out(load, tmp_path):
    path = zipped(tmp_path / "a.zip", files([space(0)], []))
    raw = path.read_bytes()
    # Bit 0 of the flags, 6 bytes into a local header and 8 into a central one.
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at != -1:
            raw = raw[: at + offset] + bytes([raw[at + offset] | 1]) + raw[at + offset + 1 :]
            at = raw.find(mark, at + 4)
    path.write_bytes(raw)
    refused(load, path, "is encrypted, which X's downloads are not: unpack it yourself")


def test_truncated_and_damaged_archives_are_refused(load, tmp_path):
    whole = zipped(
        tmp_path / "a.zip",
        files([space(n) for n in range(50)], [post(n, f"text {n}") for n in range(200)]),
    ).read_bytes()
    for share in (0, 10, 50, 90, 99):
        (tmp_path / "cut.zip").write_bytes(whole[: len(whole) * share // 100])
        refused(load, tmp_path / "cut.zip", "is not a ZIP archive, or not a whole one")
    # Zeroes over the packed posts, the directory still good.
    at = whole.index(b"data/tweets.js") + 40
    (tmp_path / "hole.zip").write_bytes(whole[:at] + bytes(200) + whole[at + 200 :])
    refused(load, tmp_path / "hole.zip", "is damaged")


@pytest.mark.parametrize("kind", ["nothing", "text", "other zip", "empty folder", "empty zip"])
def test_what_is_no_download_is_refused(load, tmp_path, kind):
    path = tmp_path / "x"
    if kind == "text":
        path.write_text("hello")
    elif kind == "other zip":
        zipped(path, {"word/document.xml": b"<x/>"})
    elif kind == "empty zip":
        zipped(path, {})
    elif kind == "empty folder":
        path.mkdir()
    words = {"nothing": "there is no such file or folder", "text": "is not a ZIP archive"}
    refused(load, path, words.get(kind, "is not X's data download: expected data/manifest.js"))


def test_random_damage_never_ends_in_a_traceback(load, tmp_path):
    whole = zipped(
        tmp_path / "a.zip",
        files([space(n) for n in range(20)], [post(n, f"text {n}") for n in range(50)]),
    ).read_bytes()
    chance = random.Random(42)
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        (tmp_path / "b.zip").write_bytes(raw)
        with contextlib.suppress(HistoryError):  # any other exception fails the test
            load(tmp_path / "b.zip")


# The reader of records.

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=20)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


class Trickle(io.BytesIO):
    """A file that gives a few bytes at a time."""

    step = 1

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self.step)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(VALUES, max_size=6), st.integers(1, 7), st.sampled_from([None, 1]), st.booleans())
def test_records_are_those_of_the_json_module_however_the_bytes_arrive(values, step, indent, plain):
    raw = json.dumps(values, indent=indent, ensure_ascii=plain).encode("utf-8", "replace")
    expected = json.loads(raw)
    file = Trickle(b"window.YTD.x.part0 = " + raw + b"\n;")
    # The first piece must hold the prefix, as a real file's first chunk does.
    first = file.getvalue()[:21]
    file.seek(21)
    pieces = iter([first + io.BytesIO.read(file, 1)])
    file.read = lambda size=-1: next(pieces, None) or io.BytesIO.read(file, step)  # type: ignore
    assert list(read_records(file, "x.js")) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "x.js doesn't begin as a file of X's data download does"),
        ("<html>\x1b[31m", r"found '<html>\x1b[31m'"),
        ('window.YTD.x.part0 = {"a": 1}', "doesn't begin"),
        ("x = [", "x.js, record 1: the file ends here, in the middle"),
        ('x = [{"a": 1}', "x.js, record 2: the file ends here"),
        ('x = [{"a": 1}, {"b": ', "x.js, record 2: not the JSON it should be"),
        ("x = [{'a': 1}]", "x.js, record 1: not the JSON it should be"),
        ("x = [{}, " + "[" * 100_000, "x.js, record 2: nested too deeply"),
        ("x = [" + "9" * 5000 + "]", "x.js, record 1: not the JSON it should be"),
    ],
)
def test_what_is_no_array_of_records_says_where(text, words):
    with pytest.raises(HistoryError) as caught:
        list(read_records(io.BytesIO(text.encode()), "x.js"))
    assert words in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_record_without_end_is_given_up_early(monkeypatch):
    monkeypatch.setattr(records, "RECORD_LIMIT", 3 << 20)
    read = 0

    class Endless(io.RawIOBase):
        def read(self, size=-1):
            nonlocal read
            read += size
            return b'x = [{"a": "' if read == size else b"y" * size

    with pytest.raises(HistoryError, match="more than 3,145,728 characters, or not JSON"):
        list(read_records(Endless(), "x.js"))
    assert read < 6 << 20


def test_archives_are_never_unpacked_to_disk(load, tmp_path, monkeypatch):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    load(zipped(tmp_path / "a.zip", files([space(0)], [])))
    assert {file.name for file in tmp_path.iterdir()} == {"a.zip", "data", "temporary"}
    assert not list((tmp_path / "temporary").iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
@pytest.mark.parametrize("name", ["pipe.zip", "pipe.csv", "pipe"])
def test_a_pipe_is_refused_and_not_waited_for(run, tmp_path, name):
    os.mkfifo(tmp_path / name)
    done = run("history", "import", name)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{name}: ")
    assert re.search("not a regular file|neither a file nor a folder", done.stderr)
