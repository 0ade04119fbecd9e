"""``check --fix`` and ``--diff`` lose no finding, no character and no word of what went wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import spacelint
from tests.e2e.test_check import GLUED, TOML, write

FIXED = GLUED.replace("great#", "great #")

CUT = '[[spaces]]\ntitle = "Ask us all about #AT&T today"\n'


def test_fix_uses_the_baseline_up_over_all_files(tmp_path: Path) -> None:
    write(tmp_path, "a-spaces.toml", CUT)
    assert spacelint("check", "--write-baseline", cwd=tmp_path).status == 0
    write(tmp_path, "b-spaces.toml", CUT)
    args = ("check", "--baseline", "spacelint-baseline.json", "--output-format", "concise")
    plain = spacelint(*args, cwd=tmp_path)
    fixed = spacelint(*args, "--fix", cwd=tmp_path)
    assert plain.out.startswith("b-spaces.toml:2:")
    assert "SL103" in plain.out
    assert (fixed.out, fixed.status) == (plain.out, plain.status)
    told = "1 finding is in the baseline.\n2 titles: 1 error, 1 warning · 1 "
    assert fixed.err == told + "more with --unsafe-fixes\n"
    assert plain.err == told + "fixable with --fix --unsafe-fixes\n"
    assert fixed.status == 1


def test_a_plan_on_standard_input_that_is_too_long_to_mend_comes_back_whole(
    tmp_path: Path,
) -> None:
    plan = b'{"title": "AMA great#tag"}\n' * 400_000
    done = spacelint("check", "-", "--fix", "--stdin-filename", "big.jsonl", stdin=plan)
    assert done.out.encode() == plan
    assert done.err == "-: not fixed: it is larger than max-file-size (10,000,000 bytes)\n"
    assert done.status == 2
    done = spacelint("check", "-", "--diff", "--stdin-filename", "big.jsonl", stdin=plan)
    assert (done.out, done.status) == ("", 2)


def test_diff_says_that_standard_input_cannot_be_read(tmp_path: Path) -> None:
    args = ("check", "-", "--stdin-filename", "a.yaml", "--diff")
    done = spacelint(*args, stdin=b"title: @x\n", cwd=tmp_path)
    assert done.err.startswith("a.yaml:1:8: SL001 This file can't be read: YAML doesn't let")
    assert (done.out, done.status) == ("", 2)


def test_only_what_was_written_is_counted_as_mended(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path, f"spaces-{name}.toml", TOML)
    (tmp_path / "spaces-c.toml").chmod(0o444)
    done = spacelint("check", "--fix", cwd=tmp_path)
    assert "Fixed 2 problems in 2 files\n" in done.err
    assert done.status == 2


def test_only_what_fix_would_mend_is_counted_so(tmp_path: Path) -> None:
    write(tmp_path, "spaces.toml", TOML)
    write(tmp_path, "spacelint.toml", 'unfixable = ["SL102"]\n')
    done = spacelint("check", "--output-format", "json", cwd=tmp_path)
    assert json.loads(done.out)["summary"]["fixable"] == 0
    assert "mends" not in spacelint("check", cwd=tmp_path).err
    write(tmp_path, "spacelint.toml", "")
    write(tmp_path, "spaces.toml", f"# spacelint: ignore[SL103]\n{TOML}")
    assert "2 fixable with --fix" in spacelint("check", cwd=tmp_path).err
    assert spacelint("check", "--fix", cwd=tmp_path).err.startswith("Fixed 2 problems in 1 file")


@pytest.mark.parametrize("report", ["--output-format json", "--output-file sarif=a.sarif"])
@pytest.mark.parametrize("args", ["--diff", "--fix -", "--fix --diff", "--add-ignore -"])
def test_no_report_for_programs_where_standard_output_is_taken(
    tmp_path: Path, args: str, report: str
) -> None:
    write(tmp_path, "spaces.toml", TOML)
    asked = f"check {args} {report} --format toml".split()
    done = spacelint(*asked, stdin=TOML.encode(), cwd=tmp_path)
    assert "can't be asked for together" in " ".join(done.err.split())
    assert (done.out, done.status) == ("", 2)
    assert not (tmp_path / "a.sarif").exists()


def test_the_configuration_asks_for_no_report_there_either(tmp_path: Path) -> None:
    write(tmp_path, "spaces.toml", TOML)
    write(tmp_path, "spacelint.toml", 'output-format = "json"\n')
    assert spacelint("check", "--diff", cwd=tmp_path).out.startswith("--- a/spaces.toml\n")
    args = ("check", "--fix", "-", "--stdin-filename", "plan.toml")
    assert spacelint(*args, stdin=TOML.encode(), cwd=tmp_path).out == TOML.replace(GLUED, FIXED)
