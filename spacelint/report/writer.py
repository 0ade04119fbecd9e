"""Write items to a stream, one after another, in one of the formats."""

from __future__ import annotations

from spacelint.report.item import Counts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from spacelint.report.item import Item
    from spacelint.report.style import Style

TITLE_FORMATS = ("text", "concise", "json", "jsonl")


class Writer:
    """Writes each item as it comes, so that a run over many titles keeps none of them.

    ``quiet`` leaves out titles without findings from formats for people.
    """

    __slots__ = ("_format", "_quiet", "_stream", "_style", "counts")

    def __init__(self, stream: TextIO, format: str, style: Style, *, quiet: bool = False) -> None:
        self.counts = Counts()
        self._stream = stream
        self._format = format
        self._style = style
        self._quiet = quiet
        if format == "json":
            from spacelint.report import jsons

            stream.write(jsons.opening())

    def write(self, item: Item) -> None:
        """Count and write ``item``."""
        first = self.counts.titles == 0
        self.counts.add(item)
        if self._format == "text":
            if item.diagnostics or not self._quiet:
                from spacelint.report.text import render

                self._stream.write(("" if first else "\n") + render(item, self._style))
        elif self._format == "concise":
            from spacelint.report.concise import render as render_concise

            self._stream.write(render_concise(item, self._style))
        else:
            from spacelint.report import jsons

            separator = "" if first or self._format == "jsonl" else ","
            end = "\n" if self._format == "jsonl" else ""
            self._stream.write(f"{separator}{jsons.line(item)}{end}")

    def close(self) -> None:
        """Write what stands after the last item."""
        if self._format == "json":
            from spacelint.report import jsons

            self._stream.write(jsons.closing(self.counts))


def summary(counts: Counts, what: str = "title") -> str:
    """Return in words how many titles there were and what was found in them."""
    titles = f"{counts.titles:,} {what}{'' if counts.titles == 1 else 's'}"
    if not counts.by_severity:
        return f"{titles}, nothing to mend."
    parts = [
        f"{counts.by_severity[severity]:,} {_plural(severity, counts.by_severity[severity])}"
        for severity in ("error", "warning", "info", "hint")
        if severity in counts.by_severity
    ]
    mend = f"; --fix mends {counts.fixable:,}" if counts.fixable else ""
    return f"{titles}: {', '.join(parts)}{mend}."


def statistics(counts: Counts) -> str:
    """Return a line a rule with how often it spoke, the commonest first."""
    rows = sorted(counts.by_rule.items(), key=lambda row: (-row[1], row[0]))
    width = max((len(f"{count:,}") for _, count in rows), default=1)
    return "".join(f"{count:>{width},}  {code}  {name}\n" for (code, name), count in rows)


def _plural(severity: str, count: int) -> str:
    if severity == "info":
        return "note" if count == 1 else "notes"
    return severity if count == 1 else f"{severity}s"
