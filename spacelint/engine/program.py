"""Rules ready to run: indexed by scope, by fault and by what a title must have.

Most titles trigger few rules. What a title has (letters beyond ASCII, unprintable characters,
links, one of the characters or words some check waits for) makes a key, and the rules for each key
are looked up once. A check's module is imported when a title first calls for it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import reduce
from operator import or_

from spacelint.checks.contract import BARE, BOOK_TRIGGERS
from spacelint.engine.entries import KINDS, CandidateRules, Entry, RulePlan
from spacelint.engine.signs import FLAGS, SignTable
from spacelint.text.pattern import LOUD_WORD
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from spacelint.checks.contract import Context, Trigger
    from spacelint.engine.budget import PatternBudget
    from spacelint.engine.rule import Rule
    from spacelint.text import Title

    #: A rule, and of its trigger ``longer``, ``emoji``, ``links``, the flags of ``needs`` and
    #: ``when``, the bits of its characters and words, those of ``book``, ``longer_ascii``, those of
    #: ``unless``.
    _Waits = tuple[Entry, int, int, int, int, int, int, int, int, int]

_MOST_PLANS = 4096
_MOST_NUMBERS = 1024
_LOOSE, _LOUD, _WORDLESS = FLAGS["loose"], FLAGS["loud"], FLAGS["wordless"]
_REPEATS, _TIGHT = FLAGS["repeats"], FLAGS["tight"]
_LINKED, _LINK_FIRST = FLAGS["linked"], FLAGS["link-first"]
_SPACE = FLAGS["space"] | FLAGS["space-or-book"]
_BOOK = FLAGS["book"] | FLAGS["space-or-book"]
_CANDIDATE = "#@$＃＠＄"  # what every candidate has
_SMALL = bytes(range(ord("a"), ord("z") + 1))
# What a byte of UTF-8 is: a capital A, another letter or part of a character beyond ASCII a, a mark
# that a space follows !, a space itself, or 0.
_SHAPE = bytes(
    ord(
        "A" if 65 <= c <= 90
        else "a" if c > 127 or 97 <= c <= 122
        else "!" if chr(c) in "!?,:;"
        else " " if c == 32
        else "0"
    )
    for c in range(256)
)  # fmt: skip


class Key(NamedTuple):
    """All of a title and its context that says which rules are to be run.

    ``longer`` and ``emoji`` are the greatest of the bounds asked for that the title exceeds.
    """

    flags: int
    bits: int
    links: int
    longer: int
    emoji: int
    book: int


class _Bounds(dict[int, int]):
    """The greatest of some bounds that a number exceeds, worked out once for each number."""

    __slots__ = ("_sorted",)

    def __init__(self, bounds: Iterable[int]) -> None:
        self._sorted = sorted({-1, *bounds})

    def __missing__(self, number: int) -> int:
        bound = self._sorted[bisect_left(self._sorted, number) - 1]
        if len(self) < _MOST_NUMBERS:
            self[number] = bound
        return bound


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
        "_bit_of",
        "_book_triggers",
        "_candidate_rules",
        "_emoji",
        "_longer",
        "_most_links",
        "_plans",
        "_repeated",
        "_signed",
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
            *sorted({_CANDIDATE, *(chars for t in used for chars in (t.chars, t.unless) if chars)}),
            *sorted({t.words for t in used if t.words}),
        ]
        groups += sorted({t.signs for t in used if t.signs})
        self._bit_of = {group: 1 << i for i, group in enumerate(groups)}
        self._word_bits: dict[str, int] = {}
        for group in {t.words for t in used if t.words}:
            for word in group:
                self._word_bits[word] = self._word_bits.get(word, 0) | self._bit_of[group]
        #: The words that must stand twice.
        self._repeated = frozenset([word for t in used if "repeats" in t.when for word in t.twice])
        self._words = self._repeated.union(self._word_bits)
        self._signed = self._bit_of[_CANDIDATE]
        self._signs = SignTable(
            {group: bit for group, bit in self._bit_of.items() if isinstance(group, str)},
            {t.signs: self._bit_of[t.signs] for t in used if t.signs},
            reduce(or_, self._word_bits.values(), 0),
        )
        self._longer = _Bounds(bound for t in used for bound in (t.longer, t.longer_ascii))
        self._emoji = _Bounds(t.emoji for t in used)
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
        # In bytes: a set of characters takes several times as long.
        raw = text.encode("utf-8", "surrogatepass")
        signs = self._signs
        some = raw.translate(None, signs.plain)
        flags, bits, astral, emoji, capital, letter = signs.known.get(some) or signs.read(some)
        if "  " in text or text != text.strip(" "):
            flags |= _LOOSE
        shape = raw.translate(_SHAPE).decode("ascii")
        if "!" in shape and ("!a" in shape or "!A" in shape or " !" in shape):
            flags |= _TIGHT
        words = title.words if letter else title.words_in_latin()
        for word in self._words.intersection(words):
            bits |= self._word_bits.get(word, 0)
            if word in self._repeated and words.count(word) > 1:
                flags |= _REPEATS
        if not words or not (words[0][0].isalpha() or any(map(str.isalpha, text))):
            flags |= _WORDLESS
        entities = title.entities
        links = len(entities)
        if links:
            flags |= _LINKED
            if not any(map(str.isalpha, text[: entities[0][1]])):
                flags |= _LINK_FIRST
            if links > self._most_links:
                links = self._most_links
        if LOUD_WORD.search(text) if capital else "AAAA" in shape:
            # Small letters of a tag or an address are no part of what is shouted.
            tagged = links or bits & self._signed
            small = 0 if tagged else len(raw) - len(raw.translate(None, _SMALL))
            if 2 * small <= len(text) - text.count(" "):
                flags |= _LOUD
        book = 0
        if context is not BARE:
            if context.space is not None:
                flags |= _SPACE
            if context.book is not None:
                flags |= _BOOK if context.space is None else _BOOK | FLAGS["planned"]
                book = 1 | self._book_triggers(title, context)
            if context.live is not None:
                flags |= FLAGS["live"]
        key = (
            flags,
            bits,
            links,
            self._longer[len(text) + astral],
            self._emoji[emoji],
            book,
        )
        return self._plans.get(key) or self._plan(Key(*key))  # type: ignore[call-overload]

    def _plan(self, key: Key) -> RulePlan:
        if len(self._plans) >= _MOST_PLANS:
            self._plans.clear()
            self._candidate_rules.clear()
        if not self._waits:
            self._waits = [self._waits_of(entry) for entry in self.entries]
        has, bits, non_ascii = key.flags, key.bits, key.flags & FLAGS["non-ascii"]
        called = [
            entry
            for entry, least, pile, links, needs, when, marks, book, in_ascii, unless in self._waits
            if (when & has or marks & bits)
            and needs & has == needs
            and least <= key.longer
            and pile <= key.emoji
            and links <= key.links
            and (not book or key.book & book)
            and (in_ascii <= key.longer or non_ascii or bits & unless)
            and (bits & self._signed or entry.rule.scope not in KINDS)
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
        if "signs" in when:
            marks |= bits[t.signs]
        return (
            entry,
            t.longer,
            t.emoji,
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
        flags |= FLAGS.get(name, 0)
    return flags
