"""A missing space after a mark, or a space before one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.spans import LONGEST_TITLE
from spacelint.text import Title
from spacelint.text.edit import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


# word:word, word?Word, word,word; not EU:n, re:Invent, :rocket:, C:drive, and no number.
_AFTER = Pattern(
    r"(?<![:/.\w])[«SPACED»]{3,}(?<!\bhttps)(?<!\bhttp)(:)(?=[«SPACED»]{3,}(?![:\w]*:))"
    r"|[«SPACED»]{2,}([?!؟]++)(?=[«SPACED»]{2,})|[«SPACED»]{2,}([,;،؛])(?=[«SPACED»]{2,})"
)
# Arabic, Persian and Urdu are typed with and without a space there.
_BEFORE = Pattern(
    r"(?<=[«SPACED»«DIGIT»])(?<![\u0600-\u06ff])([ \xa0\u202f]+)([?!؟]+|[،؛:;,])(?=\s|\Z)"
)


@check(
    scopes=("title",),
    placeholders=("what", "advice", "replacement"),
    params=lambda schema: {"except": schema.strings("Names with a mark inside: `NieR:Automata`.")},
    trigger=Trigger(when="chars", chars="!,:;?،؛؟", longer=2),
)
def missing_space(p: Params) -> Algorithm:
    """Report each mark with a space too few or too many."""
    names = [name.casefold() for name in p["except"]]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if len(text) > LONGEST_TITLE:
            return NOTHING
        taken = [(one.start, one.end) for one in title.entities]
        taken += [(one.start, one.end) for one in title.candidates]
        found = [*_missing(text, taken, names), *_needless(text, taken)]
        return sorted(found, key=lambda finding: finding.start)

    return run


def _missing(text: str, taken: list[tuple[int, int]], names: list[str]) -> Iterator[Finding]:
    folded = text.casefold()
    for match in _AFTER.finditer(text):
        mark, end = match.span(match.lastindex or 0)
        if any(start < end + 1 and mark < stop for start, stop in taken):
            continue
        if any(name in folded for name in names):
            continue
        written = text[mark:end]
        values = {
            "what": f"A space is missing after {written}",
            "advice": f"Put a space after {written}",
            "replacement": written + " ",
        }
        yield Finding(mark, end, values, (Edit(end, end, " "),))


def _needless(text: str, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    french: bool | None = None
    for match in _BEFORE.finditer(text):
        start, end = match.span(1)
        if any(begin < end and start < stop for begin, stop in taken):
            continue
        if french is None:
            from spacelint.checks.shared.language import is_french

            french = is_french(text)
        if french:
            return
        values = {
            "what": f"The space before {match[2]} isn't needed",
            "advice": f"Leave out the space before {match[2]}",
            "replacement": match[2],
        }
        yield Finding(start, match.end(2), values, (Edit(start, end, ""),))
