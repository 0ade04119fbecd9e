"""X data downloads made up for tests, in the shapes that occur."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WORDS = ("people", "work", "time", "team", "plans", "music", "tea", "town", "hall", "ask", "live")


def space_id(number: int) -> str:
    return f"1Spc{number:09d}"


def space(
    number: int, *, speakers: int = 2, wrapped: bool = True, strings: bool = True, **change: object
) -> dict:
    """The record of the Space that began on day ``number`` of 2026 (from 0) at 18:00 UTC."""
    day = f"2026-{1 + number // 28 % 12:02d}-{1 + number % 28:02d}"
    record: dict = {
        "id": space_id(number),
        "creatorUserId": "1000",
        "hostUserIds": ["1000"],
        "speakers": [
            {
                "userId": str(2000 + i),
                "sessions": [
                    {"startedAt": f"{day}T18:0{i}:00.000Z", "endedAt": f"{day}T19:00:00.000Z"}
                ],
            }
            for i in range(speakers)
        ],
        "createdAt": f"{day}T08:00:00.000Z",
        "endedAt": f"{day}T19:00:00.000Z",
        "totalParticipating": "0",
        "totalParticipated": 100 + number,
        "invitedUserIds": [],
    }
    if strings:
        record["totalParticipated"] = str(record["totalParticipated"])
    record |= change
    return {"spacesMetadata": record} if wrapped else record


def post(
    number: int,
    text: str,
    *,
    space: str | None = None,
    tags: tuple[str, ...] = (),
    mentions: tuple[tuple[str, str], ...] = (),
    host: str = "x.com",
) -> dict:
    urls = (
        [
            {
                "url": "https://t.co/a",
                "expanded_url": f"https://{host}/i/spaces/{space}",
                "display_url": "x.com/i/spaces/…",
                "indices": ["0", "1"],
            }
        ]
        if space
        else []
    )
    day, month = 1 + number % 28, MONTHS[number // 28 % 12]
    return {
        "tweet": {
            "edit_info": {"initial": {"editTweetIds": [str(number)], "isEditEligible": False}},
            "retweeted": False,
            "source": '<a href="https://mobile.x.com">X Web App</a>',
            "lang": "en",
            "entities": {
                "hashtags": [{"text": tag, "indices": ["0", "1"]} for tag in tags],
                "symbols": [],
                "user_mentions": [
                    {
                        "name": handle.title(),
                        "screen_name": handle,
                        "id_str": user,
                        "id": user,
                        "indices": ["0", "1"],
                    }
                    for user, handle in mentions
                ],
                "urls": urls,
            },
            "display_text_range": ["0", str(len(text))],
            "favorite_count": str(number % 90),
            "id_str": str(10**15 + number),
            "id": str(10**15 + number),
            "truncated": False,
            "retweet_count": str(number % 7),
            "full_text": text,
            "created_at": f"Sat {month} {day:02d} {number % 24:02d}:15:00 +0000 2026",
        }
    }


def js(name: str, records: object, prefix: str | None = None) -> bytes:
    start = f"window.YTD.{name}.part0 = " if prefix is None else prefix
    text = json.dumps(records, ensure_ascii=False, indent=2)
    # Half a character has no UTF-8: it is written as JSON writes it.
    return (start + text).encode("utf-8", "backslashreplace")


def files(
    spaces: list[dict] | None,
    posts: list[dict],
    *,
    tweets: str = "tweets",
    media: dict[str, bytes] | None = None,
    prefix: str | None = None,
) -> dict[str, bytes]:
    """A small download by name of file; ``spaces=None`` is one of before there were Spaces."""
    account = [{"account": {"email": "a@b.example", "username": "AcmeHQ", "accountId": "1000"}}]
    types = {"tweets": {"files": [{"fileName": f"data/{tweets}.js", "count": str(len(posts))}]}}
    made = {
        "data/manifest.js": b"window.__THAR_CONFIG = "
        + json.dumps({"userInfo": {"accountId": "1000"}, "dataTypes": types}).encode(),
        "data/account.js": js("account", account, prefix),
        f"data/{tweets}.js": js(tweets, posts, prefix),
        "Your archive.html": b"<html></html>",
    }
    if spaces is not None:
        made["data/spaces-metadata.js"] = js("spaces_metadata", spaces, prefix)
    for name, audio in (media or {}).items():
        made[f"data/spaces_media/{name}"] = audio
    return made


def zipped(path: Path, made: dict[str, bytes], root: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, raw in made.items():
            package.writestr(root + name, raw)
    return path


def unpacked(path: Path, made: dict[str, bytes]) -> Path:
    for name, raw in made.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(raw)
    return path


def large(path: Path, posts: int, spaces: int, seed: int = 1) -> Path:
    """A download of any size, written in constant memory; each hundredth post announces a Space."""
    chance = random.Random(seed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        made = files([space(n, speakers=8) for n in range(spaces)], [])
        for name, raw in made.items():
            if name != "data/tweets.js":
                package.writestr(name, raw)
        with package.open("data/tweets.js", "w", force_zip64=True) as file:
            file.write(b"window.YTD.tweets.part0 = [")
            for number in range(posts):
                text = " ".join(chance.choices(WORDS, k=24)) + f" {chance.random()}"
                every = number % 100 == 0 and spaces
                record = post(
                    number,
                    text,
                    space=space_id(number // 100 % spaces) if every else None,
                    tags=("Acme",) if every else (),
                    mentions=((str(2000 + number % 9), f"guest{number % 9}"),),
                )
                file.write(
                    (",\n" if number else "").encode() + json.dumps(record, indent=2).encode()
                )
            file.write(b"]")
    return path
