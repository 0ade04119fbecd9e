"""What X says of handles, tags and Spaces, at a price known before."""

from __future__ import annotations

from spacelint._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
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

_HOMES = {
    "Account": "spacelint.reach.xapi.models",
    "Answer": "spacelint.reach.xapi.client",
    "Ask": "spacelint.reach.xapi.calls",
    "Bucket": "spacelint.reach.xapi.models",
    "Call": "spacelint.reach.xapi.calls",
    "DEFAULT_LIMIT": "spacelint.reach.xapi.client",
    "Estimate": "spacelint.reach.xapi.client",
    "FoundSpaces": "spacelint.reach.xapi.models",
    "Host": "spacelint.reach.xapi.host",
    "HostError": "spacelint.reach.xapi.errors",
    "LiveSpace": "spacelint.reach.xapi.models",
    "PRICES": "spacelint.reach.xapi.prices",
    "Patience": "spacelint.reach.xapi.waits",
    "StopError": "spacelint.reach.xapi.errors",
    "TagCounts": "spacelint.reach.xapi.models",
    "Token": "spacelint.reach.xapi.token",
    "TokenError": "spacelint.reach.xapi.errors",
    "TooDearError": "spacelint.reach.xapi.errors",
    "XApiError": "spacelint.reach.xapi.errors",
    "X_API": "spacelint.reach.xapi.host",
    "api_host": "spacelint.reach.xapi.host",
    "dollars": "spacelint.reach.xapi.prices",
    "estimate": "spacelint.reach.xapi.client",
    "look_up": "spacelint.reach.xapi.client",
    "mills": "spacelint.reach.xapi.prices",
    "prices_on": "spacelint.reach.xapi.prices",
    "read_token": "spacelint.reach.xapi.token",
}
__getattr__ = lazily(__name__, _HOMES)
