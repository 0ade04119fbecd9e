"""Stray white space: at the ends, doubled, tabs, line breaks, spaces of unusual width."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import Lazy
from spacelint.text import Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


_SPACE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_STRAY = Lazy(rf"(?:[{_SPACE}]++)(?<!(?<![{_SPACE}])[ ])|\A[ ]|[ ](?=\Z)")
_BREAKS = frozenset("\n\x0b\x0c\r\x85\u2028\u2029")
# Scripts that set U+3000 between words, with their punctuation and full-width forms.
_WIDE = Lazy(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}\u3001-\u303f\uff01-\uffe6]")
# French sets a no-break space here, and so do figures: "Prêts ?", "10 000".
_TYPOGRAPHIC = Lazy(
    r"(?<=\S)[\xa0\u202f](?=[!?:;»›%€])|(?<=[«‹])[\xa0\u202f]|(?<=\d)[\xa0\u202f\u2009](?=\S)"
)
_NAMES = {
    "\t": "a tab",
    "\xa0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u3000": "a full-width space",
    "\ufeff": "a byte order mark",
}


@check(
    scopes=("title",),
    placeholders=("what", "replacement"),
    trigger=Trigger(when="loose unprintable"),
)
def stray_whitespace(p: Params) -> Algorithm:
    """Report each run of stray white space."""

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if "  " not in text and text.isprintable() and text[:1] != " " and text[-1:] != " ":
            return NOTHING
        found: list[Finding] = []
        length = len(text)
        for match in _STRAY().finditer(text):
            start, end = match.span()
            if start == 0 and end == length:
                return NOTHING  # no title at all is another rule's matter
            if start == 0 or end == length:
                new = ""
            elif "\u3000" in match[0] and _beside_wide(text, start, end):
                new = "\u3000"
            else:
                new = "" if match[0].strip("\ufeff") == "" else " "
            if match[0] == new or (end - start == 1 and new and _TYPOGRAPHIC().match(text, start)):
                continue
            values = {"what": _what(match[0], start == 0, end == length), "replacement": new}
            found.append(Finding(start, end, values, (Edit(start, end, new),)))
        return found

    return run


def _beside_wide(text: str, start: int, end: int) -> bool:
    return bool(_WIDE().match(text, start - 1) or _WIDE().match(text, end))


def _what(run: str, first: bool, last: bool) -> str:
    if first or last:
        where = "at its start" if first else "at its end"
        return f"white space {where}"
    if not _BREAKS.isdisjoint(run):
        return "a line break"
    if len(run) > 1:
        return f"{len(run)} spaces in a row"
    return _NAMES.get(run) or f"an unusual space (U+{ord(run):04X})"
