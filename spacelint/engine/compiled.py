"""Write what is kept in TOML as modules of literals, which Python loads at once.

That is the built-in rules, and the table of languages: what tells the language of a title, and how
a title in it is written.

Run as ``python -m spacelint.engine.compiled``; building a wheel does it too.
"""

from __future__ import annotations

import os
import pprint

import tomli

from spacelint.engine.default import _COMPILED, rule_files
from spacelint.engine.load import load_rules
from spacelint.source.atomic import put_file


def compiled_source() -> str:
    """Return the module's source; raises ValueError where a rule file has a problem."""
    rules, problems = load_rules(rule_files(), builtin=True)
    if problems:
        raise ValueError("\n".join(str(problem) for problem in problems))
    rows = tuple(tuple(rule._replace(file=os.path.basename(rule.file))) for rule in rules.rules)
    triggers = {code: tuple(trigger) for code, trigger in rules.triggers.items()}
    return (
        '"""Made of rules/*.toml by spacelint.engine.compiled; not edited."""\n\n'
        "RULES: tuple[tuple[object, ...], ...]\n"
        f"RULES = {pprint.pformat(rows, width=96, sort_dicts=False)}\n\n"
        "TRIGGERS: dict[str, tuple[object, ...]]\n"
        f"TRIGGERS = {pprint.pformat(triggers, width=96, sort_dicts=False)}\n"
    )


def languages_source(path: str) -> str:
    """Return the module's source for the table in ``languages.toml``."""
    with open(path, "rb") as file:
        table = tomli.load(file)
    return (
        '"""Made of languages.toml by spacelint.engine.compiled; not edited."""\n\n'
        "TABLE: dict[str, dict[str, object]]\n"
        f"TABLE = {table!r}\n"
    )


def main() -> None:
    """Write each module beside what it is made of, whole or not at all."""
    shared = os.path.join(os.path.dirname(os.path.dirname(_COMPILED)), "checks", "shared")
    source = languages_source(os.path.join(shared, "languages.toml"))
    put_file(os.path.join(shared, "_languages_data.py"), source.encode())
    put_file(_COMPILED, compiled_source().encode())


if __name__ == "__main__":
    main()
