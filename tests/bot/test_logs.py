import io
import json
import logging
from typing import Any

import pytest
import structlog

from bot import logs


@pytest.fixture
def lines() -> Any:
    stream = io.StringIO()
    root, level = logging.getLogger().handlers, logging.getLogger().level
    structlog.reset_defaults()
    logs.configure("INFO", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().handlers, logging.getLogger().level = root, level
    structlog.reset_defaults()


def test_an_event_is_one_line_of_json_with_its_fields(lines: Any) -> None:
    structlog.get_logger("bot.sending").info("sent", delivery="line:a/01", means="reply")

    (line,) = lines()
    assert (line["event"], line["delivery"], line["means"], line["level"]) == (
        "sent",
        "line:a/01",
        "reply",
        "info",
    )


@pytest.mark.parametrize(
    "secret",
    ["xoxb-123-abc", "xapp-1-A-2-b", "Bearer eyJhbGciOi", "postgresql://city:geheim@host/db"],
)
def test_what_must_not_be_in_a_log_is_cut_whoever_wrote_it(lines: Any, secret: str) -> None:
    logging.getLogger("somebody.else").warning("failed with %s", secret)

    (line,) = lines()
    assert secret not in json.dumps(line)
    assert "geheim" not in json.dumps(line)


def test_an_exception_is_logged_by_kind_and_place_without_its_words(lines: Any) -> None:
    try:
        int("わたしの電話は0191-00-0000です")
    except ValueError:
        logging.getLogger("somebody.else").exception("it failed")

    (line,) = lines()
    assert "ValueError at " in line["exception"]
    assert "test_logs.py" in line["exception"]
    assert "0191" not in json.dumps(line, ensure_ascii=False)
