"""What platforms send, as we keep it and look into it: JSON that is never trusted to have a field.

Pure. What a payload means is each door's business.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from typing import Any

# PostgreSQL stores neither NUL nor half a surrogate pair; JSON can carry both.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: Any) -> Any:
    """A JSON value as the database can hold it."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, dict):
        return {storable(key): storable(each) for key, each in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None  # 1e999 is JSON that no database takes back
    return value


def fingerprint(body: Mapping[str, Any]) -> str:
    """An id for a payload that carries none: the same payload has the same one."""
    return "sha256-" + hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part of a payload; empty when it is missing or something else."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def parts(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The parts a payload lists under a name; what is no part is left out."""
    found = body.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def word(body: Mapping[str, Any], name: str) -> str | None:
    """A text in a payload; None when it is missing, empty or something else."""
    found = body.get(name)
    return found if isinstance(found, str) and found else None
