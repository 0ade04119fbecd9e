"""Several reports of one run: one on standard output, the others each in a file of its own."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Self, TextIO

from spacelint.output_formats import FORMATS
from spacelint.report.common import Spooled
from spacelint.report.item import Counts, Item
from spacelint.report.terminal import Style
from spacelint.report.writer import OutputError, ReportSettings, Writer, WrittenPart, format_writer
from spacelint.source.atomic import AtomicFile
from spacelint.text.distance import nearest
from spacelint.text.width import visible

if TYPE_CHECKING:
    from spacelint.report.writer import PartSettings


class Writers:
    """The writers of a run, each given every item; from `open_outputs`, used in a ``with`` block.

    At the end of the block the files are moved to their paths; if it raises, they are discarded,
    and the old files stay.
    """

    def __init__(
        self, stream: TextIO, writers: list[Writer], files: list[_File], after: Spooled | None
    ) -> None:
        self._stream = stream
        self._writers = writers
        self._files = files
        self._after = after

    @property
    def counts(self) -> Counts:
        """The counts of the titles written so far."""
        return self._writers[0].counts

    def write(self, item: Item) -> None:
        """Count and write ``item``; raises OutputError if a file cannot be written."""
        for writer in self._writers:
            writer.write(item)
        for file in self._files:
            file.write(item)

    @property
    def part_settings(self) -> PartSettings | None:
        """That of the only writer; None where there are more."""
        return None if self._files or len(self._writers) > 1 else self._writers[0].part_settings

    def add_part(self, part: WrittenPart) -> None:
        """Count and write what another process wrote with the `part_settings`."""
        self._writers[0].add_part(part)

    def leave_unchecked(self, sentences: tuple[str, ...]) -> None:
        """Add to each report which rules could not be checked, and why."""
        for writer in self._writers:
            writer.leave_unchecked(sentences)
        for file in self._files:
            file.leave_unchecked(sentences)

    def close(self) -> None:
        """Write the end of each report and move the files to their paths; raises OutputError."""
        for writer in self._writers:
            writer.close()
        if self._after is not None and (self.counts.by_rule or self.counts.unchecked):
            self._stream.write("\n")
            self._after.release(format_writer(self._stream, "github"))
        while self._files:
            self._files[0].finish()
            del self._files[0]

    def abort(self) -> None:
        """Discard the files; nothing is raised."""
        if self._after is not None:
            self._after.drop()
        for file in self._files:
            file.drop()
        self._files.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            self.abort()
            return
        try:
            self.close()
        finally:
            self.abort()


def open_outputs(
    stream: TextIO,
    format: str,
    settings: ReportSettings,
    files: Iterable[str] = (),
    *,
    format_chosen: bool = True,
    environ: Mapping[str, str] = os.environ,
) -> Writers:
    """Return the writers of a run: ``format`` on ``stream``, and each ``FORMAT=PATH`` of ``files``.

    ``format_chosen``: the user chose ``format``; if not, it is text, and the run is one of
    GitHub Actions (``GITHUB_ACTIONS=true``), GitHub's own lines follow the text. Files have no
    colour and show every finding. Raises OutputError for an unknown format, a path that cannot be
    written or one that is given twice; then no file is left behind.
    """
    targets = [parse_output_file(value) for value in files]
    _refuse_duplicates(targets)
    writers = [Writer(stream, format, settings)]
    after = None
    if not format_chosen and format == "text" and environ.get("GITHUB_ACTIONS") == "true":
        after = Spooled()
        writers.append(Writer(after, "github", ReportSettings(settings.style)))  # type: ignore[arg-type]
    opened: list[_File] = []
    try:
        for name, path in targets:
            opened.append(_File(name, path, settings))
    except OutputError:
        for file in opened:
            file.drop()
        raise
    return Writers(stream, writers, opened, after)


def parse_output_file(value: str) -> tuple[str, str]:
    """Return format and path of ``FORMAT=PATH``; raises OutputError."""
    format, equals, path = value.partition("=")
    if not equals or not path:
        raise OutputError(
            "--output-file: expected FORMAT=PATH, as in sarif=spacelint.sarif;"
            f' found "{visible(value)}"'
        )
    if path == "-":
        raise OutputError(
            f"--output-file: expected a file; for standard output write --output-format {format}"
        )
    if format not in FORMATS:
        near = nearest(format, FORMATS)
        hint = f" (did you mean {near}?)" if near else ""
        raise OutputError(
            f"--output-file: expected one of {', '.join(FORMATS)} before the =;"
            f' found "{visible(format)}"{hint}'
        )
    return format, path


def _refuse_duplicates(targets: list[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for format, path in targets:
        real = os.path.realpath(path)
        if real in seen and (not os.path.exists(real) or os.path.isfile(real)):
            raise OutputError(
                f"--output-file: {visible(path)} is given for {seen[real]} and for {format};"
                " give each its own file"
            )
        seen[real] = format


class _File:
    """A report in a file."""

    def __init__(self, format: str, path: str, settings: ReportSettings) -> None:
        self._path = path
        self._for_people = FORMATS[format].people
        self._target = os.path.realpath(path)
        self._file: AtomicFile | None = None
        with self._explained(OSError, ValueError):  # a NUL in the path
            self._file = AtomicFile(path)
            plain = settings._replace(style=Style(False), quiet=False, most=0)
            self._writer = Writer(self._file.stream, format, plain)

    def write(self, item: Item) -> None:
        with self._explained(OSError):
            self._writer.write(item)

    def leave_unchecked(self, sentences: tuple[str, ...]) -> None:
        self._writer.leave_unchecked(sentences)

    def finish(self) -> None:
        with self._explained(OSError):
            self._writer.close()
            assert self._file is not None
            if self._for_people:  # on a terminal these go to standard error
                for sentence in self._writer.counts.unchecked:
                    self._file.stream.write(f"{visible(sentence)}\n")
            self._file.commit()

    def drop(self) -> None:
        if self._file is not None:
            self._file.discard()

    @contextlib.contextmanager
    def _explained(self, *errors: type[OSError | ValueError]) -> Iterator[None]:
        """Discard the file and raise an OutputError where it cannot be written."""
        try:
            yield
        except errors as error:
            self.drop()
            raise self._error(error) from None

    def _error(self, error: OSError | ValueError) -> OutputError:
        folder = visible(os.path.dirname(self._target))
        denied = "it or its folder may not be written"
        reasons = {
            errno.ENOENT: f"there is no folder {folder}",
            errno.EISDIR: "it is a folder; give the name of a file in it",
            **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), denied),
            errno.ENOTDIR: f"{folder} is no folder",
            errno.ENOSPC: "there is no room left",
        }
        number, text = getattr(error, "errno", None), getattr(error, "strerror", None)
        reason = reasons.get(number or 0) or str(text or error)
        return OutputError(f"--output-file: {visible(self._path)} can't be written: {reason}")
