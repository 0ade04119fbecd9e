"""More co-hosts, speakers or topics than X lets a Space have."""

from __future__ import annotations

from spacelint.checks.contract import (
    Context,
    FieldAlgorithm,
    FieldFinding,
    FieldFindings,
    Params,
    PlannedSpace,
    check,
)


@check(
    scopes=("space",),
    placeholders=("count", "what", "most", "advice"),
    params=lambda schema: {
        "cohosts": schema.integer("Co-hosts a Space may have.", default=2, minimum=0),
        "speakers": schema.integer("Speakers a Space may have.", default=10, minimum=0),
        "topics": schema.integer("Topics a Space may have.", default=3, minimum=0),
    },
)
def crowd(p: Params) -> FieldAlgorithm:
    """Report each list that is too long."""
    limits = {"cohosts": p["cohosts"], "speakers": p["speakers"], "topics": p["topics"]}
    words = {"cohosts": "co-hosts", "speakers": "speakers", "topics": "topics"}
    advice = {
        "cohosts": "Make the others speakers",
        "speakers": "Let the others join later, when a speaker leaves",
        "topics": f"Keep the {limits['topics']} that matter most",
    }

    def run(space: PlannedSpace, context: Context) -> FieldFindings:
        found = []
        for field, most in limits.items():
            count = len(getattr(space, field))
            if count > most:
                values = {"count": str(count), "what": words[field], "most": str(most)}
                values["advice"] = advice[field]
                # A plan with a list of hosts has its co-hosts there.
                place = "host" if field == "cohosts" and not space.paths("cohosts") else field
                found.append(FieldFinding(place, values))
        return found

    return run
