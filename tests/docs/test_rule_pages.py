"""The pages that are made of rules and checks hold all that their files say."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from spacelint.checks import builtin_checks, find_check
from spacelint.engine.default import default_rules
from spacelint.text.width import visible

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def tool(name):
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages():
    return tool("make_rule_pages").pages(default_rules())


def test_every_rule_has_a_page_with_what_its_file_says(pages):
    known = default_rules()
    for rule in known.rules:
        page = re.sub(r"\[(SL\d{3})\]\(SL\d{3}\.md\)", r"\1", pages[f"rules/{rule.code}.md"])
        docs = known.docs(rule.code)
        said = [rule.name, docs.summary, rule.message, rule.help, docs.rationale, rule.severity]
        said += [rule.fix_title, f"ignore[{rule.code}]", f"[rules.{rule.code}]"]
        if not find_check(rule.check).params():
            said.pop()
        for example in (*docs.valid, *docs.invalid):
            said += [visible(line) for line in example.title.split("\n")]
            said += [visible(line) for line in (example.output or "").split("\n")]
        assert [words for words in said if words not in page] == [], rule.code


def test_every_marked_title_is_underlined(pages):
    known = default_rules()
    for rule in known.rules:
        # What a run says of its rules and plans has no example to run alone.
        if rule.scope in ("hashtag", "mention", "cashtag", "title") and rule.code > "SL1":
            examples = len(known.docs(rule.code).invalid)
            carets = [line for line in pages[f"rules/{rule.code}.md"].splitlines()
                      if line and not line.strip(" ^") and "^" in line]  # fmt: skip
            assert len(carets) >= examples, rule.code


def test_the_overview_has_every_rule_once_in_its_table(pages):
    for rule in default_rules().rules:
        assert pages["rules/index.md"].count(f"[{rule.code}]({rule.code}.md)") == 1


def test_the_page_on_checks_has_every_check_with_every_parameter(pages):
    sections = pages["checks.md"].split("\n## ")[1:]
    by_name = {section.split("\n")[0]: section for section in sections}
    assert set(by_name) == set(builtin_checks())
    for name, section in by_name.items():
        check = find_check(name)
        for key, field in check.params().items():
            assert f"| `{key}` |" in section
            assert field.doc.replace("|", "\\|") in section
        for placeholder in check.placeholders:
            assert f"`{{{placeholder}}}`" in section


def test_a_link_to_nowhere_is_found(tmp_path):
    (tmp_path / "a.html").write_text(
        '<a href="b.html#there">1</a><a href="b.html#gone">2</a><a href="c.html">3</a>'
        '<a href="https://x.com/c.html">4</a><a href="#top">5</a><img src="sub/">'
    )
    (tmp_path / "b.html").write_text('<p id="there">')
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "index.html").write_text('<a href="../a.html">')
    found = tool("check_links").broken_links(tmp_path)
    assert [line.split(": ")[1].split(" ")[0] for line in found] == [
        "b.html#gone",
        "c.html",
        "#top",
    ]
