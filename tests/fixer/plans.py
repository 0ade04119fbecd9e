"""Plans in every format with a title that needs a fix, for tests of the fixer."""

from __future__ import annotations

from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.engine.plans import PlanDiagnostic, check_plan
from spacelint.engine.suppress import suppress
from spacelint.fixer.plans import FixedPlan, fix_plan
from spacelint.plan import Plan, read_plan
from spacelint.source.reader import encode

LINTER = Linter()
CONTEXT = Context()
GLUED = "AMA with @jack and founders great#launch for you"
FIXED = "AMA with @jack and founders great #launch for you"


def look(plan: Plan) -> list[PlanDiagnostic]:
    """Return what the rules say of a plan."""
    return suppress(plan, check_plan(plan, LINTER, CONTEXT), LINTER, CONTEXT).left


def codes(text: str, format: str) -> list[str]:
    """Return the codes of what the rules say of a plan, in its order."""
    return [each.diagnostic.code for each in look(read_plan(text.encode(), "p", format=format))]


def fixed(data: bytes, format: str, *, unsafe: bool = False) -> FixedPlan:
    """Mend a plan."""
    allowed = ("safe", "unsafe") if unsafe else ("safe",)
    plan = read_plan(data, "plan", format=format)

    def read(text: str) -> Plan:
        return read_plan(encode(text, plan.encoding, plan.bom), "plan", format=format)

    return fix_plan(plan, look, lambda d: d.rule.applicability in allowed, read)


def fixed_text(text: str, format: str, *, unsafe: bool = False) -> str:
    """Return the fixed text of a plan."""
    return fixed(text.encode(), format, unsafe=unsafe).plan.text
