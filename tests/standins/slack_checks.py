"""Every post we make, checked against the Block Kit schema. Not ours to copy: left out where it is absent."""

import importlib.util
from functools import cache
from typing import Any

from tests.standins.line_checks import SHARED

REASON = "the Block Kit schema (the folder `shared` beside the repository, or WASSHOI_SHARED) is not here"
_CHECK = SHARED / "slack" / "check_blockkit.py"


def available() -> bool:
    """Whether the schema is here."""
    return _CHECK.exists()


def complaints(body: dict[str, Any]) -> list[str]:
    """What Slack would not take about a post; empty when all is well."""
    wrong = [] if body.get("text") else ["no text for notifications and screen readers"]
    return wrong + list(_checker().errors(body.get("blocks") or [], "message_blocks"))


def wrong_in_view(view: dict[str, Any]) -> list[str]:
    """What Slack would not take about a form or a start page."""
    return list(_checker().errors(view, str(view.get("type"))))


@cache
def _checker() -> Any:
    spec = importlib.util.spec_from_file_location("check_blockkit", _CHECK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
