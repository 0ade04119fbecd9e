"""Which files `spacelint check` looks at, and what it says of one in which it finds no title."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import spacelint

PLAN = "spaces:\n- title: Town hall great#launch\n"
OTHERS = {
    "spaces/demo/requirements.txt": "foo==1.0#nocomment\n",
    "makerspace/CMakeLists.txt": "project(a@b)\n",
    "spaces/robots.txt": "User-agent: a@b\n",
    "spaces/labels.yml": "- name: team@core\n",
    "spaces/members.csv": "name\nC#dev\n",
    "spaces/chart.yaml": "a: {{ .Values.x }}\n---\nb: [\n",
    "spaces/tsconfig.json": '{// comment\n"compilerOptions": {}}\n',
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {**OTHERS, "x-spaces/q1.yaml": PLAN, "build/spaces.yaml": PLAN}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / ".gitignore").write_text("build/\n")
    return tmp_path


def test_fix_touches_no_file_that_holds_no_spaces(project: Path) -> None:
    done = spacelint("check", "--fix", ".", cwd=project)
    assert done.status == 0, done.out + done.err
    assert {name: (project / name).read_text() for name in OTHERS} == OTHERS
    assert "great #launch" in (project / "x-spaces" / "q1.yaml").read_text()
    assert (project / "build" / "spaces.yaml").read_text() == PLAN


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_only_the_plan_is_checked_in_any_number_of_processes(project: Path, jobs: str) -> None:
    arguments = ("check", "--jobs", jobs, "--output-format", "concise", "--no-respect-gitignore")
    done = spacelint(*arguments, cwd=project)
    assert done.status == 1
    assert {line.partition(":")[0] for line in done.out.splitlines()} == {
        "x-spaces/q1.yaml",
        "build/spaces.yaml",
    }


def test_show_files_lists_what_would_be_checked_and_why(project: Path) -> None:
    (project / "spaces" / "away.yaml").symlink_to("/etc/hostname")
    done = spacelint("check", "--show-files", cwd=project)
    assert done.status == 0
    lines = done.out.splitlines()
    assert "x-spaces/q1.yaml: its name and what it holds" in lines
    assert "spaces/labels.yml: passed over: it holds no Spaces" in lines
    assert "build: passed over: .gitignore" in lines
    assert any("spaces/away.yaml: passed over: a link out of the folder" in one for one in lines)
    (project / "spacelint.toml").write_text('[plan]\nfiles = ["spaces/labels.yml"]\n')
    lines = spacelint("check", "--show-files", cwd=project).out.splitlines()
    assert 'spaces/labels.yml: [plan] files: "spaces/labels.yml"' in lines


def test_plans_only_passes_over_named_files_without_spaces(project: Path) -> None:
    names = [*OTHERS, "x-spaces/q1.yaml"]
    done = spacelint("check", "--plans-only", "--output-format", "concise", *names, cwd=project)
    assert done.status == 1
    assert {line.partition(":")[0] for line in done.out.splitlines()} == {"x-spaces/q1.yaml"}
    for name in ("README.rst", "plan.docx"):
        (project / name).write_text("title: Town hall #AT&T")
    others = [*OTHERS, "README.rst", "plan.docx"]
    assert spacelint("check", "--plans-only", *others, cwd=project).status == 0


def test_config_init_takes_only_files_that_hold_spaces(project: Path) -> None:
    done = spacelint("config", "init", "--output", "-", cwd=project)
    assert 'files = ["x-spaces/*.yaml"]' in done.out


def test_a_broken_configuration_calls_no_table_empty(tmp_path: Path) -> None:
    (tmp_path / "spaces.csv").write_text("Foo,Bar\n1,2\n")
    assert "passed over" in spacelint("check", cwd=tmp_path).err
    (tmp_path / "spacelint.toml").write_text('[plan]\ntimezone = "Nowhere"\n')
    done = spacelint("check", cwd=tmp_path)
    assert "passed over" not in done.err
    assert done.status == 2


BROKEN = {
    "yaml": b"a: [b\nc: d\n",
    "json": b'{"a": 1,}',
    "toml": b"a = \n",
    "jsonl": b"{a}\n",
    "ics": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n",
    "csv": b"a,b\n\xff\xfe\x00,1\n",
    "xlsx": b"PK no workbook",
}


@pytest.mark.parametrize("ending", BROKEN)
def test_a_broken_file_in_a_folder_is_told_where_its_own_name_says_spaces(
    tmp_path: Path, ending: str
) -> None:
    (tmp_path / "spaces").mkdir()
    (tmp_path / "spaces" / f"config.{ending}").write_bytes(BROKEN[ending])
    (tmp_path / "spaces" / "good.yaml").write_text("spaces:\n- title: Town hall\n")
    done = spacelint("check", "--output-format", "concise", cwd=tmp_path)
    assert (done.out, done.status) == ("", 0), done.out + done.err
    for name in ("spaces", "x-spaces-2027", "My Spaces"):
        (tmp_path / f"{name}.{ending}").write_bytes(BROKEN[ending])
        done = spacelint("check", "--output-format", "concise", cwd=tmp_path)
        assert f"{name}.{ending}:" in done.out
        assert done.status == 2
        (tmp_path / f"{name}.{ending}").unlink()
    (tmp_path / "spaces.yaml").write_text("a: {{ .Values.x }}\n---\nb: [\n")
    assert spacelint("check", cwd=tmp_path).status == 0


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("plan.csv", "Event Name,When\nTown hall,2027-01-01\n",
         ['The columns are "Event Name", "When"', '[plan."plan.csv"]', 'title = "Event Name"',
          'start = "When"']),
        ("plan.csv", "Betreff;Beginnt am\nTown hall;01.02.2027\n",
         ['"Betreff", "Beginnt am"', 'title = "Betreff"', 'start = "Beginnt am"']),
        ("plan.csv", "Plan 2027,,\n,,\nTitle,Start,Host\nTown hall,2027-01-01,acme\n",
         ["seem to stand in row 3"]),
        ("plan.csv", "Our plan,\n" + "note,\n" * 49 + "Title,Start\nTown hall,2027-01-01\n",
         ["seem to stand in row 51"]),
        ("plan.yaml", "topic: Town hall\nwhen: 2027-01-01\n",
         ['The keys are "topic", "when"', 'title = "topic"', 'start = "when"']),
        ("plan.yaml", "- subject: Town hall\n  date: 2027-01-01\n", ['title = "subject"']),
        ("plan.yaml", "events:\n- subject: Town hall\n", ['spaces = "events"']),
        ("plan.json", '{"events": [{"topic": "Town hall"}]}', ['title = "topic"']),
        ("plan.yaml", "", ["the file is empty"]),
        ("plan.txt", "\n", ["the file is empty"]),
        ("plan.md", "# Notes\n", ["no front matter found"]),
        ("plan.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n",
         ["no event found"]),
    ],
)  # fmt: skip
def test_a_named_file_without_a_title_is_an_error_that_says_what_to_do(
    tmp_path: Path, name: str, text: str, told: list[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    (tmp_path / "good.yaml").write_text("title: Town hall\n")
    done = spacelint("check", name, "good.yaml", cwd=tmp_path)
    assert done.status == 2
    assert done.err.startswith(f"{name}: ")
    for part in told:
        assert part in done.err
    lines = [line.strip() for line in done.err.splitlines() if line.startswith("    ")]
    if lines:
        (tmp_path / "spacelint.toml").write_text("\n".join(lines) + "\n")
        again = spacelint("check", name, cwd=tmp_path)
        assert again.status == 0, again.err
        assert again.err.startswith("1 title")


@pytest.mark.parametrize(
    ("mode", "format"),
    [
        *(("--fix", each) for each in ("text", "concise", "json", "sarif", "github")),
        *(("--add-ignore", each) for each in ("text", "json")),
        *(("--diff", each) for each in ("text", "concise")),
        *(("--suggest", each) for each in ("text", "json")),
    ],
)
def test_no_title_is_the_same_error_in_every_mode(tmp_path: Path, mode: str, format: str) -> None:
    (tmp_path / "plan.csv").write_text("Foo,Bar\n1,2\n")
    (tmp_path / "good.yaml").write_text("title: Town hall\n")
    plain = spacelint("check", "-q", "plan.csv", cwd=tmp_path)
    for names in (["plan.csv"], ["good.yaml", "plan.csv"]):
        done = spacelint("check", mode, "--output-format", format, *names, cwd=tmp_path)
        assert done.status == plain.status == 2
        assert plain.err in done.err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("plan.csv", "title,host\nTown hall great#launch,acme\n", "name the rules in a column"),
        ("plan.txt", "Town hall great#launch\n", "each line is a title"),
    ],
)
def test_add_ignore_says_what_it_cannot_do(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    done = spacelint("check", "--add-ignore", name, cwd=tmp_path)
    assert done.status == 1
    assert f"{name}: 1 finding not ignored: " in done.err
    assert told in done.err
    assert "--write-baseline" in done.err
    assert (tmp_path / name).read_text() == text
