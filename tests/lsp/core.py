"""A workspace of real files, asked without a client."""

from __future__ import annotations

from pathlib import Path

from spacelint.lsp.analysis import Analysis
from spacelint.lsp.documents import uri_of
from spacelint.lsp.workspace import Workspace

BOOK = """\
[brand]
names = ["Acme"]
hashtags = ["#AcmeTalks"]

[campaigns.winter]
hashtag = "#AcmeWinter"
starts = 2026-11-01
ends = 2027-02-28
owner = "Susan"

[handles]
AcmeHQ = "Acme"
"""


def workspace(folder: Path, files: dict[str, str] | None = None, **more: str) -> Workspace:
    """Return a workspace of ``folder`` with these files written into it."""
    for name, text in (files or {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return Workspace([str(folder)], **more)


def opened(known: Workspace, path: Path, text: str, language: str = "toml") -> Analysis:
    """Return the analysis of a text that a client has open."""
    uri = uri_of(str(path))
    known.open(uri, language, 1, text)
    analysis = known.analysis(uri)
    assert analysis is not None
    return analysis


def plan(title: str) -> str:
    """Return a plan in TOML with one Space of that title."""
    return f'[[spaces]]\ntitle = "{title}"\nhost = "AcmeHQ"\n'
