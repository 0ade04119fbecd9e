"""Whatever stands in a file, check says something of it and never breaks."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from spacelint.cli.check import check_paths
from spacelint.cli.options import CheckOptions, Options
from spacelint.plan.formats import FORMATS
from tests.cli.command import ROOT
from tests.fixer.test_plans import DOCUMENTS

PIECES = (
    "\"", "'", "[", "]", "{", "}", ":", " ", "\n", "\r", "\t", "#", "# spacelint: ignore[SL102]",
    "# spacelint: file-ignore", "\\", "\\u12", "\ud7ff", "\u2028", "\ufeff", "🎉", ",", "- ", "&a",
    "*a", "!", "|", ">", "=", "[[spaces]]\n", "title", "ignore", "---\n", "+++\n", "BEGIN:VEVENT\n",
    "\x1b", "\x7f", "é", "2026-13-45", "1e999", "~", "<<: *a\n",
)  # fmt: skip


def test_edited_documents_of_every_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rng = Random(31)
    statuses = set()
    for number in range(400):
        format, document = rng.choice(DOCUMENTS)
        text = document.format("AMA with @jack great#launch #AT&T" + rng.choice(PIECES))
        for _ in range(rng.randint(0, 4)):
            at = rng.randrange(len(text) + 1)
            cut = rng.choice((0, 0, 1, 7))
            text = text[:at] + rng.choice(PIECES) + text[at + cut :]
        data = text.encode("utf-8", "surrogatepass")
        if number % 10 == 0:
            data = data[: len(data) // 2] + rng.randbytes(3) + data[len(data) // 2 :]
        path = tmp_path / "plan"
        path.write_bytes(data)
        common = Options(
            fix=number % 3 == 1,
            unsafe_fixes=True,
            output_format=rng.choice(("text", "json", "sarif")),
        )
        options = CheckOptions(common=common, format=format, add_ignore=number % 3 == 2)
        statuses.add(check_paths(["plan"], options))
        if path.read_bytes() != data:
            changed = path.read_bytes()
            assert number % 3
            # What was changed can still be read, and is at an end.
            again = CheckOptions(common=common, format=format, add_ignore=False)
            assert check_paths(["plan"], again) < 2
            if not options.add_ignore:
                assert path.read_bytes() == changed
        assert os.listdir(tmp_path) == ["plan"]
    capsys.readouterr()
    assert statuses == {0, 1, 2}


@pytest.mark.parametrize("format", FORMATS)
def test_bytes_that_mean_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    format: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    rng = Random(7)
    for size in (1, 10, 100, 1_000, 10_000):
        (tmp_path / "plan").write_bytes(rng.randbytes(size))
        assert check_paths(["plan"], CheckOptions(format=format)) in (0, 1, 2)
        assert check_paths(["plan"], CheckOptions(Options(fix=True), format)) in (0, 1, 2)
    capsys.readouterr()


def test_a_bare_check_pays_only_for_what_its_plan_needs(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "spaces.toml").write_text('title = "AMA with @acme on all that we build"\n')
    code = (
        "from spacelint.__main__ import run\nrun(['check', 'spaces.toml'])\n"
        "import sys\nprint(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    imported = {name.split(".")[0] for name in done.stdout.split()}
    assert not imported & {"typer", "click", "rich", "httpx", "pygls", "json", "yaml", "icalendar"}
    assert not imported & {"multiprocessing", "concurrent", "difflib", "typing", "dataclasses"}
