"""Titles, paths, names and rules in every output: no terminal, runner, browser or reader obeys."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from random import Random
from unittest.mock import patch
from xml.etree import ElementTree

from tools.attack import texts
from tools.attack.family import Done, Family, Try, unprintable

_FORMATS = ("text", "concise", "json", "jsonl", "sarif", "junit", "github", "checkstyle", "gitlab",
            "rdjson", "csv", "html")  # fmt: skip
_JSON = ("json", "sarif", "gitlab", "rdjson")
#: What GitHub, Azure and TeamCity take for a command.
_RUNNER = re.compile(r"^[^\S\n]*::|##(?:vso|teamcity)?\[", re.MULTILINE)
_ANYWHERE = re.compile(r"##(?:vso|teamcity)?\[")
_OURS = re.compile(r"::(?:error|warning|notice) [a-z]+=.*::.*\Z")


def attack(attempt: Try) -> None:
    """Run one command over hostile text, on a runner or not, and read all that it writes."""
    random, folder = attempt.random, attempt.folder
    titles = [_hostile(random) for _ in range(4)] + ["AMA with @jack great#launch #AT&T"]
    format = random.choice(("jsonl", "json", "csv"))
    name = f"spaces-{_name(random)}.{format}"
    (folder / name).write_bytes(texts.plan(titles, format))
    if random.random() < 0.3:
        _configuration(folder, random)
    one = next((each for each in titles if "\0" not in each and each.isprintable()), titles[-1])
    output = random.choice(_FORMATS)
    args: tuple[str, ...] = random.choice((
        ("check", name, "--output-format", output), ("check", name, "--output-format", output),
        ("check", "--show-files"), ("check", name, "--diff"), ("check", name, "--statistics"),
        ("check", name, "--suggest"), ("--output-format", output, "--", one), ("suggest", one),
        ("preview", one), ("reach", one), ("check", f"{name}.gone"), ("rule", one[:40]),
        ("report", name), ("check", name, "--output-file", f"{name}=x"), ("config", "show"),
        ("history", "import", name), ("check", name, "--campaign", "x"),
        ("preview", "--svg", "card.svg", "--", one), ("preview", "--html", "card.html", "--", one),
    ))  # fmt: skip
    runner = random.choice(
        ({}, {"GITHUB_ACTIONS": "true"}, {"TF_BUILD": "True"}, {"TEAMCITY_VERSION": "1"})
    )
    done = attempt.run(*args, env=attempt.environment(**runner))
    told = f"{args} {runner}"
    if args[-1] != "--diff":
        bad = unprintable(done.out.replace("\r\n", "\n") if output == "csv" else done.out)
        attempt.check(not bad, f"{told}: {bad!a} on standard output")
    attempt.check(not unprintable(done.err), f"{told}: {unprintable(done.err)!a} on stderr")
    if runner:
        for line in (done.out + "\n" + done.err).split("\n"):
            ours = _OURS.match(line) is not None and _ANYWHERE.search(line) is None
            obeyed = _RUNNER.search(line) is not None and not ours
            attempt.check(not obeyed, f"{told}: the runner obeys {line[:200]!a}")
    if "--output-format" in args:
        _read_back(attempt, output, done, told)
    for path in folder.glob("card.*"):
        _no_script(attempt, path.read_text(), f"{told}: {path.name}")
    if args[0] == "report":
        _no_script(attempt, done.out, told)


def _hostile(random: Random) -> str:
    if random.random() < 0.4:
        return random.choice(texts.COMMANDS) + texts.title(random)
    return texts.title(random) + random.choice(texts.ESCAPES)


def _name(random: Random) -> str:
    pieces = random.choices((*texts.COMMANDS, *texts.ESCAPES, "a", "é"), k=2)
    return "".join(pieces).replace("/", "").replace("\0", "")[:40].encode(
        "utf-8", "surrogateescape" if random.random() < 0.5 else "ignore"
    ).decode("utf-8", "surrogateescape") if all(
        not 0xD800 <= ord(c) < 0xDC80 for c in "".join(pieces)
    ) else "x"  # fmt: skip


def _configuration(folder: Path, random: Random) -> None:
    """Write a configuration with a hostile text in a place where one may stand."""
    text = json.dumps(_hostile(random).encode("utf-8", "ignore").decode().replace("\x7f", ""))
    line = random.choice((
        "rule-files = [{}]", "baseline = {}", "extend = [{}]", "select = [{}]", "{} = 1",
        "[brand]\nnames = [{}]", "[handles]\n{} = {}", "[severity]\n{} = 'error'",
        "[plan]\nfiles = [{}]", "[campaigns.{}]\nhashtag = {}", "[competitors]\nnames = [{}]",
    ))  # fmt: skip
    (folder / "spacelint.toml").write_text(line.replace("{}", text), encoding="utf-8")


def _read_back(attempt: Try, format: str, done: Done, told: str) -> None:
    """Let a parser that is not ours read a report."""
    if done.status == 2 and not done.out:
        return
    try:
        if format in _JSON:
            json.loads(done.out)
        elif format == "jsonl":
            [json.loads(line) for line in done.out.split("\n") if line]
        elif format in ("junit", "checkstyle"):
            ElementTree.fromstring(done.out)
        elif format == "csv":
            widths = {len(row) for row in csv.reader(io.StringIO(done.out, newline=""))}
            attempt.check(len(widths) <= 1, f"{told}: rows of {widths} cells")
        elif format == "html":
            _no_script(attempt, done.out, told)
    except (ValueError, ElementTree.ParseError) as error:
        attempt.check(False, f"{told}: {format} cannot be read back: {error}")


def _no_script(attempt: Try, text: str, told: str) -> None:
    for evil in ("alert(1)</script>", "<img src=x", "<x>", 'href="javascript:', "<script>alert"):
        attempt.check(evil not in text, f"{told}: {evil} stands in it as it is")


def plant() -> AbstractContextManager[object]:
    """Text from outside is shown as it is, and nothing is written otherwise on a runner."""
    from spacelint.text import width

    def visible(text: str) -> str:
        return text

    def write(self: RunnerStream, text: str, syntax: str) -> int:
        return self._stream.write(text)

    stack = ExitStack()
    stack.enter_context(patch.object(width, "visible", visible))
    stack.enter_context(patch.object(width, "visible_chars", list))
    from spacelint.report.writer import RunnerStream  # which takes `visible` as it is by now

    stack.enter_context(patch.object(RunnerStream, "_write", write))
    return stack


FAMILY = Family("outputs", "runs", attack, plant)
