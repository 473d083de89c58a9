"""Every message we send, checked against LINE's own specification and the limits it does not say.

LINE's spec describes kinds of messages by `discriminator.mapping` without `oneOf`, which plain validators
pass over; so each such base becomes "if the type is X, then X and nothing else" (see NOTES.md beside it).
The spec is not ours to copy: where the folder `shared` is absent these checks are left out.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

SHARED = Path(os.environ.get("WASSHOI_SHARED") or Path(__file__).parents[3] / "shared")
REASON = "LINE's specification (the folder `shared` beside the repository, or WASSHOI_SHARED) is not here"
_SPEC = SHARED / "line-openapi" / "messaging-api.yml"
_REQUESTS = {"reply": "ReplyMessageRequest", "push": "PushMessageRequest", "multicast": "MulticastRequest"}
Json = dict[str, Any]


def available() -> bool:
    """Whether the specification is here."""
    return _SPEC.exists()


def complaints(kind: str, body: Json) -> list[str]:
    """What LINE would not take about a request (`reply` or `push`); empty when all is well."""
    wrong = [f"{'/'.join(map(str, each.instance_path))}: {each.message[:200]}" for each in _check(kind, body)]
    return wrong + list(_over_limits(body))


def _check(kind: str, body: Json) -> list[Any]:
    return list(_validator(kind).iter_errors(body))


@cache
def _validator(kind: str) -> Any:
    return jsonschema_rs.Draft202012Validator({"$ref": f"#/$defs/{_REQUESTS[kind]}", "$defs": _definitions()})


@cache
def _definitions() -> Json:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    spec = yaml.load(_SPEC.read_text("utf-8"), Loader=loader)  # noqa: S506 - a safe loader, in C where there is one
    schemas = json.loads(
        json.dumps(spec["components"]["schemas"]).replace("#/components/schemas/", "#/$defs/")
    )
    bases = {name: schema for name, schema in schemas.items() if "mapping" in schema.get("discriminator", {})}
    made: Json = {}
    for name, schema in schemas.items():
        if name in bases:
            made[f"{name}.base"] = {key: value for key, value in schema.items() if key != "discriminator"}
            made[name] = _by_kind(name, schema["discriminator"])
        else:
            made[name] = schema
    for name in made:
        if not name.endswith(".base") and name not in bases:
            made[name] = _on_base(made[name], bases)
    return made


def _by_kind(name: str, discriminator: Json) -> Json:
    key, mapping = discriminator["propertyName"], discriminator["mapping"]
    cases = [
        {
            "if": {"properties": {key: {"const": value}}, "required": [key]},
            "then": {"$ref": target, "unevaluatedProperties": False},
        }
        for value, target in mapping.items()
    ]
    known = {"required": [key], "properties": {key: {"enum": list(mapping)}}}
    return {"allOf": [{"$ref": f"#/$defs/{name}.base"}, known, *cases]}


def _on_base(schema: Any, bases: Json) -> Any:
    """A kind inherits from its base's own part, not from the choice among all kinds (a circle)."""
    if isinstance(schema, dict) and "allOf" in schema:
        inherited = [
            {"$ref": f"{part['$ref']}.base"} if part.get("$ref", "").rpartition("/")[2] in bases else part
            for part in schema["allOf"]
        ]
        return {**schema, "allOf": inherited}
    return schema


def _over_size(contents: Json) -> Iterator[str]:
    if contents.get("type") != "carousel":
        if _size(contents) > 30 * 1024:
            yield f"a bubble of {_size(contents)} bytes"
        return
    if _size(contents) > 50 * 1024:
        yield f"a carousel of {_size(contents)} bytes"
    if len(contents["contents"]) > 12:
        yield f"a carousel of {len(contents['contents'])} bubbles"
    for each in contents["contents"]:
        yield from _over_size(each)


def _over_limits(body: Json) -> Iterator[str]:
    if isinstance(body.get("to"), list) and not 0 < len(body["to"]) <= 500:
        yield f"a multicast to {len(body['to'])} people"
    for message in body["messages"]:
        yield from _long("text", message.get("text", ""), 5000)
        yield from _long("altText", message.get("altText", ""), 1500)
        if message.get("type") == "flex":
            yield from _over_size(message["contents"])
        items = message.get("quickReply", {}).get("items", [])
        if len(items) > 13:
            yield f"{len(items)} quick replies"
        for item in items:
            yield from _long("quick reply label", item["action"].get("label", ""), 20)
        for node in _walk(message):
            yield from _long("postback data", node.get("data", ""), 300)
            if node.get("type") == "text" and "text" in node and not node["text"]:
                yield "an empty text"


def _long(what: str, text: Any, limit: int) -> Iterator[str]:
    units = len(str(text).encode("utf-16-le")) // 2
    if units > limit:
        yield f"{what} of {units} characters, over {limit}"


def _size(node: Any) -> int:
    return len(json.dumps(node, ensure_ascii=False).encode())


def _walk(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from _walk(each)
    elif isinstance(node, list):
        for each in node:
            yield from _walk(each)
