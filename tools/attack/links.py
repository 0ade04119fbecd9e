"""Symbolic links that lead out of the folder: nothing outside is written, walked into or shown."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from tools.attack.family import Family, Try

_PLAN = "spaces:\n  - title: AMA with @jack great#launch SECRET\n"
_NAMES = ("spaces.yaml", "spaces", "plans/spaces.yaml", "spaces2.yaml", "r.json", "card.svg",
          "spacelint-baseline.json", "page.html", "spacelint.toml", ".gitignore", "audio",
          "rules.toml", "plans/spacelint-baseline.json")  # fmt: skip
_COMMANDS = (
    ("check", "--fix"), ("check", "--fix", "."), ("check", "--add-ignore"), ("check", "--diff"),
    ("check", "--write-baseline"), ("check", "--output-file", "json=r.json"), ("check", "plans"),
    ("check", "--fix", "--output-file", "html=page.html"), ("preview", "AMA", "--svg", "card.svg"),
    ("preview", "AMA", "--html", "page.html"), ("report", "--output", "page.html"),
    ("check", "--show-files"), ("config", "init"), ("check", "--fix", "--no-respect-gitignore"),
    ("history", "recordings", "--export", "audio"), ("reach", "AMA #a", "--plot", "card.svg"),
    ("check", "--fix", "--jobs", "2"), ("check", "--plans-only", "--fix"),
)  # fmt: skip


def attack(attempt: Try) -> None:
    """Set up a folder with links among plans and outputs, run, and look at what lies outside."""
    random = attempt.random
    repo, outside = attempt.folder / "repo", attempt.folder / "outside"
    (repo / "plans").mkdir(parents=True)
    (outside / "plans").mkdir(parents=True)
    for name in ("spaces.yaml", "plans/spaces.yaml", "other.txt"):
        (outside / name).write_text(_PLAN)
    (repo / "inside-spaces.yaml").write_text(_PLAN.replace(" SECRET", ""))
    for name in random.sample(_NAMES, random.randint(1, 6)):
        target = random.choice(("spaces.yaml", "plans", "other.txt", "made", "", "plans/made"))
        up = "../" * (name.count("/") + 1)
        to = random.choice((f"{up}outside/{target}", str(outside / target), f"{up}.", name, "plans",
                            "inside-spaces.yaml", "spaces.yaml"))  # fmt: skip
        if not os.path.lexists(repo / name):
            (repo / name).symlink_to(to)
    before = _everything(outside)
    args = random.choice(_COMMANDS)
    done = attempt.run(*args, cwd=repo)
    told = f"{args} {sorted((p.name, os.readlink(p)) for p in repo.rglob('*') if p.is_symlink())}"
    attempt.check(_everything(outside) == before, f"{told}: something outside was written")
    attempt.check("SECRET" not in done.out, f"{told}: a file outside was shown")


def _everything(folder: Path) -> dict[str, object]:
    return {
        str(path): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
        for path in sorted(folder.rglob("*"))
    }


def plant() -> AbstractContextManager[object]:
    """An output is written through any link."""
    import spacelint.source.atomic as atomic

    return patch.object(atomic, "refuse_link_out", lambda path: None)


FAMILY = Family("links", "runs", attack, plant)
