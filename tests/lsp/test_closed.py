"""What is wrong with configurations that are not open is told, and taken back when it is fixed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from spacelint.lsp.publish import diagnostics
from tests.lsp.client import Client
from tests.lsp.core import opened, plan, workspace

PULLS: dict[str, Any] = {"textDocument": {"diagnostic": {}}}
PLAN = plan("Town hall #AT&T")
BAD, GOOD = 'ignoer = ["SL5"]\n', 'ignore = ["SL5"]\n'


class Shown:
    """What a client shows of one file that was pushed to it."""

    def __init__(self, client: Client, folder: Path, config: str) -> None:
        self.client = client
        self.plan = (folder / "spaces/plan.toml").as_uri()
        self.path = folder / "spacelint.toml"
        self.uri = self.path.as_uri()
        self.path.write_text(config)

    def after(self, method: str = "", params: object = None) -> list[str] | None:
        """Return what was pushed last for the configuration until all is quiet; None: nothing."""
        if method:
            self.client.notify(method, params)
        else:
            self.client.open(self.plan, PLAN)
        place = {"textDocument": {"uri": self.plan}, "position": {"line": 9, "character": 0}}
        pull = self.client.begin("textDocument/diagnostic", {"textDocument": {"uri": self.plan}})
        last = None
        waiting = {pull, self.client.begin("textDocument/hover", place)}
        while waiting:
            message = self.client.next()
            waiting.discard(message.get("id", 0))
            params_ = message.get("params") or {}
            if params_.get("uri") == self.uri:
                last = [one["message"] for one in params_["diagnostics"]]
        return last

    def opened(self, text: str) -> tuple[str, object]:
        item = {"uri": self.uri, "languageId": "toml", "version": 1, "text": text}
        return "textDocument/didOpen", {"textDocument": item}

    def closed(self) -> tuple[str, object]:
        return "textDocument/didClose", {"textDocument": {"uri": self.uri}}

    def changed(self, kind: int) -> tuple[str, object]:
        change = {"changes": [{"uri": self.uri, "type": kind}]}
        return "workspace/didChangeWatchedFiles", change


def test_a_client_that_pulls_is_told_and_it_is_taken_back_when_it_asks_itself(
    tmp_path: Path,
) -> None:
    with Client() as client:
        client.initialize(tmp_path, capabilities=PULLS)
        shown = Shown(client, tmp_path, BAD)
        assert shown.after() == ['ignoer: unknown key "ignoer" (did you mean ignore?)']
        assert shown.after(*shown.opened(BAD)) == []


@pytest.mark.parametrize("capabilities", [{}, PULLS])
def test_a_configuration_that_is_bad_on_disk_is_told_of_when_it_is_closed(
    tmp_path: Path, capabilities: dict[str, Any]
) -> None:
    with Client() as client:
        client.initialize(tmp_path, capabilities=capabilities)
        shown = Shown(client, tmp_path, BAD)
        shown.after()
        shown.after(*shown.opened(BAD))
        assert shown.after(*shown.closed())


@pytest.mark.parametrize("capabilities", [{}, PULLS])
def test_a_configuration_that_is_gone_has_no_problem(
    tmp_path: Path, capabilities: dict[str, Any]
) -> None:
    with Client() as client:
        client.initialize(tmp_path, capabilities=capabilities)
        shown = Shown(client, tmp_path, BAD)
        shown.after()
        shown.path.unlink()
        assert shown.after(*shown.changed(3)) == []


@pytest.mark.parametrize(
    ("config", "name", "text"),
    [
        ('extend = "book/base.toml"\n', "book/base.toml", 'ignore = ["SL103"]\n'),
        ('rule-files = ["team.toml"]\nignore = ["SL103"]\n', "team.toml", ""),
    ],
)
def test_a_file_that_a_configuration_names_may_be_made_later(
    tmp_path: Path, config: str, name: str, text: str
) -> None:
    known = workspace(tmp_path, {"spacelint.toml": config})
    analysis = opened(known, tmp_path / "spacelint.toml", config)
    (found,) = diagnostics(analysis)
    assert "no such file" in found.message
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    assert known.file_changed(str(path))
    assert diagnostics(known.analysis(analysis.document.uri) or analysis) == []
    assert "SL103" not in [
        one.code for one in diagnostics(opened(known, tmp_path / "spaces/plan.toml", PLAN))
    ]


def test_a_rule_file_that_was_never_written_is_a_rule_file(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": 'rule-files = ["team.toml"]\n'})
    analysis = opened(known, tmp_path / "team.toml", "")
    assert analysis.settings.kind == "rules"
