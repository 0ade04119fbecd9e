"""The page's templates, with every text escaped, and the answers made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from spacelint.text.width import visible, visible_lines


class Pages:
    """Renders templates for a page whose address begins with ``/SECRET``.

    ``shared`` are values that every template knows.
    """

    def __init__(self, root: str, shared: Mapping[str, Any]) -> None:
        self._environment = Environment(
            loader=PackageLoader("spacelint.page"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["visible"] = visible
        self._environment.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]
        self._environment.filters["visible_lines"] = lines_shown
        self._environment.globals.update(root=root, view="", **shared)

    def html(self, template: str, status: int = 200, **values: Any) -> Response:
        """Return the answer that ``template`` makes of ``values``."""
        text = self._environment.get_template(template).render(**values)
        # A lone surrogate has no bytes: it is shown as what a browser makes of it.
        return HTMLResponse(text.encode("utf-8", "replace"), status)

    def refuse(self, status: int, heading: str, message: str, headers: Headers) -> Response:
        """Return the answer of a request that could not be done, plain if its headers ask so."""
        if headers.get("accept", "").startswith("text/plain"):
            return PlainTextResponse(message, status)
        return self.html("refused.html", status, heading=heading, message=message)


def lines_shown(text: str) -> str:
    """Return a text of several lines, however they end, in which nothing hides."""
    return visible_lines(re.sub(r"\r\n?", "\n", text))
