"""One run of ``spacelint reach``: gather the titles, ask, print, draw."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from spacelint.checks.contract import Context, Live
from spacelint.cli import UsageError
from spacelint.cli.live import answer_to, closing_status, note, print_price
from spacelint.cli.mistyped import require_titles
from spacelint.cli.options import CheckOptions
from spacelint.cli.session import FileSession, Sessions, fixable_codes
from spacelint.cli.titles import numbered
from spacelint.cli.whole_plans import read_plan_files
from spacelint.engine.example_context import example_space
from spacelint.engine.fields import CUT
from spacelint.engine.linter import Linter
from spacelint.engine.plans import of_problems
from spacelint.engine.rule import Diagnostic
from spacelint.preview.png import SCALE, NoPngError, drawer
from spacelint.reach.comparison import comparison_html, svg
from spacelint.reach.facts import ask_for, report_json
from spacelint.reach.questions import alternatives, plan_questions
from spacelint.reach.run import look_into, user_paths
from spacelint.reach.table import render
from spacelint.reach.values import Question, TitleFacts
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
    live_options, answer = options.live_options, None
    require_titles(titles, "spacelint reach")
    not_asked: list[str] = []
    checker = _TitleChecker(Sessions(options.common))
    listed = [title for _, _, title in numbered(titles, most=checker.max_bytes)]
    questions = checker.questions(listed, plans, start)
    if candidates:
        questions = checker.with_alternatives(questions)
    if live_options is not None:
        ask = ask_for(questions, page=live_options.page)
        if live_options.dry_run:
            print_price(ask)
            return 0
        answer = answer_to(ask, live_options, not_asked.append)
    found, notes = look_into(
        questions, paths=user_paths(), answer=answer, zone=checker.zone, check=checker.checked
    )
    notes += not_asked
    if options.common.output_format == "json":
        print(json.dumps(report_json(found, notes), indent=2))
    else:
        width = shutil.get_terminal_size((100, 24)).columns
        print(render(found, width=width, plain=not can_print("█▏▁")), end="")
    for sentence in notes:
        note(sentence)
    status = _plotted(found, plot) if plot is not None else 0
    if answer is not None and live_options is not None:
        status = max(status, closing_status(answer, live_options))
    return status


class _TitleChecker:
    """Checks titles as ``spacelint check`` does: by the configuration and book of their file."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._files: dict[str, FileSession] = {}
        self._cut: dict[tuple[str, int], list[Diagnostic]] = {}
        self._root = sessions.root()
        self.max_bytes = self._root.max_bytes
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
                self._cut.setdefault((plan.path, each.space), []).append(each.diagnostic)
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
        linter, context, _ = self._means(question)
        space = question.space
        found: Iterable[Diagnostic] = ()
        if space is not None and space.title is not None and space.title.value == question.title:
            # What is left of a cut title is not what its author wrote.
            found = self._cut.get((space.plan.path, space.index), ())
        found = found or linter.lint(question.title, context._replace(live=live))
        return question._replace(found=tuple(found), book=context.book)

    def with_alternatives(self, questions: list[Question]) -> list[Question]:
        """Return the questions and, after them, those of other titles worth a look."""
        more: dict[str, Question] = {}
        for question in questions:
            more.setdefault(question.title, question)
            linter, context, fixable = self._means(question)
            better = suggest(question.title, linter, context, Request(fixable=fixable))
            for title, why in alternatives(question.title, context.book, better):
                more.setdefault(title, question._replace(title=title, origin=why))
        return list(more.values())

    def _means(self, question: Question) -> tuple[Linter, Context, frozenset[str]]:
        """Return what a title is judged with, and the codes of the fixes that may be applied."""
        space = question.space
        file = self._files.get(space.plan.path) if space is not None else None
        session = file.session if file is not None else self._root
        fixable = file.fixable if file is not None else fixable_codes(session)
        context = file.context if file is not None else session.context
        if space is not None and space.brand is not None:
            context = session.context_for(space.brand)
        return session.linter, context.about(space), fixable


def team_zone(sessions: Sessions) -> tzinfo | None:
    """The zone that the configuration of the current folder names for plans."""
    config = sessions.root().config
    return ZoneInfo(config.timezone) if config is not None and config.timezone else None


def _plotted(found: Sequence[TitleFacts], path: str) -> int:
    """Draw the comparison; 2 where it cannot be drawn or written, which is said."""
    try:
        if path.lower().endswith(".png"):
            made = drawer()(svg(found), SCALE)
        else:
            made = (comparison_html if path.lower().endswith(".html") else svg)(found).encode()
        write_output(path, made)
    except (NoPngError, UsageError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def write_output(path: str, data: bytes) -> None:
    """Write a picture or page and say so; raises UsageError."""
    if refusal := try_put_file(path, data):
        raise UsageError(refusal)
    print(f"wrote {visible(path)}", file=sys.stderr)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, escaped."""
    for line in lines:
        print(visible(line))


def can_print(marks: str) -> bool:
    """Whether standard output can show these characters."""
    try:
        marks.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
