"""Match paths against globs, as .gitignore and ruff read them."""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST_BRACES = 64
_WILD = frozenset("*?[\\")


def matches(pattern: str, path: str) -> bool:
    """True if `pattern` matches `path`, a path relative to the pattern's base.

    ``*`` and ``?`` stay within a part of the path, ``**`` spans any number of parts, ``[a-z]``
    and ``[!a-z]`` are sets, ``{a,b}`` alternatives. A pattern without a slash matches at any
    depth; one that matches a directory matches all that is below it; one that ends in a slash
    matches only directories. Case counts. Takes time proportional to the product of the lengths at
    most; nothing is raised.
    """
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    return any(_matches(one, parts) for one in expand_braces(pattern))


def expand_braces(pattern: str) -> list[str]:
    """The patterns that ``{a,b}`` expands to; at most 64, and braces beyond that stay text."""
    done: list[str] = []
    waiting = [pattern]
    while waiting:
        one = waiting.pop(0)
        start = one.find("{")
        end = one.find("}", start)
        inner = one[start + 1 : end].rsplit("{", 1)[-1] if 0 <= start < end else ""
        if "," not in inner or len(waiting) + len(done) >= _MOST_BRACES:
            done.append(one)
            continue
        start = end - len(inner) - 1
        waiting.extend(one[:start] + choice + one[end + 1 :] for choice in inner.split(","))
    return done[:_MOST_BRACES]


@lru_cache(maxsize=16)
def rules_of(globs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, PathRules], ...]:
    """Return the rules of patterns by the folder they are relative to."""
    by_base: dict[str, list[str]] = {}
    for base, pattern in globs:
        by_base.setdefault(base, []).append(pattern)
    return tuple([(base, PathRules(each)) for base, each in by_base.items()])


class PathRules:
    """Patterns in order; the last one that matches a path decides.

    A pattern that starts with ``!`` includes again what an earlier one excluded. Patterns are
    indexed by what a path must have for them to match, so that thousands of them cost little: a
    decision takes time linear in those that may match. Without ``braces``, as in a .gitignore,
    ``{a,b}`` is literal. Nothing is raised.
    """

    def __init__(self, patterns: Iterable[str], *, braces: bool = True) -> None:
        #: Rules by the name, the ending or the first folder that they require, and all others.
        self._names: dict[str, list[_Rule]] = {}
        self._suffixes: dict[str, list[_Rule]] = {}
        self._first: dict[str, list[_Rule]] = {}
        self._others: list[_Rule] = []
        number = 0
        for pattern in patterns:
            negated = pattern.startswith("!")
            plain = pattern[negated:]
            for one in expand_braces(plain) if braces else (plain,):
                number += 1
                self._add(_Rule.of(one, number, negated))

    def decide(self, parts: Sequence[str], is_folder: bool) -> bool | None:
        """True if a path itself is excluded, False if it is included again, None if neither.

        Folders above it do not count: see `excludes`.
        """
        last = 0
        decision: bool | None = None
        name = parts[-1]
        groups = (
            self._names.get(name, ()),
            self._suffixes.get(name[name.rfind(".") :], ()) if "." in name else (),
            self._first.get(parts[0], ()),
            self._others,
        )
        for rules in groups:
            for rule in reversed(rules):
                if rule.number < last:
                    break
                if (is_folder or not rule.folders) and _sequence(rule.parts, parts):
                    last, decision = rule.number, not rule.negated
                    break
        return decision

    def excludes(self, parts: Sequence[str], is_folder: bool = False) -> bool:
        """True if a path, or a folder that it is in, is excluded."""
        return any(
            self.decide(parts[:size], size < len(parts) or is_folder)
            for size in range(1, len(parts) + 1)
        )

    def _add(self, rule: _Rule | None) -> None:
        if rule is None:
            return
        first, *rest = rule.parts
        if first != "**" and not _is_wild(first):
            self._first.setdefault(first, []).append(rule)
        elif first == "**" and len(rest) == 1 and not _is_wild(rest[0]):
            self._names.setdefault(rest[0], []).append(rule)
        elif first == "**" and len(rest) == 1 and _ending(rest[0]):
            self._suffixes.setdefault(_ending(rest[0]), []).append(rule)
        else:
            self._others.append(rule)


class _Rule:
    """One pattern: its parts, its number, whether it is negated, and matches folders only."""

    __slots__ = ("folders", "negated", "number", "parts")

    def __init__(self, parts: list[str], number: int, negated: bool, folders: bool) -> None:
        self.parts = parts
        self.number = number
        self.negated = negated
        self.folders = folders

    @classmethod
    def of(cls, pattern: str, number: int, negated: bool) -> _Rule | None:
        """Return the rule of a pattern; None if it can match nothing."""
        parts = _pattern_parts(pattern)
        if parts and parts[-1] == "**":
            parts[-1:] = ["*", "**"]  # only what is below
        return cls(parts, number, negated, pattern.endswith("/")) if parts else None


def gitignore_lines(text: str) -> Iterator[str]:
    """Yield the patterns of a .gitignore: without comments, blank lines and spaces at the end."""
    for line in text.split("\n"):
        line = line.removesuffix("\r")
        kept = line.rstrip(" \t")
        if kept.endswith("\\") and len(kept) < len(line):
            kept += " "  # an escaped space at the end stays
        if kept and not kept.startswith("#"):
            yield kept


def _is_wild(part: str) -> bool:
    return not _WILD.isdisjoint(part)


def _ending(part: str) -> str:
    """Return the ending that a part like ``*.log`` requires, or "" for any other part."""
    plain = part[1:] if part[:2] == "*." else ""
    return plain if plain.count(".") == 1 and not _is_wild(plain) else ""


def _pattern_parts(pattern: str) -> list[str]:
    """Return the parts of a pattern, from the base down."""
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    if parts and "/" not in pattern.rstrip("/"):
        parts.insert(0, "**")
    return parts


def _matches(pattern: str, parts: Sequence[str]) -> bool:
    directory_only = pattern.endswith("/")
    own = _pattern_parts(pattern)
    if not own:
        return False
    if own[-1] == "**":
        own.pop()  # only what is below
        directory_only = True
    # The pattern may match the path itself or a directory above it.
    return _sequence([*own, "*", "**"], parts) or (not directory_only and _sequence(own, parts))


def _sequence(pattern: Sequence[str], parts: Sequence[str]) -> bool:
    """Greedy matching that backtracks to the latest ``**`` alone."""
    at = step = 0
    back_at, back_step = 0, -1
    while at < len(parts):
        if step < len(pattern) and pattern[step] == "**":
            back_at, back_step = at, step
            step += 1
        elif step < len(pattern) and _part(pattern[step], parts[at]):
            at += 1
            step += 1
        elif back_step >= 0:
            back_at += 1
            at, step = back_at, back_step + 1
        else:
            return False
    return all(part == "**" for part in pattern[step:])


def _part(pattern: str, name: str) -> bool:
    if pattern == name:
        return True
    at = step = 0
    back_at, back_step = 0, -1
    while at < len(name):
        if step < len(pattern) and pattern[step] == "*":
            back_at, back_step = at, step
            step += 1
            continue
        width = _one(pattern, step, name[at])
        if width:
            at += 1
            step += width
        elif back_step >= 0:
            back_at += 1
            at, step = back_at, back_step + 1
        else:
            return False
    return all(char == "*" for char in pattern[step:])


def _one(pattern: str, step: int, char: str) -> int:
    """Return how much of the pattern, from `step` on, matches this character; 0 for no match."""
    if step >= len(pattern):
        return 0
    first = pattern[step]
    if first == "?":
        return 1
    if first == "\\" and step + 1 < len(pattern):
        return 2 if pattern[step + 1] == char else 0
    if first != "[":
        return 1 if first == char else 0
    end = pattern.find("]", step + 2)
    if end < 0:
        return 1 if char == "[" else 0
    members = pattern[step + 1 : end]
    negated = members[0] in "!^"
    return end - step + 1 if _in_set(members[negated:], char) != negated else 0


def _in_set(members: str, char: str) -> bool:
    at = 0
    while at < len(members):
        if at + 2 < len(members) and members[at + 1] == "-":
            if members[at] <= char <= members[at + 2]:
                return True
            at += 3
        elif members[at] == char:
            return True
        else:
            at += 1
    return False
