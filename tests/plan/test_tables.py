"""CSV as it comes: days in an order that other rows prove, and files without end."""

from __future__ import annotations

import gc
import io
import tracemalloc
from collections.abc import Iterator

import pytest

from spacelint.plan import read_pieces, read_plan
from spacelint.plan.dates import zone_hint
from spacelint.plan.read import MAX_BYTES


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (["03/04/2026", "25/04/2026"], "2026-04-03"),
        (["03/04/2026", "04/25/2026"], "2026-03-04"),
        (["03/04/2026", "04/25/2026", "25/04/2026"], None),
        (["03/04/2026", "04/05/2026"], None),
        (["03/03/2026", "04/05/2026"], "2026-03-03"),
    ],
)
def test_the_other_rows_of_a_column_prove_its_order(days: list[str], first: str | None) -> None:
    text = "title;date\n" + "".join(f"AMA;{day}\n" for day in days)
    start = read_plan(text.encode(), "a.csv").spaces[0].scheduled_start
    assert (start and start.moment.date().isoformat()) == first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title\nTown hall, live with the team\n", ("2", "1", "the header has")),
        ("title;host\nTown; hall;acme\n", ("3", "2", "the header has")),
        ("2027-01-01 10:00,AMA,a\n2027-01-02 10:00,Town hall, live,b\n2027-01-03 10:00,Q,c\n",
         ("4", "3", "most rows have")),
    ],
)  # fmt: skip
def test_a_row_with_too_many_cells_is_told_in_any_kind_of_table(
    text: str, expected: tuple[str, str, str]
) -> None:
    (problem,) = read_plan(text.encode(), "a.csv").problems
    assert problem.code == "SL012"
    values = problem.values
    assert (values["found"], values["expected"], values["other"]) == expected


def test_a_long_table_is_read_in_pieces_with_exact_places() -> None:
    head = b"\xef\xbb\xbfsep=,\r\ntitle,host,host\r\n"
    row = '"Town hall, 日本語 ""x""\r\nwith all of #AT&T",acme,b\r\n'.encode()
    data = head + row * 3_000
    titles = pieces = 0
    problems = []
    for plan in read_pieces(io.BytesIO(data), "a.csv", max_bytes=20_000, piece=10_000):
        pieces += 1
        problems += [problem.code for problem in plan.problems]
        for space in plan.spaces:
            title = space.title
            assert title is not None
            at = title.value.index("#AT")
            start, _ = title.span(at, at + 3)
            byte = plan.first_byte + plan.lines.byte_offset(start)
            assert data[byte : byte + 3] == b"#AT"
            line = plan.first_line + plan.lines.line_column(start)[0]
            assert line == data.count(b"\n", 0, byte) + 1
            assert space.host == "acme"
            titles += 1
    assert pieces > 5
    assert titles == 3_000
    assert problems == ["SL006"]


class Endless(io.RawIOBase):
    """A table of any number of bytes, made as it is read."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.rows = self._rows()
        self.rest = b""

    def _rows(self) -> Iterator[bytes]:
        yield b"title,host\n"
        while True:
            yield b'"AMA, with all of us",acme\n' * 1_000

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        while len(self.rest) < size:
            self.rest += next(self.rows)
        found, self.rest = self.rest[:size], self.rest[size:]
        self.left -= len(found)
        return found


def test_a_table_larger_than_the_limit_takes_no_more_memory_than_the_limit() -> None:
    tracemalloc.start()
    try:
        titles = 0
        for plan in read_pieces(Endless(3 * MAX_BYTES), "a.csv"):  # type: ignore[arg-type]
            titles += len(plan.spaces)
            gc.collect()  # another test may have told the collector to wait
            if tracemalloc.get_traced_memory()[0] > 5 * MAX_BYTES:
                break
    finally:
        tracemalloc.stop()
    assert titles > 1_000_000


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("Thu, Dec 3, 2026 3:00 PM", "2026-12-03T15:00:00"),
        ("Thursday, December 3, 2026", "2026-12-03T00:00:00"),
        ("December 3, 2026 3:00 PM → 4:00 PM", "2026-12-03T15:00:00"),
        ("December 3, 2026 3:00 PM (PST) → 4:00 PM", "2026-12-03T15:00:00-08:00"),
        ("December 3, 2026 3:00 PM → December 4, 2026 4:00 PM", "2026-12-03T15:00:00"),
        ("December 3, 2026 → December 4, 2026", "2026-12-03T00:00:00"),
        ("2026-12-03T15:00:00Z/2026-12-03T16:00:00Z", "2026-12-03T15:00:00+00:00"),
        ("Thu 3 Dec 2026 @ 3pm GMT", "2026-12-03T15:00:00+00:00"),
        ("Dec 3rd, 2026 at 3pm ET", "2026-12-03T15:00:00-05:00"),
        ("3-Dec-26", "2026-12-03T00:00:00"),
        ("Do, 3.12.2026 15 Uhr", "2026-12-03T15:00:00"),
        ("3. März 2026 um 15:30 Uhr MEZ", "2026-03-03T15:30:00+01:00"),
        ("jeudi 3 décembre 2026 15h", "2026-12-03T15:00:00"),
        ("1er août 2026", "2026-08-01T00:00:00"),
        ("3 de diciembre de 2026", "2026-12-03T00:00:00"),
        ("2026年12月3日 15:00", "2026-12-03T15:00:00"),
        ("2026-12-03 15:00 GMT+1", "2026-12-03T15:00:00+01:00"),
        ("2026-12-03 15:00 UTC+05:30", "2026-12-03T15:00:00+05:30"),
    ],
)
def test_a_start_is_read_as_spreadsheets_and_people_write_it(written, start):
    plan = read_plan(f'title,start\nTown hall,"{written}"\n'.encode(), "a.csv")
    assert plan.problems == ()
    assert plan.spaces[0].scheduled_start.moment.isoformat() == start


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("jack, susan", ("jack", "susan")),
        ("jack; @susan;", ("jack", "@susan")),
        ("jack\nsusan\r\nann", ("jack", "susan", "ann")),
        ("@jack @susan, ann", ("@jack", "@susan", "ann")),
        ("Jack Dorsey (@jack)", ("Jack Dorsey (@jack)",)),
        (" , ", ()),
    ],
)
def test_people_of_a_cell_are_told_apart_as_people_write_them(written, people):
    plan = read_plan(f'title,speakers\nTown hall,"{written}"\n'.encode(), "a.csv")
    assert plan.spaces[0].speakers == people


def test_a_day_with_dots_is_no_american_one_whatever_other_rows_prove():
    rows = "title,start\nTown hall,03.12.2026 15:00\nAMA,12/25/2026 3:00 PM\n"
    plan = read_plan(rows.encode(), "a.csv")
    days = [space.scheduled_start.moment.date().isoformat() for space in plan.spaces]
    assert days == ["2026-12-03", "2026-12-25"]


@pytest.mark.parametrize("written", ["TBD", "tba", "-", "—", "n/a", " ? ", ""])
def test_a_start_that_is_not_decided_yet_is_none(written):
    plan = read_plan(f"title,start\nTown hall,{written}\n".encode(), "a.csv")
    assert plan.problems == ()
    assert plan.spaces[0].scheduled_start is None
    plan = read_plan(f"title,date,time\nTown hall,2026-12-03,{written}\n".encode(), "a.csv")
    assert plan.problems == ()
    assert not plan.spaces[0].scheduled_start.has_time


@pytest.mark.parametrize("written", ["Marchtember 3, 2026", "tomorrow", "32 Dec 2026", "Dez 2026"])
def test_what_is_no_date_is_still_reported(written):
    plan = read_plan(f'title,start\nTown hall,"{written}"\n'.encode(), "a.csv")
    assert [problem.code for problem in plan.problems] == ["SL007"]


@pytest.mark.parametrize("value", ["46366.625", "46366,625", "46366"])
def test_the_number_that_a_spreadsheet_has_for_a_day_is_called_so(value: str) -> None:
    plan = read_plan(f"title;start\nAMA;{value}\n".encode(), "a.csv")
    (problem,) = plan.problems
    assert problem.values["reason"] == "it is the number that a spreadsheet has for a day"
    assert problem.values["hint"] == "format the cells of this column as dates"


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("Europe/Berln", "did you mean Europe/Berlin?"),
        ("EST", "did you mean America/New_York or Australia/Sydney?"),
        ("BST", "did you mean Europe/London or Asia/Dhaka?"),
        ("XYZ", "write a name of the tz data, such as Europe/Paris"),
    ],
)
def test_an_unknown_zone_is_told_with_the_nearest_ones(zone: str, hint: str) -> None:
    for text in (f"title,start\nAMA,2027-01-05 15:00 {zone}\n",
                 f"title,start,timezone\nAMA,2027-01-05 15:00,{zone}\n"):  # fmt: skip
        (problem,) = read_plan(text.encode(), "a.csv").problems
        what = "can be several time zones" if " or " in hint else "is not a time zone"
        assert problem.values["reason"] == f'"{zone}" {what}'
        assert problem.values["hint"] == hint


@pytest.mark.parametrize("column", ["startTime", "starttime", "Start time", " start_time "])
def test_a_column_is_known_in_any_case(column: str) -> None:
    plan = read_plan(f"title,{column}\nTown hall,2027-01-02T10:00Z\n".encode(), "a.csv")
    assert plan.spaces[0].scheduled_start is not None


def test_a_misspelt_zone_in_every_row_is_looked_up_once() -> None:
    rows = ["title,start,timezone", *["Tea,2026-12-03 15:00,Europe/Berlinn"] * 300]
    zone_hint.cache_clear()
    plan = read_plan("\n".join(rows).encode(), "plan.csv")
    assert len(plan.problems) == 300
    assert zone_hint.cache_info().misses == 1
