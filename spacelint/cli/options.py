"""What the command line asks for, as plain values: a bare call makes them without an option parser.

`spacelint.cli.declare` says how each field is written as an option.
"""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime

    from spacelint.checks.contract import Live


class Options(NamedTuple):
    """What all linting commands have; None where the command line says nothing.

    ``live`` is what X answered, where the command line asked for that. ``cached`` lets
    configurations be kept in the user's cache directory.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    min_severity: str | None = None
    fail_on: str | None = None
    output_format: str | None = None
    colour: str = "auto"
    statistics: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    config: str | None = None
    isolated: bool = False
    respect_gitignore: bool | None = None
    today: datetime.date | None = None
    quiet: bool = False
    max_diagnostics: int = 0
    live: Live | None = None
    cached: bool = True


#: Those that a command line has no option for.
UNDECLARED = ("live", "cached")


class LiveOptions(NamedTuple):
    """How the command line wants X to be asked.

    ``limit`` is the highest price in mills (a thousandth of a dollar), ``wait`` whether to wait at
    X's rate limits (None: on a terminal), ``page`` how many Spaces to read per tag; ``dry_run``
    prints the price and asks nothing; ``optional`` lets a run succeed whose questions X did not
    answer.
    """

    limit: int = 500
    wait: bool | None = None
    page: int = 10
    dry_run: bool = False
    optional: bool = False


class CheckOptions(NamedTuple):
    """What ``spacelint check`` has beside the `Options` of all linting commands.

    ``jobs`` 0 means as many processes as make the run faster. ``changed`` is the commit to compare
    with, None for all files. With ``plans_only`` named files too must look like plans by what they
    hold; ``show_files`` lists what would be checked, and why. ``since`` is an earlier HTML report
    to compare with, ``approved`` a file of approvals; ``unchecked`` says which rules could not be
    checked for want of X's answers.
    """

    common: Options = Options()
    format: str | None = None
    stdin_filename: str | None = None
    changed: str | None = None
    plans_only: bool = False
    show_files: bool = False
    diff: bool = False
    exit_non_zero_on_fix: bool = False
    add_ignore: bool = False
    baseline: str | None = None
    write_baseline: bool = False
    suggest: bool = False
    watch: bool = False
    jobs: int = 0
    output_files: tuple[str, ...] = ()
    since: str | None = None
    approved: str | None = None
    live_options: LiveOptions | None = None
    unchecked: tuple[str, ...] = ()
