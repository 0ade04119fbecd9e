"""What batches are linted with: sent to other processes, made ready once in each."""

from __future__ import annotations

import datetime
import json
import pickle
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import spacelint
from spacelint.engine.rule import RuleSet

pa = pytest.importorskip("pyarrow", reason="the extra spacelint[arrow] is not installed")

from spacelint.arrow import BatchLinter, lint_batches  # noqa: E402

CUT = "Town hall #AT&T"
CONFIG = """
min-severity = "warning"
rule-files = ["team.toml"]
[brand]
names = ["Acme"]
hashtags = ["AcmeLive"]
[campaigns.winter]
hashtag = "AcmeWinter"
starts = 2026-11-01
ends = 2027-02-28
"""
RULE = """
[rules.AC001]
name = "no-webinar"
summary = "A Space is no webinar"
check = "pattern"
regex = "webinar"
severity = "warning"
message = "Call it a Space"
rationale = "The team says Space."
since = "1.0"
valid = ["Our Space"]
[[rules.AC001.invalid]]
title = "Our webinar"
highlight = "webinar"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "team.toml").write_text(RULE, "utf-8")
    path = tmp_path / "spacelint.toml"
    path.write_text(CONFIG, "utf-8")
    return path


def found(titles, linter) -> list[list[str]]:
    batch = pa.record_batch({"title": titles})
    [answer] = lint_batches([batch], linter, columns=["findings"])
    return [[finding["code"] for finding in row["findings"]] for row in answer.to_pylist()]


def found_in_another_process(titles, linter) -> list[list[str]]:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(found, titles, linter).result(timeout=120)


def test_a_linter_gives_the_same_answers_in_another_process():
    linter = spacelint.Linter(
        select=["SL1", "SL301"], ignore=["SL107"], severity={"SL103": "warning"}
    )
    copy = pickle.loads(pickle.dumps(linter))
    for title in (CUT, "Meet us at great#tag", "x" * 200):
        assert copy.lint(title) == linter.lint(title)
    assert copy.rules == linter.rules
    assert copy.known == linter.known
    assert copy.limit == linter.limit
    assert copy.docs("SL103") == linter.docs("SL103")
    assert found_in_another_process([CUT], linter) == found([CUT], linter)


class _Own(spacelint.Linter):
    """A linter of a team's own, with more than rules."""

    __slots__ = ("lock",)


def test_a_linter_that_cannot_be_sent_says_what_to_send():
    own = _Own()
    own.lock = threading.Lock()
    first, *others = spacelint.default_rules().rules
    odd = first._replace(params={**first.params, "odd": lambda: None})
    rules = spacelint.default_rules()
    unfit = spacelint.Linter(RuleSet((odd, *others), rules.triggers, rules.read_docs))
    for linter, why in ((own, "_Own is a class of your own"), (unfit, "lambda")):
        for sent in (linter, BatchLinter.of(linter)):
            with pytest.raises(TypeError) as caught:
                pickle.dumps(sent)
            assert why in str(caught.value)
            assert "send spacelint.arrow.BatchLinter.from_config('spacelint.toml')" in str(
                caught.value
            )
            assert "\n" not in str(caught.value)


def test_a_configuration_is_sent_with_its_rules_and_brand_book(config):
    linter = BatchLinter.from_config(str(config), today=datetime.date(2026, 12, 1))
    titles = ["Our webinar #AcmeLive", "Our talk #AcmeLvie", CUT]
    here = found(titles, linter)
    assert here[0] == ["AC001"]
    assert [code for code in here[1] if code.startswith("SL4")]
    assert here[2] == ["SL103"]
    for path in config.parent.iterdir():
        path.unlink()  # nothing is read where it is sent to
    assert found_in_another_process(titles, linter) == here


def test_what_is_sent_many_times_is_made_ready_once(config):
    sent = pickle.dumps(BatchLinter.from_config(str(config)))
    assert pickle.loads(sent) is pickle.loads(sent)
    assert pickle.loads(sent).context.book is pickle.loads(sent).context.book


def test_all_processes_judge_by_the_day_of_the_first(config):
    linter = BatchLinter.from_config(str(config))
    assert pickle.loads(pickle.dumps(linter)).context.today == datetime.date.today()


def test_each_row_has_the_book_of_its_brand(tmp_path):
    path = tmp_path / "spacelint.toml"
    path.write_text('[brands.one]\nblocked = ["ouch"]\n[brands.two]\nblocked = ["argh"]\n', "utf-8")
    linter = BatchLinter.from_config(str(path))
    batch = pa.record_batch({"title": ["ouch argh"] * 3, "brand": ["one", "two", None]})
    [answer] = lint_batches([batch], linter, columns=["findings"])
    blocked = [
        [finding["message"] for finding in row["findings"] if finding["name"] == "blocked-word"]
        for row in answer.to_pylist()
    ]
    assert len({str(each) for each in blocked}) == 3
    one = BatchLinter.from_config(str(path), brand="one")
    assert found(["argh"], one) != found(["ouch"], one)
    with pytest.raises(ValueError, match=r'no brand "onne" .* \(did you mean one\?\)'):
        BatchLinter.from_config(str(path), brand="onne")


def test_what_is_wrong_with_a_configuration_is_told_with_its_place(tmp_path):
    path = tmp_path / "spacelint.toml"
    path.write_text('select = ["SL103"]\nrule-files = ["no.toml"]\nselct = []\n', "utf-8")
    with pytest.raises(ValueError, match=r"spacelint\.toml:3"):
        BatchLinter.from_config(str(path))
    with pytest.raises(ValueError, match="nowhere"):
        BatchLinter.from_config(str(tmp_path / "nowhere.toml"))


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_without_the_extra_one_sentence_says_what_is_missing():
    hidden = "import sys; sys.modules['pyarrow'] = None\n"
    done = python(f"{hidden}from spacelint.arrow import lint_batches")
    assert done.stderr.splitlines()[-1] == (
        "ImportError: spacelint.arrow needs an extra, here and on every executor:"
        " pip install 'spacelint[arrow]'"
    )
    sent = pickle.dumps(lint_batches)
    done = python(f"{hidden}import pickle; pickle.loads({sent!r})")
    assert done.stderr.splitlines()[-1].startswith("ImportError: spacelint.arrow needs an extra")


def test_the_published_schema_needs_no_extra():
    done = python(
        "import sys; sys.modules['pyarrow'] = None\n"
        "from spacelint.__main__ import run; run(['config', 'schema', 'arrow'])"
    )
    assert json.loads(done.stdout)["$id"] == "urn:spacelint:schema:arrow:1"


def test_no_bare_call_imports_the_libraries_of_the_extras():
    done = python(
        "import sys\nfrom spacelint.__main__ import run\n"
        "run(['Town hall #AT&T']); run(['suggest', 'Town hall #AT&T'])\n"
        "print(sorted({'pyarrow', 'mcp', 'spacelint.arrow', 'spacelint.mcp'} & {*sys.modules}))"
    )
    assert done.stdout.splitlines()[-1] == "[]"
