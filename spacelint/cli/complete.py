"""What a shell may complete: selectors of rules, campaigns of the brand book."""

from __future__ import annotations

import os


def selectors(incomplete: str) -> list[tuple[str, str]]:
    """Return the codes, names and tags of rules that begin as ``incomplete`` does, with summaries.

    The rules are the built-in ones and those of the configuration in force.
    """
    from spacelint.cli.session import UsageError, rules_in_force
    from spacelint.engine.default import default_rules

    head, comma, last = incomplete.rpartition(",")
    try:
        rules = rules_in_force()
    except UsageError:  # a shell that completes has no place for a message
        rules = default_rules()
    found = {rule.code: rules.docs(rule.code).summary for rule in rules.rules}
    found |= {rule.name: rules.docs(rule.code).summary for rule in rules.rules}
    found |= {tag: f"rules about {tag}" for rule in rules.rules for tag in rule.tags}
    return [(head + comma + name, text) for name, text in found.items() if name.startswith(last)]


def campaigns(incomplete: str) -> list[str]:
    """Return the campaigns of the brand book in force that begin as ``incomplete`` does."""
    from spacelint.cli.options import Options
    from spacelint.cli.session import UsageError, open_session

    try:
        book = open_session(Options(), os.curdir).context.book
    except UsageError:
        return []
    return [name for name in (book.campaigns if book else ()) if name.startswith(incomplete)]
