"""Standard output and error where a CI runner takes some lines for commands of its own.

A title or a path may be ``::stop-commands::x``. GitHub Actions obeys a line that begins with
``::``, white space apart, and ``##[`` anywhere in a line; Azure Pipelines obeys ``##vso[`` and
TeamCity ``##teamcity[``. Where one of them runs the command, the last character of each of these is
written so that it reads the same and starts no command. GitLab's markers need an escape character,
which is never written as it is.
"""

from __future__ import annotations

import re

from spacelint.output_formats import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TextIO

_COMMAND = re.compile(r"(?:(?<=[\r\n])|\A)[^\S\r\n]*::|##(?:vso|teamcity)?\[")
_LONGEST = len("##teamcity[")
#: How a character is written in each syntax; what is a command on purpose stays.
_WRITTEN = {
    "text": "<U+{:04X}>",
    "json": "\\u{:04x}",
    "xml": "&#{};",
}


class RunnerStream:
    """A text stream on which nothing is a command of the runner, however it is cut into writes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._line = ""  # what may begin a command: its colon, or its end behind a full stop

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write ``text``; gives its length."""
        return self._write(text, "text")

    def write_as(self, format: str) -> Callable[[str], int]:
        """Return what writes an output format, in which characters are written its own way."""
        syntax = FORMATS[format].syntax
        if syntax == "commands":
            return self._stream.write
        return lambda text: self._write(text, syntax)

    def _write(self, text: str, syntax: str) -> int:
        known = self._line
        written = _COMMAND.sub(
            lambda m: m[0][:-1] + _WRITTEN[syntax].format(ord(m[0][-1])), known + text
        )
        self._stream.write(written[len(known) :])
        line = re.split(r"[\r\n]", written)[-1]
        start = line.lstrip()
        self._line = start if start in ("", ":") else f".{line[1 - _LONGEST :]}"
        return len(text)


def format_writer(stream: TextIO, format: str) -> Callable[[str], object]:
    """Return what writes an output format to ``stream``."""
    return stream.write_as(format) if isinstance(stream, RunnerStream) else stream.write
