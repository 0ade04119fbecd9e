"""What is known of titles, their tags and the people in them: each fact with its source and when.

Nothing is scored. A fact is one figure or one finding; choosing between titles is for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

from spacelint.brand.book import BrandBook
from spacelint.reach.facts_live import live_facts
from spacelint.reach.facts_local import local_facts
from spacelint.reach.values import Fact, Past, Question, Subject, TitleFacts, subject_key
from spacelint.reach.xapi.calls import Ask
from spacelint.reach.xapi.client import Answer
from spacelint.text import Title, parse


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
            facts[subject] = list(local_facts(subject, question, title, today, own, past, zone))
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
        for entity in parse(question.title).entities:
            if entity.kind == "mention":
                handles.append(entity.value)
            elif entity.kind == "hashtag":
                tags.append(entity.value)
        handles += question.guests
    return Ask(tuple(handles), tuple(tags), page=page)


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


def _fact_json(fact: Fact) -> Mapping[str, object]:
    return {
        "what": fact.what,
        "text": fact.text,
        "value": fact.value,
        "series": list(fact.series) or None,
        "spaces": fact.spaces,
        "source": fact.source,
        "at": fact.at,
        "cached": fact.cached,
        "state": fact.state,
    }
