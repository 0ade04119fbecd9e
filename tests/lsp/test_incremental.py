"""Whatever is typed, what the server knows of a plan is what a fresh reading of it says."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from spacelint.engine.plans import check_plan, edits_of
from spacelint.engine.suppress import suppress
from spacelint.lsp.positions import Positions
from spacelint.lsp.workspace import Analysis, Workspace, read_text
from spacelint.plan import Plan
from tests.lsp.core import BOOK, workspace

TOML = '''\
# Plans of the winter
[meta]
title = "No Space #AT&T"

[[spaces]]  # the first
title = "Town hall #AT&T with @jack"
host = "acme"
scheduled_start = 2026-12-01T15:00:00Z

[[spaces]]
title = """
Ask us all #AcmeWinter 😀"""
hosts = ["acme", "other"]
ignore = ["SL103"]
scheduled_start = 2026-12-01T15:00:00Z
[spaces.more]
note = """
[[spaces]
"""

# spacelint: ignore[SL103] meant as it is
[[spaces]]
title = 'Again #AT&T é😀'
speakers = ["@susan_is_a_very_long_handle"]
campaign = "winter"

[[spaces]]
titel = "Typo #A&B"
scheduled_start = "never"
'''

YAML = """\
# Plans of the winter
defaults: &base
  host: acme
spaces:
  - title: Town hall #AT&T with @jack
    host: acme
    scheduled_start: 2026-12-01T15:00:00Z
  - title: "Ask us all #AT&T 😀"
    time: 0200
    date: 2026-12-04
    # spacelint: ignore[SL103]
    speakers: [one, "@susan_is_a_very_long_handle"]
  - title: >-
      Folded #A&B
      title
    ignore: [SL502]
  - <<: *base
    title: 'Quoted #A&B'
  - {title: "Flow #A&B", host: acme}
  - just a title #AT&T
last: 1
"""

#: The same without what reaches beyond an item: this one is read in blocks.
ITEMS = (
    YAML.replace("defaults: &base\n  host: acme\n", "version: 1\n")
    .replace("  - <<: *base\n    title", "  - title")
    .replace("last: 1\n", "")
)
LIST = ITEMS.split("spaces:\n")[1].replace("\n  ", "\n")[2:]

JSON = json.dumps(
    {
        "version": 1,
        "spaces": [
            {"title": "Town hall #AT&T", "host": "acme", "start": "2026-12-01T15:00:00Z"},
            {"title": "Ask us all #AcmeWinter 😀 #A&B", "time": 1500, "ignore": ["SL103"]},
            {"title": "Ask", "speakers": ["@susan_is_a_very_long_handle"], "titel": "x"},
        ],
        "more": [1],
    },
    indent=2,
    ensure_ascii=False,
)
JSONL = (
    '{"title": "Town hall #AT&T", "host": "acme"}\n{"title": "One 😀 #A&B"}\n"bare #A&B"\n'
    '{"title": "x", "titel": 1}\n'
)
CSV = (
    "title,host,start\nTown hall #AT&T,acme,2026-12-01 15:00\n"
    '"Ask, us #A&B\n""all""",acme,2026-12-01 15:00\n@acme live 😀 #A&B,x,\n'
)
TEXT = "Town hall #AT&T\n\nAsk 😀 us #A&B\nTown hall #AT&T\n"
ICS = "".join(
    f"{line}\r\n"
    for line in (
        "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "SUMMARY:Town hall #AT&T",
        "DTSTART:20261201T150000Z", "END:VEVENT", "BEGIN:VEVENT", "SUMMARY:Ask us\\, all 😀 #A",
        " &B of you", "DTSTART:20261201T150000Z", "UID:1", "END:VEVENT", "END:VCALENDAR",
    )
)  # fmt: skip
ZONES = ICS.replace("VERSION", "METHOD").replace(
    "BEGIN:VEVENT\r\n",
    "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:+0130\r\nTZOFFSETTO:+0130\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Town hall #A&B at 8\r\nDTSTART;TZID=Own:20261201T150000\r\n"
    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n",
    1,
)
FRONT = "---\ntitle: Town hall #AT&T with @jack\nhost: acme\ndate: 2026-12-01\n---\n# Hello\n"
TOML_FRONT = '+++\ntitle = "Town hall #AT&T"\nhost = "acme"\n+++\n# Hello\n'
INLINE = 'spaces = [{ title = "One #A&B", host = "x", time = 15 }, { title = "Two 😀 #A&B" }]\n'
TABLES = (
    '[spaces.one]\ntitle = "One #A&B"\n[spaces.two]\ntitle = "Two #A&B"\n'
    '[spaces.one.more]\nhost = "x"\n'
)
OWN = TOML.replace("[spaces", "[events").replace("title =", "headline =")

#: A header that is none: this one is not read in blocks.
TRAP = TOML.replace("[[spaces]\n", "[[spaces]]\n")

#: Titles that one pass over the text finds.
PLAIN = "".join(
    f'[[spaces]]\ntitle = "{name}"\nhost = "acme"\n\n'
    for name in ("Town hall #AT&T", "Ask us 😀 #A&B", "Town hall #AT&T", "Ask")
)

TWICE = (
    '{"spaces": [{"title": "No"}], "a": [0], "spaces": [{"title": "One #A&B"}, {"title": "#A&B"}]}'
)
ONE = "title;start\nTown hall #AT&T\nAsk us #A&B\n"

BARE = (
    "# Titles\n- Town hall #AT&T\n- Ask us all #A&B # note\n- #Ask 😀\n- 2026\n- 'Ask #A&B'\n- ~\n"
)
BARE_JSON = json.dumps(["Town hall #AT&T", 2026, None, "Ask us 😀 #A&B", True], indent=1)

DOCUMENTS = {
    "bare.yaml": BARE, "bare.json": BARE_JSON,
    "plain.toml": PLAIN, "plan.toml": TOML, "trap.toml": TRAP,
    "plan.yaml": YAML, "items.yaml": ITEMS, "list.yaml": LIST, "plan.json": JSON,
    "plan.jsonl": JSONL, "plan.csv": CSV,
    "plan.txt": TEXT, "plan.ics": ICS, "zones.ics": ZONES, "plan.md": FRONT, "toml.md": TOML_FRONT,
    "inline.toml": INLINE, "tables.toml": TABLES, "own.toml": OWN,
    "twice.json": TWICE, "one.csv": ONE,
}  # fmt: skip

# Hints too: what a fresh reading says is compared whole.
CONFIG = (
    'min-severity = "hint"\n'
    + BOOK
    + (
        '\n[plan]\nfiles = ["spaces/*"]\n'
        '[plan."spaces/own.toml"]\nspaces = "events"\ntitle = "headline"\nbrand = "acme"\n'
        '[brands.acme]\nnames = ["Ask"]\n'
    )
)

SNIPPETS = (
    '"', "'", '"""', "'''", "\\", "#", "@", "&", " #AT&T", "😀", "é", "\t", " ", "\r", "\n", "\r\n",
    "\u2028", "\ud800", "[", "]", "[[", "{", "}", ":", ": ", ",", "=", "- ", "  - ", "---\n",
    "+++\n", "...\n", "&a ", "*a ", "!!x ", "<<: ", "[[spaces]]\n", "\n[[spaces]]\n", "[spaces]\n",
    '  [[spaces]]\ntitle = "Indented #AT&T"\n',
    "[spaces.sub]\n", "[other]\n", '\n[[spaces]]\ntitle = "New #AT&T"\n', 'title = "Twice"\n',
    "\n[[events]]\n", "spaces = 1\n", "\nspaces:\n", "\n  - title: New #AT&T\n", "title: Twice\n",
    "    time: 0200\n", "    time: 128\n", '{"title": "New #AT&T"},\n', "# spacelint: ignore\n",
    " # spacelint: ignore[SL103]\n", "# spacelint: file-ignore[SL103]\n", "BEGIN:VEVENT\r\n",
    "END:VEVENT\r\n", "END:VCALENDAR\r\n", "BEGIN:VTODO\r\n", "TZID=Own", "Z",
    "sep=;\n", "title,x\n", "SUMMARY:x #A&B\r\n", "\ufeff", "\0",
)  # fmt: skip


def edited(rng: Random, text: str, base: str) -> str:
    """Return the text after what somebody may do to it."""
    kind = rng.random()
    if kind < 0.12:
        return base
    if kind < 0.14:
        return text.replace("\r\n", "\n") if "\r\n" in text else text.replace("\n", "\r\n")
    at = rng.randrange(len(text) + 1)
    if kind < 0.40:  # into a title, as nearly everybody does
        marks = [i for i in range(len(text)) if text.startswith(("#A", "Town", "Ask"), i)]
        at = rng.choice(marks) + 1 if marks else at
        return text[:at] + rng.choice("xyz é😀#@&") + text[at:]
    if kind < 0.55:
        return text[:at] + rng.choice(SNIPPETS) + text[at:]
    if kind < 0.65:
        return text[:at] + text[at + rng.randrange(1, 6) :]
    lines = text.splitlines(keepends=True) or [""]
    first = rng.randrange(len(lines))
    last = min(len(lines), first + rng.randrange(1, 7))
    if kind < 0.75:
        del lines[first:last]
    elif kind < 0.85:
        to = rng.randrange(len(lines) + 1)
        lines[to:to] = lines[first:last]
    else:
        lines.insert(first, rng.choice(SNIPPETS))
    return "".join(lines)


def plan_state(plan: Plan) -> list[object]:
    """Return all that can be asked of a plan."""
    state: list[object] = [plan.text, plan.format, plan.approximate, plan.comments]
    state.append(repr(plan.reading.data))
    for space in plan.spaces:
        title = space.title
        state += [space.index, space.path, repr(space.raw), space.place(), space.scheduled_start]
        state += [space.host, space.speakers, space.ignore, space.ends]
        state += [space.place_at((*space.path, key)) for key in space.raw]
        if title is not None:
            end = len(title.value)
            state += [title.value, title.start, title.end, title.written, title.exact, title.style]
            state += [title.span(i, i + 1) for i in range(end)]
            state += [title.replace(((0, end, new),)) for new in ("One, two", "One; two")]
    return [*state, *plan.problems]


def fresh(analysis: Analysis) -> tuple[Plan, list[object]]:
    """Return the plan and the findings of a reading that remembers nothing."""
    settings = analysis.settings
    plan = read_text(analysis.document, settings)
    found = check_plan(plan, settings.linter, settings.context)
    return plan, suppress(plan, found, settings.linter, settings.context).left


def told(found: list[object], positions: Positions) -> list[object]:
    """Return all that can be asked of findings."""
    return [
        (
            one.start, one.end, one.space, one.path, one.exact, edits_of(one), one.file_edits,
            one.source and (one.source.value, one.source.start, one.source.end),
            one.diagnostic.code, one.diagnostic.message, one.diagnostic.help,
            one.diagnostic.start, one.diagnostic.end, one.diagnostic.text,
            positions.mark(one.start, one.end),
        )
        for one in found
    ]  # fmt: skip


def check_is_fresh(known: Workspace, uri: str) -> Analysis:
    analysis = known.analysis(uri)
    assert analysis is not None
    other, found = fresh(analysis)
    assert told(list(analysis.found), analysis.positions) == told(
        found, Positions(analysis.document.text)
    )
    assert plan_state(analysis.plan) == plan_state(other)
    return analysis


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("seed", range(4))
def test_any_edits_leave_what_a_fresh_reading_says(name: str, seed: int, tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": CONFIG})
    uri = (tmp_path / "spaces" / name).as_uri()
    rng = Random(f"{name} {seed}")
    text = base = DOCUMENTS[name]
    known.open(uri, "", 1, text)
    findings = 0
    for version in range(60):
        findings += len(check_is_fresh(known, uri).found)
        text = edited(rng, text, base)
        known.change(uri, version + 2, text)
    assert findings > 5


def test_another_separator_reaches_the_rows_that_did_not_change(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": CONFIG})
    uri = (tmp_path / "spaces/plan.csv").as_uri()
    rows = "\nTown hall #AT&T\nAsk us #A&B\n"
    for version, head in enumerate(("title;start", "title,start", "title;start", "title")):
        known.open(uri, "csv", version, head + rows)
        assert len(check_is_fresh(known, uri).found) > 1


def test_a_time_written_otherwise_is_another_time_though_its_number_is_the_same(
    tmp_path: Path,
) -> None:
    known = workspace(tmp_path, {"spacelint.toml": CONFIG})
    uri = (tmp_path / "spaces/plan.toml").as_uri()
    for version, time in enumerate(("15", "0xf", "0b1111")):
        table = f'title = "One #A&B", date = 2026-12-01, time = {time}'
        known.open(uri, "toml", version, f"spaces = [{{ {table} }}]\n")
        check_is_fresh(known, uri)


def test_a_list_that_is_indented_anew_has_its_titles_where_they_stand_now(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": CONFIG})
    uri = (tmp_path / "spaces/plan.yaml").as_uri()
    items = "- title: 'One #A&B'\n- title: 'Two #A&B'\n- title: 'Three #A&B'\n"
    for version, indent in enumerate(("", "  ", "    ", "")):
        text = "spaces:\n" + items.replace("- ", f"{indent}- ")
        known.open(uri, "yaml", version, text)
        found = check_is_fresh(known, uri).found
        assert [text[one.start : one.end] for one in found if one.source] == ["#A&B"] * 3


def test_a_half_typed_block_of_text_ends_where_the_line_of_its_key_says(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": CONFIG})
    uri = (tmp_path / "spaces/plan.yaml").as_uri()
    rest = "title: >-\n    Folded #A&B\n  ignore: [SL502]\n]\n"
    for version, head in enumerate(("- ", "  - ", "- ")):
        known.open(uri, "yaml", version, head + rest)
        analysis = check_is_fresh(known, uri)
        assert analysis.plan.approximate
