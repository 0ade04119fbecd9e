"""``spacelint reach calendar`` and the comparison page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

PLAN = """\
[[spaces]]
title = "Town hall #Acme"
host = "@AcmeHQ"
start = "2031-12-02T18:00Z"
end = "2031-12-02T19:00Z"

[[spaces]]
title = "AMA <b>&amp; tea"
host = "@AcmeHQ"
start = "2031-12-02T18:30Z"

[[spaces]]
title = "Next week"
host = "@AcmeHQ"
start = "2031-12-10"

[[spaces]]
title = "Some day"
host = "@AcmeHQ"

[[spaces]]
title = "Long ago"
host = "@AcmeHQ"
start = "2021-12-10T10:00Z"
"""


CUT = """\
spaces:
  - title: AMA with us #Launch
    start: 2031-12-02T18:00Z
  - title: #Launch
    host: acme
"""


class Page(HTMLParser):
    """The tags of a page, and whether each that opens is closed."""

    void = ("meta", "br", "rect", "polyline", "path", "circle")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.void:
            assert self.open.pop() == tag


def self_contained(text: str) -> Page:
    page = Page(text)
    assert page.open == []
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not any(name in ("src", "href") for _, attributes in page.tags for name in attributes)
    assert "default-src 'none'" in text
    return page


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "plan.toml").write_text(PLAN)
    return "plan.toml"


def test_the_weeks_of_a_plan_with_clashes_where_they_are(run, plan):
    done = run("reach", "calendar", "--plan", plan)
    lines = done.stdout.splitlines()
    assert lines[0] == "Week 49, 1 to 7 December 2031 (as the plan has them)"
    at = lines.index("Tue  2 Dec")
    assert lines[at + 1] == "  18:00-19:00  Town hall #Acme  @AcmeHQ  [plan.toml:2]"
    assert lines[at + 2] == "  18:30        AMA <b>&amp; tea  @AcmeHQ  [plan.toml:8]"
    assert lines[at + 3].split()[:2] == ["!", "SL604"]
    assert "already has a Space at this time" in lines[at + 3]
    assert "               Next week  @AcmeHQ  [plan.toml:13]" in lines
    assert lines[-2:] == ["Without a date", "               Some day  @AcmeHQ  [plan.toml:18]"]
    assert "Long ago" not in done.stdout
    assert "1 earlier Space is not shown" in done.stderr
    assert done.returncode == 0


def test_one_week_and_a_zone_of_the_configuration(run, plan, tmp_path):
    (tmp_path / "spacelint.toml").write_text('[plan]\ntimezone = "Asia/Tokyo"\n')
    done = run("reach", "calendar", "--plan", plan, "--week", "2031-W49")
    assert "(Asia/Tokyo)" in done.stdout.splitlines()[0]
    lines = done.stdout.splitlines()
    assert "03:00-04:00  Town hall" in lines[lines.index("Wed  3 Dec") + 1]
    assert "Next week" not in done.stdout
    assert "Long ago" in run("reach", "calendar", "--plan", plan, "--week", "2021-W49").stdout


@pytest.mark.parametrize("value", ["2031-49", "W49", "2031-W60", "next"])
def test_a_week_that_is_none_is_refused(run, plan, value):
    done = run("reach", "calendar", "--plan", plan, "--week", value)
    assert done.returncode == 2
    assert "expected a week such as 2026-W49" in " ".join(done.stderr.split())


def test_the_calendar_as_a_page(run, plan, tmp_path):
    done = run("reach", "calendar", "--plan", plan, "-o", "weeks.html")
    assert done.returncode == 0
    assert done.stderr.endswith("wrote weeks.html\n")
    text = (tmp_path / "weeks.html").read_text()
    self_contained(text)
    assert "AMA &lt;b&gt;&amp;amp; tea" in text
    assert text.index("18:30") < text.index("SL604")


def test_what_other_spaces_clash_is_asked_of_x(with_x, x, plan):
    x.spaces = [{"id": "1a", "title": "Also #Acme", "state": "scheduled", "creator_id": "9",
                 "scheduled_start": "2031-12-02T18:15:00.000Z"}]  # fmt: skip
    done = with_x("reach", "calendar", "--plan", plan, "--live", "--max-cost", "9")
    assert "1 other Space with #Acme within 60 minutes of yours" in done.stdout
    assert done.returncode == 0


def test_a_calendar_needs_a_plan_and_a_title_may_be_called_so(run):
    for more in ((), ("--week", "2031-W49"), ("--plan", ".")):
        done = run("reach", "calendar", *more)
        assert (done.returncode, done.stdout) == (2, "")
        assert "--plan FILE" in done.stderr
    assert run("reach", "--", "calendar").stdout.startswith("calendar\n")
    assert run("reach", "--output-format", "json", "--", "calendar").returncode == 0


def test_without_a_plan_named_the_plans_of_the_folder_are_shown(run, tmp_path):
    (tmp_path / "spaces").mkdir()
    (tmp_path / "spaces" / "q1.toml").write_text(PLAN)
    (tmp_path / "notes.toml").write_text("a = 1\n")
    done = run("reach", "calendar")
    assert done.returncode == 0, done.stderr
    assert "Town hall #Acme  @AcmeHQ  [spaces/q1.toml:2]" in done.stdout
    assert run("reach", "calendar", "--plan", "spaces").stdout == done.stdout


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["history"], "spacelint history"),
        (["history", "list"], "spacelint history list"),
        (["calender"], "spacelint reach calendar"),
        (["--live", "calendar"], "spacelint reach calendar"),
        (["--live-optional", "--", "calendar"], ""),
        (["live"], "spacelint reach --live"),
        (["plan"], "spacelint reach --plan"),
        (["check"], "spacelint check"),
        (["plan.yaml"], "spacelint reach --plan plan.yaml"),
        (["AMA", "with", "jack"], "spacelint reach 'AMA with jack'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_in_the_place_of_a_title_is_told_what_to_write(run, words, meant):
    done = run("reach", *words)
    assert (done.returncode, done.stdout == "") == ((2, True) if meant else (0, False))
    assert meant in done.stderr


BROKEN = {
    "cut.yaml": 'spaces:\n  - title: "AMA\n',
    "cut.json": '{"spaces": [{"title": "AMA"',
    "cut.toml": '[[spaces]]\ntitle = "AMA"\n[[spaces]]\ntitle =\n',
    "cut.csv": 'title,start\nAMA,2031-12-02T18:00Z\n"Next,\n',
    "cut.jsonl": '{"title": "AMA"}\n{"title":\n',
    "twice.yaml": "spaces:\n  - title: AMA\nspaces:\n  - title: Other\n",
    "no_text.yaml": "\udcff\udcfe",
    "no_title.yaml": "spaces: []\n",
    "others.toml": "nothing = 1\n",
    "empty.csv": "",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_plan_that_is_not_read_whole_is_told_and_costs_nothing(with_x, x, tmp_path, name):
    (tmp_path / name).write_bytes(BROKEN[name].encode("utf-8", "surrogateescape"))
    (tmp_path / "good.toml").write_text(PLAN)
    reason = run_line(with_x("check", name))
    for command in (
        ("reach", "calendar", "--live"), ("reach", "--live"), ("reach", "--dry-run", "--live"),
        ("history", "import"),
    ):  # fmt: skip
        done = with_x(*command, "--plan", "good.toml", "--plan", name, "--plan", "gone.toml")
        assert (done.returncode, done.stdout) == (2, ""), command
        assert done.stderr.startswith(name)
        assert reason in done.stderr
        assert "gone.toml: no such file" in done.stderr
    assert x.log == []


def run_line(done):
    """Why ``check`` could not read a plan, without the place."""
    assert done.returncode != 0
    if "duplicate-key" in done.stdout:
        return "a key stands twice"
    said = re.search(r"This file can't be read: (.+)|: (no title found.*|the file is empty.*)",
                     done.stdout + done.stderr)  # fmt: skip
    assert said is not None, done
    return (said[1] or said[2]).strip()


CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:Series
DTSTART:20311202T150000Z
RRULE:FREQ=WEEKLY
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Series of 45 minutes
DTSTART:20311203T150000Z
DURATION:PT45M
RRULE:FREQ=WEEKLY
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Once for 45 minutes
DTSTART:20311204T150000Z
DURATION:PT45M
END:VEVENT
BEGIN:VEVENT
UID:4
SUMMARY:No length
DTSTART:20311205T150000Z
DTEND:20311205T150000Z
END:VEVENT
BEGIN:VEVENT
UID:5
SUMMARY:Backwards
DTSTART:20311206T150000Z
DTEND:20311206T140000Z
END:VEVENT
BEGIN:VEVENT
UID:6
SUMMARY:Over midnight
DTSTART:20311207T230000Z
DTEND:20311208T003000Z
END:VEVENT
BEGIN:VEVENT
UID:7
SUMMARY:Days
DTSTART:20311207T230000Z
DTEND:20311210T003000Z
END:VEVENT
BEGIN:VEVENT
UID:8
SUMMARY:Ages
DTSTART:20311207T230000Z
DURATION:P9000000D
END:VEVENT
END:VCALENDAR
"""


def test_an_end_is_shown_only_where_the_plan_has_one(run, tmp_path):
    (tmp_path / "p.ics").write_text(CALENDAR)
    done = run("reach", "calendar", "--plan", "p.ics", "--week", "2031-W49")
    shown = {line[15:].split("  ")[0]: line[2:14].strip() for line in done.stdout.splitlines()
             if "[p.ics" in line}  # fmt: skip
    assert shown == {
        "Series": "15:00", "Series of 45 minutes": "15:00-15:45",
        "Once for 45 minutes": "15:00-15:45", "No length": "15:00", "Backwards": "15:00",
        "Over midnight": "23:00-00:30",
        "Days": "23:00-10 Dec", "Ages": "23:00",
    }  # fmt: skip


def test_a_date_that_cannot_be_read_is_told_from_a_missing_one(run, tmp_path):
    (tmp_path / "p.toml").write_text('[[spaces]]\ntitle = "A"\nstart = "next week"\n'
                                     '[[spaces]]\nstart = "2031-12-02T18:00Z"\n')  # fmt: skip
    lines = run("reach", "calendar", "--plan", "p.toml").stdout.splitlines()
    assert "  18:00        (no title)  [p.toml:4]" in lines
    assert lines[-1] == "               ! SL007 start can't be read: it is not a date"


def test_the_help_of_reach_has_its_options_and_names_the_calendar(run):
    done = run("reach", "--help")
    assert "--candidates" in done.stdout
    assert "reach calendar" in " ".join(done.stdout.split())
    assert "--week" in run("reach", "calendar", "--help").stdout


def test_the_comparison_as_a_page_for_those_who_approve(run, tmp_path):
    titles = ("Town hall #AT&T with @jack", "Town hall <i>#ATT</i> with @jack")
    done = run("reach", "--plot", "c.html", *titles)
    assert done.returncode == 0
    text = (tmp_path / "c.html").read_text()
    page = self_contained(text)
    assert text.count("&#9744;") == 2, "a box to tick for each title"
    linked = [attributes for tag, attributes in page.tags if attributes.get("class") == "link"]
    assert len(linked) == 4
    assert '<span class="link">#AT</span>&amp;T' in text
    assert "&lt;i&gt;" in text
    assert "<i>" not in text
    assert len(re.findall("twitter-text", text)) > 3, "each figure has its source"


def test_dates_at_the_ends_of_the_calendar_are_no_traceback(run, tmp_path):
    (tmp_path / "p.toml").write_text(
        '[[spaces]]\ntitle = "Never"\nstart = "9999-12-31T23:00:00Z"\n'
        '[[spaces]]\ntitle = "Long ago"\nstart = "0001-01-01T00:00:00Z"\n'
    )
    (tmp_path / "spacelint.toml").write_text('[plan]\ntimezone = "Asia/Tokyo"\n')
    done = run("reach", "calendar", "--plan", "p.toml")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Week 52, 27 to 31 December 9999 (Asia/Tokyo)"
    assert lines[lines.index("Fri 31 Dec") + 1] == "  23:00        Never  [p.toml:2]"
    assert "Without a date" not in lines
    week = re.search(r"--week (\S+) shows it", done.stderr)[1]
    assert (
        "Long ago  [p.toml:5]"
        in run("reach", "calendar", "--plan", "p.toml", "--week", week).stdout
    )
    page = run("reach", "calendar", "--plan", "p.toml", "--week", "9999-W52", "-o", "w.html")
    assert page.returncode == 0
    assert "Never" in (tmp_path / "w.html").read_text()


def test_a_calendar_asks_x_for_what_it_marks_alone(with_x, x, tmp_path):
    x.account("jack")
    (tmp_path / "p.toml").write_text(
        '[[spaces]]\ntitle = "AMA #Acme @jack"\nstart = "2031-12-02T18:00Z"\n'
    )
    assert with_x("reach", "calendar", "--plan", "p.toml", "--live").returncode == 0
    assert x.paths() == ["/2/spaces/search"]


def test_a_page_says_what_x_did_not_answer(with_x, x, plan, tmp_path):
    x.script = [{"status": 404, "raw": b""}]
    done = with_x("reach", "calendar", "--plan", plan, "--live", "-o", "weeks.html")
    assert done.returncode == 2
    said = "SL805 was not checked for #Acme: X doesn't offer this call to your app (404)"
    assert said in done.stderr
    assert said.replace("'", "&#x27;") in (tmp_path / "weeks.html").read_text()


def test_a_plan_that_is_named_is_read_wherever_it_stands_and_once(run, plan, tmp_path):
    (tmp_path / "spacelint.toml").write_text('exclude = ["plan.toml"]\n')
    done = run("reach", "calendar", "--plan", plan, "--plan", f"./{plan}")
    assert done.stdout.count("  Town hall") == 1
    assert done.returncode == 0
    assert "not from standard input" in run("reach", "calendar", "--plan", "-").stderr


def test_times_of_several_zones_are_told(run, tmp_path):
    (tmp_path / "p.toml").write_text(
        '[[spaces]]\ntitle = "A"\nstart = "2031-12-02T18:00Z"\n'
        '[[spaces]]\ntitle = "B"\nstart = "2031-12-02T17:00-05:00"\n'
    )
    done = run("reach", "calendar", "--plan", "p.toml")
    assert "(as the plan has them, by several clocks)" in done.stdout
    assert "timezone under [plan]" in done.stderr
    (tmp_path / "spacelint.toml").write_text('[plan]\ntimezone = "America/New_York"\n')
    done = run("reach", "calendar", "--plan", "p.toml")
    assert "(America/New_York)" in done.stdout
    assert done.stderr == ""


def test_an_end_after_clocks_are_put_back_is_an_end(run, tmp_path):
    (tmp_path / "spacelint.toml").write_text('[plan]\ntimezone = "America/New_York"\n')
    (tmp_path / "p.toml").write_text(
        '[[spaces]]\ntitle = "A"\nstart = "2031-11-02T05:30Z"\nend = "2031-11-02T06:15Z"\n'
    )
    assert "01:30-01:15  A" in run("reach", "calendar", "--plan", "p.toml").stdout


def test_a_title_that_yaml_cut_is_told_wherever_a_plan_is_read(run, tmp_path):
    (tmp_path / "cut.yaml").write_text(CUT)
    (tmp_path / "own.csv").write_text("id,title\n1DXxyRYNejbKM,Tea\n")
    said = [
        f"cut.yaml:{line}: this title is cut (see: spacelint check cut.yaml)" for line in (2, 4)
    ]
    message = 'SL002{} YAML reads #Launch as a comment, so the title is only "AMA with us"'
    for arguments, shown in (
        (("reach",), message.format(":")),
        (("reach", "--plot", "out.html"), message.format(":")),
        (("reach", "calendar"), message.format("")),
        (("history", "import", "own.csv"), "1 Space"),
    ):
        done = run(*arguments, "--plan", "cut.yaml")
        assert [line for line in done.stderr.splitlines() if "cut" in line] == said
        assert shown in done.stdout
    assert "SL002: YAML reads #Launch" in (tmp_path / "out.html").read_text()


def test_a_title_that_a_comma_may_have_cut_is_told(run, tmp_path):
    (tmp_path / "cut.csv").write_text("title,host\nTown hall, live,acme\n")
    done = run("reach", "--plan", "cut.csv", "--output-format", "json")
    assert done.stderr == "cut.csv:2: this title may be cut (see: spacelint check cut.csv)\n"
    assert '"value": "SL012"' in done.stdout


def test_a_space_whose_time_or_zone_cannot_be_read_stands_on_its_day(run, tmp_path):
    (tmp_path / "p.yaml").write_text(
        "spaces:\n- {title: A, start: 2031-12-02 18:00 Mars/Base}\n"
        "- {title: B, date: 2031-12-03, time: 3pm XYZ}\n- {title: C, start: some day}\n"
    )
    lines = run("reach", "calendar", "--plan", "p.yaml").stdout.splitlines()
    at = [next(n for n, line in enumerate(lines) if f" {title}  [" in line) for title in "ABC"]
    assert lines[at[0] - 1].startswith("Tue  2 Dec")
    assert lines[at[1] - 1].startswith("Wed  3 Dec")
    assert lines[at[2] - 1] == "Without a date"
    assert all("! SL007" in lines[n + 1] for n in at)
    (tmp_path / "p.ics").write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nSUMMARY:D\n"
        "DTSTART;TZID=Nowhere/Base:20311204T180000\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    lines = run("reach", "calendar", "--plan", "p.ics").stdout.splitlines()
    assert lines[next(n for n, line in enumerate(lines) if " D  [" in line) - 1] == "Thu  4 Dec"
