"""How fast an answer is found once loaded, how soon a service is ready, and what it weighs then."""

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

import psutil

from tests.bench.figures import Figure, percentile, say
from tests.service import LINE_SECRET, LINE_TOKEN, SLACK_SECRET, SLACK_TOKEN, Service
from tests.standins.line_checks import SHARED

VARIANTS = SHARED / "sketches" / "question_variants.json"
A_FEW = ["ひと・まち応援金って何に使えるの?", "地域協働体とは?", "計画はいつまで?", "ごみの日はいつ?"] * 25


def questions() -> list[str]:
    """Real questions where the shared folder is there, a few of our own where not."""
    if not VARIANTS.exists():
        return A_FEW
    return [question for place in json.loads(VARIANTS.read_text("utf-8")) for question in place["questions"]]


def asking() -> list[Figure]:
    """`wasshoi ask --jsonl`, as another program would use it."""
    asked = questions()
    say(f"ask: {len(asked)} questions")
    lines = "".join(json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(asked))
    command = [sys.executable, "-m", "bot.cli", "ask", "--jsonl"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    taken = [json.loads(line)["ms"] for line in done.stdout.splitlines()]
    return [
        Figure("wasshoi ask, once loaded, p50", percentile(taken, 0.5), "ms", most=10),
        Figure("wasshoi ask, once loaded, p99", percentile(taken, 0.99), "ms", most=10),
    ]


def serving() -> list[Figure]:
    """A first start (making its database), a second one, and memory after many different questions."""
    say("serve: twice, then many different questions")
    with tempfile.TemporaryDirectory() as data:
        # Both channels on: their SDKs are a good part of the weight.
        given = {
            "WASSHOI_DATA": f"{data}/var",
            "LINE_CHANNEL_SECRET": LINE_SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
            "SLACK_SIGNING_SECRET": SLACK_SECRET,
            "SLACK_BOT_TOKEN": SLACK_TOKEN,
        }
        times = []
        for _ in range(2):
            service = Service("serve", given)
            started = time.perf_counter()
            service.start()
            times.append(time.perf_counter() - started)
            if len(times) == 1:
                service.stop()
        light = weight(service)
        for text in questions():
            visit(service, text)
        time.sleep(2)
        heavy = weight(service)
        service.stop()
    return [
        Figure("serve ready, first start", times[0], "s", most=4),
        Figure("serve ready, later starts", times[1], "s", most=4),
        Figure("RSS of serve, ready", light, "MB", most=250),
        Figure("RSS of serve, after many different questions", heavy, "MB", most=250),
    ]


def weight(service: Service) -> float:
    """Resident memory in MB."""
    assert service.process is not None
    return float(psutil.Process(service.process.pid).memory_info().rss) / 2**20


def visit(service: Service, text: str) -> None:
    """Ask at the console, as a new visitor."""
    body = json.dumps({"visitor": str(uuid.uuid4()), "text": text}).encode()
    address = f"{service.url}/console/resident/messages"
    request = urllib.request.Request(address, body, {"content-type": "application/json"})  # noqa: S310 - loopback
    urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - loopback
