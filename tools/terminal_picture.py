"""Draw what a command prints: ``python tools/terminal_picture.py OUT.svg COMMAND ARG...``."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text


def picture(command: list[str], columns: int = 76) -> str:
    """Return the SVG of ``command``'s real output, colours and all."""
    environment = dict(os.environ, FORCE_COLOR="1", COLUMNS=str(columns))
    done = subprocess.run(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    console = Console(record=True, width=columns, file=io.StringIO(), force_terminal=True)
    shown = [Path(command[0]).name, *command[1:]]
    console.print(Text(f"$ {' '.join(shlex.quote(word) for word in shown)}", style="bold"))
    console.print(Text.from_ansi(done.stdout.rstrip()))
    # The fonts that the drawing names would be fetched from elsewhere; any fixed-width one will do.
    return re.sub(r"@font-face \{[^}]*\}\s*", "", console.export_svg(title="spacelint"))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(picture(sys.argv[2:]), encoding="utf-8")
