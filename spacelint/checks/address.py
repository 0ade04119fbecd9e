"""A web address in a title."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import LONGEST_TITLE
from spacelint.text import Title
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


@check(
    scopes=("title",),
    params=lambda schema: {
        "form": schema.choice(
            "address: with http or a path; file: a file name that reads as a domain; name: a bare"
            " domain, such as a brand's name.",
            ("address", "file", "name"),
            required=True,
        ),
        "files": schema.strings(
            "Domain endings that are more often a file's: `README.md`.",
            item=schema.string("", pattern="[a-z]+"),
        ),
        "newer": schema.strings(
            "Domain endings younger than X's list of 2020.",
            item=schema.string("", pattern="[a-z]+"),
        ),
        "except": schema.strings("Names with a dot that are no addresses to anyone: `Node.js`."),
    },
    trigger=lambda p: Trigger(when="chars", chars="/" if p["form"] == "address" else ".", longer=3),
)
def address(p: Params) -> Algorithm:
    """Report each address of the form, among those that X links in posts or may link."""
    form: str = p["form"]
    files: tuple[str, ...] = tuple(p["files"])
    newer = "|".join(p["newer"]) or r"(?!)"
    likely = Pattern(
        rf"(?i)https?://[^\s/]\S*|(?<![@\w.-])(?:[a-z0-9-]++\.)+(?:{newer})\b(?:/\S*)?",
    )
    harmless = frozenset(name.lower() for name in p["except"])

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        spans = [(e.start, e.end) for e in title.entities if e.kind == "url"]
        text = title.text
        if form != "file" and len(text) <= LONGEST_TITLE:
            for match in likely.finditer(text):
                start, end = match.span()
                if not any(a < end and start < b for a, b in spans):
                    spans.append((start, end))
        if not spans:
            return NOTHING
        return [
            Finding(a, b)
            for a, b in sorted(spans)
            if _form(text[a:b], files) == form and text[a:b].lower() not in harmless
        ]

    return run


def _form(address: str, files: tuple[str, ...]) -> str:
    if "/" in address:
        return "address"
    return "file" if address.lower().rpartition(".")[2] in files else "name"
