"""Titles are linted, fixed, drawn and made better, in one process."""

from __future__ import annotations

from contextlib import AbstractContextManager
from unittest.mock import patch
from xml.etree import ElementTree

from spacelint.cli.options import Options
from spacelint.cli.session import Session, open_session
from spacelint.engine.linter import Linter
from spacelint.fixer.titles import fix_title
from spacelint.preview.card import card_of
from spacelint.preview.svg import svg
from spacelint.suggester.search import suggest
from spacelint.text.title import Title
from tools.attack import texts
from tools.attack.family import Family, Try

_MANY = 40
_sessions: list[Session] = []


def attack(attempt: Try) -> None:
    """Lint titles with a brand book and without; nothing raises, no fix goes round in a ring."""
    if not _sessions:
        config = attempt.folder / "spacelint.toml"
        config.write_text(texts.BOOK)
        _sessions.append(open_session(Options(config=str(config))))
    session = _sessions[0]
    for _ in range(_MANY):
        title = texts.title(attempt.random)
        attempt.count += 1
        try:
            _one(attempt, session, title)
        except Exception as error:
            attempt.check(False, f"{title!a}: {type(error).__name__}: {error}")


def _one(attempt: Try, session: Session, title: str) -> None:
    linter, context = session.linter, session.context
    for found in linter.lint(title, context):
        at = f"{title!a}: {found.rule.code}"
        attempt.check(0 <= found.start <= found.end <= len(title), f"{at}: place out of bounds")
        attempt.check(bool(found.message), f"{at}: no message")
        for edit in found.edits:
            inside = 0 <= edit[0] <= edit[1] <= len(title)
            attempt.check(inside, f"{at}: an edit out of bounds")
    fixed = fix_title(linter, title, context=context)
    again = fix_title(linter, fixed.text, context=context)
    attempt.check(fixed.rounds >= 10 or again.text == fixed.text, f"{title!a}: fixed for ever")
    if attempt.random.random() < 0.2:
        ElementTree.fromstring(svg(card_of(Title(title))))
        suggest(title, linter, context)


def plant() -> AbstractContextManager[object]:
    """A rule that raises for a title with a cut flag."""
    real = Linter.lint

    def lint(self: Linter, text: str, *rest: object, **more: object) -> object:
        if "\u200d" in text:
            raise IndexError("planted")
        return real(self, text, *rest, **more)  # type: ignore[arg-type]

    return patch.object(Linter, "lint", lint)


FAMILY = Family("titles", "titles", attack, plant)
