"""The functions and values of the two packages of reach, under one name each."""

from __future__ import annotations

from types import SimpleNamespace

import spacelint.reach.xapi
from spacelint.reach.history import stats
from spacelint.reach.history.audio import (
    Copied,
    Recording,
    export_recordings,
    readable_name,
    recordings,
)
from spacelint.reach.history.csvfile import import_csv, write_csv
from spacelint.reach.history.importing import Imported, import_downloads
from spacelint.reach.history.plans import PlanNote, apply_plans
from spacelint.reach.history.query import Filter, PastSpace, past_spaces
from spacelint.reach.history.stats import Figure, figures
from spacelint.reach.history.store import history_at
from spacelint.reach.storage import HistoryError
from spacelint.reach.xapi.access import X_API, Host, Token, api_host, read_token
from spacelint.reach.xapi.calls import PRICES, Ask, Call, dollars, mills, prices_on
from spacelint.reach.xapi.client import DEFAULT_LIMIT, Answer, Estimate, Terms, estimate, look_up
from spacelint.reach.xapi.models import (
    Account,
    Bucket,
    FoundSpaces,
    HostError,
    Patience,
    StopError,
    TagCounts,
    TokenError,
    TooDearError,
    XApiError,
)


def import_download(db, path, progress=lambda done, total: None):
    return import_downloads(db, [path], progress)[0]


def incomplete(answer):
    """Why something is unknown, each reason once; None if all was answered."""
    return "; ".join(answer.reasons) or None


history = SimpleNamespace(
    Copied=Copied,
    Figure=Figure,
    Filter=Filter,
    HistoryError=HistoryError,
    Imported=Imported,
    PastSpace=PastSpace,
    PlanNote=PlanNote,
    Recording=Recording,
    apply_plans=apply_plans,
    export_recordings=export_recordings,
    figures=figures,
    history_at=history_at,
    import_csv=import_csv,
    import_download=import_download,
    import_downloads=import_downloads,
    past_spaces=past_spaces,
    readable_name=readable_name,
    recordings=recordings,
    write_csv=write_csv,
    stats=stats,
)

xapi = SimpleNamespace(
    Account=Account,
    Answer=Answer,
    Ask=Ask,
    Bucket=Bucket,
    Call=Call,
    DEFAULT_LIMIT=DEFAULT_LIMIT,
    Estimate=Estimate,
    FoundSpaces=FoundSpaces,
    Host=Host,
    HostError=HostError,
    PRICES=PRICES,
    Patience=Patience,
    StopError=StopError,
    TagCounts=TagCounts,
    Terms=Terms,
    Token=Token,
    TokenError=TokenError,
    TooDearError=TooDearError,
    XApiError=XApiError,
    X_API=X_API,
    api_host=api_host,
    dollars=dollars,
    estimate=estimate,
    look_up=look_up,
    mills=mills,
    prices_on=prices_on,
    read_token=read_token,
    __file__=spacelint.reach.xapi.__file__,
)
