"""From X's data download to the team's own figures."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from make_archive import files, large, post, space, space_id, unpacked, zipped
from packages import history

from spacelint.reach.history.csvfile import columns_read
from spacelint.reach.history.store import MIGRATIONS, all_or_nothing


@pytest.fixture
def db_path(tmp_path):
    return str(tmp_path / "data" / "history.sqlite3")


@pytest.fixture
def db(db_path):
    with history.history_at(db_path, create=True) as opened:
        yield opened


ANNOUNCED = [
    post(1, "Join us: Ask me &amp; you #Acme https://t.co/a\nbring tea", space=space_id(0),
         tags=("Acme",), mentions=(("2000", "Bea"), ("9999", "stranger"))),
    post(2, "not about a Space at all", mentions=(("2001", "Cleo"),)),
    post(3, "RT @other: #Copied https://t.co/b", space=space_id(1), tags=("Copied",)),
]  # fmt: skip


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize("strings", [True, False])
@pytest.mark.parametrize("tweets", ["tweets", "tweet"])
@pytest.mark.parametrize("folder", [True, False])
def test_every_shape_of_the_download_gives_the_same_spaces(
    db, tmp_path, wrapped, strings, tweets, folder
):
    made = files([space(n, wrapped=wrapped, strings=strings) for n in range(3)], ANNOUNCED,
                 tweets=tweets)  # fmt: skip
    place = unpacked(tmp_path / "f", made) if folder else zipped(tmp_path / "a.zip", made)
    done = history.import_download(db, str(place))
    assert (done.account, done.spaces, done.new_spaces, done.posts) == ("@AcmeHQ", 3, 3, 3)
    newest, _, oldest = history.past_spaces(db)
    assert newest.participants == 102
    assert newest.title is None
    assert oldest == history.PastSpace(
        space_id(0), "Join us: Ask me & you #Acme", "post", "2026-01-01T18:00:00Z",
        "2026-01-01T19:00:00Z", 100, ("acme",), ("acmehq",), ("bea", "cleo"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "prefix",
    ["window.YTD.x.part0 = ", "window.YTD.x.part17=", "﻿window.YTD.x.part0 =\n ", "",
     'window["YTD"] = ', "\n\n"],
    ids=["usual", "tight", "BOM", "bare", "brackets", "lines"],
)  # fmt: skip
def test_another_prefix_is_no_hindrance(db, tmp_path, prefix):
    place = zipped(tmp_path / "a.zip", files([space(0)], ANNOUNCED, prefix=prefix))
    assert history.import_download(db, str(place)).spaces == 1


def test_a_folder_around_the_download_is_no_hindrance(db, tmp_path):
    place = zipped(tmp_path / "a.zip", files([space(0)], ANNOUNCED), root="twitter-2026-05/")
    assert history.import_download(db, str(place)).spaces == 1
    inside = unpacked(tmp_path / "f", files([space(1)], []))
    assert history.import_download(db, str(inside / "data")).new_spaces == 1


def test_posts_in_several_parts_are_all_read(db, tmp_path):
    made = files([space(0), space(1)], ANNOUNCED[:1])
    made["data/tweets-part1.js"] = files(None, [post(5, "Second #Two", space=space_id(1))])[
        "data/tweets.js"
    ]
    history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    assert {space.title for space in history.past_spaces(db)} == {
        "Join us: Ask me & you #Acme", "Second #Two"
    }  # fmt: skip


def test_missing_counts_and_fields_of_odd_types_leave_gaps_and_no_more(db, tmp_path):
    odd = [
        {"spacesMetadata": {"id": space_id(0)}},
        space(1, totalParticipated="many", speakers_=1, createdAt=5, endedAt=None),
        space(2) | {},
        {"spacesMetadata": {"id": space_id(3), "speakers": [None, "77", {"id": 5}, []],
                            "hostUserIds": "me", "totalParticipated": -1,
                            "createdAt": "1750000000000"}},
        {"somethingElse": {"a": 1}}, 7, None, "text", [], {"id": "not/an/id"},
    ]  # fmt: skip
    done = history.import_download(db, str(zipped(tmp_path / "a.zip", files(odd, []))))
    assert done.spaces == 4
    assert done.notes == ("6 records of Spaces have no id and were passed over",)
    found = {space.id: space for space in history.past_spaces(db)}
    assert found[space_id(0)].participants is None
    assert found[space_id(1)].participants is None
    assert found[space_id(3)].started_at == "2025-06-15T15:06:40Z"
    assert found[space_id(3)].guests == ("5", "77")


def test_a_download_of_before_there_were_spaces_says_so(db, tmp_path):
    done = history.import_download(
        db, str(zipped(tmp_path / "a.zip", files(None, ANNOUNCED, tweets="tweet")))
    )
    assert (done.spaces, done.new_spaces) == (1, 1)
    assert done.notes[0].startswith("this download has no data/spaces-metadata.js")
    assert [space.id for space in history.past_spaces(db)] == [space_id(0)]


def test_importing_again_changes_nothing(db, tmp_path):
    place = str(zipped(tmp_path / "a.zip", files([space(n) for n in range(9)], ANNOUNCED,
                                                 media={f"{space_id(1)}.m4a": b"x"})))  # fmt: skip

    def content():
        return [list(db.execute(f"SELECT * FROM {table} ORDER BY 1, 2"))
                for table in ("spaces", "people", "handles", "posts", "media")]  # fmt: skip

    history.import_download(db, place)
    before = content()
    again = history.import_download(db, place)
    assert again.new_spaces == 0
    assert content() == before


def test_what_a_newer_download_lost_stays_known(db, tmp_path):
    history.import_download(db, str(zipped(tmp_path / "a.zip", files([space(0)], ANNOUNCED))))
    less = {"spacesMetadata": {"id": space_id(0)}}
    history.import_download(db, str(zipped(tmp_path / "b.zip", files([less], []))))
    (found,) = history.past_spaces(db)
    assert (found.participants, found.title_from) == (100, "post")


def test_planned_titles_come_by_id_or_url_and_count_for_more_than_posts(db, tmp_path):
    history.import_download(
        db, str(zipped(tmp_path / "a.zip", files([space(n) for n in range(3)], ANNOUNCED)))
    )
    notes = [
        history.PlanNote(f"https://x.com/i/spaces/{space_id(0)}?s=20", "Ask us #Planned"),
        history.PlanNote(space_id(1), "By id", speakers=("@Dora",)),
        history.PlanNote("1Nowhere", "not ours"),
        history.PlanNote("https://example.com/", "not X"),
    ]
    assert history.apply_plans(db, notes) == 2
    history.import_download(db, str(tmp_path / "a.zip"))
    found = {space.id: space for space in history.past_spaces(db)}
    assert (found[space_id(0)].title, found[space_id(0)].title_from) == ("Ask us #Planned", "plan")
    assert found[space_id(0)].tags == ("planned", "acme")
    assert "dora" in found[space_id(1)].guests
    assert found[space_id(2)].title is None


def test_spaces_are_found_by_day_tag_guest_and_words(db, tmp_path):
    history.import_download(
        db, str(zipped(tmp_path / "a.zip", files([space(n) for n in range(9)], ANNOUNCED)))
    )

    def ids(**wanted):
        return [found.id for found in history.past_spaces(db, history.Filter(**wanted))]

    assert ids(since="2026-01-04", until="2026-01-06") == [space_id(4), space_id(3)]
    assert ids(tag="#ACME") == [space_id(0)]
    assert ids(text="ASK ME") == [space_id(0)]
    assert len(ids(guest="@Bea")) == 9
    assert ids(guest="nobody") == []


def test_figures_have_their_count_and_few_spaces_are_not_ranked(db, tmp_path):
    spaces = [space(n, speakers=1) for n in range(5)]
    spaces += [space(n, speakers=3, totalParticipated="5000") for n in (10, 11)]
    history.import_download(db, str(zipped(tmp_path / "a.zip", files(spaces, ANNOUNCED))))
    made = history.figures(history.past_spaces(db))
    guests = [figure for figure in made if figure.kind == "guest"]
    # 2001 and 2002 drew 5,000 twice; two Spaces are too few to stand above bea's seven.
    assert [(f.key, f.spaces, f.median, f.low, f.high, f.enough) for f in guests] == [
        ("bea", 7, 103.0, 100, 5000, True),
        ("cleo", 2, 5000.0, 5000, 5000, False),
        ("guest 2002", 2, 5000.0, 5000, 5000, False),
    ]
    days = [figure.key for figure in made if figure.kind == "weekday"]
    assert days == sorted(days, key=lambda day: history.stats.WEEKDAYS.index(day))
    assert [f.key for f in made if f.kind == "hour"] == ["18:00"]


def test_weekday_and_hour_go_by_the_zone_asked_for(db, tmp_path):
    from zoneinfo import ZoneInfo

    history.import_download(db, str(zipped(tmp_path / "a.zip", files([space(0)], []))))
    made = history.figures(history.past_spaces(db), ZoneInfo("Asia/Tokyo"))
    # 2026-01-01 18:00 UTC, a Thursday, is Friday 3 a.m. in Tokyo.
    assert [f.key for f in made if f.kind in ("weekday", "hour")] == ["Friday", "03:00"]


def test_medians_are_those_of_the_statistics_module():
    import statistics

    from spacelint.reach.history.stats import figure

    chance = random.Random(7)
    for _ in range(200):
        counts = [chance.randrange(1000) for _ in range(chance.randrange(1, 12))]
        made = figure("tag", "#x", counts)
        assert made.median == statistics.median(counts)
        assert (made.low, made.high, made.spaces) == (min(counts), max(counts), len(counts))


def test_csv_goes_out_and_comes_back_the_same(db, tmp_path):
    history.import_download(
        db, str(zipped(tmp_path / "a.zip", files([space(n) for n in range(4)], ANNOUNCED)))
    )
    history.apply_plans(db, [history.PlanNote(space_id(2), "=cmd|' /C calc'!A0, \"quoted\"\nline"),
                             history.PlanNote(space_id(3), "@acme live")])  # fmt: skip
    before = history.past_spaces(db)
    text = history.write_csv(before)
    assert "\n'@acme" not in text
    assert ",'@acme live," in text
    history.import_csv(db, text.encode(), "out.csv")
    assert history.past_spaces(db) == before
    with history.history_at(str(tmp_path / "other.sqlite3"), create=True) as fresh:
        assert history.import_csv(fresh, text.encode(), "out.csv") == 4
        again = history.past_spaces(fresh)
        assert [s.title for s in again] == [s.title for s in before]
        assert [s.guests for s in again] == [s.guests for s in before]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "﻿"])
def test_csv_of_other_makers_is_read(db, mark, bom):
    lines = ["Title,Date,Listeners,Speakers", '"Hello, all #Acme",2026-05-03,"1 200",@bea @cleo',
             "", "Zwei,2026-05-04 18:00,,"]  # fmt: skip
    text = bom + "\r\n".join(lines).replace(",", mark).replace(f"Hello{mark}", "Hello,")
    assert history.import_csv(db, text.encode(), "x.csv") == 2
    two, one = history.past_spaces(db)
    assert (one.title, one.participants, one.guests) == ("Hello, all #Acme", 1200, ("bea", "cleo"))
    assert (two.started_at, two.url) == ("2026-05-04T18:00:00Z", "")
    assert history.import_csv(db, text.encode(), "x.csv") == 2
    assert len(history.past_spaces(db)) == 2, "without ids the same rows are the same Spaces"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty: expected a header"),
        ("a,b\n1,2\n", "line 1: expected a header with id, url or title, found 'a,b'"),
        ("title,date\nx,03/04/2026\n", "line 2: started_at is '03/04/2026', and no row of"),
        ("title,date\nx,31.5.2026 18 Uhr\n", "can't be read as a day with or without a time"),
        ("title,date\nx,2026-02-31\n", "can't be read as a day with or without a time"),
        ("title,date\nx,31.12.9999 18:00\n", "expected a day from 2021"),
        ("title,date\nx,next week\n", "can't be read as a day with or without a time"),
        ("a;b\n1;2\n", "expected a header with id, url or title, found 'a;b'"),
        ("title,date\nx,13/04/2026\ny,04/13/2026", "has days first and months first"),
        ("title,date\nx,31/02/2026\n", "line 2: started_at is '31/02/2026', which can't be read"),
        ("name of it,when\nx,y\n", "looked for the columns id, space_id, url, link, title, name"),
        (
            "title,participants\nx,many\n",
            "line 2: participants is 'many', expected a whole number such as 1,234",
        ),
        (
            "url\nhttps://evil.example/\n",
            "line 2: 'https://evil.example/' is not a Space id or URL",
        ),
        ('title\n"open\n', "line 2: a quote is opened and never closed"),
        ("title\n" + "x" * 30_000, "line 2: a cell is too long"),
    ],
)
def test_csv_that_cannot_be_read_names_its_line_and_imports_nothing(db, text, words):
    with pytest.raises(history.HistoryError) as caught:
        history.import_csv(db, text.encode(), "x.csv")
    assert words in str(caught.value)
    assert history.past_spaces(db) == ()


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-05-03 18:00", "3.5.2026 19:00", "; 2 times without a zone, taken as UTC"),
        ("2026/05/03 18:00", "2026-05-03T19:00Z", "; 1 time without a zone, taken as UTC"),
        ("2026-05-03 18:00+02:00", "2026-05-03T19:00:00Z", ""),
        ("2026-05-03", "", ""),
        ("1777831200", "1777834800", ""),
    ],
)
def test_times_without_a_zone_are_told(start, end, said):
    read = columns_read(f"title;start;end\nAMA;{start};{end}\n".encode(), "x.csv")
    assert said in read
    assert ("without a zone" in read) == bool(said)


def test_csv_that_is_not_utf_8_says_where(db):
    with pytest.raises(history.HistoryError, match=r"x.csv: not UTF-8 \(byte 9\)"):
        history.import_csv(db, "title\ncaf\xe9\n".encode("latin-1"), "x.csv")


# Recordings.


def test_recordings_say_until_when_and_whose_consent_is_on_record(db, tmp_path):
    place = zipped(tmp_path / "a.zip", files([space(0), space(1)], ANNOUNCED, media={
        f"{space_id(0)}-1234.m4a": b"audio of 0", "unknown.ts": b"audio"}))  # fmt: skip
    history.import_download(db, str(place))
    history.apply_plans(db, [history.PlanNote(space_id(0), "Ask: a/b\\c?", ("@bea",), ("@Bea",))])
    one, other = history.recordings(db)
    assert one.space.id == space_id(0)
    assert one.kept_until == "2026-01-31"
    assert (one.agreed, one.silent) == (("bea",), ("cleo",))
    assert (other.space, other.kept_until) == (None, None)
    copied = history.export_recordings(history.recordings(db), str(tmp_path / "out"))
    assert [(Path(copy.path).name, copy.made) for copy in copied] == [
        ("2026-01-01 Ask a b c.m4a", True), ("unknown.ts", True)
    ]  # fmt: skip
    assert Path(copied[0].path).read_bytes() == b"audio of 0"


def test_exporting_again_copies_nothing_and_overwrites_nothing(db, tmp_path):
    made = files([space(0), space(1)], [], media={f"{space_id(0)}.m4a": b"first",
                                                 f"{space_id(1)}.m4a": b"second"})  # fmt: skip
    history.import_download(db, str(unpacked(tmp_path / "f", made)))
    history.apply_plans(db, [history.PlanNote(space_id(n), "Same") for n in (0, 1)])
    db.execute("UPDATE spaces SET started_at = '2026-01-01T00:00:00Z'")
    out = tmp_path / "out"
    out.mkdir()
    (out / "2026-01-01 Same.m4a").write_bytes(b"the user's own file")
    export = lambda: history.export_recordings(history.recordings(db), str(out))  # noqa: E731
    first = export()
    assert {Path(copy.path).name for copy in first} == {"2026-01-01 Same (2).m4a",
                                                       "2026-01-01 Same (3).m4a"}  # fmt: skip
    assert [copy.made for copy in export()] == [False, False]
    assert (out / "2026-01-01 Same.m4a").read_bytes() == b"the user's own file"
    assert len(list(out.iterdir())) == 3


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "2026-01-01 .. .. etc passwd.m4a"),
        ("a\u202egpj.exe", "2026-01-01 a gpj.exe.m4a"),
        ("line\nbreak\x00", "2026-01-01 line break.m4a"),
        ("", "2026-01-01 Space 1Spc000000000.m4a"),
        ("日" * 100, "2026-01-01 " + "日" * 63 + ".m4a"),
    ],
)
def test_names_of_exported_files_are_safe(db, tmp_path, title, name):
    made = files([space(0)], [], media={f"{space_id(0)}.m4a": b"x"})
    history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    history.apply_plans(db, [history.PlanNote(space_id(0), title)])
    (copied,) = history.export_recordings(history.recordings(db), str(tmp_path / "out"))
    assert os.path.relpath(copied.path, tmp_path / "out") == name


def test_a_download_that_has_moved_is_said_so(db, tmp_path):
    place = zipped(tmp_path / "a.zip", files([space(0)], [], media={"x.m4a": b"x"}))
    history.import_download(db, str(place))
    place.unlink()
    with pytest.raises(history.HistoryError, match="there is no such file or folder"):
        history.export_recordings(history.recordings(db), str(tmp_path / "out"))


# The database.


def test_a_failed_import_leaves_nothing_behind(db, tmp_path):
    made = files([space(n) for n in range(5)], ANNOUNCED)
    made["data/tweets.js"] = made["data/tweets.js"][:-20]
    with pytest.raises(history.HistoryError, match=r"data/tweets.js, record 3: .*not whole"):
        history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
    assert db.execute("SELECT count(*) FROM spaces").fetchone() == (0,)
    assert not db.in_transaction


_PROGRAM = """
import sys
from spacelint.reach.history.importing import import_downloads
from spacelint.reach.history.store import history_at
with history_at(sys.argv[1], create=True) as db:
    show = lambda done, total: print(done * 100 // total, flush=True)
    print(import_downloads(db, [sys.argv[2]], show)[0].new_spaces)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_after_kill_9_nothing_is_half_there_and_a_second_import_completes(db_path, tmp_path):
    place = large(tmp_path / "a.zip", 8_000, 300)
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, db_path, place], stdout=subprocess.PIPE, text=True
    )
    while int(process.stdout.readline()) < 30:
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    with history.history_at(db_path, create=True) as db:
        assert history.past_spaces(db) == ()
        assert history.import_download(db, str(place)).new_spaces == 300
        assert len(history.past_spaces(db)) == 300


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_memory_does_not_grow_with_the_download(tmp_path):
    # Not ru_maxrss: a child starts with the peak of the process that forked it.
    program = _PROGRAM + (
        "print(next(line.split()[1] for line in open('/proc/self/status') if 'VmHWM' in line))"
    )
    peaks = []
    for posts in (4_000, 40_000):
        place = large(tmp_path / f"{posts}.zip", posts, 50)
        out = subprocess.run(
            [sys.executable, "-c", program, tmp_path / f"{posts}.sqlite3", place],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        peaks.append(int(out.stdout.split()[-1]) * 1024)
    # The second has some 45 MB of JSON more.
    assert peaks[1] - peaks[0] < 8 << 20, peaks


def test_a_newer_database_is_refused_and_left_as_it_is(db_path):
    with history.history_at(db_path, create=True) as db:
        db.execute("PRAGMA user_version = 99")
    before = Path(db_path).read_bytes()
    with (
        pytest.raises(history.HistoryError, match="its format is 99, this one knows up to"),
        history.history_at(db_path, create=True),
    ):
        pass
    assert Path(db_path).read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "browser.sqlite3"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url)")
    other.commit()
    other.close()
    path.chmod(0o600)
    with (
        pytest.raises(history.HistoryError, match="is a database of another program"),
        history.history_at(str(path), create=True),
    ):
        pass
    assert [file.name for file in tmp_path.iterdir()] == ["browser.sqlite3"]


def test_an_older_database_is_migrated_with_all_it_has(db_path, tmp_path):
    with history.history_at(db_path, create=True) as db:
        history.import_download(db, str(zipped(tmp_path / "a.zip", files([space(0)], []))))
    later = (*MIGRATIONS, ("ALTER TABLE spaces ADD COLUMN mood TEXT", "CREATE TABLE moods (name)"))
    with history.history_at(db_path, migrations=later) as db:
        assert db.execute("SELECT id, mood FROM spaces").fetchall() == [(space_id(0), None)]
        assert db.execute("PRAGMA user_version").fetchone() == (len(later),)
    with history.history_at(db_path, migrations=later) as db:  # and not a second time
        assert db.execute("SELECT count(*) FROM moods").fetchone() == (0,)


def test_a_migration_that_fails_changes_nothing(db_path):
    with history.history_at(db_path, create=True):
        pass
    bad = (*MIGRATIONS, ("CREATE TABLE half (a)", "CREATE TABLE spaces (b)"))
    with (
        pytest.raises(history.HistoryError, match="already exists"),
        history.history_at(db_path, migrations=bad),
    ):
        pass
    with history.history_at(db_path) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (
            0,
        )


def test_a_locked_database_is_told_and_nothing_is_lost(db_path, tmp_path):
    place = str(zipped(tmp_path / "a.zip", files([space(0)], [])))
    with history.history_at(db_path, create=True) as db:
        other = sqlite3.connect(db_path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(history.HistoryError, match="is in use by another program"),
            history.history_at(db_path, busy=0.1) as second,
        ):
            history.import_download(second, place)
        other.execute("ROLLBACK")
        other.close()
        assert history.import_download(db, place).new_spaces == 1
    assert not list(Path(db_path).parent.glob("*damaged*"))


@pytest.mark.parametrize("damage", ["garbage", "middle", "cut", "schema"])
def test_a_damaged_database_is_kept_aside_and_told(db_path, tmp_path, damage):
    place = str(zipped(tmp_path / "a.zip", files([space(n) for n in range(200)], ANNOUNCED)))
    with history.history_at(db_path, create=True) as db:
        history.import_download(db, place)
    whole = Path(db_path).read_bytes()
    broken = {
        "garbage": b"this was a database once " * 1000,
        "middle": whole[:8192] + bytes(random.Random(1).randbytes(len(whole) - 8192)),
        "cut": whole[: len(whole) // 2],
        "schema": whole.replace(b"CREATE TABLE ", b"CREA\x89E TABLE "),  # SQLite quotes it
    }[damage]
    Path(db_path).write_bytes(broken)
    told = []
    with history.history_at(db_path, create=True, notify=told.append) as db:
        assert history.past_spaces(db) == ()
        assert history.import_download(db, place).new_spaces == 200
    (aside,) = Path(db_path).parent.glob("history.sqlite3.damaged-????????-??????")
    assert aside.read_bytes() == broken
    assert str(aside) in told[0]


def test_where_there_is_no_history_the_way_to_one_is_told(db_path):
    with (
        pytest.raises(history.HistoryError, match="spacelint history import"),
        history.history_at(db_path),
    ):
        pass
    assert not Path(db_path).parent.exists()


def test_others_on_the_machine_cannot_read_it(db, db_path):
    if os.name == "nt":
        pytest.skip("modes are those of POSIX")
    assert os.stat(db_path).st_mode & 0o077 == 0
    assert os.stat(os.path.dirname(db_path)).st_mode & 0o077 == 0


def test_two_imports_at_once_both_come_through(db_path, tmp_path):
    places = [large(tmp_path / f"{n}.zip", 2_000, 20 + n, seed=n) for n in (1, 2)]
    running = [
        subprocess.Popen([sys.executable, "-c", _PROGRAM, db_path, place], stdout=subprocess.PIPE)
        for place in places
    ]
    for process in running:
        process.communicate(timeout=60)
        assert process.returncode == 0
    with history.history_at(db_path) as db:
        assert len(history.past_spaces(db)) == 22


def test_a_block_that_fails_is_rolled_back(db):
    with pytest.raises(sqlite3.IntegrityError), all_or_nothing(db):
        db.executemany("INSERT INTO handles (user_id, handle) VALUES (?, 'x')", [("1",), ("1",)])
    assert db.execute("SELECT count(*) FROM handles").fetchone() == (0,)


def test_recordings_whose_names_differ_in_case_alone_are_all_copied(db, tmp_path):
    names = ["".join(c.upper() if n >> k & 1 else c for k, c in enumerate("abcdefghij"))
             for n in range(1024)]  # fmt: skip
    media = {f"{name}.m4a": name.encode() + bytes(n) for n, name in enumerate(names)}
    zipped(tmp_path / "x.zip", files([], [], media=media))
    history.import_download(db, str(tmp_path / "x.zip"))
    found = history.recordings(db)
    made = history.export_recordings(found, str(tmp_path / "out"))
    assert {Path(each.path).read_bytes() for each in made} == set(media.values())
    assert len({each.path.casefold() for each in made}) == 1024
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        Path(each.path).name for each in made
    )
    again = history.export_recordings(found, str(tmp_path / "out"))
    assert [each.made for each in again] == [False] * 1024


@pytest.mark.parametrize("packed", [True, False])
def test_audio_in_a_folder_named_after_its_space_is_of_that_space(db, tmp_path, packed):
    made = files([space(0)], [], media={f"{space_id(0)}/audio.m4a": b"sound"})
    source = zipped(tmp_path / "x.zip", made) if packed else unpacked(tmp_path / "x", made)
    history.import_download(db, str(source))
    (found,) = history.recordings(db)
    assert found.space is not None
    assert found.space.id == space_id(0)
