"""Where the findings of a run go: the reports it was asked for, and its closing count."""

from __future__ import annotations

import os
import sys

from spacelint.cli.session import UsageError
from spacelint.output_formats import FORMATS
from spacelint.report.terminal import style_for
from spacelint.report.writer import OutputError, ReportSettings, Writer, statistics, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.cli.filter import ResultFilter
    from spacelint.cli.options import CheckOptions
    from spacelint.engine.ruleset import RuleDocs
    from spacelint.report.html.review import Review
    from spacelint.report.outputs import Writers


def open_writer(
    format: str,
    options: CheckOptions,
    fail_on: str,
    docs: Callable[[str], RuleDocs] | None = None,
    review: Review | None = None,
) -> Writer | Writers:
    """Return the writer of a run; raises UsageError for an output that cannot be written.

    ``docs`` gives the docs of a rule by its code; of the built-in ones alone if None.
    """
    style = style_for(sys.stdout, options.common.colour)
    most = options.common.max_diagnostics
    settings = ReportSettings(style, True, docs, fail_on, review, most)
    asked = options.common.output_format is not None
    on_github = os.environ.get("GITHUB_ACTIONS") == "true" and not asked
    if FORMATS[format].people and not options.output_files and not on_github:
        return Writer(sys.stdout, format, settings)
    from spacelint.report.outputs import open_outputs

    try:
        return open_outputs(sys.stdout, format, settings, options.output_files, asked=asked)
    except OutputError as error:
        raise UsageError(str(error)) from None


def finish(
    results: ResultFilter, writer: Writer | Writers, options: CheckOptions, format: str
) -> int:
    """Print the closing count and return the exit status."""
    for_people = FORMATS[format].people
    if options.common.statistics:
        stream = sys.stdout if for_people else sys.stderr
        stream.write(statistics(writer.counts))
    sys.stdout.flush()
    for message in results.close():
        print(message, file=sys.stderr)
    if for_people and not options.common.quiet:
        fixing, unsafe = options.common.fix, options.common.unsafe_fixes
        print(summary(writer.counts, fixing=fixing, unsafe=unsafe), file=sys.stderr)
    return results.status
