"""What a check is: one decorated function, and the values that pass between it and the engine.

A check is a module of this folder with one function of its name (``candidate-fault`` in a rule
file is ``candidate_fault`` in ``candidate_fault.py``) under the decorator `check`. The function
takes the rule's parameters and returns the algorithm; docs/extending.md has an example.

What the algorithm is called with depends on the scope of the rule:

``hashtag`` ``mention`` ``cashtag``  (title, candidate, context) for each candidate of that kind
``url``       (title, entity, context) for each linked address
``title``     (title, None, context) once a title
``space``     (space, context) for the fields of each planned Space; returns field findings
``spaces``    (summary, context, memory) for each Space of a run in turn; returns field findings

A check of scope ``spaces`` keeps what it has to know of earlier Spaces in ``memory``, a mapping of
its own that is empty when a run starts. A run may be looked at more than once, so it puts new
values into the mapping and never changes one it finds there. Several processes read the files, so
it gets a `SpaceSummary` and not the Space.

The engine imports a check's module only when a title triggers one of its rules.
"""

from __future__ import annotations

from spacelint.text.length import TITLE_LIMIT, Limit
from spacelint.text.model import Edit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, MutableMapping, Sequence
    from types import ModuleType
    from typing import Any, Literal

    from spacelint.plan import PlannedSpace as PlannedSpace
    from spacelint.schema import Field
    from spacelint.severity import Severity
    from spacelint.text import Candidate, Entity, Title

    Scope = Literal["hashtag", "mention", "cashtag", "url", "title", "space", "spaces", "plan"]
    Item = Candidate | Entity | None
    Params = Mapping[str, Any]
    Findings = Sequence["Finding"]
    FieldFindings = Sequence["FieldFinding"]
    Algorithm = Callable[[Title, Any, "Context"], Findings]
    FieldAlgorithm = Callable[[PlannedSpace, "Context"], FieldFindings]
    Memory = MutableMapping[Any, Any]
    RunAlgorithm = Callable[["SpaceSummary", "Context", Memory], FieldFindings]
    Make = Callable[[Params], Algorithm | FieldAlgorithm | RunAlgorithm]
    Declare = Callable[[ModuleType], Mapping[str, Field]]
else:
    # Names for annotations alone, which nothing evaluates: typing is not imported for them.
    Params = Findings = FieldFindings = Algorithm = FieldAlgorithm = RunAlgorithm = None
    Item = Memory = PlannedSpace = None


class Finding(NamedTuple):
    """What a check found: a span of the title in code points, values for the message, a fix.

    ``severity`` is empty, or what the rule's own severity gives way to for this finding.
    """

    start: int
    end: int
    values: Mapping[str, str] = {}
    edits: tuple[Edit, ...] = ()
    severity: Severity | Literal[""] = ""


class FieldFinding(NamedTuple):
    """What a check found in a field of a Space; the engine knows where the field stands.

    ``field`` is the field's name in `spacelint.plan.fields`, empty for the whole Space; ``item``
    the index in a list or -1; ``new`` the text that fixes the value, where there is one.
    """

    field: str
    values: Mapping[str, str] = {}
    item: int = -1
    new: str | None = None


class SpaceSummary(NamedTuple):
    """What the checks over all Spaces of a run know of one of them.

    ``title`` and ``host`` are as written and may be empty, ``start`` and ``ends`` a
    `spacelint.plan.Start` or None; ``over`` is true where the plan says that it is live, over or
    called off. ``line`` is counted from 1 in the file at ``path``. ``series`` is the same for all
    dates of one series, and empty for a Space of no series.
    """

    title: str
    host: str
    start: Any
    ends: Any
    over: bool
    path: str
    line: int
    series: str = ""


class Trigger(NamedTuple):
    """What a title must have for a check to be run.

    ``faults``  for candidates: only those with one of these faults (empty: every candidate)
    ``when``    ``always``, or what the title must have, one of several with spaces between:
                ``linked`` (an entity), ``link-first`` (and no letter before it), ``chars``,
                ``words`` or ``signs`` (one of them), ``repeats`` (one of ``twice`` that stands
                twice), ``loose`` (white space at an end, or doubled), ``tight`` (one of ``!?,:;``
                before a letter or behind a space), ``loud`` (four capitals in a row, and beside
                links or no more small letters of ASCII than of all else), ``wordless`` (no letter),
                ``planned`` (a Space beside a brand book), ``non-ascii``, ``unprintable`` (a
                character Python would escape), and classes of characters beyond ASCII: ``emoji``,
                ``styled``, ``uncomposed``, ``misread``
    ``longer``  only titles of more than so many UTF-16 units
    ``emoji``   only titles with more than so many characters that emoji are made of
    ``longer_ascii``  the same for titles in ASCII without one of ``unless``
    ``needs``   parts of the context: ``space``, ``book``, ``live``, ``space-or-book`` (one of them)
    ``signs``   texts without letters, digits and spaces
    ``links``   only titles in which X links so many parts at least
    ``twice``   words as in ``words``
    ``name``    for candidates without a fault, where there is no book: what their name must be,
                ``beyond-ascii``, ``number`` (a digit first) or ``small`` (no capital)
    ``names``   for candidates without a fault, where there is no book: one of these names, without
                case, underscores and digits at the end; ``least`` ``most`` fewer or more characters
    ``book``    what of a title must be known to the brand book, a key of `BOOK_TRIGGERS`
    ``words``   letters and digits in lower case; a title with a letter whose case folds in another
                way (ß, ſ) counts as having all of them
    """

    faults: tuple[str, ...] = ()
    when: str = "always"
    chars: str = ""
    needs: tuple[str, ...] = ()
    longer: int = -1
    emoji: int = -1
    longer_ascii: int = -1
    unless: str = ""
    book: str = ""
    words: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    links: int = 0
    name: str = ""
    names: tuple[str, ...] = ()
    least: int = 0
    most: int = -1


class Check(NamedTuple):
    """A check as the decorator `check` makes it; see the top of this module."""

    name: str
    scopes: tuple[Scope, ...]
    placeholders: tuple[str, ...]
    build: Callable[[Params], Any]
    declare: Declare | None
    waits: Trigger | Callable[[Params], Trigger]

    def params(self) -> Mapping[str, Field]:
        """Return the parameters as fields of a TOML table."""
        if self.declare is None:
            return {}
        from spacelint import schema

        return self.declare(schema)

    def trigger(self, p: Params) -> Trigger:
        """Return what a title must have for the check to be run with these parameters."""
        return self.waits if isinstance(self.waits, Trigger) else self.waits(p)


def check(
    *,
    scopes: tuple[Scope, ...],
    placeholders: tuple[str, ...] = (),
    params: Declare | None = None,
    trigger: Trigger | Callable[[Params], Trigger] | None = None,
) -> Callable[[Make], Check]:
    """Make a check of a function that takes a rule's parameters and returns the algorithm.

    ``scopes`` are where it can look, ``placeholders`` what its findings fill in a message beside
    ``match`` and ``title``. ``params`` is called with `spacelint.schema`, which no run imports, and
    returns the parameters. ``trigger`` is a `Trigger`, or a function of the parameters; None stands
    for every title.
    """

    def made(build: Make) -> Check:
        name: str = getattr(build, "__name__", "")
        return Check(name, scopes, placeholders, build, params, trigger or Trigger())

    return made


BOOK_TRIGGERS: Mapping[str, int] = {
    name: 2 << bit
    for bit, name in enumerate(
        # A hashtag that is to the book what its name here says.
        "misspelt miscased lookalike retired off-book "
        # A mention that is a slip of one of its handles, or the start of one written apart.
        "misspelt-handle spaced-handle "
        # Plain words that are a campaign's hashtag, any hashtag, the name of a handle.
        "campaign-words tag-words names "
        # Words that have no place in a title, and what is a competitor's.
        "blocked competitors "
        # A campaign that the plan names; one whose day counts; two in one title.
        "planned season clash".split()
    )
}
"""What a brand book may know of a title, each with its bit; the first bit says there is a book."""


def ascii_forms(word: str) -> tuple[str, ...]:
    """Return the forms, in lower case, in which a title in ASCII may have ``word`` in any case.

    A pattern that ignores case takes ``i`` for ``ı`` and ``s`` for ``ſ``.
    """
    forms = {word.lower(), word.casefold(), word.upper().lower()}
    return tuple(sorted(form for form in forms if form.isascii()))


class LiveAccount(NamedTuple):
    """What X says of a handle.

    ``state`` is ``exists``, ``missing``, ``suspended``, ``impossible`` (no handle is like this) or
    ``unknown`` (X did not answer); ``renamed_to`` the handle it has now, empty where not known.
    """

    state: str
    protected: bool = False
    renamed_to: str = ""


class LiveSpace(NamedTuple):
    """A Space that X has live or scheduled; aware moments, None where X does not tell.

    ``until`` is the last moment it is known to be on: that of the look-up where it was live then,
    else ``start``. ``title`` and ``host`` are empty where X does not tell; ``host`` is a handle
    without @ or an account's number. ``state`` is X's word, such as ``live`` or ``scheduled``.
    """

    id: str
    title: str
    host: str
    start: datetime.datetime | None
    until: datetime.datetime | None
    state: str = ""


class Live(NamedTuple):
    """What X answered when it was asked; what it was not asked or did not say is not in it.

    ``accounts`` by handle in lower case; ``posts`` of the last seven days and ``spaces`` whose
    title links the tag by tag, case-folded and without its sign.
    """

    accounts: Mapping[str, LiveAccount] = {}
    posts: Mapping[str, int] = {}
    spaces: Mapping[str, tuple[LiveSpace, ...]] = {}


class Context(NamedTuple):
    """What is known beside the title; all of it may be missing.

    ``words`` are a team's own words and names, for splitting tags; ``today`` the day to judge
    dates by, None for this computer's own (see `day`); ``space`` the planned Space the title
    belongs to; ``book`` the brand book; ``live`` what X said when it was asked. ``books`` gives the
    book and the words of a brand by its name, where there are several brands. ``limit`` is how long
    the title may be; a linter whose rules say otherwise puts theirs there. ``pattern_seconds`` are
    left for the pattern of a team's rule.
    """

    words: tuple[str, ...] = ()
    today: datetime.date | None = None
    space: Any = None
    book: Any = None
    live: Live | None = None
    books: Callable[[str | None], tuple[Any, tuple[str, ...]]] | None = None
    limit: Limit = TITLE_LIMIT
    pattern_seconds: float | None = None

    @property
    def day(self) -> datetime.date:
        """The day to judge dates by: ``today``, or else the day on this computer."""
        if self.today is not None:
            return self.today
        from spacelint.plan.values import day_now

        return day_now()

    @property
    def iso_day(self) -> str:
        """The same as text: ``2026-11-30``."""
        if self.today is not None:
            return self.today.isoformat()
        import time  # and not datetime, whose import costs a bare call a millisecond

        return time.strftime("%Y-%m-%d")

    def about(self, space: Any) -> Context:
        """Return the context with ``space`` in it, and the book of the brand the Space names."""
        if self.books is None or space is None or not space.brand:
            return self._replace(space=space)
        book, words = self.books(space.brand)
        return self._replace(space=space, book=book, words=words)


BARE = Context()  # nothing is known beside the title
NOTHING: tuple[Finding, ...] = ()
NO_FIELDS: tuple[FieldFinding, ...] = ()
