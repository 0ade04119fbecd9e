"""The whole report: collected during the run, written at its end. Same input, same bytes."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from spacelint.checks.shared.text import listed, plural
from spacelint.report.html.cards import card, finding, weeks
from spacelint.report.html.entries import Entry, Unplaced, entries_of
from spacelint.report.html.review import DATA_ID, REPORT_FORMAT, Known, Review, known_of, matched
from spacelint.report.html.words import counted, day_of, shown, span_name
from spacelint.report.item import Counts, Item
from spacelint.report.writer import Output


class Html:
    """Collects the titles of a run and writes the report when it is closed."""

    def __init__(self, out: Output) -> None:
        self._write = out.write
        self._review = out.settings.review or Review()
        self._items: list[Item] = []

    def add(self, item: Item) -> None:
        self._items.append(item._replace(changes=None))

    def close(self, counts: Counts) -> None:
        entries, unplaced = entries_of(self._items)
        for line in _page(entries, unplaced, self._review, counts.unchecked):
            self._write(line + "\n")


def _page(
    entries: list[Entry],
    unplaced: Sequence[Unplaced],
    review: Review,
    unchecked: Sequence[str] = (),
) -> Iterator[str]:
    before = matched(review.since or (), [known_of(entry) for entry in entries])
    # A Space keeps its anchor from report to report: links to it stay good.
    entries = _with_anchors(entries, before)
    now = [known_of(entry) for entry in entries]
    approvals = matched(review.approvals or (), now)
    style, script = _part("report.css"), _part("report.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{escape(_heading(entries))}</title>"
    yield f"<style>{style}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{escape(_heading(entries))}</h1>"
    for sentence in unchecked:
        yield f"<p><strong>Not everything was checked.</strong> {escape(sentence)}</p>"
    yield from _summary(entries, unplaced, review, before)
    yield '<section aria-labelledby="when"><h2 id="when">The weeks</h2>'
    yield from weeks(entries)
    yield '</section>\n<section aria-labelledby="all"><h2 id="all">The Spaces</h2>'
    for number, entry in enumerate(entries):
        is_new = review.since is not None and number not in before
        yield from card(entry, before.get(number), is_new, approvals.get(number))
    yield "</section>"
    yield from _about_files(unplaced)
    yield '<p class="bar" hidden><output></output> <label>Your name <input id="who"></label>'
    yield "<button>Save approvals</button></p>"
    yield '<p class="m nojs">To tick, note and save, open this file in a browser.</p>'
    yield "</main>"
    yield f'<script type="application/json" id="{DATA_ID}">{_data(now)}</script>'
    yield f"<script>{script}</script>\n</body>\n</html>"


def _heading(entries: Sequence[Entry]) -> str:
    days = [day for entry in entries if (day := day_of(entry.facts.start)) is not None]
    if not days:
        return "Planned Spaces"
    return f"Planned Spaces, {span_name(min(days), max(days))}"


def _summary(
    entries: Sequence[Entry], unplaced: Sequence[Unplaced], review: Review, before: dict[int, Known]
) -> Iterator[str]:
    severities = [each.severity for entry in entries for each in entry.findings]
    severities += [found.severity for _, _, found in unplaced]
    clean = sum(not entry.findings for entry in entries)
    found = counted(severities) or "no problems found"
    yield f'<p class="lead">{plural(len(entries), "Space")}: {found}.'
    if severities and entries:
        yield f"{plural(clean, 'Space')} with no problems."
    yield "</p>"
    if review.since is None:
        return
    new = len(entries) - len(before)
    changed = sum(
        (one.title, one.start, one.host)
        != (entries[number].text, entries[number].facts.start, entries[number].facts.host)
        for number, one in before.items()
    )
    still = {id(one) for one in before.values()}
    gone = [one for one in review.since if id(one) not in still]
    counts = f"{new:,} new, {changed:,} changed, {len(gone):,} gone"
    yield f'<p class="c">Since the last report: {counts}.'
    if gone:
        titles = [f"<bdi>{shown(one.title) or '(no title)'}</bdi>" for one in gone]
        yield f"Gone: {listed(titles, 20)}."
    yield "</p>"


def _about_files(unplaced: Sequence[Unplaced]) -> Iterator[str]:
    if not unplaced:
        return
    yield '<section aria-labelledby="files"><h2 id="files">The files</h2><ul>'
    for path, line, found in unplaced:
        yield finding(found, f"{shown(path)}:{line} ")
    yield "</ul></section>"


def _with_anchors(entries: list[Entry], before: dict[int, Known]) -> list[Entry]:
    taken: set[str] = set()
    named = []
    for number, entry in enumerate(entries):
        old = before[number].anchor if number in before else ""
        # The old report is data: only what looks like one of our anchors is used.
        good = old.startswith("space-") and old[6:].replace("-", "").isalnum() and old.isascii()
        anchor = old if good and len(old) < 40 and old not in taken else entry.anchor
        while anchor in taken:
            anchor += "-b"
        taken.add(anchor)
        named.append(entry._replace(anchor=anchor))
    return named


def _data(now: Sequence[Known]) -> str:
    spaces = [
        {"anchor": one.anchor, "file": one.path, "id": one.id, "title": one.title,
         "start": one.start, "host": one.host, "codes": list(one.codes)}
        for one in now
    ]  # fmt: skip
    data = {"format": REPORT_FORMAT, "version": 1, "spaces": spaces}
    # In ASCII, a lone surrogate of a title survives; and nothing ends the element before its end.
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def _part(name: str) -> str:
    return files("spacelint.report.html").joinpath(name).read_text("utf-8").strip()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
