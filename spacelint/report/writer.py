"""Write items to a stream, one after another, in one of the formats.

A title or a path may be ``::stop-commands::x``. GitHub Actions runs a line that begins with
``::`` (after white space) as a command, and ``##[`` anywhere in a line; so do Azure Pipelines with
``##vso[`` and TeamCity with ``##teamcity[``. In their jobs, `RunnerStream` escapes the last
character of each of these so that it reads the same and starts no command. GitLab's markers need an
escape character, which is never written as it is.
"""

from __future__ import annotations

import io
import re

from spacelint.checks.shared.text import plural
from spacelint.output_formats import FORMATS
from spacelint.report.item import Counts
from spacelint.severity import FAIL_ON, SEVERITIES
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Protocol, Self, TextIO

    from spacelint.engine.rule import RuleDocs
    from spacelint.report.html.review import Review
    from spacelint.report.item import Item
    from spacelint.report.terminal import Style

    #: What a part of a report is written with: the format and its settings.
    PartSettings = tuple[str, "ReportSettings"]

    class Report(Protocol):
        """The interface of an output format; it writes each title as it comes, where possible."""

        def add(self, item: Item) -> None:
            """Write one title with what was found in it."""

        def close(self, counts: Counts) -> None:
            """Write what stands after the last one, and what could not be checked."""


class Parts:
    """A report of parts that several processes can write, and that are then joined."""

    #: What stands between two parts.
    between = ""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._joint = ""

    def add_part(self, text: str) -> None:
        """Write the next part, or several with what is between them."""
        self._out.write(self._joint + text)
        self._joint = self.between


class OutputError(Exception):
    """A report cannot be written; the text says which and why, for the person who called."""


class ReportSettings(NamedTuple):
    """The settings of a report.

    ``quiet`` leaves out titles without findings from formats for people. ``docs`` returns the docs
    of a rule by its code and raises KeyError if there are none. ``fail_on`` is the least severity
    that fails a run, or ``never``. A report for approvers is compared with ``review``. ``most`` is
    how many findings are shown, 0 for all; the others are counted.
    """

    style: Style
    quiet: bool = False
    docs: Callable[[str], RuleDocs] | None = None
    fail_on: str = FAIL_ON
    review: Review | None = None
    most: int = 0


class Output(NamedTuple):
    """Where a report is written, and its settings."""

    write: Callable[[str], object]
    settings: ReportSettings


class WrittenPart(NamedTuple):
    """A part of a report as another process wrote it; ``fails``: a finding in it fails the run."""

    text: str
    counts: Counts
    fails: bool


def write_part(items: Iterable[Item], settings: PartSettings, fails: bool) -> WrittenPart:
    """Return the part of a report on these items."""
    buffer = io.StringIO()
    writer = Writer(buffer, *settings)
    opening = buffer.tell()
    for item in items:
        writer.write(item)
    return WrittenPart(buffer.getvalue()[opening:], writer.counts, fails)


class Writer:
    """Writes each item as it comes, so that a run over many titles stores none of them.

    Closed at the end of a ``with`` block, unless that raises. Raises KeyError for an unknown
    format.
    """

    def __init__(self, stream: TextIO, format: str, settings: ReportSettings) -> None:
        self.counts = Counts()
        self._format, self._settings = format, settings
        self._host = FORMATS[format].host
        self._left = settings.most or None
        self._report = open_report(format, Output(format_writer(stream, format), settings))

    def write(self, item: Item) -> None:
        """Count and write ``item``."""
        self.counts.add(item)
        if self._left is not None and item.diagnostics:
            shown = item.only(range(min(self._left, len(item.diagnostics))))
            self._left -= len(shown.diagnostics)
            self.counts.hidden += len(item.diagnostics) - len(shown.diagnostics)
            if not shown.diagnostics:
                return
            item = shown
        if self._host and item.path:
            from spacelint.report.common import repository_path

            item = item._replace(path=repository_path(item.path))
        self._report.add(item)

    @property
    def part_settings(self) -> PartSettings | None:
        """What another process writes parts of this report with; None where it cannot."""
        if self._left is not None or not isinstance(self._report, Parts):
            return None
        return self._format, self._settings._replace(docs=None)

    def add_part(self, part: WrittenPart) -> None:
        """Count and write what another process wrote."""
        self.counts.join(part.counts)
        if part.text:
            assert isinstance(self._report, Parts)
            self._report.add_part(part.text)

    def leave_unchecked(self, sentences: tuple[str, ...]) -> None:
        """Let the report say which rules could not be checked, and why."""
        self.counts.unchecked = sentences

    def close(self) -> None:
        self._report.close(self.counts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self.close()


def open_report(format: str, output: Output) -> Report:
    """Return a new report of ``format``; imports the module of that format alone."""
    known = FORMATS[format]
    module = __import__(f"spacelint.report.{known.module}", fromlist=[known.report])
    report: Report = getattr(module, known.report)(output)
    return report


def summary(
    counts: Counts, what: str = "title", *, fixing: bool = False, unsafe: bool = False
) -> str:
    """Return in words how many titles there were, what was found, and what ``--fix`` would fix.

    After a run with ``--fix`` (``fixing``), and with ``--unsafe-fixes`` (``unsafe``), only fixes
    that were not applied are counted.
    """
    if not counts.titles and not counts.by_severity:
        return f"no {what}s found"
    titles = plural(counts.titles, what)
    found = "no problems found"
    if counts.by_severity:
        found = ", ".join(
            plural(count, severity)
            for severity in SEVERITIES
            if (count := counts.by_severity.get(severity))
        )
    if counts.unchecked:
        found += ", but not everything was checked"
    hidden = f"{counts.hidden:,} not shown (--max-diagnostics)" if counts.hidden else ""
    parts = [part for part in (found, _fixable(counts, fixing, unsafe), hidden) if part]
    return f"{titles}: {' · '.join(parts)}"


def _fixable(counts: Counts, fixing: bool, unsafe: bool) -> str:
    if fixing:
        return f"{counts.unsafe:,} more with --unsafe-fixes" if counts.unsafe and not unsafe else ""
    if counts.fixable:
        more = f" ({counts.unsafe:,} more with --unsafe-fixes)" if counts.unsafe else ""
        return f"{counts.fixable:,} fixable with --fix{more}"
    return f"{counts.unsafe:,} fixable with --fix --unsafe-fixes" if counts.unsafe else ""


def statistics(counts: Counts) -> str:
    """Return a line a rule with its number of findings, the most frequent first."""
    rows = sorted(counts.by_rule.items(), key=lambda row: (-row[1], row[0]))
    width = max((len(f"{count:,}") for _, count in rows), default=1)
    return "".join(f"{count:>{width},}  {code}  {name}\n" for (code, name), count in rows)


_COMMAND = Pattern(r"(?:(?<=[\r\n])|\A)[^\S\r\n]*::|##(?:vso|teamcity)?\[")
_ANYWHERE = Pattern(r"##(?:vso|teamcity)?\[")
_LONGEST = len("##teamcity[")
#: How a character is escaped in each syntax.
_WRITTEN = {"text": "<U+{:04X}>", "commands": "<U+{:04X}>", "json": "\\u{:04x}", "xml": "&#{};"}


class RunnerStream:
    """A text stream that writes no command for the runner, however its text is split."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._line = ""  # what may begin a command: its colon, or its end behind a full stop

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write ``text``; return its length."""
        return self._write(text, "text")

    def write_as(self, format: str) -> Callable[[str], int]:
        """Return the function that writes an output format, with the escapes of its syntax."""
        syntax = FORMATS[format].syntax
        return lambda text: self._write(text, syntax)

    def _write(self, text: str, syntax: str) -> int:
        known = self._line
        # Lines of GitHub's own commands begin as such; Azure and TeamCity look into them too.
        pattern = _ANYWHERE if syntax == "commands" else _COMMAND
        written = pattern.reading(known + text).sub(
            lambda m: m[0][:-1] + _WRITTEN[syntax].format(ord(m[0][-1])), known + text
        )
        self._stream.write(written[len(known) :])
        line = re.split(r"[\r\n]", written)[-1]
        start = line.lstrip()
        self._line = start if start in ("", ":") else f".{line[1 - _LONGEST :]}"
        return len(text)


def format_writer(stream: TextIO, format: str) -> Callable[[str], object]:
    """Return the function that writes an output format to ``stream``."""
    return stream.write_as(format) if isinstance(stream, RunnerStream) else stream.write
