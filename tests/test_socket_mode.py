"""Slack's Socket Mode: with SLACK_APP_TOKEN the service needs no address of its own."""

from tests.service import SLACK_TOKEN, Service, free_port
from tests.standins import slack_events
from tests.standins.slack import SlackStandIn


def test_what_comes_through_the_socket_is_acknowledged_and_answered_once(
    slack: SlackStandIn, url: str
) -> None:
    given = {
        "DATABASE_URL": url,
        "SLACK_BOT_TOKEN": SLACK_TOKEN,
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_BASE_URL": f"{slack.url}/api/",
    }
    event = slack_events.direct("地域協働体とは?", "EvSocket")
    with Service("serve", given) as service:
        slack.wait_for_socket()
        for _ in range(2):
            slack.wait_for_ack(slack.deliver(event))
        (posted,) = slack.wait_for(1)

        assert posted.channel == "D1"
        assert "地域協働体の位置付け" in str(posted.blocks)
        assert slack_events.post(service.url, "no secret is set", event)[0] == 401
        assert service.stop() == 0
    assert len(slack.posted) == 1
    assert slack.invalid == []


def test_a_worker_shows_its_health_and_metrics_where_it_is_told_to(url: str) -> None:
    port = free_port()
    worker = Service(
        "worker", {"DATABASE_URL": url, "PORT": str(port)}, arguments=("--status-port", str(port))
    )
    with worker:
        worker.wait_until_ready()

        assert "wasshoi_queue_age_seconds" in worker.get("/metrics")[1]
        assert worker.get("/console")[0] == 404
        assert worker.stop() == 0
