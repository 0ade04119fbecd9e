"""GET requests to X over httpx: the only module that imports it, itself imported where one is sent.

Its client is made once, at the first request (making one loads the certificates, 50 ms). No
redirect is followed, HTTP/2 stays off, proxies come from the environment.
"""

from __future__ import annotations

import json
import os
import random
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import urlencode

import httpx

from spacelint import __version__
from spacelint.reach.xapi.access import Host, Token, refuse_odd_files
from spacelint.reach.xapi.calls import Call
from spacelint.reach.xapi.models import (
    EndpointError,
    HostError,
    Patience,
    StopError,
    Watch,
    XApiError,
)
from spacelint.reach.xapi.problems import (
    explain_refusal,
    first_words,
    read_problems,
    shortened,
)
from spacelint.reach.xapi.waits import (
    Hold,
    Limit,
    Wire,
    blocking,
    clock,
    credible,
    retry_after,
    server_clock,
    spent_limits,
    wait_until,
)
from spacelint.text.width import visible

BODY_LIMIT = 8_000_000  # bytes, unpacked; a full page of 100 Spaces has well under 1,000,000


class Transport:
    """One connection to one host for one run, with the token for it."""

    def __init__(self, host: Host, token: Token, policy: Patience, watch: Watch) -> None:
        self._host, self._token, self._policy, self._watch = host, token, policy, watch
        self._client: httpx.Client | None = None
        self._auth = _auth(host, token)
        self._limits: dict[str, tuple[Limit, ...]] = {}
        self._last: dict[str, float] = {}
        self._skew = 0.0  # X's clock minus this computer's, in seconds
        self._token_works = False
        self._wire = Wire()
        self.sent = 0

    def get(self, call: Call, hold: Hold) -> tuple[dict[str, object], float]:
        """The JSON object that answers a call, and X's own clock (Unix seconds).

        There may be retries and waits before, in which Ctrl-C takes effect at once. Raises
        StopError where no further call makes sense, EndpointError where none to this endpoint
        does, XApiError where only this call failed.
        """
        self._pace(call.path, hold)
        failures = waits = 0
        end = time.monotonic() + self._policy.timeout  # of all tries together
        while True:
            try:
                status, headers, raw = self._send(call, end)
            except _BrokenError as broken:
                failures += 1
                if broken.final or not self._retry(failures, str(broken), hold, end):
                    raise (StopError if broken.ends_all else EndpointError)(str(broken)) from None
                continue
            now = server_clock(headers.get("date")) or time.time()
            self._skew = now - time.time()
            self._limits[call.path] = limits = spent_limits(headers)
            if status >= 500:
                failures += 1
                if self._retry(failures, f"X answered {status}", hold, end):
                    continue
            words = self._token.redact(raw[:2000].decode("utf-8", "replace"))
            body = self._read(status, raw, words)
            refusal = explain_refusal(
                status,
                read_problems(body),
                raw="" if body else words,
                token_works=self._token_works,
            )
            if refusal is None:
                self._token_works = True
                return body or {}, now
            if refusal.ends != "wait":
                sentence, reset = refusal.sentence.removesuffix("."), credible(refusal.reset, now)
                until = f". X resets it at {clock(reset, now)}" if reset else ""
                raise _ERRORS[refusal.ends](sentence + until)
            waits += 1
            limit = blocking(limits, now)
            reset = limit.reset if limit else refusal.reset or retry_after(headers, now)
            window = f" in {limit.window}" if limit and limit.window == "24 hours" else ""
            sentence = refusal.sentence.replace(" for now", window or " for now")
            if waits > 2:
                raise EndpointError(sentence)
            self._wait(credible(reset, now), sentence, hold)
            end = time.monotonic() + self._policy.timeout

    def close(self) -> None:
        """Close the connection, if there is one."""
        self._wire.close()
        if self._client is not None:
            self._client.close()

    def _send(self, call: Call, end: float) -> tuple[int, httpx.Headers, bytes]:
        if self._client is None:
            self._client = _client(self._host, self._policy)
        # A whole address: httpx would parse one put together from its parts three times.
        address = f"{self._host.url}{call.path}?{urlencode(call.params, safe=',')}"
        self._last[call.path] = time.monotonic()
        self.sent += 1
        broken = None
        try:
            traced = {"trace": self._wire.trace}
            with (
                self._wire.cut_at(end),
                self._client.stream("GET", address, auth=self._auth, extensions=traced) as response,
            ):
                answer = response.status_code, response.headers, _body(response)
            if time.monotonic() < end:  # else what was cut off may look like a whole answer
                return answer
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # Raised afresh from outside this block: the error holds the request and its headers.
            if time.monotonic() < end or isinstance(error, httpx.ConnectTimeout):
                broken = _explain_broken(error, self._host.name, self._token.redact)
        seconds = f"{self._policy.timeout:g} seconds"
        raise broken or _BrokenError(f"{self._host.name} didn't answer in full within {seconds}")

    def _read(self, status: int, raw: bytes, words: str) -> dict[str, object] | None:
        """The JSON object of an answer; None where a refusal has none."""
        if 300 <= status < 400:
            raise EndpointError(
                f"X answered with a redirect ({status}); it is not followed, because the token "
                "goes nowhere but api.x.com"
            )
        try:
            body = self._token.redact_json(json.loads(raw))
        except (ValueError, RecursionError):
            body = None
        if isinstance(body, dict):
            return body
        if status >= 400:  # an endpoint that an app does not have answers with an empty body
            return None
        if not raw.strip():
            raise EndpointError(f"X's answer ({status}) is empty")
        quoted = first_words(words)
        raise EndpointError(f"X's answer ({status}) is not the JSON it should be: {quoted}")

    def _pace(self, path: str, hold: Hold) -> None:
        limit = blocking(self._limits.get(path, ()), self._now())
        if limit is not None:
            self._wait(limit.reset, "X allows no more of these calls for now", hold)
        if path.endswith("/by/creator_ids") and path in self._last:  # one a second, by X's docs
            with hold.lifted():
                time.sleep(max(0.0, self._last[path] + 1.0 - time.monotonic()))

    def _retry(self, failures: int, sentence: str, hold: Hold, end: float) -> bool:
        """Pause before another try; whether there are tries and time left for one."""
        # Doubling, and spread so that many clients do not come at once.
        pause = self._policy.pause * 2 ** (failures - 1) * random.uniform(0.5, 1.5)
        left = end - time.monotonic() - pause
        if failures >= self._policy.tries or left < self._policy.timeout / 4:
            return False
        self._watch("retry", f"{sentence}; trying again", pause)
        with hold.lifted():
            time.sleep(pause)
        return True

    def _wait(self, reset: float | None, sentence: str, hold: Hold) -> None:
        end = self._now() + 60 if reset is None else reset  # X doesn't always say
        when = clock(end, self._now())
        seconds = max(1.0, end - self._now() + 1)
        if not self._policy.wait or seconds > self._policy.longest_wait:
            known = f"it allows more from {when}" if reset else "it doesn't say from when it does"
            raise EndpointError(f"{sentence}; {known}")
        with hold.lifted():
            wait_until(seconds, f"{sentence}; going on at {when}", self._watch)

    def _now(self) -> float:
        return time.time() + self._skew


_ERRORS = {"all": StopError, "endpoint": EndpointError, "call": XApiError}


class _BrokenError(Exception):
    """A connection that failed: whether another try is useless, and other endpoints as well."""

    def __init__(self, sentence: str, *, final: bool = False, ends_all: bool = False) -> None:
        super().__init__(sentence)
        self.final, self.ends_all = final, ends_all


def _body(response: httpx.Response) -> bytes:
    raw = bytearray()
    for chunk in response.iter_bytes():
        raw += chunk
        if len(raw) > BODY_LIMIT:
            raise EndpointError(f"X's answer has more than {BODY_LIMIT:,} bytes")
    return bytes(raw)


def _client(host: Host, policy: Patience) -> httpx.Client:
    """Return the client; raises HostError where the environment asks for what cannot be used."""
    try:
        refuse_odd_files(os.environ)
        return httpx.Client(
            http2=False,
            follow_redirects=False,
            timeout=httpx.Timeout(policy.timeout, connect=policy.timeout / 4),
            # Through a proxy the token travels inside TLS; a test's plain HTTP has no TLS.
            trust_env=not host.loopback or host.scheme == "https",
            headers={"User-Agent": f"spacelint/{__version__}", "Accept": "application/json"},
        )
    except (ImportError, ValueError, httpx.InvalidURL, OSError) as error:
        # SOCKS without its package, an unknown scheme, a file of certificates that is not there
        reason = shortened(visible(str(error)))
        look = _named(*_PROXIES, "SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
        raise HostError(f"X can't be asked with these settings{look}: {reason}") from None


_PROXIES = ("HTTPS_PROXY", "ALL_PROXY")


def _named(*variables: str) -> str:
    """Return which of these variables are set, in brackets after a space."""
    names = [name for name in variables if os.environ.get(name) or os.environ.get(name.lower())]
    return f" (see {', '.join(names)})" if names else ""


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


def _explain_broken(error: Exception, host: str, redact: Callable[[str], str]) -> _BrokenError:
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) and cause not in causes:
        causes.append(cause)
    reason = shortened(visible(redact(str(causes[-1]) or type(causes[-1]).__name__)[:1000]))
    proxies = _named(*_PROXIES)
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or "SSL" in reason:
        why = (
            f"no trusted connection to {host}: {reason}. Is this computer's clock right, and "
            "does something on the network answer in X's place?"
        )
        return _BrokenError(why, final=True, ends_all=True)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        why = f"the name {host} was not found{proxies}: is this computer on the network?"
        return _BrokenError(why, ends_all=True)
    match error:
        case httpx.ProxyError():
            why = f"the proxy of the environment doesn't let the call through: {reason}"
            return _BrokenError(why, final=True, ends_all=True)
        case httpx.ConnectTimeout() | httpx.ConnectError():
            why = "no answer in time" if isinstance(error, httpx.ConnectTimeout) else reason
            see = proxies if host != "127.0.0.1" else ""
            return _BrokenError(f"{host} can't be reached{see}: {why}", ends_all=True)
        case httpx.TimeoutException():
            return _BrokenError(f"{host} didn't answer in time")
        case httpx.DecodingError():
            return _BrokenError(f"the answer of {host} came damaged: it can't be unpacked")
        case httpx.TransportError():
            return _BrokenError(f"the connection to {host} broke off: {reason}")
    return _BrokenError(f"the call to {host} failed: {reason}", final=True)
