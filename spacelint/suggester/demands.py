"""All that the campaign and the plan demand, put in at once: room is made for it one time only."""

from __future__ import annotations

from spacelint.suggester.disclosure import in_front
from spacelint.suggester.fit import fitted
from spacelint.suggester.tags import placed
from spacelint.suggester.values import Step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.suggester.scene import Look, Scene


def demanded(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield the title with all the hashtags and the disclosure it lacks, where that is several."""
    unmet, disclosure = scene.unmet(look), scene.undisclosed(look)
    if len(unmet) + (disclosure is not None) < 2:
        return
    for step in placed(look, unmet[0]):
        for wanted in unmet[1:]:
            more = next(placed(scene.look(step.text), wanted), None)
            step = step.then(more) if more is not None else step
        if disclosure is not None:
            step = step.then(in_front(step.text, disclosure))
        yield from fitted(step, scene, leave_out=True)
