"""X's data download as it comes: re-zipped, split, nested, with what systems leave in folders."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
import zipfile

import pytest
from commands import COMMAND
from make_archive import files, js, post, space, space_id, unpacked, zipped
from packages import history

from spacelint.reach.history.csvfile import columns_read
from spacelint.reach.storage import HistoryError

LITTER = (".DS_Store", "._1Spc000000000.m4a", "Thumbs.db", "desktop.ini", "notes.txt")
SPACE = files([space(0)], [], media={f"{space_id(0)}.m4a": b"audio"})


@pytest.fixture
def db(tmp_path):
    with history.history_at(str(tmp_path / "h.sqlite3"), create=True) as opened:
        yield opened


def test_only_audio_counts_as_audio(db, tmp_path):
    media = dict.fromkeys(LITTER, b"x") | {f"{space_id(0)}.M4A": b"audio", "b.ts": b"more"}
    done = history.import_download(
        db, str(unpacked(tmp_path / "f", files([space(0)], [], media=media)))
    )
    assert done.recordings == 2
    assert {r.name for r in history.recordings(db)} == {
        f"data/spaces_media/{space_id(0)}.M4A", "data/spaces_media/b.ts"}  # fmt: skip


@pytest.mark.parametrize("outer", ["", "twitter-2026/", "a/b/", "a/b/c/"])
@pytest.mark.parametrize("kind", ["zip", "backslash", "folder"])
@pytest.mark.parametrize("data", [True, False], ids=["with data", "contents of data"])
def test_a_download_is_read_however_it_was_packed_again(db, tmp_path, outer, kind, data):
    made = {outer + (name if data else name.removeprefix("data/")): raw
            for name, raw in SPACE.items()}  # fmt: skip
    if kind == "folder":
        place = unpacked(tmp_path / "f", made)
    else:
        place = tmp_path / "a.zip"
        with zipfile.ZipFile(place, "w") as package:
            for name, raw in made.items():
                info = zipfile.ZipInfo("x")
                info.filename = name.replace("/", "\\") if kind == "backslash" else name
                package.writestr(info, raw)
    done = history.import_download(db, str(place))
    assert (done.spaces, done.recordings, done.account) == (1, 1, "@AcmeHQ")
    assert done.notes == ()


def test_the_folder_one_stands_in_is_read(tmp_path, run):
    unpacked(tmp_path, SPACE)
    assert "1 Space (1 new to the history)" in run("history", "import", ".").stdout
    done = subprocess.run([*COMMAND, "history", "import", "--database", str(tmp_path / "o.sqlite3"),
                           "."], cwd=tmp_path / "data", capture_output=True, text=True)  # fmt: skip
    assert "1 recording" in done.stdout, done.stderr


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_parts_of_a_split_download_are_read_together(db, tmp_path, order):
    announced = [post(1, "Town hall #Acme", space=space_id(0), mentions=(("2001", "bea"),))]
    whole = files([space(0)], announced, media={f"{space_id(0)}.m4a": b"audio"})
    manifest = (
        b"window.__THAR_CONFIG = "
        + json.dumps(
            {"userInfo": {"accountId": "1000"}, "archiveInfo": {"isPartialArchive": True}}
        ).encode()
    )
    names = (
        ("data/spaces-metadata.js", "data/account.js"),
        ("data/tweets.js",),
        (f"data/spaces_media/{space_id(0)}.m4a",),
    )
    parts = [zipped(tmp_path / f"part{n}.zip",
                    {"data/manifest.js": manifest} | {name: whole[name] for name in kept})
             for n, kept in enumerate(names)]  # fmt: skip
    done = history.import_downloads(db, [str(parts[n]) for n in order])
    assert sum(each.recordings for each in done) == 1
    assert [note for each in done for note in each.notes] == []
    (found,) = history.past_spaces(db)
    assert (found.title, "bea" in found.guests) == ("Town hall #Acme", True)
    assert history.recordings(db)[0].space.id == space_id(0)
    alone = history.import_download(db, str(parts[1]))
    assert any("one part of a split download" in note for note in alone.notes)
    assert not any("was made before" in note for note in alone.notes)


def test_audio_that_was_imported_first_finds_its_space_later(db, tmp_path):
    whole = files([space(0)], [], media={f"{space_id(0)}.m4a": b"audio"})
    audio = {name: raw for name, raw in whole.items() if "media" in name}
    history.import_download(db, str(zipped(tmp_path / "a.zip", audio)))
    assert history.recordings(db)[0].space is None
    rest = {name: raw for name, raw in whole.items() if "media" not in name}
    history.import_download(db, str(zipped(tmp_path / "b.zip", rest)))
    assert history.recordings(db)[0].space.id == space_id(0)


def test_a_zip_in_a_zip_says_what_it_is(db, tmp_path):
    inner = zipped(tmp_path / "twitter-2026.zip", SPACE)
    outer = zipped(tmp_path / "outer.zip", {"twitter-2026.zip": inner.read_bytes()})
    with pytest.raises(HistoryError, match=r"holds ZIP archives \(twitter-2026.zip\): give those"):
        history.import_download(db, str(outer))
    (tmp_path / "parts").mkdir()
    inner.rename(tmp_path / "parts/one.zip")
    with pytest.raises(HistoryError, match="all parts of a download together"):
        history.import_download(db, str(tmp_path / "parts"))


def test_deflate64_says_what_it_is_and_how_to_unpack_it(db, tmp_path):
    path = zipped(tmp_path / "a.zip", SPACE)
    raw = bytearray(path.read_bytes())
    # The method: 8 bytes into a local header, 10 into a central one.
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = raw.find(mark)
        while at != -1:
            raw[at + offset : at + offset + 2] = struct.pack("<H", 9)
            at = raw.find(mark, at + 4)
    path.write_bytes(raw)
    with pytest.raises(HistoryError, match=r"packed with Deflate64.*Extract All.*7-Zip"):
        history.import_download(db, str(path))


def note_tweet(text: str, *, space: str, at: str) -> dict:
    return {"noteTweet": {
        "noteTweetId": "77", "updatedAt": at, "createdAt": at, "lifecycle": {"value": "3"},
        "core": {"text": text, "styletags": [], "mentions": [], "cashtags": [],
                 "urls": [{"expandedUrl": f"https://x.com/i/spaces/{space}", "shortUrl": "t"}],
                 "hashtags": [{"text": "Long"}]}}}  # fmt: skip


@pytest.mark.parametrize("kind", ["note-tweet", "community-tweet", "deleted-tweets"])
def test_titles_also_come_from_other_files_of_posts(db, tmp_path, kind):
    record = post(1, "Town hall from elsewhere", space=space_id(0))
    if kind == "note-tweet":
        record = note_tweet("Town hall from elsewhere\nand more", space=space_id(0),
                            at="2026-01-01T10:00:00.000Z")  # fmt: skip
    made = files([space(0)], []) | {f"data/{kind}.js": js(kind.replace("-", "_"), [record])}
    done = history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    assert done.announcing == 1
    assert history.past_spaces(db)[0].title == "Town hall from elsewhere"


def test_a_long_post_that_stands_cut_among_the_posts_is_titled_by_the_whole_one(db, tmp_path):
    whole = "Town hall about " + "everything and " * 10 + "more"
    cut = post(0, whole[:90] + "…", space=space_id(0))
    long = note_tweet(whole, space=space_id(0), at="2026-01-01T00:15:01.000Z")
    made = files([space(0)], [cut]) | {"data/note-tweet.js": js("note_tweet", [long])}
    history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    assert history.past_spaces(db)[0].title == whole


def changed(number: int, text: str, **change: object) -> dict:
    return {"tweet": post(number, text, space=space_id(0))["tweet"] | change}


def test_the_announcing_post_is_the_hosts_own_first_and_no_reply(db, tmp_path):
    other = space(5, creatorUserId="555", hostUserIds=["555"])
    posts = [
        changed(1, "@bea a reply with the link", in_reply_to_user_id="2001"),
        changed(2, "a reply", in_reply_to_status_id_str="12"),
        changed(3, "decades off", created_at="Thu Jan 01 00:00:00 +0000 1970"),
        post(4, "Town hall, the announcement", space=space_id(0)),
        post(5, "listen to my friend", space=space_id(5)),
        post(6, "and to a stranger", space="1StrangersOne"),
    ]  # fmt: skip
    done = history.import_download(
        db, str(zipped(tmp_path / "a.zip", files([space(0), other], posts)))
    )
    found = {each.id: each for each in history.past_spaces(db)}
    assert found[space_id(0)].title == "Town hall, the announcement"
    assert found[space_id(5)].title is None
    assert set(found) == {space_id(0), space_id(5)}, "a stranger's Space is no Space of the owner"
    assert done.announcing == 2


def test_dates_that_cannot_be_are_not_kept(db, tmp_path):
    made = files([], [])
    made["data/spaces-metadata.js"] = js("spaces_metadata", [
        {"id": space_id(0), "createdAt": "1970-01-01T00:00:00Z", "endedAt": "2006-01-01T00:00:00Z"}
    ])  # fmt: skip
    history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    (found,) = history.past_spaces(db)
    assert (found.started_at, found.ended_at) == (None, None)


def test_a_space_that_ends_before_it_starts_has_no_end(db, tmp_path):
    made = files([space(0, endedAt="2025-06-01T00:00:00Z")], [])
    done = history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    assert done.notes == ("1 Space ends before it starts: when is not known",)
    assert history.past_spaces(db)[0].ended_at is None


def test_two_manifests_are_told_and_the_fuller_download_is_read(db, tmp_path):
    made = {f"one/{name}": raw for name, raw in SPACE.items()}
    made |= {"two/data/manifest.js": SPACE["data/manifest.js"]}
    done = history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    assert done.spaces == 1
    assert "more than one download" in done.notes[0]
    assert "one/data/ is read and two/data/ is not" in done.notes[0]
    raw = zipped(tmp_path / "b.zip", SPACE | {"data/manifesU.js": SPACE["data/manifest.js"]})
    raw.write_bytes(raw.read_bytes().replace(b"manifesU", b"manifest"))
    done = history.import_download(db, str(tmp_path / "b.zip"))
    assert done.notes == ("data/manifest.js is in the archive twice: the last one is read",)


def test_ten_thousand_files_named_alike_but_for_case(db, tmp_path):
    made = dict(SPACE)
    for number in range(10_000):
        letters = "".join(
            c.upper() if number >> at & 1 else c for at, c in enumerate("abcdefghijklmn")
        )
        made[f"data/spaces_media/{letters}.m4a"] = b"x"
    done = history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    assert done.recordings == 10_001
    copies = history.export_recordings(history.recordings(db)[:300], str(tmp_path / "out"))
    names = [os.path.basename(copy.path).casefold() for copy in copies]
    assert len(set(names)) == 300, "no copy overwrites another where case does not count"


def sparse(path, start: bytes, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.write(start)
        file.truncate(size)


@pytest.mark.skipif(os.name == "nt", reason="needs sparse files")
@pytest.mark.parametrize("start", [b"", b"window.YTD.tweets.part0 = [", b"PK\x03\x04"])
def test_an_archive_of_50_gb_of_nothing_is_refused_at_once(db, tmp_path, start):
    unpacked(tmp_path / "f", SPACE)
    sparse(tmp_path / "f/data/tweets.js", start, 50 << 30)
    sparse(tmp_path / "f/data/spaces_media/big.m4a", b"", 50 << 30)
    with pytest.raises(HistoryError, match=r"data/tweets.js"):
        history.import_download(db, str(tmp_path / "f"))
    sparse(tmp_path / "a.zip", start, 50 << 30)
    with pytest.raises(HistoryError, match="is not a ZIP archive"):
        history.import_download(db, str(tmp_path / "a.zip"))
    assert history.past_spaces(db) == ()


def test_imports_of_two_archives_at_once_both_come_through(tmp_path):
    places = [zipped(tmp_path / f"{n}.zip", files([space(n)], [])) for n in range(2)]
    command = [sys.executable, "-m", "spacelint", "history", "import", "--database",
               str(tmp_path / "both.sqlite3")]  # fmt: skip
    runs = [subprocess.Popen([*command, str(place)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for place in places]  # fmt: skip
    assert [process.wait(60) for process in runs] == [0, 0], [p.stderr.read() for p in runs]
    for process in runs:
        process.stdout.close()
        process.stderr.close()
    with history.history_at(str(tmp_path / "both.sqlite3")) as opened:
        assert len(history.past_spaces(opened)) == 2


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (["5/14/2026 6:30 PM", "05/03/2026 12:05 AM"], "2026-05-14T18:30:00Z"),
        (["14/05/2026 18:30", "3/5/2026 0:05"], "2026-05-14T18:30:00Z"),
        (["14.05.2026 18:30", "03.05.26 00:05"], "2026-05-14T18:30:00Z"),
    ],
    ids=["month first", "day first", "dots"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_dates_go_by_what_their_column_proves(db, rows, first, encoding):
    text = "Title;Start;Listeners\n" + "".join(
        f"Nummer {n} é;{row};1,{n}34\n" for n, row in enumerate(rows)
    )
    assert history.import_csv(db, text.encode(encoding), "x.csv") == 2
    one, two = history.past_spaces(db)
    assert (one.started_at, two.started_at) == (first, "2026-05-03T00:05:00Z")
    assert (one.participants, two.participants) == (1034, 1134)
    assert one.title == "Nummer 0 é"


@pytest.mark.parametrize("number", ["1,234", "1.234", "1 234", "1'234", "1234"])
def test_csv_numbers_with_thousands_apart_are_read(db, number):
    history.import_csv(db, f'id,participants\n1AcmeRoom0000,"{number}"\n'.encode(), "x.csv")
    assert history.past_spaces(db)[0].participants == 1234


@pytest.mark.parametrize("number", ["12,34", "1,2345", "-5", "1.5", "1e9", "9" * 16])
def test_csv_numbers_that_are_no_count_are_refused(db, number):
    with pytest.raises(HistoryError, match="expected a whole number such as 1,234"):
        history.import_csv(db, f'id,participants\n1AcmeRoom0000,"{number}"\n'.encode(), "x.csv")


@pytest.mark.parametrize(
    "header",
    ["Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Reposts",
     "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,likes,Bookmarks,retweets"],
)  # fmt: skip
def test_the_likes_of_xs_post_analytics_are_kept_for_announcing_posts(db, tmp_path, header, run):
    history.import_download(
        db, str(zipped(tmp_path / "a.zip", files([space(0)], [post(1, "T", space=space_id(0))])))
    )
    names = [cell.lower() for cell in header.split(",")]
    row = {"post id": str(10**15 + 1), "tweet id": str(10**15 + 1), "likes": '"1,234"',
           "reposts": "56", "retweets": "56", "impressions": "9"}  # fmt: skip
    text = header + "\n" + ",".join(row.get(name, "x") for name in names) + "\n"
    assert history.import_csv(db, text.encode(), "x.csv") == 1
    assert db.execute("SELECT likes, reposts FROM posts").fetchall() == [(1234, 56)]
    assert len(history.past_spaces(db)) == 1, "posts are no Spaces"


def test_the_command_says_which_columns_it_read_and_looked_for(tmp_path, run):
    (tmp_path / "x.csv").write_text("Title,Room,Listeners\nTown hall,3,1200\n")
    done = run("history", "import", "x.csv")
    assert done.stdout == "x.csv: 1 Space\n"
    assert done.stderr == (
        "columns read: Title, Listeners; not read: Room; not found: "
        "started_at (or start, date, start_time), guests (or guest, speakers)\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My Spaces in 2026,,\ntitle,date,listeners\nAMA,2026-05-03,7\n", ("AMA", "00:00", 7)),
        ("sep=;\r\ntitle;date;listeners\r\nAMA;2026-05-03;7\r\n", ("AMA", "00:00", 7)),
        ("title,date,listeners\nAMA,2026/5/3 18:00,7\n", ("AMA", "18:00", 7)),
        ("title,date,listeners\nAMA,2026-05-03 18:00,n/a\n", ("AMA", "18:00", None)),
        ("title,date,listeners\nAMA,2026-05-03 18:00,–\n", ("AMA", "18:00", None)),
        ('title,date,listeners\nAMA,2026-05-03 18:00,"1,234.00"\n', ("AMA", "18:00", 1234)),
        ("title,date,listeners\nAMA,2026-05-03 18:00,1.234\n", ("AMA", "18:00", 1234)),
        ("title,date,listeners\nAMA,2026-05-03 18:00,12.0\n", ("AMA", "18:00", 12)),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_csv_as_people_keep_it_is_read(db, text, expected, encoding):
    history.import_csv(db, text.encode(encoding), "x.csv")
    (found,) = history.past_spaces(db)
    assert (found.title, found.started_at[11:16], found.participants) == expected
    assert found.started_at.startswith("2026-05-03T")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title,date\nAMA,1999-05-03\n", "started_at is '1999-05-03', expected a day from 2021"),
        ("title,date\nAMA,9999-12-31T23:00:00Z\n", "expected a day from 2021"),
        (
            "title,date\nAMA,2126-05-03 18:00\n",
            "line 2: started_at is '2126-05-03 18:00', expected",
        ),
        ('title\n"AMA "x" y"\n', "line 2: a quote stands inside a cell in quotes"),
        ("Titel,Zuhörer\nAMA,5\n", "found 'Titel,Zuhörer'; looked for the columns id, "),
        (
            "title,listeners\nAMA,1.2K\n",
            "line 2: participants is '1.2K', expected a whole number such as 1,234",
        ),
        (
            "url,participants\n1DXxyRYNejbKM,5\n1DXxyRYNejbKM,6\n",
            "line 3: participants is '6', but '5' on line 2, and both are about the same Space",
        ),
        ("Date,Impressions,Likes,Engagements\n2026-05-03,1,2,3\n", "figures by day, which name no"),
    ],
)
def test_csv_that_cannot_be_meant_so_says_what_to_write(db, text, words):
    with pytest.raises(HistoryError, match=re.escape(words)):
        history.import_csv(db, text.encode(), "x.csv")


def test_a_file_that_is_damaged_is_named_with_its_part(db, tmp_path):
    whole = zipped(tmp_path / "p1.zip", files([space(0)], []))
    part = zipped(tmp_path / "p2.zip", {"data/tweets.js": js("tweets", [])[:-1] + b"{"})
    said = re.escape(f"{part}: data/tweets.js, record 1: not the JSON it should be")
    with pytest.raises(HistoryError, match=said):
        history.import_downloads(db, [str(whole), str(part)])


def test_columns_may_be_called_as_a_space_has_them(db):
    rows = "Report\nSpace URL,Space title,Start time\n1DXxyRYNejbKM,Tea,2026-05-03 18:00\n"
    assert history.import_csv(db, rows.encode(), "x.csv") == 1
    (found,) = history.past_spaces(db)
    assert (found.title, found.started_at) == ("Tea", "2026-05-03T18:00:00Z")


def test_the_number_of_an_account_is_not_shown_as_a_handle(db, tmp_path):
    made = files([space(1)], [])
    del made["data/account.js"]
    done = history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    assert done.account == "account 1000"


def test_rows_about_the_same_space_add_up_where_they_agree(db):
    rows = "url,title,guests\n1DXxyRYNejbKM,Tea,@ann\n1DXxyRYNejbKM,,@bob\n1DXxyRYNejbKM,Tea,\n"
    assert history.import_csv(db, rows.encode(), "x.csv") == 1
    (found,) = history.past_spaces(db)
    assert (found.title, found.guests) == ("Tea", ("ann", "bob"))


@pytest.mark.parametrize(
    ("cell", "guests", "names"),
    [
        ("@jack; @susan", ("jack", "susan"), ""),
        ("jack,2244994945", ("2244994945", "jack"), ""),
        ("@jack @susan", ("jack", "susan"), ""),
        ("Bob Smith; @jack", ("jack",), "; names, not accounts: Bob Smith"),
        ("Bob Smith @bob", ("bob",), "; names, not accounts: Bob Smith"),
        ("Zoë", (), "; names, not accounts: Zoë"),
    ],
)
def test_a_name_in_csv_is_no_account(db, cell, guests, names):
    raw = f'title,guests\nTea,"{cell}"\n'.encode()
    history.import_csv(db, raw, "x.csv")
    (found,) = history.past_spaces(db)
    assert found.guests == guests
    said = columns_read(raw, "x.csv")
    assert said.startswith(f"columns read: title, guests{names};")


def test_tab_separated_files_are_read_too(tmp_path, run):
    (tmp_path / "a.TSV").write_text("title\tdate\nAMA\t2026-05-03\n")
    assert run("history", "import", "a.TSV").stdout == "a.TSV: 1 Space\n"


def test_csv_of_a_space_that_ends_before_it_starts_has_no_end(db):
    text = "title,start,end\nAMA,2026-05-03T18:00Z,2026-05-03T17:00Z\n"
    history.import_csv(db, text.encode(), "x.csv")
    assert history.past_spaces(db)[0].ended_at is None


def test_all_rows_of_a_post_that_announced_two_spaces_get_its_likes(db, tmp_path):
    both = post(1, f"Now https://x.com/i/spaces/{space_id(0)} https://x.com/i/spaces/{space_id(1)}")
    made = files([space(0), space(1)], [both])
    assert history.import_download(db, str(zipped(tmp_path / "a.zip", made))).announcing == 1
    table = f"Post id,Impressions,Engagements,Likes,Reposts\n{10**15 + 1},1,1,88,9\n"
    assert history.import_csv(db, (table + table.splitlines()[1]).encode(), "x.csv") == 1
    assert db.execute("SELECT likes, reposts FROM posts").fetchall() == [(88, 9), (88, 9)]


@pytest.mark.parametrize(
    "name", ["spaces-metadata.js", "Your archive.html", f"{space_id(0)}.m4a", "a.zip"]
)
def test_one_file_of_a_download_is_sent_to_the_whole(db, tmp_path, name):
    (tmp_path / name).write_bytes(b"window.YTD = []")
    words = "not a ZIP archive" if name == "a.zip" else "is one file of a download: give the ZIP"
    with pytest.raises(HistoryError, match=words):
        history.import_download(db, str(tmp_path / name))


@pytest.mark.parametrize("more", ["[]", "window.YTD.spaces_metadata.part1 = [{}]", "x"])
def test_what_follows_after_the_records_is_told(db, tmp_path, more):
    made = files([space(0)], [])
    made["data/spaces-metadata.js"] += b";\n"
    assert history.import_download(db, str(zipped(tmp_path / "a.zip", made))).spaces == 1
    made["data/spaces-metadata.js"] += more.encode()
    with pytest.raises(HistoryError, match=r"spaces-metadata.js: more follows after its records"):
        history.import_download(db, str(zipped(tmp_path / "b.zip", made)))


def test_a_post_of_nothing_but_the_link_gives_no_title(db, tmp_path):
    made = files([space(0)], [post(1, "https://t.co/a", space=space_id(0))])
    history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    (found,) = history.past_spaces(db)
    assert (found.title, found.title_from) == (None, None)
