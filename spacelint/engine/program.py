"""Rules ready to run: indexed by scope, by fault and by what a title must have.

Most titles trigger few rules. What a title has (letters beyond ASCII, unprintable characters,
links, one of the characters or words some check waits for) makes a key, and the rules for each key
are looked up once. A check's module is imported when a title first calls for it.
"""

from __future__ import annotations

from bisect import bisect_left

from spacelint.checks.contract import BOOK_TRIGGERS
from spacelint.engine.char_classes import (
    EMOJI,
    FOLDS,
    LEAD,
    MISREAD,
    STYLED,
    TRAIL,
    UNCOMPOSED,
    classes_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Context, Trigger
    from spacelint.engine.budget import PatternBudget
    from spacelint.engine.rule import Rule
    from spacelint.text import Title

    Key = tuple[bool, bool, bool, bool, int, bool, bool, int, bool, int, bool, int]

KINDS = ("hashtag", "mention", "cashtag")
_MOST_PLANS = 4096
_MOST_CHARS = 20_000
# What each character of a title in ASCII is to its shape: a capital, a space, of no interest, odd.
_MARKS = frozenset(b"!\"#&'()*+,-./:;=?@_")
_SHAPE = bytes(
    32
    if c == 32
    else ord("C" if 65 <= c <= 90 else "." if c in _MARKS or chr(c).isalnum() else "?")
    for c in range(128)
).ljust(256, b"?")


class Entry:
    """A rule, what triggers it, and its check with the rule's parameters."""

    __slots__ = ("algorithm", "budget", "rule", "trigger")

    def __init__(self, rule: Rule, trigger: Trigger, budget: PatternBudget | None = None) -> None:
        self.rule = rule
        self.trigger = trigger
        self.budget = budget
        # Built on the first call, which puts the check in its own place.
        self.algorithm: Callable[..., Any] = self._build

    def _build(self, *what: Any) -> Any:
        from spacelint.checks import find_check

        algorithm = find_check(self.rule.check).build(self.rule.params)
        self.algorithm = (
            algorithm if self.budget is None else self.budget.guard(self.rule, algorithm)
        )
        return self.algorithm(*what)


def _is_foreign_pattern(rule: Rule) -> bool:
    """True for a pattern that is not built in: codes that begin with SL are reserved."""
    return rule.check == "pattern" and not rule.code.startswith("SL")


def _budget(rules: Sequence[Rule]) -> PatternBudget | None:
    if not any(map(_is_foreign_pattern, rules)):
        return None
    from spacelint.engine.budget import PatternBudget

    return PatternBudget()


class _CharBits(dict[str, int]):
    """The bits of each character: the groups of `Program`, then its classes above them.

    Made when a character is first met, up to so many of them.
    """

    __slots__ = ("_groups", "_shift")

    def __init__(self, groups: Mapping[str, int], shift: int) -> None:
        super().__init__()
        self._groups = groups
        self._shift = shift

    def __missing__(self, char: str) -> int:
        bits = self._groups.get(char, 0)
        if char > "\x7f":
            bits |= classes_of(char) << self._shift
        if len(self) < _MOST_CHARS:
            self[char] = bits
        return bits


class RulePlan:
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
        "_all_words",
        "_ascii_bits",
        "_bit_of",
        "_bits",
        "_book_triggers",
        "_char_bits",
        "_group_mask",
        "_lengths",
        "_plans",
        "_shift",
        "_word_bits",
        "_words",
        "budget",
        "entries",
        "space",
        "spaces",
        "supersedes",
    )

    def __init__(self, rules: Sequence[Rule], triggers: Mapping[str, Trigger]) -> None:
        self.budget = _budget(rules)
        self.entries = [
            Entry(rule, triggers[rule.code], self.budget if _is_foreign_pattern(rule) else None)
            for rule in rules
        ]
        triggers_used = [entry.trigger for entry in self.entries]
        # A bit for each set of characters that some check waits for. The bits of a title go into
        # its key and not the characters, of which there are too many combinations to keep.
        groups: list[Sequence[str]] = [
            *sorted({chars for t in triggers_used for chars in (t.chars, t.unless) if chars}),
            *sorted({t.words for t in triggers_used if t.words}),
        ]
        self._bit_of = {group: 1 << i for i, group in enumerate(groups)}
        self._bits: dict[str, int] = {}
        self._word_bits: dict[str, int] = {}
        for group, bit in self._bit_of.items():
            bits = self._bits if isinstance(group, str) else self._word_bits
            for one in group:
                bits[one] = bits.get(one, 0) | bit
        self._char_bits = _CharBits(self._bits, len(groups))
        self._shift = len(groups)
        self._group_mask = (1 << len(groups)) - 1
        self._words = frozenset(self._word_bits)
        self._all_words = 0
        for bit in self._word_bits.values():
            self._all_words |= bit
        self._ascii_bits = [(char, bit) for char, bit in self._bits.items() if char.isascii()]
        bounds = [bound for t in triggers_used for bound in (t.longer, t.longer_ascii)]
        self._lengths = sorted({-1, *bounds})
        self._plans: dict[Key, RulePlan] = {}
        #: The rules about the fields of a Space, and those over all Spaces of a run.
        self.space = [entry for entry in self.entries if entry.rule.scope == "space"]
        self.spaces = [entry for entry in self.entries if entry.rule.scope == "spaces"]
        #: What a brand book knows of a title; imported when the first book comes.
        self._book_triggers: Callable[[Title, Context], int] = self._first_book_triggers
        self.supersedes = frozenset(rule.code for rule in rules if rule.supersedes)

    def rules_for(self, title: Title, context: Context) -> RulePlan:
        """Return the rules to run for ``title``."""
        text = title.text
        bits = classes = 0
        words = frozenset(title.words)
        repeats = len(words) < len(title.words)
        non_ascii = not text.isascii()
        if non_ascii:
            char_bits = self._char_bits
            for char in title.chars:
                bits |= char_bits[char]
            classes = bits >> self._shift
            bits &= self._group_mask
            if classes & FOLDS:
                bits |= self._all_words
                repeats = True
            classes = _with_misread(classes)
            odd = True
            loose = "  " in text or text[0] == " " or text[-1] == " "
        else:
            for char, bit in self._ascii_bits:
                if char in text:
                    bits |= bit
            odd = loose = _is_odd(text)
        if not self._words.isdisjoint(words):
            for word in self._words & words:
                bits |= self._word_bits[word]
        key = (
            non_ascii,
            odd and not text.isprintable(),
            odd,
            loose,
            classes,
            repeats,
            bool(title.entities),
            bits,
            context.space is not None,
            0 if context.book is None else 1 | self._book_triggers(title, context),
            context.live is not None,
            # The greatest of the lengths asked for that the title exceeds.
            self._lengths[bisect_left(self._lengths, len(text)) - 1],
        )
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            has = _conditions(key)
            plan = self._plans[key] = RulePlan(
                [e for e in self.entries if self._called(e.trigger, key, has)]
            )
        return plan

    def _first_book_triggers(self, title: Title, context: Context) -> int:
        from spacelint.checks.shared.book_triggers import book_triggers

        self._book_triggers = book_triggers
        return book_triggers(title, context)

    def _called(self, trigger: Trigger, key: Key, has: frozenset[str]) -> bool:
        if trigger.longer > key[-1] or not has.issuperset(trigger.needs):
            return False
        if trigger.book and not key[-3] & BOOK_TRIGGERS[trigger.book]:
            return False
        bits, bit_of = key[7], self._bit_of
        if (
            trigger.longer_ascii > key[-1]
            and "non-ascii" not in has
            and not bits & bit_of.get(trigger.unless, 0)
        ):
            return False
        if not has.isdisjoint(trigger.when.split()):
            return True
        return bool(
            ("chars" in trigger.when and bits & bit_of.get(trigger.chars, 0))
            or ("words" in trigger.when and bits & bit_of.get(trigger.words, 0))
        )


def _with_misread(classes: int) -> int:
    """Return the classes of a title's characters: whether it was misread takes two together."""
    misread = classes & MISREAD or (classes & LEAD and classes & TRAIL)
    return classes & (EMOJI | STYLED | UNCOMPOSED) | (MISREAD if misread else 0)


def _is_odd(text: str) -> bool:
    """Tell whether a text in ASCII is not an ordinary title, as `Trigger` has it."""
    # As text: looking for bytes in bytes takes five times as long.
    shape = text.encode().translate(_SHAPE).decode()
    return "?" in shape or "CCCC" in shape or "  " in shape or shape[:1] == " " or shape[-1:] == " "


def _conditions(key: Key) -> frozenset[str]:
    """Return the words of `Trigger.when` and `Trigger.needs` that hold for titles of a key."""
    non_ascii, unprintable, odd, loose, classes, repeats, linked, _, space, book, live, _ = key
    known = {
        "always": True,
        "non-ascii": non_ascii,
        "unprintable": unprintable,
        "odd": odd,
        "loose": loose,
        "emoji": classes & EMOJI,
        "styled": classes & STYLED,
        "uncomposed": classes & UNCOMPOSED,
        "misread": classes & MISREAD,
        "repeats": repeats,
        "linked": linked,
        "space": space,
        "book": book,
        "space-or-book": space or book,
        "live": live,
    }
    return frozenset([name for name, holds in known.items() if holds])
