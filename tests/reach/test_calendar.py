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
    assert run("reach", "calendar", "--plan", plan, "-o", "weeks.html").returncode == 0
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
    done = run("reach", "calendar", "--week", "2031-W49")
    assert done.returncode == 2
    assert "--plan" in done.stderr
    assert run("reach", "calendar").stdout.startswith("calendar\n")
    assert run("reach", "--output-format", "json", "--", "calendar").returncode == 0


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
    assert done.stdout.count("p.toml:") == 2
