"""Access to X: the bearer token, read late and never shown, and the one host it is sent to."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from typing import NamedTuple

from spacelint.reach.xapi.models import HostError, TokenError
from spacelint.source.reader import is_pipe

VARIABLE = "SPACELINT_X_TOKEN"
TEST_VARIABLE = "SPACELINT_X_TEST_API"

# Names are refused, "localhost" too: what a name means is up to whoever answers for it.
_LOOPBACK = re.compile(
    r"(?P<scheme>https?)://(?P<host>127(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}"
    r"|\[::1\]):(?P<port>[0-9]{1,5})/?\Z"
)
#: OpenSSL's names of the certificates and revocations in a folder, and the most bytes of a file.
_HASHED = re.compile(r"[0-9a-f]{8}\.r?[0-9]+\Z")
_MOST_CERTIFICATES = 10_000_000
KEYRING_SERVICE = "spacelint"
KEYRING_NAME = "x-token"

_POSSIBLE = re.compile(r"[\x21-\x7e]{8,4096}\Z")


class Token:
    """A bearer token that prints as ``[token]`` and cannot be pickled or copied into a file."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def header(self) -> str:
        """The value of the ``Authorization`` header."""
        return "Bearer " + self.__value

    def redact(self, text: str) -> str:
        """The text with every occurrence of the token replaced."""
        return text.replace(self.__value, "[token]")

    def redact_json(self, value: object) -> object:
        """The same for a decoded body: before, an escape may have hidden it."""
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, list):
            return [self.redact_json(member) for member in value]
        if isinstance(value, dict):
            return {self.redact(key): self.redact_json(member) for key, member in value.items()}
        return value

    def __repr__(self) -> str:
        return "[token]"

    def __reduce__(self) -> str:
        raise TypeError("a token is not written anywhere")


def read_token(environ: Mapping[str, str]) -> Token:
    """The token of the environment, else of the keyring if that extra is installed.

    Raises TokenError, whose message never repeats what was found.
    """
    text = environ.get(VARIABLE)
    if text is None:
        text = _from_keyring()
    if text is None:
        raise TokenError(
            f"no token: set {VARIABLE} in the environment to the bearer token of your X app"
        )
    text = text.strip()
    word, _, rest = text.partition(" ")
    if word.lower() == "bearer":
        text = rest.strip()
    if not text:
        raise TokenError(f"{VARIABLE} is set but empty: put the bearer token of your X app there")
    if not _POSSIBLE.match(text):
        raise TokenError(
            f"{VARIABLE} doesn't look like a bearer token ({len(text)} characters, "
            "expected 8 or more printable ASCII characters without spaces)"
        )
    return Token(text)


def _from_keyring() -> str | None:
    try:
        import keyring  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    try:
        found = keyring.get_password(KEYRING_SERVICE, KEYRING_NAME)
    except Exception:  # a backend may raise anything at all; none of it is worth a traceback
        return None
    return found if isinstance(found, str) else None


class Host(NamedTuple):
    """An origin: scheme, host name without brackets, port, and whether it is this machine."""

    scheme: str
    name: str
    port: int
    loopback: bool

    @property
    def url(self) -> str:
        """The origin as text, without a trailing slash."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        standard = (self.scheme, self.port) == ("https", 443)
        return f"{self.scheme}://{name}" + ("" if standard else f":{self.port}")


X_API = Host("https", "api.x.com", 443, False)


def api_host(environ: Mapping[str, str]) -> Host:
    """X's API, unless the tests' variable names a loopback address.

    Raises HostError for any other value of that variable.
    """
    text = environ.get(TEST_VARIABLE)
    if text is None:
        return X_API
    match = _LOOPBACK.match(text)
    if match is None or not 0 < int(match["port"]) < 65536:
        raise HostError(
            f"{TEST_VARIABLE} is for spacelint's own tests and takes a loopback address alone "
            "(http://127.0.0.1:8000); the token goes nowhere but api.x.com"
        )
    return Host(match["scheme"], match["host"].strip("[]"), int(match["port"]), True)


def refuse_odd_files(environ: Mapping[str, str]) -> None:
    """Raise OSError for a file that TLS would wait for, or read without an end.

    What is not there, or may not be opened, is left to OpenSSL, which says so at once.
    """
    if is_pipe(environ.get("SSLKEYLOGFILE")):
        raise OSError("SSLKEYLOGFILE is a pipe")
    _must_be_file(environ.get("SSL_CERT_FILE"), "SSL_CERT_FILE")
    for folder in environ.get("SSL_CERT_DIR", "").split(os.pathsep):
        mode, _ = _mode_and_size(folder)
        if mode and not stat.S_ISDIR(mode):
            raise OSError("SSL_CERT_DIR is not a folder")
        if mode and os.access(folder, os.R_OK):
            for name in filter(_HASHED.match, os.listdir(folder)):
                _must_be_file(os.path.join(folder, name), "a certificate in SSL_CERT_DIR")


def _must_be_file(path: str | None, what: str) -> None:
    mode, size = _mode_and_size(path)
    if mode and not stat.S_ISREG(mode):
        raise OSError(what + " is not a regular file")
    if size > _MOST_CERTIFICATES:
        raise OSError(f"{what} is larger than {_MOST_CERTIFICATES:,} bytes")


def _mode_and_size(path: str | None) -> tuple[int, int]:
    """Return both of what a path leads to, and zeros where that is nothing."""
    try:
        found = os.stat(path or "")
    except (OSError, ValueError):
        return 0, 0
    return found.st_mode, found.st_size
