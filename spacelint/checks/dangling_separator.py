"""A separator at the start or the end of a title, with nothing to separate."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import LONGEST_TITLE
from spacelint.text import Title
from spacelint.text.edit import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


# A bar always separates; the others only where white space or the end is beside them: -5%, c/o.
_BARS = r"|｜¦‖"
_OTHERS = r"/／•·・∙⋅‧–—―〜～-"
_END = Pattern(rf"(?P<gap>\s*)(?P<mark>[{_BARS}]+|(?<=\s)[{_BARS}{_OTHERS}]{{1,2}})\s*\Z")
_START = Pattern(rf"\A\s*(?P<mark>[{_BARS}]+|[{_BARS}{_OTHERS}]{{1,2}}(?=\s))(?P<gap>\s*)")
_ALL = frozenset(_BARS + _OTHERS)
_LETTER = Pattern(r"[^\W_]")


def _trigger(p: Params) -> Trigger:
    """Titles with a mark that separates."""
    return Trigger(when="chars", chars="".join(sorted(_ALL)), longer=1)


@check(
    scopes=("title",),
    placeholders=("where",),
    trigger=_trigger,
)
def dangling_separator(p: Params) -> Algorithm:
    """Report the mark at one end; marks at both ends are a frame."""

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        bare = text.strip()
        if len(text) > LONGEST_TITLE or not (bare[:1] in _ALL or bare[-1:] in _ALL):
            return NOTHING
        start, end = _START.match(text), _END.search(text)
        if (start is None) == (end is None) or not _LETTER.search(text):
            return NOTHING
        if start is not None:
            first, last = start.span("mark")
            return (Finding(first, last, {"where": "starts"}, (Edit(0, start.end("gap"), ""),)),)
        assert end is not None
        first, last = end.span("mark")
        cut = Edit(end.start("gap"), len(text), "")
        return (Finding(first, last, {"where": "ends"}, (cut,)),)

    return run
