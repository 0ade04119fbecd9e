"""The report for approvers: one file, safe, stable, compared with the last and with approvals."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacelint.report.html.review import Known, ReviewError, matched, read_approvals, read_report

PLAN = """\
spaces:
  - id: 1abc
    title: "Town hall #AT&T"
    host: "@acme"
    start: 2027-03-04T18:00:00+01:00
    speakers: ["@mirjam_k", "@openradio"]
    record: true
    consent: ["@mirjam_k"]
    campaign: spring
  - title: "Office hours on open radio"
    host: "@acme"
    start: 2027-03-09
  - title: "A night of questions and answers"
"""
HOSTILE = "</script></textarea><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[31m"


def spacelint(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "spacelint", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def report(folder, plan, *arguments, name="out.html"):
    (folder / "spaces.yaml").write_text(plan, encoding="utf-8")
    more = ("--today", "2027-02-20", "--isolated")
    done = spacelint(folder, "report", "spaces.yaml", "-o", name, *more, *arguments)
    assert done.returncode == 0, done.stderr
    return (folder / name).read_text(encoding="utf-8")


def shown(page):
    page = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.S)
    page = re.sub(r"</?(td|th|tr|caption)\b[^>]*>", " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


class Tree(HTMLParser):
    """Every start tag of a page, with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_a_card_says_what_an_approver_wants_to_know(tmp_path):
    page = report(tmp_path, PLAN)
    text = shown(page)
    assert 'dir="auto">Town hall <b>#AT</b><s>&amp;T</s></h3>' in page
    assert "X links only #AT, not #AT&T" in text
    assert "Thursday, 4 Mar 2027, 18:00 (UTC+01:00) · 15/70 · campaign spring" in text
    assert "@mirjam_k (consent on record), @openradio (no consent on record)" in text
    assert "SL607" in text  # a finding about a field stands in its Space's card
    assert re.search("Better: Town hall .*#ATT", text)
    assert "no day yet · 32/70" in text
    assert "3 Spaces: 1 error" in text


def test_the_weeks_list_every_space_once_and_lead_to_its_card(tmp_path):
    page = report(tmp_path, PLAN)
    links = re.findall(r'<a href="#([^"]+)"', page)
    anchors = re.findall(r'<article id="([^"]+)"', page)
    assert len(anchors) == 3
    assert sorted(links) == sorted(anchors)
    assert "1 Mar – 7 Mar 2027 Thursday, 4 Mar 18:00 Town hall #AT&T 1 error" in shown(page)
    assert "No day yet A night of questions and answers" in shown(page)


def test_a_question_ends_with_its_own_mark(tmp_path):
    text = shown(report(tmp_path, "spaces:\n  - title: A talk\n    speakrs: ['@mirjam_k']\n"))
    assert "Did you mean speakers? SL005" in text


def test_the_same_plan_gives_the_same_bytes(tmp_path):
    assert report(tmp_path, PLAN) == report(tmp_path, PLAN, name="again.html")


def test_check_writes_the_same_report_with_its_own_status(tmp_path):
    page = report(tmp_path, PLAN)
    more = ("spaces.yaml", "--today", "2027-02-20", "--isolated")
    done = spacelint(tmp_path, "check", *more, "--output-format", "html")
    assert (done.returncode, done.stdout) == (1, page)
    done = spacelint(tmp_path, "check", *more, "--output-file", "html=beside.html")
    assert done.returncode == 1
    assert (tmp_path / "beside.html").read_text(encoding="utf-8") == page


def test_it_fetches_nothing_and_allows_its_own_script_alone(tmp_path):
    page = report(tmp_path, PLAN)
    for tag, attributes in Tree(page).tags:
        assert not {"src", "srcset", "action", "style"} & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes), tag
        assert attributes.get("href", "#")[:1] == "#"
    policy = re.search(r'Content-Security-Policy" content="([^"]*)', page)[1]
    for kind in ("style", "script"):
        text = re.search(rf"<{kind}>(.*?)</{kind}>", page, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in html.unescape(policy)
    assert policy.startswith("default-src 'none'")
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("field", ["title", "host", "speakers", "campaign", "id", "consent"])
def test_a_hostile_text_is_shown_and_never_run(tmp_path, field):
    space = {"title": "Town hall", "start": "2027-03-04", "record": True, field: HOSTILE}
    (tmp_path / "spaces.json").write_text(json.dumps({"spaces": [space]}))
    done = spacelint(tmp_path, "report", "spaces.json", "--isolated", "--today", "2027-02-20")
    assert done.returncode == 0
    tags = [tag for tag, _ in Tree(done.stdout).tags]
    assert "img" not in tags
    assert tags.count("script") == 2
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_200_spaces_with_findings_make_less_than_500_kb(tmp_path):
    spaces = "".join(
        f'  - title: "Office hours number {n} with @guest_{n} on #AT&T and @8pm #radio{n}"\n'
        f'    host: "@acme"\n    start: 2027-03-{n % 28 + 1:02}T{n % 24:02}:00:00+01:00\n'
        f'    speakers: ["@one_{n}", "@two_{n}", "@three_{n}"]\n    record: true\n'
        for n in range(200)
    )
    page = report(tmp_path, f"spaces:\n{spaces}")
    assert page.count("<article") == 200
    assert page.count("<li ") > 600
    assert len(page.encode()) < 500_000


def test_since_tells_what_is_new_changed_and_gone_and_keeps_the_anchors(tmp_path):
    old = report(tmp_path, PLAN, name="old.html")
    plan = PLAN.replace("Town hall #AT&T", "Town hall #ATT").replace("2027-03-09", "2027-03-10")
    plan = plan.replace("A night of questions and answers", "Something else altogether")
    page = report(tmp_path, plan, "--since", "old.html")
    text = shown(page)
    assert "Since the last report: 1 new, 2 changed, 1 gone." in text
    assert "Gone: A night of questions and answers." in text
    assert "Title changed; it was Town hall #AT&T." in text
    assert "1 finding gone: SL103." in text
    assert "Start changed; it was Tuesday, 9 Mar 2027." in text
    anchors = [re.findall(r'<article id="([^"]+)"', each) for each in (old, page)]
    assert anchors[0][:2] == anchors[1][:2]
    assert anchors[0][2] != anchors[1][2]


def test_since_an_equal_report_nothing_has_changed(tmp_path):
    report(tmp_path, PLAN, name="old.html")
    text = shown(report(tmp_path, PLAN, "--since", "old.html", name="old.html"))
    assert "0 new, 0 changed, 0 gone" in text
    assert "Changed since" not in text
    assert "New since" not in text


def approvals(page, approved=True, note=""):
    data = json.loads(re.search(r'id="spacelint-data">(.*?)</script>', page)[1])
    spaces = [
        {**{k: v for k, v in one.items() if k != "codes"}, "approved": approved, "note": note}
        for one in data["spaces"]
    ]
    return {"format": "spacelint-approvals", "version": 1, "reviewer": "Dana", "spaces": spaces}


def test_approved_titles_stand_or_have_changed(tmp_path):
    clean = PLAN.replace("#AT&T", "#ATT").replace("record: true", "record: false")
    page = report(tmp_path, clean)
    saved = approvals(page, note="Keep it short.")
    saved["spaces"][2]["approved"] = False
    (tmp_path / "approved.json").write_text(json.dumps(saved))
    arguments = ("check", "spaces.yaml", "--isolated", "--today", "2027-02-20",
                 "--fail-on", "never", "--approved", "approved.json")  # fmt: skip
    done = spacelint(tmp_path, *arguments)
    assert done.returncode == 0
    assert (
        "2 titles are approved by Dana as planned, 0 changed since, 1 not approved." in done.stderr
    )
    changed = clean.replace("Office hours on open radio", "Office hours on closed radio")
    (tmp_path / "spaces.yaml").write_text(changed)
    done = spacelint(tmp_path, *arguments)
    assert done.returncode == 1
    assert "spaces.yaml:10: changed since it was approved" in done.stderr
    assert "approved  Office hours on open radio\n" in done.stderr
    assert "now       Office hours on closed radio\n" in done.stderr
    assert "note      Keep it short." in done.stderr
    page = report(tmp_path, changed, "--approved", "approved.json")
    assert page.count(" checked>") == 1
    assert page.count(">Keep it short.</textarea>") == 3
    assert "Approved was Office hours on open radio" in shown(page)


def test_an_approval_of_what_is_no_longer_planned_is_told(tmp_path):
    saved = approvals(report(tmp_path, PLAN))
    (tmp_path / "approved.json").write_text(json.dumps(saved))
    (tmp_path / "spaces.yaml").write_text(PLAN.partition("  - title")[0])
    done = spacelint(tmp_path, "check", "spaces.yaml", "--isolated", "--approved", "approved.json")
    assert "no longer planned: A night of questions and answers" in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "approved.json: "),
        ("", "approved.json: this is no JSON"),
        ("[]", "approved.json: expected an object; found list"),
        ("{}", 'approved.json: expected "format": "spacelint-approvals"'),
        ('{"format": "spacelint-approvals", "version": 2}', "expected version 1, found 2"),
        ('{"format": "spacelint-approvals", "version": 1}', 'expected a list of "spaces"'),
        ('{"format": "spacelint-approvals", "version": 1, "spaces": [1]}', "Space 1"),
        ("[" * 100_000, "approved.json: this is no JSON"),
        ("\xff", "approved.json: byte 0 is no UTF-8"),
    ],
)
def test_bad_approvals_are_told_without_a_traceback(tmp_path, text, told):
    (tmp_path / "spaces.yaml").write_text(PLAN)
    if text is not None:
        (tmp_path / "approved.json").write_bytes(text.encode("latin-1"))
    done = spacelint(tmp_path, "check", "spaces.yaml", "--isolated", "--approved", "approved.json")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("asked", ["--fix", "--diff", "--add-ignore", "--suggest"])
@pytest.mark.parametrize("compared", ["--since", "--approved"])
def test_what_changes_files_is_not_compared(tmp_path, asked, compared):
    (tmp_path / "spaces.yaml").write_text(PLAN)
    done = spacelint(tmp_path, "check", "spaces.yaml", asked, compared, "x")
    assert done.returncode == 2
    assert f"{asked} and {compared}" in " ".join(done.stderr.split())
    assert (tmp_path / "spaces.yaml").read_text() == PLAN


def test_since_needs_the_report_that_it_is_about(tmp_path):
    report(tmp_path, PLAN, name="old.html")
    done = spacelint(tmp_path, "check", "spaces.yaml", "--since", "old.html")
    assert done.returncode == 2
    assert "it needs --output-format html" in done.stderr


def test_a_file_that_is_no_report_is_told(tmp_path):
    (tmp_path / "spaces.yaml").write_text(PLAN)
    (tmp_path / "old.html").write_text("<p>Hello</p>")
    done = spacelint(tmp_path, "report", "spaces.yaml", "--since", "old.html", "-o", "new.html")
    assert done.returncode == 2
    assert "old.html: this is not a report of spacelint" in done.stderr
    assert not (tmp_path / "new.html").exists()


def test_a_report_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "spaces.yaml").write_text(PLAN)
    done = spacelint(tmp_path, "report", "spaces.yaml", "-o", "no/such/folder.html")
    assert done.returncode == 2
    assert "no/such/folder.html can't be written" in done.stderr


def test_a_plan_that_cannot_be_read_is_in_the_report_and_told(tmp_path):
    (tmp_path / "spaces.yaml").write_bytes(b"spaces:\n  - title: \xff\n")
    done = spacelint(tmp_path, "report", "spaces.yaml", "-o", "out.html")
    assert done.returncode == 2
    assert "SL001" in (tmp_path / "out.html").read_text()


def test_an_anchor_of_an_old_report_is_data(tmp_path):
    old = report(tmp_path, PLAN, name="old.html")
    bad = re.sub(r'"anchor":"space-\w+"', '"anchor":"x\\\\"><script>alert(1)</script>"', old)
    bad = bad.replace("<script>alert(1)</script>", "\\u003cscript>alert(1)\\u003c/script>")
    (tmp_path / "old.html").write_text(bad)
    page = report(tmp_path, PLAN, "--since", "old.html")
    assert "alert(1)" not in page


known = st.builds(
    Known,
    st.just("a"), st.sampled_from(["x", "y"]), st.sampled_from(["", "1", "2"]),
    st.sampled_from(["", "A", "B"]), st.sampled_from(["", "2027-01-01", "2027-01-02"]),
    st.sampled_from(["", "@h"]),
)  # fmt: skip


@given(st.lists(known, max_size=8), st.lists(known, max_size=8))
def test_each_space_is_matched_with_at_most_one(old, new):
    pairs = matched(old, new)
    assert len({id(one) for one in pairs.values()}) == len(pairs)
    assert set(pairs) <= set(range(len(new)))
    named = [one for one in new if one.id or one.title or (one.start and one.host)]
    assert matched(named, named) == dict(enumerate(named))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(data)
    for read in (read_report, read_approvals):
        with pytest.raises(ReviewError):
            read(str(path))
