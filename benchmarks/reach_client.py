"""Looking up 1,000 handles and 100 tags at a loopback server, against bare httpx; then once more.

Prints the figures and exits 1 where there is a request too many, the look-up takes over 1.3 times
the same requests by bare httpx, or the second run (from the day's cache, a process of its own)
sends anything or takes over 6 times ``python -c pass``; the same of ``spacelint reach --live`` on
one title. The report on all 1,000 handles is shown without a bound. Only the ratios mean anything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from spacelint.reach.xapi.access import Token, api_host
from spacelint.reach.xapi.calls import Ask
from spacelint.reach.xapi.client import Answer, Terms, estimate, look_up

HANDLES = tuple(f"handle{n}" for n in range(1000))
TAGS = tuple(f"tag{n}" for n in range(100))
HANDLES_OF = [[f"@{handle}" for handle in HANDLES[at : at + 10]] for at in range(0, 1000, 10)]
LEAST = 10 + 100 + 100  # a hundred handles a call; counts and search take one tag each
TARGET, WARM_TARGET = 1.3, 6.0
ROUNDS = 15
SERVER = Path(__file__).parents[1] / "tests/reach/fake_x.py"
TOKEN = "AAAAAAAAAAtest-token-of-nobody%3DZZZZ"

WARM = """
import sys
from spacelint.reach.xapi.calls import Ask
from spacelint.reach.xapi.client import look_up
answer = look_up(
    Ask(tuple(f"handle{n}" for n in range(1000)), tuple(f"tag{n}" for n in range(100))),
    cache_path=sys.argv[1], token=None, host=None,
)
assert (answer.sent, answer.cached, len(answer.accounts)) == (0, 1200, 1000), answer.sent
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, served() as address:
        caches = (str(Path(folder) / f"{n}.sqlite3") for n in range(1000))
        answer = looked_up(address, next(caches))
        bare, ours = alternating(
            lambda: bare_httpx(address), lambda: looked_up(address, next(caches)), ROUNDS
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
        one = second_report(address, folder, ["AMA with @handle1 on #tag1"])
        print(f"second spacelint reach --live on one title: {one:.1f}")
        every = second_report(address, folder, [title(n) for n in range(100)])
        print(f"second spacelint reach --live on 100 titles with all handles and tags: {every:.1f}")
    return int(answer.sent > LEAST or ratio > TARGET or max(again, one) > WARM_TARGET)


def title(number: int) -> str:
    """One of a hundred titles that have all handles and tags between them."""
    return " ".join(("With", *HANDLES_OF[number], f"#{TAGS[number]}"))


def second_report(address: str, folder: str, titles: list[str]) -> float:
    """How many times ``python -c pass`` a report takes that was made before; asks nothing."""
    given = {"XDG_CACHE_HOME": folder, "XDG_DATA_HOME": folder, "SPACELINT_X_TOKEN": TOKEN}
    environment = {**os.environ, **given, "SPACELINT_X_TEST_API": address}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # As in a wheel: the rules compiled.
    subprocess.run([sys.executable, "-m", "spacelint.engine.compiled"], check=True)

    def call(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments],
            env=environment, cwd=folder, check=True, capture_output=True, text=True,
        ).stderr  # fmt: skip

    reach = ("-m", "spacelint", "reach", "--live", *titles)
    call(*reach, "--max-cost", "99")
    assert "asked X 0 times" in call(*reach)
    nothing, report = alternating(lambda: call("-c", "pass"), lambda: call(*reach), 2 * ROUNDS)
    return report / nothing


def bare_httpx(address: str) -> None:
    calls = estimate(Ask(HANDLES, TAGS), "nowhere/x.sqlite3").calls
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        for call in calls:
            client.get(call.path, params=call.params).raise_for_status().json()


def looked_up(address: str, cache: str) -> Answer:
    return look_up(
        Ask(HANDLES, TAGS),
        cache_path=cache,
        token=lambda: Token(TOKEN),
        host=lambda: api_host({"SPACELINT_X_TEST_API": address}),
        terms=Terms(limit=10**9),
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
