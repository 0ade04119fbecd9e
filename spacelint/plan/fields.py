"""The fields a planned Space may have: names, aliases, type, reader and help, declared once.

Reading, the problems of a plan, its JSON Schema, ``[plan."GLOB"]`` of the configuration, the
completion in editors and the table in docs/plans.md all take them from here.
"""

from __future__ import annotations

from functools import lru_cache

from spacelint.plan.values import BadValue, kind
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Reader = Callable[[object], object]

TRUE_WORDS = frozenset(("true", "yes", "y", "1", "on"))
FALSE_WORDS = frozenset(("false", "no", "n", "0", "off", "none", ""))
HANDLE_KEYS = ("handle", "username", "screen_name", "x", "twitter", "name")


# What spreadsheets show, and export as text, where a formula has no value; in their languages too.
_CELL_ERRORS = frozenset(
    """
    #N/A #N/D #NV #REF! #BEZUG! #RIF! #¡REF! #NAME? #NOM? #NOME? #¿NOMBRE? #VALUE! #WERT!
    #VALEUR! #VALORE! #VALOR! #¡VALOR! #DIV/0! #¡DIV/0! #NUM! #ZAHL! #NOMBRE! #NÚM! #¡NUM!
    #NULL! #NUL! #NULO! #¡NULO! #NULLO! #SPILL! #CALC! #FIELD! #BLOCKED! #UNKNOWN! #CONNECT!
    #BUSY! #GETTING_DATA #ERROR! #TYPE! #EXTERNAL! #PYTHON!
    """.split()
)
TABLES = ("csv", "tsv", "xlsx")


def cell_fault(value: object, format: str) -> str:
    """Return what a cell of a table holds instead of a value, in words; "" for a value.

    A formula stands in a workbook's cell where no program has saved its value.
    """
    if not isinstance(value, str) or format not in TABLES:
        return ""
    if value[:1] == "=" and format == "xlsx":
        return "a formula without a saved value"
    text = value.strip().upper()
    error = text in _CELL_ERRORS or (text[:4] == "ERR:" and text[4:].isdecimal())
    return "an error of the spreadsheet" if error else ""


def cell_hint(value: str) -> str:
    """Return what to do about a cell with a fault (`cell_fault`)."""
    if value[:1] == "=":
        return "open the workbook in a spreadsheet program and save it"
    return "correct its formula in the spreadsheet"


class Field(NamedTuple):
    """A field of a Space.

    ``type`` is the name of its type in the JSON Schema (`json_schema`). ``read`` turns the value
    that the format's parser gave into the typed one, or says why it cannot (:class:`BadValue`);
    without it the field is a part of a moment, or has its own way. ``key`` is its name in the
    configuration's ``[plan."GLOB"]``, empty where it has none there.
    """

    name: str
    aliases: tuple[str, ...]
    type: str
    read: Reader | None
    help: str
    key: str = ""


def read_text(value: object) -> str | BadValue | None:
    """Read a text; a number is taken as it is written."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return BadValue(f"it is {kind(value)}", "write a text")


def read_person(value: object) -> str | BadValue | None:
    """Read a person: a handle, a name, or a table with a handle in it."""
    if isinstance(value, dict):
        for key in HANDLE_KEYS:
            if isinstance(value.get(key), str) and value[key].strip():
                return str(value[key]).strip()
        return BadValue("it has no handle", "give it a key handle with one such as acme")
    if value is None or isinstance(value, str):
        return value.strip() or None if value else None
    return BadValue(f"it is {kind(value)}", "write a handle such as acme")


def read_people(value: object) -> tuple[str, ...] | BadValue:
    """Read a list of people: a list, or a text with commas, semicolons or line ends between them.

    Handles may have white space alone: `@jack @susan`.
    """
    if value is None:
        return ()
    if isinstance(value, str):
        for mark in ";\r\n":
            value = value.replace(mark, ",")
        parts: list[str] = []
        for part in value.split(","):
            words = part.split()
            parts += words if all(word[0] in "@＠" for word in words) else [part.strip()]
        return tuple(parts)
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return BadValue(f"it is {kind(value)}", 'write a list such as ["acme", "jack"]')
    found = []
    for number, item in enumerate(value, 1):
        person = read_person(item)
        if isinstance(person, BadValue):
            return BadValue(f"item {number} cannot be read: {person.reason}", person.hint)
        if person:
            found.append(person)
    return tuple(found)


def read_texts(value: object) -> tuple[str, ...] | BadValue:
    """Read a list of texts."""
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            if isinstance(item, dict | list):
                return BadValue(f"item {number} is {kind(item)}", "write a list of texts")
        return tuple(str(item).strip() for item in value if item is not None)
    if isinstance(value, str) or value is None:
        return read_people(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return (str(value),)
    return BadValue(f"it is {kind(value)}", 'write a list such as ["winter", "spring"]')


def read_flag(value: object) -> bool | BadValue | None:
    """Read yes or no."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | str):
        word = str(value).strip().lower()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
    return BadValue("it is neither yes nor no", "write true or false")


def read_consent(value: object) -> bool | tuple[str, ...] | BadValue | None:
    """Read consents: yes or no for all, or the people whose consent is on record."""
    if isinstance(value, list | dict):
        if isinstance(value, dict):
            value = [name for name, given in value.items() if given]
        return read_people(value)
    flag = read_flag(value)
    if isinstance(flag, BadValue) and isinstance(value, str):
        return read_people(value)
    return flag


def read_reuse(value: object) -> bool | str | BadValue | None:
    """Read what becomes of a recording: yes, no, or a word such as ``commercial``."""
    flag = read_flag(value)
    if isinstance(flag, BadValue) and isinstance(value, str):
        return value.strip().lower()
    return flag


def _read_hosts(value: object) -> object:
    return read_people(value) if isinstance(value, list) else read_person(value)


def _read_sponsored(value: object) -> object:
    flag = read_flag(value)
    return True if isinstance(flag, BadValue) and isinstance(value, str) else flag


FIELDS: tuple[Field, ...] = (
    Field("title", ("name",), "title", read_text,
          "The title, as X will show it.", "title"),
    Field("host", ("hosts", "creator", "host_handle"), "people", _read_hosts,
          "Who hosts: a handle.", "host"),
    Field("cohosts", ("co_hosts", "co-hosts", "cohost"), "people", read_people,
          "Who co-hosts: two at most.", "cohosts"),
    Field("speakers", ("guests", "speaker", "guest"), "people", read_people,
          "Who speaks: ten at most.", "speakers"),
    Field("topics", ("topic",), "texts", read_texts,
          "What it is about: three topics at most.", "topics"),
    Field("scheduled_start", ("start", "starts", "scheduled_at", "starts_at", "start_time",
          "startTime"), "moment", None,
          "When it starts, with an offset or a zone; a bare time goes with `date`.", "start"),
    Field("ends", ("end", "scheduled_end", "ends_at", "end_time", "endTime"), "moment", None,
          "When it ends; a bare time goes with `end_date` or `date`.", "end"),
    Field("date", ("start_date", "startDate"), "moment", None,
          "The day it starts, where its time stands apart."),
    Field("end_date", ("endDate",), "moment", None,
          "The day it ends, where its time stands apart."),
    Field("time", (), "moment", None,
          "The time of day it starts: 15:00, 3pm, 1500 UTC or a range, 5:30–8:30 PM (PT)."),
    Field("timezone", ("time_zone", "tz"), "text", read_text,
          "The zone of the times: Europe/Berlin."),
    Field("campaign", ("campaigns",), "texts", read_texts,
          "The campaigns it belongs to: names of the brand book.", "campaign"),
    Field("brand", (), "text", read_text,
          "The brand whose book it follows."),
    Field("sponsored", (), "sponsored", _read_sponsored,
          "Whether it is paid for; a sponsor's name counts as yes.", "sponsored"),
    Field("lang", ("language",), "text", read_text,
          "The language of the title: en, pt-BR.", "lang"),
    Field("record", ("recorded", "is_recorded"), "flag", read_flag,
          "Whether it is recorded.", "record"),
    Field("consent", ("consents",), "consent", read_consent,
          "Whether all agreed to the recording, or who did.", "consent"),
    Field("reuse", ("re_use",), "sponsored", read_reuse,
          "What becomes of the recording: true, false or commercial.", "reuse"),
    Field("id", (), "text", read_text, "The id of the Space on X.", "id"),
    Field("url", ("link",), "text", read_text, "The address of the Space on X.", "url"),
    Field("ignore", (), "texts", read_texts,
          "Rules that this Space is not held to: SL302.", "ignore"),
)  # fmt: skip

#: What each field may be called, its own name first.
NAMES: dict[str, tuple[str, ...]] = {each.name: (each.name, *each.aliases) for each in FIELDS}
#: The field that a name means.
KNOWN: dict[str, str] = {name: field for field, names in NAMES.items() for name in names}
_FOLDED = {name.casefold(): name for name in KNOWN}
READERS: dict[str, Reader] = {each.name: each.read for each in FIELDS if each.read is not None}

#: Known, and read by no rule.
SILENT = frozenset(
    """
    description notes note comment comments status state draft location owner tags duration
    $schema schema version created_at updated_at started_at ended_at host_ids creator_id
    speaker_ids invited_user_ids participant_count subscriber_count is_ticketed topic_ids
    """.split()
)


def known_name(name: str) -> str:
    """Return the name in `KNOWN` that a column of a table means: ``Start date``; "" for none."""
    return _FOLDED.get(name.strip().casefold().replace(" ", "_"), "")


def misnames_title(table: Mapping[str, object]) -> bool:
    """True where a key of a text all but says title: `tilte` is a slip, not another table."""
    strange = [key for key in table if isinstance(table[key], str) and key not in _FIELDS]
    return any(nearest_field(str(key)) == "title" for key in strange[:_MOST_NAMES])


_FIELDS = SILENT.union(KNOWN)
_MOST_NAMES = 20  # a Space has a few fields; a document of thousands is something else


@lru_cache(1_024)
def nearest_field(name: str) -> str:
    """Return the known field name nearest to a wrong one, or "" where none is near."""
    from difflib import get_close_matches

    wanted = name.strip().lower().replace(" ", "_")
    if wanted in KNOWN:
        return wanted
    # Most have too few letters in common with any name: difflib takes ten times as long to see it.
    has, size = frozenset(wanted).__contains__, len(wanted)
    some = [one for one in KNOWN if 2 * sum(map(has, one)) / (len(one) + size) >= 0.72]
    found = get_close_matches(wanted, some, 1, 0.72) if some else ()
    return found[0] if found else ""
