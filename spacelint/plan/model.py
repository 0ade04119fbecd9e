"""A plan file that was read: its Spaces, each value with its place, and what is wrong with it."""

from __future__ import annotations

from spacelint.plan.document import PlanDocument
from spacelint.plan.space import PlannedSpace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.plan.document import Reading
    from spacelint.plan.layout import Layout
    from spacelint.plan.values import PlanProblem


class Plan(PlanDocument):
    """A plan file with its Spaces; its problems are worked out when first asked for."""

    __slots__ = ("_problems", "spaces")

    def __init__(
        self,
        path: str,
        text: str,
        encoding: str,
        bom: int,
        reading: Reading,
        layout: Layout | None,
    ) -> None:
        super().__init__(path, text, encoding, bom, reading, layout)
        self.spaces: tuple[PlannedSpace, ...] = tuple(
            [
                PlannedSpace(self, index, where, raw)
                for index, (where, raw) in enumerate(reading.records)
            ]
        )
        self._problems: tuple[PlanProblem, ...] | None = None

    @property
    def problems(self) -> tuple[PlanProblem, ...]:
        """What is wrong with the plan itself, in the order of the file."""
        if self._problems is None:
            from spacelint.plan.problems import find_problems

            self._problems = find_problems(self.reading.faults(), self.spaces)
        return self._problems

    def release(self) -> None:
        """Let go of the Spaces: each holds the plan, which so is freed at once when it is dropped.

        For a caller that reads a file again and again, and is done with this reading of it.
        """
        self.spaces = ()
