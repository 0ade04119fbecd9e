"""A file in which no title is found says why, and the lines of configuration it names read it."""

from __future__ import annotations

import json

import pytest

from tests.cli.command import spacelint

#: Files as people keep them, with one title that has a fault.
FOREIGN = {
    "german.csv": "\ufeffDatum;Uhrzeit;Titel;Gastgeber\r\n03.12.2026;15:00;Frage #AT&T;acme\r\n",
    "french.csv": "Date;Heure;Titre;Hôte\r\n25/12/2026;15h00;Réunion #AT&T;acme\r\n",
    "japanese.csv": "日付,時間,タイトル,ホスト\n2026/12/03,15:00,質問 #AT&T,acme\n",
    "outlook.csv": '"Betreff";"Beginnt am";"Beginnt um"\r\n"Frage #AT&T";"3.12.2026";"15:00"\r\n',
    "airtable.csv": "Name,Space Title,Date,Host\nQ4 hall,Town hall #AT&T,2026-12-03,acme\n",
    "wordy.csv": "Title of the Space,When,Who hosts\nTown hall #AT&T,2026-12-03 15:00Z,acme\n",
    "no-header.csv": "Town hall #AT&T,acme\nAMA with @jack,acme\n",
    "airtable.json": json.dumps({"records": [{"id": "r", "fields": {"Title": "Hall #AT&T"}}]}),
    "google.json": json.dumps(
        {"items": [{"summary": "Hall #AT&T", "start": {"dateTime": "2026-12-03T15:00:00Z"}}]}
    ),
    "months.yaml": "december:\n  - title: AMA\njanuary:\n  - title: 'Hall #AT&T'\n",
    "weeks.yaml": "weeks:\n- week: 49\n  spaces:\n  - title: 'Hall #AT&T'\n    host: acme\n",
    "years.json": json.dumps({"2026": {"12": [{"title": "Hall #AT&T", "host": "acme"}]}}),
    "names.yaml": "ama:\n  title: AMA\nhall:\n  title: 'Hall #AT&T'\n  host: acme\n",
    "one.toml": '[space]\ntitle = "Town hall #AT&T"\n',
    "events.yaml": "events:\n  - topic: 'Town hall #AT&T'\n",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_the_lines_that_are_advised_read_the_file(tmp_path, name):
    (tmp_path / name).write_text(FOREIGN[name], encoding="utf-8", newline="")
    done = spacelint("check", name, cwd=tmp_path)
    assert done.status == 2
    assert done.err.startswith(f"{name}: no title found: looked for ")
    lines = [line.strip() for line in done.err.splitlines() if line.startswith("    ")]
    assert lines[0] == f'[plan."{name}"]'
    (tmp_path / "spacelint.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = spacelint("check", name, "--output-format", "concise", cwd=tmp_path)
    assert found.status == 1
    assert "SL103 X links only #AT, not #AT&T" in found.out
    assert "can't be read" not in found.out


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.csv", "title,host\n", "the table has a header, and no row below it"),
        ("a.csv", "title,host\n,\n\n", "the table has a header, and no row below it"),
        ("a.yaml", "spaces:\n", "spaces is empty"),
        ("a.json", '{"spaces": []}', "spaces is empty"),
        ("a.yaml", "spaces: Town hall\n", "spaces is a text, not a list of Spaces"),
    ],
)
def test_what_is_empty_is_called_empty(tmp_path, name, text, why):
    (tmp_path / name).write_text(text)
    done = spacelint("check", name, cwd=tmp_path)
    assert (done.out, done.status) == ("", 2)
    assert done.err.splitlines()[0] == f"{name}: no title found: {why}"


def test_a_banner_of_fifty_rows_names_the_row_of_the_header(tmp_path):
    (tmp_path / "a.csv").write_text("Acme social calendar,,\n" * 50 + "title,host\nAMA,acme\n")
    done = spacelint("check", "a.csv", cwd=tmp_path)
    assert done.status == 2
    assert 'The first row has "Acme social calendar"; ' in done.err
    assert "seem to stand in row 51. Delete the rows above it" in done.err


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.docx", "text document"),
        ("a.pdf", "document"),
        ("a.xls", "spreadsheet"),
        ("a.ods", "spr"),
    ],
)
def test_a_file_that_has_to_be_exported_says_how(tmp_path, name, what):
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    done = spacelint("check", name, cwd=tmp_path)
    assert done.status == 2
    assert what in done.out
    assert "CSV" in done.out


def test_a_table_of_a_folder_that_holds_no_space_is_named(tmp_path):
    folder = tmp_path / "my spaces"
    folder.mkdir()
    (folder / "a.yaml").write_text("spaces: [AMA with @jack]\n")
    (folder / "b.csv").write_text("Titel;Gastgeber\nFrage;acme\n")
    (folder / "labels.yaml").write_text("- name: bug\n")
    done = spacelint("check", cwd=tmp_path)
    assert done.status == 0
    assert done.err.splitlines()[0] == (
        "my spaces/b.csv was passed over: no Space was found in it;"
        " spacelint check 'my spaces/b.csv' says why"
    )
    assert spacelint("check", "-q", cwd=tmp_path).err == ""
    (folder / "c.csv").write_text("a,b\n1,2\n")
    several = spacelint("check", cwd=tmp_path).err
    assert several.startswith("2 tables were passed over: no Space was found in them; --show-files")


def test_a_configured_title_that_no_space_has_is_an_error(tmp_path):
    (tmp_path / "a.yaml").write_text("spaces:\n  - topic: Town hall\n")
    (tmp_path / "spacelint.toml").write_text('[plan."*.yaml"]\ntitle = "tilte"\n')
    done = spacelint("check", "a.yaml", cwd=tmp_path)
    assert done.status == 2
    assert "no title found: looked for a key spaces" in done.err
    assert 'title = "topic"' in done.err


def test_plan_files_that_match_nothing_are_an_error_where_the_configuration_stands(tmp_path):
    (tmp_path / "spacelint.toml").write_text('[plan]\nfiles = ["spaecs/*.toml"]\n')
    (tmp_path / "docs").mkdir()
    done = spacelint("check", cwd=tmp_path)
    assert done.status == 2
    assert 'no file matches [plan] files = ["spaecs/*.toml"]' in done.err
    assert spacelint("check", cwd=tmp_path / "docs").status == 0
    assert spacelint("check", "docs", cwd=tmp_path).status == 0


def test_plans_that_the_configuration_passes_over_are_named(tmp_path):
    (tmp_path / "spacelint.toml").write_text('[plan]\nfiles = ["spaces/*.toml"]\n')
    (tmp_path / "spaces.yaml").write_text("spaces:\n  - title: Town hall\n")
    (tmp_path / "notes.yaml").write_text("a: b\n")
    for arguments in (("check",), ("check", str(tmp_path)), ("reach", "calendar")):
        done = spacelint(*arguments, cwd=tmp_path)
        assert '[plan] files = ["spaces/*.toml"], which passes over ' in done.err
        assert "spaces.yaml. Name " in done.err
        assert "are taken" not in done.err
        assert "notes.yaml" not in done.err
    shown = spacelint("check", "--show-files", cwd=tmp_path)
    assert shown.out == "spaces.yaml: passed over: [plan] files names others\n"
    for n in range(6):
        (tmp_path / f"spaces{n}.yaml").write_text("")
    assert "spaces3.yaml and 2 more. Name others" in spacelint("check", cwd=tmp_path).err
    (tmp_path / "spacelint.toml").write_text('exclude = ["*.yaml"]\n')
    assert 'files with "spaces" in their name' in spacelint("check", cwd=tmp_path).err
