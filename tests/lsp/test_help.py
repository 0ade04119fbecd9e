"""Help while writing: completion with its docs, in plans, configurations and rule files; tags."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol.types import CompletionItem, DiagnosticSeverity, DiagnosticTag, Position

from spacelint.lsp.completion import complete
from spacelint.lsp.hover import hover
from spacelint.lsp.publish import diagnostics
from spacelint.lsp.workspace import Analysis
from tests.lsp.core import BOOK, opened, plan, workspace


def offered(analysis: Analysis, offset: int) -> dict[str, CompletionItem]:
    return {item.label: item for item in complete(analysis, offset)}


def doc(item: CompletionItem) -> str:
    return str(getattr(item.documentation, "value", item.documentation) or "")


@pytest.mark.parametrize(
    ("name", "text", "language", "written"),
    [
        ("plan.toml", "[[spaces]]\nspe", "toml", "speakers = "),
        ("plan.yaml", "spaces:\n  - title: One\n    spe", "yaml", "speakers: "),
        ("plan.json", '{"spaces": [{"title": "One", "spe', "json", 'speakers": '),
        ("plan.md", "---\ntitle: One\nspe", "markdown", "speakers: "),
    ],
)
def test_fields_of_a_plan_are_completed_with_what_they_are_for(
    tmp_path: Path, name: str, text: str, language: str, written: str
) -> None:
    known = workspace(tmp_path)
    analysis = opened(known, tmp_path / "spaces" / name, text, language)
    found = offered(analysis, len(text))
    assert doc(found["speakers"])
    edit = found["speakers"].text_edit
    assert edit is not None
    assert edit.new_text == written
    start = edit.range.start  # type: ignore[union-attr]
    assert analysis.positions.offset(start) == len(text) - len("spe")


def test_a_code_is_completed_in_a_comment_that_ignores(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = '[[spaces]]\ntitle = "Ask us"  # spacelint: ignore[SL1'
    analysis = opened(known, tmp_path / "spaces/plan.toml", text)
    item = offered(analysis, len(text))["SL103"]
    assert "cut-short-hashtag" in (item.detail or "")
    assert doc(item)


def test_keys_and_codes_of_configurations_and_rule_files_are_completed_with_their_docs(
    tmp_path: Path,
) -> None:
    known = workspace(tmp_path)
    for name, text, label in [
        ("spacelint.toml", "exc", "exclude"),
        ("spacelint.toml", 'select = ["', "SL103"),
        ("spacelint.toml", "[campaigns.winter]\nown", "owner"),
        ("pyproject.toml", "[tool.spacelint]\nexc", "exclude"),
        ("team.toml", "[rules.ACME001]\nmess", "message"),
        ("team.toml", '[rules.ACME001]\nsupersedes = ["', "SL103"),
    ]:
        analysis = opened(known, tmp_path / name, text)
        assert doc(offered(analysis, len(text))[label]), text


def test_hover_on_a_code_in_a_rule_file_shows_the_rules_page(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = '[rules.ACME001]\nsupersedes = ["SL103"]\n'
    analysis = opened(known, tmp_path / "team.toml", text)
    found = hover(analysis, text.index("SL103") + 1)
    assert found is not None
    assert "cut-short-hashtag" in found.contents.value  # type: ignore[union-attr]


def test_an_unknown_key_of_a_configuration_is_told_where_it_stands(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = 'ignore = []\n[campaigns.winter]\nhashtag = "#A"\nonwer = "é"\n'
    analysis = opened(known, tmp_path / "spacelint.toml", text)
    (found,) = diagnostics(analysis)
    assert (found.range.start, found.range.end) == (Position(3, 0), Position(3, 5))
    assert found.severity == DiagnosticSeverity.Error
    assert "did you mean owner" in found.message


def test_what_is_unused_and_what_is_retired_is_tagged_so(tmp_path: Path) -> None:
    book = f'{BOOK}[retired.AcmeOld]\nsuccessor = "#AcmeTalks"\n'
    known = workspace(tmp_path, {"spacelint.toml": book})
    title = "Ask us all #AcmeOld with @Twitter"
    text = plan(title).replace("host", "# spacelint: ignore[SL502]\nhost")
    analysis = opened(known, tmp_path / "spaces/plan.toml", text)
    assert {one.code: one.tags for one in diagnostics(analysis) if one.tags} == {
        "SL008": [DiagnosticTag.Unnecessary],
        "SL211": [DiagnosticTag.Deprecated],
        "SL407": [DiagnosticTag.Deprecated],
    }


def test_every_finding_has_a_severity_a_code_and_the_address_of_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spacelint.report.common.HOME", "https://lint.example")
    known = workspace(tmp_path)
    text = plan("é #AT&T 💥" * 9) + "titel = 1\n"
    analysis = opened(known, tmp_path / "spaces/plan.toml", text)
    found = diagnostics(analysis)
    assert len({one.severity for one in found}) > 1
    for one in found:
        assert one.source == "spacelint"
        assert one.code_description is not None
        assert one.code_description.href.endswith(f"/{one.code}")
