"""Titles and plan documents that nobody would write, from a seed."""

from __future__ import annotations

from random import Random

from tests.fixer.test_plans import DOCUMENTS
from tests.texts import HOSTILE
from tests.titles import title as generated

BOOK = """\
[brand]
names = ["Acme", "Acme Labs"]
hashtags = ["#AcmeTalks", "#OpenRoad"]
blocked = ["guarantee", "e-mail"]

[campaigns.winter]
hashtag = "#AcmeWinter"
starts = 2026-11-01
ends = 2027-02-28
owner = "Susan"

[handles]
AcmeHQ = "Acme"

[competitors]
names = ["Globex", "Initech Systems"]
"""
COMMANDS = (
    "::stop-commands::x", "::add-mask::a", "##[stop-commands]t", "##vso[task.complete]x",
    "##teamcity[message text='x']", "section_start:1:x\r\x1b[0K", "\n::error::x", " ::warning::x",
    "x\r::set-output name=a::b",
)  # fmt: skip
ESCAPES = (
    "\x1b]0;pwned\x07", "\x1b[2J", "\x9b31m", "\u202e", "\u2066", "\x08\x08", "\x7f", "\x00",
    "\ud800", "\udcff", "\u2028", "\x85", "\ufeff", "<script>alert(1)</script>", "]]>", "--><x>",
    "&amp;#x1b;", "%0A", "'\"><img src=x onerror=alert(1)>", "|a|b|", "`x`", "[a](javascript:b)",
)  # fmt: skip
WORDS = (
    "AMA with @jack great#launch", "Town hall #AT&T", "about #susanalbumparty", "@]cme", "Acme",
    "Globex", "#AcmeWinter 2026", "Tuesday 3 March 8pm CET", "sponsored", "gm gm", "{guest}",
    "Untitled", "# spacelint: ignore[SL102]", "acme labs e-mail guarantee", "#AcmeTalk", "@AcmeHq",
)  # fmt: skip
#: What is put into documents: the signs of every format, and what cuts them.
SIGNS = (
    '"', "'", "[", "]", "{", "}", ":", " ", "\n", "\r", "\r\n", "\t", "#", "\\", "\\u12", "🎉",
    "# spacelint: ignore[SL102]", "# spacelint: file-ignore", "\u2028", "\ufeff", ",", ";", "- ",
    "&a", "*a", "!", "|", ">", "=", "[[spaces]]\n", "title", "ignore", "---\n", "+++\n",
    "BEGIN:VEVENT\n", "END:VCALENDAR", "SUMMARY;X=1:", "\x1b", "\x7f", "é", "2026-13-45", "1e999",
    "~", "<<: *a\n", "\x00", '"""', "'''", "%YAML 1.1\n", "!!python/object:os.system x", "null",
    "{" * 60, "[" * 2000, "- " * 500, "&a [*a,*a]", "\x85", "true", '{"title":', "[a.b]\n",
)  # fmt: skip


def title(random: Random) -> str:
    """Return a title: generated, hostile, or of pieces that rules speak of."""
    roll = random.random()
    if roll < 0.5:
        return generated(random)
    if roll < 0.6:
        return random.choice(HOSTILE) * random.randint(1, 200)
    pieces = (*WORDS, *WORDS, *ESCAPES, *HOSTILE, *COMMANDS)
    return random.choice(("", " ")).join(random.choices(pieces, k=random.randint(1, 8)))


def document(random: Random, mutations: int = 4) -> tuple[str, bytes]:
    """Return a format and a document of it, with up to so many places changed."""
    format, template = random.choice(DOCUMENTS)
    text = template.format("AMA with @jack great#launch" + random.choice(("", *SIGNS, *WORDS)))
    for _ in range(random.randint(0, mutations)):
        at = random.randrange(len(text) + 1)
        cut = random.choice((0, 0, 1, 7))
        text = text[:at] + random.choice(SIGNS) + text[at + cut :]
    encoding = random.choice(("utf-8",) * 8 + ("utf-8-sig", "utf-16"))
    data = text.encode(encoding, "surrogatepass")
    if random.random() < 0.1:
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.randbytes(random.randint(1, 9)) + data[at:]
    return format, data


def plan(titles: list[str], format: str) -> bytes:
    """Return a plan of titles, written by the standard library of the format."""
    import csv
    import io
    import json

    if format == "jsonl":
        return "".join(json.dumps({"title": each}) + "\n" for each in titles).encode()
    if format == "csv":
        made = io.StringIO()
        csv.writer(made).writerows([["title"], *([each.replace("\0", "")] for each in titles)])
        return made.getvalue().encode("utf-8", "backslashreplace")
    # JSON is YAML but for lone surrogates.
    return json.dumps({"spaces": [{"title": each} for each in titles]}, indent=1).encode()
