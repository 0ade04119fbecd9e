"""What a run works with: the nearest configuration, and the rules in use for each file."""

from __future__ import annotations

import os

from spacelint.checks.contract import Context
from spacelint.cli import UsageError
from spacelint.cli.options import Options
from spacelint.engine.fields import RunMemory
from spacelint.project import Selection, file_settings, project_linter, project_rules
from spacelint.severity import FAIL_ON, MIN_SEVERITY, at_least
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.checks.contract import Live
    from spacelint.cli.options import CheckOptions
    from spacelint.config.value import Config
    from spacelint.engine.linter import Linter
    from spacelint.engine.rule import Diagnostic, RuleSet
    from spacelint.plan import Layout


class Session(NamedTuple):
    """A linter with all that decides what is shown and what fails the run."""

    linter: Linter
    context: Context
    min_severity: str
    fail_on: str
    output_format: str
    config: Config | None

    @property
    def max_bytes(self) -> int:
        """Return how many bytes of titles are read where all of them are kept."""
        return self.config.limits.plan_bytes if self.config is not None else 10_000_000

    def context_for(self, brand: str | None) -> Context:
        """Return the context with the book of ``brand``, a NAME of [brands.NAME]; None: of all."""
        if brand is None or self.config is None or not self.config.book:
            return self.context
        from spacelint.engine.book import with_book

        return with_book(self.context, self.config.book, brand)


def open_session(options: Options, start: str = ".", ignored: tuple[str, ...] = ()) -> Session:
    """Return the session for a run; ``start`` is where the search for a configuration begins.

    ``ignored`` are rules not in use for the files it is for. Raises `UsageError` with everything
    that is wrong with the configuration or the options.
    """
    config = open_config(options, start)
    try:
        linter = _linter(options, config, ignored)
    except ValueError as error:  # an unknown selector
        raise UsageError(str(error)) from None
    context = Context(today=options.today, live=options.live)
    if config is not None and config.book:
        from spacelint.engine.book import with_book

        context = with_book(context, config.book, None)
    return Session(
        linter,
        context,
        options.min_severity or (config.min_severity if config else MIN_SEVERITY),
        options.fail_on or (config.fail_on if config else FAIL_ON),
        options.output_format or (config.output_format if config else "text"),
        config,
    )


def fixable_codes(session: Session) -> frozenset[str]:
    """Return the codes of the rules whose fixes may be applied."""
    config, fixable_codes = session.config, session.linter.fixable_codes
    if config is None:
        return fixable_codes(session.min_severity)
    return fixable_codes(session.min_severity, config.fixable, config.unfixable)


class FileSession(NamedTuple):
    """What one file is read and judged with; ``fixable`` has the codes whose fixes are applied.

    ``memory`` is what the rules over all Spaces of the run have seen; without it they see the file.
    ``named``: somebody named the file, so it is an error where no title is found in it.
    ``path`` is the file's, or that which standard input stands for; ``stdin`` has the bytes of
    standard input where they have been read. ``max_bytes`` and ``most_findings`` are the limits on
    a file.
    """

    session: Session
    context: Context
    layout: Layout | None
    format: str | None
    max_bytes: int
    fixable: frozenset[str]
    memory: RunMemory | None = None
    named: bool = False
    most_findings: int = 120_000
    path: str = "-"
    stdin: bytes | None = None

    def shown(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that are as severe as those which are shown."""
        shown = at_least(self.session.min_severity)
        return [each for each in found if each.rule.severity in shown]

    def wants_fix(self, diagnostic: Diagnostic, unsafe: bool) -> bool:
        """True if the fix of a finding is to be applied."""
        rule = diagnostic.rule
        allowed = ("safe", "unsafe") if unsafe else ("safe",)
        return rule.applicability in allowed and rule.code in self.fixable


class Sessions:
    """Finds and keeps the sessions of a run; a configuration is read once."""

    __slots__ = (
        *("_configs", "_default", "_format", "_found", "_open", "_options", "_stdin_path"),
        *("broken", "memory", "respect_gitignore", "stdin", "walked"),
    )

    def __init__(
        self, options: Options, *, format: str | None = None, stdin_filename: str | None = None
    ) -> None:
        self._options = options
        self._format = format
        self._stdin_path = stdin_filename or "-"
        self._found: dict[str, str | None] = {}
        self._configs: dict[str, Config | None] = {}
        self._open: dict[tuple[str, tuple[str, ...]], Session] = {}
        #: What is wrong with configurations, by path; the files under them are not looked at.
        self.broken: dict[str, str] = {}
        #: What the rules over all Spaces of a run have seen; a run that starts puts in a new one.
        self.memory = RunMemory()
        self._default: Config | None = None
        #: Whether .gitignore counts; None leaves it to the configuration.
        self.respect_gitignore = options.respect_gitignore
        #: Files that were found in folders and not named.
        self.walked: frozenset[str] = frozenset()
        #: The bytes of standard input, once they have been read as a whole.
        self.stdin: bytes | None = None

    @classmethod
    def for_check(cls, options: CheckOptions) -> Sessions:
        """Return the sessions of a run of ``spacelint check``."""
        return cls(options.common, format=options.format, stdin_filename=options.stdin_filename)

    def with_live(self, live: Live) -> Sessions:
        """Return new sessions for the same files, with what X answered."""
        options = self._options._replace(live=live)
        again = Sessions(options, format=self._format, stdin_filename=self._stdin_path)
        again.walked, again.stdin = self.walked, self.stdin
        return again

    def of(self, path: str) -> FileSession:
        """Return the session of the file at ``path`` (``-``: that which standard input stands for).

        Raises UsageError.
        """
        is_stdin = path == "-"
        path = self._stdin_path if is_stdin else path
        config_path = self._config_path(path)
        if config_path in self.broken:
            raise UsageError(self.broken[config_path])
        named = path not in self.walked
        layout, format, brand, max_bytes, most_findings, ignored = file_settings(
            self._config(config_path), path, named=named
        )
        session = self._session(config_path, ignored)
        context = session.context_for(brand)
        if self._options.today is not None:
            from spacelint.plan import Layout

            layout = (layout or Layout())._replace(today=self._options.today)
        return FileSession(
            session,
            context._replace(today=context.day),  # the whole run has one
            layout,
            self._format or format,
            max_bytes,
            fixable_codes(session),
            self.memory,
            named and not is_stdin,
            most_findings,
            path,
            self.stdin if is_stdin else None,
        )

    def refuse_broken(self) -> None:
        """Raise UsageError with what is wrong with the configurations."""
        if self.broken:
            raise UsageError("\n".join(dict.fromkeys(self.broken.values())))

    def root(self) -> Session:
        """Return the session of the current folder; raises UsageError."""
        return self._session(self._config_path("."), ())

    def config_of(self, path: str) -> Config | None:
        """Return the configuration that governs ``path``; None where there is none, or it is
        broken."""
        return self._config(self._config_path(path))

    def settings_of(self, path: str) -> Config:
        """Return the configuration that governs ``path``, or what holds where there is none."""
        config = self.config_of(path)
        if config is not None:
            return config
        if self._default is None:
            from spacelint.config.value import default_config

            self._default = default_config()
        return self._default

    def excludes(self, path: str) -> bool:
        """Return whether ``path``, or a folder it is in, is not to be looked at."""
        from spacelint.config.value import is_excluded

        return is_excluded(self.settings_of(path), path)

    def paths(self) -> list[str]:
        """Return the configuration files in use."""
        return [path for path in self._configs if path]

    def _config_path(self, path: str) -> str:
        if self._options.isolated:
            return ""
        if self._options.config is not None:
            return self._options.config
        from spacelint.config.find import find_config

        folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
        return find_config(folder, self._found) or ""

    def _config(self, path: str) -> Config | None:
        if not path:
            return None
        if path not in self._configs:
            try:
                self._configs[path] = self._session(path, ()).config
            except UsageError as error:
                self._configs[path] = None
                self.broken[path] = str(error)
        return self._configs[path]

    def _session(self, path: str, ignored: tuple[str, ...]) -> Session:
        key = (path, ignored)
        if key not in self._open:
            options = self._options._replace(config=path or None, isolated=not path)
            self._open[key] = open_session(options, ignored=ignored)
        return self._open[key]


def open_config(options: Options, start: str) -> Config | None:
    """Return the configuration in force, None where there is none; raises `UsageError`."""
    if options.isolated:
        return None
    from spacelint.config.find import find_config

    path = options.config or find_config(start)
    if path is None:
        return None
    if options.cached:
        from spacelint.config.cache import open_config as load
    else:
        from spacelint.config.load import load_config as load

    loaded = load(path)
    if loaded.problems:
        raise UsageError("\n".join(str(problem) for problem in loaded.problems))
    return loaded.config


def _linter(options: Options, config: Config | None, ignored: tuple[str, ...]) -> Linter:
    selection = Selection(options.select, options.extend_select, options.ignore)
    if config is None and not options.rules and selection == Selection() and not ignored:
        from spacelint.engine.linter import Linter

        return Linter()
    rules, problems, faults = project_rules(config, options.rules)
    if faults and config is not None:
        from spacelint.config.load import config_problems

        problems += config_problems(config, faults)
    if problems:
        raise UsageError("\n".join(str(problem) for problem in problems))
    return project_linter(rules, config, selection, ignored)


def rules_in_force(files: tuple[str, ...] = ()) -> RuleSet:
    """Return the built-in rules, those of the configuration in force, and those of ``files``.

    Raises `UsageError` for what is wrong with any of them.
    """
    config = open_config(Options(), ".")
    rules, problems, _ = project_rules(config, files)
    if problems:
        raise UsageError("\n".join(str(problem) for problem in problems))
    return rules
