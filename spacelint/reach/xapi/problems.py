"""How X refuses: problem documents (RFC 7807), partial errors, the old error list, in words."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacelint.reach.json_values import storable
from spacelint.text.escape import visible

_BRACKETED = re.compile(r"\[([^\]\s]{1,100})\]")
# Codes of the old shape, as X's API v1.1 listed them.
_OLD_CODES = {
    32: "unsupported-authentication",
    50: "resource-not-found",
    63: "suspended",
    88: "rate-limit",
    89: "unsupported-authentication",
    215: "unsupported-authentication",
    453: "client-forbidden",
}


class Problem(NamedTuple):
    """One fault X reported: its kind is the last path segment of ``type``, whatever its host."""

    kind: str
    title: str
    detail: str
    value: str | None
    status: int | None

    @property
    def sentence(self) -> str:
        """Title and detail in one line, as X wrote them (not yet escaped)."""
        parts = [self.title, self.detail] if self.detail != self.title else [self.title]
        return ": ".join(part for part in parts if part) or self.kind or "no reason given"

    @property
    def account_state(self) -> str:
        """What this problem says of the account it names."""
        if self.kind == "suspended":
            return "suspended"
        if self.kind != "resource-not-found":
            return "unknown"
        # X answers both with resource-not-found; only title and detail tell them apart.
        if self.title.lower() == "forbidden" or "suspended" in self.detail.lower():
            return "suspended"
        return "missing"


def read_problems(body: object) -> tuple[Problem, ...]:
    """Every problem of a body: the body itself, or the members of its ``errors``."""
    if not isinstance(body, dict):
        return ()
    errors = body.get("errors")
    listed = errors if isinstance(errors, list) else []
    members = [member for member in listed if isinstance(member, dict)]
    if not members and _text(body, "title") and "data" not in body:
        members = [body]
    elif not members and _text(body, "error"):  # {"error": "…"}: gateways in front of X
        return (Problem("", _text(body, "error"), "", None, None),)
    # A whole document may carry the type and its errors only messages.
    outer = _kind(body)
    return tuple(_problem(member, outer) for member in members)


def _problem(member: dict[str, object], outer: str) -> Problem:
    code = member.get("code")
    kind = _kind(member)
    if not kind and isinstance(code, int):
        kind = _OLD_CODES.get(code, f"code-{code}")
    detail = _text(member, "detail") or _text(member, "message")
    value = _text(member, "value") or _text(member, "resource_id")
    if not value:
        bracketed = _BRACKETED.search(detail)
        value = bracketed[1] if bracketed else ""
    status = member.get("status")
    return Problem(
        kind or outer,
        _text(member, "title"),
        detail,
        value.lstrip("@") or None,
        status if isinstance(status, int) else None,
    )


def _kind(member: dict[str, object]) -> str:
    kind = _text(member, "type").rstrip("/").rpartition("/")[2]
    return "" if kind == "about:blank" else kind


def _text(member: dict[str, object], key: str) -> str:
    value = member.get(key)
    return storable(value) if isinstance(value, str) else ""


QUOTED = 200  # characters of an answer that a message repeats


class Refusal(NamedTuple):
    """Why X said no: a sentence, whether waiting helps, whether all further calls would fail."""

    sentence: str
    wait: bool
    final: bool


def first_characters(text: str) -> str:
    """The first 200 characters, escaped, in quotes."""
    return f"'{visible(text[:QUOTED])}'" + ("…" if len(text) > QUOTED else "")


def explain_status(status: int, quoted: str) -> str:
    """A sentence for an answer that is not JSON, or a server fault that stayed."""
    if status >= 500:
        return f"X has a fault of its own ({status}) and said {quoted}; try again later"
    return f"X's answer ({status}) is not the JSON it should be: {quoted}"


def explain_refusal(status: int, problems: tuple[Problem, ...]) -> Refusal | None:
    """Why X refused; None where the answer holds facts, or names what does not exist."""
    kinds = {problem.kind for problem in problems}
    said = visible("; ".join(problem.sentence for problem in problems))[:QUOTED]
    told = f" X says: {said}" if said else ""
    if "usage-capped" in kinds or status == 402 or "credits" in kinds:
        return Refusal(
            f"the usage cap or credit of this X app is used up ({status}).{told}", False, True
        )
    if status == 429 or "rate-limit" in kinds:
        return Refusal("X allows no more of these calls for now (429)", True, False)
    if "client-forbidden" in kinds:
        return Refusal(
            "the token is good, but its X app may not make this call: it needs a "
            f"project with access to the v2 API ({status}).{told}",
            False,
            True,
        )
    if status == 401 or kinds & {"unsupported-authentication"}:
        return Refusal(
            "X does not take the token: it is mistyped, expired, revoked, or of the "
            f"wrong kind (an app's bearer token is needed) ({status}).{told}",
            False,
            True,
        )
    if status == 403:
        return Refusal(f"X forbids this call for this token ({status}).{told}", False, False)
    if status == 404 and problems and kinds <= {"resource-not-found", "suspended"}:
        return None
    if status >= 400:
        return Refusal(f"X refused the call ({status}).{told}", False, False)
    return None
