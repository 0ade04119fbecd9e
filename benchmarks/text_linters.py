"""Linters of text as peers: what a title costs each of them, in time of the processor.

``run.py`` calls it with the Python of the peers' environment and a file of JSON; it prints an
object of JSON with the titles a second of each peer, or the reason why there is no figure. A peer
that can be imported is called as a library, one title a call (codespell: one file of 10,000
titles, as its library has no smaller unit); typos is a command and gets the same file. A figure is
that of the quickest of three rounds.
"""

import contextlib
import io
import itertools
import json
import logging
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

SOME = 300  # titles for peers of some hundreds a second
MANY = 10_000


def main() -> None:
    """Print what each peer does with the titles of the file that is named first."""
    source = Path(sys.argv[1])
    titles = json.loads(source.read_text("ascii"))
    many = [f"{title} {number}" for number, title in zip(range(MANY), itertools.cycle(titles))]
    lines = source.with_suffix(".txt")
    lines.write_text("".join(f"{' '.join(title.split())}\n" for title in many), encoding="utf-8")
    found: dict[str, object] = {}
    for name, measure in (
        ("proselint", lambda: proselint(many[:SOME])),
        ("gitlint's engine", lambda: gitlint(many[:SOME])),
        ("codespell", lambda: codespell(lines)),
        ("typos", lambda: typos(lines)),
    ):
        try:
            found[name] = measure()
        except Exception as reason:
            found[name] = f"{type(reason).__name__}: {reason}"
    print(json.dumps(found))


def proselint(titles: list[str]) -> float:
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    return rate(titles, lambda title: LintFile("title", title).lint())


def gitlint(titles: list[str]) -> float:
    """Measure the rules alone: the commits around the titles, which ask git, are made before."""
    from gitlint.config import LintConfig
    from gitlint.git import GitContext
    from gitlint.lint import GitLinter

    logging.disable()
    linter = GitLinter(LintConfig())
    commits = [GitContext.from_commit_msg(title).commits[-1] for title in titles]
    return rate(commits, linter.lint)


def codespell(lines: Path) -> float:
    from codespell_lib import main as check

    def run() -> None:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            check(str(lines))

    run()
    return MANY / min(cost(run) for _ in range(3))


def typos(lines: Path) -> float:
    command = shutil.which("typos", path=str(Path(sys.executable).parent)) or shutil.which("typos")
    if not command:
        raise FileNotFoundError("no command of this name")
    took = []
    for _ in range(3):
        before = spent()
        done = subprocess.run([command, str(lines)], capture_output=True)
        if done.returncode not in (0, 2):
            raise OSError(done.stderr.decode(errors="replace").strip()[:80])
        took.append(spent() - before)
    return MANY / min(took)


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rate(things, work) -> float:
    work(things[0])
    return len(things) / min(cost(lambda: [work(one) for one in things]) for _ in range(3))


def cost(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
