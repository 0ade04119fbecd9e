"""Text that is not in Unicode's composed form (NFC): an e and an accent for é."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


@check(
    scopes=("title",),
    placeholders=("replacement", "codes"),
    trigger=Trigger(when="uncomposed"),
)
def normal_form(p: Params) -> Algorithm:
    """Report each character that has a composed form."""

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        # Importing unicodedata costs nothing once it is there.
        from unicodedata import is_normalized

        if is_normalized("NFC", title.text):
            return NOTHING
        return _uncomposed(title.text)

    return run


def _uncomposed(text: str) -> list[Finding]:
    from unicodedata import normalize

    from spacelint.checks.pattern import codes
    from spacelint.text.width import graphemes

    found: list[Finding] = []
    for start, end in graphemes(text):
        cluster = text[start:end]
        new = normalize("NFC", cluster)
        # An ideograph that Unicode keeps for compatibility is the way a name is written.
        if new != cluster and not any(_is_compatible(char) for char in cluster):
            values = {"replacement": new, "codes": codes(cluster)}
            found.append(Finding(start, end, values, (Edit(start, end, new),)))
    return found


def _is_compatible(char: str) -> bool:
    return "\uf900" <= char <= "\ufaff" or "\U0002f800" <= char <= "\U0002fa1f"
