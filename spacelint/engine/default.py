"""The rules that come with spacelint.

``rules/*.toml`` is the source. What a run needs of it is also kept compiled (see `compiled`), since
reading the files takes longer than a whole bare call may; where the compiled form is missing or
older than its sources, the files are read.
"""

from __future__ import annotations

import os

from spacelint.engine.rule import RuleSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacelint.engine.rule import RuleDocs

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_COMPILED = os.path.join(_PACKAGE, "engine", "_rules_data.py")
#: The file beside the rules that has figures about them and no rules (see `evidence`).
EVIDENCE_NAME = "evidence.toml"


def default_rules() -> RuleSet:
    """Return the rules that come with spacelint."""
    if not _cache:
        _cache.append(_compiled() or _from_files())
    return _cache[0]


def rules_folder() -> str:
    """Return the folder with the rule files: in the package, or beside it in a checkout."""
    installed = os.path.join(_PACKAGE, "_rules")
    if os.path.isdir(installed):
        return installed
    return os.path.join(os.path.dirname(_PACKAGE), "rules")


def rule_files() -> list[str]:
    """Return the paths of the rule files, in order."""
    folder = rules_folder()
    names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
    return [os.path.join(folder, name) for name in names if name != EVIDENCE_NAME]


def _compiled() -> RuleSet | None:
    if not _is_fresh():
        return None
    try:
        from spacelint.engine import _rules_data as data  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        return None
    from spacelint.checks.contract import Trigger
    from spacelint.engine.rule import Rule

    rules = tuple(Rule._make(row) for row in data.RULES)
    triggers = {code: Trigger._make(row) for code, row in data.TRIGGERS.items()}
    return RuleSet(rules, triggers, _read_docs)


def _is_fresh() -> bool:
    """True if the compiled rules are newer than their sources; in a wheel they always are."""
    folder = rules_folder()
    if os.path.basename(folder) == "_rules":
        return True
    try:
        made = os.stat(_COMPILED).st_mtime_ns
    except OSError:
        return False
    checks = os.path.join(_PACKAGE, "checks")
    shared = (os.path.join(checks, "shared"), os.path.join(checks, "dates"))
    for source in (folder, checks, *shared, os.path.join(_PACKAGE, "engine")):
        with os.scandir(source) as entries:
            for entry in entries:
                name = entry.name
                if not name.endswith((".toml", ".py")) or name.endswith("_data.py"):
                    continue  # what is compiled itself is no source
                if entry.stat().st_mtime_ns > made:
                    return False
    return True


def _from_files() -> RuleSet:
    from spacelint.engine.load import load_rules

    rules, problems = load_rules(rule_files(), builtin=True)
    if problems:
        raise ValueError("\n".join(str(problem) for problem in problems))
    return rules


def _read_docs() -> Mapping[str, RuleDocs]:
    if not _docs:
        _docs.update(_from_files().read_docs())
    return _docs


_cache: list[RuleSet] = []
_docs: dict[str, RuleDocs] = {}
