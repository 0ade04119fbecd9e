"""All that is to be mended, and all that the campaign and the plan demand, in one step.

Room is made for it one time only: words that were left out for a mend would be missed where the
next demand needs other ones gone.
"""

from __future__ import annotations

from spacelint.suggester.disclosure import in_front
from spacelint.suggester.fit import fitted
from spacelint.suggester.mends import all_mended
from spacelint.suggester.tags import placed
from spacelint.suggester.values import Step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacelint.suggester.scene import Look, Scene


def demanded(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield the title mended and with all the hashtags and the disclosure it lacks."""
    if not scene.unmet(look) and scene.undisclosed(look) is None:
        return
    mended = all_mended(look, scene)
    after = scene.look(mended.text)
    unmet, disclosure = scene.unmet(after), scene.undisclosed(after)
    first: Iterable[Step] = placed(after, unmet[0]) if unmet else (Step(mended.text, ()),)
    for step in first:
        for wanted in unmet[1:]:
            more = next(placed(scene.look(step.text), wanted), None)
            step = step.then(more) if more is not None else step
        if disclosure is not None:
            step = step.then(in_front(step.text, disclosure))
        yield from fitted(mended.then(step), scene, leave_out=True)
