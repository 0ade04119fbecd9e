"""Several brands in one repository: each Space is shown the book that it is judged by."""

from __future__ import annotations

from pathlib import Path

import pytest

from spacelint.lsp.actions import code_actions
from spacelint.lsp.completion import complete
from spacelint.lsp.documents import uri_of
from spacelint.lsp.hover import hover
from spacelint.lsp.publish import diagnostics
from spacelint.lsp.workspace import Analysis, Workspace
from tests.lsp.core import opened, workspace

BOOK = """\
hashtags = ["#Common"]

[plan."globex/*"]
brand = "globex"

[brands.acme]
names = ["Acme"]
hashtags = ["#AcmeTalks", "#Shared"]
handles = ["@AcmeHQ"]

[brands.globex]
handle = "@Globex"
hashtags = ["#GlobexLive", "#Shared"]

[campaigns.winter]
hashtag = "#AcmeWinter"
brand = "acme"

[campaigns.summer]
hashtag = "#GlobexSummer"
brand = "globex"
"""

PLAN = """\
[[spaces]]
title = "One #Common #AcmeTalks #AcmeWinter @AcmeHQ # @"
brand = "acme"

[[spaces]]
title = "Two #Common #AcmeTalks #AcmeWinter @AcmeHQ # @"
brand = "globex"
"""

FOR_GLOBEX = {"Common", "GlobexLive", "Shared", "GlobexSummer"}
FOR_ACME = {"Common", "AcmeTalks", "Shared", "AcmeWinter"}


@pytest.fixture
def known(tmp_path: Path) -> Workspace:
    return workspace(tmp_path, {"spacelint.toml": BOOK})


def said(analysis: Analysis, offset: int) -> str:
    found = hover(analysis, offset)
    return found.contents.value if found is not None else ""  # type: ignore[union-attr]


def labels(analysis: Analysis, offset: int) -> set[str]:
    return {item.label[1:] for item in complete(analysis, offset)}


def test_hover_asks_the_book_of_the_brand_that_the_space_names(
    known: Workspace, tmp_path: Path
) -> None:
    analysis = opened(known, tmp_path / "spaces/plan.toml", PLAN)
    second = PLAN.index("Two")
    for part, says in [
        ("#AcmeTalks", "In the brand book"),
        ("#AcmeWinter", "Campaign **winter**"),
        ("@AcmeHQ", "In the brand book"),
    ]:
        assert says in said(analysis, PLAN.index(part) + 1)
        assert says not in said(analysis, PLAN.index(part, second) + 1)
    assert "In the brand book" in said(analysis, PLAN.index("#Common", second) + 1)


def test_completion_offers_what_the_brand_of_the_space_has(
    known: Workspace, tmp_path: Path
) -> None:
    analysis = opened(known, tmp_path / "spaces/plan.toml", PLAN)
    second = PLAN.index("Two")
    assert labels(analysis, PLAN.index("# ") + 1) == FOR_ACME
    assert labels(analysis, PLAN.index("# ", second) + 1) == FOR_GLOBEX
    assert labels(analysis, PLAN.index('@"') + 1) == {"AcmeHQ"}
    assert labels(analysis, PLAN.index('@"', second) + 1) == {"Globex"}


def test_the_brand_of_a_plans_glob_holds_unless_a_space_names_another(
    known: Workspace, tmp_path: Path
) -> None:
    text = PLAN.replace('brand = "globex"\n', "")
    analysis = opened(known, tmp_path / "globex/plan.toml", text)
    second = text.index("Two")
    assert labels(analysis, text.index("# ") + 1) == FOR_ACME
    assert labels(analysis, text.index("# ", second) + 1) == FOR_GLOBEX
    assert "In the brand book" not in said(analysis, text.index("#AcmeTalks", second) + 1)


@pytest.mark.parametrize("part", ["#NewTag", "@new_one"])
@pytest.mark.parametrize("brand", ["acme", "globex"])
def test_a_tag_or_handle_is_added_to_the_book_of_the_spaces_brand(
    known: Workspace, tmp_path: Path, brand: str, part: str
) -> None:
    text = f'[[spaces]]\ntitle = "Ask us {part} all"\nbrand = "{brand}"\n'
    analysis = opened(known, tmp_path / "spaces/plan.toml", text)
    at = analysis.positions.range(text.index(part) + 1, text.index(part) + 1)
    known.versioned = False
    actions = code_actions(analysis, at, ["quickfix"])
    action = next(one for one in actions if one.title.startswith(f"Add {part} "))
    config = tmp_path / "spacelint.toml"
    assert action.edit is not None
    assert action.edit.changes is not None
    (edit,) = action.edit.changes[uri_of(str(config))]
    lines = BOOK.splitlines(keepends=True)
    line = lines[edit.range.start.line]
    at_character = edit.range.start.character
    lines[edit.range.start.line] = line[:at_character] + edit.new_text + line[at_character:]
    changed = opened(known, config, "".join(lines))
    assert diagnostics(changed) == []
    books = known.projects.context(changed.settings.project, None).books
    assert books is not None
    for name in ("acme", "globex"):
        book, _ = books(name)
        assert (part[1:] in (*book.hashtags, *book.handles)) == (name == brand)


def test_related_information_points_into_the_book_of_the_spaces_brand(
    known: Workspace, tmp_path: Path
) -> None:
    places = []
    for brand in ("acme", "globex"):
        text = f'[[spaces]]\ntitle = "Ask us all #Sharde"\nbrand = "{brand}"\n'
        analysis = opened(known, tmp_path / f"spaces/{brand}.toml", text)
        found = [one for one in diagnostics(analysis) if one.related_information]
        places += [one.related_information[0].location.range.start.line for one in found]  # type: ignore[index]
    lines = BOOK.splitlines()
    assert ["acme" if "Acme" in lines[line] else "globex" for line in places] == ["acme", "globex"]
