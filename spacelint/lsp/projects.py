"""The projects: each configuration with its rules, saved or unsaved.

While a configuration cannot be read, its last valid reading stays in force.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeVar

from spacelint.checks.contract import Context
from spacelint.config.chain import config_files
from spacelint.config.find import NAMES, find_config
from spacelint.config.load import config_problems, load_config
from spacelint.config.value import Config, default_config
from spacelint.engine.book import with_book
from spacelint.engine.default import default_rules
from spacelint.engine.linter import Linter
from spacelint.engine.load import load_rules, parse_rules
from spacelint.engine.rule import RuleSet
from spacelint.engine.select import partition, without_faults
from spacelint.lsp.settings import Settings
from spacelint.plan.values import day_now
from spacelint.project import Selection, project_linter, project_rules
from spacelint.schema import Problem

Made = TypeVar("Made")


class Project(NamedTuple):
    """A configuration with its rules; ``path`` is empty where there is none.

    ``files`` are the real paths of all files it depends on, missing ones included, ``rule_files``
    the rule files among them. ``problems`` are their current problems by real path: those of the
    latest reading, even if an older one is in force.
    """

    path: str
    config: Config
    rules: RuleSet
    files: frozenset[str]
    rule_files: frozenset[str]
    problems: Mapping[str, tuple[Problem, ...]]
    generation: int


def read_project(path: str, texts: Mapping[str, str], count: int) -> tuple[Project, bool]:
    """Return the project as it is now, and whether it has no problems.

    ``texts`` are unsaved texts by real path, ``count`` its generation.
    """
    if not path:
        nothing: frozenset[str] = frozenset()
        return Project("", default_config(), default_rules(), nothing, nothing, {}, count), True
    loaded = load_config(path, texts)
    config, found = loaded.config, list(loaded.problems)
    files, rule_files = config_files(path, loaded)

    def read(one: str, limit: int) -> tuple[RuleSet, tuple[Problem, ...]]:
        text = texts.get(os.path.realpath(one))
        return load_rules([one], limit_bytes=limit) if text is None else parse_rules(text, one)

    rules, wrong, faults = project_rules(config, read=read)
    found += wrong
    if faults:
        found += config_problems(config, faults)
        config = without_faults(config, rules)
    by_path: dict[str, list[Problem]] = {}
    for problem in found:
        by_path.setdefault(os.path.realpath(problem.path or path), []).append(problem)
    problems = {one: tuple(each) for one, each in by_path.items()}
    project = Project(path, config, rules, files, rule_files, problems, count)
    return project, not found


class Projects:
    """Finds, reads and caches projects. ``texts`` are unsaved texts by real path.

    ``unreported`` has sentences about invalid settings that were not shown yet.
    """

    def __init__(self, settings: Settings, texts: Mapping[str, str]) -> None:
        self.settings = settings
        self.texts = texts
        self.unreported: list[str] = []
        self._reported: set[str] = set()
        self._paths: dict[str, str | None] = {}
        self._projects: dict[str, Project] = {}
        self._stale: set[str] = set()
        self._memos: dict[str, tuple[int, dict[object, Any]]] = {}
        self._count = 0

    def of(self, path: str) -> Project:
        """Return the project of a file or folder; the one without a configuration for ``""``."""
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        found = find_config(folder, self._paths, self.texts) if path else None
        return self.at(found or "")

    def at(self, path: str) -> Project:
        cached = self._projects.get(path)
        if cached is not None and path not in self._stale:
            return cached
        self._count += 1
        new, good = read_project(path, self.texts, self._count)
        if not good and cached is not None:
            # The older reading stays in force, with its findings.
            new = cached._replace(
                problems=new.problems,
                files=cached.files | new.files,
                rule_files=cached.rule_files | new.rule_files,
            )
        self._projects[path] = new
        self._stale.discard(path)
        return new

    def all(self) -> list[Project]:
        """Return the projects in use, each as it is now."""
        return [self.at(path) for path in list(self._projects)]

    def linter(self, project: Project, ignored: tuple[str, ...] = ()) -> Linter:
        """Return the linter for files that ignore the rules ``ignored``."""
        make = partial(self._linter, project.config, project.rules, ignored)
        return self.remembered(project, ("linter", ignored), make)

    def context(self, project: Project, brand: str | None) -> Context:
        """Return the context of titles of ``brand``, a NAME of [brands.NAME]; None: of all."""
        today = self.settings.today or day_now()  # a server runs for days
        make = partial(with_book, Context(today=today), project.config.book, brand)
        return self.remembered(project, ("context", brand, today), make)

    def remembered(self, project: Project, key: object, make: Callable[[], Made]) -> Made:
        """Return what ``make`` returns, called once as long as the project stays as it is."""
        generation, memo = self._memos.get(project.path, (0, {}))
        if generation != project.generation:
            memo = {}
            self._memos[project.path] = (project.generation, memo)
        if key not in memo:
            memo[key] = make()
        found: Made = memo[key]
        return found

    def changed(self, path: str) -> bool:
        """Note that a file was changed, created or deleted; return whether a project uses it."""
        real = os.path.realpath(path)
        stale = {at for at, one in self._projects.items() if real in one.files}
        if os.path.basename(path) in NAMES:
            self._paths.clear()
            self._stale |= stale
            if real not in self.texts and not os.path.exists(real):
                for at in [at for at in stale if os.path.realpath(at) == real]:
                    del self._projects[at]  # a deleted configuration is not one with a problem
            return True
        self._stale |= stale
        return bool(stale)

    def reset(self, settings: Settings) -> None:
        """Clear all caches and replace the settings."""
        self.settings = settings
        self._paths.clear()
        self._projects.clear()
        self._memos.clear()
        self._reported.clear()

    def _linter(self, config: Config, rules: RuleSet, ignored: tuple[str, ...]) -> Linter:
        given = self.settings
        select = None if given.select is None else self._known(rules, given.select)
        extend, ignore = given.extend_select, given.ignore
        selection = Selection(select, self._known(rules, extend), self._known(rules, ignore))
        return project_linter(rules, config, selection, ignored)

    def _known(self, rules: RuleSet, selectors: tuple[str, ...]) -> tuple[str, ...]:
        """Return the selectors of the settings that name a rule; the others are reported once."""
        known, unknown = partition(rules.rules, selectors)
        for error in unknown.values():
            if error.selector not in self._reported:
                self._reported.add(error.selector)
                self.unreported.append(str(error))
        return known
