"""Take the pictures of the docs anew: ``make e2e-page PICTURES=docs/images``. Look at each."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.page.browser import EXAMPLES, launch, tab_of
from tests.page.served import Page

TODAY = ("--today", "2027-02-20")
WIDE = {"width": 1100, "height": 760}
PHONE = {"width": 390, "height": 844}
TITLES = {
    "light": ("Town hall #AT&T with @mirjam_k, live @8pm", "light", WIDE),
    "dark": ("Town hall #AT&T with @mirjam_k, live @8pm", "dark", WIDE),
    "phone": ("Launch night with Mirjam Keller #AcmeLaunhc", "light", PHONE),
    "rtl": ("هل الراديو المفتوح هو المستقبل؟ مع @openradio#راديو", "light", WIDE),
    "long": (
        "Office hours: bring your questions, your projects and your old radios along to the studio",
        "light",
        WIDE,
    ),
    "emoji": ("👩‍👩‍👧‍👦 聊聊开放电台#AcmeRadio 🎉🇩🇪 1️⃣", "dark", WIDE),
}


def main(target: Path) -> None:
    """Write all pictures into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
        browser = launch(playwright)
        with Page(folder, "spaces.yaml", *TODAY) as served:
            for kind, (title, scheme, size) in TITLES.items():
                with tab_of(browser, served.origin, color_scheme=scheme, viewport=size) as tab:
                    tab.goto(f"{served.url}write")
                    tab.fill("#title", title)
                    tab.wait_for_timeout(900)
                    tab.screenshot(path=target / f"page-{kind}.png")
            views = {"plan": "plan", "week": "plan?as=week", "book": "book", "rules": "rules/SL103"}
            for kind, path in views.items():
                with tab_of(browser, served.origin, viewport=WIDE) as tab:
                    tab.goto(f"{served.url}{path}")
                    if kind == "week":
                        tab.select_option("#as", "week")
                        tab.wait_for_url("**as=week**")
                    tab.screenshot(path=target / f"page-{kind}.png")
        command = [sys.executable, "-m", "spacelint", "report", "spaces.yaml", "-o", "r.html"]
        subprocess.run([*command, *TODAY], cwd=folder, check=True, capture_output=True)
        with tab_of(browser, "file://", viewport={"width": 820, "height": 1000}) as tab:
            tab.goto(f"file://{folder}/r.html")
            tab.screenshot(path=target / "report.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
