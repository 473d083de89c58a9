"""What comes to the door over HTTP: refused, ignored or served; nothing lost, nothing believed too early."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.service import LINE_SECRET, LINE_TOKEN, SLACK_SECRET, SLACK_TOKEN, Service
from tests.standins import line_checks, line_events, slack_checks, slack_events
from tests.standins.line import LineStandIn
from tests.standins.slack import SlackStandIn


@pytest.fixture(scope="module")
def line() -> Iterator[LineStandIn]:
    with LineStandIn(LINE_TOKEN) as standing_in:
        yield standing_in


@pytest.fixture(scope="module")
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn(SLACK_TOKEN) as standing_in:
        yield standing_in


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "log"


@pytest.fixture(scope="module")
def service(
    line: LineStandIn, slack: SlackStandIn, log: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    given = {
        "WASSHOI_DATA": str(tmp_path_factory.mktemp("data") / "var"),
        "LINE_CHANNEL_SECRET": LINE_SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
        "LINE_API_BASE_URL": line.url,
        "SLACK_BOT_TOKEN": SLACK_TOKEN,
        "SLACK_SIGNING_SECRET": SLACK_SECRET,
        "SLACK_API_BASE_URL": f"{slack.url}/api/",
        "LOG_LEVEL": "DEBUG",
    }
    with Service("serve", given, log) as running:
        yield running


def stored(service: Service) -> int:
    where = Path(service.settings["WASSHOI_DATA"]) / "postgres"
    with psycopg.connect(f"postgresql://postgres@/wasshoi?host={where}") as connection:
        row = connection.execute("SELECT count(*) FROM arrivals").fetchone()
    assert row is not None
    return int(row[0])


def post(service: Service, raw: bytes, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{service.url}/line/webhook", raw, named)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_wrong_or_missing_signature_is_401_and_nothing_is_stored(service: Service) -> None:
    raw = line_events.body([line_events.text("U1", "こんにちは")])
    before = stored(service)

    assert post(service, raw) == 401
    assert post(service, raw, x_line_signature="junk") == 401
    assert post(service, raw, x_line_signature=line_events.signature("another secret", raw)) == 401
    assert stored(service) == before


def test_a_body_over_two_megabytes_is_413(service: Service) -> None:
    raw = b" " * (2 * 2**20 + 1)

    assert post(service, raw, x_line_signature=line_events.signature(LINE_SECRET, raw)) == 413


@pytest.mark.parametrize("raw", [b"{broken", b"[]", b'"text"'])
def test_broken_json_is_400(service: Service, raw: bytes) -> None:
    assert post(service, raw, x_line_signature=line_events.signature(LINE_SECRET, raw)) == 400


def test_an_empty_batch_is_the_connection_test(service: Service) -> None:
    assert line_events.post(service.url, LINE_SECRET, []) == 200


def test_an_event_we_do_not_know_costs_the_rest_of_its_batch_nothing(
    service: Service, line: LineStandIn
) -> None:
    before = len(line.accepted)
    strange = line_events.event("brandNew", "U1", line.issue_token("U1"))
    good = [line_events.text(user, "地域協働体とは?", line.issue_token(user)) for user in ("Ua", "Ub")]

    assert line_events.post(service.url, LINE_SECRET, [good[0], strange, good[1]]) == 200

    taken = line.wait_for(before + 2)[before:]
    assert {line.receiver(each) for each in taken} == {"Ua", "Ub"}


@pytest.mark.parametrize(
    "words",
    [
        "あ" * 10_000,
        "🎆🎇🎐",
        "\x07\x08\x1b[31m\u200b\u202e",
        "<script>alert(1)</script><b>太字</b>",
        "'; DROP TABLE arrivals; --",
        "{{ 7 * 7 }}{% for x in y %}",
        "a\u0000b",
        " ",
        "1",
        "九" * 50,
    ],
)
def test_whatever_is_written_gets_a_calm_answer(service: Service, line: LineStandIn, words: str) -> None:
    user = f"Uhostile{abs(hash(words))}"

    assert (
        line_events.post(service.url, LINE_SECRET, [line_events.text(user, words, line.issue_token(user))])
        == 200
    )

    line.wait_for(len(line.accepted) + 1 - len(line.sent_to(user)))
    (answer,) = line.sent_to(user)
    shown = json.dumps(answer.messages, ensure_ascii=False)
    assert "受付番号" not in shown
    assert "<script>" not in shown


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file", "location"])
def test_what_is_not_words_gets_a_kind_answer(service: Service, line: LineStandIn, kind: str) -> None:
    user = f"U{kind}"
    message = {
        "type": kind,
        "id": "1",
        "title": "市役所",
        "address": "竹山町",
        "latitude": 38.9,
        "longitude": 141.1,
    }

    line_events.post(
        service.url,
        LINE_SECRET,
        [line_events.event("message", user, line.issue_token(user), message=message)],
    )

    line.wait_for(len(line.accepted) + 1 - len(line.sent_to(user)))
    (answer,) = line.sent_to(user)
    assert "ありがとうございます" in answer.messages[0]["text"]


def test_following_is_welcomed_and_a_typed_number_asks_the_choice(
    service: Service, line: LineStandIn
) -> None:
    line_events.post(
        service.url, LINE_SECRET, [line_events.event("follow", "Unew", line.issue_token("Unew"))]
    )
    line.wait_for(len(line.accepted) + 1 - len(line.sent_to("Unew")))
    (welcome,) = line.sent_to("Unew")
    first = welcome.messages[0]["quickReply"]["items"][0]["action"]

    line_events.post(service.url, LINE_SECRET, [line_events.text("Unew", "1", line.issue_token("Unew"))])
    tapped = line_events.event(
        "postback", "Unew2", line.issue_token("Unew2"), postback={"data": first["data"]}
    )
    line_events.post(service.url, LINE_SECRET, [tapped])
    line.wait_for(len(line.accepted) + 3 - len(line.sent_to("Unew")) - len(line.sent_to("Unew2")))

    assert line.sent_to("Unew")[1].messages == line.sent_to("Unew2")[0].messages


def test_a_number_too_high_does_not_take_the_choices_back(service: Service, line: LineStandIn) -> None:
    for number, words in enumerate(["ひと・まち応援金とは?", "99", "1"], start=1):
        event = line_events.text("Uhigh", words, line.issue_token("Uhigh"))
        line_events.post(service.url, LINE_SECRET, [event])
        line.wait_for(len(line.accepted) + number - len(line.sent_to("Uhigh")))

    _, refused, chosen = (each.messages[0] for each in line.sent_to("Uhigh"))
    assert "番までの中から" in refused["text"]
    assert "事業9" in chosen["altText"]


def test_a_group_is_answered_only_when_it_calls_us(service: Service, line: LineStandIn) -> None:
    talk = line_events.text("Ug", "お昼どうする?", line.issue_token("Ug"))
    talk["source"] = {"type": "group", "groupId": "C1", "userId": "Ug"}
    call = line_events.text("Ug", "地域協働体とは?", line.issue_token("Ug"), group="C1")

    line_events.post(service.url, LINE_SECRET, [talk, call])

    line.wait_for(len(line.accepted) + 1 - len(line.sent_to("Ug")))
    assert [each.reply_token for each in line.sent_to("Ug")] == [call["replyToken"]]


def test_an_officer_is_answered_in_the_thread_with_the_place_in_the_plan(
    service: Service, slack: SlackStandIn
) -> None:
    before = len(slack.posted)
    event = slack_events.mention("ひと・まち応援金って何に使えるの?", "EvOfficer")

    assert slack_events.post(service.url, SLACK_SECRET, event)[0] == 200
    assert slack_events.post(service.url, SLACK_SECRET, event, x_slack_retry_num="1")[0] == 200

    posted = slack.wait_for(before + 1)[before:]
    assert [(each.channel, each.thread) for each in posted] == [("C1", event["event"]["ts"])]
    assert "出典" in json.dumps(posted[0].blocks, ensure_ascii=False)


def test_the_command_and_a_direct_message_are_answered(service: Service, slack: SlackStandIn) -> None:
    before = len(slack.posted)
    command = slack_events.command("質問 地域協働体とは?", f"{slack.url}/response/cmd")

    assert slack_events.post(service.url, SLACK_SECRET, command, form=True)[0] == 200
    assert (
        slack_events.post(service.url, SLACK_SECRET, slack_events.direct("市民センターとは?", "EvD"))[0]
        == 200
    )

    posted = slack.wait_for(before + 2)[before:]
    assert {(each.channel, each.response_to) for each in posted} == {(None, "cmd"), ("D1", None)}


def test_slack_without_a_signature_is_401(service: Service) -> None:
    assert slack_events.post(service.url, "another secret", slack_events.mention("x", "EvX"))[0] == 401


def test_metrics_count_and_logs_hold_neither_words_nor_tokens(
    service: Service, line: LineStandIn, log: Path
) -> None:
    line_events.post(
        service.url, LINE_SECRET, [line_events.text("Ulog", "ないしょのことば", line.issue_token("Ulog"))]
    )
    line.wait_for(len(line.accepted) + 1 - len(line.sent_to("Ulog")))

    post(service, b'{"events": []}', x_line_signature="junk")
    page = service.get("/metrics")[1]
    written = log.read_text("utf-8")
    assert 'wasshoi_received_total{channel="line",outcome="new"}' in page
    assert 'wasshoi_sent_total{channel="line",means="reply",outcome="sent"}' in page
    assert 'wasshoi_refused_total{channel="line",reason="unsigned"}' in page
    assert "sent" in written
    for secret in ("ないしょのことば", LINE_SECRET, LINE_TOKEN, SLACK_SECRET, SLACK_TOKEN):
        assert secret not in written


@pytest.mark.skipif(not line_checks.available(), reason=line_checks.REASON)
def test_every_message_to_line_was_as_lines_specification_wants_it(
    service: Service, line: LineStandIn
) -> None:
    assert service.ready()
    assert len(line.accepted) > 10
    assert line.invalid == []


@pytest.mark.skipif(not slack_checks.available(), reason=slack_checks.REASON)
def test_every_post_to_slack_was_as_block_kit_wants_it(service: Service, slack: SlackStandIn) -> None:
    assert service.ready()
    assert len(slack.posted) >= 3
    assert slack.invalid == []
