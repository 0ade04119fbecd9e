"""Errors that X reports: problem documents (RFC 7807), partial errors, the old error list."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacelint.reach.json_values import fields, instant_of, records, storable
from spacelint.text.width import visible

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


class ApiProblem(NamedTuple):
    """One fault X reported: its kind is the last path segment of ``type``, whatever its host."""

    kind: str
    title: str
    detail: str
    value: str | None
    reset: float | None = None

    @property
    def sentence(self) -> str:
        """Title and detail in one line, as X wrote them (not yet escaped)."""
        parts = dict.fromkeys(part for part in (self.title, self.detail) if part)
        return ": ".join(parts) or self.kind or "no reason given"

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


def read_problems(body: object) -> tuple[ApiProblem, ...]:
    """Every problem of a body: the body itself, or the members of its ``errors``."""
    body = fields(body)
    members = records(body.get("errors"))
    if not members and _text(body, "title") and "data" not in body:
        members = [body]
    elif not members and _text(body, "error"):  # {"error": "…"}: gateways in front of X
        return (ApiProblem("", _text(body, "error"), "", None),)
    # A whole document may carry the type and its errors only messages.
    outer = _kind(body)
    return tuple(_problem(member, outer) for member in members)


def _problem(member: dict[str, object], outer: str) -> ApiProblem:
    code = member.get("code")
    kind = _kind(member)
    if not kind and isinstance(code, int):
        kind = _OLD_CODES.get(code, f"code-{code}")
    detail = _text(member, "detail") or _text(member, "message")
    value = _text(member, "value") or _text(member, "resource_id")
    if not value:
        bracketed = _BRACKETED.search(detail)
        value = bracketed[1] if bracketed else ""
    return ApiProblem(
        kind or outer,
        _text(member, "title"),
        detail,
        value.lstrip("@") or None,
        instant_of(member.get("reset_date", member.get("reset"))),
    )


def _kind(member: dict[str, object]) -> str:
    kind = _text(member, "type").rstrip("/").rpartition("/")[2]
    if kind in ("", "about:blank"):
        kind = _text(member, "reason")
    return kind if re.fullmatch(r"[A-Za-z0-9-]{1,60}", kind) else ""


def _text(member: dict[str, object], key: str) -> str:
    value = member.get(key)
    return storable(value) if isinstance(value, str) else ""


QUOTED = 200  # characters of an answer that a message repeats
_CAP = re.compile(r"\b(?:usage|spend(?:ing)?|credit|monthly)\b[^.]{0,40}\b(?:cap|limit)\b", re.I)
_TOKEN_KINDS = frozenset({"unsupported-authentication"})


class Refusal(NamedTuple):
    """Why X refused: a sentence, and what it ends.

    ``ends`` is ``call`` (this one alone), ``endpoint`` (all calls to it), ``all`` or ``wait``
    (nothing, once the limit is reset). ``reset`` is the Unix time X names for that, if it does.
    """

    sentence: str
    ends: str
    reset: float | None = None


def first_words(text: str) -> str:
    """The first 200 characters, escaped, in quotes, cut between words."""
    return f"'{shortened(visible(text[: QUOTED + 1]))}'"


def shortened(text: str, most: int = QUOTED) -> str:
    """The text, or as many whole words of it as fit in ``most`` characters and an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[:most]
    words = cut.rpartition(" ")[0] if not text[most].isspace() else cut
    return (words if len(words) > most // 2 else cut).rstrip(" ,;:") + "…"


def explain_refusal(
    status: int, problems: tuple[ApiProblem, ...], *, raw: str = "", token_works: bool = False
) -> Refusal | None:
    """Why X refused; None where the answer holds facts, or names what does not exist.

    ``raw`` is what X sent where that is not JSON; ``token_works`` whether X answered another call
    of this run with facts.
    """
    kinds = {problem.kind for problem in problems}
    words = "; ".join(problem.sentence for problem in problems) or raw
    quote = f". X says: {shortened(visible(words[:1000]))}" if words.strip() else ""
    reset = next((problem.reset for problem in problems if problem.reset is not None), None)
    if _is_cap(status, problems):
        sentence = f"the usage cap or credit of this X app is used up ({status}){quote}"
        return Refusal(sentence, "endpoint", reset)
    if status == 429 or "rate-limit" in kinds:
        shown = " (429)" if status == 429 else ""
        return Refusal(f"X allows no more of these calls for now{shown}", "wait", reset)
    shown, ends = f"({status}){quote}", "endpoint"
    if status == 401 or (status == 400 and kinds & _TOKEN_KINDS):
        sentence = "X doesn't take this token for this call"
        if not token_works:
            ends = "all"
            sentence = (
                "X doesn't take the token: it is mistyped, expired, revoked, or of the wrong kind "
                "(an app's bearer token is needed)"
            )
    elif kinds & {"client-forbidden", "client-not-enrolled"}:
        sentence = "your X app may not make this call: it needs a project with access to it"
    elif kinds & _TOKEN_KINDS:
        sentence = "X takes no token of this kind for this call"
    elif status == 403:
        sentence = "X forbids this call for this token"
    elif status < 400 or (
        status == 404 and problems and kinds <= {"resource-not-found", "suspended"}
    ):
        return None
    elif status in (404, 405, 410):
        sentence = "X doesn't offer this call to your app"
    elif status >= 500:
        sentence, shown = "X has a fault of its own", f"({status}); try again later{quote}"
    else:
        sentence, ends = "X refused the call", "call"
    return Refusal(f"{sentence} {shown}", ends)


def _is_cap(status: int, problems: tuple[ApiProblem, ...]) -> bool:
    if status == 402 or any(p.kind in ("usage-capped", "credits") for p in problems):
        return True
    if status not in (403, 429):
        return False
    return any("spend" in p.kind or "cap-" in p.kind or _CAP.search(p.sentence) for p in problems)
