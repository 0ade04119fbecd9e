"""``spacelint check`` finds the titles in files and says where and what."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.command import spacelint

CLEAN = "AMA with @jack on everything that we do here"
GLUED = "AMA with @jack and founders great#launch for you"
TOML = f"""[[spaces]]
title = "{GLUED}"

[[spaces]]
title = "{CLEAN}"
"""


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def concise(folder: Path, *arguments: str, **more: object) -> list[str]:
    done = spacelint(
        "check",
        "--output-format",
        "concise",
        *arguments,
        cwd=folder,
        **more,  # type: ignore[arg-type]
    )
    return done.out.splitlines()


def test_a_clean_calendar_prints_nothing_but_its_count(tmp_path: Path) -> None:
    write(tmp_path, "spaces/plan.toml", f'[[spaces]]\ntitle = "{CLEAN}"\n')
    done = spacelint("check", cwd=tmp_path)
    assert done == ("", "1 title: no problems found\n", 0)


def test_a_finding_fails_the_run_and_stands_at_its_place(tmp_path: Path) -> None:
    write(tmp_path, "spaces/plan.toml", TOML)
    assert concise(tmp_path) == [
        "spaces/plan.toml:2:43: error SL102 X doesn't link #launch: no letter, digit or & may"
        " stand right before the #"
    ]
    assert spacelint("check", cwd=tmp_path).status == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.toml", '[[spaces]]\ntitle = "{}"\n'),
        ("plan.yaml", "spaces:\n  - title: {}\n"),
        ("plan.json", '{{"spaces": [{{"title": "{}"}}]}}'),
        ("plan.jsonl", '{{"title": "{}"}}\n'),
        ("plan.md", "---\ntitle: {}\n---\n"),
        ("plan.csv", "title\n{}\n"),
        ("plan.tsv", "title\tstart\n{}\t\n"),
        ("plan.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{}\nEND:VEVENT\nEND:VCALENDAR\n"),
        ("plan.txt", "{}\n"),
    ],
)  # fmt: skip
def test_every_format_is_checked_at_the_very_characters(
    tmp_path: Path, name: str, text: str
) -> None:
    path = write(tmp_path, name, text.format(GLUED))
    done = spacelint("check", "--output-format", "json", name, cwd=tmp_path)
    (item,) = json.loads(done.out)["titles"]
    place = item["diagnostics"][0]["place"]
    written = path.read_bytes()
    assert written[place["byte"] : place["end_byte"]] == b"#launch"
    assert place["exact"] is True
    assert done.status == 1


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-8", b"")]
)
def test_places_hold_with_marks_crlf_and_emoji(tmp_path: Path, encoding: str, mark: bytes) -> None:
    text = f"# 🎉\u2028\r\n[[spaces]]\r\ntitle = '👩‍👩‍👧 {GLUED}'\r\n"
    path = write(tmp_path, "plan.toml", mark + text.encode(encoding))
    done = spacelint("check", "--output-format", "json", "plan.toml", cwd=tmp_path)
    item = next(i for i in json.loads(done.out)["titles"] if i["diagnostics"])
    d = next(d for d in item["diagnostics"] if d["code"] == "SL102")
    place = d["place"]
    assert path.read_bytes()[place["byte"] : place["end_byte"]] == "#launch".encode(encoding)
    line = text.split("\r\n")[2]
    assert (place["line"], place["column"]) == (3, line.index("#launch") + 1)
    units = len(line[: line.index("#launch")].encode("utf-16-le")) // 2
    assert place["utf16_column"] == units + 1


def test_a_folder_gives_what_has_space_in_its_name_and_never_configuration(tmp_path: Path) -> None:
    for name in (
        "spaces/a.toml", "x/twitter-spaces.yaml", "b/My Spaces 2026.txt", "workspace/c.toml",
        "namespace.yaml", "readme.md", "spacelint.toml", "spaces/pyproject.toml",
        "node_modules/spaces/d.toml", "spaces/notes.py", "spaces/labels.yml",
    ):  # fmt: skip
        write(tmp_path, name, "")
    done = spacelint("check", "--output-format", "json", "--fail-on", "never", cwd=tmp_path)
    assert done.status == 0, done.err
    for name in ("spaces/a.toml", "x/twitter-spaces.yaml", "b/My Spaces 2026.txt"):
        write(tmp_path, name, "title = @@" if name.endswith("toml") else "title: @acme\n")
    assert {line.split(":")[0] for line in concise(tmp_path, "--select", "SL001")} == {
        "spaces/a.toml",
        "x/twitter-spaces.yaml",
    }


def test_the_globs_of_the_configuration_decide_what_is_a_plan(tmp_path: Path) -> None:
    write(tmp_path, "spacelint.toml", '[plan]\nfiles = ["calls/*.toml"]\n')
    write(tmp_path, "calls/a.toml", TOML)
    write(tmp_path, "spaces/b.toml", TOML)
    assert [line.split(":")[0] for line in concise(tmp_path)] == ["calls/a.toml"]


def test_a_teams_own_shape_is_read_by_five_lines(tmp_path: Path) -> None:
    write(
        tmp_path,
        "spacelint.toml",
        '[plan."calls/*.md"]\ntitle = "description"\nstart = ["date", "time"]\nhost = "hosts"\n'
        'where = { location = "Spaces" }\n',
    )
    front = "---\ndescription: {}\ndate: 2022-11-22\ntime: 1500 UTC\nlocation: {}\n---\n"
    write(tmp_path, "calls/1.md", front.format(GLUED, "Twitter Spaces"))
    write(tmp_path, "calls/2.md", front.format(GLUED, "Zoom"))
    told = concise(tmp_path, "--ignore", "SL6")  # the call was years ago
    assert [line.split(":")[:2] for line in told] == [["calls/1.md", "2"]]


def test_excluded_files_stay_excluded_when_named(tmp_path: Path) -> None:
    write(tmp_path, "spacelint.toml", 'extend-exclude = ["drafts"]\n')
    write(tmp_path, "drafts/plan.toml", TOML)
    done = spacelint("check", "drafts/plan.toml", "drafts", cwd=tmp_path)
    assert done == ("", "no titles found\n", 0)


def test_per_file_ignores_hold_for_their_files_only(tmp_path: Path) -> None:
    write(tmp_path, "spacelint.toml", '[per-file-ignores]\n"old/*" = ["glued-hashtag"]\n')
    write(tmp_path, "old/spaces.toml", TOML)
    write(tmp_path, "new/spaces.toml", TOML)
    told = concise(tmp_path, "--ignore", "SL609")  # the titles are the same in both
    assert [line.split(":")[0] for line in told] == ["new/spaces.toml"]


def test_each_file_has_its_nearest_configuration_and_a_broken_one_stops_only_its_own(
    tmp_path: Path,
) -> None:
    write(tmp_path, "a/spacelint.toml", 'ignore = ["SL1"]\n')
    write(tmp_path, "a/spaces.toml", TOML)
    write(tmp_path, "b/spacelint.toml", 'ignroe = ["SL1"]\n')
    write(tmp_path, "b/spaces.toml", TOML)
    write(tmp_path, "c/spaces.toml", TOML)
    form = ("--output-format", "concise", "--ignore", "SL609")
    done = spacelint("check", *form, "a", "b", "c", cwd=tmp_path)
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["c/spaces.toml"]
    assert "did you mean ignore" in done.err
    assert done.status == 2


def test_standard_input_is_a_plan_of_the_name_it_is_given(tmp_path: Path) -> None:
    write(tmp_path, "spacelint.toml", '[per-file-ignores]\n"old/*" = ["SL102"]\n')
    data = TOML.encode()
    args = ("-", "--stdin-filename")
    assert concise(tmp_path, *args, "new/plan.toml", stdin=data)[0].startswith("new/plan.toml:2:43")
    assert concise(tmp_path, *args, "old/plan.toml", stdin=data) == []
    done = spacelint("check", "-", stdin=data, cwd=tmp_path)
    assert done.status == 2
    assert "--stdin-filename" in done.err
    assert len(concise(tmp_path, "-", "--format", "toml", stdin=data)) == 1


def test_severities_decide_what_is_shown_and_what_fails(tmp_path: Path) -> None:
    write(tmp_path, "spaces.toml", TOML)
    assert concise(tmp_path, "--min-severity", "error") != []
    assert spacelint("check", "--fail-on", "never", cwd=tmp_path).status == 0
    write(tmp_path, "spacelint.toml", '[severity]\nSL102 = "info"\n')
    assert concise(tmp_path, "--min-severity", "warning") == []
    assert spacelint("check", cwd=tmp_path).status == 0


def test_statistics_and_reports_in_files_come_beside_the_text(tmp_path: Path) -> None:
    write(tmp_path, "spaces.toml", TOML)
    done = spacelint(
        "check", "--output-format", "concise", "--statistics",
        "--output-file", "sarif=out.sarif", "--output-file", "jsonl=out.jsonl", cwd=tmp_path,
    )  # fmt: skip
    assert done.out.splitlines()[-1] == "1  SL102  glued-hashtag"
    sarif = json.loads((tmp_path / "out.sarif").read_text())
    assert sarif["runs"][0]["results"][0]["ruleId"] == "SL102"
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 2


def test_a_half_typed_file_is_told_and_its_titles_are_linted_without_fixes(tmp_path: Path) -> None:
    path = write(tmp_path, "spaces.toml", TOML + '[[spaces]]\ntitle = "open\n')
    done = spacelint("check", "--output-format", "jsonl", cwd=tmp_path)
    found = [d for line in done.out.splitlines() for d in json.loads(line)["diagnostics"]]
    assert {"SL001", "SL102"} <= {d["code"] for d in found}
    assert all(d["fix"] is None and not d["place"]["exact"] for d in found if d["code"] == "SL102")
    assert done.status == 2
    before = path.read_bytes()
    assert spacelint("check", "--fix", cwd=tmp_path).status == 2
    assert path.read_bytes() == before


BAD = {
    "not-utf-8.toml": (b'title = "caf\xe9"\n', "1:13: error SL001", "0xe9 is not UTF-8"),
    "nul.toml": (b'title = "a\0b"\n', "1:11: error SL001", "NUL"),
    "bomb.yaml": (
        b"a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 10)) for c in b"bcdefghij"
        ),
        "error SL001",
        "aliases multiply it",
    ),
    "deep.json": (b"[" * 10_000 + b"]" * 10_000, "error SL001", "nested too deeply"),
    "deep.yaml": (b"[" * 10_000 + b"]" * 10_000, "error SL001", "nested"),
    "twice.toml": (b'title = "a"\ntitle = "b"\n', "2:1: error SL006", "is here twice"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_with_its_place_and_the_others_are_still_checked(
    tmp_path: Path, name: str
) -> None:
    data, place, reason = BAD[name]
    write(tmp_path, name, data)
    write(tmp_path, "good.toml", TOML)
    done = spacelint("check", "--output-format", "concise", name, "good.toml", cwd=tmp_path)
    lines = done.out.splitlines()
    (told,) = [line for line in lines if "SL001" in line or "SL006" in line]
    assert place in told
    assert told.startswith(f"{name}:")
    assert reason in told
    assert lines[-1].startswith("good.toml:2:43: error SL102")
    assert done.status == 2


def test_what_is_no_plain_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    write(tmp_path, "good.toml", TOML)
    names = ("pipe.toml", "missing.toml", "good.toml")
    done = spacelint("check", "--output-format", "concise", *names, cwd=tmp_path)
    assert done.out.splitlines()[0].split("read: ")[1] == "it is no regular file"
    assert done.out.splitlines()[1].startswith("good.toml")
    assert done.err.splitlines()[0] == "missing.toml: no such file"
    assert done.status == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    write(tmp_path, "plan.toml", TOML).chmod(0)
    done = spacelint("check", "--output-format", "concise", "plan.toml", cwd=tmp_path)
    assert "you may not read it" in done.out
    assert done.status == 2


def test_an_empty_file_that_is_named_is_an_error(tmp_path: Path) -> None:
    names = ("a.csv", "a.jsonl", "a.md", "a.toml", "a.txt", "a.yaml")
    for name in names:
        write(tmp_path, name, "")
    done = spacelint("check", *names, cwd=tmp_path)
    told = [f"{name}: the file is empty: it has no title to check" for name in names]
    assert done == ("", "\n".join([*told, "no titles found\n"]), 2)


def test_a_sparse_gigabyte_is_refused_by_the_name_of_the_limit(tmp_path: Path) -> None:
    for name in ("big.toml", "big.jsonl"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(1 << 30)
    write(tmp_path, "good.toml", TOML)
    done = spacelint(
        "check", "--output-format", "concise", "big.toml", "big.jsonl", "good.toml", cwd=tmp_path
    )
    lines = done.out.splitlines()
    assert "larger than max-file-size (10,000,000 bytes)" in lines[0]
    assert lines[1].startswith("big.jsonl:1:1: error SL001")
    assert lines[2].startswith("good.toml:2:43")
    assert done.status == 2


def test_a_file_that_cannot_be_read_fails_even_where_its_rule_is_not_in_use(
    tmp_path: Path,
) -> None:
    write(tmp_path, "plan.yaml", "title: @acme live\n")
    done = spacelint("check", "--select", "SL1", "plan.yaml", cwd=tmp_path)
    assert done.status == 2
    assert "plan.yaml:1:8: this file can't be read" in done.err


def test_control_characters_in_names_and_titles_are_shown_escaped(tmp_path: Path) -> None:
    name = "spaces\x1b[31m.txt"
    write(tmp_path, name, "AMA with\x1b]0;us\x07 great#launch and the whole team\n")
    for form in ("text", "concise", "github"):
        done = spacelint("check", "--output-format", form, name, cwd=tmp_path)
        assert "\x1b" not in done.out + done.err
        assert done.status == 1


def test_mode_of_files_does_not_matter_to_a_check(tmp_path: Path) -> None:
    path = write(tmp_path, "plan.toml", TOML)
    path.chmod(stat.S_IRUSR)
    assert concise(tmp_path, "plan.toml")[0].startswith("plan.toml:2:43")


def test_two_processes_find_what_one_finds_in_the_same_order(tmp_path: Path) -> None:
    for number in range(20):
        bad = "title: @acme\n" if number == 7 else f"- '{GLUED}'\n- '{CLEAN}'\n"
        write(tmp_path, f"spaces/{number:02}.yaml", bad)
    for form in ("text", "jsonl", "sarif"):
        one = spacelint("check", "--jobs", "1", "--output-format", form, cwd=tmp_path)
        two = spacelint("check", "--jobs", "2", "--output-format", form, cwd=tmp_path)
        assert one == two
        assert one.status == 2


def test_what_cannot_be_asked_for_together_is_refused(tmp_path: Path) -> None:
    done = spacelint("check", "--fix", "--add-ignore", cwd=tmp_path)
    assert done.status == 2
    assert "can't be asked for together" in done.err


def test_a_better_title_that_no_longer_fits_is_not_offered(tmp_path: Path) -> None:
    title = "Join our weekly community call on privacy, wallets and more with#Acme!"
    write(tmp_path, "spaces.yaml", f"spaces:\n  - title: '{title}'\n")
    assert "Better:" not in spacelint("check", "spaces.yaml", cwd=tmp_path).out
