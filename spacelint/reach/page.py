"""Pages of HTML that need nothing from elsewhere: no script, no font, no request."""

from __future__ import annotations

import html

from spacelint.text.width import visible

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
