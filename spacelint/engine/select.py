"""What names a rule: codes, prefixes, names and tags, given by a caller or a configuration."""

from __future__ import annotations

from itertools import islice

from spacelint.text.width import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from spacelint.config.value import Config
    from spacelint.engine.rule import Rule, RuleSet
    from spacelint.schema import Fault
    from spacelint.text.value import Path


ALL = "ALL"
_LISTS = ("select", "extend_select", "ignore", "fixable", "unfixable")
_MOST_SHOWN = 60  # code points of a selector in a message


class UnknownSelector(ValueError):
    """A selector that fits no rule: what was given, and what may be meant (``nearest``)."""

    def __init__(self, selector: str, nearest: str | None) -> None:
        self.selector = selector
        self.nearest = nearest
        shown = visible(selector[:_MOST_SHOWN] + "…" * (len(selector) > _MOST_SHOWN))
        #: What is wrong, without the guess.
        self.what = f'no rule, prefix, name or tag is called "{shown}"'
        super().__init__(self.what + (f" (did you mean {nearest}?)" if nearest else ""))


def select(
    rules: Sequence[Rule],
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
) -> tuple[Rule, ...]:
    """Return the rules in use; ``select`` None means all of them.

    A selector is a code (``SL103``), the start of one (``SL1``), a name, a tag or ``ALL``. Where a
    rule is both selected and ignored the more exact selector wins, and ``ignore`` among equals.
    A single selector may be given as a text. Raises `UnknownSelector`.
    """
    wanted = [ALL] if select is None else _listed(select)
    chosen = _weights(rules, [*wanted, *_listed(extend_select)])
    dropped = _weights(rules, _listed(ignore))
    return tuple(rule for rule in rules if chosen.get(rule.code, 0) > dropped.get(rule.code, 0))


def matching(rules: Sequence[Rule], selector: str) -> tuple[Rule, ...]:
    """Return the rules that ``selector`` fits; raises `UnknownSelector` where there are none."""
    return tuple(rule for rule, _ in _fitting(rules, selector))


def partition(
    rules: Sequence[Rule], selectors: Iterable[str]
) -> tuple[tuple[str, ...], dict[int, UnknownSelector]]:
    """Return the selectors that fit a rule, and by index what is wrong with the others.

    Only the first 100 of these say what may be meant.
    """
    known, unknown = list[str](), dict[int, str]()
    names = {ALL.lower()}.union(*[(rule.name, *rule.tags) for rule in rules])
    starts = {rule.code[:size] for rule in rules for size in range(1, len(rule.code) + 1)}
    for index, selector in enumerate(selectors):
        if selector.lower() in names or selector.upper() in starts:
            known.append(selector)
        else:
            unknown[index] = selector
    if not unknown:
        return tuple(known), {}
    from spacelint.text.distance import MOST_HELPED

    return tuple(known), {
        index: _unknown(rules, selector) if at < MOST_HELPED else UnknownSelector(selector, None)
        for at, (index, selector) in enumerate(unknown.items())
    }


def named(rules: RuleSet, code_or_name: str) -> Rule:
    """Return the rule of that code or name; raises `UnknownSelector` where there is none."""
    found = rules.get(code_or_name)
    if found is None:
        raise _unknown(rules.rules, code_or_name)
    return found


def _listed(selectors: Iterable[str]) -> Iterable[str]:
    return (selectors,) if isinstance(selectors, str) else selectors


def _weights(rules: Sequence[Rule], selectors: Iterable[str]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for selector in {one.lower(): one for one in selectors}.values():
        for rule, weight in _fitting(rules, selector):
            weights[rule.code] = max(weights.get(rule.code, 0), weight)
    return weights


def _fitting(rules: Sequence[Rule], selector: str) -> list[tuple[Rule, int]]:
    """Return the rules that ``selector`` fits, and how exactly; raises as `matching` does."""
    found = [(rule, weight) for rule in rules if (weight := _weight(rule, selector))]
    if not found:
        raise _unknown(rules, selector)
    return found


def _weight(rule: Rule, selector: str) -> int:
    """Return how exactly ``selector`` names ``rule``: 0 not at all, 1 for ALL, most for a name."""
    if selector.upper() == ALL:
        return 1
    if rule.name == selector.lower():
        return 100
    if selector.lower() in rule.tags:
        return 2
    if selector and rule.code.startswith(selector.upper()):
        return 100 if len(selector) == len(rule.code) else 2 + len(selector)
    return 0


def _unknown(rules: Sequence[Rule], selector: str) -> UnknownSelector:
    from spacelint.text.distance import nearest

    names = [rule.name for rule in rules]
    codes = [rule.code for rule in rules]
    tags = {tag for rule in rules for tag in rule.tags}
    return UnknownSelector(selector, nearest(selector, [*codes, *names, *sorted(tags), ALL]))


def _given(config: Config) -> list[tuple[Path, str]]:
    """Return the selectors of a configuration, each with its key path."""
    lists: Any = {(name.replace("_", "-"),): getattr(config, name) or () for name in _LISTS}
    lists |= {("per-file-ignores", glob.pattern): each for glob, each in config.per_file_ignores}
    return [((*at, index), one) for at, each in lists.items() for index, one in enumerate(each)]


def selector_faults(config: Config, rules: RuleSet) -> Iterator[Fault]:
    """Yield the selectors of a configuration that name no rule."""
    given = _given(config)
    unknown = partition(rules.rules, [one for _, one in given])[1]
    if unknown:
        from spacelint.schema import Fault
        from spacelint.text.distance import MOST_FAULTS

        for at, error in islice(unknown.items(), MOST_FAULTS):
            yield Fault(given[at][0], error.what, error.nearest or "")
        for at in islice(unknown, MOST_FAULTS, MOST_FAULTS + 1):
            more = f"and {len(unknown) - MOST_FAULTS:,} more that name no rule"
            yield Fault(given[at][0][:-1], more, on_key=True)
    strange = [key for key in config.severity if rules.get(key) is None]
    if strange:
        from spacelint.engine.options import unknown_rules

        yield from unknown_rules("severity", strange, rules)


def without_faults(config: Config, rules: RuleSet) -> Config:
    """Return the configuration without the selectors that name no rule."""
    fitting = frozenset(partition(rules.rules, [one for _, one in _given(config)])[0])

    def known(selectors: Iterable[str]) -> tuple[str, ...]:
        return tuple([one for one in selectors if one in fitting])

    lists: Any = {name: (each := getattr(config, name)) and known(each) for name in _LISTS}
    return config._replace(
        **lists,
        severity={key: each for key, each in config.severity.items() if rules.get(key)},
        per_file_ignores=tuple((glob, known(each)) for glob, each in config.per_file_ignores),
    )
