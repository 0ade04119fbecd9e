"""Bring a step within the limit: shorter words first, and only then fewer."""

from __future__ import annotations

from spacelint.text.limit import ANDROID_LIMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.suggester.scene import Look, Scene
    from spacelint.suggester.values import Step


def fitted(step: Step, scene: Scene, *, leave_out: bool) -> Iterator[Step]:
    """Yield the step itself where it fits, else ways to make it fit, the gentlest first.

    Words are left out only where ``leave_out`` allows it.
    """
    room = scene.limit.over(step.text)
    if room <= 0:
        yield step
        return
    from spacelint.suggester.shorten import shortened, shortest

    def fits(text: str) -> bool:
        return scene.limit.fits(text)

    shorter = shortened(step.text, scene, fits)
    if shorter is not None:
        yield step.then(shorter)
    if not leave_out:
        return
    from spacelint.suggester.leave_out import without_least

    why = f"it would be {_characters(room)} too long"
    fewest: tuple[int, int] | None = None
    for less in without_least(step.text, scene, fits, why):
        lost = (less.left_out, less.fillers)
        fewest = lost if fewest is None else min(fewest, lost)
        yield step.then(less)
    if shorter is not None:
        return
    # Neither alone may do: as little is left out as makes it fit with shorter words.
    still = scene.limit.over(shortest(step.text, scene))
    if still < room:
        why = f"even with shorter words it would be {_characters(still)} too long"
        enough = without_least(step.text, scene, lambda text: fits(shortest(text, scene)), why)
        for less in enough:
            rest = shortened(less.text, scene, fits)
            if rest is not None and (fewest is None or less[2:4] < fewest):
                yield step.then(less).then(rest)


def _characters(count: int) -> str:
    return f"{count} character{'s' * (count != 1)}"


def fits(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield ways to bring a title that is too long within the limit, for X's Android app too."""
    from spacelint.suggester.values import Step

    if not scene.limit.fits(look.text):
        yield from fitted(Step(look.text, ()), scene, leave_out=True)
    elif not ANDROID_LIMIT.fits(look.text):
        from spacelint.suggester.shorten import shortened

        lighter = shortened(look.text, scene, ANDROID_LIMIT.fits)
        if lighter is not None:
            yield lighter
