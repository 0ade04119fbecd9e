"""Plan: a file opened, looked over, edited, taken home; nothing lost, nothing written unasked."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import threading
import time
import zipfile

import openpyxl
import pytest

from tests.page.served import BOOK, Page
from tests.page.test_write import shown, takes

YAML = (
    "# The team's plan\r\n"
    "spaces:\r\n"
    '  - title: "Town hall #AT&T 🎉"   # keep\r\n'
    '    host: "@acme"\r\n'
    "    start: 2027-03-04T18:00:00+01:00\r\n"
    "  - title: Meet us at great#tag\r\n"
    '    host: "@acme"\r\n'
    "    start: 2027-03-04T18:00:00+01:00\r\n"
    "  - title: Office hours on open radio\r\n"
)
FORMATS = {
    "spaces.yaml": YAML.encode(),
    "bom.yaml": b"\xef\xbb\xbf" + YAML.encode(),
    "spaces.toml": b'[[spaces]]\ntitle = "Town hall #AT&T \\U0001F389"  # keep\nhost = "@acme"\n',
    "spaces.json": b'{"spaces": [{"title": "Town hall #AT&T \\ud83c\\udf89", "host": "@acme"}]}',
    "spaces.csv": "title;host\r\nTown hall #AT&T 🎉;acme\r\n".encode("utf-16"),
    "spaces.ics": (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "DTSTAMP:20270101T000000Z\r\nDTSTART:20270304T170000Z\r\n"
        "SUMMARY:Town hall #AT&T 🎉\r\nLOCATION:X Spaces\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode(),
    "spaces.jsonl": b'{"title": "Town hall #AT&T \xf0\x9f\x8e\x89"}\n',
    "space.md": "---\ntitle: 'Town hall #AT&T 🎉'\n---\nHello\n".encode(),
    "spaces.txt": "Town hall #AT&T 🎉\n".encode(),
}


def open_plan(page, name, data):
    """Drop a file; return the path of its plan, below the page's root."""
    answer = page.client.post("plan/open", files={"file": (name, data)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition(f"{page.secret}/")[2]


def revision(text):
    return re.search(r'name="revision" value="(\d+)"', text)[1]


def edit(page, path, number, title):
    form = {"title": title, "revision": revision(page.get(path).text)}
    return page.post(f"{path}/{number}", form)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_read_edited_and_taken_home_with_that_title_alone_changed(page, name):
    data = FORMATS[name]
    path = open_plan(page, name, data)
    text = page.get(path).text
    assert "X links only #AT, not #AT&amp;T" in text
    assert page.get(f"{path}/file").content == data
    assert edit(page, path, 0, "Town hall on 5G 🎉").status_code == 303
    taken = page.get(f"{path}/file")
    encoding = "utf-16" if data.startswith(b"\xff\xfe") else "utf-8"
    now, was = taken.content.decode(encoding), data.decode(encoding)
    assert now.replace("Town hall on 5G", "Town hall #AT&T") == was
    assert f"filename*=UTF-8''{name}" in taken.headers["content-disposition"]
    assert "Town hall on 5G" in page.get(path).text


def test_an_edit_can_be_undone_step_by_step(page):
    path = open_plan(page, "spaces.yaml", YAML.encode())
    for title in ("One more title", "And another title"):
        edit(page, path, 2, title)
    for _ in range(2):
        page.post(f"{path}/undo", {"revision": revision(page.get(path).text)})
    assert page.get(f"{path}/file").content == YAML.encode()


def test_safe_fixes_are_those_of_check_fix(page):
    path = open_plan(page, "spaces.yaml", YAML.encode())
    page.post(f"{path}/fix", {"revision": revision(page.get(path).text)})
    fixed = page.get(f"{path}/file").content
    assert fixed == YAML.replace("Meet us at great#tag", '"Meet us at great #tag"').encode()


def test_a_space_has_its_card_its_fixes_and_its_better_titles(page):
    path = open_plan(page, "spaces.yaml", YAML.encode())
    answer = page.get(f"{path}/0")
    assert '<span class="link">#AT</span><s class="lost">&amp;T</s>' in answer.text
    assert "Town hall #ATT 🎉" in takes(answer)
    form = {"take": "Town hall #ATT 🎉", "stay": "yes", "revision": revision(answer.text)}
    assert page.post(f"{path}/0", form).headers["location"].endswith(f"{path}/0")
    assert "#ATT 🎉" in page.get(f"{path}/file").text


def test_spaces_at_the_same_time_are_marked_and_the_filter_finds_them(page):
    path = open_plan(page, "spaces.yaml", YAML.encode())
    text = page.get(path).text
    assert 'class="clash"' in text
    assert "1 of 3 Spaces" in shown(page.get(f"{path}?severity=clash"))
    week = page.get(f"{path}?as=week")
    assert "1 Mar – 7 Mar 2027" in shown(week)
    assert "No day yet" in shown(week)
    assert week.text.count("chip") == 3


def test_the_filter_goes_by_severity_rule_and_words(page):
    path = open_plan(page, "spaces.yaml", YAML.encode())
    assert "1 of 3 Spaces" in shown(page.get(f"{path}?rule=SL103"))
    assert "1 of 3 Spaces" in shown(page.get(f"{path}?words=office+RADIO"))
    assert "2 of 3 Spaces" in shown(page.get(f"{path}?severity=error"))
    assert "0 of 3 Spaces" in shown(page.get(f"{path}?severity=error&words=office&page=9"))
    assert page.get(f"{path}?page=-1&severity=nonsense").status_code == 200


def test_the_suggestions_are_a_csv_that_no_spreadsheet_runs(page):
    plan = json.dumps({"spaces": [{"title": "@8pm =1+1 #AT&T"}, {"title": "Quiet words on radio"}]})
    path = open_plan(page, "spaces.json", plan.encode())
    answer = page.get(f"{path}/suggestions.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:5] == ["Line", "Start", "Host", "Title", "Better title"]
    assert rows[1][3] == " @8pm =1+1 #AT&T"
    assert "#ATT" in rows[1][4]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_what_is_dropped_is_written_nowhere(page):
    before = sorted(os.listdir(page.folder))
    path = open_plan(page, "spaces.yaml", YAML.encode())
    edit(page, path, 0, "Another title")
    assert sorted(os.listdir(page.folder)) == before


def test_two_tabs_on_one_plan_lose_nothing(page):
    path = open_plan(page, "spaces.yaml", YAML.encode())
    old = revision(page.get(path).text)
    edit(page, path, 0, "The first tab's title")
    answer = page.post(f"{path}/0", {"title": "The second tab's title", "revision": old})
    assert answer.status_code == 409
    text = shown(answer)
    assert "Nothing was changed" in text
    assert "The first tab's title" in text
    assert "The second tab's title" in text
    again = {"title": "The second tab's title", "revision": revision(answer.text)}
    assert page.post(f"{path}/0", again).status_code == 303


HOSTILE = '</textarea><script>alert(1)</script><img src=x onerror="alert(1)">{{7*7}}'


@pytest.mark.parametrize("field", ["title", "host", "speakers", "campaign", "start", "name"])
def test_a_hostile_text_is_shown_and_never_run(page, field):
    name = "spaces.json"
    space = {"title": "Town hall #AT&T", "host": "@acme"}
    if field == "name":
        name = 'x"><script>alert(1)</script>.json'
    else:
        space[field] = HOSTILE
    path = open_plan(page, name, json.dumps({"spaces": [space]}).encode())
    for view in (path, f"{path}?as=week", f"{path}/0", f"{path}?words={HOSTILE}", "plan?open"):
        answer = page.get(view)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
    page.post(f"{path}/close")


def test_a_plan_that_is_no_longer_open_is_told(page):
    path = open_plan(page, "spaces.yaml", YAML.encode())
    page.post(f"{path}/close")
    answer = page.get(path)
    assert (answer.status_code, "Drop its file again" in answer.text) == (404, True)
    for number in range(9):
        last = open_plan(page, f"{number}.txt", b"A title\n")
    assert page.get(last).status_code == 200


def test_no_file_at_all_is_told(page):
    answer = page.client.post("plan/open", files={"file": ("", b"")})
    assert (answer.status_code, "No file was chosen" in answer.text) == (400, True)
    answer = page.client.post("plan/open", content=b"x", headers={"content-type": "text/plain"})
    assert answer.status_code == 400
    assert "didn't arrive whole" in html.unescape(answer.text)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("plan.exe", b"MZ", "its name doesn't tell its format"),
        ("plan.yaml", b"spaces: [", "SL001"),
        ("plan.yaml", b"\xff\xfe\xfa", "SL001"),
        ("plan.json", b"[" * 50_000, "SL001"),
        ("plan.csv", b"", "0 Spaces"),
        ("plan.yaml", b"a: &a [x, x]\nb: &b [*a, *a]\n" * 3, ""),
        ("plan.yaml", b"spaces:\n  - title: x\n" + b"#" * 10_000_000, "larger than"),
    ],
)
def test_what_cannot_be_read_is_told(page, name, data, told):
    path = open_plan(page, name, data)
    answer = page.get(path)
    assert answer.status_code == 200
    assert told in shown(answer)
    assert page.get(f"{path}/file").status_code == 200


def test_a_file_of_100_mb_is_refused_in_words(page):
    answer = page.client.post("plan/open", files={"file": ("big.yaml", b"x" * 100_000_000)})
    assert answer.status_code == 413
    assert "at most 32 MB" in answer.text


def test_a_zip_bomb_as_xlsx_is_told(page):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 300_000_000)
    path = open_plan(page, "spaces.xlsx", stream.getvalue())
    answer = page.get(path)
    assert answer.status_code == 200
    assert "SL001" in answer.text


def when_checked(page, path):
    """Return a plan's view as soon as its Spaces have been checked."""
    end = time.monotonic() + 300
    while (answer := page.get(path)).status_code == 202 and time.monotonic() < end:
        assert answer.headers["refresh"] == "1"  # without a script, too
    return answer


def test_50_000_spaces_are_checked_while_titles_are_written(page):
    data = b"".join(
        b'{"title": "Town hall %d", "start": "2026-12-%02d"}\n' % (n, n % 28 + 1)
        for n in range(50_000)
    )
    path = open_plan(page, "many.jsonl", data)
    assert "Checking 50,000 Spaces" in shown(page.get(path))
    assert page.get(f"{path}/file").content == data
    look = page.post("write/look", {"title": "Town hall #AT&T"})
    assert "X links only #AT" in shown(look)
    table = when_checked(page, path)
    assert "50,000 of 50,000 Spaces, 1 to 200 shown" in shown(table)
    assert len(table.text) < 1_000_000
    assert len(page.get(f"{path}?as=week").text) < 1_000_000
    last = when_checked(page, f"{path}?page=250").text
    assert "Town hall 49999" in last
    form = {"title": "Another title", "revision": revision(last), "back": "page=250"}
    answer = page.post(f"{path}/49999", form)
    assert answer.status_code == 303, answer.text
    after = answer.headers["location"].partition(f"{page.secret}/")[2]
    assert "Another title" in when_checked(page, after).text
    want = data.replace(b"Town hall 49999", b"Another title")
    assert page.get(f"{path}/file").content == want
    page.post(f"{path}/close")


def test_a_plan_that_is_too_long_is_told(page):
    path = open_plan(page, "many.txt", b"Town hall\n" * 100_001)
    assert "This plan has 100,001 Spaces" in shown(when_checked(page, path))
    page.post(f"{path}/close")


def test_what_is_remembered_of_a_plan_is_what_a_fresh_look_finds(page):
    titles = ("Town hall #AT&T", "AMA, live @8pm", "A #tag, great#tag", "Same again", "Same again")
    data = "spaces:\n" + "".join(
        f"- title: '{title}'\n  host: '@ann'\n  start: 2026-12-03T18:00:00Z\n" for title in titles
    )
    path = open_plan(page, "spaces.yaml", data.encode())
    for number, title in ((1, "AMA #one#two"), (3, ""), (0, "New\nline"), (4, "Other")):
        assert edit(page, path, number, title).status_code in (303, 409)
    page.post(f"{path}/fix", {"revision": revision(page.get(path).text)})
    page.post(f"{path}/undo", {"revision": revision(page.get(path).text)})
    fresh = open_plan(page, "spaces.yaml", page.get(f"{path}/file").content)
    ours, new = page.get(path).text, page.get(fresh).text
    assert rows_of(ours) == rows_of(new) != []


def rows_of(text):
    cells = re.findall(r"<tr id=.*?</tr>", text, re.DOTALL)
    return [
        re.sub(r"<details.*?</details>|/plan/[^/\"]*", "", cell, flags=re.DOTALL) for cell in cells
    ]


@pytest.mark.parametrize("part", ["#AT&T " * 20_000, "words " * 330_000])
def test_a_title_without_end_in_a_plan_is_told(page, part):
    data = json.dumps([{"title": part}, {"title": "Town hall #AT&T"}]).encode()
    path = open_plan(page, "spaces.json", data)
    answer = when_checked(page, path)
    assert len(answer.text) < 100_000
    assert "Town hall" in answer.text
    answer = when_checked(page, f"{path}/0")
    assert f"This text is {len(part):,} characters long" in shown(answer)
    assert page.get(f"{path}/file").content == data
    page.post(f"{path}/close")


def test_looks_at_a_title_are_right_while_a_plan_is_checked(page):
    data = b"".join(
        b'{"title": "Town hall %d #AT&T with @acme, live @8pm"}\n' % n for n in range(900)
    )
    title = {"title": "Meet us at great#tag with @jack #AT&T, live @8pm"}
    want = page.post("write/look", title).text
    path = open_plan(page, "many.jsonl", data)
    worker = threading.Thread(target=lambda: page.get(path))
    worker.start()
    while worker.is_alive():
        assert page.post("write/look", title).text == want
    worker.join()
    page.post(f"{path}/close")


@pytest.fixture
def own(tmp_path):
    """A page that was started on a plan."""
    (tmp_path / "spacelint.toml").write_text(BOOK)
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(YAML.encode())
    with Page(tmp_path, "plan.yaml") as served:
        served.plan = plan
        served.path = served.get("plan").headers["location"].partition(f"{served.secret}/")[2]
        yield served


def test_a_plan_that_the_page_was_started_on_is_written_as_fix_writes(own):
    os.chmod(own.plan, 0o640)
    assert edit(own, own.path, 0, "A title of today 🎉").status_code == 303
    assert own.plan.read_bytes() == YAML.replace("Town hall #AT&T", "A title of today").encode()
    assert own.plan.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(own.folder)) == ["plan.yaml", "spacelint.toml"]
    own.post(f"{own.path}/undo", {"revision": revision(own.get(own.path).text)})
    assert own.plan.read_bytes() == YAML.encode()


def test_a_file_that_changed_on_disk_is_shown_as_it_is_and_not_written_over(own):
    old = revision(own.get(own.path).text)
    theirs = YAML.replace("great#tag", "the fair")
    own.plan.write_bytes(theirs.encode())
    answer = own.post(f"{own.path}/0", {"title": "My own title", "revision": old})
    assert answer.status_code == 409
    assert "My own title" in shown(answer)
    assert own.plan.read_bytes() == theirs.encode()
    own.plan.write_bytes(YAML.encode())
    assert "was changed on disk" in shown(own.get(own.path))
    assert "was changed on disk" not in shown(own.get(own.path))


def test_a_plan_that_stops_parsing_while_it_is_open_is_told_and_left_alone(own):
    broken = YAML.replace("spaces:", "spaces: [")
    own.plan.write_bytes(broken.encode())
    text = shown(own.get(own.path))
    assert "SL001" in text
    answer = own.post(f"{own.path}/0", {"title": "Lost?", "revision": "1"})
    assert answer.status_code == 409
    assert "Lost?" in shown(answer)
    assert own.plan.read_bytes() == broken.encode()
    own.plan.write_bytes(YAML.encode())
    assert edit(own, own.path, 0, "Whole again 🎉").status_code == 303


def test_a_file_that_is_gone_is_told(own):
    own.plan.unlink()
    assert "It is shown as it was last read" in shown(own.get(own.path))
    answer = edit(own, own.path, 0, "My own title")
    assert answer.status_code == 409
    assert "My own title" in shown(answer)
    assert not own.plan.exists()


def test_a_plan_that_is_not_there_is_told_at_the_start(tmp_path):
    with pytest.raises(AssertionError, match=r"nope\.yaml"), Page(tmp_path, "nope.yaml"):
        pass


def test_a_rule_of_the_configuration_counts_from_the_next_look_on(own):
    assert "SL103" in own.get(own.path).text
    (own.folder / "spacelint.toml").write_text('ignore = ["SL103"]\n' + BOOK)
    assert "SL103" not in own.get(own.path).text


def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet.append(["Title", "Start", "Host"])
    sheet.append(["Town hall #AT&T 🎉", "2027-03-04T17:00:00Z", "@acme"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_row_of_a_workbook_is_shown(page):
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.active.append(["Second talk great#tag", "2027-03-05T17:00:00Z", "@acme"])
    out = io.BytesIO()
    book.save(out)
    text = page.get(open_plan(page, "plan.xlsx", out.getvalue())).text
    assert "X links only #AT, not #AT&amp;T" in text
    assert "Second talk" in text  # its marks stand between its words


def test_a_workbook_is_read_and_its_better_titles_are_taken_home(page):
    data = workbook()
    path = open_plan(page, "plan.xlsx", data)
    text = page.get(path).text
    assert "X links only #AT, not #AT&amp;T" in text
    assert page.get(f"{path}/file").content == data
    assert page.get(f"{path}/file").content == data
    for where in (path, f"{path}/0"):  # said before anything is written in vain
        text = page.get(where).text
        assert "a workbook is never written to" in text
        assert not re.search(r"Edit<|>Save|Fix all that|changes (are|stay)", text), where
    for form in (f"{path}/0", f"{path}/fix"):
        answer = page.post(form, {"title": "Town hall on 5G 🎉", "revision": "0"})
        assert answer.status_code == 409, answer.text
        assert "a workbook is never written to" in answer.text
        assert "Put it in all the same" not in answer.text
    assert page.get(f"{path}/file").content == data
    assert "Town hall #ATT" in page.get(f"{path}/suggestions.csv").text
