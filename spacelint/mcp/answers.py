"""What the tools answer: words for the assistant, and the same as plain values."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from spacelint import __version__
from spacelint.checks.contract import Context
from spacelint.engine.fields import check_fields, field_entries
from spacelint.engine.plans import check_plan
from spacelint.engine.rule import Diagnostic
from spacelint.engine.suppress import suppress
from spacelint.mcp.files import NotAllowed, Roots
from spacelint.plan import Layout, Plan, read_plan
from spacelint.plan.fields import KNOWN
from spacelint.plan.formats import FORMATS, format_of
from spacelint.plan.problems import single_space
from spacelint.plan.values import BadValue
from spacelint.preview.card import card_of
from spacelint.preview.svg import svg
from spacelint.preview.terminal import drawn
from spacelint.project import MAX_TITLE, ConfigurationError, Settings, project_rules
from spacelint.report.item import Item
from spacelint.report.plans import items_of
from spacelint.report.rule_docs import explanation, listing, rule_object
from spacelint.report.suggestions import VERSION, Answer, SuggestionWriter, answer_object
from spacelint.report.terminal import Style
from spacelint.report.writer import ReportSettings, Writer, summary
from spacelint.severity import at_least
from spacelint.suggester.goals import campaign_fault
from spacelint.suggester.leave_out import too_long
from spacelint.suggester.search import Request, better_title, missing, suggest
from spacelint.text import Title
from spacelint.text.distance import nearest
from spacelint.text.length import TITLE_LIMIT
from spacelint.text.width import visible, visible_lines

if TYPE_CHECKING:
    from spacelint.project import SettingsOf


_PLAIN = Style(False)
#: Spaces, lines, and characters of a title, of the largest plan that is checked: nobody waits
#: longer for an answer, and a check that is cancelled stops between two titles.
MOST_SPACES = 10_000
MOST_LINES = 500_000
LONGEST_TITLE = 100_000

Arguments = Mapping[str, Any]


class Refused(Exception):
    """A tool cannot answer; the text says why, for the assistant."""


class Reply(NamedTuple):
    """An answer in words and as plain values; all text of both is escaped."""

    text: str
    values: dict[str, Any]


class _Budget:
    """How many findings may still be shown."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, count: int) -> bool:
        """Show ``count`` findings; False if none of them is."""
        some = self.left > 0
        self.left -= count
        return some


class Desk:
    """What the tools work with: the settings of files, and what may be read.

    ``go_on`` is called again and again in what takes long, and may raise to end it.
    """

    def __init__(
        self, settings_of: SettingsOf, roots: Roots, go_on: Callable[[], object] = bool
    ) -> None:
        self.settings_of = settings_of
        self.roots = roots
        self.go_on = go_on

    def settings(self, path: str = ".") -> Settings:
        """Return the settings of a file, or of the folder the server runs in."""
        try:
            return self.settings_of(path)
        except ConfigurationError as error:
            raise Refused(visible_lines(str(error))) from None

    def lint_title(self, given: Arguments) -> Reply:
        """Return what the rules say of a title."""
        settings = self.settings()
        title = _title(given)
        context = _context(given, settings)
        found = _findings(title, context, settings)
        request = Request(found=found, fixable=settings.fixable)
        better = better_title(title, settings.linter, context, request)
        return _reported([Item(Title(title), tuple(found), better)], len(found), "title")

    def suggest_title(self, given: Arguments) -> Reply:
        """Return better titles."""
        settings = self.settings()
        title = _title(given)
        context = _context(given, settings)
        found = _findings(title, context, settings)
        linter, request = settings.linter, Request(found=found, fixable=settings.fixable)
        better = suggest(title, linter, context, request, most=given.get("most", 3))
        left = tuple(tuple(_findings(one.text, context, settings)) for one in better)
        lacks = () if better else missing(title, linter, context, request)
        over = None if better else too_long(title, linter.limit)
        answer = Answer(title, "", 1, better, left, tuple(found), lacks, over, linter.limit)
        stream = io.StringIO()
        SuggestionWriter(stream, _PLAIN, "text", several=False).write(answer)
        head = {"version": VERSION, "tool": f"spacelint {__version__}"}
        return _reply(stream.getvalue(), {**head, "titles": [answer_object(answer)]})

    def preview_title(self, given: Arguments) -> Reply:
        """Return the card of a title, drawn in text and as SVG."""
        title = _title(given)
        card = card_of(Title(title), given.get("host", ""), given.get("start", ""))
        text = drawn(card, _PLAIN)
        return _reply(
            text,
            {
                "title": title,
                "length": card.length,
                "limit": card.limit,
                "text": text,
                "alt": card.alt,
                "svg": svg(card, given.get("theme", "auto")),
            },
        )

    def check_plan(self, given: Arguments) -> Reply:
        """Return what the rules say of a plan."""
        plan, settings = self._plan(given)
        linter, context = settings.linter, settings.context
        every = check_plan(plan, linter, context, each=self._each)
        left = suppress(plan, every, linter, context).left
        severities = at_least(settings.min_severity)
        found = [each for each in left if each.diagnostic.severity in severities]
        most = given.get("most", 100)
        budget = _Budget(most)

        def better(space: Any, shown: Sequence[Diagnostic]) -> str | None:
            self.go_on()
            if not budget.spend(len(shown)):  # finding one takes longer than all the rest
                return None
            own = context.about(space)
            request = Request(found=shown, fixable=settings.fixable)
            return better_title(space.title.value, linter, own, request)

        items = items_of(plan, found, clean=True, suggest=better)
        return _reported(items, most, "title", quiet=True)

    def explain_rule(self, given: Arguments) -> Reply:
        """Return what a rule says, why, and on which titles."""
        known = self.rules()
        wanted = given["rule"]
        rule = known.get(wanted)
        if rule is None:
            names = [text for one in known.rules for text in (one.code, one.name)]
            near = nearest(wanted.strip(), names)
            hint = f" (did you mean {near}?)" if near else "; spacelint://rules lists them"
            raise Refused(f'there is no rule "{visible(wanted)}"{hint}')
        return _reply(explanation(known, rule, lambda text, _: text), rule_object(known, rule))

    def rules(self) -> Any:
        """Return the rules in force."""
        rules, problems, _ = project_rules(self.settings().config)
        if problems:
            raise Refused(visible_lines("\n".join(map(str, problems))))
        return rules

    def rule_list(self) -> str:
        """Return a line a rule."""
        known = self.rules()
        return visible_lines(listing(known, known.rules))

    def brand_book(self) -> str:
        """Return the brand book as JSON, or a sentence where there is none."""
        config = self.settings().config
        if config is None or not config.book:
            return "There is no brand book: write [campaigns.NAME] or [brand] in spacelint.toml."
        return json.dumps(escaped(config.book), ensure_ascii=False, indent=2, default=str)

    def _each(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.go_on()
            yield item

    def _plan(self, given: Arguments) -> tuple[Plan, Settings]:
        text, path = given.get("text"), given.get("path")
        if (text is None) == (path is None):
            raise Refused("give either the text of a plan or its path")
        if path is not None:
            try:
                real = self.roots.find(path)
                settings = self.settings(real)
                data = self.roots.read(real, settings.max_bytes)
            except NotAllowed as error:
                raise Refused(str(error)) from None
            name, kind = path, given.get("format") or settings.format or format_of(path)
        else:
            settings = self.settings()
            name = given.get("name") or "plan"
            data = str(text).encode("utf-8", "surrogatepass")
            kind = given.get("format") or format_of(name)
        if kind is None or (text is not None and kind in FORMATS and FORMATS[kind].binary):
            known = ", ".join(each for each in FORMATS if not FORMATS[each].binary)
            raise Refused(f"say which format the plan has, with format: one of {known}")
        layout = settings.layout or Layout()
        layout = layout._replace(timezone=layout.timezone or settings.timezone)
        _bounded(data.count(b"\n"), MOST_LINES, "lines")
        plan = read_plan(data, name, format=kind, layout=layout, max_bytes=settings.max_bytes)
        _bounded(len(plan.spaces), MOST_SPACES, "Spaces")
        titles = [len(space.title.value) for space in plan.spaces if space.title]
        _bounded(max(titles, default=0), LONGEST_TITLE, "characters in one title")
        return plan, settings


def _bounded(count: int, most: int, what: str) -> None:
    if count > most:
        raise Refused(
            f"this plan has {count:,} {what}; at most {most:,} are checked at a time: give a part"
            " of it, or run `spacelint check` on the file"
        )


def _title(given: Arguments) -> str:
    title: str = given["title"]
    if len(title) > MAX_TITLE:
        raise Refused(
            f"this title has {len(title):,} characters; at most {MAX_TITLE:,} are looked at, and X"
            f" takes {TITLE_LIMIT.maximum}"
        )
    if not title.strip():
        raise Refused("this title is empty")
    return title


_FIELDS = ("host", "cohosts", "speakers", "campaign", "start", "sponsored", "lang")


def _context(given: Arguments, settings: Settings) -> Context:
    """Return what is known beside the title, with the fields of its Space that are given."""
    raw = {name: given[name] for name in _FIELDS if given.get(name)}
    if not raw:
        return settings.context
    if "campaign" in raw and (fault := campaign_fault(settings.context.book, raw["campaign"])):
        raise Refused(fault)
    space = single_space(raw, Layout(timezone=settings.timezone))
    for name, value in raw.items():
        if isinstance(bad := space.get(KNOWN[name]), BadValue):
            told = f"{name}: {bad.reason}; found {str(value)[:80]}: {bad.hint}"
            raise Refused(visible(told.rstrip(": ")))
    return settings.context.about(space)


def _findings(title: str, context: Context, settings: Settings) -> list[Diagnostic]:
    """Return what is said of a title, and of the fields of its Space as if of the whole title."""
    linter = settings.linter
    found = list(linter.lint(title, context))
    if context.space is not None:
        entries = field_entries(linter, context)
        for rule, (_, values, _, _) in check_fields(context.space, entries, context):
            found.append(Diagnostic(0, len(title), rule, title, values))
    shown = at_least(settings.min_severity)
    return [each for each in found if each.severity in shown]


def _reported(items: Sequence[Item], most: int, what: str, *, quiet: bool = False) -> Reply:
    """Return the reports on items, in words and as the format ``json`` has it.

    ``most`` findings are shown, the others counted; ``quiet`` leaves out titles without findings.
    """
    text, document = io.StringIO(), io.StringIO()
    shown = ReportSettings(_PLAIN, quiet=quiet, most=max(most, 1))
    for stream, name in ((text, "text"), (document, "json")):
        writer = Writer(stream, name, shown)
        for item in items:
            if not quiet or item.diagnostics or name == "text":
                writer.write(item)
        writer.close()
        if name == "text":
            counted = summary(writer.counts, what, fixing=True, unsafe=True)  # names no options
            counted = counted.replace("--max-diagnostics", "most")
    values = json.loads(document.getvalue())
    values["summary"]["titles"] = sum(item.kind == "title" for item in items)
    return _reply(f"{text.getvalue()}{counted}\n", values)


def _reply(text: str, values: Mapping[str, Any]) -> Reply:
    return Reply(visible_lines(text), escaped(values))


def escaped(value: Any) -> Any:
    """Return plain values with every text in them escaped as `visible_lines` does it."""
    if isinstance(value, str):
        return visible_lines(value)
    if isinstance(value, Mapping):
        return {escaped(key): escaped(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [escaped(each) for each in value]
    return value


Run = Callable[[Desk, Arguments], Reply]
