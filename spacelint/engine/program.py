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
    UNPRINTABLE,
    classes_of,
)
from spacelint.engine.entries import CandidateRules, Entry, RulePlan
from spacelint.text.pattern import LOUD_WORD
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from spacelint.checks.contract import Context, Trigger
    from spacelint.engine.budget import PatternBudget
    from spacelint.engine.rule import Rule
    from spacelint.text import Title

    #: A rule, and of its trigger ``longer``, ``links``, the flags of ``needs`` and ``when``, the
    #: bits of its characters and words, those of ``book``, ``longer_ascii``, those of ``unless``.
    _Waits = tuple[Entry, int, int, int, int, int, int, int, int]

_MOST_PLANS = 4096
_MOST_CHARS = 20_000  # that are remembered
_MOST_SIGNS = 10_000  # texts without what says nothing
_LONGEST_SIGNS = 60  # bytes of such a text: a longer one hardly comes again
#: The words of `Trigger.when` and `Trigger.needs` but ``chars`` and ``words``, in the order of
#: `_conditions`.
_FLAGS = {
    name: 1 << bit
    for bit, name in enumerate(
        "always odd non-ascii unprintable loose loud wordless emoji styled uncomposed misread"
        " repeats linked space book space-or-book planned live".split()
    )
}


class Signs(NamedTuple):
    """What the characters of a title say, without their order.

    ``bits`` are those of the groups that checks wait for, with those of all words where case folds
    in an unusual way (``folds``); ``classes`` are classes beyond ASCII.
    """

    bits: int
    classes: int
    unprintable: bool
    folds: bool


class Key(NamedTuple):
    """All of a title and its context that says which rules are to be run."""

    non_ascii: bool
    unprintable: bool
    loose: bool
    loud: bool
    lettered: bool
    classes: int
    repeats: bool
    links: int
    bits: int
    space: bool
    book: int
    live: bool
    #: The greatest of the lengths asked for that the title exceeds.
    longer: int


def _is_foreign_pattern(rule: Rule) -> bool:
    """True for a pattern that is not built in: codes that begin with SL are reserved."""
    return rule.check == "pattern" and not rule.code.startswith("SL")


def _budget(rules: Sequence[Rule]) -> PatternBudget | None:
    if not any(map(_is_foreign_pattern, rules)):
        return None
    from spacelint.engine.budget import PatternBudget

    return PatternBudget()


class Program:
    """A set of rules, compiled."""

    __slots__ = (
        "_all_words",
        "_bit_of",
        "_book_triggers",
        "_candidate_rules",
        "_char_bits",
        "_char_signs",
        "_lengths",
        "_most_links",
        "_plain_bytes",
        "_plans",
        "_signs",
        "_waits",
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
        used = [entry.trigger for entry in self.entries]
        # A bit for each set of characters that some check waits for. The bits of a title go into
        # its key and not the characters, of which there are too many combinations to keep.
        groups: list[Sequence[str]] = [
            *sorted({chars for t in used for chars in (t.chars, t.unless) if chars}),
            *sorted({t.words for t in used if t.words}),
        ]
        self._bit_of = {group: 1 << i for i, group in enumerate(groups)}
        self._char_bits: dict[str, int] = {}
        self._word_bits: dict[str, int] = {}
        for group, bit in self._bit_of.items():
            bits = self._char_bits if isinstance(group, str) else self._word_bits
            for one in group:
                bits[one] = bits.get(one, 0) | bit
        self._words = frozenset(self._word_bits)
        self._all_words = 0
        for bit in self._word_bits.values():
            self._all_words |= bit
        #: What the characters met so far say, and what those of a title say together.
        self._char_signs: dict[str, tuple[int, int]] = {}
        self._signs: dict[bytes, Signs] = {}
        self._plain_bytes = bytes(
            c for c in range(128) if not classes_of(chr(c)) and chr(c) not in self._char_bits
        )
        bounds = [bound for t in used for bound in (t.longer, t.longer_ascii)]
        self._lengths = sorted({-1, *bounds})
        self._most_links = max([1, *(t.links for t in used)])
        self._plans: dict[Key, RulePlan] = {}
        self._waits: list[_Waits] = []
        self._candidate_rules: dict[tuple[int, ...], CandidateRules] = {}
        #: The rules about the fields of a Space, and those over all Spaces of a run.
        self.space = [entry for entry in self.entries if entry.rule.scope == "space"]
        self.spaces = [entry for entry in self.entries if entry.rule.scope == "spaces"]
        #: What a brand book knows of a title; imported when the first book comes.
        self._book_triggers: Callable[[Title, Context], int] = self._first_book_triggers
        self.supersedes = frozenset(rule.code for rule in rules if rule.supersedes)

    def rules_for(self, title: Title, context: Context) -> RulePlan:
        """Return the rules to run for ``title``."""
        text = title.text
        non_ascii = not text.isascii()
        # In bytes: a set of characters takes several times as long.
        some = text.encode("utf-8", "surrogatepass").translate(None, self._plain_bytes)
        bits, classes, unprintable, folds = self._signs.get(some) or self._signs_of(some)
        words = title.words
        different = frozenset(words)
        for word in self._words & different:
            bits |= self._word_bits[word]
        loose = "  " in text or text[:1] == " " or text[-1:] == " "
        loud = LOUD_WORD.search(text) is not None
        key = (
            non_ascii,
            unprintable,
            loose,
            loud,
            bool(words) and (words[0][0].isalpha() or any(map(str.isalpha, text))),
            classes,
            folds or len(different) < len(words),
            min(len(title.entities), self._most_links),
            bits,
            context.space is not None,
            0 if context.book is None else 1 | self._book_triggers(title, context),
            context.live is not None,
            self._lengths[bisect_left(self._lengths, len(text)) - 1],
        )
        return self._plans.get(key) or self._plan(Key(*key))  # type: ignore[call-overload]

    def _signs_of(self, some: bytes) -> Signs:
        """Return what the characters of a text in UTF-8 say, and remember it."""
        bits = classes = 0
        for char in set(some.decode("utf-8", "surrogatepass")):
            own = self._char_signs.get(char)
            if own is None:
                own = self._char_bits.get(char, 0), classes_of(char)
                if len(self._char_signs) < _MOST_CHARS:
                    self._char_signs[char] = own
            bits |= own[0]
            classes |= own[1]
        folds = bool(classes & FOLDS)
        misread = classes & MISREAD or (classes & LEAD and classes & TRAIL)
        signs = Signs(
            bits | self._all_words if folds else bits,
            classes & (EMOJI | STYLED | UNCOMPOSED) | (MISREAD if misread else 0),
            bool(classes & UNPRINTABLE),
            folds,
        )
        if len(some) <= _LONGEST_SIGNS:
            if len(self._signs) >= _MOST_SIGNS:
                self._signs.clear()
            self._signs[some] = signs
        return signs

    def _plan(self, key: Key) -> RulePlan:
        if len(self._plans) >= _MOST_PLANS:
            self._plans.clear()
            self._candidate_rules.clear()
        if not self._waits:
            self._waits = [self._waits_of(entry) for entry in self.entries]
        has, bits, longer, found = _conditions(key), key.bits, key.longer, key.links
        called = [
            entry
            for entry, least, links, needs, when, marks, book, ascii_least, unless in self._waits
            if (when & has or marks & bits)
            and needs & has == needs
            and least <= longer
            and links <= found
            and (not book or key.book & book)
            and (ascii_least <= longer or key.non_ascii or bits & unless)
        ]
        plan = self._plans[key] = RulePlan(called, self._candidate_rules)
        return plan

    def _first_book_triggers(self, title: Title, context: Context) -> int:
        from spacelint.checks.shared.book_triggers import book_triggers

        self._book_triggers = book_triggers
        return book_triggers(title, context)

    def _waits_of(self, entry: Entry) -> _Waits:
        """Return what a title must have for a rule to be run, in numbers."""
        t = entry.trigger
        when = t.when.split()
        bits = self._bit_of
        marks = bits.get(t.chars, 0) if "chars" in when else 0
        if "words" in when:
            marks |= bits.get(t.words, 0)
        return (
            entry,
            t.longer,
            t.links,
            _flags(t.needs),
            _flags(when),
            marks,
            BOOK_TRIGGERS[t.book] if t.book else 0,
            t.longer_ascii,
            bits.get(t.unless, 0),
        )


def _flags(names: Iterable[str]) -> int:
    flags = 0
    for name in names:
        flags |= _FLAGS.get(name, 0)
    return flags


def _conditions(key: Key) -> int:
    """Return the flags of `Trigger.when` and `Trigger.needs` that hold for titles of a key."""
    book = bool(key.book)
    known = (
        True,
        True,
        key.non_ascii,
        key.unprintable,
        key.loose,
        key.loud,
        not key.lettered,
        key.classes & EMOJI,
        key.classes & STYLED,
        key.classes & UNCOMPOSED,
        key.classes & MISREAD,
        key.repeats,
        key.links,
        key.space,
        book,
        key.space or book,
        key.space and book,
        key.live,
    )
    flags = 0
    for flag, holds in zip(_FLAGS.values(), known, strict=True):
        if holds:
            flags |= flag
    return flags
