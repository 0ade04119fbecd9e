"""What batches are linted with, as plain data: it can be sent to another process."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from spacelint.checks.contract import Context
from spacelint.config.cache import open_config
from spacelint.config.load import config_problems
from spacelint.engine.book import with_book
from spacelint.engine.entries import Entry
from spacelint.engine.fields import field_entries
from spacelint.engine.linter import Linter
from spacelint.plan import Layout
from spacelint.plan.values import day_now
from spacelint.project import Selection, project_linter, project_rules
from spacelint.severity import at_least
from spacelint.text.distance import nearest
from spacelint.text.width import visible

if TYPE_CHECKING:
    from spacelint.severity import Severity


class Settings(NamedTuple):
    """What a `BatchLinter` is made of.

    ``book`` has the tables of a brand book (`Config.book`), ``brand`` is the one it is for; ``day``
    is the day to judge by, None for that of each process. ``timezone`` and ``date_order`` are how
    times are meant that do not say. ``fixable`` has the codes whose fixes are applied; None: all.
    """

    linter: Linter
    book: Mapping[str, Any] = {}
    brand: str | None = None
    day: datetime.date | None = None
    timezone: str = ""
    date_order: str = ""
    min_severity: Severity = "hint"
    fixable: frozenset[str] | None = None


class BatchLinter:
    """Rules, brand book and day for `lint_batches`.

    Pickled it is data alone (60 KB with the built-in rules and no book); a process that is sent it
    many times makes the rules and the book ready once.
    """

    __slots__ = ("context", "entries", "layout", "settings")

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        context = Context(today=settings.day)
        self.context = with_book(context, settings.book, settings.brand)
        book = self.context.book
        zone = settings.timezone or (book.timezone if book else None) or ""
        self.layout = Layout(timezone=zone, date_order=settings.date_order)
        #: The rules about the fields of a Space.
        self.entries: list[Entry] = field_entries(settings.linter, self.context)

    @classmethod
    def of(cls, linter: object) -> BatchLinter:
        """Return ``linter`` as one of these: it is one, or a `Linter`, or None for the built-in.

        Raises TypeError for anything else.
        """
        if isinstance(linter, cls):
            return linter
        if linter is None:
            return _builtin()
        if isinstance(linter, Linter):
            return cls(Settings(linter))
        raise TypeError(
            f"a linter is a spacelint.Linter or a BatchLinter; found {type(linter).__name__}:"
            ' BatchLinter.from_config("spacelint.toml") makes one of a configuration'
        )

    @classmethod
    def from_config(
        cls, path: str, *, brand: str | None = None, today: datetime.date | None = None
    ) -> BatchLinter:
        """Return the linter of a configuration file, with its rule files and brand book in it.

        The files are read here and nowhere else. ``brand`` is a NAME of [brands.NAME]; None: the
        book of all brands, and each row's own where it has a brand. ``today`` is the day to judge
        by; None: today, here, for every process it is sent to. Findings less severe than
        ``min-severity`` are left out. Raises ValueError for what is wrong with the files.
        """
        loaded = open_config(path)
        config = loaded.config
        rules, problems, faults = project_rules(config)
        problems = [*loaded.problems, *problems]
        if faults:
            problems += config_problems(config, faults)
        if problems:
            raise ValueError("\n".join(str(problem) for problem in problems))
        if brand is not None and brand not in (brands := config.book.get("brands") or ()):
            near = nearest(brand, brands)
            hint = f" (did you mean {near}?)" if near else ""
            raise ValueError(f'there is no brand "{visible(brand)}" in {visible(path)}{hint}')
        linter = project_linter(rules, config, Selection())
        return cls(
            Settings(
                linter,
                config.book,
                brand,
                today or day_now(),
                config.timezone or "",
                config.date_order or "",
                config.min_severity,  # type: ignore[arg-type]
                linter.fixable_codes(config.min_severity, config.fixable, config.unfixable),
            )
        )

    @property
    def severities(self) -> tuple[Severity, ...]:
        """The severities that are reported."""
        return at_least(self.settings.min_severity)

    def __reduce__(self) -> tuple[Any, ...]:
        return _received, (pickle.dumps(self.settings),)


@lru_cache(maxsize=8)
def _received(data: bytes) -> BatchLinter:
    """Return the linter in ``data``, made once a process however often it is sent."""
    return BatchLinter(pickle.loads(data))


@lru_cache(maxsize=1)
def _builtin() -> BatchLinter:
    return BatchLinter(Settings(Linter()))
