"""Sentences for what goes wrong with X, without the token and with nothing left unescaped."""

from __future__ import annotations

from spacelint.text.escape import visible
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.reach.xapi.problems import Problem

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


def explain_broken(error: Exception, host: str, redact: Callable[[str], str]) -> tuple[str, bool]:
    """A sentence for a connection that failed, and whether another try is useless."""
    import socket
    import ssl

    import httpx

    causes = list(_causes(error))
    said = visible(redact(str(causes[-1]) or type(causes[-1]).__name__))[:QUOTED]
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or "SSL" in said:
        return (
            f"no trusted connection to {host}: {said}. Is this computer's clock right, and "
            "does something on the network answer in X's place?"
        ), True
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return f"the name {host} was not found: is this computer on the network?", False
    if isinstance(error, httpx.ProxyError):
        return f"the proxy of the environment does not let the call through: {said}", True
    if isinstance(error, httpx.ConnectTimeout):
        return f"{host} cannot be reached: no answer in time", False
    if isinstance(error, httpx.TimeoutException):
        return f"{host} did not answer in time", False
    if isinstance(error, httpx.ConnectError):
        return f"{host} cannot be reached: {said}", False
    if isinstance(error, httpx.TransportError | httpx.DecodingError):
        return f"the connection to {host} broke off: {said}", False
    return f"the call to {host} failed: {said}", True


def _causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    return chain
