"""From a title to the better ones, by every step that makes it better, until none is left."""

from __future__ import annotations

from spacelint.suggester.values import Step, Suggestion
from spacelint.text.limit import Limit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacelint.checks.contract import Context
    from spacelint.engine.linter import Linter
    from spacelint.suggester.scene import Look, Scene
    from spacelint.suggester.values import Score

#: Code points of the longest title there is any sense in: what is left of a longer one is another.
LONGEST = 280
#: Better titles that a call returns at most, if nobody says otherwise.
MOST = 5
_MOST_AT_ONCE = 6
_MOST_STEPS = 40


class _Kind(NamedTuple):
    """A kind of step: all ways to take it, and how many of the good ones are followed.

    Where one ``may_wait``, the next kind that has good ones is followed as well.
    """

    steps: Callable[[Look, Scene], Iterator[Step]]
    follow: int
    may_wait: bool = False


def suggest(
    title: str,
    linter: Linter,
    context: Context,
    *,
    campaign: str | Sequence[str] | None = None,
    speakers: Iterable[str] = (),
    limit: int | Limit | None = None,
    most: int = MOST,
    leave: frozenset[str] = frozenset(),
    fixable: frozenset[str] | None = None,
) -> tuple[Suggestion, ...]:
    """Return up to ``most`` titles better than ``title``, best first; none where none is better.

    ``campaign`` names one or several of the context's brand book, ``speakers`` are handles; both
    add to what the planned Space of the context says. ``limit`` is that of the linter where
    it is None, and counts graphemes where it is a number. ``leave`` are
    codes of rules whose findings are left alone and do not count; ``fixable`` are those of the
    rules whose fixes may be applied, None: of all. Takes any ``str``; the same call gives the same
    answer. A title of more than 280 code points has no suggestion: what would be
    left of it is another title. Raises KeyError for a campaign that the book does not have.

    Nothing better comes of asking again: each suggestion is one to which this function, asked with
    the same context, has nothing to add.
    """
    from spacelint.suggester.goals import goals_of
    from spacelint.suggester.scene import Scene

    names = [campaign] if isinstance(campaign, str) else list(campaign or ())
    goals = goals_of(context, names, speakers, linter.known)
    if len(title) > LONGEST or not title.strip():
        return ()
    if limit is None:
        limit = linter.limit
    elif isinstance(limit, int):
        limit = Limit(limit)
    scene = Scene(linter, context, goals, limit, leave, fixable)
    before = scene.score(Step(title, ()))
    found = [
        Suggestion(step.text, step.changes, scene.score(step), before, scene.missing(step.text))
        for step in _best(title, scene)
    ]
    kept = [each for each in found if _holds(each, title, scene)]
    return tuple(sorted(kept, key=_score)[:most])


def _best(title: str, scene: Scene) -> list[Step]:
    """Return the ends of all ways that were followed, each text once."""
    ends: dict[str, Step] = {}
    states = [Step(title, ())]
    for _ in range(_MOST_STEPS):
        following: dict[str, Step] = {}
        for state in states:
            steps = _better(state, scene)
            if not steps:
                if state.changes:
                    ends.setdefault(state.text, state)
                continue
            for step in steps:
                old = following.get(step.text)
                if old is None or scene.score(step) < scene.score(old):
                    following[step.text] = step
        if not following:
            break
        states = sorted(following.values(), key=scene.score)[:_MOST_AT_ONCE]
    return list(ends.values())


def _better(state: Step, scene: Scene) -> list[Step]:
    """Return the good steps of the first kind that has any; else the words that have room again."""
    every: list[Step] = []
    look = scene.look(state.text)
    score = scene.score(state)
    for kind in _kinds():
        good: list[Step] = []
        for step in kind.steps(look, scene):
            whole = state.then(step)
            if scene.score(whole) < score and _keeps_links(look, step, scene):
                good.append(whole)
                if len(good) == kind.follow:
                    break
        every += good
        if good and not kind.may_wait:
            return every
    if every:
        return every
    if state.shortened:
        from spacelint.suggester.shorten import restored

        longer = restored(state, scene)
        return [longer] if longer is not state else []
    return []


def _score(suggestion: Suggestion) -> Score:
    return suggestion.score


def _keeps_links(look: Look, step: Step, scene: Scene) -> bool:
    """Tell whether every link is still there, or was part of what a change says it replaces."""
    after = scene.look(step.text).links
    return all(
        key in after or any(text in change.before for change in step.changes)
        for key, text in look.links.items()
    )


def _holds(suggestion: Suggestion, title: str, scene: Scene) -> bool:
    """Tell whether a suggestion fits, says enough, and nothing is left of what it says it mends."""
    if suggestion.score.over or not suggestion.text.strip():
        return False
    look = scene.look(suggestion.text)
    if suggestion.score.left_out and len(look.words) * 3 < len(scene.look(title).words):
        return False
    left = {(d.rule.code, d.match) for d in look.found}
    return not any((change.code, change.match) in left for change in suggestion.changes)


def _kinds() -> tuple[_Kind, ...]:
    if not _all:
        from spacelint.suggester.demands import demanded
        from spacelint.suggester.disclosure import disclosed
        from spacelint.suggester.fit import fits
        from spacelint.suggester.mends import mends
        from spacelint.suggester.people import mentioned
        from spacelint.suggester.tags import capitals, tagged_words, wanted_tags

        _all.extend(
            (
                # It makes room, and yet a person may count for more than a further tag.
                _Kind(tagged_words, 1, may_wait=True),
                _Kind(demanded, 4),
                _Kind(mends, 1),
                _Kind(capitals, 1),
                _Kind(wanted_tags, 4),
                _Kind(disclosed, 1),
                _Kind(fits, 3),
                _Kind(mentioned, 1),
            )
        )
    return tuple(_all)


_all: list[_Kind] = []
