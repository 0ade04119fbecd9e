"""``spacelint config check`` tells what is wrong with configuration and rule files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import ROOT, spacelint
from tests.e2e.test_check import TOML, write

RULE = """[rules.ACME001]
name = "no-webinar"
summary = "Webinar"
check = "pattern"
regex = '(?i)webinar'
message = "say Space"
rationale = "It is one."
valid = ["A Space"]
invalid = [{ title = "Our webinar", highlight = "webinar" }]
"""


def test_a_configuration_and_its_rules_are_checked_together(tmp_path: Path) -> None:
    (tmp_path / "spacelint.toml").write_text('rule-files = ["ours.toml"]\nselect = ["ACME"]\n')
    (tmp_path / "ours.toml").write_text(RULE)
    done = spacelint("config", "check", cwd=tmp_path)
    assert done.status == 0, done.err
    assert "1 rule, 2 examples: 2 hold" in done.err
    (tmp_path / "ours.toml").write_text(RULE.replace("A Space", "A webinar"))
    assert spacelint("config", "check", cwd=tmp_path).status == 1


def test_each_fault_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "spacelint.toml"
    for text, said in (
        ("fail_on = 'error'\n", "spacelint.toml:1:1: fail_on"),
        ("ignore = ['SL10s3']\n", 'no rule, prefix, name or tag is called "SL10s3"'),
        ("[per-file-ignores]\n'a/*' = ['SL10s3']\n", 'is called "SL10s3"'),
        ("rule-files = ['gone.toml']\n", "no such file"),
        ("x = \n", "spacelint.toml:1:"),
    ):
        path.write_text(text)
        done = spacelint("config", "check", "spacelint.toml", cwd=tmp_path)
        assert done.status == 2
        assert said in done.err


def test_every_name_of_a_rule_is_told_by_both_commands_with_file_line_and_nearest(
    tmp_path: Path,
) -> None:
    write(tmp_path, "spaces.toml", TOML)
    (tmp_path / "base.toml").write_text('[severity]\nglued-hashtags = "info"\nSL1 = "info"\n')
    (tmp_path / "spacelint.toml").write_text(
        'extend = "base.toml"\nselect = ["SL1x"]\nextend-select = ["ALL"]\nignore = ["SL10s3"]\n'
        'fixable = ["SL102", "cut-short-hastag"]\nunfixable = ["SLX"]\n'
        '[per-file-ignores]\n"a/*" = [\n"SL10s2",\n]\n[severity]\nSL999 = "error"\n'
        "[rules.SL9]\nmaximum = 3\n"
    )
    told = spacelint("config", "check", cwd=tmp_path)
    assert told.status == 2
    for said in (
        'spacelint.toml:2:11: select[0]: no rule, prefix, name or tag is called "SL1x"',
        'spacelint.toml:4:11: ignore[0]: no rule, prefix, name or tag is called "SL10s3"',
        'spacelint.toml:5:21: fixable[1]: no rule, prefix, name or tag is called "cut-short-hastag"'
        " (did you mean cut-short-hashtag?)",
        'spacelint.toml:6:14: unfixable[0]: no rule, prefix, name or tag is called "SLX"',
        'spacelint.toml:9:1: per-file-ignores."a/*"[0]: no rule, prefix, name or tag is called',
        'spacelint.toml:12:1: severity.SL999: no rule is called "SL999"',
        'spacelint.toml:13:8: rules.SL9: no rule is called "SL9"',
        'base.toml:2:1: severity.glued-hashtags: no rule is called "glued-hashtags"'
        " (did you mean glued-hashtag?)",
        'base.toml:3:1: severity.SL1: no rule is called "SL1"',
    ):
        assert said in told.err
    checked = spacelint("check", cwd=tmp_path)
    assert checked.status == 2
    assert checked.err.startswith(told.err)


def test_a_severity_may_be_set_by_name(tmp_path: Path) -> None:
    write(tmp_path, "spaces.toml", TOML)
    (tmp_path / "spacelint.toml").write_text('[severity]\nglued-hashtag = "info"\n')
    done = spacelint("check", "--output-format", "concise", cwd=tmp_path)
    assert ("info SL102" in done.out, done.status) == (True, 0)
    assert spacelint("config", "check", cwd=tmp_path).status == 0


def test_toml_that_is_neither_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (tmp_path / "plan.toml").write_text("title = 'x'\n")
    done = spacelint("config", "check", "pyproject.toml", "plan.toml", cwd=tmp_path)
    assert (done.out, done.status) == ("", 0)


def test_the_built_in_rules_pass(tmp_path: Path) -> None:
    done = spacelint("config", "check", str(ROOT / "rules" / "0-plan.toml"), cwd=tmp_path)
    assert done.status == 0, done.out + done.err


@pytest.mark.parametrize("option", [(), ("--show-files",)])
def test_a_configuration_with_a_mistake_is_an_error_where_no_plan_is(
    tmp_path: Path, option
) -> None:
    (tmp_path / "spacelint.toml").write_text('fail_on = "error"\n')
    done = spacelint("check", *option, cwd=tmp_path)
    assert (done.status, "did you mean fail-on?" in done.err) == (2, True)


@pytest.mark.parametrize("arguments", [("mistyped.yaml",), ()])
def test_a_report_of_nothing_leaves_the_last_one_alone(tmp_path: Path, arguments) -> None:
    (tmp_path / "week.html").write_text("the last one")
    done = spacelint("report", *arguments, "-o", "week.html", cwd=tmp_path)
    assert (done.status, "week.html is not written" in done.err) == (2, True)
    assert (tmp_path / "week.html").read_text() == "the last one"
