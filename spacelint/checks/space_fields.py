"""The fields of a planned Space: start, handles, consent, the size of its lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacelint.checks.contract import (
    NO_FIELDS,
    NOTHING,
    Algorithm,
    Context,
    FieldAlgorithm,
    FieldFinding,
    FieldFindings,
    Finding,
    Params,
    PlannedSpace,
    Trigger,
    check,
)
from spacelint.checks.shared.space import (
    end_advice,
    guests,
    handle_of,
    is_on_x,
    is_over,
    shown,
    zone_advice,
)
from spacelint.checks.shared.text import listed
from spacelint.plan.values import BadValue
from spacelint.text import Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@check(
    scopes=("space",),
    placeholders=("day", "ago", "days", "most", "from", "written", "advice"),
    params=lambda schema: {
        "fault": schema.choice(
            "What is wrong with it.", ("past", "far", "far-on-x", "zoneless"), required=True
        ),
        "days": schema.integer(
            "Days ahead that X lets a Space be scheduled.", default=30, minimum=1
        ),
    },
)
def start(p: Params) -> FieldAlgorithm:
    """Report the start."""
    fault: str = p["fault"]
    most: int = p["days"]

    def run(space: PlannedSpace, context: Context) -> FieldFindings:
        start = space.scheduled_start
        if start is None or is_over(space):
            return NO_FIELDS
        if fault == "zoneless":
            own = context.book is not None and context.book.timezone  # the brand's zone is meant
            if start.zoned or not start.has_time or own:
                return NO_FIELDS
            values = {"written": _written(space) or str(start.moment), "advice": zone_advice(space)}
            return (FieldFinding("scheduled_start", values),)
        # Whole days, each in its own zone: a start of today is neither past nor far.
        ahead = (start.moment.date() - context.day).days
        if fault == "past":
            if ahead >= 0:
                return NO_FIELDS
        elif ahead <= most or is_on_x(space) is not (fault == "far-on-x"):
            return NO_FIELDS
        from datetime import timedelta

        from spacelint.checks.shared.space import spoken

        first = context.day + timedelta(days=max(0, ahead - most))
        values = {
            "day": spoken(start.moment.date().isoformat()),
            "ago": f"{-ahead} {'day' if ahead == -1 else 'days'}",
            "days": str(ahead),
            "most": str(most),
            "from": spoken(first.isoformat()),
            "advice": end_advice(space),
        }
        return (FieldFinding("scheduled_start", values),)

    return run


def _written(space: PlannedSpace) -> str:
    """Return the start as the file has it: its day and its time, if they are separate."""
    from spacelint.plan.values import split_path

    found = []
    for path in (*(space.paths("scheduled_start") or space.paths("date")), *space.paths("time")):
        place = space.plan.reading.locate((*space.path, *split_path(space.raw, path)))
        if place is not None:
            found.append(space.plan.text[place.start : place.end].strip("\"'"))
    return " ".join(found)


_FIELDS = {"host": "host", "cohosts": "co-host", "speakers": "speaker"}
_BLANK = " \t\r\n\u00a0\u200b\u2060\ufeff"
_MARKS = ",;:.!?"
_PAIRS = ("()", "[]", "<>", '""', "''", "“”", "‘’")
_WEB = ("http://", "https://")
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
    value = [] if isinstance(space.get(field), BadValue) else space.value(field)
    if isinstance(value, list):
        yield from [(item, text) for item, text in enumerate(value) if isinstance(text, str)]
    # Of a list within one text a part has no place of its own and cannot be fixed alone.
    elif isinstance(value, str) and (field == "host" or len(getattr(space, field)) < 2):
        yield -1, value


def _fault(text: str) -> str:
    """Return why a text is not a handle; "" for a handle, a profile address, a name, no text."""
    bare = text.strip()
    if not bare or handle_of(bare):
        return ""
    signed = bare.startswith(("@", "＠", *_WEB, "x.com/", "twitter.com/"))
    if not signed and (" " in bare or not bare.isascii() or bare.isalpha()):
        return ""  # a name
    name = bare.lstrip("@＠")
    if name.isascii() and name.replace("_", "").isalnum() and len(name) > _LONGEST:
        return f"a handle has at most {_LONGEST} characters, and this has {len(name)}"
    if bare.startswith(_WEB):
        return "this is not the address of a profile on X"
    return "a handle has only the letters a to z, digits and _"


def _fixed(text: str) -> str:
    """Return the one handle that the text can mean, with a sign where it had one; else "".

    A mark between sign and name, as in ``@]cme``, may stand for a letter: not another account.
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
        terms = (
            reuse.casefold().replace(",", " ").replace("-", " ") if isinstance(reuse, str) else ""
        )
        commercial = not words.isdisjoint(terms.split())
        missing = _missing(space) if commercial is wants_commercial else ""
        if not missing:
            return NO_FIELDS
        again = f"'s recording is used {'commercially' if commercial else 'again'}"
        values = {"missing": missing, "use": again if reuse else " is recorded"}
        return (FieldFinding("reuse" if reuse else "record", values),)

    return run


def _missing(space: PlannedSpace) -> str:
    """Return whose consent is not on record; "" where all have consented or nobody is named."""
    consent = space.consent
    people = guests(space)
    if consent is True or not people:
        return ""
    given = [*consent] if isinstance(consent, tuple) else []
    fine = {shown(person).casefold() for person in (*given, space.host or "")}
    lacking = [shown(person) for person in dict.fromkeys(people)]
    return listed([person for person in lacking if person.casefold() not in fine])


@check(
    scopes=("space",),
    placeholders=("count", "what", "most", "advice"),
    params=lambda schema: {
        "cohosts": schema.integer("Co-hosts a Space may have.", default=2, minimum=0),
        "speakers": schema.integer("Speakers a Space may have.", default=10, minimum=0),
        "topics": schema.integer("Topics a Space may have.", default=3, minimum=0),
    },
)
def crowd(p: Params) -> FieldAlgorithm:
    """Report each list that is too long."""
    lists = (
        ("cohosts", "co-hosts", "Make the others speakers"),
        ("speakers", "speakers", "Let the others join later, when a speaker leaves"),
        ("topics", "topics", f"Keep the {p['topics']} that matter most"),
    )

    def run(space: PlannedSpace, context: Context) -> FieldFindings:
        found = []
        for field, what, advice in lists:
            count, most = len(getattr(space, field)), p[field]
            if count > most:
                values = {"count": str(count), "what": what, "most": str(most), "advice": advice}
                # A plan with a list of hosts has its co-hosts there.
                place = "host" if field == "cohosts" and not space.paths("cohosts") else field
                found.append(FieldFinding(place, values))
        return found

    return run


@check(
    scopes=("plan", "title"),
    placeholders=tuple(
        "reason hint field key nearest written kind found expected other separator first swallowed"
        " replacement rule name codes".split()
    ),
    trigger=Trigger(when="chars", chars=""),
)
def plan_problem(p: Params) -> Algorithm:
    """Return an algorithm that finds nothing: the reader of plan files does the finding.

    It reports a problem under the code of its rule, with the values for the placeholders.
    """

    def run(title: Title, item: Any, context: Context) -> Sequence[Finding]:
        return NOTHING

    return run
