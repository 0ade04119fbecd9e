"""The speakers' consent to a recording and to its use."""

from __future__ import annotations

from spacelint.checks.contract import (
    NO_FIELDS,
    Context,
    FieldAlgorithm,
    FieldFinding,
    FieldFindings,
    Params,
    PlannedSpace,
    check,
)
from spacelint.checks.shared.space import guests, handle_of, listed


@check(
    scopes=("space",),
    placeholders=("missing", "use"),
    params=lambda schema: {
        "use": schema.choice(
            "A commercial use, or any other.", ("commercial", "other"), required=True
        ),
        "commercial": schema.strings(
            "Words in the field `reuse` that mean a commercial use.",
            default=("commercial", "ad", "ads", "advert", "advertising", "promo", "paid", "sale"),
        ),
    },
)
def consent(p: Params) -> FieldAlgorithm:
    """Report the field that says how the recording is used."""
    wants_commercial = p["use"] == "commercial"
    words = frozenset(word.casefold() for word in p["commercial"])

    def run(space: PlannedSpace, context: Context) -> FieldFindings:
        reuse = space.reuse
        if not reuse and not space.record:
            return NO_FIELDS
        commercial = isinstance(reuse, str) and not words.isdisjoint(_words(reuse))
        if commercial is not wants_commercial:
            return NO_FIELDS
        missing = _missing(space)
        if not missing:
            return NO_FIELDS
        again = f"'s recording is used {'commercially' if commercial else 'again'}"
        use = again if reuse else " is recorded"
        values = {"missing": missing, "use": use}
        return (FieldFinding("reuse" if reuse else "record", values),)

    return run


def _missing(space: PlannedSpace) -> str:
    """Return whose consent is not on record; "" where all have consented or nobody is named."""
    consent = space.consent
    people = guests(space)
    if consent is True or not people:
        return ""
    given = {_key(person) for person in consent} if isinstance(consent, tuple) else set()
    host = space.host
    lacking = [
        person for person in people
        if _key(person) not in given and not (host and _key(person) == _key(host))
    ]  # fmt: skip
    return listed([_shown(person) for person in dict.fromkeys(lacking)])


def _key(person: str) -> str:
    return (handle_of(person) or person.strip()).casefold()


def _shown(person: str) -> str:
    handle = handle_of(person)
    return "@" + handle if handle else person


def _words(text: str) -> list[str]:
    return text.casefold().replace(",", " ").replace("-", " ").split()
