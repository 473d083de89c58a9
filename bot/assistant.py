"""A language model behind any OpenAI-compatible address (`/chat/completions`), off by default.

Only questions and the plan's own text are sent, never a person. It has two seconds; after three failures in
a row it is left alone for a minute, so that a slow one can't make everybody wait.
"""

import json
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
import urllib3

from community.gaps import without_person
from knowledge import assistance

PATIENCE = 2.0  # seconds for an answer
LONGEST = 65_536  # bytes of an answer
FAILURES, REST = 3, 60.0  # in a row; seconds it is left alone afterwards
_log = structlog.get_logger(__name__)
_REWRITE = (
    "あなたは一関市の地域協働推進計画の検索を手伝います。住民の質問を、計画の言葉に近い短い質問1つに言いかえてください。"
    "新しい数字や名前を足さないでください。質問だけを返してください。"
)
_CHOOSE = "次の質問に答える場所の番号を1つだけ数字で返してください。どれでもないときは0を返してください。"
_SIMPLIFY = (
    "次の文を、やさしい日本語にしてください。短い文にします。数字、名前、日付は1つも変えず、足さず、"
    "減らさないでください。文だけを返してください。"
)


def switch_on(url: str, key: str, model: str) -> None:
    """Let a language model help, or none where no address is given."""
    assistance.use(LanguageModel(url, key, model) if url else None)


@dataclass(slots=True)
class LanguageModel:
    """Asks the model at `url`; implements `knowledge.assistance.Assistant`."""

    url: str
    key: str
    model: str
    _pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(total=PATIENCE))
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _failures: int = 0
    _back_at: float = 0.0

    def rewrite(self, question: str) -> str | None:
        """The question in other words."""
        return self._ask(_REWRITE, without_person(question))

    def choose(self, question: str, places: Sequence[str]) -> int | None:
        """Which of the places answers the question."""
        listed = "\n".join(f"{number}. {place}" for number, place in enumerate(places, start=1))
        found = re.fullmatch(
            r"\s*(\d{1,2})\s*[.番]?\s*", self._ask(_CHOOSE, f"{without_person(question)}\n{listed}") or ""
        )
        return int(found[1]) - 1 if found and found[1] != "0" else None

    def simplify(self, text: str) -> str | None:
        """The text in simpler words."""
        return self._ask(_SIMPLIFY, text)

    def _ask(self, task: str, text: str) -> str | None:
        with self._lock:
            if time.monotonic() < self._back_at:
                return None
        try:
            found = self._exchange(task, text)
        except (
            urllib3.exceptions.HTTPError,
            OSError,
            ValueError,
            KeyError,
            IndexError,
            TypeError,
            RecursionError,
        ) as error:
            self._failed(type(error).__name__)
            return None
        with self._lock:
            self._failures = 0
        return found

    def _exchange(self, task: str, text: str) -> str:
        messages = [{"role": "system", "content": task}, {"role": "user", "content": text}]
        until = time.monotonic() + PATIENCE
        answer = self._pool.request(
            "POST",
            f"{self.url.rstrip('/')}/chat/completions",
            json={"model": self.model, "messages": messages, "temperature": 0, "max_tokens": 400},
            headers={"authorization": f"Bearer {self.key}"} if self.key else {},
            preload_content=False,
        )
        if answer.status != 200:  # noqa: PLR2004 - the one that means an answer
            raise ValueError(f"status {answer.status}")
        said = json.loads(_within(answer, until))["choices"][0]["message"]["content"]
        if not isinstance(said, str):
            raise TypeError("no text")
        return said

    def _failed(self, kind: str) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._failures, self._back_at = 0, time.monotonic() + REST
        _log.warning("language_model_failed", kind=kind)


def _within(answer: urllib3.BaseHTTPResponse, until: float) -> bytes:
    """The whole body, if it comes in time and is of a reasonable size."""
    body = b""
    try:
        for part in answer.stream(1024):
            body += part
            if time.monotonic() > until or len(body) > LONGEST:
                raise ValueError("too slow or too long")
    finally:
        answer.drain_conn() if len(body) <= LONGEST and time.monotonic() <= until else answer.close()
    return body
