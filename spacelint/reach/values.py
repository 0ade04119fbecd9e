"""Questions about titles, the subjects of facts, and facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from spacelint.brand.book import BrandBook
from spacelint.engine.rule import Diagnostic
from spacelint.plan import PlannedSpace
from spacelint.reach.history.query import PastSpace
from spacelint.reach.history.trend import Trend


class Question(NamedTuple):
    """A title to look into, with what a plan says of it; ``guests`` are handles with or without @.

    ``start`` is aware or taken as the team's time; ``found`` is what the rules say of the title,
    ``space`` the planned Space it belongs to and ``book`` its brand book where it has its own.
    """

    title: str
    start: datetime | None = None
    guests: tuple[str, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    origin: str = ""
    space: PlannedSpace | None = None
    book: BrandBook | None = None


class Fact(NamedTuple):
    """One thing known, or why it is not. ``what`` is its name for programs, ``text`` for people.

    ``value`` is the figure or finding itself, ``series`` a figure by day (None: a gap), ``spaces``
    how many Spaces a figure rests on; ``at`` is an ISO day or instant, ``cached`` whether X was
    asked earlier that day. ``state`` is known, unknown (X was asked and did not tell) or not asked;
    ``value`` is None where it is not known. Text may hold anything a title may: show it escaped.
    """

    what: str
    text: str
    value: int | float | str | bool | None
    source: str
    at: str
    series: tuple[int | None, ...] = ()
    spaces: int | None = None
    cached: bool = False
    state: str = "known"


class Subject(NamedTuple):
    """What facts are about: a tag, a mention, a guest or the title itself.

    ``name`` is as written; ``key`` is the same for two spellings that X does not tell apart.
    """

    kind: str
    key: str
    name: str


class TitleFacts(NamedTuple):
    """One title and all that is known of it, subject by subject, the title itself first."""

    question: Question
    facts: tuple[tuple[Subject, tuple[Fact, ...]], ...]


class Past(NamedTuple):
    """The team's own Spaces, and when they were last imported (ISO instant, empty: never).

    ``trends`` has the kept daily posts by tag.
    """

    spaces: tuple[PastSpace, ...]
    at: str
    trends: Mapping[str, Trend] = {}

    @property
    def known(self) -> bool:
        """Whether anything was imported; days of posts alone say nothing of own Spaces."""
        return bool(self.spaces or self.at)


def subject_key(text: str) -> str:
    """A tag or handle without its sign and capitals."""
    return text.lstrip("#＃@＠").casefold()
