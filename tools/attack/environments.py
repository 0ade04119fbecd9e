"""The command in environments that nobody wrote down: locales, terminals, limits, lost folders."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from tools.attack import texts
from tools.attack.family import Family, Try

OLD = "spaces:\n  - title: 'AMA with @jack great#launch'\n    start: 2026-12-01T18:00:00Z\n"
FIXED = OLD.replace("great#", "great #")
_VALUES = ("", "x", "0", "-1", "999999999", "\n", "C", "POSIX", "tr_TR.UTF-8", "de_DE.ISO-8859-1",
           "é\udcff", "/", ".", "/nonexistent",
           "/dev/null", "../..", "~", "%s", "a" * 5000)  # fmt: skip
_NAMES = (
    "LANG", "LC_ALL", "LC_CTYPE", "LANGUAGE", "TERM", "COLUMNS", "LINES", "TERMINAL_WIDTH", "TZ",
    "TZDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "TMPDIR", "NO_COLOR",
    "FORCE_COLOR", "CLICOLOR", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONCOERCECLOCALE",
    "PYTHONHASHSEED", "GITHUB_ACTIONS", "CI", "TF_BUILD", "TEAMCITY_VERSION", "SPACELINT_X_TOKEN",
    "HTTPS_PROXY", "SSL_CERT_FILE", "SSLKEYLOGFILE", "GIT_DIR", "PWD", "EDITOR", "PAGER", "SHELL",
    "_SPACELINT_COMPLETE", "COMP_WORDS", "LD_PRELOAD", "GITHUB_STEP_SUMMARY", "RUNNER_TEMP",
)  # fmt: skip
#: Python itself refuses to start with some values of these; that is not ours.
_PYTHONS = {"PYTHONIOENCODING": ("latin-1", "ascii", "utf-16", "utf-8:strict"),
            "PYTHONUTF8": ("0", "1"), "PYTHONHASHSEED": ("0", "7")}  # fmt: skip
_COMMANDS = (
    ("check",), ("check", "spaces.yaml"), ("check", "--fix"), ("check", "--add-ignore"),
    ("check", "--diff"), ("check", "--output-format", "json"), ("check", "--jobs", "2", "."),
    ("AMA great#tag",), ("-",), ("suggest", "AMA great#tag"), ("preview", "AMA great#tag"),
    ("preview", "AMA", "--svg", "a.svg"), ("rule",), ("rule", "SL103"), ("config", "show"),
    ("history", "list"), ("reach", "AMA #tag"), ("--version",), ("--help",), ("check", "--help"),
    ("report", "spaces.yaml"), ("config", "init"), ("test",), ("check", "--show-files"),
    ("check", "--changed"), ("lsp",), ("history", "stats"), ("check", "--write-baseline"),
)  # fmt: skip


def attack(attempt: Try) -> None:
    """Run one command in an odd environment; a plan stays as it was or is fixed."""
    random = attempt.random
    plan = attempt.folder / "spaces.yaml"
    plan.write_text(OLD)
    env = attempt.environment()
    for name in random.sample(_NAMES, random.randint(1, 4)):
        value = random.choice(_PYTHONS.get(name, _VALUES))
        if random.random() < 0.2:
            env.pop(name, None)
        elif not (name == "LD_PRELOAD" and value):
            env[name] = value
    _odd_files(attempt)
    limits = random.choice(("", "", "", "ulimit -n 12;", "ulimit -n 30;", "umask 777;", "umask 0;",
                            "ulimit -f 0;", "ulimit -v 300000;", "ulimit -s 256;",
                            "trap '' PIPE;", "trap '' INT;"))  # fmt: skip
    gone = random.random() < 0.1
    args = random.choice(_COMMANDS)
    line = f'cd "$0" && {limits} {"rm -r ../gone;" if gone else ""} exec "$@"'
    cwd = attempt.folder
    if gone:
        cwd = attempt.folder.parent / "gone"
        shutil.rmtree(cwd, ignore_errors=True)
        shutil.copytree(attempt.folder, cwd, symlinks=True, copy_function=_copy)
    done = attempt.run_line(line, str(cwd), args, env)
    memory = "ulimit -v" in limits or "ulimit -n 12" in limits  # Python may not start at all
    if memory and done.status in (1, 2, 127, -11, -6):
        attempt.complaints.clear()
    if plan.is_file() and not plan.is_symlink() and "--add-ignore" not in args:
        attempt.check(plan.read_text() in (OLD, FIXED), f"{args} {env}: the plan is neither")


def _copy(source: str, target: str) -> str:
    if stat.S_ISREG(os.lstat(source).st_mode):
        shutil.copyfile(source, target)
    return target


def _odd_files(attempt: Try) -> None:
    """Put things into the folder that are no plans, though they may be called so."""
    random, folder = attempt.random, attempt.folder
    for name in random.sample(("spaces.fifo.yaml", "spaces\n.yaml", "spaces\x1b[2J.csv",
                               "SPACES.YAML",
                               "spaces-\udcff.txt", "-spaces.yaml", "spaces.yaml ", "spaces.ics",
                               "spacelint.toml", "pyproject.toml", ".gitignore"), 3):  # fmt: skip
        path = folder / name
        kind = random.randrange(7)
        try:
            if kind == 0:
                os.mkfifo(path)
            elif kind == 1:
                path.mkdir()
            elif kind == 2:
                path.symlink_to(random.choice((name, "gone", ".", "spaces.yaml")))
            elif kind == 3:
                path.write_bytes(random.randbytes(300))
            elif kind == 4:
                path.write_text("")
                os.utime(path, random.choice(((-(10**9), -(10**9)), (10**11, 10**11))))
            else:
                path.write_bytes(texts.document(random)[1])
        except OSError:
            continue  # this file system has no such names or times
    if random.random() < 0.05:
        deep = Path("d")
        for _ in range(400):
            deep /= "d" * 8
        os.makedirs(folder / deep, exist_ok=True)


def plant() -> AbstractContextManager[object]:
    """A traceback where the locale or the terminal is an odd one."""
    import spacelint.__main__ as main

    real = main.run

    def run(arguments: list[str]) -> int:
        if any(name in os.environ for name in _NAMES[:12]):
            raise KeyError("planted")
        return real(arguments)

    return patch.object(main, "run", run)


FAMILY = Family("environments", "runs", attack, plant)
