"""What a configuration says, from its file, from what it extends, and where it is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from spacelint.config.load import config_problems, load_config
from spacelint.config.show import config_show_rows
from spacelint.config.value import Config, ignored_for, is_excluded, layout_for
from spacelint.schema import Fault


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path.resolve()
    (root / ".git").mkdir()
    return root


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def good(path: str) -> Config:
    config, problems = load_config(path)
    assert problems == ()
    return config


def faults(path: str) -> list[str]:
    return [
        str(problem).replace(str(Path(path).parent) + "/", "")
        for problem in load_config(path).problems
    ]


def test_every_key_comes_out_typed(root: Path) -> None:
    write(root / "team.rules.toml", "")
    path = write(
        root / "spacelint.toml",
        """
        select = ["SL1", "cut-short-hashtag"]
        extend-select = ["SL501"]
        ignore = ["SL502"]
        fixable = ["SL1"]
        unfixable = ["SL103"]
        exclude = ["old/"]
        extend-exclude = ["*.bak"]
        min-severity = "hint"
        fail-on = "never"
        baseline = "known.json"
        output-format = "sarif"
        rule-files = ["team.rules.toml"]
        required-version = ">=0.0.1"
        per-file-ignores = { "drafts/*" = ["SL3"] }
        severity = { SL502 = "warning" }
        rules.SL502 = { most = 3, list = ["a"], deep = { er = 1 } }
        plan = { files = ["spaces/*.toml"], timezone = "Europe/Berlin", date-order = "dmy" }
        limits = { max-file-size = 1000, pattern-seconds = 1 }
        """,
    )
    config = good(path)
    assert config.select == ("SL1", "cut-short-hashtag")
    assert config.extend_select == ("SL501",)
    assert config.ignore == ("SL502",)
    assert (config.fixable, config.unfixable) == (("SL1",), ("SL103",))
    assert (config.min_severity, config.fail_on) == ("hint", "never")
    assert config.output_format == "sarif"
    assert config.baseline == str(root / "known.json")
    assert config.rule_files == (str(root / "team.rules.toml"),)
    assert config.severity == {"SL502": "warning"}
    assert config.rules == {"SL502": {"most": 3, "list": ["a"], "deep": {"er": 1}}}
    assert (config.timezone, config.date_order) == ("Europe/Berlin", "dmy")
    assert config.limits == (1000, 5_000_000, 1.0, 120_000)
    assert config.book == {}
    assert [glob.pattern for glob in config.plan_files] == ["spaces/*.toml"]
    assert ignored_for(config, str(root / "drafts" / "a.toml")) == ("SL3",)
    assert ignored_for(config, str(root / "spaces" / "a.toml")) == ()
    assert is_excluded(config, str(root / "old" / "a.toml"))
    assert is_excluded(config, str(root / "spaces" / "a.bak"))
    assert not is_excluded(config, str(root / ".venv" / "a.toml"))  # exclude was replaced


def test_the_calls_of_a_real_project_are_read_by_five_lines(root: Path) -> None:
    path = write(
        root / "spacelint.toml",
        '[plan."calls/*.md"]\n'
        'title = "description"\n'
        'start = ["date", "time"]\n'
        'host = "hosts"\n'
        'where = { location = "Spaces" }\n',
    )
    layout = layout_for(good(path), str(root / "calls" / "2022-11-22.md"))
    assert layout is not None
    assert layout.places == {
        "title": ("description",),
        "start": ("date", "time"),
        "host": ("hosts",),
    }
    assert layout.where == {"location": ("Spaces", "")}
    assert layout_for(good(path), str(root / "notes" / "a.md")) is None


def test_columns_are_numbers_and_the_first_glob_wins(root: Path) -> None:
    path = write(
        root / "spacelint.toml",
        '[plan."a.csv"]\ntitle = 2\nheader = false\n[plan."*.csv"]\ntitle = "Text"\n',
    )
    config = good(path)
    first = layout_for(config, str(root / "a.csv"))
    other = layout_for(config, str(root / "b.csv"))
    assert first is not None
    assert other is not None
    assert (first.places["title"], first.header) == ((2,), False)
    assert other.places["title"] == ("Text",)


def test_pyproject_is_read_at_its_section(root: Path) -> None:
    path = write(root / "pyproject.toml", '[tool.spacelint]\nignore = ["SL5"]\nignroe = 1\n')
    config, problems = load_config(path)
    assert config.ignore == ("SL5",)
    assert [(p.line, p.key_path, p.suggestion) for p in problems] == [
        (3, "tool.spacelint.ignroe", "")
    ]
    assert problems[0].message.startswith('unknown key "ignroe"; known here: ')


def test_what_is_extended_comes_after_what_extends_it(root: Path) -> None:
    write(
        root / "shared" / "base.toml",
        """
        select = ["SL1"]
        ignore = ["SL502", "SL503"]
        fail-on = "error"
        min-severity = "hint"
        exclude = ["attic/"]
        [severity]
        SL1 = "info"
        SL2 = "info"
        [rules.SL502]
        most = 3
        least = 1
        [hashtags]
        AcmeTalks = "the weekly call"
        [campaigns.winter]
        hashtag = "#AcmeWinter"
        owner = "Dana"
        [brand]
        names = ["Acme"]
        """,
    )
    path = write(
        root / "spacelint.toml",
        """
        extend = "shared/base.toml"
        select = ["SL2"]
        ignore = ["SL501", "SL502"]
        fail-on = "info"
        hashtags = ["#AcmeLive"]
        [severity]
        SL2 = "error"
        [rules.SL502]
        most = 4
        [campaigns.winter]
        hashtag = "#AcmeWinter26"
        [brand]
        names = ["Acme Corp"]
        """,
    )
    config = good(path)
    assert config.select == ("SL2",)
    assert config.ignore == ("SL501", "SL502", "SL503")
    assert (config.fail_on, config.min_severity) == ("info", "hint")
    assert config.severity == {"SL1": "info", "SL2": "error"}
    assert config.rules["SL502"] == {"most": 4, "least": 1}
    assert set(config.book["hashtags"]) == {"#AcmeLive", "AcmeTalks"}
    assert config.book["campaigns"]["winter"]["hashtag"] == "#AcmeWinter26"
    assert config.book["campaigns"]["winter"]["owner"] == "Dana"
    assert config.book["campaigns"]["winter"]["required"] is True
    assert config.book["brand"]["names"] == ("Acme Corp", "Acme")
    # The globs of a file are meant from where it lies.
    assert is_excluded(config, str(root / "shared" / "attic" / "x.toml"))
    assert not is_excluded(config, str(root / "attic2" / "x.toml"))


def test_of_several_extended_files_the_later_comes_first_and_shared_ones_last(root: Path) -> None:
    write(root / "c.toml", 'fail-on = "error"\nmin-severity = "error"\noutput-format = "json"\n')
    write(root / "a.toml", 'extend = "c.toml"\nfail-on = "info"\nmin-severity = "warning"\n')
    write(root / "b.toml", 'extend = "c.toml"\nfail-on = "hint"\n')
    config = good(write(root / "spacelint.toml", 'extend = ["a.toml", "b.toml"]\n'))
    assert (config.fail_on, config.min_severity, config.output_format) == (
        "hint",
        "warning",
        "json",
    )


def test_a_package_can_be_extended_without_running_its_code(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = root / "site" / "acme_titles"
    write(package / "__init__.py", "raise SystemExit('ran')")
    write(package / "rules.toml", "")
    write(
        package / "house.toml",
        'fail-on = "error"\nrule-files = ["rules.toml"]\nextend-exclude = ["attic/"]\n',
    )
    monkeypatch.setattr(sys, "path", [str(root / "site"), *sys.path])
    path = write(root / "project" / "spacelint.toml", 'extend = "pkg:acme_titles/house.toml"\n')
    config = good(path)
    assert config.fail_on == "error"
    assert config.rule_files == (str(package / "rules.toml"),)
    assert is_excluded(config, str(root / "project" / "attic" / "x.toml"))


@pytest.mark.parametrize(
    ("extend", "says"),
    [
        ("https://example.org/a.toml", "a URL is never fetched"),
        ("missing.toml", "missing.toml: no such file"),
        ("sub", "sub: this is a directory, expected a TOML file"),
        ("../../outside.toml", "leads out of the project"),
        ("/etc/passwd", "leads out of the project"),
        ("link.toml", "leads out of the project"),
        ("spacelint.toml", "goes in a circle: spacelint.toml → spacelint.toml"),
        ("pkg:json", "expected pkg:NAME/file.toml"),
        ("pkg:no_such_package_here/a.toml", 'there is no installed package "no_such_package_here"'),
        ("pkg:json/../os.py", "leads out of the project"),
        ("pkg:json/none.toml", "none.toml: no such file"),
        ("a\\u0000b", "not a path"),
    ],
)
def test_an_extend_that_cannot_be_followed_is_a_problem_at_its_line(
    root: Path, extend: str, says: str
) -> None:
    (root / "sub").mkdir()
    (root / "link.toml").symlink_to("/etc/hostname")
    path = write(root / "spacelint.toml", f'\nextend = "{extend}"\n')
    problems = load_config(path).problems
    assert len(problems) == 1
    assert (problems[0].line, problems[0].column, problems[0].key_path) == (2, 10, "extend")
    assert says in problems[0].message


def test_a_longer_circle_is_shown_whole(root: Path) -> None:
    write(root / "a.toml", 'extend = "b.toml"\n')
    write(root / "b.toml", 'extend = ["a.toml"]\n')
    assert faults(write(root / "spacelint.toml", 'extend = "a.toml"\n')) == [
        "b.toml:1:11: extend[0]: goes in a circle: a.toml → b.toml → a.toml"
    ]


def test_a_chain_without_end_is_cut(root: Path) -> None:
    for number in range(60):
        write(root / f"{number}.toml", f'extend = "{number + 1}.toml"\n')
    problems = load_config(str(root / "0.toml")).problems
    assert [problem.message for problem in problems] == ["more than 32 files in all"]


def test_faults_of_an_extended_file_are_told_at_that_file(root: Path) -> None:
    write(root / "base.toml", "a = 1\na = 2\n")
    assert faults(write(root / "spacelint.toml", 'extend = "base.toml"\n')) == [
        "base.toml:2:1: the same key is given twice: a"
    ]


def test_everything_wrong_is_reported_in_one_go(root: Path) -> None:
    path = write(
        root / "spacelint.toml",
        """
per_file_ignores = { "a" = ["SL1"] }
select = "SL1"
ignore = ["SL 1"]
fail-on = "eror"
rule-files = ["none.toml", "../../x.toml"]
required-version = "new"
[plan]
timezone = "Europe/Berln"
[plan."*.md"]
titel = "x"
brand = "acme"
timezone = "Berlin"
[limits]
pattern-seconds = 60
""",
    )
    assert [fault.split(" (/")[0] for fault in faults(path)] == [
        'spacelint.toml:7:20: required-version: expected versions like ">=0.1,<1", found "new"',
        'spacelint.toml:9:12: plan.timezone: there is no time zone "Europe/Berln"'
        " (did you mean Europe/Berlin?)",
        'spacelint.toml:12:9: plan."*.md".brand: unknown brand "acme"; there is no [brands.NAME]',
        'spacelint.toml:13:12: plan."*.md".timezone: there is no time zone "Berlin"'
        " (did you mean Europe/Berlin?)",
        'spacelint.toml:2:1: per_file_ignores: unknown key "per_file_ignores"'
        " (did you mean per-file-ignores?)",
        'spacelint.toml:3:10: select: expected a list of texts in [ ], found the text "SL1"',
        "spacelint.toml:4:11: ignore[0]: expected a rule code like SL103, the start of one like"
        ' SL1, or a rule\'s name, found "SL 1"',
        'spacelint.toml:5:11: fail-on: expected one of "error", "warning", "info", "hint",'
        ' "never"; found "eror" (did you mean error?)',
        'spacelint.toml:11:1: plan."*.md".titel: unknown key "titel" (did you mean title?)',
        "spacelint.toml:15:19: limits.pattern-seconds: expected a number from 0.001 to 5,"
        " found the number 60",
        "spacelint.toml:6:15: rule-files[0]: no such file: none.toml",
        f"spacelint.toml:6:28: rule-files[1]: leads out of the project: {root.parents[1]}/x.toml"
        f" is not in {root}",
    ]


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (">=0.0.1", True),
        (">=0.0.1,<900", True),
        ("!=0.0.0", True),
        (">900", False),
        ("==900.*", False),
        ("~=900.1", False),
        ("900", False),
    ],
)
def test_a_configuration_for_another_version_is_refused(
    root: Path, wanted: str, fits: bool
) -> None:
    problems = load_config(
        write(root / "spacelint.toml", f"required-version = '{wanted}'")
    ).problems
    assert not problems if fits else "install another" in problems[0].message


def test_what_the_engine_finds_wrong_is_told_at_its_line_too(root: Path) -> None:
    write(root / "base.toml", '\nignore = ["SL9"]\n')
    config = good(write(root / "spacelint.toml", 'extend = "base.toml"\nignore = ["SL1", "SL2"]\n'))
    assert config.ignore == ("SL1", "SL2", "SL9")
    problems = config_problems(
        config, [Fault(("ignore", 2), "no such rule"), Fault(("ignore", 1), "neither")]
    )
    assert [(Path(p.path).name, p.line, p.column) for p in problems] == [
        ("spacelint.toml", 2, 18),
        ("base.toml", 2, 11),
    ]


def test_show_names_file_and_line_of_every_value(root: Path) -> None:
    write(root / "base.toml", '\nignore = ["SL9"]\nfail-on = "error"\n')
    path = write(
        root / "spacelint.toml",
        'extend = "base.toml"\nignore = ["SL1"]\n[rules.SL502]\nmost = 3\n'
        '[handles]\nacme = "A\\u001b"\n',
    )
    rows = {row.key: row for row in config_show_rows(good(path))}

    def shown(key: str) -> tuple[str, str, int]:
        row = rows[key]
        return row.value, Path(row.file).name, row.line

    assert shown("ignore[0]") == ('"SL1"', "spacelint.toml", 2)
    assert shown("ignore[1]") == ('"SL9"', "base.toml", 2)
    assert shown("fail-on") == ('"error"', "base.toml", 3)
    assert shown("rules.SL502.most") == ("3", "spacelint.toml", 4)
    assert shown("handles.acme") == ('"A\\u001b"', "spacelint.toml", 6)
    assert shown("min-severity") == ('"info"', "", 0)
    assert shown("limits.max-file-size") == ("10000000", "", 0)


def test_a_file_that_cannot_be_read_leaves_the_defaults(root: Path) -> None:
    config, problems = load_config(str(root / "none.toml"))
    assert [problem.message for problem in problems] == ["no such file"]
    assert config.fail_on == "warning"
