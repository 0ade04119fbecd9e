"""What of a configuration names a rule, and names none."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.config.value import Config
    from spacelint.engine.ruleset import RuleSet
    from spacelint.schema import Fault


def selector_faults(config: Config, rules: RuleSet) -> Iterator[Fault]:
    """Yield the selectors of a configuration that name no rule."""
    from spacelint.engine.select import partition

    lists: dict[tuple[str, ...], tuple[str, ...]] = {
        ("select",): config.select or (),
        ("extend-select",): config.extend_select,
        ("ignore",): config.ignore,
        ("fixable",): config.fixable or (),
        ("unfixable",): config.unfixable,
        **{("per-file-ignores", glob.pattern): each for glob, each in config.per_file_ignores},
    }
    for where, selectors in lists.items():
        for index, error in partition(rules.rules, selectors)[1].items():
            from spacelint.schema import Fault

            yield Fault((*where, index), error.what, error.nearest or "")
    for key in config.severity:
        if rules.get(key) is None:
            from spacelint.engine.options import unknown_rule

            yield unknown_rule("severity", key, rules)


def without_faults(config: Config, rules: RuleSet) -> Config:
    """Return the configuration without the selectors that name no rule."""
    from spacelint.engine.select import partition

    def known(selectors: tuple[str, ...] | None) -> tuple[str, ...]:
        return partition(rules.rules, selectors or ())[0]

    return config._replace(
        select=None if config.select is None else known(config.select),
        extend_select=known(config.extend_select),
        ignore=known(config.ignore),
        fixable=None if config.fixable is None else known(config.fixable),
        unfixable=known(config.unfixable),
        severity={key: each for key, each in config.severity.items() if rules.get(key)},
        per_file_ignores=tuple((glob, known(each)) for glob, each in config.per_file_ignores),
    )
