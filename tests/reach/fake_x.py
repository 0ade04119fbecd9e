"""A small X API on loopback: Starlette on uvicorn, real sockets, scripted faults.

Run as a program it serves until killed and prints its address first.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import socket
import sys
import threading
import time
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

TOKEN = "AAAAAAAAAAtest-token-of-nobody%3DZZZZ"


@dataclass
class FakeX:
    """What the server knows, how it misbehaves (``script``, one entry a request), what it got."""

    version: str = "2.167"
    accounts: dict[str, dict] = field(default_factory=dict)
    suspended: set[str] = field(default_factory=set)
    counts: dict[str, list[int]] = field(default_factory=dict)
    spaces: list[dict] = field(default_factory=list)
    script: list[dict] = field(default_factory=list)
    everyone_exists: bool = False
    limit: int = 300
    window: float = 900.0
    clock: float = 0.0  # seconds this server's clock is ahead
    log: list[Request] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)
    began: dict[str, float] = field(default_factory=dict)

    def paths(self) -> list[str]:
        return [request.url.path for request in self.log]

    def account(self, name: str, **more: object) -> None:
        number = str(1000 + len(self.accounts))
        metrics = {"followers_count": more.pop("followers", 10), "following_count": 1}
        self.accounts[name.lower()] = {
            "id": number, "name": name.title(), "username": name, "protected": False,
            "verified": False, "verified_type": "none", "created_at": "2020-01-01T00:00:00.000Z",
            "public_metrics": metrics, "a_field_of_tomorrow": {"x": [1]}, **more,
        }  # fmt: skip


def app(x: FakeX) -> Starlette:
    async def serve(request: Request) -> Response:
        x.log.append(request)
        fault = x.script.pop(0) if x.script else {}
        if "sleep" in fault:
            await asyncio.sleep(fault["sleep"])
        if fault.get("drop"):
            return _Dropped()
        if "drip" in fault:
            return StreamingResponse(_drops(fault["drip"]), 200)
        now = time.time() + x.clock
        path = request.url.path
        if now >= x.began.get(path, 0.0) + x.window:
            x.began[path], x.used[path] = now, 0
        x.used[path] = x.used.get(path, 0) + 1
        headers = {
            "x-rate-limit-limit": str(x.limit),
            "x-rate-limit-remaining": str(max(0, x.limit - x.used[path])),
            "x-rate-limit-reset": str(math.ceil(x.began[path] + x.window)),
            "date": time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(now)),
            **fault.get("headers", {}),
        }
        if "raw" in fault:
            return Response(fault["raw"], fault.get("status", 200), headers)
        if "json" in fault:
            return JSONResponse(fault["json"], fault.get("status", 200), headers)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            body = {
                "title": "Unauthorized",
                "type": "about:blank",
                "status": 401,
                "detail": "Unauthorized",
            }
            return JSONResponse(body, 401, headers)
        if x.used[path] > x.limit:
            body = {
                "title": "Too Many Requests",
                "detail": "Too Many Requests",
                "type": "about:blank",
                "status": 429,
            }
            return JSONResponse(body, 429, headers)
        body = _ANSWERS[path](x, request.query_params)
        return JSONResponse(body, 200, headers)

    return Starlette(routes=[Route(path, serve) for path in _ANSWERS])


async def _drops(pause: float):
    while True:
        yield b" "
        await asyncio.sleep(pause)


class _Dropped(Response):
    """Half an answer, then the connection breaks."""

    async def __call__(self, scope, receive, send) -> None:
        headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"data": [', "more_body": False})


def _problem(x: FakeX, name: str, kind: str) -> dict:
    host = "api.x.com" if x.version == "2.167" else "api.twitter.com"
    title = "Forbidden" if kind == "suspended" else "Not Found Error"
    detail = (
        f"User has been suspended: [{name}]."
        if kind == "suspended"
        else f"Could not find user with usernames: [{name}]."
    )
    return {
        "value": name,
        "detail": detail,
        "title": title,
        "resource_type": "user",
        "parameter": "usernames",
        "resource_id": name,
        "type": f"https://{host}/2/problems/resource-not-found",
    }


def _users(x: FakeX, params) -> dict:
    data, errors = [], []
    for name in params["usernames"].split(","):
        if x.everyone_exists and name not in x.accounts:
            x.account(name)
        if name in x.suspended:
            errors.append(_problem(x, name, "suspended"))
        elif name.lower() in x.accounts:
            data.append(x.accounts[name.lower()])
        else:
            errors.append(_problem(x, name, "missing"))
    return ({"data": data} if data else {}) | ({"errors": errors} if errors else {})


def _users_by_id(x: FakeX, params) -> dict:
    wanted = params["ids"].split(",")
    return {"data": [user for user in x.accounts.values() if user["id"] in wanted]}


def _counts(x: FakeX, params) -> dict:
    tag = params["query"].lstrip("#")
    day = 86400
    today = int(time.time() // day) * day
    word = "post_count" if x.version == "2.167" else "tweet_count"
    values = x.counts.get(tag, [0] * 7)
    stamp = [
        time.strftime("%Y-%m-%dT00:00:00.000Z", time.gmtime(today - (len(values) - i) * day))
        for i in range(len(values) + 1)
    ]
    data = [{"start": stamp[i], "end": stamp[i + 1], word: n} for i, n in enumerate(values)]
    return {"data": data, "meta": {f"total_{word}": sum(values)}}


def _page(x: FakeX, found: list[dict], limit: int = 100) -> dict:
    found = found[:limit]
    ids = {space.get("creator_id") for space in found}
    users = [user for user in x.accounts.values() if user["id"] in ids]
    body: dict = {"meta": {"result_count": len(found)}}
    if found:
        body["data"] = found
    if users:
        body["includes"] = {"users": users}
    return body


def _search(x: FakeX, params) -> dict:
    word = params["query"].casefold()
    found = [space for space in x.spaces if word in (space.get("title") or "").casefold()]
    return _page(x, found, int(params.get("max_results", "100")))


def _by_ids(x: FakeX, params) -> dict:
    wanted = params["ids"].split(",")
    return _page(x, [space for space in x.spaces if space["id"] in wanted])


def _by_hosts(x: FakeX, params) -> dict:
    wanted = params["user_ids"].split(",")
    return _page(x, [space for space in x.spaces if space.get("creator_id") in wanted])


_ANSWERS = {
    "/2/users/by": _users,
    "/2/users": _users_by_id,
    "/2/tweets/counts/recent": _counts,
    "/2/spaces/search": _search,
    "/2/spaces": _by_ids,
    "/2/spaces/by/creator_ids": _by_hosts,
}


@contextlib.contextmanager
def serving(x: FakeX, **options: object):
    """The server's address while the block runs; its socket is closed for certain after it."""
    # With the protocol named, asyncio sets TCP_NODELAY on what it accepts; without, each answer
    # (headers and body are two writes) waits 40 ms for the client's acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    config = uvicorn.Config(
        app(x), log_level="critical", lifespan="off", ws="none", date_header=False,
        server_header=False, timeout_graceful_shutdown=1, **options,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    scheme = "https" if "ssl_certfile" in options else "http"
    try:
        yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


if __name__ == "__main__":
    fake = FakeX(everyone_exists=True, limit=10**6)
    with serving(fake) as address:
        print(address, flush=True)
        sys.stdin.read()
        print(len(fake.log), flush=True)
