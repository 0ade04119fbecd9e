"""The team's own past Spaces, in one SQLite file of theirs."""

from __future__ import annotations

from spacelint.reach.errors import HistoryError
from spacelint.reach.history.audio import (
    Copied,
    Recording,
    export_recordings,
    readable_name,
    recordings,
)
from spacelint.reach.history.csvfile import import_csv, write_csv
from spacelint.reach.history.importing import Imported, import_download, import_downloads
from spacelint.reach.history.plans import PlanNote, apply_plans
from spacelint.reach.history.query import Filter, PastSpace, past_spaces
from spacelint.reach.history.stats import Figure, figures
from spacelint.reach.history.store import history_at

__all__ = [
    "Copied",
    "Figure",
    "Filter",
    "HistoryError",
    "Imported",
    "PastSpace",
    "PlanNote",
    "Recording",
    "apply_plans",
    "export_recordings",
    "figures",
    "history_at",
    "import_csv",
    "import_download",
    "import_downloads",
    "past_spaces",
    "readable_name",
    "recordings",
    "write_csv",
]
