"""Whether a path matches a glob, with the meaning that .gitignore and ruff give it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_BRACES = 64


def matches(pattern: str, path: str) -> bool:
    """Whether `path` (relative, or any path below the pattern's base) falls under `pattern`.

    ``*`` and ``?`` stay within a part of the path, ``**`` spans any number of parts, ``[a-z]``
    and ``[!a-z]`` are sets, ``{a,b}`` alternatives. A pattern without a slash matches at any
    depth; one that matches a directory takes in all that is below it; one that ends in a slash
    matches only directories. Case counts. Takes at most time proportional to the product of the
    lengths; nothing is raised.
    """
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    return any(_matches(one, parts) for one in expand_braces(pattern))


def expand_braces(pattern: str) -> list[str]:
    """The patterns that ``{a,b}`` stands for; at most 64, and braces beyond that stay text."""
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


def _matches(pattern: str, parts: Sequence[str]) -> bool:
    directory_only = pattern.endswith("/")
    anchored = "/" in pattern.rstrip("/")
    wanted = [part for part in pattern.split("/") if part not in ("", ".")]
    if not wanted:
        return False
    if not anchored:
        wanted.insert(0, "**")
    if wanted[-1] == "**":
        wanted.pop()  # only what is below
        directory_only = True
    # The pattern may match the path itself or a directory above it.
    below = [*wanted, "*", "**"]
    return _sequence(below, parts) or (not directory_only and _sequence(wanted, parts))


def _sequence(wanted: Sequence[str], parts: Sequence[str]) -> bool:
    """Greedy matching with one point of return: the latest ``**``."""
    at = want = 0
    back_at, back_want = 0, -1
    while at < len(parts):
        if want < len(wanted) and wanted[want] == "**":
            back_at, back_want = at, want
            want += 1
        elif want < len(wanted) and _part(wanted[want], parts[at]):
            at += 1
            want += 1
        elif back_want >= 0:
            back_at += 1
            at, want = back_at, back_want + 1
        else:
            return False
    return all(part == "**" for part in wanted[want:])


def _part(pattern: str, name: str) -> bool:
    if pattern == name:
        return True
    at = want = 0
    back_at, back_want = 0, -1
    while at < len(name):
        if want < len(pattern) and pattern[want] == "*":
            back_at, back_want = at, want
            want += 1
            continue
        width = _one(pattern, want, name[at])
        if width:
            at += 1
            want += width
        elif back_want >= 0:
            back_at += 1
            at, want = back_at, back_want + 1
        else:
            return False
    return all(char == "*" for char in pattern[want:])


def _one(pattern: str, want: int, char: str) -> int:
    """How much of the pattern takes this one character; 0 where it does not."""
    if want >= len(pattern):
        return 0
    wanted = pattern[want]
    if wanted == "?":
        return 1
    if wanted != "[":
        return 1 if wanted == char else 0
    end = pattern.find("]", want + 2)
    if end < 0:
        return 1 if char == "[" else 0
    members = pattern[want + 1 : end]
    negated = members[0] in "!^"
    return end - want + 1 if _in_set(members[negated:], char) != negated else 0


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
