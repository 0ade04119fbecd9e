"""What is known of titles, their tags and the people in them: each fact with its source and when.

Nothing is scored. A fact is one figure or one finding; choosing between titles is for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from spacelint.brand.book import BrandBook
from spacelint.brand.fold import fold_tag
from spacelint.brand.index import TagIndex
from spacelint.checks.shared.text import plural
from spacelint.reach.facts_live import live_facts
from spacelint.reach.history.stats import WEEKDAYS, figure, local_start
from spacelint.reach.values import Fact, Past, Question, Subject, TitleFacts, subject_key
from spacelint.reach.xapi.calls import Ask
from spacelint.reach.xapi.client import Answer
from spacelint.text import Title, parse
from spacelint.text.length import TITLE_LIMIT

LINK_RULES = "X's own link rules (twitter-text 3.1.0)"
BOOK = "brand book"
PAST = "own Spaces"
KEPT = "X API, answers kept"
_WEEK = 7  # days, which one answer of X has
RULES = "spacelint's rules"
#: The members of a fact in JSON, in the order in which people read them.
_MEMBERS = ("what", "text", "value", "series", "spaces", "source", "at", "cached", "state")

_FAULTS = {
    "glued": "no link: it needs a space before it",
    "digits-only": "no link: a tag of digits alone doesn't link",
    "chained": "no link: X links neither of two tags without a space between them",
    "empty": "no link: nothing after the sign can link",
    "keycap": "no link: this is the keycap emoji, not a number sign",
    "in-url": "no link of its own: it is part of an address",
    "email": "no link: it is part of an e-mail address",
}


def gather(
    questions: Sequence[Question],
    *,
    today: str,
    book: BrandBook | None = None,
    past: Past | None = None,
    answer: Answer | None = None,
    zone: tzinfo | None = None,
) -> tuple[TitleFacts, ...]:
    """Everything known of each title. ``today`` is an ISO day, ``zone`` the team's (else UTC).

    ``book`` is that of titles without one of their own. Without ``answer`` nothing but this
    computer was asked. Never raises for any text.
    """
    made = []
    for question in questions:
        facts: dict[Subject, list[Fact]] = {}
        title = parse(question.title)
        for subject in subjects(title, question):
            own = question.book or book
            facts[subject] = list(_local_facts(subject, question, title, today, own, past, zone))
            if answer is not None:
                facts[subject] += live_facts(subject, question, answer, zone)
        made.append(TitleFacts(question, tuple((s, tuple(f)) for s, f in facts.items())))
    return tuple(made)


def subjects(title: Title, question: Question) -> Iterable[Subject]:
    """The title, its tags and mentions in order (each once), and guests it does not mention."""
    found = {("title", ""): Subject("title", "", title.text)}
    for candidate in title.candidates:
        kind = {"hashtag": "tag", "mention": "mention"}.get(candidate.kind)
        if kind is not None and candidate.text.strip("#＃@＠"):
            # The key is what X links, which others see; what was meant becomes a fact of it.
            text = candidate.entity.text if candidate.entity else candidate.text
            subject = Subject(kind, subject_key(text), candidate.text)
            found.setdefault((kind, subject.key), subject)
    for guest in question.guests:
        key = subject_key(guest)
        if key and ("mention", key) not in found:
            found.setdefault(("guest", key), Subject("guest", key, "@" + guest.lstrip("@＠")))
    return found.values()


def ask_for(questions: Sequence[Question], *, page: int = 10) -> Ask:
    """What to look up at X for these titles: handles of mentions and guests, tags that link."""
    handles: list[str] = []
    tags: list[str] = []
    for question in questions:
        links = parse(question.title).entities
        handles += [link.value for link in links if link.kind == "mention"]
        handles += question.guests
        tags += [link.value for link in links if link.kind == "hashtag"]
    return Ask(tuple(handles), tuple(tags), page=page)


def _local_facts(
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
    if subject.kind == "guest":
        yield Fact("mentioned", "a guest whom the title doesn't mention", False, "the plan", today)
    elif (links := _links(subject, title)) is not None:
        yield Fact("links", *links, LINK_RULES, today)
    if book is not None:
        look = _tag_in_book if subject.kind == "tag" else _handle_in_book
        yield Fact("in-book", *look(subject.key, book), BOOK, today)
    yield from _own_facts(subject, past)


def _title_facts(title: Title, today: str) -> Iterator[Fact]:
    length, most = TITLE_LIMIT.measure(title.text), TITLE_LIMIT.maximum
    room = f"{most - length} to spare" if length <= most else f"{length - most} too many"
    yield Fact("length", f"{length} of {TITLE_LIMIT.amount(most)}, {room}", length,
               "820 published titles, 2021–2025", today)  # fmt: skip
    for kind, word in (("hashtag", "tag"), ("mention", "mention")):
        number = sum(entity.kind == kind for entity in title.entities)
        text = f"{plural(number, word)} that {'links' if number == 1 else 'link'}"
        yield Fact(f"linked-{word}s", text, number, LINK_RULES, today)


def _lacks(question: Question, today: str) -> Iterator[Fact]:
    # Families 4 and 5 are what a title could have: campaign tags, links, capitals, guests.
    for found in question.found:
        if found.code[:3] in ("SL3", "SL4", "SL5", "SL7"):
            yield Fact("lacks", found.message, found.code, RULES, today)
        elif found.code[:3] in ("SL0", "SL8"):
            text = f"{found.severity} {found.code}: {found.message}"
            source = f"{RULES}, by what X said" if found.code[:3] == "SL8" else RULES
            yield Fact("finding", text, found.code, source, today)


def _hour_facts(question: Question, past: Past | None, zone: tzinfo | None) -> Iterator[Fact]:
    if question.start is None or past is None or not past.known:
        return

    # The plan's moment and those of the past by one clock: the team's, or else the plan's own.
    start = question.start
    zone = zone or start.tzinfo
    here = start.astimezone(zone) if start.tzinfo is not None else start
    began = [(local_start(space, zone), space.participants) for space in past.spaces]
    on_day = [count for at, count in began if at and at.weekday() == here.weekday()]
    at_hour = [count for at, count in began if at and at.hour == here.hour]
    day = f"on {WEEKDAYS[here.weekday()]} ({zone or 'UTC'})"
    yield _own_fact("own-weekday", day, on_day, past)
    yield _own_fact("own-hour", f"at {here.hour:02d}:00 ({zone or 'UTC'})", at_hour, past)


def _links(subject: Subject, title: Title) -> tuple[str, str | bool] | None:
    """How X links a tag or mention, in words and as a value; None where the title has none."""
    kind = "hashtag" if subject.kind == "tag" else subject.kind
    for candidate in title.candidates:
        if candidate.kind == kind and candidate.text == subject.name:
            entity, meant = candidate.entity, candidate.text
            if entity is None:
                return _FAULTS.get(candidate.fault or "", "no link: X doesn't link this"), False
            if entity.text != meant and candidate.fault:
                return f"X links only {entity.text}, not {meant}", entity.text
            if candidate.fault == "overlong":
                return "it links, but is longer than X lets it be", False
            return "links as written", True
    return None


def _tag_in_book(tag: str, book: BrandBook) -> tuple[str, str | bool]:
    """What the brand book says of a tag: a campaign's name, or whether it is to be used."""
    key = fold_tag(tag)
    for campaign in book.campaigns.values():
        if fold_tag(campaign.hashtag) == key:
            days = " to ".join(day for day in (campaign.first_day, campaign.last_day) if day)
            owner = f", owner {campaign.owner}" if campaign.owner else ""
            text = f"tag of the campaign {campaign.name}" + (f" ({days})" if days else "") + owner
            return text, campaign.name
    if key in book.retired:
        successor = book.retired[key].successor
        return "retired" + (f": use #{successor}" if successor else ""), False
    if key in map(fold_tag, book.competitors.hashtags):
        return "a competitor's tag", False
    index = TagIndex(book.hashtags)
    spelling = index.exact(tag)
    if spelling is not None:
        return f"in the brand book as #{spelling}", True
    near = index.near(tag)
    return "not in the brand book" + (f"; #{near[0].tag} is" if near else ""), False


def _handle_in_book(handle: str, book: BrandBook) -> tuple[str, bool]:
    """What the brand book says of a handle, and whether it is to be used."""
    key = fold_tag(handle)
    if key in book.renamed:
        successor = book.renamed[key].successor
        return "renamed" + (f": it is @{successor} now" if successor else ""), False
    if key in map(fold_tag, book.competitors.handles):
        return "a competitor's account", False
    known = {fold_tag(each): each for each in (*book.handles, book.handle or "") if each}
    if key not in known:
        return "not in the brand book", False
    names = book.handle_names.get(known[key], ())
    return f"in the brand book as @{known[key]}" + (f" ({names[0]})" if names else ""), True


def _own_facts(subject: Subject, past: Past | None) -> Iterator[Fact]:
    if past is None:
        return
    key, is_tag = subject_key(subject.key), subject.kind == "tag"
    trend = past.trends.get(key) if is_tag else None
    if trend is not None and len(trend.posts) > _WEEK:
        known = f"{trend.known} of {len(trend.posts)} days known"
        text = f"posts a day since {trend.first}, not counting reposts; {known}"
        yield Fact("trend", text, trend.known, KEPT, trend.last, trend.posts)
    if past.known:
        with_it = [each for each in past.spaces if key in (each.tags if is_tag else each.guests)]
        what = "tag" if is_tag else "guest"
        counts = [space.participants for space in with_it]
        yield _own_fact(f"own-{what}", f"with this {what}", counts, past)


def _own_fact(what: str, with_what: str, counts: Iterable[int | None], past: Past) -> Fact:
    known = [count for count in counts if count is not None]
    if not known:
        return Fact(what, f"no own Space {with_what} on record", None, PAST, past.at, spaces=0)
    made = figure(what, with_what, known)
    median = f"{made.median:,.1f}".removesuffix(".0")
    span = f" ({made.low:,} to {made.high:,})" if made.low != made.high else ""
    few = "" if made.enough else "; too few to compare"
    own = plural(made.spaces, "own Space")
    sentence = f"{own} {with_what}: median {median} participants{span}{few}"
    return Fact(what, sentence, made.median, PAST, past.at, spaces=made.spaces)


def report_json(titles: Sequence[TitleFacts], notes: Sequence[str] = ()) -> dict[str, object]:
    """The facts as JSON values; the shape is versioned by its ``schema`` member."""
    return {
        "schema": "spacelint.reach/1",
        "titles": [
            {
                "title": each.question.title,
                "start": each.question.start.isoformat() if each.question.start else None,
                "origin": each.question.origin or None,
                "subjects": [
                    {
                        "kind": subject.kind,
                        "name": subject.name,
                        "facts": [_fact_json(fact) for fact in facts],
                    }
                    for subject, facts in each.facts
                ],
            }
            for each in titles
        ],
        "notes": list(notes),
    }


def _fact_json(fact: Fact) -> dict[str, object]:
    made = {name: getattr(fact, name) for name in _MEMBERS}
    return made | {"series": list(fact.series) or None}
