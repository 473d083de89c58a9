"""A language model behind an OpenAI-compatible address, as far as we use it: one path, one answer."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.standins.server import StandIn, cut


@dataclass(frozen=True, slots=True)
class Asked:
    """A call: its bearer as it came (None: no such header), and what was sent."""

    authorization: str | None
    body: dict[str, Any]

    @property
    def said(self) -> str:
        """What a person would say to the model."""
        return str(self.body["messages"][-1]["content"])


class LanguageModelStandIn(StandIn):
    """Says `says`, or answers with `raw` as it is; `asked` holds every call."""

    def __init__(self, says: str = "", raw: str | None = None) -> None:
        super().__init__()
        self.says = says
        self.raw = raw
        self.asked: list[Asked] = []

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/v1/chat/completions", self._complete)]

    @property
    def address(self) -> str:
        """What ASSISTANT_URL would be."""
        return f"{self.url}/v1"

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(Asked(request.headers.get("authorization"), await request.json()))
        fault = self.faults.next()
        if fault is not None:
            await asyncio.sleep(fault.pause)
            if fault.cuts:
                return cut(request)
            return web.json_response({"error": {"message": "no"}}, status=fault.status or 200)
        if self.raw is not None:
            return web.Response(text=self.raw, content_type="application/json")
        message = {"role": "assistant", "content": self.says}
        return web.json_response({"object": "chat.completion", "choices": [{"index": 0, "message": message}]})
