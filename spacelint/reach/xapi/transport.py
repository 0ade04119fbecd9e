"""GET requests to X over httpx: the only module that imports it, itself imported where one is sent.

Its client is made once, at the first request (making one loads the certificates, 50 ms). No
redirect is followed, HTTP/2 stays off, proxies come from the environment.
"""

from __future__ import annotations

import json
import socket
import ssl
import time
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import httpx

from spacelint.reach.errors import HostError, StopError, XApiError
from spacelint.reach.xapi.problems import (
    QUOTED,
    explain_refusal,
    explain_status,
    first_characters,
    read_problems,
)
from spacelint.reach.xapi.waits import Limit, read_limit, retry_pause, server_clock, wait_until
from spacelint.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.reach.xapi.access import Host, Token
    from spacelint.reach.xapi.calls import Call
    from spacelint.reach.xapi.waits import Hold, Patience, Watch

BODY_LIMIT = 8_000_000  # bytes, unpacked; a full page of 100 Spaces has well under 1,000,000
_VERSION = "0.1"


class Reply(NamedTuple):
    """An answer of X: its JSON object and X's own clock (Unix seconds)."""

    body: dict[str, object]
    now: float


class Transport:
    """One connection to one host for one run, with the token for it."""

    def __init__(self, host: Host, token: Token, policy: Patience, watch: Watch) -> None:
        self._host, self._token, self._policy, self._watch = host, token, policy, watch
        self._client: httpx.Client | None = None
        self._auth: httpx.Auth | None = None
        self._limits: dict[str, Limit] = {}
        self._last: dict[str, float] = {}
        self._skew = 0.0  # X's clock minus this computer's, in seconds
        self.sent = 0

    def get(self, call: Call, hold: Hold) -> Reply:
        """The answer to a call, after retries and waits (in which Ctrl-C takes effect at once).

        Raises StopError where further calls make no sense, XApiError where only this one failed.
        """
        self._pace(call.path, hold)
        failures = waits = 0
        while True:
            try:
                status, headers, raw = self._send(call)
            except _BrokenError as broken:
                failures += 1
                if broken.final or failures >= self._policy.tries:
                    raise StopError(broken.sentence) from None
                self._retry(failures, broken.sentence, hold)
                continue
            now = server_clock(headers.get("date")) or time.time()
            self._skew = now - time.time()
            limit = read_limit(headers)
            if limit is not None:
                self._limits[call.path] = limit
            if status >= 500:
                failures += 1
                if failures >= self._policy.tries:
                    raise StopError(explain_status(status, self._quote(raw)))
                self._retry(failures, f"X answered {status}", hold)
                continue
            body = self._read(status, headers, raw)
            problems = read_problems(body)
            refusal = explain_refusal(status, problems)
            if refusal is None:
                return Reply(body, now)
            if not refusal.wait:
                raise (StopError if refusal.final else XApiError)(refusal.sentence)
            waits += 1
            if waits > 2:
                raise StopError(refusal.sentence)
            self._wait(limit.reset if limit else now + 60, refusal.sentence, hold)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _send(self, call: Call) -> tuple[int, httpx.Headers, bytes]:
        if self._client is None:
            self._client = _client(self._host, self._policy)
            self._auth = _auth(self._host, self._token)
        # A whole address: httpx would parse one put together from its parts three times.
        address = f"{self._host.url}{call.path}?{urlencode(call.params, safe=',')}"
        self._last[call.path] = time.monotonic()
        self.sent += 1
        try:
            with self._client.stream("GET", address, auth=self._auth) as response:
                raw = bytearray()
                for chunk in response.iter_bytes():
                    raw += chunk
                    if len(raw) > BODY_LIMIT:
                        raise StopError(f"X's answer has more than {BODY_LIMIT:,} bytes")
                return response.status_code, response.headers, bytes(raw)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # Raised afresh from outside this block: the error holds the request and its headers.
            sentence, final = _explain_broken(error, self._host.name, self._token.redact)
        raise _BrokenError(sentence, final)

    def _read(self, status: int, headers: httpx.Headers, raw: bytes) -> dict[str, object]:
        if 300 <= status < 400:
            raise StopError(
                f"X answered with a redirect ({status}); it is not followed, because the token "
                "goes nowhere but api.x.com"
            )
        try:
            body = json.loads(self._token.redact_bytes(raw))
            if b"\\" in raw:  # an escape may have hidden it
                body = _redacted(body, self._token)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            if status == 429:  # gateways refuse in plain text
                return {}
            raise StopError(explain_status(status, self._quote(raw)))
        return body

    def _quote(self, raw: bytes) -> str:
        return first_characters(self._token.redact(raw.decode("utf-8", "replace")))

    def _pace(self, path: str, hold: Hold) -> None:
        limit = self._limits.get(path)
        if limit is not None and limit.remaining == 0 and limit.reset > self._now():
            self._wait(limit.reset, "X allows no more of these calls for now", hold)
        if path.endswith("/by/creator_ids") and path in self._last:  # one a second, by X's docs
            with hold.lifted():
                time.sleep(max(0.0, self._last[path] + 1.0 - time.monotonic()))

    def _retry(self, failures: int, sentence: str, hold: Hold) -> None:
        pause = retry_pause(failures, self._policy.pause)
        self._watch("retry", f"{sentence}; trying again", pause)
        with hold.lifted():
            time.sleep(pause)

    def _wait(self, reset: float, sentence: str, hold: Hold) -> None:
        clock = time.strftime("%H:%M:%S UTC", time.gmtime(reset))
        seconds = max(1.0, reset - self._now() + 1)
        if not self._policy.wait or seconds > self._policy.longest_wait:
            raise StopError(f"{sentence}; it allows more from {clock}")
        with hold.lifted():
            wait_until(seconds, f"{sentence}; going on at {clock}", self._watch)

    def _now(self) -> float:
        return time.time() + self._skew


def _redacted(value: object, token: Token) -> object:
    if isinstance(value, str):
        return token.redact(value)
    if isinstance(value, list):
        return [_redacted(member, token) for member in value]
    if isinstance(value, dict):
        return {token.redact(key): _redacted(member, token) for key, member in value.items()}
    return value


class _BrokenError(Exception):
    def __init__(self, sentence: str, final: bool) -> None:
        super().__init__(sentence)
        self.sentence, self.final = sentence, final


def _client(host: Host, policy: Patience) -> httpx.Client:
    return httpx.Client(
        http2=False,
        follow_redirects=False,
        timeout=httpx.Timeout(policy.timeout, connect=min(10.0, policy.timeout)),
        # Through a proxy the token travels inside TLS; a test's plain HTTP has no TLS to hide in.
        trust_env=not host.loopback or host.scheme == "https",
        headers={"User-Agent": f"spacelint/{_VERSION}", "Accept": "application/json"},
    )


def _auth(host: Host, token: Token) -> httpx.Auth:
    """The header is set on the way out and for this origin alone, never kept in the client."""

    class BearerAuth(httpx.Auth):
        def sync_auth_flow(self, request):  # type: ignore[no-untyped-def]
            url = request.url
            port = url.port or {"https": 443, "http": 80}.get(url.scheme)
            if (url.scheme, url.host, port) != (host.scheme, host.name, host.port):
                raise HostError(f"a request went to {url.host}: the token is not sent there")
            request.headers["Authorization"] = token.header()
            yield request

    return BearerAuth()


def _explain_broken(error: Exception, host: str, redact: Callable[[str], str]) -> tuple[str, bool]:
    """A sentence for a connection that failed, and whether another try is useless."""
    causes = list(_causes(error))
    said = visible(redact(str(causes[-1]) or type(causes[-1]).__name__))[:QUOTED]
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or "SSL" in said:
        return (
            f"no trusted connection to {host}: {said}. Is this computer's clock right, and "
            "does something on the network answer in X's place?"
        ), True
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return f"the name {host} was not found: is this computer on the network?", False
    if isinstance(error, httpx.ProxyError):
        return f"the proxy of the environment does not let the call through: {said}", True
    if isinstance(error, httpx.ConnectTimeout):
        return f"{host} cannot be reached: no answer in time", False
    if isinstance(error, httpx.TimeoutException):
        return f"{host} did not answer in time", False
    if isinstance(error, httpx.ConnectError):
        return f"{host} cannot be reached: {said}", False
    if isinstance(error, httpx.TransportError | httpx.DecodingError):
        return f"the connection to {host} broke off: {said}", False
    return f"the call to {host} failed: {said}", True


def _causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    return chain
