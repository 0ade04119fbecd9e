"""Tags, handles and words of a title compared with the brand book.

Each tag has one verdict, so at most one rule of `brand-tag` reports it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacelint.brand.fold import fold_tag
from spacelint.brand.make import plurals
from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.book_lookup import Verdict, contact, lookup, verdict_of
from spacelint.checks.shared.space import people_of
from spacelint.text import Candidate, Entity, Title
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern
from spacelint.text.word_list import is_everyday

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.brand.book import BrandBook
    from spacelint.checks.shared.book_lookup import Lookup


_MOST_WORDS = 5  # of a tag that is written with spaces
_VERDICTS = ("misspelt", "miscased", "lookalike", "retired", "off-book")
_READ = frozenset((None, "possessive", "overlong"))


@check(
    scopes=("hashtag",),
    placeholders=("tag", "cut", "campaign", "ask", "when", "instead", "advice", "replacement"),
    params=lambda schema: {
        "verdict": schema.choice("What the tag is to the book.", _VERDICTS, required=True)
    },
    trigger=lambda p: Trigger(
        when="chars", chars="#＃", needs=("book",), longer=1, book=p["verdict"]
    ),
)
def brand_tag(p: Params) -> Algorithm:
    """Report the tag; the fix writes the book's tag."""
    wanted = {"retired": "gone", "off-book": "unknown"}.get(p["verdict"], p["verdict"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        book = context.book
        look = lookup(book)
        fault, entity = candidate[5], candidate[4]
        if fault in _READ and entity is not None:
            verdict = look.tag(entity[4])
            start, end = entity[1], entity[2]
            if verdict[0] in ("unknown", "misspelt") and wanted == "misspelt":
                verdict, end = _spaced_tag(title.text, entity, look) or (verdict, end)
        else:
            verdict, start, end = verdict_of(candidate, look)
        if verdict[0] != wanted:
            return NOTHING
        if wanted == "unknown":
            return (Finding(start, end),) if book.closed and entity is not None else NOTHING
        cut = f"X links only {entity[3]}: " if entity is not None and entity[2] < end else ""
        return (_finding(title, start, end, verdict, look, cut),)

    return run


def _spaced_tag(text: str, entity: Entity, look: Lookup) -> tuple[Verdict, int] | None:
    """Return the verdict on a tag that goes on after a space, and its end: ``#Acme Winter``.

    Its capitals are those of the book's tag, or all of its letters are capitals: else the next word
    may be one of the sentence.
    """
    joined, end, found = entity[4], entity[2], None
    for _ in range(_MOST_WORDS - 1):
        rest = text[end + 1 :]
        size = next((at for at, char in enumerate(rest) if not char.isalnum()), len(rest))
        if text[end : end + 1] != " " or not size:
            break
        joined, end = joined + rest[:size], end + 1 + size
        tag = look.book.folded_hashtags.get(fold_tag("#" + joined))
        if tag is not None and (joined == tag or joined.isupper()):
            found = Verdict("misspelt", tag), end
    return found


def _finding(
    title: Title, start: int, end: int, verdict: Verdict, look: Lookup, cut: str
) -> Finding:
    text, tag = title.text, verdict.entry
    campaign = look.campaign_of(tag) if tag else None
    values = {
        "tag": "#" + tag if tag else "",
        "cut": cut,
        "replacement": text[start] + tag,
        "campaign": f", the hashtag of the campaign {campaign.name}" if campaign else "",
        "ask": contact(campaign),
        "when": "",
        "advice": f"Write #{tag}" if tag else "Use one of your book's hashtags",
        "instead": f"; #{tag} has replaced it" if tag else "",
    }
    if verdict.kind == "gone":
        from spacelint.checks.shared.space import since

        retired = look.book.retired[verdict.folded]
        values["when"] = since(retired.since or "")
    edits = (Edit(start + 1, end, tag),) if tag else ()
    return Finding(start, end, values, edits)


_SIGNS = frozenset(" !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~")
_WRONG = ("misspelt", "named")
_WHOLE = frozenset((None, "overlong"))
_WORDS_AFTER = Pattern(r" ([A-Za-z0-9_]+)(?: ([A-Za-z0-9_]+))?(?: ([A-Za-z0-9_]+))?")


@check(
    scopes=("mention",),
    placeholders=("handle", "linked", "reason"),
    params=lambda schema: {
        "verdict": schema.choice(
            "What is wrong with the mention.", ("misspelt", "spaced"), required=True
        )
    },
    trigger=lambda p: Trigger(
        when="chars", chars="@＠", needs=("book",), longer=1, book=f"{p['verdict']}-handle"
    ),
)
def brand_handle(p: Params) -> Algorithm:
    """Report the mention; the fix writes the book's handle."""
    meant = _spaced if p["verdict"] == "spaced" else _misspelt

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        look = lookup(context.book)
        entity = candidate.entity
        known = entity is None or look.handle(entity[4]).kind == "right"
        if known and candidate.fault != "cut-short":
            return NOTHING
        found = meant(title.text, candidate, look)
        if found is None or candidate.text[1:].lower() in people_of(context.space):
            return NOTHING  # or the plan means this very account
        start, (handle, end) = candidate.start, found
        values = {"handle": "@" + handle, "linked": candidate.linked}
        values["reason"] = _reason(candidate, handle, look)
        return (Finding(start, end, values, (Edit(start + 1, end, handle),)),)

    return run


def _misspelt(text: str, candidate: Candidate, look: Lookup) -> tuple[str, int] | None:
    """Return the handle that was meant and where the misspelt one ends."""
    entity = candidate.entity
    if candidate.fault == "cut-short":
        name = [char for char in candidate.text[1:] if char.isascii() and char not in _SIGNS]
        spelled = look.handle("".join(name))
        if spelled.kind in ("right", *_WRONG):
            return spelled.entry, candidate.end
    if entity is None or candidate.fault not in (*_WHOLE, "cut-short"):
        return None
    verdict = look.handle(entity.value)
    return (verdict.entry, entity.end) if verdict.kind in _WRONG else None


def _reason(candidate: Candidate, handle: str, look: Lookup) -> str:
    entity = candidate.entity
    if entity is None or look.handle(entity.value).kind != "named":
        return f"looks like a typo for @{handle}"
    name = look.named[entity.value.lower().replace("_", "")][0]
    own = "not your account" if name in look.book.names else "not in your brand book"
    return f"is {own}: {name} is @{handle}"


def _spaced(text: str, candidate: Candidate, look: Lookup) -> tuple[str, int] | None:
    """Return the handle that the mention and the words after it spell, and where they end."""
    after = _WORDS_AFTER.match(text, candidate.end) if candidate.fault is None else None
    if after is None:
        return None
    handles = look.book.folded_handles
    words = [candidate.text[1:].lower(), *(word.lower() for word in after.groups() if word)]
    for count in range(len(words), 1, -1):
        for joint in ("", "_"):
            handle = handles.get(joint.join(words[:count]))
            if handle is not None:
                return handle, after.end(count - 1)
    return None


_COMMONEST = 10.0  # the cost of the rarest of the 1,200 commonest words
_KINDS = {"hashtag": "hashtag", "mention": "account"}
_SEND, _NAME = "Check that you want to send people there", "Check that you want to name them"


@check(
    scopes=("title",),
    placeholders=("word", "kind", "advice"),
    params=lambda schema: {
        "list": schema.choice("Which list.", ("blocked", "competitors"), required=True)
    },
    trigger=lambda p: Trigger(needs=("book",), book=p["list"]),
)
def brand_words(p: Params) -> Algorithm:
    """Report each listed word, and each hashtag or mention of a competitor."""
    rivals: bool = p["list"] == "competitors"
    listed = _competitors if rivals else _blocked

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        book = context.book
        search, plural_of = book.derived(listed)
        found = _linked(title, book) if rivals and title.entities else []
        linked, at, last = len(found), 0, 0
        for finding in search(title, None, context):  # in the order of the title
            while at < linked and found[at].end <= finding.start:
                at += 1
            free = at == linked or finding.end <= found[at].start
            if free and finding.start >= last:
                last = finding.end
                written = title.text[finding.start : finding.end]
                if rivals and _is_common(title.text, finding, plural_of):
                    continue  # an apple, apples: the fruit, and not the company
                word = f'"{written}"' if rivals else finding.values["word"]
                values = {"word": word, "kind": "name", "advice": _NAME}
                found.append(Finding(finding.start, finding.end, values))
        return found or NOTHING

    return run


def _competitors(book: BrandBook) -> tuple[Algorithm, Mapping[str, str]]:
    names = book.competitors.names
    plural_of = plurals(names)
    return _search((*names, *plural_of)), plural_of


def _blocked(book: BrandBook) -> tuple[Algorithm, Mapping[str, str]]:
    return _search(book.blocked), {}


def _search(listed: tuple[str, ...]) -> Algorithm:
    from spacelint.checks.words import words

    found: Algorithm = words.build({"words": listed, "preferred": {}, "in-tags": True})
    return found


def _linked(title: Title, book: BrandBook) -> list[Finding]:
    look = lookup(book)
    found = []
    for kind, start, end, text, value in title.entities:
        if kind in _KINDS:
            verdict = look.tag(value) if kind == "hashtag" else look.handle(value)
            if verdict.kind == "competitor":
                values = {"word": text, "kind": _KINDS[kind], "advice": _SEND}
                found.append(Finding(start, end, values))
    return found


def _is_common(text: str, finding: Finding, plural_of: Mapping[str, str]) -> bool:
    """Return whether a name is a word that people mean without the company.

    It is in lower case, or a plural that opens the title and has its capital from there. Word
    counts cannot tell ``google`` from ``target``, so only the commonest words count (apple,
    orange, free); of plurals, which few people use of companies, all common ones.
    """
    written, word = text[finding.start : finding.end], finding.values["word"]
    name = plural_of.get(word)
    if not written.islower() and not (name and written.istitle() and not finding.start):
        return False
    return is_everyday(name) if name else is_everyday(word, _COMMONEST)
