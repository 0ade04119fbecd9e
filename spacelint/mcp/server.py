"""The tools and resources in the official SDK, served on standard streams."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any

import anyio
import mcp_types as types
from anyio.to_thread import run_sync
from mcp import MCPError
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.message import ServerMessageMetadata, SessionMessage

from spacelint import __version__
from spacelint.mcp.answers import Desk, Refused, Reply
from spacelint.mcp.streams import Open, Unread, lines, readable
from spacelint.mcp.tools import FOREIGN, TOOLS, Tool, checked, find_tool, no_tool
from spacelint.text.width import visible

INSTRUCTIONS = (
    "spacelint judges the titles of planned X (Twitter) Spaces. Call lint_title for every title"
    " before you write it into a message or a file, and suggest_title where it finds something."
    f" {FOREIGN} Nothing is written and no network is used."
)
BOOK = "spacelint://brand-book"
RULES = "spacelint://rules"
_RULE = f"{RULES}/"
_LONGEST_ADDRESS = 200


def make_server(desk: Desk, sending: anyio.Lock) -> Server[Any]:
    """Return the server; it reads with ``desk`` alone, and one request at a time.

    ``sending`` is held while an answer waits for the client to read it. None is made meanwhile:
    answers are far larger than requests, and a client that reads late would have all of them kept.
    """
    one_at_a_time = anyio.Lock()

    async def in_turn(function: Callable[..., Any], *given: Any) -> Any:
        async with one_at_a_time:
            async with sending:
                pass
            return await run_sync(function, *given)

    async def list_tools(context: Any, given: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=await in_turn(list, map(_described, TOOLS)))

    async def call_tool(context: Any, given: types.CallToolRequestParams) -> types.CallToolResult:
        tool = find_tool(given.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, no_tool(given.name))
        try:
            reply = await in_turn(_run, tool, desk, given.arguments or {})
        except Refused as refused:
            content = types.TextContent(type="text", text=str(refused))
            return types.CallToolResult(content=[content], is_error=True)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=reply.text)],
            structured_content=reply.values,
        )

    async def list_resources(context: Any, given: Any) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=_RESOURCES)

    async def list_templates(context: Any, given: Any) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=[_TEMPLATE])

    async def read_resource(
        context: Any, given: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        address = str(given.uri)
        try:
            kind, text = await in_turn(_read, desk, address)
        except Refused as refused:
            raise MCPError(types.INVALID_PARAMS, str(refused)) from None
        content = types.TextResourceContents(uri=given.uri, mime_type=kind, text=text)
        return types.ReadResourceResult(contents=[content])

    return Server(
        "spacelint",
        version=__version__,
        title="spacelint",
        description="Lints the titles of planned X (Twitter) Spaces.",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


_RESOURCES = [
    types.Resource(
        uri=BOOK,
        name="brand-book",
        title="Brand book",
        description="The team's campaigns, hashtags, handles and words, as the configuration has"
        f" them. {FOREIGN}",
        mime_type="application/json",
    ),
    types.Resource(
        uri=RULES,
        name="rules",
        title="Rules",
        description="The rules in force, one a line: code, severity, fix, name, what it finds.",
        mime_type="text/plain",
    ),
]
_TEMPLATE = types.ResourceTemplate(
    uri_template=f"{_RULE}{{code}}",
    name="rule",
    title="Rule",
    description="A rule with its reason and examples, by its code or name.",
    mime_type="text/plain",
)


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=tool.output,
        annotations=types.ToolAnnotations(
            title=tool.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _run(tool: Tool, desk: Desk, given: dict[str, Any]) -> Reply:
    return tool.run(desk, checked(tool, given))


def _read(desk: Desk, address: str) -> tuple[str, str]:
    """Return the media type and the text of a resource; raises `Refused`."""
    if address == BOOK:
        text = desk.brand_book()
        return "application/json" if text.startswith("{") else "text/plain", text
    if address == RULES:
        return "text/plain", desk.rule_list()
    if address.startswith(_RULE) and len(address) <= _LONGEST_ADDRESS:
        return "text/plain", desk.explain_rule({"rule": address.removeprefix(_RULE)}).text
    known = ", ".join((BOOK, RULES, f"{_RULE}CODE"))
    raise Refused(
        f'there is no resource "{visible(address[:_LONGEST_ADDRESS])}"; there are {known}'
    )


def serve(desk: Desk) -> None:
    """Serve on standard input and output until the client goes.

    Raises BrokenPipeError where it goes without a word.
    """
    try:
        anyio.run(_serve, desk)
    except BaseExceptionGroup as group:
        _, others = group.split((BrokenPipeError, anyio.BrokenResourceError))
        if others is not None:
            raise _first(others) from None
        raise BrokenPipeError from None


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error


def _message(request: str) -> types.JSONRPCMessage:
    """Return a request as the SDK reads it; raises ValueError where it would not answer it."""
    message = types.jsonrpc_message_adapter.validate_json(request, by_name=False)
    notice = isinstance(message, types.JSONRPCNotification) and '"id"' in request
    if notice and "id" in json.loads(request):  # one that the SDK passes over, such as 1.5
        raise ValueError(request)
    return message


class _Answers:
    """A stream of messages to the client that tells which request each one answers."""

    def __init__(self, stream: Any, answered: Callable[[object], Awaitable[None]]) -> None:
        self.sending = anyio.Lock()
        self._stream = stream
        self._answered = answered
        self.aclose = stream.aclose

    async def send(self, item: SessionMessage) -> None:
        try:
            async with self.sending:
                await self._stream.send(item)
        finally:
            if isinstance(item.message, types.JSONRPCResponse | types.JSONRPCError):
                await self._answered(item.message.id)

    async def __aenter__(self) -> _Answers:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()


async def _serve(desk: Desk) -> None:
    descriptor = sys.stdin.fileno()
    taken, read = anyio.create_memory_object_stream[SessionMessage | Exception]()
    open = Open()
    # The SDK writes; it would read lines of any length, and never say that it cannot.
    nothing = anyio.wrap_file(io.StringIO())
    async with stdio_server(nothing) as (_, write), anyio.create_task_group() as tasks:
        given = lines(lambda most: os.read(descriptor, most))
        tasks.start_soon(_take, given, taken, write, open)
        answers = _Answers(write, open.settle)
        server = make_server(desk, answers.sending)
        await server.run(read, answers, server.create_initialization_options())


async def _take(given: AsyncIterator[str | Unread], taken: Any, write: Any, open: Open) -> None:
    """Take one request after the other, until there are no more and each has its answer."""
    async with taken:
        async for line in given:
            message = readable(line, _message) if isinstance(line, str) else line
            if isinstance(message, Unread):
                error = types.ErrorData(code=message.code, message=message.message)
                message = types.JSONRPCError(jsonrpc="2.0", id=message.id, error=error)
                await write.send(SessionMessage(message))
                continue
            metadata = None
            if isinstance(message, types.JSONRPCRequest):
                await open.take(message.id, len(line))
                unanswered = partial(open.settle, message.id)
                metadata = ServerMessageMetadata(on_request_unanswered=unanswered)
            await taken.send(SessionMessage(message, metadata))
        await open.wait()  # the SDK answers nothing any more once there is nothing to read
