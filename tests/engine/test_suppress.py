"""A suppression keeps the rules it names quiet where it stands, and is told when it does not."""

from __future__ import annotations

import pytest

from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.engine.plans import check_plan
from spacelint.engine.suppress import suppress
from spacelint.plan import Layout, read_plan
from tests.fixer.plans import GLUED, codes, fixed_text


def told(text: str, format: str = "yaml", linter: Linter | None = None) -> list[tuple[str, str]]:
    linter = linter or Linter()
    plan = read_plan(text.encode(), "p", format=format)
    context = Context()
    left = suppress(plan, check_plan(plan, linter, context), linter, context).left
    return [(each.diagnostic.message, each.diagnostic.help) for each in left]


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("yaml", "title: {} # spacelint: ignore[SL102] the brand insists\n"),
        ("yaml", "title: {} # spacelint: ignore[glued-hashtag]\n"),
        ("yaml", "title: {} # spacelint: ignore[ SL999x , sl102]\n"),
        ("yaml", "title: {} # spacelint: ignore[SL1]\n"),
        ("yaml", "title: {} # spacelint:ignore\n"),
        ("yaml", "title: {} # moved # spacelint: ignore[SL102]\n"),
        ("yaml", "# spacelint: ignore[SL102]\ntitle: {}\n"),
        ("yaml", "# spacelint: ignore[SL102] why\n# and more\ntitle: {}\n"),
        ("yaml", "# spacelint: ignore[SL102]\ntitle: >-\n  {}\n"),
        ("yaml", "host: acme\n# spacelint: file-ignore[SL102]\nspaces:\n- title: {}\n"),
        ("yaml", "title: {}\nignore: SL102\n"),
        ("toml", "# spacelint: ignore[SL102]\n[[spaces]]\nhost = 'acme'\ntitle = '{}'\n"),
        ("toml", "[[spaces]]\ntitle = '{}'# spacelint: ignore[SL102]\n"),
        ("toml", "[[spaces]]\r\ntitle = '{}' # spacelint: ignore[SL102]\r\n"),
        ("toml", "title = '{}'\n# spacelint: file-ignore\n"),
        ("front-matter", "---\ntitle: {} # spacelint: ignore[SL102]\n---\n"),
        ("front-matter", "+++\ntitle = '{}' # spacelint: ignore[SL102]\n+++\n"),
        ("json", '{{"title": "{}", "ignore": ["SL102"]}}'),
        ("json", '{{"title": "{}", "ignore": ["ALL"]}}'),
        ("jsonl", '{{"title": "{}", "ignore": ["glued-hashtag"]}}\n'),
        ("csv", "title,ignore\n{},SL102\n"),
        ("csv", "Title,Ignore\n{},SL102\n"),
    ],
)
def test_a_finding_is_suppressed(format: str, text: str) -> None:
    left = codes(text.format(GLUED), format)
    assert "SL102" not in left
    assert left == (["SL008"] if "SL999x" in text else [])


@pytest.mark.parametrize(
    "text",
    [
        "# spacelint: ignore[SL102]\n\ntitle: {}\n",
        "title: {}\n# spacelint: ignore[SL102]\n",
        "title: {}\nhost: acme # spacelint: ignore[SL102]\n",
        "title: {} # spacelint: ignore[SL103]\n",
        "title: '{} # spacelint: ignore[SL102]'\n",
        "- title: {} \n- title: AMA with @jack and others # spacelint: ignore[SL102]\n",
    ],
)
def test_a_suppression_elsewhere_does_not_help(text: str) -> None:
    assert "SL102" in codes(text.format(GLUED), "yaml")


def test_only_the_space_whose_field_it_is_is_spared() -> None:
    text = f'[{{"title": "{GLUED}", "ignore": ["SL102"]}}, {{"title": "{GLUED} too"}}]'
    assert codes(text, "json") == ["SL102"]


def test_an_unknown_code_is_told_with_the_nearest_one() -> None:
    ((message, help),) = told("title: AMA with @jack and you # spacelint: ignore[SL10s2]\n")
    assert message == "This suppression has no effect: no rule is called SL10s2"
    assert "did you mean SL102?" in help


@pytest.mark.parametrize("comment", ["ignroe[SL102]", "ignore[SL102", "ignore[]", ""])
def test_a_comment_that_is_no_suppression_is_told(comment: str) -> None:
    ((message, help),) = told(f"title: AMA with @jack and you # spacelint: {comment}\n")
    assert message.startswith("This suppression has no effect: ")
    assert "ignore[SL103]" in help


def test_a_suppression_of_a_rule_that_does_not_run_is_not_called_unused() -> None:
    text = "title: AMA with @jack and you # spacelint: ignore[SL102]\n"
    assert [message for message, _ in told(text)] == [
        "This suppression has no effect: SL102 finds nothing here"
    ]
    assert told(text, linter=Linter(ignore=["SL102"])) == []
    assert told(text, linter=Linter(ignore=["SL008"])) == []


@pytest.mark.parametrize(
    ("format", "before", "after"),
    [
        ("yaml", "# spacelint: ignore[SL102]\ntitle: {}\n", "title: {}\n"),
        ("yaml", "title: {}  # spacelint: ignore[SL102] why\r\n", "title: {}\r\n"),
        ("yaml", "title: {} # c # spacelint: ignore\n", "title: {} # c\n"),
        ("yaml", "title: {} # spacelint: ignore[SL102, SL1x] why\n",
         "title: {} # spacelint: ignore[SL1x] why\n"),
        ("yaml", "title: {}\nignore: [SL102, SL1x]\n", "title: {}\nignore: [SL1x]\n"),
        ("toml", "title = '{}'\n# spacelint: file-ignore[SL102]", "title = '{}'\n"),
        ("json", '{{"title": "{}", "ignore": ["SL102"]}}', '{{"title": "{}", "ignore": []}}'),
    ],
)  # fmt: skip
def test_an_unused_suppression_is_taken_out(format: str, before: str, after: str) -> None:
    title = "AMA with @jack and you"
    assert fixed_text(before.format(title), format) == after.format(title)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("toml", "title = '{}'\nignore = [\n  'SL102', # why\n  'SL1x', # the brand insists\n]\n"),
        ("toml", "title = '{}'\nignore = [\n  'SL102', # why\n]\n"),
        ("yaml", "title: {}\nignore: [\n  SL102, # why\n  SL1x]\n"),
        ("json", '{{"title": "{}", "ignore": [\n"SL102"\n]}}'),
    ],
)
def test_a_list_of_several_lines_keeps_its_comments(format: str, text: str) -> None:
    text = text.format("AMA with @jack and you")
    assert "SL008" in codes(text, format)
    assert fixed_text(text, format) == text


def test_a_layout_says_where_the_ignores_stand() -> None:
    layout = Layout(title="what", fields={"ignore": ("quiet",)})
    text = f'{{"spaces": [{{"what": "{GLUED}", "quiet": ["SL102"]}}]}}'
    plan = read_plan(text.encode(), "p", format="json", layout=layout)
    linter, context = Linter(), Context()
    assert suppress(plan, check_plan(plan, linter, context), linter, context).left == []


def test_what_cannot_be_read_cannot_be_suppressed() -> None:
    assert "SL001" in codes("# spacelint: file-ignore\ntitle: @acme\n", "yaml")


@pytest.mark.parametrize(
    ("comment", "quiet", "told"),
    [
        ("# spacelint: ignore SL102", True, "ignore[SL102]"),
        ("# spacelint: ignore sl102 the brand insists", True, "ignore[sl102]"),
        ("# spacelint: ignore, SL102 and SL203", True, "ignore[SL102, SL203]"),
        ("# spacelint: ignore the glued-hashtag is wanted", True, "ignore[glued-hashtag]"),
        ("# spacelint: ignore # SL102", True, "ignore[SL102]"),
        ("# spacelint: ignore SL203", False, "ignore[SL203]"),
        ("# spacelint: Ignore[sl102]", True, ""),
        ("# spacelint: ignore[SL203] # spacelint: ignore[SL102]", True, ""),
        ("# spacelint: ignore as agreed", True, ""),
    ],
)
def test_a_comment_without_brackets_means_the_rules_it_names(
    comment: str, quiet: bool, told: str
) -> None:
    text = f'title: "Town hall of all great#launch"  {comment}\n'
    plan = read_plan(text.encode(), "a.yaml")
    linter = Linter(select=("SL102", "SL203", "SL008"))
    left = suppress(plan, check_plan(plan, linter, Context()), linter, Context()).left
    codes = [each.diagnostic.rule.code for each in left]
    assert ("SL102" not in codes) is quiet
    helps = [each.diagnostic.help for each in left if each.diagnostic.rule.code == "SL008"]
    assert any(told in one for one in helps) if told else not any("Write #" in one for one in helps)
