"""docs/output.md shows what is written; ``python -m tests.report.test_docs`` writes it anew."""

from __future__ import annotations

import json
import re
from pathlib import Path

from spacelint.engine.linter import Linter
from spacelint.report.writer import FORMATS
from tests.report.runs import plan_items, report

PAGE = Path(__file__).parents[2] / "docs" / "output.md"
PLAN = '[[spaces]]\ntitle = "🎙️ Town hall #AT&T with @acme"\n'
_PART = re.compile(r"(<!-- made by tests/report/test_docs\.py: (\w+) -->\n).*?(<!-- end -->)", re.S)
_LANGUAGES = {"json": "json", "sarif": "json", "gitlab": "json", "rdjson": "json"}
_LANGUAGES |= {"junit": "xml", "checkstyle": "xml", "plan": "toml"}


def excerpt(what):
    """Return the excerpt of that name, fenced."""
    if what == "plan":
        text = PLAN
    else:
        text = report(what, plan_items(PLAN, linter=Linter(select=["SL103"])))
    if _LANGUAGES.get(what) == "json":
        value = json.loads(text)
        if what == "sarif":
            value["runs"][0]["tool"]["driver"]["rules"] = []
        text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    return f"```{_LANGUAGES.get(what, 'text')}\n{text}```\n"


def with_excerpts(page):
    """Return the page with every excerpt as it is now."""
    return _PART.sub(lambda match: match[1] + excerpt(match[2]) + match[3], page)


def test_the_page_shows_what_each_format_writes():
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_excerpts(page), "run: python -m tests.report.test_docs"


def test_every_format_has_its_excerpt():
    shown = {match[2] for match in _PART.finditer(PAGE.read_text(encoding="utf-8"))}
    assert shown == {"plan", *FORMATS} - {"jsonl", "html"}  # the latter has a page of its own


if __name__ == "__main__":
    PAGE.write_text(with_excerpts(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
