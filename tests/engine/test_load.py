"""Rule files: what is in them is read, and all that is wrong with them is told at its place."""

from __future__ import annotations

import textwrap

import pytest

from spacelint.engine.linter import Linter
from spacelint.engine.load import load_rules, parse_rules, too_many
from tests.cli.command import spacelint

GOOD = """\
[rules.ACME001]
name = "plain-webinar"
summary = "Webinar said for Space"
check = "pattern"
scope = "title"
regex = '\\bwebinar\\b'
severity = "warning"
message = "We say Space, not {match}"
rationale = "House style."
tags = ["house"]
valid = ["A Space on tax", { title = "Space", note = "a table" }]

[[rules.ACME001.invalid]]
title = "A webinar on tax"
highlight = "webinar"
"""


def problems(text, **options):
    return [
        (problem.key_path, problem.line, str(problem))
        for problem in parse_rules(text, "acme.toml", **options)[1]
    ]


def changed(old, new, text=GOOD):
    assert old in text
    return text.replace(old, new, 1)


def test_a_good_file_gives_its_rules_with_their_docs():
    rules, found = parse_rules(GOOD)
    assert found == ()
    [rule] = rules.rules
    assert (rule.code, rule.name, rule.severity, rule.tags) == (
        "ACME001",
        "plain-webinar",
        "warning",
        ("house",),
    )
    docs = rules.docs("ACME001")
    assert [example.title for example in docs.valid] == ["A Space on tax", "Space"]
    assert docs.invalid[0].highlight == ("webinar",)
    [said] = Linter(rules).lint("The webinar, live")
    assert said.message == "We say Space, not webinar"


@pytest.mark.parametrize(
    ("text", "key_path", "line", "words"),
    [
        (changed("severity", "severty"), "rules.ACME001.severty", 7, "severity"),
        (changed('"warning"', '"warn"'), "rules.ACME001.severity", 7, "warning"),
        (changed('"pattern"', '"patern"'), "rules.ACME001.check", 4, "pattern"),
        (changed("regex", "regx"), "rules.ACME001.regx", 6, "regex"),
        (changed("'\\bwebinar\\b'", "'(webinar'"), "rules.ACME001.regex", 6, "missing )"),
        (changed("'\\bwebinar\\b'", "7"), "rules.ACME001.regex", 6, "7"),
        (changed("{match}", "{macth}"), "rules.ACME001.message", 8, "match"),
        (changed("{match}", "{match"), "rules.ACME001.message", 8, "brace"),
        (changed("{match}", "{match.upper}"), "rules.ACME001.message", 8, "brace"),
        (changed("{match}", "{match!r:>9}"), "rules.ACME001.message", 8, "brace"),
        (changed('"title"\n', '"titel"\n'), "rules.ACME001.scope", 5, "title"),
        (changed("ACME001]", "acme1]", GOOD.replace("[[rules.ACME001", "[[rules.acme1")),
         "rules.acme1", 1, "ACME001"),
        (GOOD.replace("ACME001", "SL901"), "rules.SL901", 1, "letters of your own"),
        (changed('"webinar"', '"seminar"'), "rules.ACME001.invalid[0].highlight", 15, "seminar"),
        (GOOD + 'output = "x"\n', "rules.ACME001.invalid[0].output", 16, "no fix"),
    ],
)  # fmt: skip
def test_a_problem_is_told_with_its_key_its_line_and_the_right_name(text, key_path, line, words):
    [told] = [told for path, at, told in problems(text) if (path, at) == (key_path, line)]
    assert told.startswith(f"acme.toml:{line}:")
    assert words in told


@pytest.mark.parametrize("key", ["name", "summary", "check", "message", "rationale", "valid"])
def test_a_missing_key_is_told(key):
    lines = [line for line in GOOD.splitlines() if not line.startswith(f"{key} =")]
    found = problems("\n".join(lines))
    assert any(key in told for _, _, told in found)


def test_a_rule_without_an_invalid_example_is_told():
    found = problems(GOOD.split("\n[[")[0])
    assert any("invalid" in told for _, _, told in found)


def test_all_problems_of_all_rules_are_told_and_good_rules_stay():
    bad = (
        GOOD.replace("ACME001", "ACME002").replace("severity", "severty").replace("{match}", "{x}")
    )
    worse = GOOD.replace("ACME001", "ACME003").replace('"pattern"', '"petern"')
    rules, found = parse_rules(GOOD + bad + worse, "acme.toml")
    assert [rule.code for rule in rules.rules] == ["ACME001"]
    told = {problem.key_path for problem in found}
    assert {"rules.ACME002.severty", "rules.ACME002.message", "rules.ACME003.check"} <= told


def test_a_code_that_two_files_give_is_told(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD)
    rules, found = load_rules([str(tmp_path / "a.toml"), str(tmp_path / "b.toml")])
    assert len(rules.rules) == 1
    assert [problem.path for problem in found] == [str(tmp_path / "b.toml")]
    assert "already taken" in str(found[0])


def test_problems_of_several_files_are_told_together(tmp_path):
    (tmp_path / "a.toml").write_text("[rules")
    (tmp_path / "b.toml").write_bytes(b"\xff")
    paths = [str(tmp_path / name) for name in ("a.toml", "b.toml", "none.toml")]
    paths.append(str(tmp_path))
    _, found = load_rules(paths)
    assert [problem.path for problem in found] == paths


def test_a_file_over_the_limit_is_not_read(tmp_path):
    path = tmp_path / "big.toml"
    path.write_text(GOOD + "#" * 2_000)
    _, found = load_rules([str(path)], limit_bytes=1_000)
    assert len(found) == 1
    assert load_rules([str(path)])[1] == ()


def test_number_and_bytes_of_all_rule_files_are_bounded(tmp_path):
    paths = [str(tmp_path / f"{number}.toml") for number in range(101)]
    for path in paths[:3]:
        (tmp_path / path).write_bytes(b"#" * 400)
    assert too_many(paths[:100]) is None
    assert str(too_many(paths)) == f"{paths[100]}: one of 101 rule files; expected at most 100"
    assert too_many(paths[:2], 1000) is None
    assert str(too_many(paths[:3], 1000)) == (
        f"{paths[2]}: with this file the rule files have 1,200 bytes, where"
        " limits.max-rule-file-size is 1,000 bytes for all of them"
    )
    for path in paths:
        (tmp_path / path).write_bytes(b"")
    (tmp_path / "spacelint.toml").write_text(f"rule-files = {paths!r}\n")
    done = spacelint("AMA", cwd=tmp_path)
    assert done.err.startswith(f"{paths[100]}: one of 101 rule files")
    assert done.status == 2


def test_a_check_of_an_installed_package_is_found_and_run(tmp_path, monkeypatch):
    (tmp_path / "acme_checks.py").write_text(
        textwrap.dedent(
            """
            from spacelint.checks.contract import Finding, check

            @check(
                scopes=("title",),
                placeholders=("count",),
                params=lambda schema: {
                    "most": schema.integer("How many capitals at most.", default=3)
                },
            )
            def capital_count(params):
                most = params["most"]
                def run(title, item, context):
                    count = sum(c.isupper() for c in title.text)
                    return [Finding(0, 1, {"count": str(count)})] if count > most else ()
                return run
            """
        )
    )
    info = tmp_path / "acme_checks-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-checks\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[spacelint.checks]\ncapital-count = acme_checks:capital_count\n"
    )
    text = (
        GOOD.replace('"pattern"', '"capital-count"')
        .replace("regex = '\\bwebinar\\b'", "most = 2")
        .replace("{match}", "{count} capitals")
        .replace('highlight = "webinar"', 'highlight = "A"')
    )
    assert any("capital-count" in told for _, _, told in problems(text))
    monkeypatch.syspath_prepend(str(tmp_path))
    rules, found = parse_rules(text)
    assert found == ()
    [said] = Linter(rules).lint("AMA With Everyone")
    assert said.message == "We say Space, not 5 capitals"


def test_an_entry_point_that_gives_no_check_is_told_where_a_rule_names_it(tmp_path, monkeypatch):
    (tmp_path / "acme_wrong.py").write_text("def capital_count(params):\n    return None\n")
    info = tmp_path / "acme_wrong-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-wrong\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[spacelint.checks]\ncapital-count = acme_wrong:capital_count\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert parse_rules(GOOD)[1] == ()
    [told] = [
        told
        for _, _, told in problems(GOOD.replace('"pattern"', '"capital-count"'))
        if "capital-count" in told
    ]
    assert (
        "acme_wrong:capital_count is a plain function, not one under the decorator @check" in told
    )
