"""What of the findings is shown, where it goes, and what fails the run."""

from __future__ import annotations

import os
import stat
import sys

from spacelint.checks.shared.text import plural
from spacelint.cli import UsageError
from spacelint.output_formats import FORMATS
from spacelint.report.terminal import style_for
from spacelint.report.writer import (
    OutputError,
    ReportSettings,
    Writer,
    statistics,
    summary,
    write_part,
)
from spacelint.severity import FAIL_ON, at_least
from spacelint.text.width import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.cli.options import CheckOptions
    from spacelint.cli.reading import CheckedChunk
    from spacelint.cli.session import FileSession, Sessions
    from spacelint.engine.baseline import Baseline
    from spacelint.engine.rule import Diagnostic
    from spacelint.report.html.review import Review
    from spacelint.report.item import Item
    from spacelint.report.outputs import Writers
    from spacelint.report.writer import PartSettings


def open_writer(
    options: CheckOptions, results: ResultFilter, review: Review | None = None
) -> Writer | Writers:
    """Return the writer of a run; raises UsageError for an output that cannot be written."""
    common = options.common
    settings = ReportSettings(
        style_for(sys.stdout, common.colour),
        True,
        results.root.linter.docs if results.root is not None else None,
        results.fail_on,
        review,
        common.max_diagnostics,
    )
    chosen = common.output_format is not None
    on_github = os.environ.get("GITHUB_ACTIONS") == "true" and not chosen
    writer: Writer | Writers
    if FORMATS[results.format].people and not options.output_files and not on_github:
        writer = Writer(sys.stdout, results.format, settings)
    else:
        from spacelint.report.outputs import open_outputs

        files = options.output_files
        try:
            writer = open_outputs(sys.stdout, results.format, settings, files, format_chosen=chosen)
        except OutputError as error:
            raise UsageError(str(error)) from None
    writer.leave_unchecked(options.unchecked)
    return writer


def finish(results: ResultFilter, writer: Writer | Writers, options: CheckOptions) -> int:
    """Print the closing count and return the exit status."""
    for_people = FORMATS[results.format].people
    if options.common.statistics:
        stream = sys.stdout if for_people else sys.stderr
        stream.write(statistics(writer.counts))
    sys.stdout.flush()
    for message in results.close():
        print(message, file=sys.stderr)
    if for_people and not options.common.quiet:
        fixing, unsafe = options.common.fix, options.common.unsafe_fixes
        for line in (*map(visible, results.notes), *_passed_over(results.passed_over)):
            print(line, file=sys.stderr)
        print(summary(writer.counts, fixing=fixing, unsafe=unsafe), file=sys.stderr)
    return results.status


def _passed_over(tables: list[str]) -> list[str]:
    """Return what is to be said of tables in folders in which no Space was found."""
    if not tables:
        return []
    from spacelint.cli.mistyped import quoted

    if len(tables) > 1:
        return [f"{len(tables):,} tables were passed over: no Space was found in them;"
                " --show-files lists them"]  # fmt: skip
    return [f"{visible(path)} was passed over: no Space was found in it;"
            f" spacelint check {visible(quoted(path))} says why" for path in tables]  # fmt: skip


# A file that cannot be read cannot be accepted as it is.
_NEVER_ACCEPTED = "SL001"


class ResultFilter:
    """Goes over what was found, file by file, in order, and remembers the exit status.

    Its baseline is read at once; raises UsageError.
    """

    __slots__ = (
        *("_broken", "_failures", "_known", "_path", "_seen", "_write", "baseline", "fail_on"),
        *("format", "notes", "passed_over", "root", "status"),
    )

    def __init__(self, options: CheckOptions, sessions: Sessions) -> None:
        root = None if sessions.broken else sessions.root()
        config = root.config if root is not None else None
        self.root = root
        self.format = options.common.output_format or (root.output_format if root else "text")
        self.fail_on = root.fail_on if root is not None else FAIL_ON
        self.status = 0
        #: Tables that were found in folders and hold no Spaces.
        self.passed_over: list[str] = []
        self.notes: list[str] = []
        self.baseline: Baseline | None = None
        self._path = options.baseline or (config.baseline if config is not None else None) or ""
        self._write = options.write_baseline
        self._broken = bool(sessions.broken)
        self._known = 0
        self._seen: list[tuple[str, str]] = []
        self._failures: set[str] = set()
        if not self._path and not self._write:
            return
        from spacelint.engine.baseline import DEFAULT, Baseline, BaselineError, read_baseline

        self._path = self._path or DEFAULT
        if not self._write:
            try:
                self.baseline = Baseline(read_baseline(self._path))
            except BaselineError as error:
                raise UsageError(f"{error}\n--write-baseline writes one") from None

    def filter(self, file: FileSession, chunk: CheckedChunk) -> Iterator[Item]:
        """Yield the items to show of a chunk of a file."""
        if chunk.unread:
            self.status = 2
        if chunk.note:
            self.notes.append(chunk.note)
        if chunk.message:
            self.fail(chunk.message)
        fails = chunk.part is not None and chunk.part.fails
        for item in chunk.items:
            found = [i for i, each in enumerate(item.diagnostics) if self.accepts(item, each)]
            fails = fails or _fails(item, found, file)
            if (shown := _shown(item, found, file)) is not None:
                yield shown
        if fails and not self._write:
            self.status = self.status or 1

    @property
    def shows_all(self) -> bool:
        """Whether no baseline hides findings, so that other processes can write what they found."""
        return self.baseline is None and not self._write

    def accepts(self, item: Item, diagnostic: Diagnostic) -> bool:
        """True unless the baseline accepts this finding."""
        code, text = diagnostic.rule.code, item.title.text
        if code == _NEVER_ACCEPTED:
            return True
        if self._write:
            self._seen.append((code, text))
            return False
        if self.baseline is not None and self.baseline.accepts(code, text):
            self._known += 1
            return False
        return True

    def fail(self, message: str) -> None:
        """Print an error, the first time that it is found; the exit status becomes 2."""
        self.status = 2
        if message not in self._failures:
            self._failures.add(message)
            sys.stdout.flush()
            print(message, file=sys.stderr)

    def close(self) -> list[str]:
        """Write the baseline where that was asked for; return what there is to say."""
        if self._write:
            return self._write_baseline()
        if self._known:
            be = "is" if self._known == 1 else "are"
            return [f"{plural(self._known, 'finding')} {be} in the baseline."]
        return []

    def _write_baseline(self) -> list[str]:
        from spacelint.engine.baseline import BaselineError, counted, read_baseline, written
        from spacelint.source.atomic import try_put_file

        if self._broken:
            return ["No baseline was written: fix the configuration first."]
        counts = counted(self._seen)
        stale = 0
        if os.path.exists(self._path):
            try:
                old = read_baseline(self._path)
            except BaselineError as error:
                self.status = 2
                return [str(error), "The baseline was left as it is."]
            stale = sum(max(0, count - counts.get(key, 0)) for key, count in old.items())
            if stale and self.status == 2:
                what = "the finding is" if stale == 1 else f"the {stale:,} findings are"
                why = f"perhaps {what} only not found because a file was not read"
                return [f"The baseline was left as it is: {why}."]
        if refusal := try_put_file(self._path, written(counts, self._path).encode()):
            self.status = 2
            return [refusal]
        total = sum(counts.values())
        text = f"{visible(self._path)}: {plural(total, 'finding')} written"
        return [text + (f", {stale:,} taken out that are no longer found." if stale else ".")]


def _fails(item: Item, found: Sequence[int], file: FileSession) -> bool:
    """Return whether one of these findings of an item fails the run."""
    failing = at_least(file.session.fail_on)
    return any(item.diagnostics[i].rule.severity in failing for i in found)


def _shown(item: Item, found: Sequence[int], file: FileSession) -> Item | None:
    """Return an item with those of these findings that are severe enough to be shown."""
    shown = at_least(file.session.min_severity)
    keep = [i for i in found if item.diagnostics[i].rule.severity in shown]
    return item.only(keep) if keep or item.kind == "title" else None


def with_part(chunk: CheckedChunk, file: FileSession, settings: PartSettings) -> CheckedChunk:
    """Return a chunk with the part of the report on its items in their place."""
    if not chunk.items:
        return chunk
    every = [(item, range(len(item.diagnostics))) for item in chunk.items]
    fails = any(_fails(item, found, file) for item, found in every)
    items = [shown for item, found in every if (shown := _shown(item, found, file)) is not None]
    return chunk._replace(items=[], part=write_part(items, settings, fails))


#: Of a pipe with a plan that is too long to change, about so many bytes are copied, in pieces.
_MOST_COPIED, _PIECE = 1_000_000_000, 1 << 20


def copy_rest(data: bytes) -> str:
    """Copy ``data`` and what follows it on standard input to standard output, to its last byte.

    Of a pipe so much is copied as no plan has, and nothing of a device: returned is a note on that.
    """
    mode = os.fstat(sys.stdin.fileno()).st_mode
    if stat.S_ISCHR(mode):
        return ", and nothing of a device is passed on"
    copied = 0
    while data and copied < _MOST_COPIED:
        sys.stdout.buffer.write(data)
        copied += 0 if stat.S_ISREG(mode) else len(data)
        data = sys.stdin.buffer.read(_PIECE)
    return f", and {copied:,} bytes of it are passed on" if data else ""
