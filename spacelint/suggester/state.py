"""What one call of `suggest` works with: every text is parsed and linted once."""

from __future__ import annotations

from functools import cached_property

from spacelint.brand.fold import fold_tag
from spacelint.severity import SEVERITIES
from spacelint.suggester.tokens import LinkSpans, plain_words, tokens
from spacelint.text import Title
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from spacelint.checks.contract import Context
    from spacelint.engine.linter import Linter
    from spacelint.engine.rule import Diagnostic, Rule
    from spacelint.suggester.languages import Language
    from spacelint.suggester.tokens import Token, Word
    from spacelint.text.length import Limit

_OF_PLANS = ("plan", "space", "spaces")  # scopes of findings that no title alone has


class WantedTag(NamedTuple):
    """A hashtag that must stand in the title: the first of ``tags``, or another of them."""

    tags: tuple[str, ...]
    folds: frozenset[str]
    why: str


class Disclosure(NamedTuple):
    """A word that says the Space is paid for; any of ``accepted`` is enough."""

    word: str
    accepted: tuple[str, ...]
    why: str


class Goals(NamedTuple):
    """All that is asked for; ``people`` are handles as they are written, by their fold.

    ``asked`` are the folds of those people whom the caller names, ``host`` that of the host, who is
    never mentioned.
    """

    tags: tuple[WantedTag, ...] = ()
    disclosure: Disclosure | None = None
    people: Mapping[str, str] = {}
    asked: frozenset[str] = frozenset()
    host: str = ""


def adds_goal(diagnostic: Diagnostic) -> bool:
    """Return whether a finding's fix puts in what is a goal, which gets a better place."""
    return asks(diagnostic.rule) not in ("", "words")


#: What a rule of a check asks for, where a parameter has this value.
_ASKS = {
    "campaign": ("asks", "hashtag", "tag"),
    "brand-plain": ("of", "campaign", "words"),
    "disclosure": ("fault", "missing", "disclosure"),
    "people": ("who", "unmentioned", "people"),
}


def asks(rule: Rule) -> str:
    """Return what a finding says is missing: tag, words of one, disclosure, people, or nothing."""
    key, value, what = _ASKS.get(rule.check, ("", "", ""))
    return what if key and rule.params.get(key) == value else ""


class TitleView:
    """A text and what is found in it, each when it is first asked for."""

    def __init__(self, text: str, lint: Callable[[Title], Sequence[Diagnostic]]) -> None:
        self.text = text
        self.title = Title(text)
        self._lint = lint

    @cached_property
    def found(self) -> Sequence[Diagnostic]:
        """The findings of the rules."""
        return self._lint(self.title)

    @cached_property
    def links(self) -> Mapping[tuple[str, str], str]:
        """What X links: the text of each link by its kind and folded value."""
        return {(e.kind, fold_tag(e.value)): e.text for e in self.title.entities}

    @cached_property
    def spans(self) -> LinkSpans:
        """Where tags, handles and addresses stand, those that X does not link too."""
        return LinkSpans(self.title)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The plain words, in order."""
        return plain_words(self.title, self.spans)

    @cached_property
    def tokens(self) -> list[Token]:
        """The runs without white space, in order."""
        return tokens(self.title, self.spans)


class SearchState:
    """A title, a linter, what is known beside the title, and what is asked of it.

    ``found`` are the findings of the title that count, None: all but hints; what else a rule finds
    in it is suppressed or not shown, and left alone. ``fixable`` are the codes of the rules whose
    fixes may be applied; None: all.
    """

    def __init__(
        self,
        title: str,
        linter: Linter,
        context: Context,
        limit: Limit,
        found: Iterable[Diagnostic] | None = None,
        fixable: frozenset[str] | None = None,
    ) -> None:
        self.linter = linter
        self.context = context
        self.book = context.book
        self.limit = limit
        self.fixable = fixable
        self.goals = Goals()
        self._views: dict[str, TitleView] = {}
        self.original = self.view(title)
        if found is None:
            found = [each for each in self._every if each.rule.severity != "hint"]
        self.original.found = [each for each in found if each.rule.scope not in _OF_PLANS]

    def view(self, text: str) -> TitleView:
        """Return what is found in ``text``."""
        found = self._views.get(text)
        if found is None:
            found = self._views[text] = TitleView(text, self._lint)
        return found

    def fits(self, text: str) -> bool:
        """Return whether ``text`` is within the limit."""
        return self.limit.fits(text)

    @cached_property
    def language(self) -> Language:
        """The language of the title: that of the plan, or what its words tell."""
        from spacelint.suggester.languages import UNKNOWN, language_of

        known = getattr(self.context.space, "lang", None)
        return language_of(self.original.text, known, self.original.words) or UNKNOWN

    def unmet(self, text: str) -> list[WantedTag]:
        """Return the hashtags that are wanted and that X does not link in ``text``."""
        links = self.view(text).links if self.goals.tags else {}
        return [
            wanted
            for wanted in self.goals.tags
            if not any(("hashtag", fold) in links for fold in wanted.folds)
        ]

    def undisclosed(self, text: str) -> Disclosure | None:
        """Return the disclosure that is wanted and does not stand in ``text``."""
        wanted = self.goals.disclosure
        if wanted is None:
            return None
        from spacelint.checks.shared.disclosure import says

        return None if says(text, wanted.accepted) else wanted

    def unmentioned(self, text: str) -> list[str]:
        """Return the handles of the people who are not mentioned in ``text``."""
        people = self.goals.people
        links = self.view(text).links if people else {}
        return [people[fold] for fold in people if ("mention", fold) not in links]

    def missing(self, text: str) -> tuple[str, ...]:
        """Return what is asked for and does not stand in ``text``, as it would be written."""
        disclosure = self.undisclosed(text)
        return (
            *(f"#{wanted.tags[0]}" for wanted in self.unmet(text)),
            *((disclosure.word,) if disclosure is not None else ()),
            *(f"@{handle}" for handle in self.unmentioned(text)),
        )

    def rank(self, text: str) -> tuple[int, ...]:
        """Return the findings in ``text`` by severity, the most severe first; less is better.

        What the caller asks for and has not got counts as a finding.
        """
        counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
        for diagnostic in self.view(text).found:
            counts[diagnostic.rule.severity] += 1
        counts["error"] += len(self.unmet(text)) + (self.undisclosed(text) is not None)
        links = self.view(text).links if self.goals.asked else {}
        counts["info"] += sum(("mention", fold) not in links for fold in self.goals.asked)
        return (int(not self.fits(text)), *counts.values())

    def _lint(self, title: Title) -> Sequence[Diagnostic]:
        return [
            diagnostic
            for diagnostic in self.linter.lint(title, self.context)
            if diagnostic.rule.code not in self._left_alone
        ]

    @cached_property
    def _every(self) -> Sequence[Diagnostic]:
        return self.linter.lint(self.original.title, self.context)

    @cached_property
    def _left_alone(self) -> frozenset[str]:
        counted = {diagnostic.rule.code for diagnostic in self.original.found}
        return frozenset([each.rule.code for each in self._every]) - counted
