"""``spacelint check --changed``: the files that git says have changed."""

from __future__ import annotations

import os
import subprocess

from spacelint.cli.session import UsageError
from spacelint.text.width import visible


def changed_files(files: list[str], commit: str) -> list[str]:
    """Return those of ``files`` that differ from ``commit`` or that git does not know yet.

    A branch is compared with where it was left: what others changed on it since does not count.
    Raises UsageError where git cannot tell.
    """
    root = _git(".", "rev-parse", "--show-toplevel").removesuffix("\n")
    base = _git(root, "merge-base", "--end-of-options", commit, "HEAD", commit=commit).strip()
    names = _git(root, "diff", "--name-only", "--diff-filter=d", "-z", "--end-of-options", base)
    names += _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    changed = {os.path.realpath(os.path.join(root, name)) for name in names.split("\0") if name}
    return [path for path in files if path == "-" or os.path.realpath(path) in changed]


def _git(folder: str, *arguments: str, commit: str = "") -> str:
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)
    except OSError:
        raise UsageError("--changed: git is not installed, or cannot be run") from None
    if done.returncode:
        if commit:
            raise UsageError(f'--changed: git knows no commit or branch "{visible(commit)}"')
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[:1]
        raise UsageError(f"--changed: git says: {visible(' '.join(said))}")
    return os.fsdecode(done.stdout)
