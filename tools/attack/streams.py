"""Standard streams that are closed, full, broken or not text."""

from __future__ import annotations

from contextlib import AbstractContextManager
from unittest.mock import patch

from tools.attack import texts
from tools.attack.family import Family, Try

_FORMATS = ("text", "concise", "json", "jsonl", "sarif", "junit", "github", "checkstyle", "gitlab",
            "rdjson", "csv", "html")  # fmt: skip
_OUT = (">&-", ">/dev/full", "| head -c 20", "| true", ">/dev/null", ">.", "")
_ERR = ("2>&-", "2>/dev/full", "2>/dev/null", "")
_IN = ("<&-", "</dev/null", "</dev/full", "<.", "")


def attack(attempt: Try) -> None:
    """Run a command on odd streams; what could not be written is not taken for success."""
    random = attempt.random
    titles = [texts.title(random).replace("\n", " ") for _ in range(random.randint(0, 60))]
    titles += ["AMA with @jack great#launch"] * random.choice((1, 400))
    data = "\n".join(titles).encode("utf-8", "surrogatepass")
    if random.random() < 0.5:
        data = data.decode("utf-8", "replace").encode()
    (attempt.folder / "spaces.jsonl").write_bytes(texts.plan(titles, "jsonl"))
    format = random.choice(_FORMATS)
    args = random.choice((
        ("-", "--output-format", format), ("check", "spaces.jsonl", "--output-format", format),
        ("-", "--fix"), ("suggest", "-"), ("check", "--diff"), ("check", "-", "--fix", "--format",
        "text"), ("check", "-", "--format", "jsonl"), ("preview", "-"), ("--help",), ("rule",),
        ("check", "--fix", "--output-file", "json=/dev/stdout"), ("lsp",),
    ))  # fmt: skip
    out, err, taken = random.choice(_OUT), random.choice(_ERR), random.choice(_IN)
    if attempt.fault:
        out, err = ">/dev/full", ""
    if not taken and "|" not in out:
        (attempt.folder / "in").write_bytes(data)
        taken = "<in"
    piped = "|" in out
    line = f'cd "$0"; "$@" {taken} {err} {out}'
    if piped:
        line = f'cd "$0"; {{ "$@" {taken or "<spaces.jsonl"} {err}; echo $? >status; }} {out}'
    env = attempt.environment(**random.choice(({}, {"GITHUB_ACTIONS": "true"})))
    done = attempt.run_line(line, str(attempt.folder), args, env)
    told = f"{args} {out} {err} {taken}"
    # A folder as standard input ends Python itself, with 1.
    if out == ">/dev/full" and args == ("--help",) and taken != "<.":
        attempt.check(done.status == 2, f"{told}: {done.status} though nothing was written")
    status = attempt.folder / "status"
    if piped and status.exists():
        found = int(status.read_text() or 0)
        attempt.check(found in (0, 1, 2, 141), f"{told}: exit status {found}")
    if out == ">/dev/full" and done.status == 0 and args[0] != "lsp":
        attempt.check("-" in args or args == ("check", "--diff"), f"{told}: 0 on a full disk")
    attempt.check(not list(attempt.folder.glob(".*.tmp")), f"{told}: a temporary file is left")


def plant() -> AbstractContextManager[object]:
    """A stream that cannot be written ends in a traceback."""
    import spacelint.__main__ as main

    return patch.object(main, "_drop_output", None)


FAMILY = Family("streams", "runs", attack, plant)
