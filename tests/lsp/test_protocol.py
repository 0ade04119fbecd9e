"""The server as an editor meets it: real processes, the real protocol."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.lsp.client import Client
from tests.lsp.core import BOOK, plan

BROKEN = "é😀 Town hall #AT&T with @jack, ask us all you like"
_SERVER = [sys.executable, "-m", "spacelint", "lsp"]


@pytest_lsp.fixture(config=ClientServerConfig(server_command=_SERVER))
async def pushed(lsp_client: LanguageClient, tmp_path: Path):  # type: ignore[no-untyped-def]
    """A client in a folder that has a brand book, and to which diagnostics are pushed."""
    (tmp_path / "spacelint.toml").write_text(BOOK)
    capabilities = client_capabilities("neovim@0.6.1")
    folders = [types.WorkspaceFolder(tmp_path.as_uri(), "work")]
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities, root_uri=tmp_path.as_uri(), workspace_folders=folders
        )
    )
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=ClientServerConfig(server_command=_SERVER))
async def pulling(lsp_client: LanguageClient, tmp_path: Path):  # type: ignore[no-untyped-def]
    """A client in a folder of plans that asks for diagnostics itself."""
    for number in range(30):
        (tmp_path / "spaces").mkdir(exist_ok=True)
        (tmp_path / "spaces" / f"{number}.toml").write_text(plan(f"Number {number} #AT&T"))
    capabilities = client_capabilities("visual_studio_code@1.65.2")
    assert capabilities.text_document is not None
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities()
    watched: list[str] = []

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        watched.extend(one.method for one in params.registrations)

    folders = [types.WorkspaceFolder(tmp_path.as_uri(), "work")]
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities, root_uri=tmp_path.as_uri(), workspace_folders=folders
        )
    )
    yield
    assert watched == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
    await lsp_client.shutdown_session()


def open_document(client: LanguageClient, uri: str, text: str, language: str = "toml") -> None:
    item = types.TextDocumentItem(uri, language, 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))


@pytest.mark.asyncio
async def test_diagnostics_are_pushed_with_the_version_they_belong_to(
    pushed: LanguageClient, tmp_path: Path
) -> None:
    uri = (tmp_path / "spaces/plan.toml").as_uri()
    open_document(pushed, uri, plan(BROKEN))
    await pushed.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert [one.code for one in pushed.diagnostics[uri]] == ["SL103"]
    document = types.VersionedTextDocumentIdentifier(uri=uri, version=2)
    whole = types.TextDocumentContentChangeWholeDocument(plan(BROKEN.replace("&", "")))
    pushed.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))
    await pushed.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert not pushed.diagnostics[uri]


@pytest.mark.asyncio
async def test_every_feature_answers(pushed: LanguageClient, tmp_path: Path) -> None:
    uri = (tmp_path / "spaces/plan.toml").as_uri()
    open_document(pushed, uri, plan(BROKEN))
    document = types.TextDocumentIdentifier(uri)
    place = types.Position(1, 25)
    hover = await pushed.text_document_hover_async(types.HoverParams(document, place))
    assert hover is not None
    completion = types.CompletionParams(document, types.Position(1, 24))
    assert await pushed.text_document_completion_async(completion) is not None
    links = types.DocumentLinkParams(document)
    assert len(await pushed.text_document_document_link_async(links) or ()) == 2
    symbols = types.DocumentSymbolParams(document)
    assert len(await pushed.text_document_document_symbol_async(symbols) or ()) == 1
    everywhere = types.Range(types.Position(0, 0), types.Position(9, 0))
    hints = types.InlayHintParams(document, everywhere)
    assert len(await pushed.text_document_inlay_hint_async(hints) or ()) == 2
    context = types.CodeActionContext(diagnostics=[])
    actions = types.CodeActionParams(document, types.Range(place, place), context)
    found = await pushed.text_document_code_action_async(actions) or ()
    assert "Write #ATT" in [one.title for one in found]


@pytest.mark.asyncio
async def test_diagnostics_are_pulled_and_not_told_twice(
    pulling: LanguageClient, tmp_path: Path
) -> None:
    uri = (tmp_path / "spaces/plan.toml").as_uri()
    open_document(pulling, uri, plan(BROKEN))
    document = types.TextDocumentIdentifier(uri)
    first = await pulling.text_document_diagnostic_async(types.DocumentDiagnosticParams(document))
    assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
    assert [one.code for one in first.items] == ["SL103"]
    again = await pulling.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(document, previous_result_id=first.result_id)
    )
    assert again.kind == "unchanged"
    assert uri not in pulling.diagnostics


@pytest.mark.asyncio
async def test_a_whole_folder_is_pulled_and_only_once(pulling: LanguageClient) -> None:
    params = types.WorkspaceDiagnosticParams(previous_result_ids=[])
    report = await pulling.workspace_diagnostic_async(params)
    assert len(report.items) == 30
    assert all(item.kind == "full" and item.items for item in report.items)  # type: ignore[union-attr]
    known = [types.PreviousResultId(one.uri, one.result_id or "") for one in report.items]
    again = await pulling.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))
    assert {item.kind for item in again.items} == {"unchanged"}


def test_progress_is_told_where_the_client_gave_a_token(tmp_path: Path) -> None:
    (tmp_path / "spaces").mkdir()
    for number in range(4):
        (tmp_path / "spaces" / f"{number}.toml").write_text(plan(f"Number {number} #AT&T"))
    with Client() as client:
        client.initialize(tmp_path)
        client.begin("workspace/diagnostic", {"previousResultIds": [], "workDoneToken": "work"})
        said = [client.next("$/progress")["params"]["value"] for _ in range(6)]
    assert [one["kind"] for one in said] == ["begin", *["report"] * 4, "end"]
    assert [one["percentage"] for one in said[1:5]] == [25, 50, 75, 100]
