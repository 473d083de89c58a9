"""The hard side: kill -9, two workers, a database that goes away. Every event answered, none twice."""

import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from bot import cluster
from tests.service import LINE_SECRET, LINE_TOKEN, Service, free_port
from tests.standins import line_events
from tests.standins.line import LineStandIn

EVENTS, KILLS, PEOPLE = 1_000, 10, 40


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    with LineStandIn(LINE_TOKEN, check=False) as standing_in:
        yield standing_in


def line_settings(line: LineStandIn) -> dict[str, str]:
    return {
        "LINE_CHANNEL_SECRET": LINE_SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
        "LINE_API_BASE_URL": line.url,
    }


def questions(line: LineStandIn, count: int) -> list[line_events.Event]:
    people = itertools.cycle(f"U{number}" for number in range(PEOPLE))
    return [
        line_events.text(user, f"応援金って何? {number}", line.issue_token(user))
        for number, user in zip(range(count), people, strict=False)
    ]


def deliver(service: Service, events: list[line_events.Event], at_once: int = 4) -> None:
    """Deliver as LINE does with redelivery switched on: again and again until it is acknowledged."""
    left = events
    while left:
        posted = line_events.post_many(service.url, LINE_SECRET, [[each] for each in left], at_once)
        left = [
            line_events.again(event) for event, one in zip(left, posted, strict=True) if one.status != 200
        ]
        if left:
            time.sleep(0.2)


def answered(line: LineStandIn, events: list[line_events.Event], timeout: float = 120.0) -> None:
    """Every event answered, none twice: by its reply token, or by pushes to its person."""
    line.wait_for(len(events), timeout)
    time.sleep(1.0)  # a second copy would come now
    asked = Counter(each["source"]["userId"] for each in events)
    assert Counter(line.receiver(each) for each in line.accepted) == asked
    tokens = [each.reply_token for each in line.accepted if each.reply_token]
    assert len(tokens) == len(set(tokens))


def test_a_thousand_events_and_ten_kills(line: LineStandIn, data: Path, tmp_path: Path) -> None:
    service = Service("serve", {"WASSHOI_DATA": str(data), **line_settings(line)}, tmp_path / "log")
    events = questions(line, EVENTS)
    done = threading.Event()

    def die_and_rise() -> None:
        for _ in range(KILLS):
            time.sleep(random.uniform(0.4, 1.4))
            service.kill()
            service.start()
        done.set()

    with service:
        killer = threading.Thread(target=die_and_rise)
        killer.start()
        deliver(service, events)
        killer.join(180)
        assert done.is_set()

        answered(line, events)


def test_two_workers_one_killed_in_mid_work(line: LineStandIn, url: str, tmp_path: Path) -> None:
    given = {"DATABASE_URL": url, **line_settings(line)}
    one, two = (Service("worker", given, tmp_path / f"worker{number}") for number in (1, 2))
    events = questions(line, 300)

    with Service("web", given, tmp_path / "web") as web, one, two:
        deliver(web, events)
        line.wait_for(60, 40)
        one.kill()

        answered(line, events)


def test_the_embedded_database_killed_in_mid_work_is_started_again(
    line: LineStandIn, data: Path, tmp_path: Path
) -> None:
    with Service("serve", {"WASSHOI_DATA": str(data), **line_settings(line)}, tmp_path / "log") as service:
        first, second = questions(line, 100), questions(line, 100)
        deliver(service, first)
        postmaster = int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        psutil.Process(postmaster).kill()
        deliver(service, second)

        answered(line, first + second)
        assert service.ready()


def test_a_citys_server_stopped_and_started_again_loses_nothing(
    line: LineStandIn, data: Path, tmp_path: Path
) -> None:
    server = cluster.start(data)
    try:
        with Service(
            "serve", {"DATABASE_URL": server.url, **line_settings(line)}, tmp_path / "log"
        ) as service:
            first, second = questions(line, 60), questions(line, 60)
            deliver(service, first)
            server._server.stop()  # noqa: SLF001 - as the city's operator does
            time.sleep(2.0)
            assert service.get("/readyz")[0] == 503
            assert service.get("/healthz") == (200, "ok")
            server.ensure_running()
            deliver(service, second)

            answered(line, first + second)
    finally:
        server.leave()


def test_what_was_accepted_before_a_stop_is_answered_after_the_next_start(
    line: LineStandIn, url: str
) -> None:
    given = {"DATABASE_URL": url, **line_settings(line)}
    events = questions(line, 50)
    with Service("web", given) as web:
        deliver(web, events)
        assert web.stop() == 0
    assert line.accepted == []

    with Service("worker", given) as worker:
        answered(line, events)
        assert worker.stop() == 0


def test_a_stop_in_mid_work_is_quick_and_leaves_nothing_half_done(line: LineStandIn, url: str) -> None:
    events = questions(line, 200)
    port = free_port()
    given = {"DATABASE_URL": url, "PORT": str(port), **line_settings(line)}
    with Service("serve", given) as service:
        deliver(service, events)
        assert service.stop() == 0
    with psycopg.connect(url) as connection:
        doing = connection.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
        ).fetchone()
    assert doing == (0,)

    with Service("serve", given):
        answered(line, events)
