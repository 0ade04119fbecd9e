"""Mending a plan changes the characters that fixes name, and no others."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacelint.engine.plans import CleanSpaces, PlanDiagnostic, check_plan
from spacelint.engine.suppress import suppress
from spacelint.fixer.plans import FixedPlan, fix_plan
from spacelint.plan import Plan, read_plan
from spacelint.source.reader import encode
from tests.fixer.plans import CONTEXT, FIXED, GLUED, LINTER, fixed, fixed_text, look

# Format, and a document with the title in it; braces doubled for str.format.
DOCUMENTS = [
    ("toml", "# note #x\n[[spaces]]\r\nn = 1.50 # keep\r\ntitle = \"{}\" # c\r\n[a]\nb = 0x1F\n"),
    ("toml", "[[spaces]]\ntitle = '{}'\n"),
    ("toml", '[[spaces]]\ntitle = """{}"""\n'),
    ("yaml", "# note\nspaces:\n  - title: '{}'   # c\n    start: 2026-12-03\nx: &a 1\ny: *a\n"),
    ("yaml", "spaces: [{{title: '{}', x: ~}}]\n"),
    ("yaml", "title: >-\n  {}\n"),
    ("yaml", "- '{}'\n- other\n"),
    ("json", '{{"a": [1.50, 1e3, "\\u00e9"], "spaces": [{{"title": "{}"}}]}}'),
    ("jsonl", '{{"title": "Open house with @acme at the lab"}}\n{{"title": "{}", "n": 1.0}}\n'),
    ("front-matter", "---\ntitle: '{}'\n---\n# Heading great#launch\n"),
    ("csv", 'title;start\r\n"{}";2026-12-03\r\n'),
    ("ics", "BEGIN:VCALENDAR\r\nX-A:b\\,c\r\nBEGIN:VEVENT\r\nSUMMARY:{}\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n"),
    ("text", "{}\nOpen house with @acme tonight at the lab\n"),
]  # fmt: skip


@pytest.mark.parametrize(("format", "document"), DOCUMENTS)
def test_only_the_characters_of_the_fix_change(format: str, document: str) -> None:
    assert fixed_text(document.format(GLUED), format) == document.format(FIXED)


@pytest.mark.parametrize(("format", "document"), DOCUMENTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_encoding_mark_and_line_ends_stay(format: str, document: str, encoding: str) -> None:
    mark = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    before = mark + document.format(GLUED).encode(encoding)
    plan = fixed(before, format).plan
    after = encode(plan.text, plan.encoding, plan.bom)
    assert after == mark + document.format(FIXED).encode(encoding)


def test_two_titles_and_two_faults_in_one_title_are_mended_at_once() -> None:
    title = "Ask @acme and @jack about great#one and new#two today"
    text = f"- '{title}'\n- '{GLUED}'\n"
    assert fixed_text(text, "yaml") == (
        f"- 'Ask @acme and @jack about great #one and new #two today'\n- '{FIXED}'\n"
    )


def test_a_style_that_cannot_hold_the_new_title_is_changed_and_nothing_else() -> None:
    # In a plain YAML value a space before the number sign would start a comment.
    assert fixed_text(f"title: {GLUED}\n", "yaml") in (
        f'title: "{FIXED}"\n',
        f"title: '{FIXED}'\n",
    )


def test_what_yaml_swallowed_is_put_in_quotes_and_then_mended() -> None:
    text = "title: Town hall with @acme #AT&T today # spacelint: ignore[SL104]\n"
    assert fixed_text(text, "yaml", unsafe=True) == 'title: "Town hall with @acme #ATT today"\n'


def test_an_anchor_that_another_value_repeats_is_left_alone() -> None:
    text = f"spaces:\n  - title: &t '{GLUED}'\nfooter: *t\n"
    done = fixed(text.encode(), "yaml")
    assert done.plan.text == text
    assert [refused.reason for refused in done.refused] == ["another value would change with it"]
    assert "SL102" in [each.diagnostic.code for each in done.left]


def test_a_refused_fix_does_not_keep_back_the_others() -> None:
    text = f"spaces:\n  - title: &t '{GLUED}'\n  - title: '{GLUED}!'\nfooter: *t\n"
    assert fixed(text.encode(), "yaml").plan.text == text.replace(f"{GLUED}!", f"{FIXED}!")


def test_a_file_that_does_not_parse_is_given_back_as_it_is() -> None:
    text = f'[[spaces]]\ntitle = "{GLUED}"\n[[spaces]]\ntitle = "open\n'
    done = fixed(text.encode(), "toml")
    assert (done.plan.text, done.applied) == (text, ())
    assert "SL102" in [each.diagnostic.code for each in done.left]


def test_a_formula_in_a_csv_gets_its_space_and_a_second_run_leaves_it() -> None:
    once = fixed_text("title,start\n@acme live with all of us,\n", "csv")
    assert once == "title,start\n @acme live with all of us,\n"
    assert fixed_text(once, "csv") == once


@pytest.mark.parametrize("unsafe", [False, True])
def test_generated_plans_change_nowhere_else_and_a_second_run_changes_nothing(
    unsafe: bool,
) -> None:
    rng = Random(11)
    parts = (
        "AMA", "with", "@acme", "#AT&T", "great#tag", "#one#two", "日本語#タグ", "#2026", "  ",
        "🎉", "\\", '"', "'", ": ", " #x", "é", "#Sаle", "\u200b", "#C++", "@a@b", "-", "#",
        "\u2028",
    )  # fmt: skip
    changed = 0
    for _ in range(200):
        titles = ["".join(rng.choices(parts, k=rng.randint(1, 7))) for _ in range(3)]
        for format, text in (
            ("json", _json(titles)),
            ("yaml", _yaml(titles)),
            ("toml", _toml(titles)),
        ):
            before = read_plan(text.encode(), "p", format=format)
            assert not before.approximate
            done = fixed(text.encode(), format, unsafe=unsafe)
            again = fixed(done.plan.text.encode(), format, unsafe=unsafe)
            assert again.plan.text == done.plan.text
            changed += done.plan.text != text
            assert done.plan.spaces[0].raw["n"] == before.spaces[0].raw["n"]
            for kept in ('" # great#tag\n', "1_000", "0x1f", '"z": "great#tag"'):
                assert done.plan.text.count(kept) == text.count(kept)
    assert changed > 200


def _json(titles: list[str]) -> str:
    import json

    return json.dumps({"spaces": [{"title": t, "n": 1.5} for t in titles], "z": "great#tag"})


def _yaml(titles: list[str]) -> str:
    import json

    return "".join(
        f"- title: {json.dumps(t, ensure_ascii=False)} # great#tag\n  n: 1_000\n" for t in titles
    )


def _toml(titles: list[str]) -> str:
    import json

    # What JSON writes for these is TOML too.
    return "".join(
        f"[[spaces]]\ntitle = {json.dumps(t, ensure_ascii=False)} # x\nn = 0x1f\n" for t in titles
    )


@pytest.mark.parametrize("header", ["|2", ">2", ">2+", "|2+", ">2-", "|-2"])
def test_a_block_that_says_its_indentation_is_mended_in_place(header: str) -> None:
    before = f"- host: acme\n  title: {header}\n    AMA with us {{}} and more\n- host: acme\n"
    assert fixed_text(before.format("great#tag"), "yaml") == before.format("great #tag")


def test_what_was_read_of_the_old_plan_is_forgotten_when_the_new_one_is_read() -> None:
    plan = read_plan(b"- title: AMA great#tag\n", "plan", format="yaml")
    kept = plan.spaces[0].title
    assert plan.spaces[0].title is kept

    def read(text: str) -> Plan:
        return read_plan(text.encode(), "plan", format="yaml")

    after = fix_plan(plan, look, lambda d: d.rule.applicability == "safe", read)
    assert after.plan.text == '- title: "AMA great #tag"\n'
    again = plan.spaces[0].title
    assert again is not None
    assert again is not kept
    assert again.value == "AMA great#tag"


def test_a_clean_space_that_a_fix_leaves_as_it_was_is_not_looked_at_again() -> None:
    def found(titles: list[str], clean: CleanSpaces | None) -> list[tuple[int, str]]:
        text = "".join(f"- title: {title}\n" for title in titles)
        plan = read_plan(text.encode(), "plan.yaml")
        return [
            (d.space, d.diagnostic.code) for d in check_plan(plan, LINTER, CONTEXT, clean=clean)
        ]

    clean: CleanSpaces = {}
    first = ["A talk about tea", "A great#tag", "Another about milk"]
    assert found(first, clean) == found(first, None) != []
    assert sorted(clean) == [0, 2]
    for then in (["A talk about tea", "B", "Live #AT&T"], ["C great#tag"], first[:2] * 2):
        assert found(then, clean.copy()) == found(then, None)
    clean[1] = {"title": "A great#tag"}
    assert found(first, clean) == []


def test_a_value_that_contains_itself_keeps_no_fix_from_being_made() -> None:
    text = (
        f"- title: '{GLUED}'\n- title: A talk about tea\n  notes: &a [x, *a]\n  more: {{b: *a}}\n"
    )
    plan = read_plan(text.encode(), "plan.yaml")
    clean: CleanSpaces = {}
    done = fix_plan(
        plan,
        lambda plan: check_plan(plan, LINTER, CONTEXT, clean=clean),
        lambda d: d.rule.applicability == "safe",
        lambda text: read_plan(text.encode(), "plan.yaml"),
    )
    assert done.plan.text == text.replace(GLUED, FIXED)
    assert sorted(clean) == [0, 1]


def test_the_same_moment_in_another_zone_is_looked_at_again() -> None:
    def found(start: str, clean: CleanSpaces | None) -> list[str]:
        text = f"- title: Town hall about tea on 3 December 2026\n  start: {start}\n"
        plan = read_plan(text.encode(), "plan.yaml")
        return [d.diagnostic.code for d in check_plan(plan, LINTER, CONTEXT, clean=clean)]

    clean: CleanSpaces = {}
    assert found("2026-12-03T20:00:00-08:00", clean) == []
    assert sorted(clean) == [0]
    # The same moment is the next day there.
    assert found("2026-12-04T05:00:00+01:00", clean) == ["SL606"]


TITLES = ("A talk about tea", GLUED, "Great#tag and #R&D", "On 3 December 2026 with @acme", "#a#b")
FIELDS = (
    "  time: 0200\n  date: 2026-12-03\n", "  time: 128\n", "  record: 1\n", "  record: true\n",
    "  start: 2026-12-03T20:00:00-08:00\n", "  start: 2026-12-04T05:00:00+01:00\n", "  n: 1.0\n",
    "  host: '@acme '\n", "  ignore: [SL103]\n", "  # spacelint: ignore[SL102, SL103]\n", "",
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(TITLES), st.sampled_from(FIELDS)), min_size=2))
@settings(deadline=None, max_examples=50)
def test_a_fix_is_the_same_whether_clean_spaces_are_known_or_not(
    spaces: list[tuple[str, str]],
) -> None:
    text = "".join(f"- title: {json.dumps(title)}\n{field}" for title, field in spaces)

    def done(clean: CleanSpaces | None) -> FixedPlan:
        def find(plan: Plan) -> list[PlanDiagnostic]:
            found = check_plan(plan, LINTER, CONTEXT, clean=clean)
            return suppress(plan, found, LINTER, CONTEXT).left

        def read(text: str) -> Plan:
            return read_plan(text.encode(), "plan.yaml")

        return fix_plan(read(text), find, lambda d: d.rule.applicability != "display", read)

    def told(fixed: FixedPlan) -> tuple[str, list[tuple[int, str, str]]]:
        left = [(one.start, one.diagnostic.code, one.diagnostic.message) for one in fixed.left]
        return fixed.plan.text, left

    assert told(done({})) == told(done(None))
