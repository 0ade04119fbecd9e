"""What a client and the server agree on, and change while they work: settings, folders, units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import Client
from tests.lsp.core import plan

BROKEN = "é😀 Town hall #AT&T with @jack, ask us all you like"
REFRESHING = {
    "textDocument": {"diagnostic": {}},
    "workspace": {
        "diagnostics": {"refreshSupport": True}, "inlayHint": {"refreshSupport": True}
    },
}  # fmt: skip


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [one.get("code", "") for one in found]


def folders(*paths: Path) -> list[dict[str, str]]:
    return [{"uri": path.as_uri(), "name": path.name} for path in paths]


@pytest.mark.parametrize(
    ("offered", "agreed", "column"),
    [
        (["utf-8"], "utf-8", 26),
        (["utf-32", "utf-16"], "utf-32", 22),
        (["utf-16"], "utf-16", 23),
        (None, "utf-16", 23),
    ],
)
def test_the_unit_of_columns_is_the_one_agreed_on(
    tmp_path: Path, offered: list[str] | None, agreed: str, column: int
) -> None:
    general = {"general": {"positionEncodings": offered}} if offered else {}
    at = (tmp_path / "spaces/plan.toml").as_uri()
    with Client() as client:
        told = client.initialize(tmp_path, capabilities=general)
        assert told["positionEncoding"] == agreed
        assert told["textDocumentSync"]["change"] == 1  # the whole text, always
        client.open(at, plan(BROKEN))
        found = next(one for one in client.diagnostics(at, 1) if one.get("code") == "SL103")
        assert found["range"]["start"] == {"line": 1, "character": column}
        place = {"textDocument": {"uri": at}, "position": found["range"]["end"]}
        assert "#AT&T" in str(client.request("textDocument/hover", place))


def test_settings_hold_from_the_start_and_from_the_moment_they_change(tmp_path: Path) -> None:
    at = (tmp_path / "spaces/plan.toml").as_uri()
    everywhere = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    hints = {"textDocument": {"uri": at}, "range": everywhere}
    with Client() as client:
        client.initialize(tmp_path, initializationOptions={"ignore": ["SL103"]})
        client.open(at, plan(BROKEN))
        assert "SL103" not in codes(client.diagnostics(at, 1))
        assert len(client.request("textDocument/inlayHint", hints)) == 2
        settings = {"spacelint": {"inlayHints": {"lengths": False, "cutTags": False}}}
        client.notify("workspace/didChangeConfiguration", {"settings": settings})
        assert "SL103" in codes(client.diagnostics(at, 1))
        assert client.request("textDocument/inlayHint", hints) == []
        settings = {"spacelint": {"select": ["SL401"], "minSeverity": "error"}}
        client.notify("workspace/didChangeConfiguration", {"settings": settings})
        assert codes(client.diagnostics(at, 1)) == []


def test_each_folder_has_its_own_configuration_and_may_come_and_go(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, config in ((one, 'ignore = ["SL103"]\n'), (two, "")):
        (folder / "spaces").mkdir(parents=True)
        (folder / "spacelint.toml").write_text(config)
        (folder / "spaces/plan.toml").write_text(plan(BROKEN))

    def told(client: Client) -> dict[str, bool]:
        report = client.request("workspace/diagnostic", {"previousResultIds": []})
        return {item["uri"]: "SL103" in codes(item["items"]) for item in report["items"]}

    first, second = ((folder / "spaces/plan.toml").as_uri() for folder in (one, two))
    with Client() as client:
        client.initialize(workspaceFolders=folders(one, two))
        assert told(client) == {first: False, second: True}
        event = {"added": [], "removed": folders(one)}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        assert told(client) == {second: True}
        event = {"added": folders(one), "removed": folders(two)}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        assert told(client) == {first: False}


def test_a_client_that_pulls_is_asked_to_pull_again_when_the_configuration_changes(
    tmp_path: Path,
) -> None:
    at, config = ((tmp_path / name).as_uri() for name in ("spaces/plan.toml", "spacelint.toml"))
    document = {"textDocument": {"uri": at}}
    (tmp_path / "spacelint.toml").write_text("")
    with Client() as client:
        client.initialize(tmp_path, capabilities=REFRESHING)
        client.open(at, plan(BROKEN))
        first = client.request("textDocument/diagnostic", document)
        assert "SL103" in codes(first["items"])
        client.open(config, 'ignore = ["SL103"]\n')
        client.next("workspace/diagnostic/refresh")
        client.next("workspace/inlayHint/refresh")
        again = {**document, "previousResultId": first["resultId"]}
        second = client.request("textDocument/diagnostic", again)
        assert second["kind"] == "full"
        assert "SL103" not in codes(second["items"])


def test_a_configuration_that_is_saved_for_the_first_time_counts(tmp_path: Path) -> None:
    at, config = ((tmp_path / name).as_uri() for name in ("spaces/plan.toml", "spacelint.toml"))
    with Client() as client:
        client.initialize(tmp_path)
        client.open(at, plan(BROKEN))
        assert "SL103" in codes(client.diagnostics(at, 1))
        (tmp_path / "spacelint.toml").write_text('ignore = ["SL103"]\n')
        client.notify("textDocument/didSave", {"textDocument": {"uri": config}})
        assert "SL103" not in codes(client.diagnostics(at, 1))


def test_of_many_edits_that_wait_only_some_are_looked_at_and_the_last_one_is(
    tmp_path: Path,
) -> None:
    at = (tmp_path / "spaces/plan.toml").as_uri()
    filler = "".join(plan(f"Ask us all number {number} #AT&T") for number in range(1_000))
    many = 60
    with Client() as client:
        client.initialize(tmp_path)
        client.open(at, filler)
        client.diagnostics(at, 1)
        wires = []
        for version in range(2, many + 2):
            document = {"uri": at, "version": version}
            changes = [{"text": filler + plan("#A&B" * (version % 2) + f"Ask us {version}")}]
            params = {"textDocument": document, "contentChanges": changes}
            message = {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}
            body = json.dumps(message).encode()
            wires.append(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        client.raw(b"".join(wires))
        seen = []
        while not seen or seen[-1]["version"] != many + 1:
            seen.append(client.next("textDocument/publishDiagnostics")["params"])
    assert len(seen) < many  # how many depends on what else the machine does
    for params in seen:
        # What is told belongs to the version it is told for.
        last = [one for one in params["diagnostics"] if one["range"]["start"]["line"] >= 3_000]
        assert ("SL103" in codes(last)) == bool(params["version"] % 2)
    assert [one["version"] for one in seen] == sorted({one["version"] for one in seen})


def test_closing_a_plan_takes_its_diagnostics_back(tmp_path: Path) -> None:
    at = (tmp_path / "spaces/plan.toml").as_uri()
    with Client() as client:
        client.initialize(tmp_path)
        client.open(at, plan(BROKEN))
        assert "SL103" in codes(client.diagnostics(at, 1))
        client.notify("textDocument/didClose", {"textDocument": {"uri": at}})
        assert client.diagnostics(at) == []
        assert not client.request("textDocument/documentLink", {"textDocument": {"uri": at}})


@pytest.mark.parametrize("settings", [{}, None, {"yaml": {}}, []])
def test_settings_of_others_take_back_nothing(tmp_path: Path, settings: object) -> None:
    at = (tmp_path / "spaces/plan.toml").as_uri()
    with Client() as client:
        client.initialize(tmp_path, initializationOptions={"ignore": ["SL103"]})
        client.notify("workspace/didChangeConfiguration", {"settings": settings})
        client.open(at, plan(BROKEN))
        assert "SL103" not in codes(client.diagnostics(at, 1))


def test_of_the_settings_only_what_is_wrong_is_left_out_and_told_of(tmp_path: Path) -> None:
    at = (tmp_path / "spaces/plan.toml").as_uri()
    given = {"ignore": ["SL103", "SL999"], "minSeverty": "info"}
    with Client() as client:
        client.initialize(tmp_path, initializationOptions=given)
        shown = client.next("window/showMessage")["params"]
        assert shown["type"] == 2
        assert "minSeverty" in shown["message"]
        client.open(at, plan(BROKEN))
        assert "SL103" not in codes(client.diagnostics(at, 1))
        assert '"SL999"' in client.next("window/showMessage")["params"]["message"]


def test_an_answer_that_changed_without_its_text_is_not_called_unchanged(tmp_path: Path) -> None:
    rule = """\
[rules.TEAM001]
name = "no-foo"
summary = "No foo"
check = "pattern"
severity = "error"
message = "no {match}"
regex = 'foo'
rationale = "x"
since = "1"
valid = ["bar"]
[[rules.TEAM001.invalid]]
title = "a foo"
highlight = "foo"
"""
    config = 'rule-files = ["team.toml"]\nignore = ["TEAM001"]\n'
    (tmp_path / "team.toml").write_text(rule)
    uris = [(tmp_path / name).as_uri() for name in ("spacelint.toml", "team.toml")]
    with Client() as client:
        client.initialize(tmp_path, capabilities=REFRESHING)
        for uri, text in zip(uris, (config, rule), strict=True):
            client.open(uri, text)
        document = {"textDocument": {"uri": uris[0]}}
        first = client.request("textDocument/diagnostic", document)
        again = {**document, "previousResultId": first["resultId"]}
        assert first["items"] == []
        assert client.request("textDocument/diagnostic", again)["kind"] == "unchanged"
        client.change(uris[1], rule.replace("TEAM001", "TEAM002"), 2)
        after = client.request("textDocument/diagnostic", again)
        assert "TEAM001" in after["items"][0]["message"]
