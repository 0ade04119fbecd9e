"""Several reports of one run, each file whole or not there."""

from __future__ import annotations

import io
import json
import os
import stat
import threading
import tracemalloc

import pytest

from spacelint.engine.linter import Linter
from spacelint.report.outputs import open_outputs, parse_output_file
from spacelint.report.terminal import Style
from spacelint.report.writer import FORMATS, OutputError, ReportSettings, Writer
from tests.report.runs import PLAN, plan_items, report, title_item

ITEMS = plan_items(PLAN)
PLAIN = ReportSettings(Style(False))
QUIET = PLAIN._replace(quiet=True)


def write_all(files, format="text", **options):
    stream = io.StringIO()
    with open_outputs(stream, format, PLAIN, files, **options) as outputs:
        for item in ITEMS:
            outputs.write(item)
    return stream.getvalue()


def listing(folder):
    return sorted(path.name for path in folder.iterdir())


def test_each_file_has_its_format_whole(tmp_path):
    files = [f"{format}={tmp_path / format}.out" for format in FORMATS]
    shown = write_all(files)
    assert shown == report("text", ITEMS)
    for format in FORMATS:
        text = (tmp_path / f"{format}.out").read_text(encoding="utf-8")
        assert text == report(format, ITEMS)
    assert len(listing(tmp_path)) == len(FORMATS)


def test_a_run_that_breaks_off_leaves_the_old_report_and_no_litter(tmp_path):
    path = tmp_path / "report.sarif"
    path.write_text("old")

    def broken_off():
        with open_outputs(io.StringIO(), "text", PLAIN, [f"sarif={path}"]) as outputs:
            outputs.write(ITEMS[0])
            assert path.read_text() == "old"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert path.read_text() == "old"
    assert listing(tmp_path) == ["report.sarif"]


def test_the_mode_of_an_existing_report_is_kept_and_a_link_written_through(tmp_path):
    path = tmp_path / "real.json"
    path.write_text("old")
    path.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    write_all([f"json={link}"])
    assert link.is_symlink()
    assert json.loads(path.read_text())["summary"]["titles"] == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_pipe_is_written_and_stays_one(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read = []
    reader = threading.Thread(target=lambda: read.append(path.read_text()), daemon=True)
    reader.start()
    write_all([f"jsonl={path}"])
    reader.join(10)
    assert len(read[0].splitlines()) == len(ITEMS)
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_path_that_cannot_be_written_is_told_before_anything_is(tmp_path):
    (tmp_path / "file").write_text("")
    locked = tmp_path / "locked.json"
    locked.write_text("old")
    locked.chmod(0o444)
    cases = {
        tmp_path / "no" / "x.json": f"there is no folder {tmp_path / 'no'}",
        tmp_path: "it is a folder; give the name of a file in it",
        tmp_path / "file" / "x.json": f"{tmp_path / 'file'} is no folder",
    }
    if os.geteuid():
        cases[locked] = "it or its folder may not be written"
    for path, reason in cases.items():
        stream = io.StringIO()
        with pytest.raises(OutputError) as error:
            open_outputs(stream, "json", PLAIN, [f"sarif={tmp_path / 'ok'}", f"json={path}"])
        assert str(error.value) == f"--output-file: {path} can't be written: {reason}"
        assert listing(tmp_path) == ["file", "locked.json"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_full_disk_is_told():
    with pytest.raises(OutputError, match="there is no room left"):
        write_all(["sarif=/dev/full"])


def test_a_device_is_written_and_not_replaced():
    write_all(["sarif=/dev/null"])
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_one_file_is_not_given_to_two_formats(tmp_path):
    with pytest.raises(OutputError, match="is given for sarif and for json"):
        write_all([f"sarif={tmp_path}/x", f"json={tmp_path}/./x"])


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("sarif", 'expected FORMAT=PATH, as in sarif=spacelint.sarif; found "sarif"'),
        ("sarif=", 'found "sarif="'),
        ("sarf=x", 'found "sarf" (did you mean sarif?)'),
        ("\x1b[31m=x", 'found "<U+001B>[31m"'),
    ],
)
def test_a_value_that_is_none_is_told_with_what_was_expected(value, told):
    with pytest.raises(OutputError) as error:
        parse_output_file(value)
    assert told in str(error.value)


def test_a_path_may_have_an_equals_sign():
    assert parse_output_file("json=a=b.json") == ("json", "a=b.json")


ACTIONS = {"GITHUB_ACTIONS": "true"}


@pytest.mark.parametrize(
    ("format", "asked", "environ", "added"),
    [
        ("text", False, ACTIONS, True),
        ("text", True, ACTIONS, False),
        ("concise", False, ACTIONS, False),
        ("text", False, {}, False),
        ("text", False, {"GITHUB_ACTIONS": "false"}, False),
    ],
)
def test_github_actions_gets_its_lines_after_the_text(format, asked, environ, added):
    shown = write_all([], format, format_chosen=asked, environ=environ)
    lines = "\n" + report("github", ITEMS) if added else ""
    assert shown == report(format, ITEMS) + lines


def test_github_actions_gets_nothing_where_nothing_was_found():
    stream = io.StringIO()
    with open_outputs(stream, "text", QUIET, format_chosen=False, environ=ACTIONS) as outputs:
        outputs.write(title_item("Office hours with @acme today", Linter(select=["SL103"])))
    assert stream.getvalue() == ""


class Counted(io.StringIO):
    """Counts what is written and keeps none of it."""

    size = 0

    def write(self, text):
        self.size += len(text)
        return len(text)


# A report for approvers begins with a summary of all, so it is held until it is whole.
@pytest.mark.parametrize("format", [format for format in FORMATS if format != "html"])
def test_a_long_run_keeps_none_of_its_titles(format):
    def report(titles: int) -> Counted:
        stream = Counted()
        writer = Writer(stream, format, PLAIN)
        for _ in range(titles):
            writer.write(ITEMS[0])
        writer.close()
        return stream

    report(1)  # the docs of the rules are read once and kept, and are no titles
    tracemalloc.start()
    try:
        stream = report(2_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert ITEMS[0].diagnostics
    assert peak < 1_200_000
    assert stream.size > 80_000


def test_what_was_found_is_counted_once(tmp_path):
    with open_outputs(io.StringIO(), "text", PLAIN, [f"json={tmp_path}/x"]) as outputs:
        for item in ITEMS:
            outputs.write(item)
        assert outputs.counts.titles == 3
        assert outputs.counts.by_severity["error"] == 3
