"""The VS Code extension as it is packaged: what is in it, and what is not."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "editors" / "vscode"
VSIX = ROOT / "dist" / "spacelint.vsix"


@pytest.fixture(scope="module")
def packaged() -> dict[str, str]:
    """The text of each file of the package, by its path."""
    if not VSIX.exists():
        pytest.skip("nothing is packaged: make vsix")
    sources = [*SOURCE.glob("*.json"), *SOURCE.glob("src/*"), SOURCE / "README.md"]
    if VSIX.stat().st_mtime < max(path.stat().st_mtime for path in sources):
        pytest.skip("what is packaged is older than its sources: make vsix")
    with zipfile.ZipFile(VSIX) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_package_holds_one_program_and_what_says_what_it_is(packaged: dict[str, str]) -> None:
    assert set(packaged) == {
        "extension.vsixmanifest",
        "[Content_Types].xml",
        "extension/package.json",
        "extension/readme.md",
        "extension/LICENSE.txt",
        "extension/dist/extension.js",
        "extension/dist/NOTICES.txt",
    }
    assert packaged["extension/LICENSE.txt"] == (SOURCE / "LICENSE").read_text("utf-8")


def test_the_licences_of_what_the_program_is_made_of_come_with_it(packaged: dict[str, str]) -> None:
    notices = packaged["extension/dist/NOTICES.txt"]
    for name in ("vscode-languageclient", "vscode-jsonrpc", "semver", "minimatch"):
        assert re.search(rf"^{name} \d+\.\d+\.\d+ \((MIT|ISC)\)$", notices, re.M), name
    assert notices.count("Permission") >= 4


def test_the_manifest_names_the_program_and_what_it_contributes(packaged: dict[str, str]) -> None:
    manifest = json.loads(packaged["extension/package.json"])
    assert manifest == json.loads((SOURCE / "package.json").read_text("utf-8"))
    assert f"extension/{Path(manifest['main']).as_posix()}" in packaged
    settings = manifest["contributes"]["configuration"]["properties"]
    assert all(name.startswith("spacelint.") and settings[name]["description"] for name in settings)
    program = packaged["extension/dist/extension.js"]
    for command in manifest["contributes"]["commands"]:
        assert f'"{command["command"]}"' in program


def test_each_setting_is_one_that_the_server_knows_or_the_extension_reads(
    packaged: dict[str, str],
) -> None:
    from spacelint.lsp.settings import Settings

    settings = json.loads(packaged["extension/package.json"])["contributes"]["configuration"]
    own = {"spacelint.enable", "spacelint.path"}
    for name in set(settings["properties"]) - own:
        last = name.rpartition(".")[2]
        assert re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", last) in Settings._fields


def test_the_package_tells_nothing_of_the_machine_it_was_made_on(packaged: dict[str, str]) -> None:
    program = packaged["extension/dist/extension.js"]
    assert "sourceMappingURL" not in program
    for name, text in packaged.items():
        assert str(ROOT) not in text, name
        assert str(Path.home()) + "/" not in text, name
        assert "registry." not in text, name


@pytest.mark.parametrize("lock", ["editors/vscode", "tests/vscode"])
def test_the_versions_of_packages_are_pinned_without_saying_where_they_come_from(lock: str) -> None:
    packages = json.loads((ROOT / lock / "package-lock.json").read_text("utf-8"))["packages"]
    assert len(packages) > 3
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not [name for name, package in packages.items() if name and "integrity" not in package]
