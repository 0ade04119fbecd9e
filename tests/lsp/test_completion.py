"""What a completion leaves behind: the word at the cursor replaced, nothing written twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol.types import TextEdit

from spacelint.lsp.completion import complete
from spacelint.lsp.hover import hover
from spacelint.lsp.publish import diagnostics
from spacelint.source.text import apply
from spacelint.text.model import Edit
from tests.lsp.core import BOOK, opened, workspace

LANGUAGES = {"md": "markdown"}


def completed(folder: Path, name: str, marked: str) -> dict[str, str]:
    """Return what each completion at ``│`` makes of a document, by its label."""
    known = workspace(folder, {"spacelint.toml": BOOK})
    offset, text = marked.index("│"), marked.replace("│", "")
    ending = name.rpartition(".")[2]
    analysis = opened(known, folder / name, text, LANGUAGES.get(ending, ending))
    found = {}
    for item in complete(analysis, offset):
        assert isinstance(item.text_edit, TextEdit)
        edit = Edit(*analysis.positions.span(item.text_edit.range), item.text_edit.new_text)
        found[item.label] = apply(text, [edit])
    return found


@pytest.mark.parametrize(
    ("name", "marked", "label", "after"),
    [
        ("spaces/p.toml", '[[spaces]]\nti│ = "x"\n', "title", '[[spaces]]\ntitle = "x"\n'),
        ("spaces/p.yaml", "spaces:\n- ti│: x\n", "title", "spaces:\n- title: x\n"),
        ("spaces/p.md", "---\nti│tle: x\n---\n", "host", "---\nhost: x\n---\n"),
        ("spaces/p.md", '+++\nti│ = "x"\n+++\n', "title", '+++\ntitle = "x"\n+++\n'),
        ("spaces/p.json", '{"ti│tle": "x"}', "host", '{"host": "x"}'),
        ("spaces/p.jsonl", '{"title": "x"}\n{"ti│', "title", '{"title": "x"}\n{"title": '),
        (
            "spaces/p.csv", "title,start\nAMA #Acme│Winter now,\n", "#AcmeWinter",
            "title,start\nAMA #AcmeWinter now,\n",
        ),
        ("spacelint.toml", "sel│ect = []\n", "ignore", "ignore = []\n"),
        ("spacelint.toml", "[brand]\nhan│ = []\n", "names", "[brand]\nnames = []\n"),
        ("spacelint.toml", 'ignore = ["SL│501"]\n', "SL103", 'ignore = ["SL103"]\n'),
        ("spacelint.toml", "[bra│nd]\n", "words", "[words]\n"),
    ],
)  # fmt: skip
def test_the_whole_word_is_replaced_and_its_separator_is_not_written_twice(
    tmp_path: Path, name: str, marked: str, label: str, after: str
) -> None:
    assert completed(tmp_path, name, marked)[label] == after


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("spaces/p.json", '{"title": "x", "speakers": ["@a", "│"]}'),
        ("spaces/p.json", '{"title": "x", "speakers": [\n"│"\n]}'),
        ("spaces/p.json", '{"title":\n"│"}'),
        ("spaces/p.json", '{"title": "x, │"}'),
        ("spaces/p.md", "---\ntitle: x\n---\n\nbod│\n"),
        ("spaces/p.toml", '[[spaces]]\ntitle = "x"\nspeakers = [\n│\n]\n'),
        ("spaces/p.toml", '[[spaces]]\ntitle = """\nsome │\n"""\n'),
        ("spacelint.toml", '[brand]\nhashtags = [\n  "#A",\n  │\n]\n'),
        ("pyproject.toml", '[tool.ruff.lint]\nignore = ["│"]\n[tool.spacelint]\n'),
    ],
)
def test_nothing_is_offered_where_no_name_may_stand(tmp_path: Path, name: str, marked: str) -> None:
    assert completed(tmp_path, name, marked) == {}


@pytest.mark.parametrize(
    ("name", "marked", "label"),
    [
        ("spaces/p.json", '{"title": "x"\n"│', "host"),
        ("spaces/p.toml", '[[spaces]]\nhost = "@│"\n', "@AcmeHQ"),
        ("spaces/p.yaml", "- title: x\n  speakers: ['@│']\n", "@AcmeHQ"),
        ("spacelint.toml", '[per-file-ignores]\n"x" = ["SL103", "│', "SL501"),
        ("spacelint.toml", '[severity]\nSL103 = "│"\n', "warning"),
        ("spacelint.toml", "[rules.│]\n", "SL301"),
        ("spacelint.toml", "[rules.SL301]\nma│\n", "maximum"),
        ("pyproject.toml", "[tool.spacelint.rules.SL301]\nma│\n", "maximum"),
        ("team.toml", '[rules.TEAM001]\ncheck = "│"\n', "pattern"),
    ],
)
def test_what_may_stand_is_offered(tmp_path: Path, name: str, marked: str, label: str) -> None:
    assert label in completed(tmp_path, name, marked)


def test_no_header_is_offered_for_what_is_no_table(tmp_path: Path) -> None:
    offered = completed(tmp_path, "spacelint.toml", "[│]\n")
    assert {"severity", "handles", "hashtags", "campaigns.NAME"} <= offered.keys()
    known = workspace(tmp_path)
    for label, text in offered.items():
        if label != "rules.NAME":
            found = diagnostics(opened(known, tmp_path / "spacelint.toml", text))
            assert not any("found a table" in one.message for one in found), label


def test_hover_knows_the_options_of_a_rule(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = "[rules.SL301]\nmaximum = 60\n"
    analysis = opened(known, tmp_path / "spacelint.toml", text)
    assert hover(analysis, text.index("maximum") + 1) is not None
