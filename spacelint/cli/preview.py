"""``spacelint preview``: a title as a listener sees it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from spacelint.cli import parameters as given
from spacelint.cli.declare import add_command, with_options
from spacelint.cli.mistyped import titles_meant_otherwise
from spacelint.cli.options import CheckOptions
from spacelint.cli.titles import BadInput, numbered
from spacelint.preview.card import Card, card_of
from spacelint.preview.html import html
from spacelint.preview.layout import THEMES
from spacelint.preview.svg import svg
from spacelint.source.atomic import try_put_file
from spacelint.text import parse
from spacelint.text.width import visible

_Title = Annotated[
    str,
    typer.Argument(metavar="TITLE", help="The planned title; - reads a line of input."),
]
_Host = Annotated[str, typer.Option("--host", help="Who hosts it, shown above the title.")]
_Start = Annotated[str, typer.Option("--start", help="When it starts, shown below the title.")]
_Svg = Annotated[str | None, typer.Option("--svg", metavar="FILE", help="Draw it as SVG.")]
_Png = Annotated[
    str | None,
    typer.Option("--png", metavar="FILE", help="Draw it as PNG; needs spacelint\\[png]."),
]
_Html = Annotated[str | None, typer.Option("--html", metavar="FILE", help="Write it as a page.")]
_Theme = Annotated[
    str, typer.Option("--theme", help="Of the files: light, dark or auto (as the reader prefers).")
]
_Alt = Annotated[bool, typer.Option("--alt", help="Print the words that go with the picture.")]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    arguments: dict[str, tuple[object, object]] = {
        "title": (_Title, ...),
        "host": (_Host, ""),
        "start": (_Start, ""),
        "svg": (_Svg, None),
        "png": (_Png, None),
        "html": (_Html, None),
        "theme": (_Theme, "auto"),
        "alt": (_Alt, False),
    }
    add_command(
        app, "preview", "Show a title as a listener sees it.",
        with_options(preview, arguments, ("colour",)),
        "spacelint preview 'Town hall #ATT'", "spacelint preview 'Town hall #ATT' --svg card.svg",
    )  # fmt: skip


def preview(
    title: str,
    host: str,
    start: str,
    theme: str,
    alt: bool,
    options: CheckOptions,
    **files: str | None,
) -> int:
    """Print the card of a title, or write it to files; exit with 2 where a file cannot be had.

    ``files`` are the paths of the pictures by their kind: ``svg``, ``png``, ``html``.
    """
    given.one_of(theme, THEMES, "--theme")
    if message := titles_meant_otherwise([title], "spacelint preview"):
        print(message, file=sys.stderr)
        return 2
    png = files["png"]
    if png and not png.lower().endswith(".png"):
        print(f"--png: expected a file that ends in .png; found {visible(png)}", file=sys.stderr)
        return 2
    try:
        _, _, text = next(numbered([title]), ("", 0, ""))
        card = card_of(parse(text), host, start)
        if alt:
            print(card.alt)
        if any(files.values()):
            _write_files(card, theme, files)
        elif not alt:
            from spacelint.preview.terminal import drawn
            from spacelint.report.terminal import style_for

            style = style_for(sys.stdout, options.common.colour)
            ascii = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
            sys.stdout.write(drawn(card, style, ascii=ascii))
    except (BadInput, _Refused) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


class _Refused(Exception):
    """A picture cannot be had; the text says why, for the person who called."""


def _write_files(card: Card, theme: str, files: Mapping[str, str | None]) -> None:
    """Draw everything first, so that what cannot be drawn leaves no half of the files behind."""
    from spacelint.preview.png import NoPngError, png

    pictures: list[tuple[str, bytes]] = []
    try:
        if path := files["svg"]:
            pictures.append((path, svg(card, theme).encode()))
        if path := files["html"]:
            pictures.append((path, html(card, theme).encode()))
        if path := files["png"]:
            pictures.append((path, png(card, theme)))
    except NoPngError as error:
        raise _Refused(str(error)) from None
    for path, data in pictures:
        _write(path, data)
        print(f"wrote {visible(path)}", file=sys.stderr)


def _write(path: str, data: bytes) -> None:
    if refusal := try_put_file(path, data):
        raise _Refused(refusal)
