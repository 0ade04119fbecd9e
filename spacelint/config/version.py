"""Whether a version is among those a configuration asks for."""

from __future__ import annotations

_OPERATORS = (">=", "<=", "==", "!=", "~=", ">", "<")


def version_fits(version: str, wanted: str) -> bool | None:
    """Whether `version` satisfies `wanted` (``>=0.1,<1``); None where `wanted` cannot be read.

    Numbers with dots are compared as PEP 440 does; ``==0.1.*`` takes any 0.1, ``~=0.1.2`` any
    0.1 from 0.1.2 on, and a bare version is that very one. What follows the numbers of `version`
    (``rc1``, ``.dev3``) is left out, so a release candidate counts as its release.
    """
    own = _numbers(version, strict=False)
    if own is None:
        return None
    fits = True
    for clause in wanted.split(","):
        clause = clause.strip()
        operator = next((op for op in _OPERATORS if clause.startswith(op)), "==")
        named = clause.removeprefix(operator).strip()
        starred = named.endswith(".*") and operator in ("==", "!=")
        numbers = _numbers(named.removesuffix(".*") if starred else named, strict=True)
        if numbers is None or (operator == "~=" and len(numbers) < 2):
            return None
        fits = fits and _holds(own, operator, numbers, starred)
    return fits


def _holds(own: list[int], operator: str, numbers: list[int], starred: bool) -> bool:
    if operator == "~=":
        return _compare(own, numbers) >= 0 and own[: len(numbers) - 1] == numbers[:-1]
    order = _compare(own[: len(numbers)] if starred else own, numbers)
    if operator == "==":
        return order == 0
    if operator == "!=":
        return order != 0
    if operator == ">=":
        return order >= 0
    if operator == "<=":
        return order <= 0
    return order > 0 if operator == ">" else order < 0


def _compare(one: list[int], other: list[int]) -> int:
    size = max(len(one), len(other))
    left = one + [0] * (size - len(one))
    right = other + [0] * (size - len(other))
    return (left > right) - (left < right)


def _numbers(version: str, *, strict: bool) -> list[int] | None:
    numbers: list[int] = []
    for part in version.split("."):
        digits = part if part.isascii() and part.isdigit() else _leading_digits(part)
        if digits != part and strict:
            return None
        if digits:
            numbers.append(int(digits[:9]))
        if digits != part:
            break
    return numbers or None


def _leading_digits(part: str) -> str:
    for index, char in enumerate(part):
        if not "0" <= char <= "9":
            return part[:index]
    return part
