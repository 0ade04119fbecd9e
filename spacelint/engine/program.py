"""Rules made ready to run: indexed by scope, by fault and by what a title must have.

Most titles trigger few rules. What a title has (letters beyond ASCII, unprintable characters,
links, one of the characters some check waits for) makes a key, and the rules for each key are
looked up once. A check's module is imported when a title first calls for it.
"""

from __future__ import annotations

from bisect import bisect_left

from spacelint.checks.contract import BOOK_SIGNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Context, Trigger
    from spacelint.engine.rule import Rule
    from spacelint.text import Title

    Key = tuple[bool, bool, bool, int, bool, int, bool, bool, int]

KINDS = ("hashtag", "mention", "cashtag")
_MOST_KEYS = 1024


class Entry:
    """A rule, what triggers it, and its check with the rule's parameters."""

    __slots__ = ("algorithm", "rule", "trigger")

    def __init__(self, rule: Rule, trigger: Trigger) -> None:
        self.rule = rule
        self.trigger = trigger
        # Built on the first call, which puts the check in its own place.
        self.algorithm: Callable[..., Any] = self._build

    def _build(self, *what: Any) -> Any:
        from spacelint.checks import find_check

        self.algorithm = find_check(self.rule.check).build(self.rule.params)
        return self.algorithm(*what)


class Lane:
    """The entries to run for titles of one key."""

    __slots__ = ("by_fault", "by_kind", "has_candidate_rules", "title", "url")

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.title = [e for e in entries if e.rule.scope == "title"]
        self.url = [e for e in entries if e.rule.scope == "url"]
        self.by_kind: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
        self.by_fault: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            if entry.rule.scope not in KINDS:
                continue
            for fault in entry.trigger.faults:
                self.by_fault.setdefault((entry.rule.scope, fault), []).append(entry)
            if not entry.trigger.faults:
                self.by_kind[entry.rule.scope].append(entry)
        self.has_candidate_rules = bool(self.by_fault) or any(self.by_kind.values())


class Program:
    """A set of rules, compiled."""

    __slots__ = (
        "_bit_of",
        "_bits",
        "_book_signs",
        "_chars",
        "_lanes",
        "_lengths",
        "entries",
        "space",
        "spaces",
        "supersedes",
    )

    def __init__(self, rules: Sequence[Rule], triggers: Mapping[str, Trigger]) -> None:
        self.entries = [Entry(rule, triggers[rule.code]) for rule in rules]
        triggers_used = [entry.trigger for entry in self.entries]
        # A bit for each set of characters that some check waits for. The bits of a title go into
        # its key and not the characters, of which there are too many combinations to keep.
        groups = sorted({chars for t in triggers_used for chars in (t.chars, t.unless) if chars})
        self._bits = {
            char: sum(1 << i for i, group in enumerate(groups) if char in group)
            for char in "".join(groups)
        }
        self._bit_of = {group: 1 << i for i, group in enumerate(groups)}
        self._chars = frozenset(self._bits)
        bounds = [bound for t in triggers_used for bound in (t.longer, t.longer_ascii)]
        self._lengths = sorted({-1, *bounds})
        self._lanes: dict[Key, Lane] = {}
        #: The rules about the fields of a Space, and those over all Spaces of a run.
        self.space = [entry for entry in self.entries if entry.rule.scope == "space"]
        self.spaces = [entry for entry in self.entries if entry.rule.scope == "spaces"]
        #: What a brand book knows of a title; imported when the first book comes.
        self._book_signs: Callable[[Title, Context], int] = self._first_signs
        self.supersedes = frozenset(rule.code for rule in rules if rule.supersedes)

    def lane(self, title: Title, context: Context) -> Lane:
        """Return the entries that ``title`` calls for."""
        text = title.text
        bits = 0
        for char in title.chars & self._chars:
            bits |= self._bits[char]
        key = (
            not text.isascii(),
            not text.isprintable(),
            bool(title.entities),
            bits,
            context.space is not None,
            0 if context.book is None else 1 | self._book_signs(title, context),
            context.today is not None,
            context.live is not None,
            # The greatest of the lengths asked for that the title exceeds.
            self._lengths[bisect_left(self._lengths, len(text)) - 1],
        )
        lane = self._lanes.get(key)
        if lane is None:
            if len(self._lanes) >= _MOST_KEYS:
                self._lanes.clear()
            lane = self._lanes[key] = Lane(
                [e for e in self.entries if self._called(e.trigger, key)]
            )
        return lane

    def _first_signs(self, title: Title, context: Context) -> int:
        from spacelint.checks._signs import signs

        self._book_signs = signs
        return signs(title, context)

    def _called(self, trigger: Trigger, key: Key) -> bool:
        return _called(
            trigger, key, self._bit_of.get(trigger.chars, 0), self._bit_of.get(trigger.unless, 0)
        )


def _called(trigger: Trigger, key: Key, chars: int, unless: int) -> bool:
    non_ascii, unprintable, linked, bits, space, book, today, live, longer = key
    known = {"space": space, "book": book, "today": today, "live": live}
    if trigger.longer > longer or not all(known[need] for need in trigger.needs):
        return False
    if trigger.book and not book & BOOK_SIGNS[trigger.book]:
        return False
    if trigger.longer_ascii > longer and not non_ascii and not bits & unless:
        return False
    when = trigger.when
    return (
        when == "always"
        or (when == "non-ascii" and non_ascii)
        or (when == "unprintable" and unprintable)
        or (when == "linked" and linked)
        or (when == "chars" and bool(bits & chars))
    )
