"""The better titles for one: fixes and additions first, then shorter forms, and loss last."""

from __future__ import annotations

from itertools import islice, zip_longest

from spacelint.brand.fold import fold_tag
from spacelint.suggester.draft import draft_of
from spacelint.suggester.guards import accepted, fixable, fixed, invents_nothing, new_findings
from spacelint.suggester.state import SearchState, asks
from spacelint.suggester.tokens import Suggestion
from spacelint.text.length import Limit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacelint.checks.contract import Context
    from spacelint.engine.linter import Linter
    from spacelint.engine.rule import Diagnostic
    from spacelint.suggester.draft import Draft
    from spacelint.suggester.state import WantedTag

    #: The hashtags to put in, and whether the disclosure goes in.
    Demands = tuple[tuple[WantedTag, ...], bool]

#: Code points of the longest title there is any sense in: what is left of a longer one is another.
LONGEST = 280
#: Better titles that a call returns at most.
MOST = 3


class Request(NamedTuple):
    """What is asked of a better title, beside what the planned Space of the context says.

    ``campaign`` names one or several of the context's brand book, ``speakers`` are handles.
    ``limit`` counts graphemes where it is a number; None is the limit of the linter's rules.
    ``found`` are the findings of the title that count, None: all but hints; what else the rules
    find in it is suppressed and left alone. ``fixable`` are the codes of the rules whose fixes may
    be applied, None: of all.
    """

    campaign: str | Sequence[str] | None = None
    speakers: Iterable[str] = ()
    limit: int | Limit | None = None
    found: Sequence[Diagnostic] | None = None
    fixable: frozenset[str] | None = None


_NOTHING_MORE = Request()


def suggest(
    title: str,
    linter: Linter,
    context: Context,
    request: Request = _NOTHING_MORE,
    *,
    most: int = MOST,
) -> tuple[Suggestion, ...]:
    """Return up to ``most`` titles better than ``title``, best first; none where none is better.

    Takes any ``str``; the same call gives the same answer. A title of more than 280 code points has
    no suggestion: what would be left of it is another title. Raises KeyError for a campaign that
    the book does not have.

    A suggestion is one to which this function, asked with the same context, has nothing to add.
    """
    return tuple(
        [
            Suggestion(draft.text, draft.changes(), state.missing(draft.text))
            for draft, state in islice(_better(title, linter, context, request), most)
        ]
    )


def better_title(title: str, linter: Linter, context: Context, request: Request) -> str | None:
    """Return the text of the first suggestion; None where there is none."""
    return next((draft.text for draft, _ in _better(title, linter, context, request)), None)


def missing(title: str, linter: Linter, context: Context, request: Request) -> tuple[str, ...]:
    """Return what is asked of a title and does not stand in it, as it would be written."""
    return _state(title, linter, context, request).missing(title)


def _better(
    title: str, linter: Linter, context: Context, request: Request
) -> Iterator[tuple[Draft, SearchState]]:
    """Yield the better drafts for a title, best first."""
    offered: set[tuple[str, ...]] = set()
    for draft, state in _search(title, linter, context, request):
        # Titles that differ by no more than the place of a tag are one.
        key = tuple(sorted(draft.text.split()))
        rest = request._replace(found=state.view(draft.text).found)
        again = _has_work(draft.text, state) and _search(draft.text, linter, context, rest)
        if key not in offered and not (again and any(again)):
            offered.add(key)
            yield draft, state


def _search(
    title: str, linter: Linter, context: Context, request: Request
) -> Iterator[tuple[Draft, SearchState]]:
    if len(title) > LONGEST or not title.strip():
        return
    state = _state(title, linter, context, request)
    if _has_work(title, state):
        yield from ((draft, state) for draft in _drafts(state))


def _state(title: str, linter: Linter, context: Context, request: Request) -> SearchState:
    campaign, speakers, limit, found, fixable = request
    names = (campaign,) if isinstance(campaign, str) else tuple(campaign or ())
    people = (speakers,) if isinstance(speakers, str) else tuple(speakers)
    most = Limit(limit) if isinstance(limit, int) else limit or linter.limit
    state = SearchState(title, linter, context, most, found, fixable)
    host = getattr(context.space, "host", None)
    if names or people or host or any(asks(each.rule) for each in state.original.found):
        from spacelint.suggester.goals import goals_of

        state.goals = goals_of(context, state.original.found, names, people, linter.known)
    return state


def _has_work(text: str, state: SearchState) -> bool:
    """Return whether there is anything to do for a text: cheap, and false for most titles."""
    return bool(fixable(text, state) or not state.fits(text) or state.missing(text))


def _drafts(state: SearchState) -> Iterator[Draft]:
    """Yield better drafts, best first: all the words and all that is asked for, where they fit."""
    start = draft_of(state.original.text)
    every = (fixed(start, state), fixed(start, state, longer=False))
    bases = list({draft.text: draft for draft in every}.values())
    # No word goes for a hashtag: only a title that is too long itself loses any.
    too_long = not state.fits(start.text)
    for demands in _demands(state):
        drafts = list(_whole(bases, demands, state))
        if not drafts and too_long:
            drafts = list(islice(_shorter(bases[-1], demands, state), MOST))
        if drafts:
            yield from drafts
            return


def _demands(state: SearchState) -> Iterator[Demands]:
    """Yield what to put in: all that is asked for, and less of it where that finds no place."""
    tags, disclosure = tuple(state.goals.tags), state.goals.disclosure is not None
    yield tags, disclosure
    if tags and disclosure:
        yield (), True
    if len(tags) > 1 or (tags and disclosure):
        for tag in tags:
            yield (tag,), False
    if tags or disclosure:
        yield (), False


def _whole(bases: list[Draft], demands: Demands, state: SearchState) -> Iterator[Draft]:
    """Yield a draft with all the author's words; its short forms only where it has to."""
    each = [list(_with_demands(base, demands, state)) for base in bases]
    drafts = [draft for same in zip_longest(*each) for draft in same if draft is not None]
    for draft in drafts:
        if state.fits(draft.text) and (done := _finished(draft, state)) is not None:
            yield done
            return
    if not drafts or state.fits(drafts[-1].text):
        return
    from spacelint.suggester.shorten import shortened

    for draft in reversed(drafts):
        shorter = shortened(draft, state)
        if shorter is not None and (done := _finished(shorter, state)) is not None:
            yield done
            return


def _shorter(base: Draft, demands: Demands, state: SearchState) -> Iterator[Draft]:
    """Yield drafts that lose words, those that lose least first."""
    draft = next(_with_demands(base, demands, state))
    if state.fits(draft.text):
        return
    from spacelint.suggester.leave_out import lighter
    from spacelint.suggester.shorten import shortened

    for less in lighter(draft, state):
        short = less if state.fits(less.text) else shortened(less, state)
        if short is not None and (done := _finished(short, state)) is not None:
            yield done


def _with_demands(base: Draft, demands: Demands, state: SearchState) -> Iterator[Draft]:
    """Yield the draft with what is demanded, with alternatives of a hashtag after it."""
    tags, disclosure = demands
    wanted = state.undisclosed(base.text) if disclosure else None
    unmet = [tag for tag in state.unmet(base.text) if tag in tags]
    if not unmet and wanted is None:
        yield base
        return
    from spacelint.suggester.additions import disclosed, tagged

    for draft in tagged(base, unmet[0], state) if unmet else (base,):
        for tag in unmet[1:]:
            draft = next(tagged(draft, tag, state))
        yield disclosed(draft, wanted) if wanted is not None else draft


def _finished(draft: Draft, state: SearchState) -> Draft | None:
    """Return the draft with the people for whom there is room; None where a guard refuses it."""
    best = draft if accepted(draft, state) else None
    people = state.unmentioned(draft.text)
    if not people:
        return best
    from spacelint.suggester.additions import mentioned

    chosen: list[str] = []
    for handle in people:
        more: Draft | None = mentioned(draft, (*chosen, handle), state)
        if more is not None and not state.fits(more.text) and fold_tag(handle) in state.goals.asked:
            from spacelint.suggester.shorten import shortened

            more = shortened(more, state)
        if more is None or not state.fits(more.text):
            continue
        if invents_nothing(more, state) and not any(new_findings(more.text, state)):
            chosen.append(handle)
            best = more if accepted(more, state) else best
    return best
