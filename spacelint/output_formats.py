"""The output formats: a line each, for the configuration, the commands and the reports."""

from __future__ import annotations

from spacelint.text.value import NamedTuple


class OutputFormat(NamedTuple):
    """A format of reports: its name, and the module of `spacelint.report` and class that write it.

    ``titles``: it can report titles that stand in no file. ``people``: it is read by people, so the
    closing count goes with it. ``clean``: it shows titles without findings. ``suggestions``: it
    shows the better title. ``facts``: it shows the fields of each Space. ``host``: it is read by a
    code host, which takes paths relative to the root of the repository. ``syntax`` is what its
    characters are written in: ``text``, ``json``, ``xml``, or ``commands`` of a CI runner.
    """

    name: str
    module: str
    report: str
    syntax: str = "text"
    titles: bool = False
    people: bool = False
    clean: bool = False
    suggestions: bool = False
    facts: bool = False
    host: bool = False


FORMATS = {
    each.name: each
    for each in (
        OutputFormat("text", "text", "Text", titles=True, people=True, suggestions=True),
        OutputFormat("concise", "lines", "Concise", titles=True, people=True),
        OutputFormat(
            "json", "jsons", "Json", titles=True, clean=True, suggestions=True, syntax="json"
        ),
        OutputFormat(
            "jsonl", "jsons", "JsonLines", titles=True, clean=True, suggestions=True, syntax="json"
        ),
        OutputFormat("sarif", "sarif", "Sarif", "json", host=True),
        OutputFormat("github", "lines", "GitHub", "commands", host=True),
        OutputFormat("gitlab", "rdjson", "GitLab", "json", host=True),
        OutputFormat("junit", "xml", "JUnit", "xml", clean=True, host=True),
        OutputFormat("checkstyle", "xml", "Checkstyle", "xml", host=True),
        OutputFormat("rdjson", "rdjson", "RdJson", "json", host=True),
        OutputFormat("csv", "lines", "Csv", clean=True, suggestions=True),
        OutputFormat(
            "html", "html.page", "Html", clean=True, suggestions=True, facts=True, syntax="xml"
        ),
    )
}
