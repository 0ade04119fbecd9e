"""The diagnostics of a whole folder say what `check` says, and take back what no longer holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import Client
from tests.lsp.core import plan, workspace


def reported(client: Client, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the items of a report to a client that has those of one before."""
    known = [
        {"uri": item["uri"], "value": item["resultId"]} for item in before if "resultId" in item
    ]
    answer = client.request("workspace/diagnostic", {"previousResultIds": known})
    items: list[dict[str, Any]] = answer["items"]
    return items


@pytest.mark.parametrize(
    ("data", "config", "code"),
    [
        (b'[[spaces]]\ntitle = "caf\xe9 #AT&T"\n', "", "SL001"),
        (b'[[spaces]]\ntitle = "x"\n' + b"#" * 2_000, "[limits]\nmax-file-size = 1_999\n", "SL001"),
        (plan("Town hall #AT&T").encode("utf-16"), "", "SL103"),
    ],
)
def test_the_bytes_of_a_closed_plan_count(
    tmp_path: Path, data: bytes, config: str, code: str
) -> None:
    workspace(tmp_path, {"spacelint.toml": config})
    (tmp_path / "spaces").mkdir()
    (tmp_path / "spaces/plan.toml").write_bytes(data)
    with Client() as client:
        client.initialize(tmp_path)
        (item,) = reported(client, [])
        assert [one["code"] for one in item["items"] if one["severity"] == 1] == [code]


def test_a_plan_that_is_gone_or_left_out_has_nothing_any_more(tmp_path: Path) -> None:
    files = {
        "spacelint.toml": "",
        "spaces/one.toml": plan("#AT&T"),
        "spaces/two.toml": plan("#A&B"),
    }
    workspace(tmp_path, files)
    one, two, config = ((tmp_path / name).as_uri() for name in (
        "spaces/one.toml", "spaces/two.toml", "spacelint.toml"
    ))  # fmt: skip
    with Client() as client:
        client.initialize(tmp_path, capabilities={"textDocument": {"diagnostic": {}}})
        before = reported(client, [])
        assert all(item["items"] for item in before)
        (tmp_path / "spaces/two.toml").unlink()
        after = {item["uri"]: item for item in reported(client, before)}
        assert after[one]["kind"] == "unchanged"
        assert (after[two]["kind"], after[two]["items"]) == ("full", [])
        client.open(config, 'exclude = ["spaces"]\n')
        after = {item["uri"]: item for item in reported(client, before)}
        assert (after[one]["kind"], after[one]["items"]) == ("full", [])


def test_what_is_open_and_no_plan_keeps_its_diagnostics(tmp_path: Path) -> None:
    workspace(tmp_path, {"spacelint.toml": ""})
    config = (tmp_path / "spacelint.toml").as_uri()
    with Client() as client:
        client.initialize(tmp_path, capabilities={"textDocument": {"diagnostic": {}}})
        client.open(config, "ignoer = 1\n")
        own = client.request("textDocument/diagnostic", {"textDocument": {"uri": config}})
        (item,) = reported(client, [{"uri": config, "resultId": own["resultId"]}])
        assert item["kind"] == "unchanged"


def test_of_a_plan_without_a_limit_the_first_lines_are_read(tmp_path: Path) -> None:
    line = '{"title": "Town hall #AT&T", "host": "acme"}\n'
    files = {"spacelint.toml": "[limits]\nmax-file-size = 1_000\n", "spaces/p.jsonl": line * 99}
    workspace(tmp_path, files)
    with Client() as client:
        client.initialize(tmp_path)
        (item,) = reported(client, [])
        assert {one["code"] for one in item["items"] if one["severity"] == 1} == {"SL103"}
