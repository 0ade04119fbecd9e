"""Edits in the editor: after each the server knows what a fresh reading of the text says."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from spacelint.lsp.workspace import Workspace
from tests.fixer.test_plans import DOCUMENTS
from tools.attack import texts
from tools.attack.family import Family, Try

_ENDINGS = {"front-matter": "md", "text": "txt"}
_EDITS = 25


def attack(attempt: Try) -> None:
    """Type into a document of several Spaces; what is known equals what a new server finds."""
    random, folder = attempt.random, attempt.folder
    (folder / "spacelint.toml").write_text(texts.BOOK)
    format, template = random.choice(DOCUMENTS)
    text = template.format("AMA with @jack great#launch #AT&T")
    if format in ("toml", "yaml", "jsonl", "ics"):
        text += text * random.randint(0, 3)
    path = folder / f"spaces.{_ENDINGS.get(format, format)}"
    typed = Workspace([str(folder)])
    typed.open(path.as_uri(), format, 1, text)
    for version in range(2, _EDITS):
        at = random.randrange(len(text) + 1)
        more = random.choice((*texts.SIGNS, *texts.WORDS, "a", " "))
        text = text[:at] + more + text[at + random.choice((0, 0, 1, 5)) :]
        typed.change(path.as_uri(), version, text)
        attempt.count += 1
        try:
            known, fresh = _findings(typed, path), _fresh(folder, path, format, text)
        except Exception as error:
            attempt.check(False, f"{text!a}: {type(error).__name__}: {error}")
            return
        if known != fresh:
            attempt.check(False, f"{text!a}: {known} where a new server finds {fresh}")
            return


def _fresh(folder: Path, path: Path, format: str, text: str) -> object:
    new = Workspace([str(folder)])
    new.open(path.as_uri(), format, 1, text)
    return _findings(new, path)


def _findings(known: Workspace, path: Path) -> list[tuple[object, ...]]:
    analysis = known.analysis(path.as_uri())
    assert analysis is not None
    return [(each.start, each.end, each.diagnostic.rule.code, each.diagnostic.message)
            for each in analysis.found]  # fmt: skip


def plant() -> AbstractContextManager[object]:
    """A server that keeps what it knew of a document."""

    def drop(self: Workspace, uri: str) -> None:
        self._analyses.setdefault(uri, self._analyses.get(uri))  # type: ignore[arg-type]

    return patch.object(Workspace, "_drop", drop)


FAMILY = Family("editor", "edits", attack, plant)
