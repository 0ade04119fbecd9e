"""The team's own past Spaces, in one SQLite file of theirs."""

from __future__ import annotations

from spacelint._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.reach.history.audio import (
        Copied,
        Recording,
        export_recordings,
        readable_name,
        recordings,
    )
    from spacelint.reach.history.csvfile import import_csv, write_csv
    from spacelint.reach.history.errors import HistoryError
    from spacelint.reach.history.importing import Imported, import_download
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
    "past_spaces",
    "readable_name",
    "recordings",
    "write_csv",
]

_HOMES = {
    "Copied": "spacelint.reach.history.audio",
    "Figure": "spacelint.reach.history.stats",
    "Filter": "spacelint.reach.history.query",
    "HistoryError": "spacelint.reach.history.errors",
    "Imported": "spacelint.reach.history.importing",
    "PastSpace": "spacelint.reach.history.query",
    "PlanNote": "spacelint.reach.history.plans",
    "Recording": "spacelint.reach.history.audio",
    "apply_plans": "spacelint.reach.history.plans",
    "export_recordings": "spacelint.reach.history.audio",
    "figures": "spacelint.reach.history.stats",
    "history_at": "spacelint.reach.history.store",
    "import_csv": "spacelint.reach.history.csvfile",
    "import_download": "spacelint.reach.history.importing",
    "past_spaces": "spacelint.reach.history.query",
    "readable_name": "spacelint.reach.history.audio",
    "recordings": "spacelint.reach.history.audio",
    "write_csv": "spacelint.reach.history.csvfile",
}
__getattr__ = lazily(__name__, _HOMES)
