"""Answers made from X's own OpenAPI documents, with each field once renamed and once missing."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from spacelint.reach.xapi.calls import Call
from spacelint.reach.xapi.reading import read_answer

DOCUMENTS = Path(__file__).parents[2] / "../shared/x-api"
AT = "2026-11-29T12:00:00Z"
CALLS = {
    "/2/users/by": Call("user", ("jack",), "/2/users/by", {}, 0),
    "/2/tweets/counts/recent": Call("counts", ("acme",), "/2/tweets/counts/recent", {}, 0),
    "/2/spaces/search": Call("spaces", ("acme",), "/2/spaces/search", {"max_results": "10"}, 0),
    "/2/spaces": Call("space", ("1aspace",), "/2/spaces", {}, 0),
    "/2/spaces/by/creator_ids": Call("host", ("1000",), "/2/spaces/by/creator_ids", {}, 0),
}
#: Values by the name of a field, so that what is made answers what was asked.
VALUES = {
    "username": "jack", "id": "1aspace", "creator_id": "1000", "state": "live", "title": "#acme",
    "verified_type": "none",
    "start": "2026-11-22T00:00:00.000Z", "end": "2026-11-23T00:00:00.000Z",
}  # fmt: skip


def document(version: str) -> dict:
    if not DOCUMENTS.is_dir():
        pytest.skip("X's OpenAPI documents (../shared/x-api) are not here")
    return json.loads((DOCUMENTS / f"openapi-{version}.json").read_text(encoding="utf-8"))


def example(schema: dict, whole: dict, name: str = "", depth: int = 0):
    """A value of a schema with every property it declares, one member in each list."""
    if "$ref" in schema:
        target = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return example(target, whole, name, depth)
    if "allOf" in schema:
        parts = [example(part, whole, name, depth) for part in schema["allOf"]]
        return {key: value for part in parts for key, value in part.items()}
    if schema.get("type") == "object" or "properties" in schema:
        if depth > 6:
            return {}
        properties = schema.get("properties", {}).items()
        return {
            key: example(value, whole, key, depth + 1)
            for key, value in properties
            if key != "errors"
        }
    if schema.get("type") == "array":
        return [example(schema.get("items", {}), whole, name, depth + 1)]
    if schema.get("type") in ("integer", "number"):
        return 12
    if schema.get("type") == "boolean":
        return False
    return VALUES.get(name, "text")


def body_of(whole: dict, path: str) -> dict:
    answer = whole["paths"][path]["get"]["responses"]["200"]
    made = example(answer["content"]["application/json"]["schema"], whole)
    for user in made.get("includes", {}).get("users", ()):
        user["id"] = "1000"
    if path == "/2/users/by":
        made["data"][0]["id"] = "1000"
        made.pop("includes", None)
    if "result_count" in made.get("meta", {}):
        made["meta"]["result_count"] = 1
    if "meta" in made:
        made["meta"] = {k: v for k, v in made["meta"].items()
                        if not k.startswith("total_") or "tweet" in k or "post" in k}  # fmt: skip
    return made


def places(value: object, path: tuple = ()):
    """Every place of a body at which a field stands."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield (*path, key)
            yield from places(each, (*path, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from places(each, (*path, at))


def changed(body: dict, place: tuple, rename: bool) -> dict:
    body = copy.deepcopy(body)
    inside = body
    for part in place[:-1]:
        inside = inside[part]
    value = inside.pop(place[-1])
    if rename:
        inside[f"new_{place[-1]}"] = value
    return body


def told(path: str, body: dict) -> dict:
    """What is read of an answer, as plain values; None where it is unknown."""
    call = CALLS[path]
    reading = read_answer(call, body, AT)
    record = {(k, key): r for k, key, r in reading.rows}.get((call.kind, call.keys[0]))
    assert (record is None) is (call.keys[0] in reading.unknown)
    if record is None:
        return {"record": None}
    if call.kind == "user":
        return record._asdict()
    if call.kind == "counts":
        return {"total": record.total, "days": [day.posts for day in record.days]}
    return {"number": len(record.spaces), **record.spaces[0]._asdict()}


@pytest.mark.parametrize("path", CALLS)
@pytest.mark.parametrize("version", ["2.165", "2.167"])
def test_what_x_documents_is_understood(version, path):
    found = told(path, body_of(document(version), path))
    expected = {
        "user": {"state": "exists", "followers": 12, "protected": False},
        "counts": {"total": 12, "days": [12]},
    }.get(CALLS[path].kind, {"number": 1, "state": "live"})
    assert expected.items() <= found.items()
    if "number" in expected and version == "2.167":
        assert found["host"] in ("jack", "1000", "text")


@pytest.mark.parametrize("rename", [True, False], ids=["renamed", "missing"])
@pytest.mark.parametrize("path", CALLS)
@pytest.mark.parametrize("version", ["2.165", "2.167"])
def test_a_field_that_is_renamed_or_missing_is_unknown_and_never_zero(version, path, rename):
    whole = document(version)
    body = body_of(whole, path)
    before = told(path, body)
    tried = 0
    for place in places(body):
        after = told(path, changed(body, place, rename))
        tried += 1
        if after == {"record": None}:
            continue
        for name, value in after.items():
            unknown = value in (None, "", [], "unknown")
            # A host without a name is its id; the moments of a Space stand in for each other.
            other = name in ("until", "start") or (name == "host" and value in ("1000", "text"))
            assert value == before[name] or unknown or other, (place, name, value)
    assert tried > 5


@pytest.mark.parametrize("path", CALLS)
@pytest.mark.parametrize("version", ["2.165", "2.167"])
def test_an_answer_without_any_field_it_had_is_unknown(version, path):
    body = body_of(document(version), path)
    for top in list(body):
        body[f"new_{top}"] = body.pop(top)
    assert told(path, body) == {"record": None}
    assert told(path, {}) == {"record": None}
