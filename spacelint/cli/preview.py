"""``spacelint preview``: a title as a listener sees it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spacelint.cli import parameters as given
from spacelint.preview.layout import THEMES

if TYPE_CHECKING:
    from spacelint.preview.card import Card

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
    app.command("preview", help="Show a title as a listener sees it.")(preview)


def preview(  # house: typer takes an option a parameter
    title: _Title,
    host: _Host = "",
    start: _Start = "",
    svg: _Svg = None,
    png: _Png = None,
    html: _Html = None,
    theme: _Theme = "auto",
    alt: _Alt = False,
    color: given.Colour = "auto",
) -> Any:
    """Print the card of a title, or write it to files; exit with 2 where a file cannot be had."""
    from spacelint.cli.titles import BadInput, numbered
    from spacelint.preview.card import card_of
    from spacelint.text import parse

    given.one_of(theme, THEMES, "--theme")
    if png and not png.lower().endswith(".png"):
        print(f"--png: expected a file that ends in .png; found {_shown(png)}", file=sys.stderr)
        raise typer.Exit(2)
    try:
        _, _, text = next(numbered([title]), ("", 0, ""))
    except BadInput as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    card = card_of(parse(text), host, start)
    if alt:
        print(card.alt)
    if svg or png or html:
        try:
            _write_files(card, theme, svg, png, html)
        except _Refused as error:
            print(error, file=sys.stderr)
            raise typer.Exit(2) from None
    elif not alt:
        from spacelint.preview.terminal import drawn
        from spacelint.report.terminal import style_for

        style = style_for(sys.stdout, given.colour(color))
        ascii = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
        sys.stdout.write(drawn(card, style, ascii=ascii))


class _Refused(Exception):
    """A picture cannot be had; the text says why, for the person who called."""


def _write_files(
    card: Card, theme: str, svg: str | None, png: str | None, html: str | None
) -> None:
    """Draw everything first, so that what cannot be drawn leaves no half of the files behind."""
    pictures: list[tuple[str, bytes]] = []
    if svg:
        from spacelint.preview.svg import svg as svg_of

        pictures.append((svg, svg_of(card, theme).encode()))
    if html:
        from spacelint.preview.html import html as html_of

        pictures.append((html, html_of(card, theme).encode()))
    if png:
        from spacelint.preview.png import NoPngError
        from spacelint.preview.png import png as png_of

        try:
            pictures.append((png, png_of(card, theme)))
        except NoPngError as error:
            raise _Refused(str(error)) from None
    for path, data in pictures:
        _write(path, data)
        print(f"wrote {_shown(path)}", file=sys.stderr)


def _shown(path: str) -> str:
    """Return a path as it is shown."""
    from spacelint.text.escape import visible

    return visible(path)


def _write(path: str, data: bytes) -> None:
    from spacelint.source.atomic import try_put_file

    if refusal := try_put_file(path, data):
        raise _Refused(refusal)
