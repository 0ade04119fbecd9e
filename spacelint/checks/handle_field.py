"""A handle in a plan that X cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from spacelint.checks.contract import (
    Context,
    FieldAlgorithm,
    FieldFinding,
    FieldFindings,
    Params,
    PlannedSpace,
    check,
)
from spacelint.checks.shared.space import handle_of

_FIELDS = {"host": "host", "cohosts": "co-host", "speakers": "speaker"}
_BLANK = " \t\r\n\u00a0\u200b\u2060\ufeff"
_MARKS = ",;:.!?"
_PAIRS = ("()", "[]", "<>", '""', "''", "“”", "‘’")
_LONGEST = 15


@check(
    scopes=("space",),
    placeholders=("written", "field", "reason", "advice"),
)
def handle_field(p: Params) -> FieldAlgorithm:
    """Report each text that is neither a handle nor a person's name."""

    def run(space: PlannedSpace, context: Context) -> FieldFindings:
        found = []
        for field, who in _FIELDS.items():
            for item, text in _texts(space, field):
                reason = _fault(text)
                if not reason:
                    continue
                fixed = _fixed(text)
                advice = f"Write {fixed}" if fixed else "Write the handle as X shows it"
                values = {"written": text.strip(), "field": who, "reason": reason, "advice": advice}
                found.append(FieldFinding(field, values, item, fixed or None))
        return found

    return run


def _texts(space: PlannedSpace, field: str) -> Iterator[tuple[int, str]]:
    value = space.value(field)
    if isinstance(value, str):
        people = getattr(space, field)
        several = field != "host" and len(people) > 1
        # Of a list within one text a part has no place of its own and cannot be fixed alone.
        if not several:
            yield -1, value
    elif isinstance(value, list):
        for item, text in enumerate(value):
            if isinstance(text, str):
                yield item, text


def _fault(text: str) -> str:
    """Return why a text is not a handle; "" for a handle, a profile address, a name, no text."""
    bare = text.strip()
    if not bare or handle_of(bare):
        return ""
    signed = bare[0] in "@＠" or bare.startswith(("http://", "https://", "x.com/", "twitter.com/"))
    if not signed and (" " in bare or not bare.isascii() or bare.isalpha()):
        return ""  # a name
    name = bare.lstrip("@＠")
    if name.isascii() and name.replace("_", "").isalnum() and len(name) > _LONGEST:
        return f"a handle has at most {_LONGEST} characters, and this has {len(name)}"
    if bare.startswith(("http://", "https://")):
        return "this is not the address of a profile on X"
    return "a handle has only the letters a to z, digits and _"


def _fixed(text: str) -> str:
    """Return the one handle that the text can mean, with a sign where it had one; else "".

    A mark between sign and name, as in ``@]cme``, may stand for a letter: that is no other account.
    """
    bare, before = text, ""
    while bare != before:
        before = bare
        bare = bare.strip(_BLANK).rstrip(_MARKS)
        if len(bare) > 1 and bare[0] + bare[-1] in _PAIRS:
            bare = bare[1:-1]
        if bare.lstrip(_MARKS)[:1] in ("@", "＠"):
            bare = bare.lstrip(_MARKS)
    signs = len(bare) - len(bare.lstrip("@＠"))
    name = bare[signs:].strip(_BLANK)
    if not signs and handle_of(name) != name:
        return ""
    return f"{'@' if signs else ''}{name}" if name and handle_of("@" + name) == name else ""
