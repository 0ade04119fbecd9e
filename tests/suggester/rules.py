"""The seven rules of a suggestion, each as a check of its own that knows nothing of the engine.

Every function yields in words what is not as it must be. They take the title, the suggestions and
what the engine was given, and read texts only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex

from spacelint.brand.fold import fold_tag
from spacelint.text import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.checks.contract import Context
    from spacelint.engine.rule import Diagnostic
    from spacelint.suggester.tokens import Change, Suggestion

WORD = re.compile(r"\w+(?:['’]\w+)*")
_ONLY_SPACE = re.compile(r"\s+")
_SEGMENT_EDGE = re.compile(r"(?:^|[|｜–—:：.!?…。！？)\]）】-]\s*|\s[-–—|]\s*)$")
_SEGMENT_START = re.compile(r"^\s*(?:$|[|｜–—:：#(\[（【-]|[.!?…])")
#: What may go as a single word, written down here once more: small, and of no weight.
FILLERS = frozenset(
    "really very truly actually literally basically totally absolutely completely amazing awesome"
    " exciting fantastic muy realmente totalmente absolutamente completamente increíble très"
    " vraiment totalement absolument complètement incroyable sehr wirklich absolut völlig muito"
    " incrível molto davvero veramente assolutamente incredibile heel erg echt volledig absoluut"
    " mycket verkligen väldigt helt bardzo naprawdę całkowicie sangat sekali очень действительно"
    " абсолютно полностью".split()
)
OPENERS = ("join us", "please join", "come join", "tune in", "únete", "acompáñ", "rejoignez",
           "retrouvez", "junte-se", "unisciti", "unitevi")  # fmt: skip
#: Words in which no title ends that was cut.
DANGLING = frozenset(
    "the a an and or of in on at to for with from by about is are our your until without than"
    " el la los las un una y o de del en con por para que der die das und oder von vom im mit für"
    " le les des et ou du avec pour sur o os as e em com da do dos il lo gli di della per tra"
    " het een van voor met".split()
)


class Asked(NamedTuple):
    """What the engine was asked, and the findings of texts by a linter."""

    title: str
    context: Context
    campaigns: tuple[str, ...]
    speakers: tuple[str, ...]
    limit: int
    lint: object

    def found(self, text: str) -> Sequence[Diagnostic]:
        return self.lint(text)  # type: ignore[operator,no-any-return]


def graphemes(text: str) -> int:
    """The length of a text without white space at its ends, counted in another way."""
    return len(regex.findall(r"\X", text.strip()))


def violations(asked: Asked, found: Sequence[Suggestion]) -> Iterator[str]:
    """Yield everything that is wrong with the suggestions for a title."""
    if len(found) > 3:
        yield f"rule 5: {len(found)} suggestions"
    keys = [tuple(sorted(one.text.split())) for one in found]
    if len(set(keys)) < len(keys):
        yield "rule 5: two suggestions differ by the place of a tag only"
    for one in found:
        for rule in (joined, lost, unlinked, invented, findings, told):
            yield from rule(asked, one)


def joined(asked: Asked, one: Suggestion) -> Iterator[str]:
    """Rule 1: words that stand together stood together, or a change says what it wrote."""
    pairs = set(_pairs(asked.title))
    written = {word for change in one.changes for word in WORD.findall(change.after)}
    dropped = [change.before for change in one.changes if not change.after]
    for before, after in _pairs(one.text):
        if (before, after) in pairs or any(w in before or w in after for w in written):
            continue
        if any(_is_light(gone) and _stood_around(asked.title, before, gone, after)
               for gone in dropped):  # fmt: skip
            continue
        if any(change.code and not change.after for change in one.changes):
            continue  # a rule takes out a word that stands twice, and says so
        yield f"rule 1: {before!r} and {after!r} did not stand together"


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    words = list(WORD.finditer(text))
    for before, after in pairwise(words):
        if _ONLY_SPACE.fullmatch(text[before.end() : after.start()]):
            yield before[0], after[0]


def _is_light(gone: str) -> bool:
    return gone in FILLERS or not any(map(str.isalnum, gone))


def _stood_around(title: str, before: str, gone: str, after: str) -> bool:
    between = rf"(?:\s+{re.escape(gone)})+\s+"
    return re.search(re.escape(before) + between + re.escape(after), title) is not None


def lost(asked: Asked, one: Suggestion) -> Iterator[str]:
    """Rule 2: words go only where the title is too long, and then as whole segments or fillers."""
    title, text = asked.title, one.text
    if graphemes(text) > asked.limit:
        yield f"rule 2: {graphemes(text)} graphemes"
    gone = [c for c in one.changes if not c.code and not c.after and _has_word(c.before)]
    if not gone:
        return
    added = [c for c in one.changes if not c.before and c.after[:1] in "#A"]
    if graphemes(title) <= asked.limit and not added and not _longer_by_a_fix(one):
        yield f"rule 2: {[c.before for c in gone]} is gone from a title that is not too long"
    for change in gone:
        part = change.before
        if part in FILLERS or part.lower().startswith(OPENERS):
            continue
        wholes = [part, *(f"{part} {c.before}" for c in one.changes if not c.after)]
        # What a rule takes out in front of a segment is one with it.
        wholes += [part[mark.start() :] for mark in re.finditer("[|｜–—:(]", part)]
        if not any(_is_segment(title, whole) for whole in wholes):
            yield f"rule 2: {part!r} is no segment"
    kept, all_words = len(WORD.findall(text)), len(WORD.findall(title))
    if 2 * kept < all_words:
        yield f"rule 2: {kept} of {all_words} words are left"
    body = _body(text, title)
    words = WORD.findall(body)
    whole = _body(title, title)
    was = WORD.findall(whole)
    cut = words and words[-1] != was[-1] and body.endswith(words[-1])
    if cut and words[-1].lower() in DANGLING and not words[-1].isupper():
        yield f"rule 2: it ends in {words[-1]!r}"
    if whole.endswith(("?", "？")) and not any(m in body for m in "?？"):
        yield "rule 2: the question is gone"


def unlinked(asked: Asked, one: Suggestion) -> Iterator[str]:
    """Rule 2: every link stays, or is part of what a change replaces."""
    after = {(e.kind, fold_tag(e.value)) for e in parse(one.text).entities}
    replaced = " ".join(change.before for change in one.changes if change.after or change.code)
    for entity in parse(asked.title).entities:
        said = any(sign + entity.value in replaced for sign in ("@", "#", ""))
        plain = any(change.code for change in one.changes) and entity.value in one.text
        if (entity.kind, fold_tag(entity.value)) not in after and not said and not plain:
            yield f"rule 2: the link {entity.text} is gone"


def _longer_by_a_fix(one: Suggestion) -> bool:
    return any(change.code and len(change.after) > len(change.before) for change in one.changes)


def _has_word(text: str) -> bool:
    return bool(WORD.search(text))


def _is_segment(title: str, part: str) -> bool:
    at = title.find(part)
    while at >= 0:
        before, after = title[:at], title[at + len(part) :]
        starts = bool(_SEGMENT_EDGE.search(before)) or bool(
            re.match(r"[^\w|｜–—:(\[（【-]*[|｜–—:(\[（【-]", part)
        )
        ends = bool(_SEGMENT_START.search(after)) or part[-1] in ":|)]）】-–—"
        if starts and ends:
            return True
        at = title.find(part, at + 1)
    return False


def _body(text: str, title: str) -> str:
    """The text without the hashtags at its end that stand at the end of the title too, or are new.

    A hashtag that had words behind it is one of the sentence.
    """
    closing = []
    for token in reversed(title.split()):
        if token[0] not in "#＃":
            break
        closing.append(token)
    tokens = text.split()
    while tokens and tokens[-1][0] in "#＃" and (tokens[-1] in closing or tokens[-1] not in title):
        tokens.pop()
    return " ".join(tokens)


def invented(asked: Asked, one: Suggestion) -> Iterator[str]:
    """Rule 4: no handle, tag or fact from nowhere, and never the host's own handle."""
    before = {(e.kind, fold_tag(e.value)) for e in parse(asked.title).entities}
    book, space = asked.context.book, asked.context.space
    known = unicodedata.normalize("NFKC", asked.title).casefold()
    handles = {fold_tag(name.lstrip("@")) for name in asked.speakers}
    for who in (*getattr(space, "speakers", ()), *getattr(space, "cohosts", ())):
        handles.add(fold_tag(who.lstrip("@")))
    tags = set()
    if book is not None:
        handles |= book.folded_handles.keys()
        tags |= book.folded_hashtags.keys()
    host = fold_tag((getattr(space, "host", None) or "").lstrip("@"))
    rules = " ".join(change.after for change in one.changes if change.code)
    for entity in parse(one.text).entities:
        fold = fold_tag(entity.value)
        if (entity.kind, fold) in before:
            continue
        if entity.kind == "mention":
            if host and fold == host:
                yield f"rule 4: {entity.text} is the host"
            elif fold not in handles and f"@{fold}" not in known.replace("＠", "@").replace(
                "@ ", "@"
            ):
                yield f"rule 4: {entity.text} is nobody's"
        elif entity.kind == "hashtag" and fold not in tags:
            disclosure = any("paid" in c.why or "sponsored" in c.why for c in one.changes)
            fixed = [word for word in rules.split() if word[0] in "#＃" and len(word) > 1]
            own = entity.text in rules or any(map(entity.text.startswith, fixed))
            if not own and not disclosure and f"#{fold}" not in known:
                yield f"rule 4: {entity.text} is in no book"
    numbers = Counter(re.findall(r"\d+", one.text)) - Counter(re.findall(r"\d+", asked.title))
    said = Counter(re.findall(r"\d+", " ".join(change.after for change in one.changes)))
    if more := numbers - said:
        yield f"rule 4: {sorted(more)} come from nowhere"


def findings(asked: Asked, one: Suggestion) -> Iterator[str]:
    """Rule 6: no finding that the title has not, and fewer or lighter ones unless asked by name."""
    was, found = asked.found(asked.title), asked.found(one.text)
    cured = _errors(found) < _errors(was)  # which may bring an info: three hashtags that link
    before = Counter(d.code for d in was)
    after = Counter(d.code for d in found if not cured or d.rule.severity != "info")
    if new := after - before:
        yield f"rule 6: {dict(new)} is new"
    over = graphemes(asked.title) > asked.limit
    if cured or asked.campaigns or asked.speakers:
        return
    if after.total() >= before.total() + over:
        yield "rule 6: as many findings as before"


def _errors(found: Sequence[Diagnostic]) -> int:
    return sum(d.rule.severity == "error" for d in found)


def told(asked: Asked, one: Suggestion) -> Iterator[str]:
    """Every difference is told, once, and nothing that is no difference."""
    if not one.changes:
        yield "no change is told"
    seen = Counter((c.what, c.why, c.before) for c in one.changes)
    if max(seen.values(), default=0) > 1 and not _stands_twice(asked.title, one.changes):
        yield "a change is told twice"
    for change in one.changes:
        if change.before and change.before not in asked.title:
            yield f"{change.before!r} does not stand in the title"
        if not all(word in one.text for word in change.after.split()):
            yield f"{change.after!r} does not stand in the suggestion"
    before = _counts(asked.title) - _counts(one.text)
    said = _counts(" ".join(c.before for c in one.changes))
    if unsaid := before - said:
        yield f"these are gone, and it does not say so: {dict(unsaid)}"
    new = _counts(one.text) - _counts(asked.title)
    if unsaid := new - _counts(" ".join(c.after for c in one.changes)):
        yield f"these are new, and it does not say so: {dict(unsaid)}"


def _stands_twice(title: str, changes: Sequence[Change]) -> bool:
    return any(change.before and title.count(change.before) > 1 for change in changes)


def _counts(text: str) -> Counter[str]:
    seen = unicodedata.normalize("NFKC", re.sub("[\ufeff\u200b-\u200f\u2060]", "", text))
    # Words of scripts without spaces are counted by their characters.
    apart = re.sub("([\u2e80-\u9fff\uac00-\ud7af])", r" \1 ", seen)
    return Counter(fold_tag(word) for word in re.findall(r"[^\W_]+", apart))
