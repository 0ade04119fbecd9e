"""Write the compiled form of the built-in rules: a module of literals that Python loads at once.

Run as ``python -m spacelint.engine.compiled``; building a wheel does it too.
"""

from __future__ import annotations

import os
import pprint

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


def main() -> None:
    """Write the module beside this one, whole or not at all."""
    put_file(_COMPILED, compiled_source().encode())


if __name__ == "__main__":
    main()
