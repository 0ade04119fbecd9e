"""The keys of a brand book, declared as tables (a part of the configuration), and their entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spacelint.schema import fields as f
from spacelint.text.value import Path

_HANDLE = "@?[A-Za-z0-9_]{1,15}"
_HANDLE_SAYS = "a handle of 1 to 15 letters, digits or _, like @AcmeHQ"
_TAG = r"[#＃]?[^\s#＃]{1,100}"
_TAG_SAYS = "one hashtag, like #AcmeWinter"
_NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"
_NAME_SAYS = "a name of letters, digits, - and _"


def _handle(doc: str, *, required: bool = False) -> f.Field:
    return f.string(doc, required=required, pattern=_HANDLE, pattern_says=_HANDLE_SAYS)


def _handles(doc: str) -> f.Field:
    return f.strings(doc, item=_handle(""))


def _hashtag(doc: str, *, required: bool = False) -> f.Field:
    return f.string(doc, required=required, pattern=_TAG, pattern_says=_TAG_SAYS)


def _hashtags(doc: str) -> f.Field:
    return f.strings(doc, item=_hashtag(""))


def _by_hashtag(doc: str, item: f.Field) -> f.Field:
    return f.keyed(doc, item, pattern=_TAG, pattern_says=_TAG_SAYS)


def _by_handle(doc: str, item: f.Field) -> f.Field:
    return f.keyed(doc, item, pattern=_HANDLE, pattern_says=_HANDLE_SAYS)


def _by_name(doc: str, table: f.Table) -> f.Field:
    return f.keyed(doc, f.nested("", table), pattern=_NAME, pattern_says=_NAME_SAYS)


def _words(doc: str) -> f.Field:
    return f.strings(doc, item=f.string("", minimum=1, maximum=100))


_COMPETITORS = f.Table(
    "Who competes: their tags and handles have no place in a title.",
    {
        "handles": _handles("Handles of competitors."),
        "hashtags": _hashtags("Hashtags of competitors."),
        "names": _words("Names of competitors and their products."),
    },
)

_BRAND = f.Table(
    "One brand: its names, handles, hashtags and words.",
    {
        "names": _words("How people write the brand's name in plain words."),
        "handle": _handle("The brand's main handle."),
        "handles": _handles("Further handles of the brand."),
        "hashtags": _hashtags("The brand's hashtags, with the capitals they should have."),
        "words": _words("Words of the brand's own, for reading tags: a tag is split at them."),
        "blocked": _words("Words that may not stand in a title, in any case, nor inside a tag."),
        "closed": f.boolean("Whether every hashtag outside this book is reported.", default=False),
        "timezone": f.string("Where the brand's days begin: a zone name like Europe/Berlin."),
        "competitors": f.nested("Who competes with this brand.", _COMPETITORS),
    },
)

_DISCLOSURE = f.Table(
    "How a campaign says that it is paid for.",
    {
        "word": f.string("The word the title must have, like #ad.", minimum=1, maximum=60),
        "region": f.string(
            "Whose rules apply, where any word accepted there will do: US, UK, IN.", maximum=20
        ),
    },
)

_CAMPAIGN = f.Table(
    "One campaign: its hashtag, its days, and what it asks of a title.",
    {
        "hashtag": _hashtag("The campaign's hashtag, with its capitals.", required=True),
        "brand": f.string("The brand it belongs to: a NAME of [brands.NAME]."),
        "starts": f.date("Its first day."),
        "ends": f.date("Its last day."),
        "required": f.boolean(
            "Whether the title of each of its Spaces must have the hashtag.", default=True
        ),
        "disclosure": f.nested("How it says that it is paid for.", _DISCLOSURE),
        "exclusive-with": f.strings("Campaigns whose tags may not stand beside this one's."),
        "alternatives": _hashtags("Hashtags that will do in place of the campaign's own."),
        "owner": f.string("Whom to ask about it; shown in messages.", maximum=100),
    },
)

_RETIRED = f.Table(
    "A hashtag that is no longer used.",
    {
        "date": f.date("Since when."),
        "successor": _hashtag("The hashtag that took its place."),
    },
)

_RENAMED = f.Table(
    "A handle that is no longer used.",
    {
        "date": f.date("Since when."),
        "successor": _handle("The handle that took its place.", required=True),
    },
)

_WORDS = f.Table(
    "Words for all brands.",
    {
        "known": _words("Words of your own, for reading tags: a tag is split at them."),
        "blocked": _words("Words that may not stand in a title, in any case, nor inside a tag."),
    },
)

BOOK_FIELDS: dict[str, f.Field] = {
    "brand": f.nested("The brand, where there is only one.", _BRAND),
    "brands": _by_name("The brands, where there are several: [brands.NAME].", _BRAND),
    "campaigns": _by_name("The campaigns: [campaigns.NAME].", _CAMPAIGN),
    "handles": _by_handle(
        'Handles with the name or names they stand for: AcmeHQ = "Acme".',
        f.one_of("", f.string("", maximum=100), f.strings("")),
    ),
    "hashtags": f.one_of(
        "Hashtags of all brands with their right capitals: a list, or a table that says what each "
        'is for: AcmeTalks = "our weekly call".',
        _hashtags(""),
        _by_hashtag("", f.string("", maximum=500)),
    ),
    "words": f.nested("Words for all brands.", _WORDS),
    "retired": _by_hashtag(
        "Hashtags that are no longer used, with date and successor.", f.nested("", _RETIRED)
    ),
    "renamed": _by_handle(
        "Handles that are no longer used, with date and successor.", f.nested("", _RENAMED)
    ),
    "competitors": f.nested("Who competes with any of the brands.", _COMPETITORS),
}
"""The top-level keys of a configuration file that make the brand book."""


def brand_tables(
    tables: Mapping[str, Any], brand: str | None = None
) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield each brand's table of validated tables with its key path; only `brand` if given."""
    if tables.get("brand"):
        yield ("brand",), tables["brand"]
    for name, table in (tables.get("brands") or {}).items():
        if brand is None or name == brand:
            yield ("brands", name), table


def tags_in(
    tables: Mapping[str, Any], brand: str | None = None
) -> Iterator[tuple[Path, str, bool]]:
    """Yield the tags in use: key path, text, and whether it is a key."""
    listed = tables.get("hashtags") or ()
    for index, tag in enumerate(listed):
        is_key = isinstance(listed, dict)
        yield ("hashtags", tag if is_key else index), tag, is_key
    for path, table in brand_tables(tables, brand):
        for index, tag in enumerate(table["hashtags"]):
            yield (*path, "hashtags", index), tag, False
    for name, table in (tables.get("campaigns") or {}).items():
        if table["hashtag"] is not None:
            yield ("campaigns", name, "hashtag"), table["hashtag"], False
        for index, tag in enumerate(table["alternatives"]):
            yield ("campaigns", name, "alternatives", index), tag, False


def handles_in(
    tables: Mapping[str, Any], brand: str | None = None
) -> Iterator[tuple[Path, str, bool]]:
    """Yield the handles in use: key path, text, and whether it is a key."""
    for handle in tables.get("handles") or ():
        yield ("handles", handle), handle, True
    for path, table in brand_tables(tables, brand):
        if table["handle"] is not None:
            yield (*path, "handle"), table["handle"], False
        for index, handle in enumerate(table["handles"]):
            yield (*path, "handles", index), handle, False
