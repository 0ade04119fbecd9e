"""``spacelint preview``: a title as a listener sees it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from spacelint.cli import UsageError
from spacelint.cli.declare import add_command, one_of, with_options
from spacelint.cli.mistyped import require_titles
from spacelint.cli.options import CheckOptions
from spacelint.cli.titles import numbered
from spacelint.preview.card import Card, card_of
from spacelint.preview.html import html as as_html
from spacelint.preview.layout import THEMES
from spacelint.preview.svg import svg as as_svg
from spacelint.preview.terminal import drawn as in_terminal
from spacelint.report.terminal import style_for
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
    add_command(
        app, "preview", "Show a title as a listener sees it.",
        with_options(preview, ("colour",)),
        "spacelint preview 'Town hall #ATT'", "spacelint preview 'Town hall #ATT' --svg card.svg",
    )  # fmt: skip


def preview(  # house: typer reads the options here
    options: CheckOptions,
    title: _Title,
    host: _Host = "",
    start: _Start = "",
    svg: _Svg = None,
    png: _Png = None,
    html: _Html = None,
    theme: _Theme = "auto",
    alt: _Alt = False,
) -> None:
    """Print the card of a title, or write it to files; raises UsageError where one can't be had."""
    one_of(theme, THEMES, "--theme")
    require_titles([title], "spacelint preview")
    if png and not png.lower().endswith(".png"):
        raise UsageError(f"--png: expected a file that ends in .png; found {visible(png)}")
    _, _, text = next(numbered([title]), ("", 0, ""))
    card = card_of(parse(text), host, start)
    if alt:
        print(card.alt)
    # Everything is drawn first: what cannot be drawn leaves no half of the files behind.
    drawn: dict[str, bytes] = {}
    if svg:
        drawn[svg] = as_svg(card, theme).encode()
    if html:
        drawn[html] = as_html(card, theme).encode()
    if png:
        drawn[png] = _as_png(card, theme)
    for path, data in drawn.items():
        if refusal := try_put_file(path, data):
            raise UsageError(refusal)
        print(f"wrote {visible(path)}", file=sys.stderr)
    if not drawn and not alt:
        style = style_for(sys.stdout, options.common.colour)
        ascii = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
        sys.stdout.write(in_terminal(card, style, ascii=ascii))


def _as_png(card: Card, theme: str) -> bytes:
    from spacelint.preview.png import NoPngError, png

    try:
        return png(card, theme)
    except NoPngError as error:
        raise UsageError(str(error)) from None
