"""What X says of handles, tags and Spaces, at a price known before."""

from spacelint.reach.xapi.calls import Ask, Call
from spacelint.reach.xapi.client import DEFAULT_LIMIT, Answer, Estimate, estimate, look_up
from spacelint.reach.xapi.errors import (
    HostError,
    StopError,
    TokenError,
    TooDearError,
    XApiError,
)
from spacelint.reach.xapi.host import X_API, Host, api_host
from spacelint.reach.xapi.models import Account, Bucket, FoundSpaces, LiveSpace, TagCounts
from spacelint.reach.xapi.prices import PRICES, dollars, mills, prices_on
from spacelint.reach.xapi.token import Token, read_token
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
    "LiveSpace",
    "Patience",
    "StopError",
    "TagCounts",
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
