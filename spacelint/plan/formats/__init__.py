"""The formats of plan files: a module each with a function ``read``, and a line each here."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.plan.blocks import BlockMemory
    from spacelint.plan.values import Layout, PlanProblem, Reading


class ReadRequest(NamedTuple):
    """What a format's module reads: a text, by the layout of the configuration.

    ``format`` is the name it was asked by. Places are moved by ``shift`` (code points), for a
    document inside another one. With a ``memory`` of the file as it was last read, only what
    changed is read.
    """

    text: str
    layout: Layout
    format: str = ""
    shift: int = 0
    memory: BlockMemory | None = None


class Format(NamedTuple):
    """A format of plan files.

    ``endings`` are those of file names that tell it, in lower case. ``module`` is the module of
    this package that reads it, imported for a file of that format only. ``streamed``: a file of
    it is read in pieces that end with a line, so it may have any size. ``in_folders``: such
    a file is a plan by its name and what it holds; without it only where somebody names it.
    ``headed``: its first row names the columns, for each piece of a long file. ``binary``: it is no
    text, and read by ``read_workbook`` of its module.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    streamed: bool = False
    in_folders: bool = True
    headed: bool = False
    binary: bool = False

    def read(self, request: ReadRequest) -> Reading | PlanProblem:
        """Read a text; a `PlanProblem` where it cannot be parsed as a whole."""
        home = __import__(f"spacelint.plan.formats.{self.module}", fromlist=["read"])
        found: Reading | PlanProblem = home.read(request)
        return found


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("toml", (".toml",), "toml"),
        Format("yaml", (".yaml", ".yml"), "yaml"),
        Format("json", (".json",), "json"),
        Format("jsonl", (".jsonl", ".ndjson"), "jsonl", streamed=True),
        Format("front-matter", (".md", ".markdown", ".mdx", ".qmd"), "front_matter"),
        Format("csv", (".csv",), "csv", streamed=True, headed=True),
        Format("tsv", (".tsv",), "csv", streamed=True, headed=True),
        Format("ics", (".ics", ".ical", ".ifb"), "ics"),
        Format("text", (".txt", ".text"), "text", streamed=True, in_folders=False),
        Format("x-api", (), "json"),
        Format("xlsx", (".xlsx", ".xlsm"), "xlsx", binary=True),
    )
}
NO_FORMAT = Format("", (), "")
_BY_ENDING = {ending: each.name for each in FORMATS.values() for ending in each.endings}


def format_of(path: str) -> str | None:
    """Return the name of the format that a file's name tells, or None."""
    name = path.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].lower()
    dot = name.rfind(".")
    return _BY_ENDING.get(name[dot:]) if dot >= 0 else None
