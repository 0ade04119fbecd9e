"""Check configuration and rule files, as ``spacelint config check`` and the hook do."""

from __future__ import annotations

import os
import sys

from spacelint.cli.session import Options, UsageError, open_session

_NAMES = ("spacelint.toml", ".spacelint.toml", "pyproject.toml")


def check_files(files: list[str]) -> int:
    """Check the files (those in force if empty); return 0, 1 (an example fails) or 2 (a fault).

    A file is a configuration by its name, or a file of rules where it has a table ``rules`` of
    rules; a TOML file that is neither is passed over, so that a hook may be given any.
    """
    if not files:
        from spacelint.config.find import find_config

        found = find_config(".")
        if found is None:
            print("no configuration found; the defaults are in force", file=sys.stderr)
            return 0
        files = [found]
    status = 0
    rule_files: dict[str, None] = {}
    for path in files:
        if _is_config(path):
            status = max(status, _check_config(path, rule_files))
        elif _is_rule_file(path):
            rule_files.setdefault(path)
    if rule_files:
        from spacelint.cli.test import prove_files

        status = max(status, prove_files(tuple(rule_files)))
    return status


def _check_config(path: str, rule_files: dict[str, None]) -> int:
    """Check one configuration, and note the rule files it names."""
    if os.path.basename(path) == "pyproject.toml":
        from spacelint.config.find import has_section

        if os.path.isfile(path) and not has_section(path):
            return 0
    try:
        session = open_session(Options(config=path))
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    config = session.config
    for one in config.rule_files if config is not None else ():
        rule_files.setdefault(os.path.relpath(one))
    return 0


def _is_config(path: str) -> bool:
    return os.path.basename(path) in _NAMES


def _is_rule_file(path: str) -> bool:
    """Tell whether a file holds rules; one that is no TOML may, so that its fault is told."""
    from spacelint.schema import Problem, load_toml

    document = load_toml(path)
    if isinstance(document, Problem):
        return True
    rules = document.data.get("rules")
    return isinstance(rules, dict) and all(isinstance(rule, dict) for rule in rules.values())
