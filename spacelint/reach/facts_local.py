"""Facts that need no network: what X links, what the brand book says, how own Spaces did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from spacelint.brand.book import BrandBook
from spacelint.brand.fold import fold_tag
from spacelint.brand.index import TagIndex
from spacelint.reach.history.stats import WEEKDAYS, Figure, figure, local_start
from spacelint.reach.values import Fact, Past, Question, Subject, subject_key
from spacelint.text import Candidate, Title
from spacelint.text.length import TITLE_LIMIT

LINK_RULES = "X's own link rules (twitter-text 3.1.0)"
BOOK = "brand book"
PAST = "own Spaces"
KEPT = "X API, answers kept"
_WEEK = 7  # days, which one answer of X has
RULES = "spacelint's rules"

_FAULTS = {
    "glued": "no link: it needs a space before it",
    "digits-only": "no link: a tag of digits alone doesn't link",
    "chained": "no link: X links neither of two tags without a space between them",
    "empty": "no link: nothing after the sign can link",
    "keycap": "no link: this is the keycap emoji, not a number sign",
    "in-url": "no link of its own: it is part of an address",
    "email": "no link: it is part of an e-mail address",
}


def local_facts(
    subject: Subject,
    question: Question,
    title: Title,
    today: str,
    book: BrandBook | None,
    past: Past | None,
    zone: tzinfo | None,
) -> Iterator[Fact]:
    """What is known of one subject of a parsed title without asking anyone."""
    if subject.kind == "title":
        yield from _title_facts(title, today)
        yield from _lacks(question, today)
        yield from _hour_facts(question, past, zone)
        return
    if subject.kind in ("tag", "mention"):
        yield from _link_facts(subject, title, today)
    if subject.kind == "guest":
        yield Fact("mentioned", "a guest whom the title doesn't mention", False, "the plan", today)
    if book is not None:
        yield from (_tag_in_book if subject.kind == "tag" else _handle_in_book)(
            subject, book, today
        )
    yield from _own_facts(subject, past)


def _title_facts(title: Title, today: str) -> Iterator[Fact]:
    length, most = TITLE_LIMIT.measure(title.text), TITLE_LIMIT.maximum
    room = f"{most - length} to spare" if length <= most else f"{length - most} too many"
    yield Fact("length", f"{length} of {TITLE_LIMIT.amount(most)}, {room}", length,
               "820 published titles, 2021–2025", today)  # fmt: skip
    for kind, word in (("hashtag", "tag"), ("mention", "mention")):
        number = sum(entity.kind == kind for entity in title.entities)
        said = f"{number} {word} that links" if number == 1 else f"{number} {word}s that link"
        yield Fact(f"linked-{word}s", said, number, LINK_RULES, today)


def _lacks(question: Question, today: str) -> Iterator[Fact]:
    # Families 4 and 5 are what a title could have: campaign tags, links, capitals, guests.
    for found in question.found:
        if found.code[:3] in ("SL3", "SL4", "SL5", "SL7"):
            yield Fact("lacks", found.message, found.code, RULES, today)
        elif found.code[:3] in ("SL0", "SL8"):
            said = f"{found.severity} {found.code}: {found.message}"
            source = f"{RULES}, by what X said" if found.code[:3] == "SL8" else RULES
            yield Fact("finding", said, found.code, source, today)


def _hour_facts(question: Question, past: Past | None, zone: tzinfo | None) -> Iterator[Fact]:
    if question.start is None or past is None or not past.known:
        return

    # The plan's moment and those of the past by one clock: the team's, or else the plan's own.
    start = question.start
    zone = zone or start.tzinfo
    clock = f" ({zone or 'UTC'})"
    here = start.astimezone(zone) if start.tzinfo is not None else start
    spaces = [(local_start(space, zone), space.participants) for space in past.spaces]
    known = [(at, count) for at, count in spaces if at is not None and count is not None]
    for what, key, counts in (
        ("own-weekday", WEEKDAYS[here.weekday()],
         [count for at, count in known if at.weekday() == here.weekday()]),
        ("own-hour", f"{here.hour:02d}:00",
         [count for at, count in known if at.hour == here.hour]),
    ):  # fmt: skip
        made = figure(what, key, counts) if counts else None
        yield _own_fact(what, f"{'on' if what == 'own-weekday' else 'at'} {key}{clock}", made, past)


def _link_facts(subject: Subject, title: Title, today: str) -> Iterator[Fact]:
    candidate = _candidate(subject, title)
    if candidate is None:
        return
    entity, meant = candidate.entity, candidate.text
    if entity is None:
        sentence = _FAULTS.get(candidate.fault or "", "no link: X doesn't link this")
        yield Fact("links", sentence, False, LINK_RULES, today)
    elif entity.text != meant and candidate.fault:
        yield Fact("links", f"X links only {entity.text}, not {meant}", entity.text,
                   LINK_RULES, today)  # fmt: skip
    elif candidate.fault == "overlong":
        yield Fact("links", "it links, but is longer than X lets it be", False, LINK_RULES, today)
    else:
        yield Fact("links", "links as written", True, LINK_RULES, today)


def _candidate(subject: Subject, title: Title) -> Candidate | None:
    kind = {"tag": "hashtag"}.get(subject.kind, subject.kind)
    for candidate in title.candidates:
        if candidate.kind == kind and candidate.text == subject.name:
            return candidate
    return None


def _tag_in_book(subject: Subject, book: BrandBook, today: str) -> Iterator[Fact]:
    key = fold_tag(subject.key)
    index = TagIndex(book.hashtags)
    spelling = index.exact(subject.key)
    for campaign in book.campaigns.values():
        if fold_tag(campaign.hashtag) == key:
            days = " to ".join(day for day in (campaign.first_day, campaign.last_day) if day)
            owner = f", owner {campaign.owner}" if campaign.owner else ""
            said = f"tag of the campaign {campaign.name}" + (f" ({days})" if days else "") + owner
            yield Fact("in-book", said, campaign.name, BOOK, today)
            return
    if key in book.retired:
        successor = book.retired[key].successor
        said = "retired" + (f": use #{successor}" if successor else "")
        yield Fact("in-book", said, False, BOOK, today)
    elif any(fold_tag(tag) == key for tag in book.competitors.hashtags):
        yield Fact("in-book", "a competitor's tag", False, BOOK, today)
    elif spelling is not None:
        yield Fact("in-book", f"in the brand book as #{spelling}", True, BOOK, today)
    else:
        near = index.near(subject.key)
        said = f"not in the brand book; #{near[0].tag} is" if near else "not in the brand book"
        yield Fact("in-book", said, False, BOOK, today)


def _handle_in_book(subject: Subject, book: BrandBook, today: str) -> Iterator[Fact]:
    key = fold_tag(subject.key)
    known = {fold_tag(handle): handle for handle in (*book.handles, book.handle or "") if handle}
    if key in book.renamed:
        successor = book.renamed[key].successor
        said = f"renamed: it is @{successor} now" if successor else "renamed"
        yield Fact("in-book", said, False, BOOK, today)
    elif any(fold_tag(handle) == key for handle in book.competitors.handles):
        yield Fact("in-book", "a competitor's account", False, BOOK, today)
    elif key in known:
        names = book.handle_names.get(known[key], ())
        said = f"in the brand book as @{known[key]}" + (f" ({names[0]})" if names else "")
        yield Fact("in-book", said, True, BOOK, today)
    else:
        yield Fact("in-book", "not in the brand book", False, BOOK, today)


def _own_facts(subject: Subject, past: Past | None) -> Iterator[Fact]:
    if past is None:
        return
    trend = past.trends.get(subject_key(subject.key)) if subject.kind == "tag" else None
    if trend is not None and len(trend.posts) > _WEEK:
        known = f"{trend.known} of {len(trend.posts)} days known"
        said = f"posts a day since {trend.first}, not counting reposts; {known}"
        yield Fact("trend", said, trend.known, KEPT, trend.last, trend.posts)
    if not past.known:
        return

    key = subject_key(subject.key)
    counts = [
        space.participants
        for space in past.spaces
        if space.participants is not None
        and key in (space.tags if subject.kind == "tag" else space.guests)
    ]
    made = figure(subject.kind, key, counts) if counts else None
    said = "with this tag" if subject.kind == "tag" else "with this guest"
    yield _own_fact(f"own-{subject.kind.replace('mention', 'guest')}", said, made, past)


def _own_fact(what: str, said: str, made: object, past: Past) -> Fact:
    if not isinstance(made, Figure):
        return Fact(what, f"no own Space {said} on record", None, PAST, past.at, spaces=0)
    median = f"{made.median:,.0f}" if made.median == int(made.median) else f"{made.median:,.1f}"
    span = f" ({made.low:,} to {made.high:,})" if made.low != made.high else ""
    many = f"{made.spaces} own Space" + ("s" if made.spaces > 1 else "")
    few = "" if made.enough else "; too few to compare"
    sentence = f"{many} {said}: median {median} participants{span}{few}"
    return Fact(what, sentence, made.median, PAST, past.at, spaces=made.spaces)
