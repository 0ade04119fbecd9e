"""One run of the reach helper: history and brand book always, X only where it was asked for."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import NamedTuple

from platformdirs import user_cache_dir, user_data_dir

from spacelint.checks.contract import Live
from spacelint.checks.shared.text import plural
from spacelint.reach.facts import gather
from spacelint.reach.facts_live import live_results
from spacelint.reach.history.query import past_spaces
from spacelint.reach.history.store import all_or_nothing, history_at
from spacelint.reach.history.trend import keep_counts, not_kept, trends
from spacelint.reach.storage import HistoryError
from spacelint.reach.values import Past, Question, TitleFacts
from spacelint.reach.xapi.access import api_host, read_token
from spacelint.reach.xapi.cache import utc_day
from spacelint.reach.xapi.calls import Ask, dollars
from spacelint.reach.xapi.client import Answer, Estimate, Terms, look_up


class Paths(NamedTuple):
    """Where the day's answers and the history are kept; empty for a user without a home folder."""

    cache: str
    history: str


def user_paths() -> Paths:
    """The places of this user on this system; nothing is created."""
    try:
        cache = user_cache_dir("spacelint", appauthor=False)
        data = user_data_dir("spacelint", appauthor=False)
    except RuntimeError:  # as newer versions say that there is no home folder
        return Paths("", "")
    return Paths(_in_home(cache, "x-answers.sqlite3"), _in_home(data, "history.sqlite3"))


def _in_home(folder: str, name: str) -> str:
    """The path of a file; empty where the folder still has the ``~`` of a user without a home."""
    return os.path.join(folder, name) if os.path.isabs(folder) else ""


def look_into(
    questions: Sequence[Question],
    *,
    paths: Paths,
    answer: Answer | None = None,
    zone: tzinfo | None = None,
    check: Callable[[Question, Live | None], Question] = lambda question, live: question,
) -> tuple[tuple[TitleFacts, ...], list[str]]:
    """Everything known of the titles, X's answer about them included, and notes on the way.

    ``check`` adds to a question what the rules say of its title, given X's answers.
    """
    notes = [] if answer is None else [*answer.notes]
    live = None if answer is None else live_results(answer)
    questions = [check(question, live) for question in questions]
    past = _past(paths.history, notes)
    today = utc_day(time.time())
    return gather(questions, today=today, past=past, answer=answer, zone=zone), notes


def price_lines(plan: Estimate) -> list[str]:
    """An estimate in words, one line a kind of call."""
    words = {
        "user": "accounts", "counts": "posts with a tag, by day",
        "spaces": "Spaces with a tag", "space": "Spaces by id", "host": "Spaces of a host",
        "id": "accounts by their number",
    }  # fmt: skip
    lines = []
    for kind, label in words.items():
        calls = [call for call in plan.calls if call.kind == kind]
        if calls:
            keys = sum(len(call.keys) for call in calls)
            most = dollars(sum(call.at_most for call in calls))
            lines.append(f"{label}: {keys} in {plural(len(calls), 'request')}, at most {most}")
    if plan.cached:
        lines.append(f"{plan.cached} answers of today are kept and cost nothing")
    requests, most = plural(len(plan.calls), "request"), dollars(plan.at_most)
    lines.append(f"{requests}, at most {most} (price table of {plan.prices.since})")
    return lines


def ask_x(ask: Ask, paths: Paths, environ: Mapping[str, str], terms: Terms) -> Answer:
    """What X says of the handles and tags, on these terms.

    Raises XApiError (its kinds) where X cannot be asked at all.
    """
    answer = look_up(
        ask,
        cache_path=paths.cache,
        token=lambda: read_token(environ),
        host=lambda: api_host(environ),
        terms=terms,
    )
    for note in _kept(answer, paths.history):
        answer.note(note)
    return answer


def _kept(answer: Answer, path: str) -> list[str]:
    """Keep the days of posts that were paid for; what keeps that from being done, in words."""
    if not answer.counts:
        return []
    notes: list[str] = []
    try:
        with history_at(path, create=True, notify=notes.append) as db:
            # Those of earlier today, too: an import may have kept the history busy.
            missing = not_kept(db, answer.counts.values())
            if missing:
                with all_or_nothing(db):
                    keep_counts(db, missing)
    except HistoryError as error:
        notes.append(f"posts by day are not kept: {error}")
    return notes


def _past(path: str, notes: list[str]) -> Past | None:
    if not os.path.exists(path):
        return None
    try:
        with history_at(path, notify=notes.append) as db:
            last = db.execute("SELECT max(at) FROM imports").fetchone()[0]
            kept = {trend.tag: trend for trend in trends(db)}
            return Past(past_spaces(db), last or "", kept)
    except HistoryError as error:
        notes.append(str(error))
        return None
