"""Self-contained HTML pages and SVG pictures: no script, font or request."""

from __future__ import annotations

import html
from collections.abc import Iterable

from spacelint.text.width import cell_columns, cells, visible

_CSS = """
:root{color-scheme:light dark}
body{margin:2rem auto;max-width:72rem;padding:0 1rem;line-height:1.45;
font-family:system-ui,"Segoe UI","Helvetica Neue",Arial,"Noto Sans",sans-serif}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{overflow-wrap:anywhere;
border:1px solid #8a8a8a;padding:.35rem .55rem;text-align:left;vertical-align:top}
.days{table-layout:fixed}
.days th:first-child,.days td:first-child{width:4.5rem}
.few,.source{color:#6b6b6b}
.clash{border-left:4px solid #d55e00;padding-left:.5rem;margin:.3rem 0}
.link{text-decoration:underline;color:#0072b2}
.entry{margin:0 0 .6rem;overflow-wrap:anywhere}
svg{max-width:100%;height:auto;margin-top:1rem}
@media print{body{margin:0;max-width:none}}
"""


def escape(text: str) -> str:
    """Text from outside for HTML or SVG; controls and lone surrogates are spelled out."""
    return html.escape(visible(text))


def page(title: str, body: str) -> str:
    """A whole document; ``title`` is escaped here, ``body`` is HTML."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n"
        f"{body}\n</body>\n</html>\n"
    )


# Okabe and Ito's colours, which people with any colour vision tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
# Whatever is there: resvg drops text that it finds no font for, and knows no generic families.
_FAMILIES = "'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans'"
_FONT = f'font-family="{_FAMILIES}, sans-serif" font-size="13"'


def picture(width: float, height: float, title: str, parts: Iterable[str]) -> str:
    """A whole SVG document, sizes in pixels; ``title`` is escaped here, ``parts`` are SVG."""
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" {_FONT} fill="#1a1a1a">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{inside}\n</svg>\n'
    )


def text_at(x: float, y: float, text: str, more: str = "") -> str:
    """A text of a picture; ``more`` are attributes."""
    return f'<text x="{x:g}" y="{y:g}"{" " + more if more else ""}>{escape(text)}</text>'


def colour(number: int) -> str:
    """The colour of the bar or line with this number, from 0."""
    return _COLOURS[number % len(_COLOURS)]


def cut(text: str, most: int, mark: str = "…") -> str:
    """The text, or as much of it as takes ``most`` terminal cells with the mark at its end."""
    if cells(text) <= most:
        return text
    room = most - len(mark)
    return text[: max(at for at, cell in enumerate(cell_columns(text)) if cell <= room)] + mark
