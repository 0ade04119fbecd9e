"""The configuration as one frozen value."""

from __future__ import annotations

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
    """A pattern and the directory it is meant from."""

    base: str
    pattern: str

    def matches(self, path: str) -> bool:
        """Whether `path` falls under it; a path outside of `base` is taken as it is written."""
        import os

        from spacelint.config.globs import matches

        whole = os.path.abspath(path)
        base = self.base.rstrip(os.sep) + os.sep
        return matches(self.pattern, whole[len(base) :] if whole.startswith(base) else whole)


class Condition(NamedTuple):
    """A field contains or equals a text, in any case; an empty one asks nothing."""

    contains: str = ""
    equals: str = ""


class PlanLayout(NamedTuple):
    """How the files of one glob hold their Spaces.

    `places` gives for each field of a Space (``title``, ``start``, …) where it stands: the parts
    to be joined, each a path of keys with dots or a column number from 1. `where` keeps only
    Spaces whose fields meet the conditions. `plan_layout` makes of it what reading a plan takes.
    """

    glob: Glob
    format: str | None = None
    spaces: str | None = None
    places: Mapping[str, tuple[str | int, ...]] = {}
    where: Mapping[str, Condition] = {}
    header: bool = True
    delimiter: str | None = None
    date_order: str | None = None
    timezone: str | None = None
    brand: str | None = None


class Limits(NamedTuple):
    """How much a run takes on: bytes and findings of a file, seconds of a pattern on a title."""

    plan_bytes: int = 10_000_000
    rule_bytes: int = 5_000_000
    pattern_seconds: float = 0.1
    most_findings: int = 150_000


class Layer(NamedTuple):
    """One file of the chain as read and validated.

    `at` is where in the document the configuration stands: ``("tool", "spacelint")`` or nowhere
    deeper. `given` holds the keys the file really sets, `values` those with defaults filled in.
    `base` is the directory its globs are meant from, `directory` the one of its own paths.
    """

    document: TomlDocument
    at: tuple[str | int, ...]
    given: dict[str, Any]
    values: dict[str, Any]
    base: str
    directory: str


class Config(NamedTuple):
    """Everything a configuration says, typed, with what it extends already in it.

    `path` is the file it came from and empty where there is none. `select` and `fixable` are None
    where nothing was said. `rules` holds the options of single rules as given, for the engine to
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
    min_severity: str = "info"
    fail_on: str = "warning"
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
    """Return what holds where there is no configuration; its globs are meant from `directory`."""
    import os

    base = os.path.abspath(directory)
    return Config(exclude=tuple([Glob(base, pattern) for pattern in DEFAULT_EXCLUDE]))


class Loaded(NamedTuple):
    """A configuration, and what is wrong with it; with problems it is only the best reading."""

    config: Config
    problems: tuple[Problem, ...]


def is_excluded(config: Config, path: str) -> bool:
    """Whether `path`, or a folder it is in, is left out by `exclude`; the last pattern decides."""
    import os

    from spacelint.config.globs import rules_of

    whole = os.path.abspath(path)
    for base, rules in rules_of(config.exclude):
        inside = base.rstrip(os.sep) + os.sep
        shown = whole[len(inside) :] if whole.startswith(inside) else whole
        parts = [part for part in shown.split(os.sep) if part]
        if parts and rules.excludes(parts, os.path.isdir(whole)):
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
    """The first layout whose glob `path` falls under; the nearest file's come first."""
    return next((layout for layout in config.layouts if layout.glob.matches(path)), None)
