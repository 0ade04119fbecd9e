"""What X's data download says of Spaces: the account, Spaces, the posts that announced them.

X documents none of this; the shapes are those seen in real downloads. The key that wraps a record
is not confirmed, so a wrapped and a bare record are both read.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from spacelint.reach.history.times import utc
from spacelint.reach.json_values import count_of, id_of, items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FILE = re.compile(r"data/(account|tweets?|spaces-metadata)(?:-part\d+)?\.js\Z")
_MANIFEST_KINDS = {"account": "account", "tweets": "tweets", "tweet": "tweets",
                   "spacesMetadata": "spaces-metadata"}  # fmt: skip
SPACE_ID = re.compile(r"[A-Za-z0-9]{1,13}\Z")
SPACE_URL = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/i/spaces/([A-Za-z0-9]{1,13})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MEDIA_ID = re.compile(r"[A-Za-z0-9]{5,13}")
_PEOPLE_LIMIT = 5_000  # of one Space; X lets 13 speak at a time


class Owner(NamedTuple):
    """Whose download it is."""

    id: str
    handle: str | None


class SpaceRecord(NamedTuple):
    """One Space of the download; people are (role, user id), times UTC text."""

    id: str
    created_at: str | None
    started_at: str | None
    ended_at: str | None
    participated: int | None
    people: tuple[tuple[str, str], ...]


class PostRecord(NamedTuple):
    """A post of the account that links Spaces; ``handles`` are (user id, handle) it mentions."""

    id: str
    at: str | None
    text: str
    space_ids: tuple[str, ...]
    tags: tuple[str, ...]
    likes: int | None
    reposts: int | None


def data_files(names: Iterable[str], manifest: object) -> dict[str, list[str]]:
    """The files to read, by kind (account, spaces-metadata, tweets), in their order."""
    known = set(names)
    found: dict[str, set[str]] = {"account": set(), "spaces-metadata": set(), "tweets": set()}
    for name in known:
        match = _FILE.match(name)
        if match:
            found["tweets" if match[1] == "tweet" else match[1]].add(name)
    for kind, listed in _listed(manifest):
        # A name the archive does not have, or should not have, is not looked for.
        if listed in known:
            found[kind].add(listed)
    return {kind: sorted(files, key=_by_part) for kind, files in found.items()}


def read_account(record: object) -> Owner | None:
    """The account of a record of ``account.js``."""
    body = _unwrapped(record, "account", "accountId")
    number = id_of(body.get("accountId"))
    return Owner(number, id_of(body.get("username"))) if number else None


def read_space(record: object) -> SpaceRecord | None:
    """A record of ``spaces-metadata.js``, wrapped or bare; None where it has no Space id."""
    body = _unwrapped(record, "spacesMetadata", "id")
    number = next((v for k in ("id", "spaceId", "space_id") if (v := id_of(body.get(k)))), None)
    if number is None or not SPACE_ID.match(number):
        return None
    people: list[tuple[str, str]] = []
    creator = id_of(body.get("creatorUserId"))
    if creator:
        people.append(("creator", creator))
    people += [("host", user) for user in map(id_of, items(body.get("hostUserIds"))) if user]
    people += [("invited", user) for user in map(id_of, items(body.get("invitedUserIds"))) if user]
    starts = []
    for speaker in items(body.get("speakers")):
        user, begun = _speaker(speaker)
        if user:
            people.append(("speaker", user))
        starts += begun
    created = utc(body.get("createdAt"))
    # A scheduled Space is created days before: the first speaker's session tells when it began.
    return SpaceRecord(
        number,
        created,
        min(starts) if starts else created,
        utc(body.get("endedAt")),
        count_of(body.get("totalParticipated")),
        tuple(dict.fromkeys(people[:_PEOPLE_LIMIT])),
    )


def read_post(record: object) -> PostRecord | None:
    """A record of ``tweets.js`` if it announces Spaces; None for every other post."""
    body = record.get("tweet", record) if isinstance(record, dict) else None
    entities = body.get("entities") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(entities, dict):
        return None
    spaces = []
    for link in items(entities.get("urls")):
        address = link.get("expanded_url") if isinstance(link, dict) else None
        if isinstance(address, str) and "/spaces/" in address:
            match = SPACE_URL.match(address)
            if match:
                spaces.append(match[1])
    number = id_of(body.get("id_str")) or id_of(body.get("id"))
    text = id_of(body.get("full_text")) or id_of(body.get("text")) or ""
    if not spaces or number is None or text.startswith("RT @"):
        return None

    tags = [id_of(tag.get("text")) for tag in items(entities.get("hashtags"))
            if isinstance(tag, dict)]  # fmt: skip
    return PostRecord(
        number,
        utc(body.get("created_at")),
        unescape(text)[:4000],
        tuple(dict.fromkeys(spaces)),
        tuple(tag for tag in tags if tag),
        count_of(body.get("favorite_count")),
        count_of(body.get("retweet_count")),
    )


def read_mentions(record: object) -> Iterator[tuple[str, str]]:
    """The (user id, handle) pairs of a post: the only place that ties ids to handles."""
    body = record.get("tweet", record) if isinstance(record, dict) else None
    entities = body.get("entities") if isinstance(body, dict) else None
    for mention in items(entities.get("user_mentions")) if isinstance(entities, dict) else ():
        if isinstance(mention, dict):
            number, handle = id_of(mention.get("id_str")), id_of(mention.get("screen_name"))
            if number and handle:
                yield number, handle


def media_space(name: str, known: set[str]) -> str | None:
    """The Space whose id stands in the name of an audio file."""
    parts = _MEDIA_ID.findall(name.rpartition("/")[2])
    return next((part for part in parts if part in known), None)


def _listed(manifest: object) -> Iterator[tuple[str, str]]:
    types = manifest.get("dataTypes") if isinstance(manifest, dict) else None
    if not isinstance(types, dict):
        return
    for name, kind in _MANIFEST_KINDS.items():
        entry = types.get(name)
        for file in items(entry.get("files")) if isinstance(entry, dict) else ():
            listed = file.get("fileName") if isinstance(file, dict) else None
            if isinstance(listed, str):
                yield kind, listed


def _by_part(name: str) -> tuple[int, str]:
    part = re.search(r"-part(\d{1,9})\.js\Z", name)
    return (int(part[1]) if part else 0, name)


def _unwrapped(record: object, key: str, known: str) -> dict[str, object]:
    if not isinstance(record, dict):
        return {}
    inner = record.get(key)
    if isinstance(inner, dict):
        return inner
    if known not in record and len(record) == 1:
        only = next(iter(record.values()))
        return only if isinstance(only, dict) else record
    return record


def _speaker(speaker: object) -> tuple[str | None, list[str]]:
    if not isinstance(speaker, dict):
        return id_of(speaker), []
    user = next((v for k in ("userId", "id", "user_id") if (v := id_of(speaker.get(k)))), None)
    sessions = [speaker]
    for value in speaker.values():
        sessions += [session for session in items(value) if isinstance(session, dict)]
    times = [utc(value) for session in sessions for key, value in session.items()
             if "start" in key.lower()]  # fmt: skip
    return user, [instant for instant in times if instant]
