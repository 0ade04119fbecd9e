"""Real Chromium, and a page of the installed command in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright
from playwright.sync_api import Page as Tab

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "acme"
_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()


def launch(playwright: Playwright) -> Browser:
    """Start the browser with a new and empty profile."""
    return playwright.chromium.launch(
        executable_path=os.environ["CHROMIUM"], headless=True, args=_ARGUMENTS
    )


@contextmanager
def tab_of(browser: Browser, origin: str, **options) -> Iterator[Tab]:
    """Open a tab that must ask nobody but ``origin``, run nothing hostile and log no error."""
    context: BrowserContext = browser.new_context(
        **{"viewport": {"width": 1200, "height": 900}, "accept_downloads": True, **options}
    )
    context.set_default_timeout(15_000)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("request", lambda one: foreign(one.url, origin) and wrong.append(one.url))
    tab.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    tab.wrong = wrong
    try:
        yield tab
        assert wrong == []
        assert context.cookies() == []
    finally:
        context.close()


def foreign(url: str, origin: str) -> bool:
    return not url.startswith((f"{origin}/", "blob:", "data:", "file:"))


def findings_of_axe(tab: Tab) -> list[str]:
    """Return what axe-core finds in the page as it stands."""
    tab.evaluate(Path(os.environ["AXE"]).read_text("utf-8"))
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}"
        for one in found
    ]
