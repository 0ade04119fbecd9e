"""The configurations in force: with what is not saved yet, the last good one where it is bad."""

from __future__ import annotations

import os

from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.lsp.settings import Settings
from spacelint.text._value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping
    from typing import Any

    from spacelint.config import Config
    from spacelint.engine.ruleset import RuleSet
    from spacelint.schema import Fault, Problem


class Project(NamedTuple):
    """A configuration with its rules; ``path`` is empty where there is none.

    ``files`` are the real paths of all files it was made of, ``problems`` what is wrong with them
    now, by real path: those of the newest reading, also where an older one is in force.
    """

    path: str
    config: Config
    rules: RuleSet
    files: frozenset[str]
    problems: Mapping[str, tuple[Problem, ...]]
    generation: int


class Projects:
    """Finds, reads and keeps projects. ``texts`` are unsaved texts by real path."""

    __slots__ = ("_count", "_found", "_kept", "_memos", "_stale", "settings", "texts")

    def __init__(self, settings: Settings, texts: Mapping[str, str]) -> None:
        self.settings = settings
        self.texts = texts
        self._found: dict[str, str | None] = {}
        self._kept: dict[str, Project] = {}
        self._stale: set[str] = set()
        self._memos: dict[str, tuple[int, dict[object, Any]]] = {}
        self._count = 0

    def of(self, path: str) -> Project:
        """Return the project that governs a file or folder; that without a file for ``""``."""
        from spacelint.config.find import find_config

        folder = path if os.path.isdir(path) else os.path.dirname(path)
        found = find_config(folder, self._found) if path else None
        return self.at(found or "")

    def at(self, path: str) -> Project:
        """Return the project of the configuration at ``path``."""
        kept = self._kept.get(path)
        if kept is not None and path not in self._stale:
            return kept
        self._count += 1
        new, good = _read(path, self.texts, self.settings, self._count)
        if not good and kept is not None:
            # The older reading stays in force, and keeps the findings it made.
            files = kept.files | new.files
            new = kept._replace(problems=new.problems, files=files)
        self._kept[path] = new
        self._stale.discard(path)
        return new

    def all(self) -> list[Project]:
        """Return the projects in use, each as it is now."""
        return [self.at(path) for path in list(self._kept)]

    def linter(self, project: Project, ignored: tuple[str, ...] = ()) -> Linter:
        """Return the linter for files under which the rules ``ignored`` are not in use."""
        memo = self.memo(project)
        key = ("linter", ignored)
        if key not in memo:
            memo[key] = _linter(project.config, project.rules, self.settings, ignored)
        found: Linter = memo[key]
        return found

    def context(self, project: Project, brand: str | None) -> Context:
        """Return what is known beside a title of ``brand``, a NAME of [brands.NAME]; None: all."""
        import datetime

        memo = self.memo(project)
        today = self.settings.today or datetime.date.today()
        key = ("context", brand, today)  # a server runs for days
        if key not in memo:
            memo[key] = _context(project.config, brand, today)
        found: Context = memo[key]
        return found

    def memo(self, project: Project) -> dict[object, Any]:
        """Return where to keep what follows from a project; it is emptied with the project."""
        generation, memo = self._memos.get(project.path, (0, {}))
        if generation != project.generation:
            memo = {}
            self._memos[project.path] = (project.generation, memo)
        return memo

    def changed(self, path: str) -> bool:
        """Note that a file was changed, made or deleted; tell whether any project is made of it."""
        from spacelint.config.find import NAMES

        real = os.path.realpath(path)
        stale = {at for at, one in self._kept.items() if real in one.files}
        if os.path.basename(path) in NAMES:
            self._found.clear()
            self._stale |= stale
            return True
        self._stale |= stale
        return bool(stale)

    def reset(self, settings: Settings) -> None:
        """Read everything anew, with other settings."""
        self.settings = settings
        self._found.clear()
        self._kept.clear()
        self._memos.clear()


def _read(
    path: str, texts: Mapping[str, str], settings: Settings, count: int
) -> tuple[Project, bool]:
    """Return the project as it reads now, and whether nothing is wrong with it."""
    from spacelint.config import default_config, load_config
    from spacelint.engine.default import default_rules

    rules = default_rules()
    if not path:
        return Project("", default_config(), rules, frozenset(), {}, count), True
    loaded = load_config(path, texts)
    config, found = loaded.config, list(loaded.problems)
    files = {os.path.realpath(path), *(os.path.realpath(p.path) for p in found if p.path)}
    files.update(os.path.realpath(layer.document.path) for layer in config.layers)
    for one in config.rule_files:
        more, wrong = _rules(one, texts, config.limits.rule_bytes)
        files.add(os.path.realpath(one))
        found += wrong
        rules = rules.joined(more)
    faults = list(_selector_faults(config, rules))
    if config.rules:
        from spacelint.engine.options import with_options

        rules, wrong_options = with_options(rules, config.rules)
        faults += wrong_options
    if faults:
        from spacelint.config import config_problems

        found += config_problems(config, faults)
        config = _without(config, rules)
    by_path: dict[str, list[Problem]] = {}
    for problem in found:
        by_path.setdefault(os.path.realpath(problem.path or path), []).append(problem)
    problems = {one: tuple(each) for one, each in by_path.items()}
    return Project(path, config, rules, frozenset(files), problems, count), not found


def _rules(path: str, texts: Mapping[str, str], limit: int) -> tuple[RuleSet, tuple[Problem, ...]]:
    from spacelint.engine.load import load_rules, parse_rules

    text = texts.get(os.path.realpath(path))
    return load_rules([path], limit_bytes=limit) if text is None else parse_rules(text, path)


def _selector_faults(config: Config, rules: RuleSet) -> Iterator[Fault]:
    from spacelint.engine.select import UnknownSelector, matching
    from spacelint.schema import Fault

    lists: dict[tuple[str, ...], tuple[str, ...]] = {
        ("select",): config.select or (),
        ("extend-select",): config.extend_select,
        ("ignore",): config.ignore,
        ("fixable",): config.fixable or (),
        ("unfixable",): config.unfixable,
        **{("per-file-ignores", glob.pattern): each for glob, each in config.per_file_ignores},
    }
    named = [(where, i, one) for where, each in lists.items() for i, one in enumerate(each)]
    for where, index, one in named:
        try:
            matching(rules.rules, one)
        except UnknownSelector as error:
            message = f'no rule, prefix, name or tag is called "{one}"'
            yield Fault((*where, index), message, error.nearest or "")
    for code in config.severity:
        try:
            matching(rules.rules, code)
        except UnknownSelector as error:
            message = f'no rule is called "{code}"'
            yield Fault(("severity", code), message, error.nearest or "", on_key=True)


def _without(config: Config, rules: RuleSet) -> Config:
    """Return the configuration without the selectors that name no rule."""
    from spacelint.engine.select import UnknownSelector, matching

    def known(selectors: tuple[str, ...] | None) -> tuple[str, ...]:
        kept = []
        for one in selectors or ():
            try:
                matching(rules.rules, one)
            except UnknownSelector:
                continue
            kept.append(one)
        return tuple(kept)

    return config._replace(
        select=None if config.select is None else known(config.select),
        extend_select=known(config.extend_select),
        ignore=known(config.ignore),
        fixable=None if config.fixable is None else known(config.fixable),
        unfixable=known(config.unfixable),
        per_file_ignores=tuple((glob, known(each)) for glob, each in config.per_file_ignores),
    )


def _linter(config: Config, rules: RuleSet, settings: Settings, ignored: tuple[str, ...]) -> Linter:
    select = settings.select if settings.select is not None else config.select
    extend = (*config.extend_select, *settings.extend_select)
    ignore = (*config.ignore, *settings.ignore, *ignored)
    severity = config.severity or None
    try:
        return Linter(
            rules, select=select, ignore=ignore, extend_select=extend,
            severity=severity,  # type: ignore[arg-type]
        )  # fmt: skip
    except ValueError:  # a selector of the editor's settings that names no rule
        return Linter(
            rules, select=config.select, ignore=(*config.ignore, *ignored),
            extend_select=config.extend_select,
            severity=severity,  # type: ignore[arg-type]
        )  # fmt: skip


def _context(config: Config, brand: str | None, today: datetime.date) -> Context:
    context = Context(today=today, clock=True)
    if not config.book:
        return context
    kept: dict[str | None, tuple[Any, tuple[str, ...]]] = {}

    def book_of(brand: str | None) -> tuple[Any, tuple[str, ...]]:
        if brand not in kept:
            from spacelint.brand import brand_book

            book = brand_book(config.book, brand)
            kept[brand] = book, (*book.words, *book.names, *book.hashtags)
        return kept[brand]

    book, words = book_of(brand)
    books = book_of if config.book.get("brands") else None
    return context._replace(book=book, words=words, books=books)
