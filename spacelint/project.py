"""The rules and the linter that a configuration asks for: what commands and the editor share."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacelint.checks.contract import Context
    from spacelint.config.value import Config
    from spacelint.engine.linter import Linter
    from spacelint.engine.rule import RuleSet
    from spacelint.plan import Layout
    from spacelint.schema import Fault, Problem

    #: Reads one rule file of at most so many bytes.
    ReadRules = Callable[[str, int], tuple[RuleSet, tuple[Problem, ...]]]
    #: Gives the settings of the file at a path; raises ConfigurationError.
    SettingsOf = Callable[[str], "Settings"]
else:
    SettingsOf = None  # a name for annotations alone


#: Code points of the longest title that the page and the assistants' server look at.
MAX_TITLE = 5_000


class Settings(NamedTuple):
    """What one file or title is judged with: the rules and brand book of its configuration."""

    linter: Linter
    context: Context
    layout: Layout | None
    format: str | None
    max_bytes: int
    fixable: frozenset[str]
    min_severity: str
    config: Config | None = None

    @property
    def timezone(self) -> str:
        """The zone that a start without one is meant in; empty where none is configured."""
        book, config = self.context.book, self.config
        return (config.timezone if config else None) or (book.timezone if book else None) or ""


class FileSettings(NamedTuple):
    """How the plan at a path is read, and the rules it is not held to.

    ``brand`` is the NAME of [brands.NAME] whose book holds for the file; None: the whole book.
    """

    layout: Layout | None
    format: str | None
    brand: str | None
    max_bytes: int
    most_findings: int
    ignored: tuple[str, ...]


def file_settings(config: Config | None, path: str, *, named: bool) -> FileSettings:
    """Return how the file at ``path`` is read by its configuration.

    One that is not ``named`` by a person, nor by the configuration, is a plan only where it
    evidently holds Spaces.
    """
    from spacelint.config.find import found_layout, is_declared, plan_layout
    from spacelint.config.value import Config, ignored_for, layout_for

    config = config or Config()
    own = layout_for(config, path)
    settings = FileSettings(
        plan_layout(config, path),
        own.format if own is not None else None,
        own.brand if own is not None else None,
        config.limits.plan_bytes,
        config.limits.most_findings,
        ignored_for(config, path),
    )
    if named or is_declared(path, config):
        return settings
    return settings._replace(layout=found_layout(settings.layout, path))


class ConfigurationError(Exception):
    """The configuration cannot be used; the text says where and why."""


class Selection(NamedTuple):
    """Selectors from outside the configuration: a command line, an editor's settings.

    ``select`` replaces that of the configuration unless it is None; the others are added to it.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def project_rules(
    config: Config | None, more: Sequence[str] = (), read: ReadRules | None = None
) -> tuple[RuleSet, list[Problem], list[Fault]]:
    """Return the built-in rules and those of the configuration, with its options.

    ``more`` names further rule files, ``read`` reads a rule file (`load_rules` if None). With the
    rules come the problems of rule files, and what the configuration names that is not there.
    """
    from spacelint.engine.default import default_rules

    rules = default_rules()
    files = (*(config.rule_files if config is not None else ()), *more)
    problems: list[Problem] = []
    if files:
        from spacelint.engine.load import RULE_FILE_LIMIT, too_many
        from spacelint.engine.options import with_pattern_seconds

        limit = config.limits.rule_bytes if config is not None else RULE_FILE_LIMIT
        if excess := too_many(files, limit):
            problems.append(excess)
            files = ()
        for path in files:
            added, wrong = (read or _read_rules)(path, limit)
            if config is not None:
                added = with_pattern_seconds(added, config.limits.pattern_seconds)
            problems += wrong
            rules = rules.joined(added)
    if config is None:
        return rules, problems, []
    from spacelint.engine.select import selector_faults

    faults = list(selector_faults(config, rules))
    if config.rules:
        from spacelint.engine.options import with_options

        rules, wrong_options = with_options(rules, config.rules)
        faults += wrong_options
    if config.book:
        from spacelint.engine.regions import region_faults

        faults += region_faults(_regions(config), rules.rules)
    return rules, problems, faults


def project_linter(
    rules: RuleSet, config: Config | None, selection: Selection, ignored: tuple[str, ...] = ()
) -> Linter:
    """Return the linter of a configuration; ``ignored`` are rules not in use for some files.

    Raises `UnknownSelector` (a ValueError) for a selector that names no rule.
    """
    from spacelint.config.value import Config
    from spacelint.engine.linter import Linter

    config = config or Config()
    return Linter(
        rules,
        select=config.select if selection.select is None else selection.select,
        ignore=(*config.ignore, *selection.ignore, *ignored),
        extend_select=(*config.extend_select, *selection.extend_select),
        severity=config.severity or None,  # type: ignore[arg-type]
    )


def _read_rules(path: str, limit: int) -> tuple[RuleSet, tuple[Problem, ...]]:
    from spacelint.engine.load import load_rules

    return load_rules([path], limit_bytes=limit)


def _regions(config: Config) -> Iterator[tuple[str, str]]:
    for name, campaign in (config.book.get("campaigns") or {}).items():
        yield name, (campaign["disclosure"] or {}).get("region") or ""
