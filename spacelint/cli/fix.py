"""``check --fix``, ``--diff`` and ``--add-ignore``: change plan files, or show how."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from difflib import unified_diff as diff

from spacelint.checks.shared.text import plural
from spacelint.cli import UsageError
from spacelint.cli.options import CheckOptions
from spacelint.cli.output import ResultFilter, copy_rest, finish, open_writer
from spacelint.cli.reading import (
    CheckedChunk,
    ReportOptions,
    check_file,
    chunk_of,
    collect_plans,
    no_titles,
    plan_findings,
    read_whole,
    stdin_format,
    stdin_stream,
)
from spacelint.cli.session import FileSession, Sessions
from spacelint.engine.fields import remember
from spacelint.engine.plans import CleanSpaces, PlanDiagnostic
from spacelint.engine.rule import Diagnostic
from spacelint.fixer.ignores import add_ignores
from spacelint.fixer.plans import Refused, fix_plan
from spacelint.plan import Plan
from spacelint.plan.formats import format_of
from spacelint.report.outputs import Writers
from spacelint.report.plans import items_of
from spacelint.report.terminal import style_for
from spacelint.report.writer import Writer
from spacelint.severity import at_least
from spacelint.source.atomic import replace_file
from spacelint.source.reader import NotRead, encode, read_bytes
from spacelint.text.width import place_text, visible

_REPORT = ReportOptions(clean=False, suggestions=True)
_BASELINE = "accept what is known with --write-baseline"
#: Formats that have no place for a suppression, and what to do instead.
_NO_COMMENTS = {
    "xlsx": f"a workbook is not written to; name the rules in a column ignore, or {_BASELINE}",
    "csv": f"a table has no comments; name the rules in a column ignore, or {_BASELINE}",
    "ics": f"a calendar has no comments; {_BASELINE}",
    "text": f"in a text file each line is a title; {_BASELINE}",
}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def fix_files(files: list[str], options: CheckOptions, sessions: Sessions) -> int:
    """Fix the files one after another and return the exit status."""
    results = ResultFilter(options, sessions)
    if options.diff or "-" in files:  # standard output has the diff or the plan, and no report
        results.format = "text"
    with open_writer(options, results) as writer:
        run = _Run(options, results, writer)
        collect_plans()
        for path in files:
            try:
                run.fix(path, sessions.of(path))
            except UsageError as error:
                results.fail(str(error))
    sys.stdout.flush()
    if options.diff:
        return max(results.status if results.status == 2 else 0, int(run.changed > 0))
    run.print_count()
    if "-" in files:
        return run.status()
    finish(results, writer, options)
    return run.status()


class _Run:
    """What was changed so far."""

    def __init__(
        self, options: CheckOptions, results: ResultFilter, writer: Writer | Writers
    ) -> None:
        self.options = options
        self.results = results
        self.writer = writer
        self.changed = 0  # files
        self.applied = 0  # findings
        self.not_ignored = 0

    def fix(self, path: str, session: FileSession) -> None:
        """Fix one file, or say why not."""
        if path == "-":
            self._stdin(session)
            return
        if (session.format or format_of(path)) == "xlsx":
            self._refuse_workbook(path, session)
            return
        read = read_bytes(path, session.max_bytes)
        data = None if isinstance(read, NotRead) else read
        plan = read_whole(data, path, session) if data is not None else None
        if data is None or plan is None or plan.approximate:
            for chunk in check_file(path, session, _REPORT):
                self._show(session, chunk)
            if data is None and self.results.status < 2:  # read in chunks, and too long to fix
                self._fail_too_large(path, session)
            return
        if message := no_titles(plan, session):
            self.results.fail(message)
        fixed, left, count = self._fixed(plan, session)
        if fixed.text != plan.text:
            if self.options.diff:
                self._diff(path, plan.text, fixed.text)
            elif not self._write(path, fixed, data):
                fixed, left, count = plan, self._findings(plan, session), 0
        self.applied += count
        if session.memory is not None:
            remember(fixed, session.session.linter, session.context, session.memory)
        if not self.options.diff:
            self._show(session, chunk_of(fixed, left, session, _REPORT))

    def _refuse_workbook(self, path: str, session: FileSession) -> None:
        """Show what is found in a workbook, and say why it stays as it is where that matters."""
        chunks = check_file(path, session, _REPORT)
        found = [each for chunk in chunks for each in self._show(session, chunk)]
        if self.options.add_ignore:
            self._note_not_ignored(path, len(found), "xlsx")
        elif any(each.fix and session.wants_fix(each, self.options.common.unsafe_fixes)
                 for each in found):  # fmt: skip
            self.results.fail(
                f"{visible(path)}: not fixed: a workbook is not written to; for a table of better"
                f" titles run spacelint check {visible(path)} --output-file csv=suggestions.csv"
            )

    def _note_not_ignored(self, path: str, count: int, format: str) -> None:
        """Say for how many findings of a file no suppression could be written, and why."""
        self.not_ignored += count
        if count:
            why = _NO_COMMENTS.get(format, f"none can be written there; {_BASELINE}")
            text = f"{visible(path)}: {plural(count, 'finding')} not ignored: {why}"
            print(text, file=sys.stderr)

    def print_count(self) -> None:
        """Print how much was changed."""
        if not self.changed:
            return
        verb, what = ("Ignored", "finding") if self.options.add_ignore else ("Fixed", "problem")
        applied, files = plural(self.applied, what), plural(self.changed, "file")
        print(f"{verb} {applied} in {files}", file=sys.stderr)

    def status(self) -> int:
        """Return the exit status of the run."""
        if self.results.status:
            return self.results.status
        if self.options.add_ignore:
            return int(self.not_ignored > 0)
        return int(self.options.exit_non_zero_on_fix and self.changed > 0)

    def _fixed(self, plan: Plan, session: FileSession) -> tuple[Plan, list[PlanDiagnostic], int]:
        """Return the plan as it is to be, the findings that are left, and how many are dealt with.

        What the baseline has is among those that are left: it is used up when they are shown.
        """

        clean: CleanSpaces = {}

        def read(text: str) -> Plan:
            return read_whole(encode(text, plan.encoding, plan.bom), plan.path, session)

        def new_findings(plan: Plan) -> list[PlanDiagnostic]:
            found = self._findings(plan, session, clean)
            if baseline is None:
                return found
            known = baseline.copy()
            return [each for each in found if not known.accepts(*_key(plan, each))]

        baseline = self.results.baseline
        if self.options.add_ignore:
            shown = at_least(session.session.min_severity)
            found = [d for d in new_findings(plan) if d.diagnostic.rule.severity in shown]
            done = add_ignores(plan, found, read)
            if plan.format in _NO_COMMENTS or not plan.approximate:
                self._note_not_ignored(plan.path, len(done.left), plan.format)
            else:
                self.not_ignored += len(done.left)
            return done.plan, self._findings(done.plan, session, clean), done.added

        unsafe = self.options.common.unsafe_fixes
        fixed = fix_plan(plan, new_findings, lambda d: session.wants_fix(d, unsafe), read)
        for refused in fixed.refused:
            _note_refused(plan, refused)
        left = fixed.left if baseline is None else self._findings(fixed.plan, session, clean)
        return fixed.plan, left, len(fixed.applied)

    def _findings(
        self, plan: Plan, session: FileSession, clean: CleanSpaces | None = None
    ) -> list[PlanDiagnostic]:
        # A plan is looked at several times: what is remembered of it is so when it is done.
        memory = session.memory.fork() if session.memory is not None else None
        return plan_findings(plan, session._replace(memory=memory), clean)

    def _show(
        self, session: FileSession, chunk: CheckedChunk, *, is_stdin: bool = False
    ) -> list[Diagnostic]:
        """Show what is left of a file's findings, and return it."""
        items = [*self.results.filter(session, chunk)]
        if self.options.diff or is_stdin:  # standard output has the diff or the plan
            for item in items:
                for diagnostic, place in zip(item.diagnostics, item.places, strict=True):
                    where = place_text(visible(item.path), *place[:2])
                    text = f"{where}: {diagnostic.code} {visible(diagnostic.message)}"
                    print(text, file=sys.stderr)
        else:
            for item in items:
                self.writer.write(item)
            self.writer.counts.titles += chunk.clean
        return [each for item in items for each in item.diagnostics]

    def _write(self, path: str, plan: Plan, data: bytes) -> bool:
        refusal = replace_file(path, encode(plan.text, plan.encoding, plan.bom), data)
        if refusal is not None:
            self.results.fail(f"{visible(path)}: not written: {refusal.message}")
            return False
        self.changed += 1
        return True

    def _diff(self, path: str, old: str, new: str) -> None:
        self.changed += 1
        stream = sys.stdout
        safe = stream.isatty()

        style = style_for(stream, self.options.common.colour)
        for line in unified_diff(old, new, visible(path)):
            text = visible(line.rstrip("\r\n")) + "\n" if safe else line
            kind = {"-": "removed", "+": "added"}.get(line[:1], "")
            stream.write(style.paint(text[:-1], kind) + "\n" if kind and style.colour else text)

    def _stdin(self, session: FileSession) -> None:
        kind = stdin_format(session)
        data = stdin_stream(session).read(session.max_bytes + 1)
        if len(data) > session.max_bytes:
            note = "" if self.options.diff else copy_rest(data)
            self._fail_too_large("-", session, note)
            return
        session = session._replace(format=kind)
        plan = read_whole(data, session.path, session)
        fixed, left, count = plan, [], 0
        if plan.approximate:
            left = self._findings(plan, session)
        else:
            try:
                fixed, left, count = self._fixed(plan, session)
            except UsageError:
                if not self.options.diff:
                    sys.stdout.buffer.write(data)
                raise
        changed = fixed.text != plan.text
        if self.options.diff and changed:
            self._diff(session.path, plan.text, fixed.text)
        if not self.options.diff:
            # The plan goes to standard output, so that the findings cannot: they set the status.
            self.applied += count
            self.changed += changed
            new = encode(fixed.text, plan.encoding, plan.bom) if changed else data
            sys.stdout.buffer.write(new)
        if plan.approximate or not self.options.diff:
            chunk = chunk_of(fixed, left, session, ReportOptions(False, False))
            self._show(session, chunk, is_stdin=True)

    def _fail_too_large(self, path: str, session: FileSession, note: str = "") -> None:
        limit = f"max-file-size ({session.max_bytes:,} bytes)"
        self.results.fail(f"{visible(path)}: not fixed: it is larger than {limit}{note}")


def _note_refused(plan: Plan, refused: Refused) -> None:
    codes = ", ".join(dict.fromkeys(each.code for each in refused.diagnostics))
    title = visible(refused.diagnostics[0].text[:80])
    text = f'{visible(plan.path)}: "{title}" is left as it is ({codes}): {refused.reason}'
    print(text, file=sys.stderr)


def unified_diff(old: str, new: str, path: str) -> Iterator[str]:
    """Yield the lines of a unified diff; lines end where editors end them."""
    lines = diff(_LINE.findall(old), _LINE.findall(new), f"a/{path}", f"b/{path}")
    for line in lines:
        yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _key(plan: Plan, located: PlanDiagnostic) -> tuple[str, str]:
    """Return what the baseline knows a finding by, as it does of the items of a report."""
    item = items_of(plan, [located])[0]
    return located.diagnostic.rule.code, item.title.text
