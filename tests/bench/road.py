"""How fast an event is acknowledged and answered: idle, flooded, beside a flood, with one and two workers."""

import itertools
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from bot import cluster, database, engine, intake, wiring
from community import arrivals
from handlers.line import events
from tests.bench.figures import Figure, percentile, say
from tests.service import LINE_SECRET, LINE_TOKEN, Service
from tests.standins import line_events
from tests.standins.line import LineStandIn

QUESTION = "ひと・まち応援金って何に使えるの?"
IDLE_EVENTS, IDLE_GAP = 300, 0.05
FLOOD, AT_ONCE, PEOPLE = 3_000, 32, 200
DRAIN = 1_500
WAITING = 10_000


@dataclass(frozen=True, slots=True)
class Setting:
    """A database server, LINE's stand-in, and what a service needs to know of both."""

    server: str
    line: LineStandIn

    def given(self, name: str) -> dict[str, str]:
        """Settings with a fresh database of this name."""
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
        url = self.server.replace("/wasshoi?", f"/{name}?")
        database.upgrade(url, engine.install)
        return {
            "DATABASE_URL": url,
            "LINE_CHANNEL_SECRET": LINE_SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
            "LINE_API_BASE_URL": self.line.url,
        }


@contextmanager
def setting() -> Iterator[Setting]:
    """An embedded server in a temporary folder, and a LINE that checks nothing and so costs little."""
    with tempfile.TemporaryDirectory() as folder, LineStandIn(LINE_TOKEN, check=False) as line:
        running = cluster.start(Path(folder))
        try:
            yield Setting(running.url, line)
        finally:
            running.leave()


def idle(given: Setting) -> list[Figure]:
    """Single events on an idle service, beside a bare hello of the same server and a plain insert."""
    say(f"idle: {IDLE_EVENTS} events, one every {IDLE_GAP * 1000:.0f} ms")
    with Service("serve", given.given("idle")) as service:
        deliver(service, given.line, 20)
        hello = [seconds(lambda: service.get("/healthz")) * 1000 for _ in range(30)]
        acks, answers = deliver(service, given.line, IDLE_EVENTS, IDLE_GAP)
        started = psutil.Process(service.process.pid if service.process else 0).cpu_times()
        time.sleep(10)
        ended = psutil.Process(service.process.pid if service.process else 0).cpu_times()
        busy = (ended.user + ended.system - started.user - started.system) / 10 * 100
    insert = plain_inserts(given)
    beside = f"hello p50 {percentile(hello, 0.5):.2g} ms, p99 {percentile(hello, 0.99):.2g} ms"
    durable = f"plain insert p50 {percentile(insert, 0.5):.2g} ms, p99 {percentile(insert, 0.99):.2g} ms"
    return [
        Figure("webhook → reply call, idle, p50", percentile(answers, 0.5), "ms", most=40, reference=beside),
        Figure(
            "webhook → reply call, idle, p99", percentile(answers, 0.99), "ms", most=150, reference=beside
        ),
        Figure("acknowledged, idle, p50", percentile(acks, 0.5), "ms", reference=durable),
        Figure("acknowledged, idle, p99", percentile(acks, 0.99), "ms", most=60, reference=durable),
        Figure("CPU of an idle service", busy, "%", most=5, reference="10 s, of one core"),
    ]


def flooded(given: Setting) -> list[Figure]:
    """As much as goes through one process on this machine."""
    say(f"flood: {FLOOD} events, {AT_ONCE} at once, one process")
    with Service("serve", given.given("flood")) as service:
        deliver(service, given.line, 20)
        before, bodies = len(given.line.accepted), batch(given.line, FLOOD)
        started = time.monotonic()
        posted = line_events.post_many(service.url, LINE_SECRET, bodies, AT_ONCE)
        acknowledged = time.monotonic() - started
        last = given.line.wait_for(before + FLOOD, 120)[-1].at
    assert all(each.status == 200 for each in posted)
    hello = _hello_rate(given)
    return [
        Figure("acknowledged a second, durable", FLOOD / acknowledged, "/s", least=400, reference=hello),
        Figure(
            "acknowledged under flood, p99", percentile([each.seconds * 1000 for each in posted], 0.99), "ms"
        ),
        Figure("answered a second, end to end", FLOOD / (last - started), "/s", least=120, reference=hello),
    ]


def workers(given: Setting) -> list[Figure]:
    """The same waiting events drained by one worker process and by two, both up and idle before."""
    rates = []
    for count in (1, 2):
        say(f"drain: {DRAIN} waiting events, {count} worker process(es)")
        named = given.given(f"drain{count}")
        running = [Service("worker", named) for _ in range(count)]
        for each in running:
            each.start()
        warm(given, named["DATABASE_URL"])
        before = len(given.line.accepted)
        fill(named["DATABASE_URL"], [event for (event,) in batch(given.line, DRAIN)])
        started = time.monotonic()
        last = given.line.wait_for(before + DRAIN, 180)[-1].at
        for each in running:
            each.stop()
        rates.append(DRAIN / (last - started))
    return [
        Figure("drained by one worker process", rates[0], "/s"),
        Figure("two worker processes, ratio to one", rates[1] / rates[0], "×", least=1.0),
    ]


def warm(given: Setting, url: str) -> None:
    """Let the workers load what they need, and answer a few events each."""
    before = len(given.line.accepted)
    time.sleep(4)
    fill(url, [event for (event,) in batch(given.line, 60)])
    given.line.wait_for(before + 60, 60)


def one_person(given: Setting) -> list[Figure]:
    """A person who writes many messages at once: they are answered in order, one after another."""
    say("one person's messages, one after another")
    named = given.given("person")
    with Service("serve", named) as service:
        deliver(service, given.line, 5)
        before = len(given.line.accepted)
        started = time.monotonic()
        fill(
            named["DATABASE_URL"],
            [line_events.text("Uone", QUESTION, given.line.issue_token("Uone")) for _ in range(30)],
        )
        last = given.line.wait_for(before + 30, 120)[-1].at
    return [Figure("one person's messages answered, in order", 30 / (last - started), "/s")]


def beside_a_flood(given: Setting) -> list[Figure]:
    """Another person's answer while ten thousand of one person's events, or of bulk work, wait."""
    figures = []
    floods = {"one person's events": fill_with_one_person, "pieces of bulk work": fill_with_bulk}
    for kind, flood in floods.items():
        say(f"another person beside {WAITING} waiting {kind}")
        named = given.given("beside")
        with Service("serve", named) as service:
            deliver(service, given.line, 5)
            flood(named["DATABASE_URL"])
            _, answers = deliver(service, given.line, 30, 0.1)
        worst = max(answers)
        figures.append(Figure(f"slowest of 30 answers beside {WAITING} {kind}", worst, "ms", most=1000))
    return figures


def fill_with_one_person(url: str) -> None:
    """As many events of one person, who has gone mad."""
    fill(url, [line_events.text("Uflood", QUESTION) for _ in range(WAITING)])


def fill_with_bulk(url: str) -> None:
    """As many pieces of work that nobody waits for; their subjects are not there, so they end at once."""
    work = [
        engine.Work(intake.HANDLE, f"line:{number}", f"b{number}", urgent=False) for number in range(WAITING)
    ]
    db = database.connect(url)
    with db.transaction() as session:
        engine.enqueue(session, work)
    db.close()


def fill(url: str, sent: list[line_events.Event]) -> None:
    """Make events wait, all by one commit."""
    db = database.connect(url)
    made = [events.arriving(each) for each in sent]
    with db.transaction() as session:
        arrivals.take_in(session, made, wiring.now())
        engine.enqueue(session, [intake.handle_work(each.id, each.person) for each in made])
    db.close()


def deliver(
    service: Service, line: LineStandIn, count: int, gap: float = 0.0
) -> tuple[list[float], list[float]]:
    """Post events one by one; milliseconds to each acknowledgement and to each reply call at LINE."""
    acks, begun = [], {}
    for ((event,),) in zip(batch(line, count), strict=True):
        begun[event["replyToken"]] = time.monotonic()
        (posted,) = line_events.post_many(service.url, LINE_SECRET, [[event]])
        acks.append(posted.seconds * 1000)
        time.sleep(gap)
    until = time.monotonic() + 60
    while not set(begun) <= {each.reply_token for each in line.accepted[-20_000:]}:
        assert time.monotonic() < until, "not all were answered"
        time.sleep(0.02)
    answered = {each.reply_token: each.at for each in line.accepted}
    return acks, [(answered[token] - at) * 1000 for token, at in begun.items()]


def batch(line: LineStandIn, count: int) -> list[list[line_events.Event]]:
    """Webhooks of one event each, of many people in turn."""
    people = itertools.cycle(f"U{number}" for number in range(PEOPLE))
    return [
        [line_events.text(user, QUESTION, line.issue_token(user))] for user in itertools.islice(people, count)
    ]


def plain_inserts(given: Setting) -> list[float]:
    """Milliseconds of plain inserts with their commits, one after another."""
    with psycopg.connect(given.server, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS plain (id bigserial PRIMARY KEY, body text)")
        return [
            seconds(lambda: connection.execute("INSERT INTO plain (body) VALUES ('x')")) * 1000
            for _ in range(300)
        ]


def _hello_rate(given: Setting) -> str:
    with Service("web", given.given("hello")) as service:
        parts = urllib.parse.urlsplit(service.url)
        count = 2000
        spent = seconds(lambda: line_events.get_many(f"http://{parts.netloc}/healthz", count, AT_ONCE))
    return f"hello {count / spent:.0f}/s by the same client"


def seconds(step: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    step()
    return time.perf_counter() - started
