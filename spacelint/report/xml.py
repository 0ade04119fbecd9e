"""Checkstyle's XML and JUnit's, which many build servers read.

JUnit's form is that of Jenkins' ``junit-10.xsd``: a suite says before its cases how many there are
and how many failed, so a file's cases are buffered (on disk, where they are many) until its end.
"""

from __future__ import annotations

from spacelint.report.common import WHOLE, Spooled, sentences
from spacelint.report.item import Counts, Item
from spacelint.report.writer import Output
from spacelint.severity import at_least
from spacelint.text.width import place_text, visible

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


def escaped(text: str) -> str:
    """Return ``text`` for an attribute or for content, in ASCII.

    What XML forbids (controls, surrogates, U+FFFE) and what is invisible is escaped as text first.
    """
    shown = visible(text).translate(_ESCAPES)
    return shown if shown.isascii() else shown.encode("ascii", "xmlcharrefreplace").decode()


def attributes(**values: object) -> str:
    """Return attributes in the order given, a space before each."""
    return "".join(f' {name}="{escaped(str(value))}"' for name, value in values.items())


class Checkstyle:
    """Writes an element a finding; those of one file, as long as they follow each other, in one."""

    def __init__(self, out: Output) -> None:
        self._write = out.write
        self._path: str | None = None
        # 4.3 is the version of the form that readers of this format look for.
        self._write(f'{DECLARATION}<checkstyle version="4.3">\n')

    def add(self, item: Item) -> None:
        if not item.diagnostics:
            return
        if item.path != self._path:
            self._end_file()
            self._path = item.path
            self._write(f"  <file{attributes(name=item.path or 'title')}>\n")
        for i, d in enumerate(item.diagnostics):
            place = item.place(i)
            severity = "info" if d.severity == "hint" else d.severity
            values = attributes(line=place.line, column=place.column, severity=severity)
            self._error(values, sentences(d), d.code)

    def close(self, counts: Counts) -> None:
        self._end_file()
        if counts.unchecked:
            self._path = WHOLE
            self._write(f"  <file{attributes(name=WHOLE)}>\n")
        for sentence in counts.unchecked:
            self._error(attributes(line=1, severity="error"), sentence, "unchecked")
        self._end_file()
        self._write("</checkstyle>\n")

    def _error(self, values: str, message: str, source: str) -> None:
        more = attributes(message=message, source=f"spacelint.{source}")
        self._write(f"    <error{values}{more}/>\n")

    def _end_file(self) -> None:
        if self._path is not None:
            self._write("  </file>\n")
            self._path = None


class JUnit:
    """Writes a suite a file. What would fail the run fails its case; the rest is its output."""

    def __init__(self, out: Output) -> None:
        self._write = out.write
        self._failing = at_least(out.settings.fail_on)
        self._path: str | None = None
        self._cases: Spooled | None = None
        self._tests = self._failures = 0
        self._write(f"{DECLARATION}<testsuites>\n")

    def add(self, item: Item) -> None:
        """Write one title; a fault of the file itself is a case that fails."""
        if item.path != self._path:
            self._end_suite()
            self._path = item.path
        cases = self._cases = self._cases or Spooled()
        path = item.path or "title"
        what = item.title.text if item.kind == "title" else f"line {item.line}"
        begin = f"    <testcase{attributes(name=what, classname=path, time=0)}"
        failed = [i for i, d in enumerate(item.diagnostics) if d.severity in self._failing]
        others = [i for i, d in enumerate(item.diagnostics) if d.severity not in self._failing]
        self._tests += 1
        self._failures += bool(failed)
        if not item.diagnostics:
            cases.write(f"{begin}/>\n")
            return
        cases.write(f"{begin}>\n")
        if failed:
            first = item.diagnostics[failed[0]]
            values = attributes(message=first.message, type=first.code)
            cases.write(f"      <failure{values}>{_listed(item, failed)}</failure>\n")
        if others:
            cases.write(f"      <system-out>{_listed(item, others)}</system-out>\n")
        cases.write("    </testcase>\n")

    def close(self, counts: Counts) -> None:
        """Write the last suite, an error for what could not be checked, and end the document."""
        self._end_suite()
        if counts.unchecked:
            number = len(counts.unchecked)
            self._write(f"  <testsuite{_suite('not checked', number, errors=number)}>\n")
            for sentence in counts.unchecked:
                self._write(f"    <testcase{attributes(name=sentence, classname='X', time=0)}>\n")
                self._write(f"      <error{attributes(message=sentence, type='not checked')}/>\n")
                self._write("    </testcase>\n")
            self._write("  </testsuite>\n")
        self._write("</testsuites>\n")

    def _end_suite(self) -> None:
        if self._cases is None:
            return
        values = _suite(self._path or "titles", self._tests, self._failures)
        self._write(f"  <testsuite{values}>\n")
        self._cases.release(self._write)
        self._write("  </testsuite>\n")
        self._cases = None
        self._tests = self._failures = 0


def _suite(name: str, tests: int, failures: int = 0, errors: int = 0) -> str:
    return attributes(name=name, tests=tests, failures=failures, errors=errors, skipped=0, time=0)


def _listed(item: Item, indexes: list[int]) -> str:
    lines = []
    for index in indexes:
        d, place = item.diagnostics[index], item.place(index)
        where = place_text(item.path or "title", place.line, place.column)
        lines.append(escaped(f"{where}: {d.severity} {d.code} {d.name}: {sentences(d)}"))
    return "\n".join(lines)
