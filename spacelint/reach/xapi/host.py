"""Where the token may go: api.x.com over TLS, or a loopback address in tests."""

from __future__ import annotations

import re

from spacelint.reach.xapi.errors import HostError
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

TEST_VARIABLE = "SPACELINT_X_TEST_API"

# Names are refused, "localhost" too: what a name means is up to whoever answers for it.
_LOOPBACK = re.compile(
    r"(?P<scheme>https?)://(?P<host>127(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}"
    r"|\[::1\]):(?P<port>[0-9]{1,5})/?\Z"
)


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
