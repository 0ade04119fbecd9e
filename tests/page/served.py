"""A page of the installed command, in a process of its own, and a client that speaks to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx

BOOK = """
[brand]
names = ["Acme"]
handle = "@AcmeHQ"
hashtags = ["#AcmeTalks"]
blocked = ["guaranteed returns"]
timezone = "Europe/Berlin"

[campaigns.winter]
hashtag = "#AcmeWinter"
starts = 2026-11-15
ends = 2027-01-06
owner = "Dana"
"""


class Page:
    """``with Page(folder, "plan.yaml") as page``; ``url`` is the whole address with its secret."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.arguments = arguments
        self.url = ""

    def __enter__(self) -> Page:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "spacelint", "page", "--no-browser", *self.arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        line = self.process.stdout.readline()
        if not line:
            _, told = self.process.communicate()
            raise AssertionError(told)
        self.url = line.partition(": ")[2].strip()
        self.origin = "/".join(self.url.split("/")[:3])
        self.secret = self.url.split("/")[3]
        self.client = httpx.Client(
            base_url=self.url, headers={"origin": self.origin}, timeout=60, trust_env=False
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        finally:
            self.process.kill()
            self.process.stdout.close()
            self.process.stderr.close()

    def get(self, path: str, **more) -> httpx.Response:
        return self.client.get(path, **more)

    def post(self, path: str, data=None, **more) -> httpx.Response:
        return self.client.post(path, data=data, **more)
