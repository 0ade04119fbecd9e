"""The configurations in force: with what is not saved yet, the last good one where it is bad."""

from __future__ import annotations

import os

from spacelint.checks.contract import Context
from spacelint.engine.book import with_book
from spacelint.engine.linter import Linter
from spacelint.engine.select import told_apart
from spacelint.lsp.project import Project, read_project
from spacelint.lsp.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from spacelint.config import Config
    from spacelint.engine.ruleset import RuleSet


class Projects:
    """Finds, reads and keeps projects. ``texts`` are unsaved texts by real path.

    ``untold`` has what is wrong with the settings, in sentences that no one has been told yet.
    """

    __slots__ = (
        "_count", "_found", "_kept", "_left_out", "_memos", "_stale", "settings", "texts", "untold"
    )  # fmt: skip

    def __init__(self, settings: Settings, texts: Mapping[str, str]) -> None:
        self.settings = settings
        self.texts = texts
        self.untold: list[str] = []
        self._left_out: set[str] = set()
        self._found: dict[str, str | None] = {}
        self._kept: dict[str, Project] = {}
        self._stale: set[str] = set()
        self._memos: dict[str, tuple[int, dict[object, Any]]] = {}
        self._count = 0

    def of(self, path: str) -> Project:
        """Return the project that governs a file or folder; that without a file for ``""``."""
        from spacelint.config.find import find_config

        folder = path if os.path.isdir(path) else os.path.dirname(path)
        found = find_config(folder, self._found, self.texts) if path else None
        return self.at(found or "")

    def at(self, path: str) -> Project:
        """Return the project of the configuration at ``path``."""
        kept = self._kept.get(path)
        if kept is not None and path not in self._stale:
            return kept
        self._count += 1
        new, good = read_project(path, self.texts, self._count)
        if not good and kept is not None:
            # The older reading stays in force, and keeps the findings it made.
            new = kept._replace(
                problems=new.problems,
                files=kept.files | new.files,
                rule_files=kept.rule_files | new.rule_files,
            )
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
            memo[key] = self._linter(project.config, project.rules, ignored)
        found: Linter = memo[key]
        return found

    def context(self, project: Project, brand: str | None) -> Context:
        """Return what is known beside a title of ``brand``, a NAME of [brands.NAME]; None: all."""
        import datetime

        memo = self.memo(project)
        today = self.settings.today or datetime.date.today()
        key = ("context", brand, today)  # a server runs for days
        if key not in memo:
            memo[key] = with_book(Context(today=today), project.config.book, brand)
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
            if real not in self.texts and not os.path.exists(real):
                for at in [at for at in stale if os.path.realpath(at) == real]:
                    del self._kept[at]  # a configuration that is gone is none with a problem
            return True
        self._stale |= stale
        return bool(stale)

    def reset(self, settings: Settings) -> None:
        """Read everything anew, with other settings."""
        self.settings = settings
        self._found.clear()
        self._kept.clear()
        self._memos.clear()
        self._left_out.clear()

    def _linter(self, config: Config, rules: RuleSet, ignored: tuple[str, ...]) -> Linter:
        given = self.settings
        select = config.select if given.select is None else self._known(rules, given.select)
        severity = config.severity or None
        return Linter(
            rules,
            select=select,
            ignore=(*config.ignore, *self._known(rules, given.ignore), *ignored),
            extend_select=(*config.extend_select, *self._known(rules, given.extend_select)),
            severity=severity,  # type: ignore[arg-type]
        )

    def _known(self, rules: RuleSet, selectors: tuple[str, ...]) -> tuple[str, ...]:
        """Return the selectors of the settings that name a rule; the others are told of once."""
        known, unknown = told_apart(rules.rules, selectors)
        for error in unknown.values():
            if error.selector not in self._left_out:
                self._left_out.add(error.selector)
                self.untold.append(str(error))
        return known
