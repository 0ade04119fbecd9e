"""What docs/install.md says of quotes in a shell: the title arrives as it was written."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from tests.cli.command import COMMAND, ROOT, environment, spacelint

PAGE = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([\w., ()]+) \| `(spacelint .+?)` \| `(.+?)`", PAGE, re.M)
SHELLS = {"bash": ["bash", "-c"], "zsh": ["zsh", "-c"], "fish": ["fish", "-c"],
          "PowerShell": ["pwsh", "-NoProfile", "-Command"]}  # fmt: skip
ECHO = [sys.executable, "-c", "import sys; print(sys.argv[1])"]


def test_the_page_has_a_row_for_each_shell():
    shells = [row[0].split()[0].strip(",") for row in ROWS]
    assert shells == ["bash", "fish", "PowerShell", "cmd.exe"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_title_quoted_as_the_page_says_arrives_whole(shell):
    if shutil.which(SHELLS[shell][0]) is None:
        pytest.skip(f"there is no {shell} here")
    (row,) = [row for row in ROWS if shell in row[0]]
    for quoted, title in ((row[1].split(" ", 1)[1], "AMA with @jack #AT&T"), (row[2], "It's live")):
        echo = " ".join(f"'{word}'" for word in ECHO)
        command = f"{'& ' if shell == 'PowerShell' else ''}{echo} {quoted}"
        done = subprocess.run([*SHELLS[shell], command], capture_output=True, text=True, check=True)
        assert done.stdout == f"{title}\n"


def test_standard_input_needs_no_quotes():
    title = """It's "live": $ACME & #AT&T | <all> `x` \\ %PATH% !now"""
    done = spacelint("-", "--output-format", "json", stdin=f"{title}\n".encode())
    assert done.status in (0, 1)
    assert (
        spacelint("-", "--fix", "--select", "SL102", stdin=f"{title}\n".encode()).out
        == f"{title}\n"
    )


@pytest.mark.parametrize("title", ["It's live", "a $HOME b", 'say "x" & y', "a\\b c d"])
def test_the_command_that_is_advised_can_be_typed_as_it_stands(title):
    if len(COMMAND) > 1 or shutil.which("bash") is None:
        pytest.skip("the command is not installed, or there is no bash")
    advised = spacelint("sugest", title).err.splitlines()[0].split("Did you mean: ")[1]
    command = advised.replace("spacelint suggest", " ".join(f"'{word}'" for word in ECHO))
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True, env=environment()
    )
    assert done.stdout == f"{title}\n"
