"""The fields a planned Space may have, and the names they go by."""

from __future__ import annotations

# Our name first; the others are what APIs, calendars and people call the same thing.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "name"),
    "host": ("host", "hosts", "creator", "host_handle"),
    "cohosts": ("cohosts", "co_hosts", "co-hosts", "cohost"),
    "speakers": ("speakers", "guests", "speaker", "guest"),
    "topics": ("topics", "topic"),
    "scheduled_start": ("scheduled_start", "start", "starts", "scheduled_at", "start_time"),
    "ends": ("ends", "end", "scheduled_end", "end_time"),
    "date": ("date",),
    "time": ("time",),
    "timezone": ("timezone", "time_zone", "tz"),
    "campaign": ("campaign", "campaigns"),
    "brand": ("brand",),
    "sponsored": ("sponsored",),
    "lang": ("lang", "language"),
    "record": ("record", "recorded", "is_recorded"),
    "consent": ("consent", "consents"),
    "reuse": ("reuse", "re_use"),
    "id": ("id",),
    "url": ("url", "link"),
    "ignore": ("ignore",),
}

# Known, and of no interest to any rule.
SILENT = frozenset(
    [
        *("description", "notes", "note", "comment", "comments", "status", "state", "draft"),
        *("location", "owner", "tags", "duration", "$schema", "schema", "version"),
        *("created_at", "updated_at", "started_at", "ended_at", "host_ids", "creator_id"),
        *("speaker_ids", "invited_user_ids", "participant_count", "subscriber_count"),
        *("is_ticketed", "topic_ids"),
    ]
)

KNOWN: dict[str, str] = {name: field for field, names in NAMES.items() for name in names}


def nearest(name: str) -> str:
    """Give the known field name nearest to a wrong one, or "" where none is near."""
    from difflib import get_close_matches

    wanted = name.strip().lower().replace(" ", "_")
    if wanted in KNOWN:
        return wanted
    found = get_close_matches(wanted, [*NAMES, *KNOWN], 1, 0.72)
    return found[0] if found else ""
