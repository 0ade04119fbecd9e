"""Tell of links in built pages that lead nowhere: ``python tools/check_links.py FOLDER``.

Only what is in the folder is looked at; addresses elsewhere are left alone.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name in ("href", "src") and tag != "base":
                self.links.append(value)
            if value and name == "id":
                self.anchors.add(value)


def broken_links(folder: Path) -> list[str]:
    """Return each link of the pages in ``folder`` to a file or an anchor that is not there."""
    pages = {path.resolve(): _Page(path.read_text("utf-8")) for path in folder.rglob("*.html")}
    found = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            anchor = unquote(parts.fragment)
            missing = not target.exists() or (
                anchor and target in pages and anchor not in pages[target].anchors
            )
            if missing:
                found.append(f"{path.relative_to(folder.resolve())}: {link} leads nowhere")
    return found


def main() -> int:
    """Print the broken links; the exit status is 1 where there are any."""
    found = broken_links(Path(sys.argv[1]))
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
