"""Real editors, headless, with the very snippets of editors/: squiggle, quick fix, saved file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli

ROOT = Path(__file__).parents[2]
EDITORS = ROOT / "editors"
DRIVERS = Path(__file__).parent / "editors"
TITLE = "é😀 Town hall #AT&T with @jack, ask us all you like"
LINE = f'title = "{TITLE}"'
FIXED = TITLE.replace("#AT&T", "#ATT")


def drive(folder: Path, snippet: Path, command: list[str]) -> list[dict[str, Any]]:
    """Run an editor over a plan in ``folder`` and return what it reports."""
    path = folder / "spaces" / "plan.toml"
    path.parent.mkdir()
    path.write_text(f"[[spaces]]\n{LINE}\n", encoding="utf-8")
    report = folder / "report.json"
    environment = {
        **os.environ,
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PLAN": str(path),
        "REPORT": str(report),
        "SNIPPET": str(snippet),
        "PYTHON": sys.executable,
        "ACTION": "Write #ATT",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)
    assert report.exists(), done.stdout + done.stderr
    found: list[dict[str, Any]] = json.loads(report.read_text())
    assert not [one for one in found if "error" in one], (found, done.stderr)
    assert path.read_text(encoding="utf-8") == f'[[spaces]]\ntitle = "{FIXED}"\n'
    return found


@pytest.mark.skipif(shutil.which("nvim") is None, reason="neovim is not installed")
def test_neovim_marks_the_tag_and_writes_the_better_one(tmp_path: Path) -> None:
    driver = DRIVERS / "drive.lua"
    command = ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-c", f"luafile {driver}"]
    found, left = drive(tmp_path, EDITORS / "neovim" / "spacelint.lua", command)
    # Neovim counts bytes; the server was asked for UTF-16 and the editor turned it back.
    start = len(LINE[: LINE.index("#")].encode())
    assert (found["line"], found["column"], found["last"]) == (1, start, start + len("#AT&T"))
    assert "X links only #AT, not #AT&T" in found["message"]
    assert left == {"left": 0}


def has_eglot() -> bool:
    command = ["emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"]
    return not subprocess.run(command, capture_output=True).returncode


@pytest.mark.skipif(shutil.which("emacs") is None, reason="emacs is not installed")
def test_emacs_starts_the_server_for_the_word_space_and_where_no_other_is(tmp_path: Path) -> None:
    if not has_eglot():
        pytest.skip("emacs has no eglot: install elpa-eglot")
    wanted = [
        "spaces/a.toml",
        "Spaces-2026/a.json",
        "x/q1 spaces.md",
        "my_space.csv",
        "spacelint.toml",
    ]
    others = ["workspace/n/a.json", "spaces/x/a.json", "whitespace.md", "spaces.py", "spaceship.md"]
    owned = "spaces/own.txt"
    for name in (*wanted, *others, owned):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("")
    visits = " ".join(f'(find-file "{tmp_path / name}")' for name in (*wanted, *others))
    script = f"""(progn (package-initialize) (load "{EDITORS / "emacs" / "spacelint.el"}")
      (setq spacelint-command '("true") enable-local-variables nil)
      (defun spacelint () (princ (concat buffer-file-name "\\n")))
      (spacelint-setup) {visits} (accept-process-output nil 0.1)
      (define-derived-mode own-mode text-mode "Own")
      (add-hook 'text-mode-hook #'eglot-ensure)
      (add-to-list 'auto-mode-alist '("own[.]txt" . own-mode))
      (find-file "{tmp_path / owned}") (accept-process-output nil 0.1))"""
    done = subprocess.run(
        ["emacs", "--batch", "--eval", script], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split("\n")[:-1]) == sorted(str(tmp_path / one) for one in wanted)


@pytest.mark.skipif(shutil.which("emacs") is None, reason="emacs is not installed")
def test_emacs_marks_the_tag_and_writes_the_better_one(tmp_path: Path) -> None:
    if not has_eglot():
        pytest.skip("emacs has no eglot: install elpa-eglot")
    command = ["emacs", "--batch", "-l", str(DRIVERS / "drive.el")]
    (found,) = drive(tmp_path, EDITORS / "emacs" / "spacelint.el", command)
    assert (found["line"], found["column"]) == (1, LINE.index("#"))
    assert found["marked"] == "#AT&T"
    assert "X links only #AT, not #AT&T" in found["message"]


@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")
def test_the_snippet_for_vim_is_read_without_a_fault(tmp_path: Path) -> None:
    out = tmp_path / "out"
    snippet = EDITORS / "vim" / "spacelint.vim"
    (tmp_path / ".git").mkdir()
    command = [
        "vim", "-Nu", "NONE", "-i", "NONE", "-es", "-c", f"source {snippet}",
        "-c", f"edit {tmp_path}/spaces/plan.toml",
        "-c", f"call writefile([SpacelintRoot(bufnr(''))], '{out}')", "-c", "qa!",
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=20)
    assert out.read_text().strip() == str(tmp_path)


def test_the_snippets_for_helix_zed_and_sublime_name_the_server() -> None:
    helix = tomli.loads((EDITORS / "helix" / "languages.toml").read_text())
    server = helix["language-server"]["spacelint"]
    assert [server["command"], *server["args"]] == ["spacelint", "lsp"]
    assert all("spacelint" in one["language-servers"] for one in helix["language"])
    zed = tomli.loads((EDITORS / "zed" / "extension.toml").read_text())
    assert "spacelint" in zed["language_servers"]
    assert json.loads((EDITORS / "zed" / "settings.json").read_text())["lsp"]["spacelint"]
    sublime = json.loads((EDITORS / "sublime" / "LSP.sublime-settings").read_text())
    assert sublime["clients"]["spacelint"]["command"] == ["spacelint", "lsp"]


@pytest.mark.parametrize("name", ["neovim", "emacs", "vim", "helix", "zed", "sublime", "vscode"])
def test_each_client_says_how_it_is_installed(name: str) -> None:
    text = (EDITORS / name / "README.md").read_text()
    assert "spacelint[lsp]" in text
