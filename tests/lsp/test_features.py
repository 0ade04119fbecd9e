"""What the server's features say of a document, without a client."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from lsprotocol.types import Position, Range

from spacelint.lsp.actions import FIX_ALL
from spacelint.lsp.completion import complete
from spacelint.lsp.documents import uri_of
from spacelint.lsp.hover import hover
from spacelint.lsp.positions import difference
from spacelint.lsp.publish import diagnostics, plan_files
from spacelint.lsp.settings import Settings, read_settings
from spacelint.lsp.titles import document_links, document_symbols, inlay_hints
from spacelint.lsp.workspace import Analysis
from spacelint.plan import Plan
from spacelint.source.text import apply
from tests.lsp.core import BOOK, actions_at, after, opened, plan, workspace

BROKEN = "é😀 Town hall #AT&T with @jack, ask us all you like"


def codes(analysis: Analysis) -> list[object]:
    return [one.code for one in diagnostics(analysis)]


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 26), ("utf-16", 23), ("utf-32", 22)])
def test_a_finding_stands_at_its_column_in_the_encoding_agreed_on(
    tmp_path: Path, encoding: str, column: int
) -> None:
    known = workspace(tmp_path, encoding=encoding)
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan(BROKEN))
    found = next(one for one in diagnostics(analysis) if one.code == "SL103")
    assert found.range == Range(Position(1, column), Position(1, column + 5))


def test_a_byte_order_mark_counts_as_the_client_counts_it(tmp_path: Path) -> None:
    (tmp_path / "spacelint.toml").write_text('[plan]\nfiles = ["spaces/*"]\n')
    known = workspace(tmp_path)
    text = '﻿title,start\n"Town hall #AT&T with all of you",2026-12-01T18:00:00Z\n'
    analysis = opened(known, tmp_path / "spaces/plan.csv", text, "csv")
    found = next(one for one in diagnostics(analysis) if one.code == "SL103")
    assert found.range == Range(Position(1, 11), Position(1, 16))
    first = opened(known, tmp_path / "spaces/a.txt", "﻿#AT&T town hall of us all", "plaintext")
    found = next(one for one in diagnostics(first) if one.code == "SL103")
    assert found.range == Range(Position(0, 1), Position(0, 6))


def test_a_file_that_is_no_plan_is_left_alone(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    analysis = opened(known, tmp_path / "ci/build.yaml", "name: '#AT&T'\n", "yaml")
    assert diagnostics(analysis) == []
    assert complete(analysis, 3) == []
    assert hover(analysis, 3) is None


def test_a_document_never_saved_is_a_plan_where_it_speaks_of_titles(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    known.open("untitled:Untitled-1", "yaml", 1, "spaces:\n  - title: 'Town hall #AT&T'\n")
    analysis = known.analysis("untitled:Untitled-1")
    assert analysis is not None
    assert "SL103" in codes(analysis)


def test_a_half_typed_file_still_has_findings(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = plan(BROKEN) + '\n[[spaces]]\ntitle = "AMA\n'
    analysis = opened(known, tmp_path / "spaces/plan.toml", text)
    assert {"SL001", "SL103"} <= set(codes(analysis))
    assert not [title for title in actions_at(analysis, known, "AT&T") if "ATT" in title]


def test_only_what_changed_is_linted_again(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    path = tmp_path / "spaces/plan.toml"
    text = "".join(plan(f"Town hall number {number} #AT&T") for number in range(50))
    first = opened(known, path, text)
    second = opened(known, path, text.replace("number 7 ", "number seven "))
    assert known._memories[uri_of(str(path))].linted == 51
    assert len(second.found) == len(first.found)
    known.open(uri_of(str(tmp_path / "spacelint.toml")), "toml", 1, 'ignore = ["SL103"]')
    (tmp_path / "spacelint.toml").write_text('ignore = ["SL103"]')
    known.file_changed(str(tmp_path / "spacelint.toml"))
    analysis = known.analysis(uri_of(str(path)))
    assert analysis is not None
    assert "SL103" not in codes(analysis)


def test_a_reading_that_is_superseded_is_freed_without_the_collector(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": ""})
    uri = uri_of(str(tmp_path / "spaces/plan.toml"))
    gc.collect()
    gc.disable()
    try:
        before = sum(isinstance(one, Plan) for one in gc.get_objects())
        for version in range(9):
            known.open(uri, "toml", version, plan(f"Town hall number {version} #AT&T") * 3)
            analysis = known.analysis(uri)
            assert analysis is not None
            assert diagnostics(analysis)
        for number in range(9):  # a configuration that is typed looks at each plan anew
            config = uri_of(str(tmp_path / "spacelint.toml"))
            known.open(config, "toml", number, f'ignore = ["SL{number}"]\n')
            assert known.analysis(uri) is not None
        now = sum(isinstance(one, Plan) for one in gc.get_objects())
    finally:
        gc.enable()
    assert now - before <= 2


def test_a_fix_changes_the_characters_it_names(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan(BROKEN))
    action = actions_at(analysis, known, "AT&T")["Write #ATT"]
    fixed = after(action, known, analysis.document.uri)
    assert fixed == plan(BROKEN.replace("#AT&T", "#ATT"))
    assert action.diagnostics is not None
    assert action.diagnostics[0].code == "SL103"


def test_ignore_here_writes_a_comment_with_a_reason(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan(BROKEN))
    action = actions_at(analysis, known, "AT&T")["Ignore SL103 (cut-short-hashtag) here"]
    text = after(action, known, analysis.document.uri)
    assert "# spacelint: ignore[SL103] meant as it is" in text
    quiet = opened(known, tmp_path / "spaces/plan.toml", text)
    assert "SL103" not in codes(quiet)


def test_ignore_here_fills_the_field_where_a_format_has_no_comments(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = '{"spaces": [{"title": "Town hall #AT&T with all of you"}]}'
    analysis = opened(known, tmp_path / "spaces/plan.json", text, "json")
    action = actions_at(analysis, known, "AT&T")["Ignore SL103 (cut-short-hashtag) here"]
    fixed = after(action, known, analysis.document.uri)
    assert '"ignore": ["SL103"]' in fixed


def test_all_safe_fixes_of_a_file_are_one_action(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = "spaces:\n  - title: Ask us anything you like #Launch\n  - title: 2026\n"
    analysis = opened(known, tmp_path / "spaces/plan.yaml", text, "yaml")
    (action,) = actions_at(analysis, known, "Ask", [FIX_ALL]).values()
    assert action.kind == FIX_ALL
    fixed = after(action, known, analysis.document.uri)
    assert '"Ask us anything you like #Launch"' in fixed
    assert '"2026"' in fixed
    assert actions_at(analysis, known, "Ask", ["source.organizeImports"]) == {}


def test_a_bare_yaml_title_is_put_in_quotes_also_where_the_file_does_not_parse(
    tmp_path: Path,
) -> None:
    known = workspace(tmp_path)
    text = "spaces:\n  - title: @acme live #Launch\n"
    analysis = opened(known, tmp_path / "spaces/plan.yaml", text, "yaml")
    action = actions_at(analysis, known, "live")["Put the title in quotes"]
    fixed = after(action, known, analysis.document.uri)
    assert fixed == 'spaces:\n  - title: "@acme live #Launch"\n'


def test_a_better_title_is_offered_and_used(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": BOOK})
    title = "Town hall on all that is new with #acmewintr"
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan(title))
    found = actions_at(analysis, known, "Town")
    best = next(action for title, action in found.items() if title.startswith("Use “"))
    assert "#AcmeWinter" in after(best, known, analysis.document.uri)


def test_a_better_title_mends_nothing_that_the_configuration_forbids(tmp_path: Path) -> None:
    title = "Town hall at great#tag with all of us"

    def offered(more: str) -> set[str]:
        known = workspace(tmp_path, {"spacelint.toml": more + BOOK})
        analysis = opened(known, tmp_path / "spaces/plan.toml", plan(title))
        return {name for name in actions_at(analysis, known, "Town") if name.startswith("Use “")}

    assert any("great #tag" in name for name in offered(""))
    assert not any("great #tag" in name for name in offered('unfixable = ["SL102"]\n'))


@pytest.mark.parametrize("book", [BOOK, "", "[tool.spacelint]\n", 'hashtags = ["#One", # why\n]\n'])
def test_a_tag_or_handle_is_added_to_the_brand_book(tmp_path: Path, book: str) -> None:
    name = "pyproject.toml" if "tool" in book else "spacelint.toml"
    known = workspace(tmp_path, {name: book})
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan("Ask #NewTag with @new_one all"))
    config = uri_of(str(tmp_path / name))
    known.open(config, "toml", 3, book)
    for part, bare in (("#NewTag", "NewTag"), ("@new_one", "new_one")):
        analysis = known.analysis(analysis.document.uri) or analysis
        action = actions_at(analysis, known, part)[f"Add {part} to the brand book ({name})"]
        known.change(config, 3, after(action, known, config))
        changed = known.analysis(config)
        assert changed is not None
        assert diagnostics(changed) == []
        book_now = known.projects.context(changed.settings.project, None).book
        assert bare in (*book_now.hashtags, *book_now.handles)


def test_a_misspelt_campaign_tag_points_at_the_campaign(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": BOOK})
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan("Ask us all #acmewintr"))
    found = next(one for one in diagnostics(analysis) if one.code == "SL402")
    assert found.related_information is not None
    (related,) = found.related_information
    assert related.location.uri == uri_of(str(tmp_path / "spacelint.toml"))
    assert related.location.range.start == Position(4, 11)
    assert "Susan" in related.message
    assert found.code_description is None  # there is no page to link to yet


def said(analysis: Analysis, part: str, plus: int = 1) -> str:
    text = analysis.document.text
    found = hover(analysis, text.index(part) + plus)
    assert found is not None
    return str(getattr(found.contents, "value", found.contents))


def test_hover_says_what_x_links_and_what_the_book_knows(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": BOOK})
    title = "Town hall #AT&T with @AcmeHQ on #AcmeWinter"
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan(title))
    assert "only **`#AT`**, not `#AT&T`" in said(analysis, "#AT&T")
    assert "Acme" in said(analysis, "@AcmeHQ", 3)
    assert "Campaign **winter**: 2026" in said(analysis, "#AcmeWinter").replace("\\", "")
    assert "**43 of 70 characters**" in said(analysis, "Town")


@pytest.mark.parametrize(
    ("part", "known_of_it"),
    [
        ("#AcmeWinter-x", "Campaign **winter**"),
        ("#AcmeTalks's", "`#AcmeTalks`"),
        ("@AcmeHQ/list", "`@AcmeHQ`, Acme"),
        ("@AcmeHQ.bsky.social", "`@AcmeHQ`, Acme"),
    ],
)
def test_hover_tells_what_the_book_knows_of_the_part_that_links(
    tmp_path: Path, part: str, known_of_it: str
) -> None:
    known = workspace(tmp_path, {"spacelint.toml": BOOK})
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan(f"Join {part} now"))
    assert known_of_it in said(analysis, part, 3)


def test_hover_in_a_configuration_shows_the_rules_page_and_the_keys_docs(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = 'ignore = ["SL103"]\nmin-severity = "info"\n'
    analysis = opened(known, tmp_path / "spacelint.toml", text)
    assert "cut-short-hashtag" in said(analysis, "SL103")
    assert "least severity" in said(analysis, "min-severity")


def labels(analysis: Analysis, offset: int) -> list[str]:
    return [item.label for item in complete(analysis, offset)]


def test_tags_handles_and_fields_are_completed_in_a_plan(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": BOOK})
    text = '[[spaces]]\ntitle = "Ask # and @"\nspeakers = ["@susan", "Jo Doe"]\n\n'
    analysis = opened(known, tmp_path / "spaces/plan.toml", text)
    assert labels(analysis, text.index("# and") + 1) == ["#AcmeWinter", "#AcmeTalks"]
    assert labels(analysis, text.index('@"') + 1) == ["@AcmeHQ", "@susan"]
    assert "scheduled_start" in labels(analysis, len(text))
    assert labels(analysis, text.index("Ask") + 1) == []


def test_codes_keys_and_words_are_completed_in_a_configuration(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    for text, label in [
        ('ignore = ["', "SL103"),
        ("exc", "exclude"),
        ('min-severity = "', "warning"),
        ("[bra", "brand"),
        ("[brand]\nha", "hashtags"),
        ("[campaigns.winter]\n", "alternatives"),
        ("[severity]\n", "SL502"),
    ]:
        analysis = opened(known, tmp_path / "spacelint.toml", text)
        assert label in labels(analysis, len(text)), text
    rules = '[rules.ACME001]\ncheck = "pattern"\n'
    analysis = opened(known, tmp_path / "team.toml", rules)
    assert {"regex", "summary"} <= set(labels(analysis, len(rules)))


def test_hints_tell_the_length_and_what_a_cut_tag_links(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan("Town hall #AT&T"))
    shown = {str(one.label): one.position for one in inlay_hints(analysis, 0, 99, Settings())}
    assert shown == {"links #AT": Position(1, 24), "15/70": Position(1, 25)}
    assert inlay_hints(analysis, 0, 99, Settings(lengths=False, cut_tags=False)) == []


def test_links_lead_to_profiles_and_search_pages(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan("With @jack #日本 $BTC @a/b-c"))
    assert [link.target for link in document_links(analysis)] == [
        "https://x.com/jack",
        "https://x.com/hashtag/%E6%97%A5%E6%9C%AC",
        "https://x.com/search?q=%24BTC",
        "https://x.com/a/lists/b-c",
    ]


def test_symbols_are_the_spaces_by_date(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = "".join(
        f'[[spaces]]\ntitle = "{name}"\n{start}\n\n'
        for name, start in [
            ("Later", "start = 2026-12-10T15:00:00Z"),
            ("Never", ""),
            ("Sooner", "start = 2026-12-03T15:00:00Z"),
        ]
    )
    analysis = opened(known, tmp_path / "spaces/plan.toml", text)
    assert [one.name for one in document_symbols(analysis)] == ["Sooner", "Later", "Never"]
    for one in document_symbols(analysis):
        assert one.range.start <= one.selection_range.start
        assert one.selection_range.end <= one.range.end


def test_symbols_are_in_order_of_the_moment_whatever_the_clock(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    starts = ["2026-12-01T20:00:00+09:00", "2026-12-01T13:00:00+01:00", "2026-12-01T11:30:00Z"]
    starts.append("0001-01-01T00:00:00+05:00")  # before the first day of UTC
    text = "".join(
        f'[[spaces]]\ntitle = "{name}"\nstart = "{start}"\n'
        for name, start in zip("ABCD", starts, strict=True)
    )
    analysis = opened(known, tmp_path / "spaces/plan.toml", text)
    assert [one.name for one in document_symbols(analysis)] == ["D", "A", "C", "B"]


def test_a_rule_file_shows_the_example_that_fails_at_its_line(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    text = (
        '[rules.ACME001]\nname = "no-lorem"\nsummary = "Lorem"\ncheck = "pattern"\n'
        'regex = \'lorem\'\nmessage = "found {match}"\nrationale = "Because."\n'
        'valid = ["a lorem"]\ninvalid = [{ title = "lorem", highlight = "lorem" }]\n'
    )
    analysis = opened(known, tmp_path / "team.toml", text)
    (found,) = diagnostics(analysis)
    assert found.range.start == Position(7, 9)
    assert "doesn't hold" in found.message
    broken = opened(known, tmp_path / "team.toml", text.replace("regex", "regexx"))
    assert any("regexx" in one.message for one in diagnostics(broken))


def test_a_configuration_that_stops_parsing_leaves_the_last_good_one_in_force(
    tmp_path: Path,
) -> None:
    known = workspace(tmp_path, {"spacelint.toml": 'ignore = ["SL103"]\n'})
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan(BROKEN))
    assert "SL103" not in codes(analysis)
    config = opened(known, tmp_path / "spacelint.toml", 'ignore = ["SL103"\nx = \n')
    assert len(diagnostics(config)) == 1
    still = known.analysis(analysis.document.uri)
    assert still is not None
    assert "SL103" not in codes(still)
    opened(known, tmp_path / "spacelint.toml", "ignore = []\n")
    now = known.analysis(analysis.document.uri)
    assert now is not None
    assert "SL103" in codes(now)


def test_an_unknown_rule_in_a_configuration_is_told_and_the_rest_holds(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    config = opened(known, tmp_path / "spacelint.toml", 'ignore = ["SL103", "SL9999"]\n')
    (found,) = diagnostics(config)
    assert found.range.start == Position(0, 19)
    assert "SL9999" in found.message


def test_closing_an_unsaved_configuration_puts_the_saved_one_in_force(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": ""})
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan(BROKEN))
    config = opened(known, tmp_path / "spacelint.toml", 'ignore = ["SL103"]\n')
    quiet = known.analysis(analysis.document.uri)
    assert quiet is not None
    assert "SL103" not in codes(quiet)
    assert known.close(config.document.uri)
    loud = known.analysis(analysis.document.uri)
    assert loud is not None
    assert "SL103" in codes(loud)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("spacelint.toml", 'ignore = ["SL103"]\n'),
        ("pyproject.toml", '[project]\nname = "x"\n[tool.spacelint]\nignore = ["SL103"]\n'),
    ],
)
def test_a_configuration_never_written_is_in_force_while_it_is_open(
    tmp_path: Path, name: str, text: str
) -> None:
    known = workspace(tmp_path, {"spacelint.toml": ""})
    (tmp_path / "spacelint.toml").unlink()
    at = opened(known, tmp_path / "spaces/plan.toml", plan(BROKEN)).document.uri

    def now() -> bool:
        analysis = known.analysis(at)
        assert analysis is not None
        return "SL103" in codes(analysis)

    assert now()
    config = opened(known, tmp_path / name, "").document.uri
    assert now()
    known.change(config, 2, text)
    assert not now()
    known.close(config)
    assert now()


def test_a_folder_is_searched_for_plans_and_links_out_of_it_are_not_followed(
    tmp_path: Path,
) -> None:
    outside = tmp_path / "secret"
    outside.mkdir()
    (outside / "spaces.txt").write_text("#AT&T\n")
    folder = tmp_path / "work"
    known = workspace(folder, {"spaces/a.toml": "", "b.yaml": "", "spaces/.git/c.toml": ""})
    (folder / "spaces" / "link.txt").symlink_to(outside / "spaces.txt")
    (folder / "spaces" / "out").symlink_to(outside)
    assert [Path(one).name for one in plan_files(known)] == ["a.toml"]


def test_a_configuration_of_a_stranger_reads_nothing_outside_of_the_project(
    tmp_path: Path,
) -> None:
    (tmp_path / "secret.toml").write_text('ignore = ["SL103"]\n')
    folder = tmp_path / "work"
    (folder / ".git").mkdir(parents=True)
    known = workspace(
        folder, {"spacelint.toml": 'extend = ["../secret.toml", "https://e.com/x"]\n'}
    )
    analysis = opened(known, folder / "spaces/plan.toml", plan(BROKEN))
    assert "SL103" in codes(analysis)
    config = opened(known, folder / "spacelint.toml", (folder / "spacelint.toml").read_text())
    told = " ".join(one.message for one in diagnostics(config))
    assert "leads out of the project" in told
    assert "never fetched" in told


def test_settings_are_read_leniently() -> None:
    settings, wrong = read_settings(
        {"spacelint": {"ignore": ["SL1"], "minSeverity": "loud", "selekt": [], "today": "soon"}}
    )
    assert settings.ignore == ("SL1",)
    assert settings.min_severity == ""
    assert len(wrong) == 3
    assert any("did you mean select" in one for one in wrong)
    assert read_settings(None) == (Settings(), ())
    assert read_settings([1])[1]


def test_a_setting_that_names_no_rule_is_passed_over(tmp_path: Path) -> None:
    known = workspace(tmp_path)
    known.configure(Settings(ignore=("SL9999",)))
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan(BROKEN))
    assert "SL103" in codes(analysis)


def test_an_edit_of_lines_that_pair_up_touches_only_what_differs() -> None:
    old, new = "one\ntwo\nthree\n", "one\ntoo\nthree!\n"
    edits = difference(old, new)
    assert [(edit.start, edit.end, edit.text) for edit in edits] == [(5, 6, "o"), (13, 13, "!")]
    assert apply(old, edits) == new
    assert apply(old, difference(old, "one\nthree\n")) == "one\nthree\n"


def test_text_from_a_plan_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    book = BOOK.replace('"Susan"', '"[x](http://evil) <img>"')
    known = workspace(tmp_path, {"spacelint.toml": book})
    analysis = opened(known, tmp_path / "spaces/plan.toml", plan("Ask us all #AcmeWinter"))
    page = said(analysis, "#AcmeWinter")
    assert "](http" not in page
    assert "<img>" not in page.replace("\\<", "")
