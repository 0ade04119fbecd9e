"""Read one configuration with the rules it asks for; what is wrong with it is told, not raised."""

from __future__ import annotations

import os

from spacelint.config.chain import config_files
from spacelint.engine.regions import region_faults
from spacelint.engine.selectors import selector_faults, without_faults
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacelint.config import Config, Limits
    from spacelint.engine.ruleset import RuleSet
    from spacelint.schema import Problem


class Project(NamedTuple):
    """A configuration with its rules; ``path`` is empty where there is none.

    ``files`` are the real paths of all files it is made of and of those it names in vain,
    ``rule_files`` those of them that are for rules. ``problems`` is what is wrong with them now, by
    real path: those of the newest reading, also where an older one is in force.
    """

    path: str
    config: Config
    rules: RuleSet
    files: frozenset[str]
    rule_files: frozenset[str]
    problems: Mapping[str, tuple[Problem, ...]]
    generation: int


def read_project(path: str, texts: Mapping[str, str], count: int) -> tuple[Project, bool]:
    """Return the project as it reads now, and whether nothing is wrong with it.

    ``texts`` are unsaved texts by real path, ``count`` its generation.
    """
    from spacelint.config import default_config, load_config
    from spacelint.engine.default import default_rules

    rules = default_rules()
    if not path:
        return Project("", default_config(), rules, frozenset(), frozenset(), {}, count), True
    loaded = load_config(path, texts)
    config, found = loaded.config, list(loaded.problems)
    files, rule_files = config_files(path, loaded)
    for one in config.rule_files:
        more, wrong = _rules(one, texts, config.limits)
        found += wrong
        rules = rules.joined(more)
    faults = list(selector_faults(config, rules))
    if config.rules:
        from spacelint.engine.options import with_options

        rules, wrong_options = with_options(rules, config.rules)
        faults += wrong_options
    faults += region_faults(_regions(config), rules.rules)
    if faults:
        from spacelint.config import config_problems

        found += config_problems(config, faults)
        config = without_faults(config, rules)
    by_path: dict[str, list[Problem]] = {}
    for problem in found:
        by_path.setdefault(os.path.realpath(problem.path or path), []).append(problem)
    problems = {one: tuple(each) for one, each in by_path.items()}
    project = Project(path, config, rules, files, rule_files, problems, count)
    return project, not found


def _regions(config: Config) -> Iterator[tuple[str, str]]:
    for name, campaign in (config.book.get("campaigns") or {}).items():
        yield name, (campaign["disclosure"] or {}).get("region") or ""


def _rules(
    path: str, texts: Mapping[str, str], limits: Limits
) -> tuple[RuleSet, tuple[Problem, ...]]:
    from spacelint.engine.load import load_rules, parse_rules
    from spacelint.engine.options import with_pattern_seconds

    text = texts.get(os.path.realpath(path))
    if text is None:
        rules, problems = load_rules([path], limit_bytes=limits.rule_bytes)
    else:
        rules, problems = parse_rules(text, path)
    return with_pattern_seconds(rules, limits.pattern_seconds), problems
