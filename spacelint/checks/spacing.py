"""White space and separators: stray, missing, too many, with nothing to separate."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.language import is_french
from spacelint.checks.shared.text import LONGEST_TITLE, Lazy
from spacelint.checks.shared.text import taken as taken_spans
from spacelint.text import Title
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern

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
            new = " "
            if start == 0 or end == length or not match[0].strip("\ufeff"):
                new = ""
            elif "\u3000" in match[0] and _beside_wide(text, start, end):
                new = "\u3000"
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
        return f"white space at its {'start' if first else 'end'}"
    if not _BREAKS.isdisjoint(run):
        return "a line break"
    if len(run) > 1:
        return f"{len(run)} spaces in a row"
    return _NAMES.get(run) or f"an unusual space (U+{ord(run):04X})"


_MARKS = Pattern("[!?؟]+|[,:;،؛]")
_MAYBE_WRONG = Pattern(r"[!?؟,:;،؛](?:[^\W\d_]|(?<=[ \xa0\u202f][!?؟,:;،؛]))")
_ENDING = "!?؟"
# Letters of scripts that set a space after a mark: all but those of East Asia and the Thai family.
_UNSPACED = (("\u0e00", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"))
_WORD_BEFORE = Pattern(r"[^\W\d_]+\Z")
_SPACES = " \xa0\u202f"


@check(
    scopes=("title",),
    placeholders=("what", "advice", "replacement"),
    params=lambda schema: {"except": schema.strings("Names with a mark inside: `NieR:Automata`.")},
    trigger=Trigger(when="tight chars", chars="،؛؟\xa0\u202f", longer=2),
)
def missing_space(p: Params) -> Algorithm:
    """Report each mark with a space too few or too many."""
    names = [name.casefold() for name in p["except"]]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if len(text) > LONGEST_TITLE or _MAYBE_WRONG.search(text) is None:
            return NOTHING
        found: list[Finding] = []
        taken: list[tuple[int, int]] | None = None
        french: bool | None = None
        for match in _MARKS.finditer(text):
            start, end = match.span()
            missing = text[end : end + 1].isalnum() and _is_missing(text, start, end)
            gap = start if missing else _gap(text, start, end)
            if not missing and gap == start:
                continue
            taken = taken_spans(title) if taken is None else taken
            if any(first < end + missing and gap < last for first, last in taken):
                continue
            if missing:
                if not any(name in text.casefold() for name in names):
                    found.append(_one_too_few(match[0], end))
                continue
            french = is_french(text) if french is None else french
            if not french:
                found.append(_one_too_many(match[0], gap, start, end))
        return found

    return run


def _is_missing(text: str, start: int, end: int) -> bool:
    """True if the mark ``text[start:end]`` stands between two words, with no space.

    Not in EU:n, re:Invent, :rocket: and C:drive, nor beside a digit.
    """
    least = 3 if text[start] == ":" else 2
    sides = text[max(0, start - least) : start], text[end : end + least]
    if not all(len(side) == least and all(map(_is_spaced, side)) for side in sides):
        return False
    if text[start] != ":":
        return True
    word = _WORD_BEFORE.search(text, 0, start)
    if word is None or word[0].lower() in ("http", "https"):
        return False
    outside = text[word.start() - 1 : word.start()]
    if outside and (outside in ":/._" or outside.isalnum()):
        return False
    return ":" not in text[end:].split(None, 1)[0]


def _is_spaced(char: str) -> bool:
    """Return whether a character is a letter of a script that sets a space after a mark."""
    is_letter = char.isalnum() and not char.isdecimal()
    return is_letter and not any(first <= char <= last for first, last in _UNSPACED)


def _gap(text: str, start: int, end: int) -> int:
    """Return where the space before a mark begins; ``start`` where there is none to leave out."""
    after = text[end : end + 1]
    if start < 2 or text[start - 1] not in _SPACES or (after and not after.isspace()):
        return start
    gap = start
    while gap and text[gap - 1] in _SPACES:
        gap -= 1
    before = text[gap - 1 : gap]
    # Arabic, Persian and Urdu are typed with and without a space there.
    spaced = before.isdigit() or (_is_spaced(before) and not "\u0600" <= before <= "\u06ff")
    return gap if spaced else start


def _one_too_few(mark: str, end: int) -> Finding:
    values = {"what": f"A space is missing after {mark}", "advice": f"Put a space after {mark}"}
    values["replacement"] = mark + " "
    return Finding(end - len(mark), end, values, (Edit(end, end, " "),))


def _one_too_many(mark: str, gap: int, start: int, end: int) -> Finding:
    what, advice = f"The space before {mark} isn't needed", f"Leave out the space before {mark}"
    values = {"what": what, "advice": advice, "replacement": mark}
    return Finding(gap, end, values, (Edit(gap, start, ""),))


# A bar always separates; the others only where white space or the end is beside them: -5%, c/o.
_BARS = r"|｜¦‖"
_OTHERS = r"/／•·・∙⋅‧–—―〜～-"
_END = Pattern(rf"(?P<gap>\s*)(?P<mark>[{_BARS}]+|(?<=\s)[{_BARS}{_OTHERS}]{{1,2}})\s*\Z")
_START = Pattern(rf"\A\s*(?P<mark>[{_BARS}]+|[{_BARS}{_OTHERS}]{{1,2}}(?=\s))(?P<gap>\s*)")
_ALL = frozenset(_BARS + _OTHERS)
_LETTER = Pattern(r"[^\W_]")


@check(
    scopes=("title",),
    placeholders=("where",),
    trigger=Trigger(when="chars", chars="".join(sorted(_ALL)), longer=1),
)
def dangling_separator(p: Params) -> Algorithm:
    """Report the mark at one end; marks at both ends are a frame."""

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        bare = text.strip()
        if len(text) > LONGEST_TITLE or not (bare[:1] in _ALL or bare[-1:] in _ALL):
            return NOTHING
        start, end = _START.match(text), _END.search(text)
        found = start or end
        if found is None or (start and end) or not _LETTER.search(text):
            return NOTHING
        where = "starts" if start else "ends"
        cut = Edit(0, found.end("gap"), "") if start else Edit(found.start("gap"), len(text), "")
        return (Finding(*found.span("mark"), {"where": where}, (cut,)),)

    return run
