"""The officers' desk at the console: its addresses, and a whole event in a real browser."""

import json
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.service import Service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service("serve", {"WASSHOI_DATA": str(tmp_path_factory.mktemp("data") / "var")}) as running:
        yield running


def post(service: Service, path: str, body: object, kind: str = "application/json") -> tuple[int, Any]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    address = f"{service.url}/console/officer/{path}"
    request = urllib.request.Request(address, raw, {"content-type": kind})  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def heard(service: Service, visitor: str, after: str = "") -> dict[str, Any]:
    asked = urllib.parse.urlencode({"visitor": visitor, "after": after, "wait": 10})
    found: dict[str, Any] = json.loads(service.get(f"/console/officer/messages?{asked}")[1])
    return found


def officer(service: Service) -> str:
    visitor = str(uuid.uuid4())
    post(service, "offices", {"visitor": visitor})
    return visitor


def test_a_visitor_holds_an_office_and_so_do_those_they_try_it_as(service: Service) -> None:
    visitor = str(uuid.uuid4())
    status, given = post(service, "offices", {"visitor": visitor})
    again = post(service, "offices", {"visitor": visitor})

    assert (status, len(given["people"])) == (200, 4)
    assert given["body"].startswith("【見本】")
    assert again == (200, given)


def test_the_home_page_is_heard_as_it_would_be_shown(service: Service) -> None:
    visitor = officer(service)
    post(service, "messages", {"visitor": visitor, "kind": "home"})

    (item,) = heard(service, visitor)["items"]
    assert item["screen"]["way"] == "home"
    assert "催し 作成" in json.dumps(item["screen"]["view"], ensure_ascii=False)


def test_a_tap_opens_a_form_and_the_form_is_answered_at_once(service: Service) -> None:
    visitor, trigger = officer(service), str(uuid.uuid4())
    tap = {"data": "say:催し 作成", "trigger": trigger, "view": {"id": "home", "type": "home"}}
    post(service, "messages", {"visitor": visitor, "postback": tap})
    (item,) = heard(service, visitor)["items"]
    assert item["screen"]["at"] == {"trigger_id": f"{visitor}.{trigger}"}

    fields = {"title": {"typed": {"type": "plain_text_input", "value": "花見"}}}
    view = {**item["screen"]["view"], "id": "V1", "hash": "h1", "state": {"values": fields}}
    status, answer = post(service, "forms", {"visitor": visitor, "view": view})
    assert (status, answer["response_action"]) == (200, "errors")


def test_a_command_is_heard_as_one(service: Service) -> None:
    visitor = officer(service)
    post(service, "messages", {"visitor": visitor, "text": "/wasshoi 担当"})

    (item,) = heard(service, visitor)["items"]
    assert item["screen"]["view"]["title"]["text"] == "担当"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{broken", 400),
        ({"view": {"id": "V1"}}, 400),
        ({"visitor": "a" * 36}, 400),
        ({"visitor": "a" * 36, "view": []}, 400),
        ({"visitor": "a" * 36, "view": {"id": "V1", "blocks": ["あ" * 200_000]}}, 400),
    ],
)
def test_junk_forms_are_refused_in_japanese(service: Service, body: object, status: int) -> None:
    answered, said = post(service, "forms", body)

    assert answered == status
    assert said["error"].endswith("。")


def test_another_sites_form_cannot_be_sent_here(service: Service) -> None:
    for path in ("forms", "offices"):
        assert post(service, path, {"visitor": "a" * 36}, kind="text/plain")[0] == 415
