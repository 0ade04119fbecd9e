"""Hashtags: those a campaign wants, those that stand apart from their own word, their capitals."""

from __future__ import annotations

from spacelint.brand import fold_tag
from spacelint.suggester.fit import fitted
from spacelint.suggester.values import Change, Step, quoted
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.suggester.goals import Wanted
    from spacelint.suggester.scene import Look, Scene
    from spacelint.text import Entity

_MOST_WORDS = 4  # of a tag that stands in the title as plain words
_JOINS = " -"
_SLIPS = 2  # edits from the campaign's hashtag


class Free(NamedTuple):
    """Words that can be a tag at no length: their span, and the entity that goes for it or None."""

    start: int
    end: int
    tag: str
    twin: Entity | None


def wanted_tags(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield the title with a hashtag that a campaign wants and X does not link."""
    for wanted in scene.unmet(look):
        for step in placed(look, wanted):
            yield from fitted(step, scene, leave_out=True)


def placed(look: Look, wanted: Wanted) -> Iterator[Step]:
    """Yield the places for a tag: on its own word, at the end, in front; then its alternatives."""
    text = look.text.strip()
    yield from _righted(look, wanted)
    for start, end, fold in _phrases(look):
        if fold in wanted.folds:
            tag = next(tag for tag in wanted.tags if fold_tag(tag) == fold)
            words = look.text[start:end]
            what = f"Makes {quoted(words)} the campaign's hashtag #{tag}"
            change = Change(what, wanted.why, words, f"#{tag}")
            yield Step(f"{look.text[:start]}#{tag}{look.text[end:]}", (change,))
            break
    first = wanted.tags[0]
    yield _added(f"{text} #{first}".strip(), first, wanted)
    if text:
        colon = "" if text[0] in "#@＃＠" else ":"
        yield _added(f"#{first}{colon} {text}", first, wanted)
    for tag in wanted.tags[1:]:
        yield _added(f"{text} #{tag}".strip(), tag, wanted)._replace(seconds=1)


def capitals(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield the title with tags and handles spelled as the brand book has them."""
    text, changes = look.text, []
    for entity, right in reversed(miscased(look, scene)):
        text = text[: entity.start + 1] + right + text[entity.end :]
        right = entity.text[0] + right
        what = f"Writes {right} for {entity.text}"
        changes.append(Change(what, "as the brand book spells it", entity.text, right))
    if changes:
        yield Step(text, tuple(reversed(changes)))


def miscased(look: Look, scene: Scene) -> list[tuple[Entity, str]]:
    """Return the tags and handles that the book spells otherwise, with its spelling."""
    book = scene.book
    found = []
    for entity in look.title.entities if book is not None else ():
        by_fold = {"hashtag": book.folded_hashtags, "mention": book.folded_handles}.get(entity.kind)
        right = by_fold.get(fold_tag(entity.value)) if by_fold else None
        if right is not None and right != entity.value:
            found.append((entity, right))
    return found


def tagged_words(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield the title with words made into the tags they are, one after the other."""
    for free in free_tags(look, scene):
        yield _tagged(look, free, scene)


def free_tags(look: Look, scene: Scene) -> list[Free]:
    """Return the words that can be a hashtag at no length, in order.

    Either the tag stands at the end anyway and comes to its own word, or it is a tag of the book
    in two words or more, so that the spaces it loses make up for the sign.
    """
    found = []
    twins = _closing_tags(look)
    folded = scene.book.folded_hashtags if scene.book is not None else {}
    if not twins and not folded:
        return []
    past = 0
    for start, end, fold in _phrases(look):
        if start < past:
            continue
        if fold in twins:
            twin = twins[fold]
            found.append(Free(start, end, twin.value, twin))
            past = end
        elif fold in folded and " " in look.text[start:end] and _may(fold, look, scene):
            found.append(Free(start, end, folded[fold], None))
            past = end
    return found


def _added(text: str, tag: str, wanted: Wanted) -> Step:
    what = f"Adds the campaign's hashtag #{tag}"
    return Step(text, (Change(what, wanted.why, "", f"#{tag}"),))


def _righted(look: Look, wanted: Wanted) -> Iterator[Step]:
    """Yield the title with what was evidently meant as the campaign's hashtag."""
    from spacelint.text.distance import distance

    for candidate in look.title.candidates:
        if candidate.kind != "hashtag":
            continue
        meant = "".join(filter(str.isalnum, fold_tag(candidate.text)))
        for tag in wanted.tags:
            fold = fold_tag(tag)
            plain = "".join(filter(str.isalnum, fold))
            most = min(_SLIPS, len(plain) // 6)
            known = candidate.entity is not None and candidate.fault is None
            if plain == meant or (
                known and _is_slip(meant, plain, distance(meant, plain, most), most)
            ):
                what = f"Writes #{tag} for {quoted(candidate.text)}"
                text = f"{look.text[: candidate.start]}#{tag}{look.text[candidate.end :]}"
                yield Step(text, (Change(what, wanted.why, candidate.text, f"#{tag}"),))
                return


def _is_slip(meant: str, tag: str, edits: int, most: int) -> bool:
    """Tell whether it is the tag but for a slip; #Expo27 is no slip of #Expo26."""
    if not 0 < edits <= most:
        return False
    return "".join(filter(str.isdigit, meant)) == "".join(filter(str.isdigit, tag))


def _tagged(look: Look, free: Free, scene: Scene) -> Step:
    text = look.text
    words, tag = text[free.start : free.end], f"#{free.tag}"
    if free.twin is None:
        what, why = f"Makes {quoted(words)} the hashtag {tag}", "it is in the brand book, and links"
        for wanted in scene.goals.tags:
            if fold_tag(tag) in wanted.folds:
                what, why = f"Makes {quoted(words)} the campaign's hashtag {tag}", wanted.why
        return Step(text[: free.start] + tag + text[free.end :], (Change(what, why, words, tag),))
    twin = free.twin
    rest = text[free.end : twin.start].rstrip() + text[twin.end :]
    what = f"Moves {twin.text} onto its own word"
    why = f"shorter, and {quoted(words)} links where it stands"
    return Step(
        (text[: free.start] + twin.text + rest).rstrip(),
        (Change(what, why, words, twin.text),),
    )


def _closing_tags(look: Look) -> dict[str, Entity]:
    """Return the hashtags at the end that no word before them leads up to, by their folds."""
    found: dict[str, Entity] = {}
    text, title = look.text, look.title
    end = len(text.rstrip())
    faulty = {candidate.start for candidate in title.candidates if candidate.fault}
    for entity in reversed(title.entities):
        if text[entity.end : end].strip() or entity.kind != "hashtag":
            break
        if entity.start and not text[entity.start - 1].isspace():
            break
        if entity.start not in faulty:
            found[fold_tag(entity.value)] = entity
        end = entity.start
    if not found:
        return found
    last = [word for word in look.words if word.end <= end]
    if last and not text[last[-1].end : end].strip() and _leads(last[-1].text):
        # "a talk about #Bitcoin": the first of the tags belongs to the sentence.
        first = min(found.values(), key=lambda entity: entity.start)
        del found[fold_tag(first.value)]
    return found


def _leads(word: str) -> bool:
    from spacelint.suggester.table import languages

    return any(word.lower() in each.words for each in languages().values())


def _phrases(look: Look) -> Iterator[tuple[int, int, str]]:
    """Yield every run of one to four plain words as a tag would have it, the longest first."""
    words, text = look.words, look.text
    for first, word in enumerate(words):
        ends = [(word.end, word.fold)]
        joined = word.fold
        for before, after in zip(
            words[first:], words[first + 1 : first + _MOST_WORDS], strict=False
        ):
            if text[before.end : after.start] not in _JOINS:
                break
            joined += after.fold
            ends.append((after.end, joined))
        for end, phrase in reversed(ends):
            yield word.start, end, phrase


def _may(fold: str, look: Look, scene: Scene) -> bool:
    """Tell whether a tag of the book may be put in: it is not there, and in season."""
    if ("hashtag", fold) in look.links:
        return False
    asked = {wanted.campaign.name for wanted in scene.goals.tags}
    day = scene.day
    for campaign in scene.book.campaigns.values():
        if fold not in map(fold_tag, (campaign.hashtag, *campaign.alternatives)):
            continue
        if (
            asked
            and (campaign.name not in asked)
            and any(
                name in campaign.exclusive_with
                or campaign.name in scene.book.campaigns[name].exclusive_with
                for name in asked
            )
        ):
            return False
        if day and not (campaign.first_day or day) <= day <= (campaign.last_day or day):
            return False
    return True
