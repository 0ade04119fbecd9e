"""Lint the titles of planned X Spaces: what X will link, what it will not, and the better title.

>>> import spacelint
>>> [d.message for d in spacelint.lint("Town hall #AT&T")]
['X links only #AT, not #AT&T']
>>> spacelint.fix("Meet us at great#tag").text
'Meet us at great #tag'
>>> spacelint.suggest("A chat with great#tag for all")[0].text
'A chat with great #tag for all'

The names below are imported when they are first used, so that importing the package costs little.
"""

from __future__ import annotations

from spacelint._lazy import lazily

__version__ = "0.1.0"

__all__ = [
    "Candidate",
    "Change",
    "Context",
    "Diagnostic",
    "Edit",
    "Entity",
    "Fix",
    "Fixed",
    "Length",
    "Limit",
    "Linter",
    "Rule",
    "RuleSet",
    "Suggestion",
    "Title",
    "UnknownSelector",
    "default_rules",
    "fix",
    "lint",
    "load_rules",
    "parse",
    "suggest",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacelint.checks.contract import Context as Context
    from spacelint.engine.default import default_rules as default_rules
    from spacelint.engine.linter import Linter as Linter
    from spacelint.engine.load import load_rules as load_rules
    from spacelint.engine.rule import Diagnostic as Diagnostic
    from spacelint.engine.rule import Fix as Fix
    from spacelint.engine.rule import Rule as Rule
    from spacelint.engine.rule import RuleSet as RuleSet
    from spacelint.engine.select import UnknownSelector as UnknownSelector
    from spacelint.fixer.titles import Fixed as Fixed
    from spacelint.suggester.tokens import Change as Change
    from spacelint.suggester.tokens import Suggestion as Suggestion
    from spacelint.text import Candidate as Candidate
    from spacelint.text import Entity as Entity
    from spacelint.text import Length as Length
    from spacelint.text import Title as Title
    from spacelint.text import parse as parse
    from spacelint.text.length import Limit as Limit
    from spacelint.text.model import Edit as Edit

_HOMES = {
    name: f"spacelint.{home}"
    for home, names in {
        "checks.contract": "Context",
        "engine.default": "default_rules",
        "engine.linter": "Linter",
        "engine.load": "load_rules",
        "engine.rule": "Diagnostic Fix Rule RuleSet",
        "engine.select": "UnknownSelector",
        "fixer.titles": "Fixed",
        "suggester.tokens": "Change Suggestion",
        "text": "Candidate Entity Length Title parse",
        "text.length": "Limit",
        "text.model": "Edit",
    }.items()
    for name in names.split()
}
_default: list[Linter] = []


def lint(text: str, linter: Linter | None = None) -> Sequence[Diagnostic]:
    """Return what the rules say of a planned title, in its order; spans in code points.

    Uses the built-in rules unless a `Linter` is given. Takes any ``str`` and raises nothing.

    >>> [(d.code, d.match) for d in lint("Town hall for all of us, live @8pm")]
    [('SL208', '@8pm')]
    """
    return (linter or _default_linter()).lint(text)


def fix(text: str, linter: Linter | None = None, *, unsafe: bool = False) -> Fixed:
    """Apply the safe fixes to a planned title, and the unsafe ones too where ``unsafe`` is true.

    Returns the fixed text, the diagnostics whose fixes were applied, and those that are left.
    Takes any ``str`` and raises nothing.

    >>> fix("Town hall #AT&T", unsafe=True).text
    'Town hall #ATT'
    """
    from spacelint.fixer.titles import fix_title
    from spacelint.text import parse

    return fix_title(linter or _default_linter(), parse(text).text, unsafe=unsafe)


def suggest(
    text: str,
    linter: Linter | None = None,
    context: Context | None = None,
    *,
    campaign: str | Sequence[str] | None = None,
    speakers: Iterable[str] = (),
    limit: int | Limit | None = None,
    most: int = 3,
) -> tuple[Suggestion, ...]:
    """Return up to ``most`` titles better than a planned one, best first, each with its changes.

    ``context`` has the brand book and the planned Space, ``campaign`` names one or several of that
    book, ``speakers`` are handles of people to be mentioned. ``limit`` counts graphemes; None is
    the limit of the linter's rules. Takes any ``str``; raises KeyError for a campaign that the book
    does not have.

    >>> [one.text for one in suggest("A chat with great#tag for all")]
    ['A chat with great #tag for all']
    """
    from spacelint.checks.contract import Context
    from spacelint.suggester.search import Request
    from spacelint.suggester.search import suggest as better
    from spacelint.text import parse

    return better(
        parse(text).text,
        linter or _default_linter(),
        context if context is not None else Context(),
        Request(campaign, speakers, limit),
        most=most,
    )


def _default_linter() -> Linter:
    if not _default:
        from spacelint.engine.linter import Linter

        _default.append(Linter())
    return _default[0]


__getattr__ = lazily(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
