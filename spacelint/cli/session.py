"""What one run works with: the configuration in force and the linter it asks for."""

from __future__ import annotations

from spacelint.checks.contract import Context
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from spacelint.checks.contract import Live
    from spacelint.config import Config
    from spacelint.engine.linter import Linter
    from spacelint.engine.ruleset import RuleSet
    from spacelint.schema import Fault


class Options(NamedTuple):
    """What the command line asks for beyond the configuration; None where it says nothing.

    ``live`` is what X said, where the command line had it asked.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    min_severity: str | None = None
    fail_on: str | None = None
    output_format: str | None = None
    colour: str = "auto"
    statistics: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    config: str | None = None
    isolated: bool = False
    respect_gitignore: bool | None = None
    today: datetime.date | None = None
    live: Live | None = None


class Session(NamedTuple):
    """A linter with all that decides what is shown and what fails the run."""

    linter: Linter
    context: Context
    min_severity: str
    fail_on: str
    output_format: str
    config: Config | None

    def context_for(self, brand: str | None) -> Context:
        """Return the context with the book of ``brand``, a NAME of [brands.NAME]; None: of all."""
        if brand is None or self.config is None or not self.config.book:
            return self.context
        from spacelint.engine.book import with_book

        return with_book(self.context, self.config.book, brand)


class UsageError(Exception):
    """The run cannot start; the text says why, in words for the person who called."""


def open_session(options: Options, start: str = ".") -> Session:
    """Return the session for a run; ``start`` is where the search for a configuration begins.

    Raises `UsageError` with everything that is wrong with the configuration or the options.
    """
    from spacelint.engine.linter import Linter

    config = None if options.isolated else _config(options, start)
    try:
        linter = _configured(options, config) if _asks(options, config) else Linter()
    except ValueError as error:  # an unknown selector
        raise UsageError(str(error)) from None
    context = Context(today=options.today, live=options.live)
    if config is not None and config.book:
        from spacelint.engine.book import with_book
        from spacelint.engine.regions import region_faults

        context = with_book(context, config.book, None)
        campaigns = context.book.campaigns.values() if context.book is not None else ()
        regions = [(each.name, each.disclosure_region or "") for each in campaigns]
        _refuse(config, region_faults(regions, linter.known))
    return Session(
        linter,
        context,
        options.min_severity or (config.min_severity if config else "info"),
        options.fail_on or (config.fail_on if config else "warning"),
        options.output_format or (config.output_format if config else "text"),
        config,
    )


def dated(context: Context) -> Context:
    """Return the context with today as its day, so that the whole run has one."""
    return context._replace(today=context.day)


def fixable_codes(session: Session) -> frozenset[str]:
    """Return the codes of the rules whose fixes may be applied."""
    config, fixable_codes = session.config, session.linter.fixable_codes
    if config is None:
        return fixable_codes(session.min_severity)
    return fixable_codes(session.min_severity, config.fixable, config.unfixable)


def _checked(rules: RuleSet, config: Config) -> RuleSet:
    """Return the rules with the configuration's options; raises UsageError for all it misnames."""
    from spacelint.engine.selectors import selector_faults

    faults = list(selector_faults(config, rules))
    if config.rules:
        from spacelint.engine.options import with_options

        rules, wrong = with_options(rules, config.rules)
        faults += wrong
    _refuse(config, faults)
    return rules


def _refuse(config: Config, faults: Iterable[Fault]) -> None:
    """Raise `UsageError` with the faults at their places, where there are any."""
    found = list(faults)
    if found:
        from spacelint.config.load import config_problems

        problems = config_problems(config, found)
        raise UsageError("\n".join(str(problem) for problem in problems))


def _config(options: Options, start: str) -> Config | None:
    from spacelint.config.find import find_config

    path = options.config or find_config(start)
    if path is None:
        return None
    from spacelint.config.cache import open_config

    loaded = open_config(path)
    if loaded.problems:
        raise UsageError("\n".join(str(problem) for problem in loaded.problems))
    return loaded.config


def _asks(options: Options, config: Config | None) -> bool:
    """Tell whether anything about the rules differs from the default."""
    return config is not None or bool(
        options.select is not None or options.extend_select or options.ignore or options.rules
    )


def _configured(options: Options, config: Config | None) -> Linter:
    from spacelint.engine.default import default_rules
    from spacelint.engine.linter import Linter

    rules = default_rules()
    files = (*(config.rule_files if config else ()), *options.rules)
    if files:
        from spacelint.engine.load import RULE_FILE_LIMIT, load_rules

        limit = config.limits.rule_bytes if config else RULE_FILE_LIMIT
        more, problems = load_rules(files, limit_bytes=limit)
        if problems:
            raise UsageError("\n".join(str(problem) for problem in problems))
        if config is not None:
            from spacelint.engine.options import with_pattern_seconds

            more = with_pattern_seconds(more, config.limits.pattern_seconds)
        rules = rules.joined(more)
    if config is not None:
        rules = _checked(rules, config)
    select = options.select if options.select is not None else config.select if config else None
    extend = (*(config.extend_select if config else ()), *options.extend_select)
    ignore = (*(config.ignore if config else ()), *options.ignore)
    severity = config.severity if config else None
    return Linter(
        rules,
        select=select,
        ignore=ignore,
        extend_select=extend,
        severity=severity,  # type: ignore[arg-type]
    )
