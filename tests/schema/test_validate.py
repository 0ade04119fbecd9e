"""Validation finds every fault, at its place, with the nearest right name."""

from __future__ import annotations

import datetime
import subprocess
import sys
import time

import pytest

from spacelint import schema
from spacelint.schema import Problem, Table, TomlDocument, Validated

RULE = Table(
    "A rule.",
    {
        "name": schema.string("its name", required=True, pattern="[a-z-]+", pattern_says="a name"),
        "severity": schema.choice("how bad", ("error", "warning"), default="warning"),
        "check": schema.string("the algorithm", required=True),
        "most": schema.integer("at most", minimum=1, maximum=3, default=2),
        "share": schema.number("part", minimum=0, maximum=1),
        "on": schema.boolean("in use", default=True),
        "day": schema.date("a day"),
        "at": schema.moment("a moment"),
        "find": schema.regex("a pattern"),
        "words": schema.strings("words", maximum=3),
        "valid": schema.listing(
            "silent titles",
            schema.one_of(
                "",
                schema.string(""),
                schema.nested("", Table("", {"title": schema.string("t", required=True)})),
            ),
        ),
        "fix": schema.nested("mends", Table("", {"title": schema.string("t", required=True)})),
        "limits": schema.nested("limits", Table("", {"size": schema.integer("n", default=70)})),
    },
    switch=schema.Switch(
        "check",
        {"a": {"fault": schema.string("f")}, "b": {"list": schema.strings("l")}},
    ),
)
RULES = Table(
    "A rule file.",
    {
        "rules": schema.keyed(
            "by code", schema.nested("", RULE), pattern="[A-Z]+[0-9]+", pattern_says="a code"
        )
    },
)


def read(text: str) -> TomlDocument:
    document = schema.parse_toml(text, "r.toml")
    assert isinstance(document, TomlDocument)
    return document


def check(text: str) -> Validated:
    return schema.validate(read(text), RULES)


def only(text: str) -> Problem:
    problems = check('[rules.A1]\nname = "x"\ncheck = "a"\n' + text).problems
    assert len(problems) == 1, problems
    return problems[0]


def test_right_values_come_out_with_defaults_filled_in() -> None:
    values, problems = check(
        '[rules.A1]\nname="x"\ncheck="a"\nfault="f"\nshare=1\nday=2026-11-30\n'
        'at="2026-11-30T18:00+01:00"\nwords=["p","q"]\nvalid=["t",{title="u"}]\nfind="a+"\n'
    )
    assert problems == ()
    rule = values["rules"]["A1"]
    assert rule["severity"] == "warning"
    assert rule["most"] == 2
    assert rule["share"] == 1.0
    assert isinstance(rule["share"], float)
    assert rule["day"] == datetime.date(2026, 11, 30)
    assert rule["at"].utcoffset() == datetime.timedelta(hours=1)
    assert rule["words"] == ("p", "q")
    assert rule["valid"] == ("t", {"title": "u"})
    assert rule["fix"] is None
    assert rule["limits"] == {"size": 70}


@pytest.mark.parametrize(
    ("line", "message", "suggestion"),
    [
        ('severty = "error"', 'unknown key "severty"', "severity"),
        ('severity = "eror"', 'expected one of "error", "warning"; found "eror"', "error"),
        ("severity = 3", "expected a word in quotes, found the number 3", ""),
        ("most = 7", "expected a number from 1 to 3, found the number 7", ""),
        ("most = true", "expected a whole number, found true", ""),
        ("most = 1.5", "expected a whole number, found the number 1.5", ""),
        ("share = nan", "expected a number from 0 to 1, found the number nan", ""),
        ('on = "yes"', 'expected true or false, found the text "yes"', ""),
        ('day = "3 May"', 'expected a date like 2026-11-30, found "3 May"', ""),
        (
            "day = 2026-11-30T18:00:00",
            "expected a date like 2026-11-30, found the datetime 2026-11-30 18:00:00",
            "",
        ),
        ("find = '('", "this pattern can't be used: missing ) at its character 2", ""),
        ('words = "p"', 'expected a list of texts in [ ], found the text "p"', ""),
        ("words = [1, 2]\n#", "", ""),
        ('words = ["a","b","c","d"]', "expected at most 3 entries, found 4", ""),
        ("valid = [3]", "expected text in quotes or a table, found the number 3", ""),
        ("valid = [{}]", '"title" is missing: t', ""),
        ("fix = [1]", "expected a table, found a list", ""),
        ("fix.titel = 'a'\nfix.title = 'b'", 'unknown key "titel"; known here: title', ""),
        ('list = ["x"]', 'this key goes with check = "b"', ""),
    ],
)
def test_a_fault_is_told_in_plain_words(line: str, message: str, suggestion: str) -> None:
    if not message:
        problems = check('[rules.A1]\nname = "x"\ncheck = "a"\n' + line).problems
        assert [problem.key_path for problem in problems] == [
            "rules.A1.words[0]",
            "rules.A1.words[1]",
        ]
        return
    problem = only(line)
    assert (problem.message, problem.suggestion) == (message, suggestion)
    assert problem.line == 4


def test_all_faults_are_reported_in_the_order_of_the_file_each_at_its_place() -> None:
    text = (
        "[rules.sl1]\nname = 'x'\n"
        "[rules.A1]\nnam = 'x'\nmost = 9\ncheck = 'a'\n"
        "[[rules.A1.valid]]\ntitle = 7\n"
    )
    problems = check(text).problems
    assert [(p.line, p.column, p.key_path) for p in problems] == [
        (1, 8, "rules.sl1"),
        (3, 8, "rules.A1"),
        (4, 1, "rules.A1.nam"),
        (5, 8, "rules.A1.most"),
        (8, 9, "rules.A1.valid[0].title"),
    ]
    assert [text[p.start : p.end] for p in problems] == ["sl1", "A1", "nam", "9", "7"]


def test_a_wrong_value_is_replaced_by_its_default_so_that_the_rest_can_be_used() -> None:
    values, problems = check('[rules.A1]\nname="x"\ncheck="a"\nmost=9\nwords=["a",1]\n')
    assert len(problems) == 2
    assert values["rules"]["A1"]["most"] == 2
    assert values["rules"]["A1"]["words"] == ("a",)


def test_columns_count_code_points() -> None:
    problem = schema.validate(read("a = '😀é', b = 1".replace(", ", "\n")), Table("", {})).problems
    assert [(p.line, p.column) for p in problem] == [(1, 1), (2, 1)]
    inline = read("rules = {A1 = {name = '😀é', check = 'a', most = 9}}")
    problems = schema.validate(inline, RULES).problems
    assert problems[-1].column == inline.text.index("9") + 1


def test_a_part_of_a_document_can_be_validated_at_its_key_path() -> None:
    document = read("[tool.spacelint]\nsize = 'big'\n")
    table = Table("", {"size": schema.integer("n")})
    problems = schema.validate(document, table, at=("tool", "spacelint")).problems
    assert [(p.line, p.key_path) for p in problems] == [(2, "tool.spacelint.size")]


def test_hostile_keys_and_values_are_shown_escaped_and_short() -> None:
    problems = check(f'"\\u001b[31m\\u202e" = 1\nrules = 9{"9" * 4000}\n').problems
    assert [p.message for p in problems] == [
        'unknown key "\\x1b[31m\\u202e"; known here: rules',
        "expected a table, found a very large number",
    ]
    assert problems[0].key_path == '"\\x1b[31m\\u202e"'


def test_a_number_beyond_every_float_is_a_fault_and_no_crash() -> None:
    table = Table("", {"x": schema.number("n"), "y": schema.integer("n", maximum=3)})
    problems = schema.validate(read(f"x = 1{'0' * 400}\ny = 1{'0' * 400}"), table).problems
    assert [p.message for p in problems] == [
        "expected a number, found a very large number",
        "expected at most 3, found a very large number",
    ]


def test_places_are_not_computed_and_heavy_modules_not_imported_without_a_fault() -> None:
    code = (
        "import sys\n"
        "from spacelint import schema\n"
        "d = schema.parse_toml('a = 1')\n"
        "t = schema.Table('', {'a': schema.integer('n')})\n"
        "assert schema.validate(d, t).problems == ()\n"
        "heavy = {'dataclasses', 'json', 'spacelint.source.toml_places'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    # -S: a .pth file of an editable install may import what it likes before our code runs.
    path = [entry for entry in sys.path if entry]
    code = f"import sys; sys.path[:0] = {path!r}\n{code}"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True)
    assert run.stdout == "[]\n", run.stderr


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("severty", "severity"),
        ("extend_select", "extend-select"),
        ("IGNORE", "ignore"),
        ("igonre", "ignore"),
        ("x", None),
        ("zebra", None),
        ("", None),
        ("s" * 100_000, None),
    ],
)
def test_the_nearest_name_is_near_or_none(word: str, found: str | None) -> None:
    assert schema.nearest(word, ["severity", "select", "extend-select", "ignore"]) == found


def test_a_file_that_is_something_else_altogether_is_refused_within_bounds() -> None:
    text = "".join(f"severty{number} = 1\n" for number in range(100_000))
    start = time.perf_counter()
    problems = check(text).problems
    assert time.perf_counter() - start < 20
    assert len(problems) == 1_001
    assert "and 99,000 more faults in this file" in {problem.message for problem in problems}
