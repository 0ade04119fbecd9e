"""The page on suggestions is true."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from spacelint.suggest import Score
from tests.cli.command import spacelint

PAGE = (Path(__file__).parents[2] / "docs" / "suggest.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"(?ms)^```{kind}[^\n]*\n(.*?)^```$", PAGE)


def test_the_commands_of_the_page_print_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "spacelint.toml").write_text(blocks("toml")[0])
    (tmp_path / "spaces.yaml").write_text('- "Live @8pm with all of our friends"\n')
    examples = blocks("console")
    assert len(examples) == 2
    for example in examples:
        call, _, shown = example.partition("\n")
        done = spacelint(*shlex.split(call.removeprefix("$ spacelint ")), cwd=tmp_path)
        assert done.status == 0
        assert done.out == shown or (not shown and "Live @ 8pm" in done.out)


def test_the_parts_of_the_score_are_those_of_the_table() -> None:
    assert tuple(re.findall(r"(?m)^\| `(\w+)` \|", PAGE)) == Score._fields


def test_the_python_of_the_page_runs() -> None:
    (code,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Live @ 8pm with all of our friends\n- Writes ")
