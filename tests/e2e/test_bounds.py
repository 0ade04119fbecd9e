"""Plans with more in them than is looked at are refused, by the name of the limit."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from spacelint.engine.plans import check_plan, edits_of
from spacelint.plan import read_plan
from tests.cli.command import Done, spacelint
from tests.fixer.plans import CONTEXT, LINTER, fixed

TITLE = "Town hall great#tag"
PLANS = {
    "plan.yaml": "spaces:\n" + f"- title: {TITLE}\n" * 4,
    "plan.toml": f"[[spaces]]\ntitle = '{TITLE}'\n" * 4,
    "plan.json": json.dumps([{"title": TITLE}] * 4),
    "plan.jsonl": (json.dumps({"title": TITLE}) + "\n") * 4,
    "plan.csv": "title\n" + f"{TITLE}\n" * 4,
    "plan.txt": f"{TITLE}\n" * 4,
}
REFUSED = "not checked to its end: it has more findings than limits.max-findings ({})\n"


def run(folder: Path, most: int, *args: str, stdin: bytes = b"") -> Done:
    (folder / "spacelint.toml").write_text(
        f'select = ["SL102"]\nlimits = {{max-findings = {most}}}'
    )
    return spacelint(*args, cwd=folder, stdin=stdin)


@pytest.mark.parametrize("name", PLANS)
def test_as_many_findings_as_the_limit_are_reported_and_one_more_is_an_error(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(PLANS[name])
    done = run(tmp_path, 4, "check", name, "--output-format", "concise")
    assert (done.out.count("SL102"), done.status) == (4, 1)
    done = run(tmp_path, 3, "check", name, "--output-format", "concise")
    assert done.err.startswith(f"{name}: {REFUSED.format(3)}")
    assert (done.out, done.status) == ("", 2)


def test_the_limit_is_on_the_file_where_it_is_read_in_pieces(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(f"{TITLE}\n" * 20_000)  # 400 kB
    done = run(tmp_path, 15_000, "check", "plan.txt", "--output-format", "concise")
    assert f"plan.txt: {REFUSED.format('15,000')}" in done.err
    assert 0 < done.out.count("SL102") <= 15_000
    assert done.status == 2


def test_several_processes_keep_the_limit_too(tmp_path: Path) -> None:
    for name in ("a.yaml", "c.txt"):
        (tmp_path / name).write_text(PLANS["plan.txt" if name == "c.txt" else "plan.yaml"])
    (tmp_path / "b.yaml").write_text("- title: A great#tag\n")
    args = ("check", "a.yaml", "b.yaml", "c.txt")
    one, several = (run(tmp_path, 3, *args, "--jobs", jobs) for jobs in "12")
    assert several == one
    assert (one.out.count("SL102"), one.err.count("max-findings (3)"), one.status) == (1, 2, 2)


@pytest.mark.parametrize("most", [20_000, 30_000, 45_000, 60_000, 100_000])
@pytest.mark.parametrize("ignored", [0, 1, 2])
def test_findings_of_the_rules_over_all_spaces_count_the_same_in_each_number_of_processes(
    tmp_path: Path, most: int, ignored: int
) -> None:
    """20,000 Spaces, each with a fault in its title and all but one a repeated one."""
    rows = "".join(f"{TITLE},2027-05-{1 + i % 2:02}T18:00Z,{'SL102' * (i % 3 < ignored)}\n"
                   for i in range(20_000))  # fmt: skip
    (tmp_path / "plan.csv").write_text(f"title,start,ignore\n{rows}")
    (tmp_path / "z.yaml").write_text(f"- title: {TITLE}\n  start: 2027-05-01T18:00Z\n")
    (tmp_path / "spacelint.toml").write_text(
        f'select = ["SL102", "SL609"]\nlimits = {{max-findings = {most}, max-file-size = 100_000}}'
    )
    args = ("check", "plan.csv", "z.yaml", "--output-format", "concise", "--today", "2027-01-01")
    one, several = (spacelint(*args, "--jobs", jobs, cwd=tmp_path) for jobs in "12")
    assert several == one
    assert ("max-findings" in one.err) == (most < 40_000)


@pytest.mark.parametrize("option", ["--fix", "--diff", "--add-ignore"])
def test_a_file_with_too_many_findings_is_left_as_it_is_and_the_next_one_is_not(
    option: str, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(PLANS["plan.yaml"])
    (tmp_path / "b.yaml").write_text("- title: A great#tag\n")
    done = run(tmp_path, 3, "check", option, "a.yaml", "b.yaml")
    assert f"a.yaml: {REFUSED.format(3)}" in done.err
    assert done.status == 2
    assert (tmp_path / "a.yaml").read_text() == PLANS["plan.yaml"]
    assert ("+" in done.out) == (option == "--diff")
    assert ("b.yaml" in done.out or "1 file" in done.err) == (done.status == 2)


def test_standard_input_with_too_many_findings_comes_back_whole(tmp_path: Path) -> None:
    plan = PLANS["plan.yaml"].encode()
    args = ("check", "-", "--stdin-filename", "plan.yaml", "--fix")
    done = run(tmp_path, 3, *args, stdin=plan)
    assert (done.out.encode(), done.status) == (plan, 2)
    assert done.err == f"plan.yaml: {REFUSED.format(3)}"


def test_better_titles_keep_the_limit_too(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLANS["plan.yaml"])
    done = run(tmp_path, 3, "check", "--suggest", "plan.yaml")
    assert done == ("", f"plan.yaml: {REFUSED.format(3)}", 2)


@pytest.mark.parametrize("option", [(), ("--fix",)])
def test_a_title_of_more_than_a_million_characters_is_refused(
    option: tuple[str, ...], tmp_path: Path
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("- title: A great#tag\n- title: " + "a" * 1_000_001 + "\n")
    before = plan.read_bytes()
    done = spacelint("check", "plan.yaml", *option, cwd=tmp_path)
    assert done.status == 2
    assert done.err.startswith(
        "plan.yaml: not checked to its end: the title on line 2 is longer than the 1,000,000"
        " characters that are the limit of a title\n"
    )
    assert plan.read_bytes() == before


@pytest.mark.parametrize(("count", "each"), [(3_000, True), (4_000, False)])
def test_fixes_of_a_very_long_title_are_made_together_and_not_one_by_one(
    count: int, each: bool
) -> None:
    plan = read_plan(f'- title: "{"#a&" * count}"\n'.encode(), "plan.yaml")
    found = [one for one in check_plan(plan, LINTER, CONTEXT) if one.diagnostic.edits]
    assert len(found) == count - 1
    assert [bool(edits_of(one)) for one in found[:2]] == [each, each]
    assert len(fixed(plan.text.encode(), "yaml", unsafe=True).applied) >= count - 1


_FOLDS = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\\{}x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("\r\n" * 100_000, "front-matter"),
        ("\r\n" * 100_000 + "---\r\ntitle: A\r\n---\r\n", "front-matter"),
        ("---" + " " * 100_000 + "x\n", "front-matter"),
        (_FOLDS.format("\r\n " * 20_000), "ics"),
        (_FOLDS.format("\r\n\r\n " * 20_000), "ics"),
    ],
)
def test_line_ends_of_two_characters_are_read_in_one_way_only(text: str, format: str) -> None:
    began = process_time()
    for space in read_plan(text.encode(), "plan", format=format).spaces:
        assert space.title is not None
        space.title.span(0, 1)
    assert process_time() - began < 20
