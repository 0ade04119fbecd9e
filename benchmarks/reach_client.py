"""Looking up 1,000 handles and 100 tags at a loopback server, against bare httpx; then once more.

Prints the figures and exits 1 where there is a request too many, the look-up takes over 1.3 times
the same requests by bare httpx, or the second run (from the day's cache, a process of its own)
sends anything or takes over 6 times ``python -c pass``. Only the ratios mean something.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from spacelint.reach import xapi

HANDLES = tuple(f"handle{n}" for n in range(1000))
TAGS = tuple(f"tag{n}" for n in range(100))
LEAST = 10 + 100 + 100  # a hundred handles a call; counts and search take one tag each
TARGET, WARM_TARGET = 1.3, 6.0
ROUNDS = 15
SERVER = Path(__file__).parents[1] / "tests/reach/fake_x.py"
TOKEN = "AAAAAAAAAAtest-token-of-nobody%3DZZZZ"

WARM = """
import sys
from spacelint.reach import xapi
answer = xapi.look_up(
    xapi.Ask(tuple(f"handle{n}" for n in range(1000)), tuple(f"tag{n}" for n in range(100))),
    cache_path=sys.argv[1], token=None, host=None,
)
assert (answer.sent, answer.cached, len(answer.accounts)) == (0, 1200, 1000), answer.sent
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, served() as address:
        caches = (str(Path(folder) / f"{n}.sqlite3") for n in range(1000))
        answer = look_up(address, next(caches))
        bare, ours = alternating(
            lambda: bare_httpx(address), lambda: look_up(address, next(caches)), ROUNDS
        )
        ratio = ours / bare
        print(f"requests: {answer.sent} (least possible {LEAST}), {len(answer.accounts)} accounts")
        print(f"bare httpx {bare * 1e3:.0f} ms, look-up {ours * 1e3:.0f} ms: {ratio:.2f} times")
        kept = str(Path(folder) / "0.sqlite3")
        nothing, warm = alternating(
            lambda: program("pass"), lambda: program(WARM, kept), 3 * ROUNDS
        )
        again = warm / nothing
        print(f"python -c pass {nothing * 1e3:.1f} ms, second run {warm * 1e3:.1f} ms: {again:.1f}")
    return int(answer.sent > LEAST or ratio > TARGET or again > WARM_TARGET)


def bare_httpx(address: str) -> None:
    calls = xapi.estimate(xapi.Ask(HANDLES, TAGS), "nowhere/x.sqlite3").calls
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        for call in calls:
            client.get(call.path, params=call.params).raise_for_status().json()


def look_up(address: str, cache: str) -> xapi.Answer:
    return xapi.look_up(
        xapi.Ask(HANDLES, TAGS),
        cache_path=cache,
        token=lambda: xapi.Token(TOKEN),
        host=lambda: xapi.api_host({"SPACELINT_X_TEST_API": address}),
        limit=10**9,
    )


def program(text: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", text, *arguments], check=True)


def alternating(
    one: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """The best time of each, in seconds, measured in turns."""
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for index, work in enumerate((one, other)):
            began = time.perf_counter()
            work()
            best[index] = min(best[index], time.perf_counter() - began)
    return best[0], best[1]


class served:  # noqa: N801 - used as a block
    """The tests' X API as a process of its own."""

    def __enter__(self) -> str:
        self.process = subprocess.Popen(
            [sys.executable, SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def __exit__(self, *error: object) -> None:
        self.process.communicate()


if __name__ == "__main__":
    sys.exit(main())
