"""Which modules the calls that must start fast import: the hot modules.

Only these, and the checks, of which a title decides which run, may set ``TYPE_CHECKING = False``,
use the NamedTuple of `spacelint.text.value`, hand out names lazily and import inside functions.
`tests/test_hot.py` checks the list by making the calls, `tests/test_architecture.py` the rest.
"""

from __future__ import annotations

#: Bare calls by name, as arguments of the command, in a folder with `FILES`.
CALLS = {
    "ascii": ["Town hall with @acme on remote work"],
    "finding": ["Town hall #AT&T with @acme, live @8pm"],
    "accent": ["Una charla de café con @ana_sur y #CaféTalk"],
    "emoji": ["Momentum 🎉 karaoke night 🇲🇽"],
    "cjk": ["今夜 #日本語 を @jack と話す"],
    "long": ["Fireside chat with all of the founders of the biggest open source database | AMA"],
    "yaml": ["check", "spaces.yaml"],
    "toml": ["check", "spaces.toml"],
    "json": ["check", "spaces.json"],
    "jsonl": ["check", "spaces.jsonl"],
    "csv": ["check", "spaces.csv"],
    "ics": ["check", "spaces.ics"],
    "text": ["check", "spaces.txt"],
    "new book": ["check", "acme/spaces.jsonl"],  # its configuration is not in the cache yet
    "book": ["check", "acme/spaces.jsonl"],
}
_TITLE = "Town hall #AT&T with @acme"
#: The files of the calls; `spaces.yaml` is docs/examples/spaces.yaml.
FILES = {
    "spaces.toml": f'[[spaces]]\ntitle = "{_TITLE}"\nstart = 2027-03-02T18:00:00Z\n',
    "spaces.json": f'[{{"title": "{_TITLE}", "start": "2027-03-02T18:00:00Z"}}]\n',
    "spaces.jsonl": f'{{"title": "{_TITLE}", "start": "2027-03-02T18:00:00Z"}}\n',
    "spaces.csv": f'title,start\n"{_TITLE}",2027-03-02T18:00:00Z\n',
    "spaces.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    f"DTSTART:20270302T180000Z\r\nSUMMARY:{_TITLE}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "spaces.txt": f"{_TITLE}\n",
    "acme/spacelint.toml": '[brand]\nnames = ["Acme"]\nhandle = "@AcmeHQ"\n'
    '[campaigns.winter]\nhashtag = "#AcmeWinter"\n',
    "acme/spaces.jsonl": '{"title": "Town hall with Acme on #AcmeWintr", "campaign": "winter"}\n',
}

#: What the calls import, all of them together.
MODULES = frozenset(
    """
    spacelint
    spacelint.__main__
    spacelint._lazy
    spacelint.brand
    spacelint.brand.book
    spacelint.brand.faults
    spacelint.brand.fold
    spacelint.brand.index
    spacelint.brand.make
    spacelint.brand.table
    spacelint.checks
    spacelint.checks.brand
    spacelint.checks.brand_plain
    spacelint.checks.campaign
    spacelint.checks.candidate
    spacelint.checks.contract
    spacelint.checks.count
    spacelint.checks.dates
    spacelint.checks.dates.days
    spacelint.checks.dates.find
    spacelint.checks.dates.words
    spacelint.checks.dates.zones
    spacelint.checks.dates_of_title
    spacelint.checks.disclosure
    spacelint.checks.length
    spacelint.checks.letters
    spacelint.checks.links
    spacelint.checks.people
    spacelint.checks.protected_mark
    spacelint.checks.repeated
    spacelint.checks.run_limits
    spacelint.checks.shared
    spacelint.checks.shared._languages_data
    spacelint.checks.shared.book_lookup
    spacelint.checks.shared.book_triggers
    spacelint.checks.shared.disclosure
    spacelint.checks.shared.language
    spacelint.checks.shared.phrase_index
    spacelint.checks.shared.repair
    spacelint.checks.shared.space
    spacelint.checks.shared.text
    spacelint.checks.signs
    spacelint.checks.space_fields
    spacelint.checks.spacing
    spacelint.checks.tag_words
    spacelint.cli
    spacelint.cli.check
    spacelint.cli.gather
    spacelint.cli.options
    spacelint.cli.output
    spacelint.cli.progress
    spacelint.cli.reading
    spacelint.cli.session
    spacelint.cli.titles
    spacelint.config
    spacelint.config.cache
    spacelint.config.chain
    spacelint.config.find
    spacelint.config.globs
    spacelint.config.load
    spacelint.config.merge
    spacelint.config.table
    spacelint.config.value
    spacelint.engine
    spacelint.engine._rules_data
    spacelint.engine.book
    spacelint.engine.default
    spacelint.engine.entries
    spacelint.engine.fields
    spacelint.engine.linter
    spacelint.engine.plans
    spacelint.engine.program
    spacelint.engine.regions
    spacelint.engine.rule
    spacelint.engine.select
    spacelint.engine.signs
    spacelint.engine.suppress
    spacelint.engine.suppressions
    spacelint.output_formats
    spacelint.plan
    spacelint.plan.blocks
    spacelint.plan.dates
    spacelint.plan.fields
    spacelint.plan.find_spaces
    spacelint.plan.formats
    spacelint.plan.formats.csv
    spacelint.plan.formats.ics
    spacelint.plan.formats.ics_events
    spacelint.plan.formats.json
    spacelint.plan.formats.jsonl
    spacelint.plan.formats.table
    spacelint.plan.formats.text
    spacelint.plan.formats.toml
    spacelint.plan.formats.yaml
    spacelint.plan.formats.yaml_faults
    spacelint.plan.model
    spacelint.plan.moments
    spacelint.plan.pieces
    spacelint.plan.problems
    spacelint.plan.read
    spacelint.plan.text_places
    spacelint.plan.values
    spacelint.project
    spacelint.report
    spacelint.report.item
    spacelint.report.plans
    spacelint.report.terminal
    spacelint.report.text
    spacelint.report.writer
    spacelint.schema
    spacelint.schema.document
    spacelint.schema.export
    spacelint.schema.fields
    spacelint.schema.problem
    spacelint.schema.scalars
    spacelint.schema.validation
    spacelint.severity
    spacelint.source
    spacelint.source.atomic
    spacelint.source.exchange
    spacelint.source.json_places
    spacelint.source.lines
    spacelint.source.reader
    spacelint.source.styles
    spacelint.source.styles.ics
    spacelint.source.styles.json
    spacelint.source.styles.plain
    spacelint.source.styles.toml
    spacelint.source.styles.yaml
    spacelint.source.text
    spacelint.source.toml_places
    spacelint.source.yaml_places
    spacelint.suggester
    spacelint.suggester.additions
    spacelint.suggester.draft
    spacelint.suggester.goals
    spacelint.suggester.guards
    spacelint.suggester.languages
    spacelint.suggester.leave_out
    spacelint.suggester.search
    spacelint.suggester.shorten
    spacelint.suggester.state
    spacelint.suggester.tokens
    spacelint.text
    spacelint.text.candidates
    spacelint.text.cluster_table
    spacelint.text.clusters
    spacelint.text.distance
    spacelint.text.domains
    spacelint.text.entities
    spacelint.text.hashtags
    spacelint.text.length
    spacelint.text.lookalike
    spacelint.text.mentions
    spacelint.text.model
    spacelint.text.pattern
    spacelint.text.readings
    spacelint.text.title
    spacelint.text.urls
    spacelint.text.value
    spacelint.text.width
    spacelint.text.word_cuts
    spacelint.text.word_list
    spacelint.text.words
    """.split()
)
