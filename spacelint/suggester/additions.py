"""What is put into a title where it lacks it: hashtags, the disclosure, and people."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import category

from spacelint.brand.fold import fold_tag
from spacelint.checks.shared.disclosure import label
from spacelint.suggester.draft import Reason
from spacelint.suggester.languages import (
    JAPANESE,
    UNKNOWN,
    awaits_guest,
    ends_open,
    every_unended,
    is_with,
)
from spacelint.suggester.tokens import closing_tags, opens_a_name, quoted
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacelint.suggester.draft import Draft
    from spacelint.suggester.languages import Language
    from spacelint.suggester.state import Disclosure, SearchState, TitleView, WantedTag
    from spacelint.text import Entity

_MOST_WORDS = 4  # of a tag that stands in the title as plain words
_JOINS = (" ", "-")
_SLIPS = 2  # edits from the campaign's hashtag
_STOPS = ".!?…。！？❓❗‼⁉❔❕"
_CLOSING = ")]”»\"'’"
_SEPARATORS = "|｜-–—:：;,，،/·•"
# A Japanese title that ends in one of these says what is done, with whom stands in front.
_BETWEEN_PEOPLE = ("", ",", "&", "+")
_NAME = Pattern(r"[^\W\d_][\w.'’-]*")
_NAME_WORDS = 3
_ARABIC = "ar"
_SPEAKS = "speaks in this Space"
_TALKS = tuple(
    "話す 話そう 語る 語ろう 話します 語ります 雑談 対談 トーク 談義 お話 会議 座談会".split()
)


def tagged(draft: Draft, wanted: WantedTag, state: SearchState) -> Iterator[Draft]:
    """Yield the draft with a hashtag: where it was meant, on its own words, or else last.

    Alternatives of the hashtag follow, each last.
    """
    view = state.view(draft.text)
    place = _meant(view, wanted) or _on_its_words(view, wanted)
    if place is not None:
        start, end, tag = place
        what = "Writes {after} for {before}, the campaign's hashtag"
        yield draft.edited((Edit(start, end, f"#{tag}"), Reason(what, wanted.why, f"#{tag}")))
    for tag in wanted.tags:
        yield _last(draft, f"#{tag}", Reason("", wanted.why))


def disclosed(draft: Draft, wanted: Disclosure) -> Draft:
    """Return the draft with the disclosure in front, where nobody misses it."""
    end = len(draft.text) - len(draft.text.lstrip())
    what = f"Adds the disclosure {quoted(wanted.word)}"
    edit = Edit(0, end, f"{label(wanted.word)} ")
    return draft.edited((edit, Reason(what, wanted.why)))


def mentioned(draft: Draft, handles: Sequence[str], state: SearchState) -> Draft:
    """Return the draft with people mentioned, where a native writer names the guests.

    A name that the book knows becomes the handle; the others stand together at the end.
    """
    rest = []
    for handle in handles:
        named = _named(state.view(draft.text), handle, state)
        if named is None:
            rest.append(f"@{handle}")
            continue
        reason = Reason("Writes {after} for {before}", _SPEAKS, f"@{handle}")
        draft = draft.edited((Edit(*named, f"@{handle}"), reason))
    if not rest:
        return draft
    view, language = state.view(draft.text), state.language
    end = _closing(draft, state)
    body = view.text[:end].rstrip()
    reason = Reason(f"Mentions {_in_a_row(rest, 'and')}", _SPEAKS)
    people = [e for e in view.title.entities if e.kind == "mention" and e.end <= end]
    open_end = ends_open(body.split(), language)
    if people and not open_end and _is_last(people[-1], body, language):
        return draft.edited(*_listed(view, people, rest, language, reason))
    if language.code == JAPANESE:
        if not body.endswith(_TALKS):
            return draft.edited((Edit(len(body), len(body), f" {' '.join(rest)}"), reason))
        start = len(view.text) - len(view.text.lstrip())
        space = " " * view.text[start].isascii()
        return draft.edited((Edit(start, start, f"{'・'.join(rest)}と{space}"), reason))
    if open_end == "with" and body.split()[0].lower() in language.asks:
        return draft  # "what we are dealing with" is complete
    join = "" if open_end else _join(body, view, language)
    if len(rest) > 1 and join and join.strip() == language.conjunction:
        join = ", "  # "with Ann Lee, @b and @c"
    space = " " if body and not join.startswith((",", "،")) else ""
    text = f"{space}{join}{_in_a_row(rest, language.conjunction)}"
    return draft.edited((Edit(len(body), len(body), text), reason))


def _closing(draft: Draft, state: SearchState) -> int:
    """Return the offset of the hashtags at the end that are no words of the sentence."""
    text = draft.text
    end = closing_tags(state.view(text).title)
    at = 0
    for part in draft.parts:
        at += part.size
        if at > end and part.new and draft.original[part.start : part.end][:1].isalnum():
            end = at  # it was made of words
    words, tags = text[:end].split(), text[end:].split()
    if not tags or awaits_guest(words, state.language):
        return end
    first = text.index(tags[0], end)
    part = draft.part_at(first)
    if part.new is not None and draft.original[part.start : part.end][:1] not in ("#", "＃"):
        return end  # none of the author's
    if len(tags) == 1 and _ends_unsure(text[:end], state.language):
        return len(text.rstrip())
    if words and words[-1].lower() in every_unended():
        end = first + len(tags[0])  # "a talk about #Tea"
    return end


def _ends_unsure(text: str, language: Language) -> bool:
    """True if the next word may belong to the sentence, where its words do not tell."""
    last = (text.split() or [" "])[-1]
    unsure = language.code in (UNKNOWN.code, _ARABIC)
    return unsure and last[0] != "@" and category(last[-1])[0] in "LMN"


def _is_last(person: Entity, body: str, language: Language) -> bool:
    """True if a list of people that others may join ends with a person.

    Marks and emoji may follow where "with" or its like leads the list: "with @a and @b! 🎉".
    """
    tail = body[person.end :]
    if not tail or language.code in (UNKNOWN.code, JAPANESE):
        return not tail
    if any(category(mark)[0] not in "SMCZ" and mark not in _STOPS for mark in tail):
        return False
    lead = body[: person.start].split()
    between = (*_BETWEEN_PEOPLE, language.conjunction)
    while lead and (lead[-1].startswith("@") or lead[-1] in between):
        lead.pop()
    return bool(lead) and is_with(lead[-1], language)


def _in_a_row(people: Sequence[str], conjunction: str) -> str:
    """Return people as a sentence lists them; where the language is not known, side by side."""
    if not conjunction or len(people) == 1:
        return " ".join(people)
    return f"{', '.join(people[:-1])} {conjunction} {people[-1]}"


def _last(draft: Draft, tag: str, reason: Reason) -> Draft:
    """Return the draft with a hashtag at its end."""
    body = draft.text.rstrip()
    what = f"Adds {tag}"
    text = f" {tag}" if body else tag
    return draft.edited((Edit(len(body), len(draft.text), text), reason._replace(what=what)))


def _meant(view: TitleView, wanted: WantedTag) -> tuple[int, int, str] | None:
    """Return what was evidently meant as the campaign's hashtag, and the hashtag."""
    from spacelint.text.distance import distance

    for candidate in view.title.candidates:
        if candidate.kind != "hashtag":
            continue
        meant = _only(str.isalnum, fold_tag(candidate.text))
        known = candidate.entity is not None and candidate.fault is None
        for tag in wanted.tags:
            plain = _only(str.isalnum, fold_tag(tag))
            most = min(_SLIPS, len(plain) // 6)
            # #Expo27 is no slip of #Expo26.
            alike = known and _only(str.isdigit, meant) == _only(str.isdigit, plain)
            if plain == meant or (alike and distance(meant, plain, most) <= most):
                return candidate.start, candidate.end, tag
    return None


def _only(is_wanted: Callable[[str], bool], text: str) -> str:
    return "".join(filter(is_wanted, text))


def _on_its_words(view: TitleView, wanted: WantedTag) -> tuple[int, int, str] | None:
    """Return where the words of a hashtag stand together in the title, and the hashtag."""
    words, text = view.words, view.text
    by_fold = {fold_tag(tag): tag for tag in reversed(wanted.tags)}
    for first, word in enumerate(words):
        if not _are_apart(text, word.start):
            continue
        joined = ""
        for last in range(first, min(first + _MOST_WORDS, len(words))):
            if last > first and text[words[last - 1].end : words[last].start] not in _JOINS:
                break
            joined += words[last].fold
            alone = last > first or not opens_a_name(text, word.start, word.end)
            if joined in by_fold and alone:
                return word.start, words[last].end, by_fold[joined]
    return None


def _named(view: TitleView, handle: str, state: SearchState) -> tuple[int, int] | None:
    """Return where the title has the person's name in the book, or the handle without its @.

    A handle that may be a common word is not looked for.
    """
    book = state.book
    names = book.handle_names.get(handle, ()) if book is not None else ()
    words = view.words
    for name in names if handle.isalpha() else (*names, handle):
        wanted = [fold_tag(f"#{part}") for part in name.split()]
        size = len(wanted)
        for at in range(len(words) - size + 1 if size else 0):
            run = words[at : at + size]
            if [word.fold for word in run] == wanted and _are_apart(view.text, run[0].start):
                return run[0].start, run[-1].end
    return None


def _are_apart(text: str, start: int) -> bool:
    """Return whether a word begins at ``start`` that is no part of another one."""
    return not start or text[start - 1].isspace() or text[start - 1] in '([“"«:/'


def _listed(
    view: TitleView,
    people: list[Entity],
    more: list[str],
    language: Language,
    reason: Reason,
) -> Iterator[tuple[Edit, Reason]]:
    """Yield the edits that put people at the end of a list of people."""
    text, end = view.text, people[-1].end
    conjunction = language.conjunction
    gaps = [text[one.end : two.start].strip() for one, two in pairwise(people)]
    first = len(people) - 1
    while first and gaps[first - 1] in (*_BETWEEN_PEOPLE, conjunction):
        first -= 1
    before = gaps[-1] if first < len(people) - 1 else None
    lead = text[: people[first].start].split()
    last = lead[-1] if lead else ""
    joined = last if before is None else before
    guests = is_with(last, UNKNOWN) or joined in ("&", "+", conjunction)
    guests = guests and last.lower() not in language.between
    if guests and language.code == _ARABIC:
        yield Edit(end, end, "".join(f" {conjunction} {at}" for at in more)), reason
    elif guests and joined and joined in ("&", "+", conjunction):
        # "@a and @b" becomes "@a, @b and @c".
        start = people[-1].start
        gap = text[:start].rstrip()[: -len(joined)].rstrip()
        listed = "".join(f", {at}" for at in more[:-1])
        yield Edit(len(gap), start, ", "), Reason(why=reason.why)
        yield Edit(end, end, f"{listed} {joined} {more[-1]}"), reason
    elif language.code in (UNKNOWN.code, JAPANESE) or (guests and before in ("", ",")):
        yield Edit(end, end, "".join(f"{before or ''} {at}" for at in more)), reason
    elif not guests:
        yield Edit(end, end, f", {language.join} {_in_a_row(more, conjunction)}"), reason
    else:
        listed = "".join(f", {at}" for at in more[:-1])
        yield Edit(end, end, f"{listed} {conjunction} {more[-1]}"), reason


def _join(body: str, view: TitleView, language: Language) -> str:
    """Return what joins a handle to what stands before it, with its space."""
    if language is UNKNOWN or not body or body[-1] in _SEPARATORS:
        return ""
    if body.rstrip("\ufe0f")[-1] in _STOPS:
        return f"{language.join.capitalize()} "
    words = [token.text for token in view.tokens if token.start < len(body)]
    lower = [word.lower() for word in words]
    joins = [at for at, word in enumerate(lower) if is_with(word, language)]
    if not joins:
        # What stands beside a verb would be read as its object: "work with @jack".
        clause = not language.verbs.isdisjoint(lower) or lower[0] in language.asks
        ends_in_word = body[-1].isalnum() or body[-1] in _CLOSING
        return f", {language.join} " if clause and ends_in_word else f"{language.join} "
    guests = words[joins[-1] + 1 :]
    is_name = len(guests) <= _NAME_WORDS and all(
        _NAME.fullmatch(each) and each[0].isupper() for each in guests
    )
    if is_name and guests and language.code != "de":
        return f"{language.conjunction} "
    if not (body[-1].isalnum() or body[-1] in _CLOSING):
        return f"{language.join} "
    return f"{'،' if language.code == _ARABIC else ','} {language.join} "
