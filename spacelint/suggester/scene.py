"""What one call of `suggest` works with: texts are looked at once, and judged by the same score."""

from __future__ import annotations

from spacelint.brand import fold_tag
from spacelint.suggester.values import Score
from spacelint.text import Title
from spacelint.text.limit import ANDROID_LIMIT
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from spacelint.checks.contract import Context
    from spacelint.engine.linter import Linter
    from spacelint.engine.rule import Diagnostic
    from spacelint.suggester.goals import Disclosure, Goals, Wanted
    from spacelint.suggester.pieces import Spans
    from spacelint.suggester.table import Language
    from spacelint.suggester.values import Step
    from spacelint.text.limit import Limit


class Word(NamedTuple):
    """A run of letters and digits outside of all tags, handles and addresses.

    ``fold`` is the word as tags are compared: without case and width.
    """

    start: int
    end: int
    text: str
    fold: str


class Look:
    """A text and what is found in it, each when it is first asked for."""

    __slots__ = ("_found", "_links", "_lint", "_spans", "_words", "text", "title")

    def __init__(self, text: str, lint: Callable[[Title], Sequence[Diagnostic]]) -> None:
        self.text = text
        self.title = Title(text)
        self._lint = lint
        self._found: Sequence[Diagnostic] | None = None
        self._links: Mapping[tuple[str, str], str] | None = None
        self._spans: Spans | None = None
        self._words: tuple[Word, ...] | None = None

    @property
    def found(self) -> Sequence[Diagnostic]:
        """What the rules say of it."""
        if self._found is None:
            self._found = self._lint(self.title)
        return self._found

    @property
    def links(self) -> Mapping[tuple[str, str], str]:
        """What X links: the text of each link by its kind and folded value."""
        if self._links is None:
            self._links = {(e.kind, fold_tag(e.value)): e.text for e in self.title.entities}
        return self._links

    @property
    def words(self) -> tuple[Word, ...]:
        """The plain words, in order."""
        if self._words is None:
            from spacelint.suggester.pieces import plain_words

            self._words = plain_words(self.title, self.spans)
        return self._words

    @property
    def spans(self) -> Spans:
        """Where tags, handles and addresses stand, meant ones too."""
        if self._spans is None:
            from spacelint.suggester.pieces import Spans

            self._spans = Spans(self.title)
        return self._spans

    def links_tag(self, folds: frozenset[str]) -> bool:
        """Tell whether X links one of these hashtags."""
        return any(("hashtag", fold) in self.links for fold in folds)


class Scene:
    """A linter, what is known beside the title, and what is asked of it. Remembers its looks."""

    __slots__ = (
        "_looks",
        "_scores",
        "book",
        "context",
        "day",
        "fixable",
        "goals",
        "leave",
        "limit",
        "linter",
    )

    def __init__(
        self,
        linter: Linter,
        context: Context,
        goals: Goals,
        limit: Limit,
        leave: frozenset[str] = frozenset(),
        fixable: frozenset[str] | None = None,
    ) -> None:
        self.linter = linter
        self.context = context
        self.goals = goals
        self.limit = limit
        self.leave = leave
        self.fixable = fixable
        self.book = context.book
        #: The day of the Space, or else today, like 2026-11-30.
        self.day = _day(context)
        self._looks: dict[str, Look] = {}
        self._scores: dict[str, Score] = {}

    def look(self, text: str) -> Look:
        """Return what is found in ``text``."""
        found = self._looks.get(text)
        if found is None:
            found = self._looks[text] = Look(text, self._lint)
        return found

    def score(self, step: Step) -> Score:
        """Return how good the text of ``step`` is, after what was left out and shortened for it."""
        text, _, *costs = step
        score = self._scores.get(text)
        if score is None:
            score = self._scores[text] = self._judge(self.look(text))
        if any(costs):
            left_out, fillers, shortened, seconds = costs
            return score._replace(
                left_out=left_out, fillers=fillers, shortened=shortened, seconds=seconds
            )
        return score

    def language(self, text: str) -> Language | None:
        """Return the language of ``text``: the plan's, or what its words tell."""
        from spacelint.suggester.table import language_of

        return language_of(text, getattr(self.context.space, "lang", None), self.look(text).words)

    def unmet(self, look: Look) -> list[Wanted]:
        """Return the hashtags that are wanted and that X does not link."""
        return [wanted for wanted in self.goals.tags if not look.links_tag(wanted.folds)]

    def undisclosed(self, look: Look) -> Disclosure | None:
        """Return the disclosure that is wanted and does not stand in the title."""
        wanted = self.goals.disclosure
        if wanted is None:
            return None
        from spacelint.checks.shared.disclosure import says

        return None if says(look.text, wanted.accepted) else wanted

    def unmentioned(self, look: Look) -> list[str]:
        """Return the handles of the people who are not mentioned."""
        people = self.goals.people
        return [people[fold] for fold in people if ("mention", fold) not in look.links]

    def missing(self, text: str) -> tuple[str, ...]:
        """Return what is asked for and does not stand in ``text``, as it would be written."""
        look = self.look(text)
        disclosure = self.undisclosed(look)
        return (
            *(f"#{wanted.tags[0]}" for wanted in self.unmet(look)),
            *((disclosure.word,) if disclosure is not None else ()),
            *(f"@{handle}" for handle in self.unmentioned(look)),
        )

    def _lint(self, title: Title) -> Sequence[Diagnostic]:
        found = self.linter.lint(title, self.context)
        if self.leave:
            return [diagnostic for diagnostic in found if diagnostic.rule.code not in self.leave]
        return found

    def _judge(self, look: Look) -> Score:
        counts = {"error": 0, "warning": 0, "info": 0, "hint": 0}
        for diagnostic in look.found:
            counts[diagnostic.rule.severity] += 1
        length = self.limit.measure(look.text)
        unmet = len(self.unmet(look)) if self.goals.tags else 0
        unmet += self.undisclosed(look) is not None
        from spacelint.suggester.tags import free_tags, miscased

        return Score(
            over=self.limit.over(look.text),
            unmet=unmet,
            errors=counts["error"],
            left_out=0,
            fillers=0,
            asked=sum(("mention", fold) not in look.links for fold in self.goals.named),
            warnings=counts["warning"],
            heavy=int(not ANDROID_LIMIT.fits(look.text)),
            remarks=counts["info"] + counts["hint"],
            people=len(self.unmentioned(look)) if self.goals.people else 0,
            capitals=len(miscased(look, self)),
            untagged=len(free_tags(look, self)),
            seconds=0,
            shortened=0,
            length=length,
        )


def _day(context: Context) -> str:
    start = getattr(context.space, "scheduled_start", None)
    return context.iso_day if start is None else str(start.moment.date())
