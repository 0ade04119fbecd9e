"""Plans in workbooks: the sheet with the known columns, each Space called by its cell."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from spacelint import Linter
from spacelint.checks.contract import Context
from spacelint.engine.fields import RunMemory, position_of
from spacelint.engine.plans import check_plan
from spacelint.plan import Layout, Plan
from spacelint.plan.read import read_file, read_plan
from spacelint.report.plans import items_of
from tests.cli.command import spacelint

openpyxl = pytest.importorskip("openpyxl", reason="the extra spacelint[xlsx] is not installed")


def workbook(path: Path, rows: list[list[object]], *, merge: str = "", name: str = "Plan") -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Notes", "of last week"])
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    book.save(path)
    return path


def read(path: Path, layout: Layout | None = None) -> list[Plan]:
    return list(read_file(str(path), layout=layout))


def test_the_sheet_with_known_columns_is_read_below_a_banner(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "plan.xlsx",
        [
            ["Our plan for 2027"],
            [],
            ["Start", "Title", "Host"],
            [datetime.datetime(2027, 1, 5, 18), "Town hall great#launch", "acme"],
            [None, "AMA with @jack", "jack"],
            [datetime.date(2027, 1, 7), 2027, None],
        ],
        merge="A4:A5",
    )
    plans = read(path)
    assert [plan.path for plan in plans] == [f"{path}:Plan!B{row}" for row in (4, 5, 6)]
    spaces = [plan.spaces[0] for plan in plans]
    assert [space.title and space.title.value for space in spaces] == [
        "Town hall great#launch", "AMA with @jack", "2027",
    ]  # fmt: skip
    assert [space.scheduled_start and space.scheduled_start.moment for space in spaces] == [
        datetime.datetime(2027, 1, 5, 18),
        datetime.datetime(2027, 1, 5, 18),
        datetime.datetime(2027, 1, 7),
    ]
    assert [space.host for space in spaces] == ["acme", "jack", None]


def test_a_formula_has_the_value_that_was_saved_with_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", [["title"], ["=A3"], ["AMA"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    parts[sheet] = parts[sheet].replace(
        b'<c r="A2"><f>A3</f><v /></c>', b'<c r="A2" t="str"><f>A3</f><v>AMA</v></c>'
    )
    assert b"<v>AMA</v>" in parts[sheet]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    titles = [plan.spaces[0].title for plan in read(path)]
    assert [title and title.value for title in titles] == ["AMA", "AMA"]


def test_a_layout_says_which_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", [["Betreff", "Wann"], ["AMA", "05.01.2027 18:00"]])
    layout = Layout(title="Betreff", fields={"scheduled_start": ("Wann",)})
    (plan,) = read(path, layout)
    start = plan.spaces[0].scheduled_start
    assert start is not None
    assert start.moment == datetime.datetime(2027, 1, 5, 18)


def test_each_report_names_the_cell_and_fix_refuses(tmp_path: Path) -> None:
    workbook(tmp_path / "plan.xlsx", [["Title", "Host"], ["@acme great#launch of all", "acme"]])
    before = (tmp_path / "plan.xlsx").read_bytes()
    for format in ("text", "concise", "json", "sarif", "checkstyle", "gitlab", "junit", "csv"):
        done = spacelint("check", "plan.xlsx", "--output-format", format, cwd=tmp_path)
        assert "plan.xlsx:Plan!A2" in unquote(done.out), format
    done = spacelint("check", "--fix", "plan.xlsx", cwd=tmp_path)
    assert done.status == 2
    assert "a workbook is not written to" in done.err
    assert "--output-file csv=suggestions.csv" in done.err
    assert (tmp_path / "plan.xlsx").read_bytes() == before
    spacelint("check", "plan.xlsx", "--output-file", "csv=suggestions.csv", cwd=tmp_path)
    text = (tmp_path / "suggestions.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(io.StringIO(text))
    assert header[:3] == ["place", "title", "better title"]
    assert ["plan.xlsx:Plan!A2", "'@acme great#launch of all", "'@acme great #launch of all"] in [
        row[:3] for row in rows
    ]


def test_a_workbook_without_a_title_column_is_an_error_that_shows_its_columns(
    tmp_path: Path,
) -> None:
    workbook(tmp_path / "plan.xlsx", [["Betreff", "Wann"], ["AMA", "05.01.2027"]])
    done = spacelint("check", "plan.xlsx", cwd=tmp_path)
    assert done.status == 2
    assert '"Betreff", "Wann"' in done.err
    assert 'title = "Betreff"' in done.err


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("plan.xlsx", b"<html><table><tr><td>title", "it is a web page, not a workbook"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "of the old kind (.xls)"),
        ("plan.xlsx", b"PK\x03\x04", "it is not a workbook"),
        ("plan.xlsx", b"", "it is not a workbook"),
        ("plan.ods", b"PK\x03\x04", "a spreadsheet of LibreOffice"),
        ("plan.numbers", b"PK\x03\x04", "a spreadsheet of Numbers"),
        ("plan.gsheet", b"{}", "a spreadsheet of Google Sheets"),
    ],
)
def test_what_is_no_workbook_is_told_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (plan,) = read(tmp_path / name)
    assert reason in plan.problems[0].values["reason"]
    assert plan.problems[0].values["hint"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plan.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(201_000_000))
    assert (tmp_path / "plan.xlsx").stat().st_size < 1_000_000
    (plan,) = read(tmp_path / "plan.xlsx")
    assert "it unpacks to 201,000,000 bytes" in plan.problems[0].values["reason"]


def test_blank_rows_without_end_are_not_walked_through(tmp_path: Path) -> None:
    rows: list[list[object]] = [["title"], ["AMA"], *([] for _ in range(20_000)), ["Too far"]]
    titles = [plan.spaces[0].title for plan in read(workbook(tmp_path / "plan.xlsx", rows))]
    assert [title and title.value for title in titles] == ["AMA"]


def test_macros_are_not_run_and_the_plan_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", [["title"], ["AMA"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    path = path.rename(tmp_path / "plan.xlsm")
    assert [plan.spaces[0].title is not None for plan in read(path)] == [True]


def test_a_day_and_its_time_of_day_in_two_columns_are_one_start(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "plan.xlsx",
        [
            ["Date", "Time", "Title"],
            [datetime.date(2027, 1, 5), datetime.time(15, 0), "Town hall"],
            [datetime.datetime(2027, 1, 6), datetime.timedelta(hours=16, minutes=30), "AMA"],
            [datetime.datetime(2027, 1, 7), "5:30 PM", "Open hour"],
        ],
    )
    starts = [plan.spaces[0].scheduled_start for plan in read(path)]
    assert [start and start.moment.isoformat() for start in starts] == [
        "2027-01-05T15:00:00", "2027-01-06T16:30:00", "2027-01-07T17:30:00",
    ]  # fmt: skip


def test_a_workbook_with_other_columns_is_read_by_the_lines_that_are_advised(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    for row in (["Plan 2026"], ["Titel", "Datum"], ["Frage #AT&T", datetime.datetime(2026, 12, 3)]):
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    done = spacelint("check", "plan.xlsx", cwd=tmp_path)
    assert done.status == 2
    assert 'The columns are "Titel", "Datum". To read it' in done.err
    advised = [line.strip() for line in done.err.splitlines() if line.startswith("    ")]
    (tmp_path / "spacelint.toml").write_text("\n".join(advised))
    assert "SL103" in spacelint("check", "plan.xlsx", cwd=tmp_path).out


def test_a_zip_file_that_is_no_workbook_is_called_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")
    (plan,) = read(tmp_path / "a.xlsx")
    assert plan.problems[0].values["reason"] == "it is a ZIP file, and no workbook is in it"


def test_a_finding_in_a_field_stands_in_the_cell_of_the_field(tmp_path: Path) -> None:
    rows = [["", "Title", "", "Start", "Host"], ["", "AMA\nwith us", "", "soon", "@ac me"],
            ["", "Town hall", "", "2027-01-05 18:00", "acme"],
            ["", "Open mic", "", "2027-01-05 18:00", "acme"]]  # fmt: skip
    workbook(tmp_path / "plan.xlsx", rows)
    options = ("--select", "SL007,SL604,SL605,SL610")
    done = spacelint("check", "plan.xlsx", "--output-format", "concise", *options, cwd=tmp_path)
    assert [line.split(" ")[:3] for line in done.out.splitlines()] == [
        ["plan.xlsx:Plan!D2:", "error", "SL007"],
        ["plan.xlsx:Plan!E2:", "error", "SL610"],
        ["plan.xlsx:Plan!D3:", "warning", "SL605"],
        ["plan.xlsx:Plan!D4:", "warning", "SL604"],
        ["plan.xlsx:Plan!D4:", "warning", "SL605"],
    ]
    assert '@acme already has a Space at this time ("Town hall", Plan!B3)' in done.out
    found = spacelint("check", "plan.xlsx", "--output-format", "jsonl", *options, cwd=tmp_path).out
    start = next(json.loads(line) for line in found.splitlines() if '"SL007"' in line)
    place = start["diagnostics"][0]["place"]
    assert (start["source"], place["line"], place["column"], place["offset"]) == ("soon", 2, 1, 0)


def test_a_cell_with_an_error_is_faulty_and_no_title(tmp_path: Path) -> None:
    workbook(
        tmp_path / "plan.xlsx",
        [["Title", "Start", "Host"], ["#N/A", None, "acme"], ["=A2&B2", None, "acme"],
         ["#REF! is what Excel says", "#VALUE!", "#NAME?"]],
    )  # fmt: skip
    done = spacelint("check", "plan.xlsx", "--output-format", "concise", cwd=tmp_path)
    error = "an error of the spreadsheet"
    assert done.out.splitlines() == [
        f"plan.xlsx:Plan!A2: error SL004 #N/A is read as {error}, not as a title",
        "plan.xlsx:Plan!A3: error SL004 =A2&B2 is read as a formula without a saved value, not"
        " as a title",
        f"plan.xlsx:Plan!B4: error SL007 Start can't be read: it is {error}",
        f"plan.xlsx:Plan!C4: error SL007 Host can't be read: it is {error}",
    ]


def test_fix_refuses_only_what_it_would_have_fixed_and_add_ignore_says_what_it_cannot(
    tmp_path: Path,
) -> None:
    workbook(tmp_path / "plan.xlsx", [["Title", "Host"], ["Town hall", "acme"]])
    assert spacelint("check", "--fix", "plan.xlsx", cwd=tmp_path).status == 0
    workbook(tmp_path / "plan.xlsx", [["Title", "Host"], ["Town hall #AT&T", "acme"]])
    done = spacelint("check", "--add-ignore", "plan.xlsx", cwd=tmp_path)
    assert done.status == 1
    assert "plan.xlsx: 1 finding not ignored: a workbook is not written to; name the" in done.err
    assert "not fixed" not in done.err
    book = [["Title", "Host", "Ignore"], ["Town hall #AT&T", "acme", "SL103"]]
    workbook(tmp_path / "plan.xlsx", book)
    assert spacelint("check", "--add-ignore", "plan.xlsx", cwd=tmp_path).status == 0


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path, state: str) -> None:
    path = workbook(tmp_path / "plan.xlsx", [["Title", "Host"], ["Town hall for all", "acme"]])
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Old")
    sheet.append(["Title", "Host"])
    sheet.append(["Old great#tag", "acme"])
    sheet.sheet_state = state
    book.save(path)
    done = spacelint("check", "--isolated", "plan.xlsx", cwd=tmp_path)
    assert (done.out, done.status) == ("", 0)
    assert done.err.splitlines()[0] == "plan.xlsx: a hidden sheet was not checked: Old"
    del book["Plan"]
    book.save(path)
    done = spacelint("check", "--isolated", "plan.xlsx", cwd=tmp_path)
    assert done.status == 2
    assert "plan.xlsx: a hidden sheet was not checked: Old" in done.err


def two_sheets(path: Path) -> Path:
    workbook(
        path,
        [
            ["Date", "Time", "Title", "Host"],
            *[
                [datetime.date(2027, 3, 1 + day), datetime.time(18), f"Talk {day} #AT&T", "@acme"]
                for day in range(5)
            ],
        ],
    )
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("More")
    sheet.append(["host", "title", "start"])
    sheet.append(["@acme", "AMA great#tag", datetime.datetime(2027, 3, 3, 18)])
    sheet.append(["acme!", "#N/A", "soon"])
    book.save(path)
    return path


def facts(plans: list[Plan]) -> list[object]:
    return [
        (
            space.title.value if space.title else None,
            space.host,
            space.scheduled_start and space.scheduled_start.moment,
            plan.path_at(position_of(space)),
            plan.line_at(position_of(space)),
        )
        for plan in plans
        for space in plan.spaces
    ]


def reported(plans: list[Plan]) -> list[object]:
    linter, memory = Linter(), RunMemory()
    context = Context(today=datetime.date(2027, 2, 20))
    return [
        (item.path, item.place(at).line, item.place(at).column, d.code, d.match)
        for plan in plans
        for item in items_of(plan, check_plan(plan, linter, context, memory))
        for at, d in enumerate(item.diagnostics)
    ]


def test_a_workbook_as_one_plan_has_all_spaces_and_findings_in_their_cells(tmp_path: Path) -> None:
    path = two_sheets(tmp_path / "spaces.xlsx")
    whole = read_plan(path.read_bytes(), str(path))
    assert len(whole.spaces) == 7
    assert facts([whole]) == facts(read(path))
    assert len(reported([whole])) > 7
    assert reported([whole]) == reported(read(path))


def test_reach_sees_every_row_of_a_workbook(tmp_path: Path) -> None:
    two_sheets(tmp_path / "spaces.xlsx")
    done = spacelint("reach", "calendar", "--plan", "spaces.xlsx", cwd=tmp_path)
    assert [f"Talk {day}" in done.out for day in range(5)] == [True] * 5
    assert "spaces.xlsx:Plan!C6]" in done.out
    assert "SL604 @acme already has a Space at this time" in done.out
