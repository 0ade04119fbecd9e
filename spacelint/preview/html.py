"""The card as a self-contained HTML page: no script, no font, no request."""

from __future__ import annotations

from functools import partial
from html import escape

from spacelint.preview.card import Card, marked
from spacelint.preview.layout import DARK, LIGHT, Colours

_CSS = """
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-content:center;padding:1rem;
background:var(--page);color:var(--plain);
font-family:system-ui,"Segoe UI","Helvetica Neue",Arial,"Noto Sans",sans-serif}
main{width:min(38rem,calc(100vw - 2rem))}
.card{background:var(--card);border:1px solid var(--edge);border-radius:1rem;padding:1.75rem;
overflow:hidden;overflow-wrap:anywhere}
.host,.start,.count,.notes{margin:0;color:var(--muted);font-size:.95rem;line-height:1.45}
.host{display:flex;align-items:center;gap:.8rem}
.host svg{flex:none;width:2.25rem;height:2.25rem}
.title{margin:1.1rem 0 .8rem;font-size:1.5rem;line-height:1.35;font-weight:700;
white-space:pre-wrap}
.track{height:6px;border-radius:3px;background:var(--edge);margin:1.2rem 0 .6rem}
.fill{height:6px;border-radius:3px;background:var(--accent)}
.over .fill{background:var(--lost)}
.over .count{color:var(--lost);font-weight:700}
.notes{list-style:none;padding:.8rem .25rem 0}
.link{color:var(--link);text-decoration:underline}
.lost{color:var(--lost);text-decoration:line-through}
"""
_spans = partial(marked, tag="span", around=("<bdi>", "</bdi>"))
_MIC = (
    '<svg viewBox="0 0 36 36" aria-hidden="true"><circle cx="18" cy="18" r="18"'
    ' fill="var(--accent)"/><g fill="none" stroke="#fff" stroke-width="2"'
    ' stroke-linecap="round"><rect x="14" y="8" width="8" height="13" rx="4" fill="#fff"/>'
    '<path d="M10 17a8 8 0 0 0 16 0M18 25v4"/></g></svg>'
)


def html(card: Card, theme: str = "auto") -> str:
    """Return the page; ``theme`` is ``light``, ``dark`` or ``auto`` (what the reader prefers)."""
    direction = "rtl" if card.right_to_left else "ltr"
    share = min(1.0, card.length / card.limit) * 100
    host = f"<bdi>{escape(card.host)}</bdi> (host)" if card.host else "A Space"
    start = f'<p class="start"><bdi>{escape(card.start)}</bdi></p>\n' if card.start else ""
    notes = "\n".join(f"<li>{_spans(note)}</li>" for note in card.notes)
    over = " over" if card.length > card.limit else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<title>Preview of a Space title</title>\n"
        f"<style>{_variables(theme)}{_CSS}</style>\n</head>\n<body>\n<main>\n"
        f'<section class="card{over}" role="img" aria-label="{escape(card.alt)}">\n'
        f'<p class="host">{_MIC}<span>{host}</span></p>\n'
        f'<p class="title" dir="{direction}">{_spans(card.pieces)}</p>\n{start}'
        f'<div class="track"><div class="fill" style="width:{share:.1f}%"></div></div>\n'
        f'<p class="count">{escape(card.counts)}</p>\n</section>\n'
        f'<ul class="notes">\n{notes}\n</ul>\n</main>\n</body>\n</html>\n'
    )


def _variables(theme: str) -> str:
    if theme == "auto":
        dark = f"@media (prefers-color-scheme:dark){{:root{{{_values(DARK)}}}}}"
        return f":root{{color-scheme:light dark;{_values(LIGHT)}}}{dark}"
    colours = DARK if theme == "dark" else LIGHT
    return f":root{{color-scheme:{theme};{_values(colours)}}}"


def _values(colours: Colours) -> str:
    pairs = zip(colours._fields, colours, strict=True)
    return ";".join(f"--{name}:{value}" for name, value in pairs)
