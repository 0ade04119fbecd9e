"""The configuration as one frozen value."""

from __future__ import annotations

import os

from spacelint.severity import FAIL_ON, MIN_SEVERITY
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from spacelint.schema import Problem, TomlDocument

DEFAULT_EXCLUDE = (
    *(".bzr", ".direnv", ".eggs", ".git", ".hg", ".ipynb_checkpoints", ".jj", ".mypy_cache"),
    *(".nox", ".pytest_cache", ".ruff_cache", ".svn", ".tox", ".venv", ".vscode", "__pypackages__"),
    *("_build", "dist", "node_modules", "site-packages", "venv"),
)


class Glob(NamedTuple):
    """A pattern and the directory it is relative to."""

    base: str
    pattern: str

    def matches(self, path: str) -> bool:
        """True if the pattern matches `path`; outside of `base` the whole path counts."""
        from spacelint.config.globs import matches

        return matches(self.pattern, _below(self.base, path))


def _below(base: str, path: str) -> str:
    """Return a path relative to `base`; the absolute path where it is outside."""
    return os.path.abspath(path).removeprefix(base.rstrip(os.sep) + os.sep)


class PlanLayout(NamedTuple):
    """How the files of one glob hold their Spaces.

    `places` gives for each field of a Space (``title``, ``start``, …) where it stands: the parts
    to be joined, each a path of keys with dots or a column number from 1. `where` keeps only
    Spaces whose field contains the first text or equals the second, in any case; an empty text is
    no condition. `plan_layout` converts it for reading plans.
    """

    glob: Glob
    format: str | None = None
    spaces: str | None = None
    places: Mapping[str, tuple[str | int, ...]] = {}
    where: Mapping[str, tuple[str, str]] = {}
    header: bool = True
    delimiter: str | None = None
    date_order: str | None = None
    timezone: str | None = None
    brand: str | None = None


class Limits(NamedTuple):
    """Limits of a run: bytes and findings of a file, seconds of a pattern on a title."""

    plan_bytes: int = 10_000_000
    rule_bytes: int = 5_000_000
    pattern_seconds: float = 0.1
    most_findings: int = 120_000


class Layer(NamedTuple):
    """One file of the chain as read and validated.

    `at` is the key path of the configuration in the document: ``("tool", "spacelint")`` or empty.
    `given` has the keys that the file sets, `values` all keys with defaults filled in. Globs are
    relative to `base`, paths to `directory`.
    """

    document: TomlDocument
    at: tuple[str | int, ...]
    given: dict[str, Any]
    values: dict[str, Any]
    base: str
    directory: str


class Config(NamedTuple):
    """A whole configuration, typed, with what it extends merged in.

    `path` is the file it came from and empty where there is none. `select` and `fixable` are None
    if not set. `rules` has the options of single rules as given, for the engine to
    validate; `book` the tables of the brand book with dates as text, empty where there is none.
    `people` has handles by the number of their account. `rule_files` and `baseline` are absolute
    paths. `layers` are the files read, nearest first.
    """

    path: str = ""
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[Glob, tuple[str, ...]], ...] = ()
    severity: Mapping[str, str] = {}
    rules: Mapping[str, Mapping[str, Any]] = {}
    rule_files: tuple[str, ...] = ()
    fixable: tuple[str, ...] | None = None
    unfixable: tuple[str, ...] = ()
    exclude: tuple[Glob, ...] = ()
    min_severity: str = MIN_SEVERITY
    fail_on: str = FAIL_ON
    baseline: str | None = None
    output_format: str = "text"
    respect_gitignore: bool = True
    plan_files: tuple[Glob, ...] = ()
    layouts: tuple[PlanLayout, ...] = ()
    timezone: str | None = None
    date_order: str | None = None
    limits: Limits = Limits()
    book: Mapping[str, Any] = {}
    people: Mapping[str, str] = {}
    layers: tuple[Layer, ...] = ()


def default_config(directory: str = ".") -> Config:
    """Return the configuration of a project without a file; its globs are below `directory`."""
    base = os.path.abspath(directory)
    return Config(exclude=tuple([Glob(base, pattern) for pattern in DEFAULT_EXCLUDE]))


class Loaded(NamedTuple):
    """A configuration and its problems; with problems it is a best effort."""

    config: Config
    problems: tuple[Problem, ...]


def is_excluded(config: Config, path: str) -> bool:
    """True if `exclude` matches `path` or a folder it is in; the last pattern decides."""
    from spacelint.config.globs import rules_of

    for base, rules in rules_of(config.exclude):
        parts = [part for part in _below(base, path).split(os.sep) if part]
        if parts and rules.excludes(parts, os.path.isdir(path)):
            return True
    return False


def ignored_for(config: Config, path: str) -> tuple[str, ...]:
    """The selectors of rules not in use for `path`."""
    found: dict[str, None] = {}
    for glob, selectors in config.per_file_ignores:
        if glob.matches(path):
            found.update(dict.fromkeys(selectors))
    return tuple(found)


def layout_for(config: Config, path: str) -> PlanLayout | None:
    """The first layout whose glob matches `path`; those of the nearest file come first."""
    return next((layout for layout in config.layouts if layout.glob.matches(path)), None)
