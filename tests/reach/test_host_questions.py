"""What a host wants to know: deadlines, when, who, trend."""

from __future__ import annotations

import json
import time
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest
from make_archive import files, post, space, space_id, zipped
from packages import history

from spacelint.reach.history.trend import keep_counts, trends
from spacelint.reach.xapi.models import Bucket, TagCounts


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def ended(number: int, days: float, **more: object) -> dict:
    """A Space that ended so many days ago."""
    return space(number, createdAt=ago(days + 0.1), endedAt=ago(days), **more)


def speaking(*users: str) -> list[dict]:
    return [{"userId": user} for user in users]


@pytest.fixture
def imported(run, tmp_path):
    """Import Spaces and posts by the command."""

    def load(spaces, posts=(), **more):
        zipped(tmp_path / "a.zip", files(spaces, list(posts), **more))
        assert run("history", "import", "a.zip").returncode == 0

    return load


def one(number, days, **more):
    made = ended(number, days, **more)
    made["spacesMetadata"]["speakers"] = more.get("speakers_of", speaking("2000"))
    return made


def test_deadlines_come_soonest_first_and_fail_the_scheduler(imported, run):
    imported([one(0, 27), one(1, 10), one(2, 40), one(3, 25)],
             media={f"{space_id(3)}.m4a": b"audio"})  # fmt: skip
    done = run("history", "recordings", "--due", "7d")
    assert done.returncode == 1
    first, consent = done.stdout.splitlines()
    until = (datetime.now(UTC) + timedelta(days=3)).date()
    assert first == f"{until}  3 days left: (title not known)  https://x.com/i/spaces/{space_id(0)}"
    assert consent == "  no consent on record: guest 2000"
    quiet = run("history", "recordings", "--due", "2d")
    assert (quiet.returncode, quiet.stdout) == (
        0, "no Space without downloaded audio is due within 2 days\n")  # fmt: skip
    (found,) = json.loads(
        run("history", "recordings", "--due", "7", "--output-format", "json").stdout
    )
    assert (found["id"], found["no_consent"]) == (space_id(0), ["2000"])
    whole = run("history", "recordings").stdout
    assert whole.index(space_id(0), whole.index("Not downloaded yet")) < whole.index(space_id(1))
    assert "1 Space has no downloaded audio, and X may have deleted it" in whole


def test_a_consent_in_the_plan_is_not_missing(imported, run, tmp_path):
    imported([one(0, 28)], [post(1, "Hi", space=space_id(0), mentions=(("2000", "Bea"),))])
    assert "no consent on record: @bea" in run("history", "recordings", "--due", "9d").stdout
    (tmp_path / "plan.toml").write_text(
        f'[[spaces]]\ntitle = "Hi"\nid = "{space_id(0)}"\nspeakers = ["@bea"]\nconsent = ["@bea"]\n'
    )
    done = run("history", "recordings", "--due", "9d", "--plan", "plan.toml")
    assert "consent" not in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("value", ["soon", "-1", "7w", ""])
def test_a_number_of_days_that_is_none_is_refused(run, value):
    done = run("history", "recordings", "--due", value)
    assert done.returncode == 2
    assert "expected a number of days such as 7d" in " ".join(done.stderr.split())


def test_a_clock_that_is_a_year_behind_is_told_and_days_go_by_the_newest_space(imported, run):
    imported([one(0, -365)])
    done = run("history", "recordings", "--due", "31")
    assert done.returncode == 1
    assert "is the clock right?" in done.stderr
    assert "30 days left" in done.stdout


def test_the_table_of_weekdays_and_hours_ranks_nothing_below_five(imported, run, tmp_path):
    # 2026-01-01 is a Thursday; each seventh day after it too.
    spaces = [space(n * 7, totalParticipated=str(100 + n)) for n in range(5)] + [
        space(1, totalParticipated="9000")]  # fmt: skip
    posts = [post(n * 7, f"Town {n}", space=space_id(n * 7)) for n in range(5)]
    imported(spaces, posts)
    done = run("history", "when")
    lines = done.stdout.splitlines()
    assert lines[0] == "Median participants and number of Spaces, by weekday and hour (UTC)"
    # make_archive's months have 28 days, so the fifth of these is in February.
    assert "n alone: fewer than 5 Spaces, too few for a figure" in done.stdout
    assert "9,000" not in done.stdout
    page, picture = tmp_path / "when.html", tmp_path / "when.svg"
    assert run("history", "when", "-o", str(page)).returncode == 0
    done = run("history", "when", "-o", str(picture))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"wrote {picture}\n"
    assert "n=1" in page.read_text()
    assert "default-src 'none'" in page.read_text()
    assert ET.fromstring(picture.read_text()).tag.endswith("svg")
    assert "9,000" not in page.read_text() + picture.read_text()


def test_five_spaces_at_one_hour_have_a_figure_with_likes_and_reposts():
    from spacelint.reach.history.query import PastSpace
    from spacelint.reach.history.stats import slot_lines, slots

    made = [PastSpace(f"1S{n}", "t", "plan", f"2026-06-{1 + 7 * n:02d}T18:00:00Z", None, 100 + n,
                      (), (), ()) for n in range(4)]  # fmt: skip
    made.append(made[0]._replace(id="1S9", started_at="2026-07-06T18:30:00Z", participants=500))
    announced = {each.id: (10 * n, n) for n, each in enumerate(made)}
    (slot,) = slots(made, announced)
    assert (slot.spaces, slot.participants, slot.likes, slot.reposts) == (5, 102, 20, 2)
    assert list(slot_lines([slot], "UTC"))[-1] == (
        "  Monday 18:00: 102 participants; announcing post: 20 likes, 2 reposts; n=5"
    )
    (few,) = slots(made[:4], announced)
    assert (few.spaces, few.participants, few.likes) == (4, None, None)


def test_who_spoke_how_often_first_and_last(imported, run, tmp_path):
    spaces = [space(n, speakers=3) for n in range(3)] + [space(3, speakers=1)]
    imported(spaces, [post(1, "Hi", space=space_id(0), mentions=(("2000", "Bea"),))])
    (tmp_path / "spacelint.toml").write_text('[people]\n"2001" = "@Cleo"\n')
    lines = [line.split() for line in run("history", "who").stdout.splitlines()]
    assert lines == [
        ["@bea", "4", "Spaces", "2026-01-01", "to", "2026-01-04"],
        ["@cleo", "3", "Spaces", "2026-01-01", "to", "2026-01-03", "[configuration]"],
        ["guest", "2002", "3", "Spaces", "2026-01-01", "to", "2026-01-03"],
    ]
    assert "guest 2002" in run("history", "stats").stdout
    assert "cleo" in run("history", "stats").stdout


def test_a_paid_look_up_names_guests_price_first(imported, run, with_x, x):
    imported([space(0, speakers=2)])
    x.account("Bea", id="2000")
    price = run("history", "who", "--dry-run")
    assert "accounts by their number: 2 in 1 request, at most $0.020" in price.stdout
    assert x.log == []
    done = with_x("history", "who", "--live")
    assert done.returncode == 2, "X did not tell one of the two"
    assert "@bea" in done.stdout
    assert "[X]" in done.stdout
    assert "guest 2001" in done.stdout
    assert "asked X 1 time, about $0.010" in done.stderr
    assert "@bea" in run("history", "who").stdout, "what was paid for is kept"


@pytest.fixture
def db_of(tmp_path):
    """A history of its own."""
    with history.history_at(str(tmp_path / "own.sqlite3"), create=True) as opened:
        yield opened


def days_of(first: str, posts: list[int]) -> TagCounts:
    start = datetime.fromisoformat(f"{first}T00:00:00+00:00")
    buckets = tuple(
        Bucket((start + timedelta(days=n)).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
               (start + timedelta(days=n + 1)).strftime("%Y-%m-%dT%H:%M:%S.000Z"), count)
        for n, count in enumerate(posts)
    )  # fmt: skip
    return TagCounts("acme", sum(posts), buckets, "2026-11-29T12:00:00Z")


def test_days_of_posts_are_kept_with_their_gaps(tmp_path):
    with history.history_at(str(tmp_path / "h.sqlite3"), create=True) as db:
        keep_counts(db, [days_of("2026-11-01", [1, 2, 3])])
        keep_counts(db, [days_of("2026-11-06", [6])])
        part = days_of("2026-11-07", [9])
        keep_counts(
            db, [part._replace(days=(part.days[0]._replace(start="2026-11-07T13:00:00Z"),))]
        )
        (trend,) = trends(db)
        assert trend.posts == (1, 2, 3, None, None, 6), "a part of a day is no day"
        assert (trend.first, trend.last, trend.known) == ("2026-11-01", "2026-11-06", 4)
        keep_counts(db, [days_of("2026-11-03", [30])])
        assert trends(db, ["#ACME"], "2026-11-03")[0].posts == (30, None, None, 6)
        assert trends(db, ["other"]) == ()


def test_a_look_up_keeps_its_days_and_the_report_shows_the_line(with_x, run, x, tmp_path):
    x.counts["acme"] = [1, 2, 3, 4, 5, 6, 7]
    assert with_x("reach", "--live", "AMA #acme").returncode == 0
    shown = run("history", "trend", "#Acme")
    assert "#acme: posts a day from" in shown.stdout
    assert "7 of 7 days known" in shown.stdout
    assert "lowest 1 on" in shown.stdout
    # What is kept of a fortnight before shows as more than a week, with a gap.
    old = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 15 * 86400))
    path = tmp_path / "xdg_data_home/spacelint/history.sqlite3"
    with history.history_at(str(path)) as db:
        keep_counts(db, [days_of(old, [9])])
    done = run("reach", "AMA #acme")
    assert f"posts a day since {old}, not counting reposts; 8 of 15 days known" in done.stdout
    assert "own Space" not in done.stdout, "days of posts are no imported Spaces"
    for name in ("t.svg", "t.html"):
        done = run("history", "trend", "-o", name)
        assert (done.returncode, done.stderr) == (0, f"wrote {name}\n")
    assert (tmp_path / "t.svg").read_text().count("<circle") == 8
    assert (tmp_path / "t.html").read_text().count("not known") == 7
    (kept,) = json.loads(run("history", "trend", "--output-format", "json").stdout)
    assert kept["posts"].count(None) == 7


def test_without_kept_days_the_way_to_them_is_told(imported, run):
    imported([space(0)])
    assert "spacelint reach --live TITLE asks X and keeps them" in run("history", "trend").stdout


def test_a_plan_that_is_to_be_imported_is_sent_to_its_option(run, tmp_path):
    (tmp_path / "plan.yaml").write_text("spaces: []")
    done = run("history", "import", "plan.yaml")
    assert done.returncode == 2
    assert "plan.yaml: a plan is named with --plan" in done.stderr


def test_dates_and_days_far_from_now_are_not_kept(db_of, tmp_path):
    made = files([space(0, endedAt="9999-12-31T23:59:59Z")], [])
    history.import_download(db_of, str(zipped(tmp_path / "a.zip", made)))
    assert history.past_spaces(db_of)[0].ended_at is None
    keep_counts(db_of, [days_of("2026-11-20", [1]), days_of("9990-01-01", [5])])
    assert trends(db_of)[0].posts == (1,)
    with pytest.raises(history.HistoryError, match="started_at"):
        history.import_csv(db_of, b"title,date\nx,9999-12-31\n", "x.csv")
