"""Access control and size limits: ASGI middleware around the whole page.

Every request needs the secret in its path and a known name in ``Host`` (a page elsewhere that
points its own name at this machine has another one); a request that changes anything needs an
``Origin`` that is this page. Bodies are bounded in size and time.
"""

from __future__ import annotations

import asyncio
import hmac
import re
import time
from collections.abc import Callable, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes of a form. A plan may have more: see `Guard`.
MAX_FORM = 1_000_000
#: Bytes of a body that is too large which are read and dropped, so that the answer arrives.
_MAX_DRAINED = 300_000_000
_BODY_SECONDS = 60.0

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@\s]+)(?::\d{1,5})?")

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}

#: Makes the answer of a refusal: (status, heading, message, the headers of the request).
Refuse = Callable[[int, str, str, Headers], Response]


class _Refused(Exception):
    """The body cannot be taken; holds the status, a heading and a message."""


class Guard:
    """Lets a request through to ``app``, or answers it with what is wrong with it.

    ``names`` are the hosts it answers to, without a port. ``max_upload`` bounds the body of a
    plan, in bytes.
    """

    def __init__(
        self, app: ASGIApp, *, secret: str, names: Sequence[str], max_upload: int, refuse: Refuse
    ) -> None:
        self._app = app
        self._secret = secret.encode()
        self._names = frozenset(name.lower() for name in names)
        self._max_upload = max_upload
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    own[name] = value
            await send(message)

        refused = self._refused(scope, headers)
        if refused is not None:
            # Whoever is refused here may not know the secret: no page of ours, with its links.
            await PlainTextResponse(refused[1], refused[0])(scope, receive, guarded_send)
            return
        body = b""
        if scope["method"] not in ("GET", "HEAD"):
            limit = self._max_upload if scope["path"].endswith("/plan/open") else MAX_FORM
            try:
                body = await _body(receive, limit)
            except _Refused as error:
                status, heading, detail = error.args
                answer = self._refuse(status, heading, detail, headers)
                answer.headers["connection"] = "close"
                await answer(scope, receive, guarded_send)
                return
        await self._app(scope, _replay(body, receive), guarded_send)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if _name(host) not in self._names:
            return 403, "This page doesn't answer to that name. Open the address it printed."
        secret = scope["path"][1:].partition("/")[0].encode("utf-8", "replace")
        if not hmac.compare_digest(secret, self._secret):
            detail = "Open the whole address that spacelint page printed: it holds a secret."
            return 404, detail
        origin, here = headers.get("origin"), host.strip().lower()
        changes = scope["method"] not in ("GET", "HEAD")
        same = (origin or "").lower() in (f"http://{here}", f"https://{here}")
        same = same and headers.get("sec-fetch-site", "same-origin") == "same-origin"
        if (changes or origin is not None) and not same:
            return 403, "Only this page itself may send something to this page."
        return None


async def _body(receive: Receive, limit: int) -> bytes:
    """Return the whole body; raises `_Refused` where it is too large or too slow.

    What is too large is read to its end and dropped: a browser shows no answer before that.
    """
    end = time.monotonic() + _BODY_SECONDS
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        try:
            message = await asyncio.wait_for(receive(), max(0.0, end - time.monotonic()))
        except TimeoutError:
            detail = "The request didn't arrive whole in time. Try again."
            raise _Refused(408, "That took too long", detail) from None
        if message["type"] != "http.request":
            raise _Refused(400, "Cut off", "The request ended before all of it was sent.")
        part = message.get("body", b"")
        size += len(part)
        more = message.get("more_body", False) and size < _MAX_DRAINED
        if size <= limit:
            parts.append(part)
        else:
            parts.clear()
    if size > limit:
        detail = f"The page takes at most {limit / 1_000_000:g} MB at once. Nothing was kept of it."
        raise _Refused(413, "This is too large", detail)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that gives ``body`` first."""
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _name(host: str) -> str:
    """Return the name in a ``Host`` header, without its port; empty where it is malformed."""
    found = _HOST.fullmatch(host.strip().lower())
    return found[1] if found else ""
