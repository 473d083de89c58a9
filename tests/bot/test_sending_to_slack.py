"""Slack's bad days: one post for one question, looked for before it is made again."""

from collections.abc import Iterator

import pytest

from community.deliveries import DeliveryState
from handlers.slack.events import arriving_from_command, arriving_from_event
from tests.bot.road import Road, settings
from tests.standins import slack_events
from tests.standins.slack import SlackStandIn


@pytest.fixture
def road(url: str, slack: SlackStandIn) -> Iterator[Road]:
    with Road(url, settings(slack=slack.url)) as running:
        yield running


def test_a_mention_is_answered_once_in_its_thread(road: Road, slack: SlackStandIn) -> None:
    event = slack_events.mention("地域協働体とは")

    road.accept([arriving_from_event(event)])
    road.accept([arriving_from_event(event)])
    road.settle()

    (posted,) = slack.posted
    assert (posted.channel, posted.thread, posted.text) == ("C1", event["event"]["ts"], "地域協働体とは")
    assert slack.invalid == []


def test_slow_down_is_obeyed(road: Road, slack: SlackStandIn) -> None:
    slack.faults.fail(429, times=1, Retry_After="2")

    road.accept([arriving_from_event(slack_events.direct("はい"))])
    road.settle()

    (delivery,) = road.deliveries()
    assert (len(slack.posted), delivery.tries) == (1, 2)
    assert delivery.sent_at is not None
    assert (delivery.sent_at - delivery.created_at).total_seconds() >= 2


@pytest.mark.parametrize("fault", ["accept_then_cut", "accept_then_fail"])
def test_a_post_that_arrived_without_our_knowing_is_found_and_not_made_again(
    road: Road, slack: SlackStandIn, fault: str
) -> None:
    getattr(slack.faults, fault)()

    road.accept([arriving_from_event(slack_events.mention("はい"))])
    road.settle()

    (delivery,) = road.deliveries()
    assert len(slack.posted) == 1
    assert (delivery.state, delivery.receipt) == (
        DeliveryState.SENT,
        f"{slack.posted[0].channel}/{slack.posted[0].ts}",
    )


def test_a_command_is_answered_by_its_own_address_and_a_doubt_there_stays_a_doubt(
    road: Road, slack: SlackStandIn
) -> None:
    road.accept([arriving_from_command(slack_events.command("質問 はい", f"{slack.url}/response/one"))])
    road.settle()
    slack.faults.accept_then_cut()
    road.accept([arriving_from_command(slack_events.command("質問 いいえ", f"{slack.url}/response/two"))])
    road.settle()

    assert [(each.response_to, each.text) for each in slack.posted] == [("one", "はい"), ("two", "いいえ")]
    assert [each.state for each in road.deliveries()] == [DeliveryState.SENT, DeliveryState.UNKNOWN]


def test_posts_in_one_channel_keep_slacks_pace(road: Road, slack: SlackStandIn) -> None:
    road.accept(
        [
            arriving_from_event(slack_events.mention("はい", f"Ev{number}", f"U{number}"))
            for number in range(7)
        ]
    )
    road.settle()

    at = sorted(each.at for each in slack.posted)
    assert len(at) == 7
    assert at[-1] - at[0] >= 2.0
