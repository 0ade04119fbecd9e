"""What X says of handles, tags and Spaces, at a price known before."""

from __future__ import annotations

from spacelint.reach.errors import (
    HostError,
    StopError,
    TokenError,
    TooDearError,
    XApiError,
)
from spacelint.reach.xapi.access import X_API, Host, Token, api_host, read_token
from spacelint.reach.xapi.calls import Ask, Call
from spacelint.reach.xapi.client import DEFAULT_LIMIT, Answer, Estimate, Terms, estimate, look_up
from spacelint.reach.xapi.models import Account, Bucket, FoundSpaces, TagCounts
from spacelint.reach.xapi.prices import PRICES, dollars, mills, prices_on
from spacelint.reach.xapi.waits import Patience

__all__ = [
    "DEFAULT_LIMIT",
    "PRICES",
    "X_API",
    "Account",
    "Answer",
    "Ask",
    "Bucket",
    "Call",
    "Estimate",
    "FoundSpaces",
    "Host",
    "HostError",
    "Patience",
    "StopError",
    "TagCounts",
    "Terms",
    "Token",
    "TokenError",
    "TooDearError",
    "XApiError",
    "api_host",
    "dollars",
    "estimate",
    "look_up",
    "mills",
    "prices_on",
    "read_token",
]
