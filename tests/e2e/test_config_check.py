"""``spacelint config check`` tells what is wrong with configuration and rule files."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import ROOT, spacelint

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


def test_toml_that_is_neither_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (tmp_path / "plan.toml").write_text("title = 'x'\n")
    done = spacelint("config", "check", "pyproject.toml", "plan.toml", cwd=tmp_path)
    assert (done.out, done.status) == ("", 0)


def test_the_built_in_rules_pass(tmp_path: Path) -> None:
    done = spacelint("config", "check", str(ROOT / "rules" / "0-plan.toml"), cwd=tmp_path)
    assert done.status == 0, done.out + done.err
