"""One run of ``spacelint reach``: gather the titles, ask, print, draw."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from spacelint.checks.contract import Context, Live
from spacelint.cli.live import closing_status, terms
from spacelint.cli.mistyped import titles_meant_otherwise
from spacelint.cli.options import CheckOptions, LiveOptions
from spacelint.cli.progress import StatusLine
from spacelint.cli.reading import read_plan_files
from spacelint.cli.session import FileSession, Sessions, UsageError, fixable_codes
from spacelint.cli.titles import BadInput, numbered
from spacelint.engine.example_context import example_space
from spacelint.engine.fields import CUT
from spacelint.engine.linter import Linter
from spacelint.engine.plans import PlanDiagnostic, of_problems
from spacelint.engine.rule import Diagnostic
from spacelint.reach.comparison import NoPngError, comparison_html, png, svg
from spacelint.reach.facts import ask_for, report_json
from spacelint.reach.questions import alternatives, plan_questions
from spacelint.reach.run import Report, look_into, price, price_lines, user_paths
from spacelint.reach.table import render
from spacelint.reach.values import Question
from spacelint.reach.xapi.client import Terms
from spacelint.reach.xapi.models import XApiError
from spacelint.source.atomic import try_put_file
from spacelint.suggester.search import Request, suggest
from spacelint.text.width import visible


def reach_titles(
    titles: list[str],
    options: CheckOptions = CheckOptions(),  # noqa: B008 - a frozen value
    *,
    plans: Sequence[str] = (),
    start: datetime | None = None,
    candidates: bool = False,
    plot: str | None = None,
) -> int:
    """Print what is known of ``titles`` and of those of the plans; return the exit status.

    ``start`` is when the Space of a title given as an argument is to start. 2 where not everything
    that was asked could be done, 130 after Ctrl-C.
    """
    live_options = options.live_options
    if message := titles_meant_otherwise(titles, "spacelint reach"):
        print(message, file=sys.stderr)
        return 2
    try:
        checker = _TitleChecker(Sessions(options.common))
        listed = [title for _, _, title in numbered(titles, most=checker.max_bytes)]
        questions = checker.questions(listed, plans, start)
        if candidates:
            questions = checker.with_alternatives(questions)
        if live_options is not None and live_options.dry_run:
            ask = ask_for(questions, page=live_options.page)
            print("\n".join(price_lines(price(ask, user_paths()))))
            return 0
        report = _report(questions, checker, live_options)
    except (BadInput, UsageError) as error:
        print(error, file=sys.stderr)
        return 2
    except XApiError as error:
        print(visible(str(error)), file=sys.stderr)
        return 2
    _print(report, options.common.output_format or "text")
    for note in report.notes:
        print(visible(note), file=sys.stderr)
    status = 0
    if plot is not None:
        status = _plotted(report, plot)
    if report.answer is not None and live_options is not None:
        status = max(status, closing_status(report.answer, live_options))
    return status


def _report(
    questions: list[Question], checker: _TitleChecker, live_options: LiveOptions | None
) -> Report:
    def look(terms: Terms | None) -> Report:
        return look_into(
            questions,
            paths=user_paths(),
            environ=os.environ,
            zone=checker.zone,
            terms=terms,
            check=checker.checked,
        )

    if live_options is None:
        return look(None)
    line = StatusLine(sys.stderr)
    try:
        return look(terms(live_options, line))
    except XApiError as error:
        if not live_options.optional:
            raise
        report = look(None)
        return report._replace(notes=(*report.notes, f"X was not asked: {error}"))
    finally:
        line.clear()


class _TitleChecker:
    """Checks titles as ``spacelint check`` does: by the configuration and book of their file."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._files: dict[str, FileSession] = {}
        self._cut: dict[tuple[str, int], list[PlanDiagnostic]] = {}
        root = sessions.root()
        self._root = root
        self.max_bytes = root.max_bytes
        self.zone = team_zone(sessions)

    def questions(
        self, titles: list[str], plans: Sequence[str] = (), start: datetime | None = None
    ) -> list[Question]:
        """Return a question for each title; raises UsageError where there is none."""
        if start is not None and start.tzinfo is None and self.zone is not None:
            start = start.replace(tzinfo=self.zone)
        questions = [Question(title, start) for title in titles]
        if start is not None:
            at = {"scheduled_start": start.isoformat()}
            questions = [each._replace(space=example_space(each.title, at)) for each in questions]
        for plan, session in read_plan_files(plans, self._sessions):
            self._files[plan.path] = session
            cut = [problem for problem in plan.problems if problem.code in CUT]
            for each in of_problems(plan, cut, session.session.linter):
                self._cut.setdefault((plan.path, each.space), []).append(each)
            found = list(plan_questions(plan))
            if not found:
                file = visible(plan.path)
                raise UsageError(
                    f"{file}: it has no title to look at (see: spacelint check {file})"
                )
            questions += found
        if not questions:
            raise UsageError("give a title or --plan FILE")
        return questions

    def checked(self, question: Question, live: Live | None) -> Question:
        """Return the question with what the rules say of its title, and its brand book."""
        linter, context = self._means(question)
        found = self._found_cut(question)
        if not found:  # what is left of a cut title is not what its author wrote
            found = linter.lint(question.title, context._replace(live=live))
        return question._replace(found=tuple(found), book=context.book)

    def _found_cut(self, question: Question) -> list[Diagnostic]:
        """Return what the rules say of a title that the file's format has cut."""
        space = question.space
        if space is None or space.title is None or space.title.value != question.title:
            return []
        return [each.diagnostic for each in self._cut.get((space.plan.path, space.index), ())]

    def with_alternatives(self, questions: list[Question]) -> list[Question]:
        """Return the questions and, after them, those of other titles worth a look."""
        more: dict[str, Question] = {}
        for question in questions:
            more.setdefault(question.title, question)
            linter, context = self._means(question)
            fixable = self._fixable(question)
            better = suggest(question.title, linter, context, Request(fixable=fixable))
            for title, why in alternatives(question.title, context.book, better):
                more.setdefault(title, question._replace(title=title, origin=why))
        return list(more.values())

    def _fixable(self, question: Question) -> frozenset[str]:
        space = question.space
        file = self._files.get(space.plan.path) if space is not None else None
        return file.fixable if file is not None else fixable_codes(self._root)

    def _means(self, question: Question) -> tuple[Linter, Context]:
        space = question.space
        file = self._files.get(space.plan.path) if space is not None else None
        session = file.session if file is not None else self._root
        context = file.context if file is not None else session.context
        if space is not None and space.brand is not None:
            context = session.context_for(space.brand)
        return session.linter, context.about(space)


def team_zone(sessions: Sessions) -> tzinfo | None:
    """The zone that the configuration of the current folder names for plans."""
    config = sessions.root().config
    return ZoneInfo(config.timezone) if config is not None and config.timezone else None


def _print(report: Report, output_format: str) -> None:
    if output_format == "json":
        print(json.dumps(report_json(report.titles, report.notes), indent=2))
        return

    plain = not can_print("█▏▁")
    print(render(report.titles, width=_width(), plain=plain), end="")


def _width() -> int:
    """Columns of the terminal; as ``shutil`` finds them, which takes long to import."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdecimal() and int(columns[:6]) > 0:
        return int(columns[:6])
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 100
    except (OSError, ValueError, AttributeError):
        return 100


def _drawing(report: Report, path: str) -> bytes:
    if path.endswith(".png"):
        return png(report.titles)
    return (comparison_html if path.endswith(".html") else svg)(report.titles).encode()


def _plotted(report: Report, path: str) -> int:
    try:
        made = _drawing(report, path.lower())
    except NoPngError as error:
        print(error, file=sys.stderr)
        return 2
    return write_output(path, made)


def write_output(path: str, data: bytes) -> int:
    """Write a picture or page and say so; the exit status."""
    refusal = try_put_file(path, data)
    print(refusal or f"wrote {visible(path)}", file=sys.stderr)
    return 2 if refusal else 0


def can_print(marks: str) -> bool:
    """Whether standard output can show these characters."""
    try:
        marks.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
