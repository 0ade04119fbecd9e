"""Columns of titles: the answers of `spacelint.lint`, row by row, whatever the column's type."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import tracemalloc
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

pa = pytest.importorskip("pyarrow", reason="the extra spacelint[arrow] is not installed")

import pyarrow.compute as pc  # noqa: E402

import spacelint  # noqa: E402
from spacelint.arrow import BatchLinter, ColumnsError, lint_batches, schema  # noqa: E402
from spacelint.arrow import batches as module  # noqa: E402
from tests.titles import titles as generated_titles  # noqa: E402

ROOT = Path(__file__).parents[2]
CUT = "Town hall #AT&T"
CLEAN = "Town hall with @acme on remote work"


def batch(titles, type=None, **columns):
    return pa.record_batch({"title": pa.array(titles, type), **columns})


def rows(given, linter=None, **options):
    answers = list(lint_batches(given, linter, **options))
    for answer in answers:
        answer.validate(full=True)
    return [row for answer in answers for row in answer.to_pylist()]


def expected(title):
    """Return the row of a title as the public functions have it."""
    parsed = spacelint.parse(title)
    fixed = spacelint.fix(title).text
    better = spacelint.suggest(title, most=1)
    return {
        "title": title,
        "problem": None,
        "findings": [
            {
                "code": d.code,
                "name": d.name,
                "severity": d.severity,
                "field": None,
                "start": d.start,
                "end": d.end,
                "message": d.message,
                "help": d.help,
                "fix": d.fix
                and {
                    "title": d.fix.title,
                    "applicability": d.fix.applicability,
                    "edits": [edit._asdict() for edit in d.fix.edits],
                },
            }
            for d in spacelint.lint(title)
        ],
        "entities": [entity._asdict() for entity in parsed.entities],
        "graphemes": parsed.length.graphemes,
        "utf16": parsed.length.utf16,
        "fixed": fixed if fixed != title else None,
        "better": better[0].text if better else None,
    }


def encodable(titles):
    """Return the titles that a column can hold: one with half of a surrogate pair is none."""
    return [t for t in titles if t == t.encode("utf-8", "replace").decode()]


@pytest.mark.parametrize("seed", range(5))
def test_10_000_titles_have_the_findings_of_lint_and_the_links_of_parse(seed):
    titles = encodable(generated_titles(10_000, seed=seed))
    columns = ("title", "findings", "entities", "utf16")
    batches = [batch(titles[at : at + 4_096]) for at in range(0, len(titles), 4_096)]
    found = rows(batches, columns=columns)
    assert len(found) == len(titles) >= 9_500
    for title, row in zip(titles, found, strict=True):
        assert row["title"] == title
        assert [(f["code"], f["start"], f["end"], f["message"]) for f in row["findings"]] == [
            (d.code, d.start, d.end, d.message) for d in spacelint.lint(title)
        ]
        parsed = spacelint.parse(title)
        assert [tuple(entity.values()) for entity in row["entities"]] == list(parsed.entities)
        assert row["utf16"] == parsed.length.utf16


def test_every_column_says_what_the_public_functions_say():
    titles = [
        *encodable(generated_titles(600, seed=99)),
        CUT,
        CLEAN,
        "",
        "   ",
        "Meet us at great#tag",
    ]
    assert rows([batch(titles)]) == [expected(title) for title in titles]


TEXTS = [CUT, None, "Café 🎉 #日本語", "", CUT]
TYPES = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.binary(),
    pa.large_binary(),
    pa.binary_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.int32(), pa.large_string()),
    pa.dictionary(pa.uint64(), pa.binary()),
]


@pytest.mark.parametrize("type", TYPES, ids=str)
def test_text_is_read_from_every_type_that_holds_it(type):
    plain = rows([batch(TEXTS)])
    given = [t.encode() if t is not None and "binary" in str(type) else t for t in TEXTS]
    array = pa.array(given, type)
    assert rows([batch(array)]) == plain
    # A slice has an offset into the same buffers.
    assert rows([batch(array).slice(1, 3)]) == plain[1:4]
    assert [row["problem"] for row in plain] == [None, "the title is null", None, None, None]


@pytest.mark.parametrize("type", [pa.string(), pa.large_string()], ids=str)
def test_run_end_encoded_text_is_read(type):
    array = pc.run_end_encode(pa.array([CUT, CUT, None, None, CLEAN], type))
    plain = rows([batch([CUT, CUT, None, None, CLEAN])])
    assert rows([batch(array)]) == plain
    assert rows([batch(array.slice(1, 3))]) == plain[1:4]
    assert rows([batch(array.slice(3, 0))]) == []


def test_an_extension_of_text_is_text_and_of_bytes_is_none():
    stored = pa.array(['"#AT&T"', None])
    assert rows([batch(pa.ExtensionArray.from_storage(pa.json_(), stored))]) == rows(
        [batch(stored)]
    )
    [row] = rows([batch(pa.array([b"0123456789abcdef"], pa.uuid()))])
    assert row["problem"] == "the title is fixed_size_binary[16]; expected text"


def test_a_dictionary_of_dictionaries_of_nulls_and_repeats_is_read():
    values = pa.array([CUT, None, CUT])
    array = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None], pa.int8()), values)
    found = rows([batch(array)])
    assert [row["title"] for row in found] == [CUT, None, CUT, None]


def test_bad_types_are_told_row_by_row():
    union = pa.UnionArray.from_dense(
        pa.array([0, 1, 0, 1], pa.int8()),
        pa.array([0, 0, 1, 1], pa.int32()),
        [pa.array([CUT, None]), pa.array([5, None])],
    )
    found = rows([batch(union)])
    assert [row["title"] for row in found] == [CUT, None, None, None]
    assert [row["problem"] for row in found] == [
        None, "the title is int64; expected text", "the title is null", "the title is null",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("array", "named"),
    [
        (pa.array([1, None]), "int64"),
        (pa.array([1.5, None]), "double"),
        (pa.array([True, None]), "bool"),
        (pa.array([["a"], None]), "list<item: string>"),
        (pa.array([{"a\x1b[31m": 1}, None]), "struct<a<U+001B>[31m: int64>"),
        (pa.array([datetime.date(2026, 1, 1), None]), "date32[day]"),
        (pa.array([b"abcd", None], pa.binary(4)), "fixed_size_binary[4]"),
        (pa.array([{"a" * 500: 1}, None]), f"struct<{'a' * 93}…"),
    ],
    ids=lambda value: str(value)[:12] if isinstance(value, str) else None,
)
def test_a_column_of_another_type_is_told_and_no_row_is_lost(array, named):
    found = rows([batch(array)])
    assert [row["problem"] for row in found] == [
        f"the title is {named}; expected text",
        "the title is null",
    ]
    assert all(row["findings"] is None and row["title"] is None for row in found)


def test_a_null_column_and_no_rows_at_all():
    assert [row["problem"] for row in rows([batch(pa.nulls(3))])] == ["the title is null"] * 3
    [empty] = lint_batches([batch([], pa.string())])
    assert empty.num_rows == 0
    assert empty.schema.equals(schema(), check_metadata=True)
    assert list(lint_batches([])) == []
    [empty] = lint_batches(pa.table({"title": pa.array([], pa.string())}))
    assert empty.num_rows == 0


def test_bytes_that_are_not_utf8_are_told_and_the_other_rows_are_linted():
    bad = pa.array([b"Town \xffhall", CUT.encode(), b"\xed\xa0\x80", b"\xf0\x9f"]).view(pa.string())
    found = rows([batch(bad)])
    assert [row["problem"] for row in found] == [
        "the title has a byte that is not UTF-8 (0xff, byte 6)",
        None,
        "the title has a byte that is not UTF-8 (0xed, byte 1)",
        "the title has a byte that is not UTF-8 (0xf0, byte 1)",
    ]
    assert found[1] == expected(CUT)


@pytest.mark.parametrize("type", TYPES, ids=str)
def test_a_cell_that_is_too_large_is_refused_and_the_others_are_linted(type):
    given = [CUT, "x" * 101, "y" * 100]
    array = pa.array([t.encode() if "binary" in str(type) else t for t in given], type)
    found = rows([batch(array)], max_title_bytes=100)
    assert found[1]["problem"] == "the title has 101 bytes; at most 100 are read"
    assert found[1]["title"] is None
    assert [found[0], found[2]] == rows([batch([CUT, "y" * 100])])


def test_a_cell_of_100_mb_is_not_copied_into_python():
    data = b"x" * 100_000_000
    ends = pa.array([0, len(data), len(data) + 1], pa.int64()).buffers()[1]
    array = pa.Array.from_buffers(pa.large_string(), 2, [None, ends, pa.py_buffer(data + b"y")])
    tracemalloc.start()
    try:
        found = rows([batch(array)])
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found[0]["problem"] == "the title has 100,000,000 bytes; at most 20,000 are read"
    assert found[1]["problem"] is None
    assert most < 20_000_000


def test_a_batch_without_titles_says_what_it_has():
    with pytest.raises(ColumnsError) as caught:
        list(lint_batches([pa.record_batch({"titel": ["a"], "id": [1]})]))
    assert str(caught.value) == (
        'this batch has no column "title" or "name" (did you mean titel?); it has: titel and id'
    )
    with pytest.raises(ColumnsError, match='2 columns for title, "title" and "title"'):
        list(lint_batches([pa.RecordBatch.from_arrays([pa.array(["a"])] * 2, ["title", "title"])]))
    with pytest.raises(ColumnsError, match="it has: none"):
        list(lint_batches([pa.RecordBatch.from_arrays([], [])]))
    [row] = rows([pa.record_batch({"name": [CUT]})])
    assert row["title"] == CUT


def test_the_columns_of_a_batch_without_titles_are_counted_and_cut():
    many = pa.record_batch({f"c{number}": [1] for number in range(10_000)})
    with pytest.raises(ColumnsError, match=r"it has: c0, .*, c19 and 9,980 more$"):
        list(lint_batches([many]))
    for given, options in (
        (pa.record_batch({"x\x1b" * 500_000: [1]}), {}),
        (batch([CUT]), {"keep": ["y" * 1_000_000]}),
        (batch([CUT]), {"columns": ["z" * 1_000_000]}),
    ):
        with pytest.raises(ColumnsError) as caught:
            list(lint_batches([given], **options))
        assert "…" in str(caught.value)
        assert "\x1b" not in str(caught.value)
        assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("host", "host"), '2 columns for host, "host" and "host"; expected one'),
        (("host", "Host"), '2 columns for host, "host" and "Host"; expected one'),
        (("start", "scheduled_start"), 'scheduled_start, "start" and "scheduled_start"; expected'),
        (("url", "link"), '2 columns for url, "url" and "link"; expected one: drop or rename the'),
        (("state", "STATE"), '2 columns for state, "state" and "STATE"; expected one'),
        (("Title", "x\x1b"), '2 columns for title, "title" and "Title"; expected one'),
    ],
)
def test_two_columns_of_one_field_are_refused(names, told):
    columns = [pa.array([CUT]), pa.array(["acme"]), pa.array(["jack"])]
    with pytest.raises(ColumnsError) as caught:
        rows([pa.RecordBatch.from_arrays(columns, ["title", *names])])
    assert told in str(caught.value)


def test_two_columns_of_no_field_are_not_refused_nor_a_name_beside_the_title():
    columns = [pa.array([CUT]), pa.array(["Live @8pm"]), pa.array(["jack"])]
    for names in (("x", "x"), ("name", "Name"), ("name", "hots")):
        given = pa.RecordBatch.from_arrays(columns, ["title", *names])
        assert rows([given]) == [expected(CUT)]
    with pytest.raises(ColumnsError, match='2 columns for title, "name" and "Name"'):
        rows([pa.RecordBatch.from_arrays(columns, ["name", "Name", "x"])])


def test_columns_may_be_named_in_any_case_as_in_a_table():
    people = pa.array([["jack"]])
    [plain] = rows([batch(["Weekly talk"], speakers=people, start=["soon"])])
    names = ["TITLE", "Speakers", "Start time"]
    columns = [pa.array(["Weekly talk"]), people, pa.array(["soon"])]
    [row] = rows([pa.RecordBatch.from_arrays(columns, names)])
    assert row == plain
    assert "SL507" in [finding["code"] for finding in row["findings"]]
    assert row["problem"].startswith("scheduled_start: ")
    [row] = rows([batch(["Weekly talk"], Host=pa.array([b"\xff"]).view(pa.string()))])
    assert row["problem"] == "Host has a byte that is not UTF-8 (0xff, byte 1)"


def test_batches_of_different_schemas_are_read_one_by_one():
    given = [
        batch([CUT]),
        pa.record_batch({"title": [1], "host": ["acme"]}),
        pa.record_batch({"name": pa.array([CUT]).dictionary_encode()}),
        pa.record_batch({"x": [1]}),
    ]
    answers = lint_batches(given)
    found = [next(answers).to_pylist() for _ in range(3)]
    assert found[0] == found[2] == [expected(CUT)]
    assert found[1][0]["problem"] == "the title is int64; expected text"
    with pytest.raises(ColumnsError, match='this batch has no column "title"'):
        next(answers)


def test_a_source_that_breaks_has_its_say_after_what_it_gave():
    def source():
        yield batch([CUT])
        raise RuntimeError("the disk is gone")

    answers = lint_batches(source())
    assert next(answers).to_pylist() == [expected(CUT)]
    with pytest.raises(RuntimeError, match="the disk is gone"):
        next(answers)


def test_the_metadata_and_nullability_of_a_batch_change_nothing():
    field = pa.field("title", pa.string(), nullable=False, metadata={"doc": "x"})
    given = pa.RecordBatch.from_arrays([pa.array([CUT])], schema=pa.schema([field], {"a": "b"}))
    [answer] = lint_batches([given])
    assert answer.schema.equals(schema(), check_metadata=True)
    assert answer.to_pylist() == [expected(CUT)]


def test_an_answer_without_columns_would_lose_the_rows_and_is_refused():
    with pytest.raises(ColumnsError, match="an answer without columns has no rows"):
        list(lint_batches([batch([CUT])], columns=[]))
    [answer] = lint_batches([batch([CUT], id=[7])], columns=[], keep=["id"])
    assert answer.to_pylist() == [{"id": 7}]


@pytest.mark.parametrize("given", [None, 5, pa.chunked_array([[CUT]])], ids=str)
def test_what_is_no_source_of_batches_is_told(given):
    with pytest.raises(
        TypeError, match=r"^batches are Arrow record batches; found \w+: put titles in a "
    ):
        list(lint_batches(given))


@pytest.mark.parametrize(
    "options",
    [
        {"keep": None}, {"keep": [5]}, {"keep": 5}, {"columns": None}, {"columns": ["title", None]},
        {"columns": b"title"}, {"max_title_bytes": None}, {"max_title_bytes": "5"},
        {"max_title_bytes": 5.5}, {"max_title_bytes": -1},
    ],
    ids=str,
)  # fmt: skip
def test_options_of_another_type_are_told(options):
    [(name, value)] = options.items()
    with pytest.raises(TypeError, match=f"^{name} is a .*; found "):
        list(lint_batches([batch([CUT])], **options))
    if name == "columns":
        with pytest.raises(TypeError, match=r"^columns is a list of names"):
            schema(columns=value)


def test_a_schema_keeps_fields_and_no_names():
    with pytest.raises(TypeError, match=r"^keep has Arrow fields, .*; found str$"):
        schema(["id"])


def test_names_that_can_be_read_once_count_for_every_batch():
    given = [batch([CUT], id=[7])] * 2
    names = ("title", "problem")
    answers = lint_batches(given, keep=iter(["id"]), columns=iter(names))
    assert [answer.schema.names for answer in answers] == [["id", *names]] * 2
    assert schema(columns=iter(names)).names == list(names)


def test_a_column_whose_name_is_not_utf8_is_told():
    data = pa.record_batch({"title": [CUT], "hostile": [1]}).serialize()
    head = pa.record_batch({"title": [CUT], "hostile": [1]}).schema.serialize().to_pybytes()
    bad = pa.ipc.read_schema(pa.py_buffer(head.replace(b"hostile", b"h\xffstile")))
    given = pa.ipc.read_record_batch(data, bad)
    with pytest.raises(ColumnsError, match=r"^the name of a column is not UTF-8 \(0xff, byte 2\)"):
        list(lint_batches([given]))


def test_what_is_no_batch_and_no_linter_is_told():
    with pytest.raises(
        TypeError, match=r"batches are Arrow record batches; found str: put titles in a "
    ):
        list(lint_batches(["Town hall"]))
    for which in ("keep", "columns"):
        with pytest.raises(TypeError, match=rf'^{which} is a list of names, such as \["title"\]'):
            list(lint_batches([batch(["a"])], **{which: "title"}))
    with pytest.raises(TypeError, match=r"a linter is .* a BatchLinter; found str: Batch"):
        list(lint_batches([batch(["a"])], "SL103"))
    with pytest.raises(
        ColumnsError, match=r'no answer has a column "beter" \(did you mean better\?\)'
    ):
        list(lint_batches([batch(["a"])], columns=["beter"]))
    with pytest.raises(ColumnsError, match='a column "title" cannot be kept'):
        list(lint_batches([batch(["a"])], keep=["title"]))


def test_tables_readers_and_streams_are_taken():
    table = pa.table({"title": pa.chunked_array([[CUT], [], [CLEAN, None]])})
    wanted = rows([batch([CUT, CLEAN, None])])
    assert rows(table) == wanted
    assert rows(table.to_reader()) == wanted
    assert rows([table]) == wanted
    assert rows(batch([CUT, CLEAN, None])) == wanted


def test_columns_are_kept_and_chosen():
    given = batch([CUT, None, CUT], id=[7, 8, 9], extra=[["a"], None, ["b"]])
    [answer] = lint_batches([given], keep=["extra", "id"], columns=["findings"])
    assert answer.schema.names == ["extra", "id", "findings"]
    assert answer.column("id").to_pylist() == [7, 8, 9]
    assert answer.column("extra").to_pylist() == [["a"], None, ["b"]]
    assert answer.schema.equals(
        schema([given.schema.field("extra"), given.schema.field("id")], ["findings"]),
        check_metadata=True,
    )
    with pytest.raises(ColumnsError, match='no column "ix"'):
        list(lint_batches([given], keep=["ix"]))


class Counting(spacelint.Linter):
    """Counts the titles it lints."""

    __slots__ = ("seen",)

    def lint(self, title, *rest):
        self.seen.append(str(getattr(title, "text", title)))
        return super().lint(title, *rest)


def test_equal_rows_of_a_batch_are_linted_once():
    linter = Counting()
    linter.seen = []
    found = rows([batch([CUT, CLEAN] * 500)], linter, columns=["title", "findings"])
    assert sorted(linter.seen) == [CUT, CLEAN]
    assert [row["title"] for row in found] == [CUT, CLEAN] * 500
    linter.seen.clear()
    # Equal titles of different Spaces are not equal rows; ids make no difference.
    hosts = pa.array(["acme", "jack"] * 500)
    given = batch([CLEAN] * 1000, host=hosts, id=pa.array(range(1000)))
    rows([given], linter, columns=["findings"])
    assert linter.seen == [CLEAN] * 2


def test_a_million_equal_titles_take_no_time_and_come_in_pieces():
    given = batch(pa.array([CUT]).take(pa.array([0] * 1_000_000)))
    answers = list(lint_batches([given], keep=[]))
    assert [answer.num_rows for answer in answers] == [65_536] * 15 + [16_960]
    assert answers[-1].slice(16_959, 1).to_pylist() == [expected(CUT)]


def test_the_answer_comes_in_pieces_before_its_findings_fill_the_memory(monkeypatch):
    monkeypatch.setattr(module, "MOST_PARTS", 10)
    given = batch(["#a&b #c&d", "plain"] * 6, id=range(12))
    answers = list(lint_batches([given], keep=["id"]))
    assert len(answers) > 1
    assert [row["id"] for answer in answers for row in answer.to_pylist()] == list(range(12))
    parts = [
        sum(len(row["findings"]) + len(row["entities"]) for row in answer.to_pylist())
        for answer in answers
    ]
    assert max(parts) <= 10


def test_batches_are_read_one_at_a_time_and_a_cancelled_run_reads_no_more():
    read = []

    def source():
        try:
            for number in range(100):
                read.append(number)
                yield batch([f"{CUT} {number}"])
        finally:
            read.append("closed")

    given = source()
    answers = lint_batches(given)
    next(answers)
    next(answers)
    assert read == [0, 1]
    answers.close()
    given.close()
    assert read == [0, 1, "closed"]


def test_the_schema_is_the_published_one():
    published = json.loads((ROOT / "schemas" / "arrow.schema.json").read_text("utf-8"))
    assert schema().metadata == {
        b"spacelint.schema": str(published["x-version"]).encode(),
        b"spacelint.version": spacelint.__version__.encode(),
    }
    assert schema().names == list(published["properties"])
    for field in schema():
        assert str(field.type) == published["properties"][field.name]["x-arrow"]
    titles = [*encodable(generated_titles(300, seed=5)), CUT, None]
    speakers = pa.array([["jack"]] * len(titles))
    for row in rows([batch(titles, speakers=speakers)]):
        jsonschema.validate(row, published)


def test_the_fields_of_a_space_count_as_in_a_plan():
    given = batch(
        ["Weekly talk", "Weekly talk with @jack", "Weekly talk"],
        speakers=pa.array([["jack"], ["jack"], None]),
        status=["draft", "draft", None],
    )
    found = [[f["code"] for f in row["findings"]] for row in rows([given])]
    assert "SL507" in found[0]
    assert "SL507" not in found[1]
    assert "SL507" not in found[2]


def test_findings_about_a_field_name_it_and_have_no_span():
    day = datetime.datetime(2020, 1, 1, 15, tzinfo=datetime.UTC)
    given = batch(["Weekly talk"], scheduled_start=pa.array([day], pa.timestamp("ns", "UTC")))
    linter = BatchLinter.of(spacelint.Linter(select=["SL6"]))
    [row] = rows([given], linter)
    [finding] = row["findings"]
    assert (finding["field"], finding["start"], finding["end"]) == ("scheduled_start", None, None)
    assert "2020" in finding["message"]


def test_rules_that_a_space_ignores_are_ignored():
    given = batch([CUT, CUT], ignore=pa.array([["SL103"], None]))
    first, second = rows([given])
    assert "SL103" not in [f["code"] for f in first["findings"]]
    assert "SL103" in [f["code"] for f in second["findings"]]


def nested(depth):
    """Return a list of lists of lists … with a text in the last."""
    array = pa.array(["jack"])
    for _ in range(depth):
        array = pa.ListArray.from_arrays([0, 1], array)
    return array


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (pa.array([5]), "host: it is a number; write a handle such as acme"),
        (pa.array([b"\xff"]).view(pa.string()), "host has a byte that is not UTF-8 (0xff, byte 1)"),
        (pa.array(["x" * 2_000_000]), "host has 2,000,000 bytes; at most 20,000 are read"),
        (
            pa.array([["x" * 2_000_000]]),
            "host has more than 20,000 bytes; at most 20,000 are read",
        ),
        (pa.array([2**62], pa.timestamp("s")), "host is timestamp[s] that can't be read"),
        (
            pa.array([[b"\xff"]]).view(pa.list_(pa.string())),
            "host is list<item: string> that can't be read",
        ),
        (
            pa.array([Decimal("1.5")], pa.decimal256(40, 2)),
            "host: it is a number; write a handle such as acme",
        ),
        (
            pa.array([[("handle", "a"), ("handle", "b")]], pa.map_(pa.string(), pa.string())),
            "host is map<string, string> that can't be read",
        ),
        (
            pa.array([5], pa.timestamp("ns", "Mars/Olympus")),
            "host is timestamp[ns, tz=Mars/Olympus] that can't be read",
        ),
        (nested(2_000), f"host is {('list<item: ' * 10)[:100]}… that can't be read"),
    ],
    ids=["number", "bytes", "huge", "huge list", "far", "bytes in a list", "decimal",
         "a key twice", "no zone", "deep"],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_told_and_the_title_is_linted(column, told):
    [row] = rows([batch([CUT], host=column)])
    assert row["problem"] == told
    assert "SL103" in [finding["code"] for finding in row["findings"]]


def test_an_id_that_cannot_be_read_is_told():
    [row] = rows([batch([CUT], id=[True], link=pa.array([[7]]))])
    assert row["problem"] == "id: it is yes or no; write a text; url: it is a list; write a text"
    [row] = rows([batch([CUT], id=[7], host=[7])])
    assert row["problem"] == "host: it is a number; write a handle such as acme"


def test_a_list_of_views_is_measured_by_what_is_in_it():
    hosts = pa.array([["jack"], ["y" * 1_500_000]], pa.list_(pa.string_view()))
    first, second = rows([batch([CUT, CUT], speakers=hosts)])
    assert first["problem"] is None
    assert second["problem"] == ("speakers has more than 20,000 bytes; at most 20,000 are read")


def test_a_field_has_the_values_that_a_plan_would_have():
    hosts = pa.array([[b"jack"]], pa.list_(pa.binary()))
    number = pa.array([Decimal("1234567890123456789")], pa.decimal128(38, 0))
    [row] = rows([batch(["Weekly talk"], speakers=hosts, id=number)])
    assert row["problem"] is None
    assert "SL507" in [finding["code"] for finding in row["findings"]]


def every_nesting(texts):
    """Return columns of every type that has texts in it, a text a row."""
    string, plain = pa.string(), pa.array(texts)
    numbers, codes = pa.array(range(len(texts)), pa.int32()), pa.array([7] * len(texts), pa.int8())
    records = pa.array([{"handle": text} for text in texts])
    lists = [[text] for text in texts]
    return [
        *(pa.array(lists, type) for type in (
            pa.list_(string), pa.large_list(string), pa.list_(string, 1), pa.list_view(string),
            pa.large_list_view(string), pa.list_(pa.string_view()), pa.list_(pa.binary()),
            pa.list_(pa.dictionary(pa.int8(), string)),
        )),
        pa.array([["else"], *lists]).slice(1),
        pa.array([[each] for each in lists]),
        pa.array([[("handle", text)] for text in texts], pa.map_(string, string)),
        records,
        plain.dictionary_encode(),
        pa.DictionaryArray.from_arrays(numbers, records),
        pc.run_end_encode(plain),
        pa.ListArray.from_arrays([*range(len(texts) + 1)], pc.run_end_encode(plain)),
        pa.StructArray.from_arrays([plain.dictionary_encode()], ["handle"]),
        pa.UnionArray.from_sparse(codes, [numbers, plain], None, [3, 7]),
        pa.UnionArray.from_dense(codes, numbers, [pa.array([1]), plain], None, [3, 7]),
        pa.ExtensionArray.from_storage(pa.opaque(pa.list_(string), "a", "b"), pa.array(lists)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "column", every_nesting(["jack", "x" * 50_000, None]), ids=lambda column: str(column.type)
)
def test_what_is_large_in_a_field_is_refused_in_its_row_alone(column):
    small, huge, none = rows([batch([CUT] * 3, host=column)])
    assert "at most 20,000 are read" in huge["problem"]
    for row in (small, none):
        assert "at most" not in (row["problem"] or "")
    assert {f["code"] for f in huge["findings"]} == {"SL103"}


HUGE = """
import mmap, resource, sys
import pyarrow as pa
from spacelint.arrow import lint_batches
size = 2_200_000_000
data = mmap.mmap(-1, size + 10)  # pages of zeros that take no memory until they are copied
data[size:] = b"Town #AT&T"
ends = pa.array([0, size, size + 10], pa.int64()).buffers()[1]
huge = pa.Array.from_buffers(pa.large_string(), 2, [None, ends, pa.py_buffer(data)])
given = {
    "title": {"title": huge},
    "dictionary": {"title": pa.DictionaryArray.from_arrays(pa.array([0, 1]), huge)},
    "field": {"title": ["Town", "Town #AT&T"], "host": huge},
    "list": {"title": ["Town", "Town #AT&T"],
             "host": pa.LargeListArray.from_arrays(pa.array([0, 1, 2]), huge)},
    "struct": {"title": ["Town", "Town #AT&T"],
               "host": pa.StructArray.from_arrays([huge], ["handle"])},
}[sys.argv[1]]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
[answer] = lint_batches([pa.record_batch(given)])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
for row in answer.to_pylist():
    print(row["problem"], [finding["code"] for finding in row["findings"] or ()])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units")
@pytest.mark.parametrize("which", ["title", "dictionary", "field", "list", "struct"])
def test_a_cell_of_2_gb_is_refused_and_never_copied(which):
    done = subprocess.run(
        [sys.executable, "-c", HUGE, which], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    more, first, second = done.stdout.splitlines()
    assert "at most 20,000 are read" in first
    assert second == "None ['SL103']"
    assert int(more) < 100_000  # KB


FIELD_VALUES = [
    pa.array([{"handle": "jack"}, None]),
    pa.array([[{"handle": "jack", "name": None}], []]),
    pa.array([[("jack", True)], None], pa.map_(pa.string(), pa.bool_())),
    pa.array(["jack", None]).dictionary_encode(),
    pc.run_end_encode(pa.array(["jack", "jack"])),
    pa.array([datetime.date(2027, 1, 1), None]),
    pa.array([datetime.time(15), None], pa.time64("ns")),
    pa.array([1, None], pa.duration("s")),
    pa.array([1, None], pa.timestamp("ns")),
    pa.array([1, None], pa.timestamp("s", "Mars/Olympus")),
    pa.array([1, None], pa.decimal128(5, 2)),
    pa.array([float("nan"), float("inf")]),
    pa.array([b"abcd", None], pa.binary(4)),
    pa.array([True, None]),
    pa.array([[[["a"]]], None]),
    pa.nulls(2),
]


@pytest.mark.parametrize("name", ["host", "speakers", "start", "ends", "sponsored", "id", "status"])
@pytest.mark.parametrize("column", FIELD_VALUES, ids=lambda column: str(column.type)[:30])
def test_no_type_of_a_field_stops_a_run(name, column):
    found = rows([batch([CUT, CLEAN], **{name: column})])
    assert [row["title"] for row in found] == [CUT, CLEAN]
    assert "SL103" in [finding["code"] for finding in found[0]["findings"]]
