"""What X's data download says of Spaces: the account, Spaces, the posts that announced them.

X documents none of this; the shapes are those seen in real downloads. The key that wraps a record
is not confirmed, so a wrapped and a bare record are both read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from spacelint.reach.history.archive import AUDIO
from spacelint.reach.history.records import plausible, utc
from spacelint.reach.json_values import count_of, fields, id_of, items, records, text_of
from spacelint.reach.xapi.calls import SPACE_ID

# Kinds of files, and the names the manifest has for them.
POSTS = ("tweets", "note-tweet", "community-tweet", "deleted-tweets")
KINDS = ("account", "spaces-metadata", *POSTS)
_FILE = re.compile(
    r"data/(account|tweets?|spaces-metadata|note-tweet|community-tweet|deleted-tweets?)"
    r"(?:-part\d+)?\.js\Z"
)
_MANIFEST_KINDS = {
    "account": "account",
    "tweets": "tweets",
    "tweet": "tweets",
    "spacesMetadata": "spaces-metadata",
    "noteTweet": "note-tweet",
    "communityTweet": "community-tweet",
    "deletedTweets": "deleted-tweets",
}
SPACE_URL = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/i/spaces/([A-Za-z0-9]{1,13})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MEDIA_ID = re.compile(r"[A-Za-z0-9]{5,13}")
_PEOPLE_LIMIT = 5_000  # of one Space; X lets 13 speak at a time
_TEXT_LIMIT = 4_000  # characters kept of a post


class Owner(NamedTuple):
    """Whose download it is."""

    id: str
    handle: str | None


class SpaceRecord(NamedTuple):
    """One Space of the download; people are (role, user id), times UTC text.

    ``odd`` where it is said to end before it starts: then its end is not known.
    """

    id: str
    created_at: str | None
    started_at: str | None
    ended_at: str | None
    participated: int | None
    people: tuple[tuple[str, str], ...]
    odd: bool = False


class PostRecord(NamedTuple):
    """A post of the account that links Spaces and is no reply."""

    id: str
    at: str | None
    text: str
    space_ids: tuple[str, ...]
    tags: tuple[str, ...]
    likes: int | None
    reposts: int | None


def data_files(names: Iterable[str], manifest: object) -> dict[str, list[str]]:
    """The files to read, by kind, in their order."""
    known = set(names)
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for name in known:
        match = _FILE.match(name)
        if match:
            kind = {"tweet": "tweets", "deleted-tweet": "deleted-tweets"}.get(match[1], match[1])
            found[kind].add(name)
    for kind, listed in _listed(manifest):
        # A name the archive does not have, or should not have, is not looked for.
        if listed in known:
            found[kind].add(listed)
    return {kind: sorted(files, key=_by_part) for kind, files in found.items()}


def is_part(manifest: object) -> bool:
    """Whether the manifest says that this is one part of a split download."""
    return fields(fields(manifest).get("archiveInfo")).get("isPartialArchive") in (True, "true")


def read_owner(record: object) -> Owner | None:
    """The account of a record of ``account.js``."""
    body = _unwrapped(record, "account", "accountId")
    number = id_of(body.get("accountId"))
    return Owner(number, text_of(body.get("username"))) if number else None


def owner_of(manifest: object) -> Owner | None:
    """The account the manifest names; a part of a split download may have no ``account.js``."""
    info = fields(fields(manifest).get("userInfo"))
    number = id_of(info.get("accountId"))
    return Owner(number, text_of(info.get("userName"))) if number else None


def read_space(record: object) -> SpaceRecord | None:
    """A record of ``spaces-metadata.js``, wrapped or bare; None where it has no Space id."""
    body = _unwrapped(record, "spacesMetadata", "id")
    number = next((v for k in ("id", "spaceId", "space_id") if (v := id_of(body.get(k)))), None)
    if number is None or not SPACE_ID.match(number):
        return None
    speakers = [_speaker(each) for each in items(body.get("speakers"))]
    people = (
        ("creator", id_of(body.get("creatorUserId"))),
        *(("host", id_of(user)) for user in items(body.get("hostUserIds"))),
        *(("invited", id_of(user)) for user in items(body.get("invitedUserIds"))),
        *(("speaker", user) for user, _ in speakers),
    )
    known = [(role, user) for role, user in people if user][:_PEOPLE_LIMIT]
    created = plausible(utc(body.get("createdAt")))
    # A scheduled Space is created days before: the first speaker's session tells when it began.
    started = min((begun for _, starts in speakers for begun in starts), default=created)
    ended = plausible(utc(body.get("endedAt")))
    odd = started is not None and ended is not None and ended < started
    return SpaceRecord(
        number,
        created,
        started,
        None if odd else ended,
        count_of(body.get("totalParticipated")),
        tuple(dict.fromkeys(known)),
        odd,
    )


def read_post(record: object) -> PostRecord | None:
    """A post that announces Spaces, of any of the files of posts; None for every other one."""
    note = fields(record).get("noteTweet")
    if isinstance(note, dict):
        core = fields(note.get("core"))
        text, at = text_of(core.get("text")) or "", note.get("createdAt")
        return _post(id_of(note.get("noteTweetId")), at, text, core, (None, None))
    body = _post_body(record)
    entities = body.get("entities")
    text = text_of(body.get("full_text")) or text_of(body.get("text")) or ""
    is_reply = any(
        body.get(f"in_reply_to_{what}") for what in ("status_id", "status_id_str", "user_id")
    )
    if is_reply or text.startswith("RT @") or not isinstance(entities, dict):
        return None
    return _post(
        id_of(body.get("id_str")) or id_of(body.get("id")),
        body.get("created_at"),
        unescape(text),
        entities,
        (count_of(body.get("favorite_count")), count_of(body.get("retweet_count"))),
    )


def _post_body(record: object) -> dict[str, object]:
    return fields(fields(record).get("tweet", record))


def _post(
    number: str | None,
    at: object,
    text: str,
    entities: dict[str, object],
    liked: tuple[int | None, int | None],
) -> PostRecord | None:
    spaces = []
    for link in records(entities.get("urls")):
        address = text_of(link.get("expanded_url")) or text_of(link.get("expandedUrl")) or ""
        if match := SPACE_URL.match(address):
            spaces.append(match[1])
    if "/spaces/" in text:
        spaces += SPACE_URL.findall(text)
    if not spaces or number is None:
        return None
    tags = [text_of(tag.get("text")) or text_of(tag.get("hashtag"))
            for tag in records(entities.get("hashtags"))]  # fmt: skip
    return PostRecord(
        number,
        plausible(utc(at)),
        text[:_TEXT_LIMIT],
        tuple(dict.fromkeys(spaces)),
        tuple(tag for tag in tags if tag),
        *liked,
    )


def read_mentions(record: object) -> Iterator[tuple[str, str]]:
    """The (user id, handle) pairs of a post: the only place that ties ids to handles."""
    for mention in records(fields(_post_body(record).get("entities")).get("user_mentions")):
        number, handle = id_of(mention.get("id_str")), text_of(mention.get("screen_name"))
        if number and handle:
            yield number, handle


def is_audio(name: str) -> bool:
    """Whether a file of ``spaces_media`` is audio: not what macOS and Windows leave in folders."""
    base = name.rpartition("/")[2]
    return not base.startswith(".") and base.lower().endswith(AUDIO)


def media_space(name: str, known: set[str]) -> str | None:
    """The Space whose id stands in the name of an audio file, or else of its folder."""
    for step in reversed(name.split("/")):
        for match in _MEDIA_ID.finditer(step):
            if match[0] in known:
                return match[0]
    return None


def _listed(manifest: object) -> Iterator[tuple[str, str]]:
    types = fields(fields(manifest).get("dataTypes"))
    for name, kind in _MANIFEST_KINDS.items():
        for file in records(fields(types.get(name)).get("files")):
            listed = file.get("fileName")
            if isinstance(listed, str):
                yield kind, listed


def _by_part(name: str) -> tuple[int, str]:
    part = re.search(r"-part(\d{1,9})\.js\Z", name)
    return (int(part[1]) if part else 0, name)


def _unwrapped(record: object, key: str, known: str) -> dict[str, object]:
    body = fields(record)
    inner = body.get(key)
    if not isinstance(inner, dict) and known not in body and len(body) == 1:
        inner = next(iter(body.values()))
    return inner if isinstance(inner, dict) else body


def _speaker(speaker: object) -> tuple[str | None, list[str]]:
    """The user id of a speaker, and when each of their sessions began."""
    if not isinstance(speaker, dict):
        return id_of(speaker), []
    user = next((v for k in ("userId", "id", "user_id") if (v := id_of(speaker.get(k)))), None)
    sessions = [speaker, *(session for value in speaker.values() for session in records(value))]
    times = [plausible(utc(value)) for session in sessions for key, value in session.items()
             if "start" in key.lower()]  # fmt: skip
    return user, [instant for instant in times if instant]
