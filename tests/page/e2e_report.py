"""The report for approvers in real Chromium: ticked, saved, printed, without JavaScript."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.page.browser import EXAMPLES, findings_of_axe, launch, tab_of

TODAY = ("--today", "2027-02-20")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


def spacelint(folder, *arguments):
    command = [sys.executable, "-m", "spacelint", *arguments, *TODAY]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    done = spacelint(tmp_path, "report", "spaces.yaml", "-o", "report.html")
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_titles_are_ticked_noted_and_saved_and_check_reads_them(browser, folder):
    with tab_of(browser, "file://") as tab:
        tab.goto(f"file://{folder}/report.html")
        tab.locator("article input").first.check()
        tab.locator("article textarea").nth(1).fill("Which AT&T? </script>")
        tab.fill("#who", "Dana")
        expect(tab.locator(".bar output")).to_have_text("1 of 8 approved")
        with tab.expect_download() as download:
            tab.click("text=Save approvals")
        assert download.value.suggested_filename == "approved.json"
        download.value.save_as(folder / "approved.json")
        expect(tab.locator(".bar output")).to_have_text("Saved as approved.json")
    saved = json.loads((folder / "approved.json").read_text("utf-8"))
    assert saved["reviewer"] == "Dana"
    done = spacelint(folder, "check", "spaces.yaml", "--approved", "approved.json")
    assert "1 title is approved by Dana as planned, 0 changed since, 7 not approved" in done.stderr
    assert "note      Which AT&T? </script>" in done.stderr


def test_without_javascript_it_can_be_read(browser, folder):
    with tab_of(browser, "file://", java_script_enabled=False) as tab:
        tab.goto(f"file://{folder}/report.html")
        assert tab.locator("article").count() == 8
        assert tab.locator(".bar").is_hidden()
        assert tab.locator(".nojs").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
def test_axe_finds_nothing_and_it_fits(browser, folder, scheme, width):
    size = {"width": width, "height": 800}
    with tab_of(browser, "file://", color_scheme=scheme, viewport=size) as tab:
        tab.goto(f"file://{folder}/report.html")
        assert findings_of_axe(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("paper", "width"), [("A4", 186), ("Letter", 188)])
def test_it_fits_the_paper(browser, folder, paper, width):
    with tab_of(browser, "file://") as tab:
        tab.goto(f"file://{folder}/report.html")
        tab.emulate_media(media="print")
        pixels = int(width / 25.4 * 96)
        tab.set_viewport_size({"width": pixels, "height": 1000})
        assert tab.evaluate("document.documentElement.scrollWidth") <= pixels
        assert tab.locator(".bar").is_hidden()
        data = tab.pdf(format=paper)
        assert data.startswith(b"%PDF")
        assert data.count(b"/Type /Page\n") + data.count(b"/Type/Page\n") <= 6
