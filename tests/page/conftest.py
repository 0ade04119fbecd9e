"""One page for all tests that leave it as it was."""

from __future__ import annotations

import pytest

from tests.page.served import BOOK, Page


@pytest.fixture(scope="session")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("team")
    (folder / "spacelint.toml").write_text(BOOK)
    with Page(folder) as served:
        yield served
