"""What Slack sends us: who it is from, whether it wants an answer, and what it says.

Pure and tolerant: unknown kinds, fields and values are ignored with a reason, never an error. Three kinds
of payload come in: events, the command `/wasshoi`, and taps on our buttons. How they are verified and
acknowledged: `handlers/slack/app.py`; where an answer goes: `handlers/slack/door.py`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from community.arrivals import Arriving
from handlers.messages import Incoming, Kind
from handlers.payloads import fingerprint, part, parts, word
from handlers.slack.mrkdwn import plain
from handlers.slack.payloads import (
    HOME_OPENED,
    SAY,
    SAY_ACTION,
    is_action,
    is_command,
    is_direct,
    is_im,
    is_shortcut,
    storable,
    without_surroundings,
    without_words,
)

_HELP = "使い方"
HOME = "ホーム"
_QUESTION = "質問"
_SLACKBOT = "USLACKBOT"
_HEARD = frozenset({"app_mention", "message"})


def arriving_from_event(payload: object, channel: str = "slack") -> Arriving:
    """An event as it is stored. Its id is Slack's `event_id`, the key of de-duplication."""
    body = storable(payload)
    event = part(body, "event")
    ignored = _why_ignored(body, event)
    return Arriving(
        id=f"{channel}:{word(body, 'event_id') or fingerprint(body)}",
        channel=channel,
        person=_person(channel, word(body, "team_id") or word(event, "team"), word(event, "user")),
        body=without_words(body) if ignored else body,
        message=word(event, "ts"),
        ignored=ignored,
    )


def arriving_from_command(payload: object, channel: str = "slack") -> Arriving:
    """`/wasshoi …` as it is stored. Its id is made from the trigger, which is unique to the command."""
    body = storable(payload)
    complete = is_command(body) and word(body, "user_id") and word(body, "response_url")
    return Arriving(
        id=f"{channel}:command-{word(body, 'trigger_id') or fingerprint(body)}",
        channel=channel,
        person=_person(channel, word(body, "team_id"), word(body, "user_id")),
        body=body,
        ignored=None if complete else "a command that nobody could be answered to",
    )


def arriving_from_action(payload: object, channel: str = "slack") -> Arriving:
    """A tap as it is stored: one of our choices, or something that wants no answer."""
    body = storable(payload)
    user = part(body, "user")
    ours = is_action(body) and word(user, "id") and _chosen(body)
    return Arriving(
        id=f"{channel}:action-{word(body, 'trigger_id') or _moment(body) or fingerprint(body)}",
        channel=channel,
        person=sender(body, channel),
        body=without_surroundings(body),
        ignored=None if ours else "a tap that is none of our choices",
    )


def arriving_from_shortcut(payload: object, channel: str = "slack") -> Arriving:
    """A shortcut on a message as it is stored: it says what its `callback_id` says, about that message."""
    body = storable(payload)
    user = part(body, "user")
    return Arriving(
        id=f"{channel}:shortcut-{word(body, 'trigger_id') or fingerprint(body)}",
        channel=channel,
        person=sender(body, channel),
        body=without_surroundings(body),
        ignored=None if word(user, "id") else "a shortcut of nobody",
    )


def sender(payload: Mapping[str, Any], channel: str = "slack") -> str:
    """Who sent a form or made a tap."""
    user = part(payload, "user")
    return _person(channel, word(part(payload, "team"), "id") or word(user, "team_id"), word(user, "id"))


def read(body: Mapping[str, Any], arrival_id: str, person: str, now: datetime) -> Incoming:
    """A stored payload as a message of no channel."""
    return Incoming(
        id=arrival_id,
        channel=arrival_id.partition(":")[0],
        person=person,
        kind=Kind.CHOICE if is_action(body) else Kind.TEXT,
        at=now,
        text=_said(body),
        private=is_private(body),
        message=word(part(body, "event"), "ts"),
        gesture=body,
    )


def is_private(body: Mapping[str, Any]) -> bool:
    """Whether nobody else reads the answer: a direct message, a command, a message only its reader sees."""
    if is_shortcut(body) or _opens_home(body):
        return True
    if is_action(body):
        if not word(part(body, "channel"), "id"):
            return True  # in a form or on the Home page
        for_one = part(body, "container").get("is_ephemeral") is True
        return for_one or is_direct(word(part(body, "channel"), "id"))
    return is_command(body) or is_im(part(body, "event"))


def _why_ignored(body: Mapping[str, Any], event: Mapping[str, Any]) -> str | None:
    kind, subtype, user = str(event.get("type")), event.get("subtype"), word(event, "user")
    if kind == HOME_OPENED:
        return None if user and event.get("tab") == "home" else "not our Home page"
    if kind not in _HEARD:
        return f"an event we don't know: {kind[:50]}"
    if subtype is not None:
        return f"not a plain message: {str(subtype)[:50]}"
    if event.get("bot_id") or user in {_SLACKBOT, *_own_users(body)}:
        return "written by a bot"
    if event.get("edited"):
        return "an edited message"
    complete = user and word(event, "channel") and word(event, "ts")
    return _why_not_ours(kind, event) if complete else "no sender"


def _why_not_ours(kind: str, event: Mapping[str, Any]) -> str | None:
    if kind == "message":
        return None if is_im(event) else "not addressed to us"
    return "a mention in a direct message, which comes as a message too" if is_im(event) else None


def _said(body: Mapping[str, Any]) -> str:
    """What is asked; nothing, or the word for it, asks for help."""
    if is_action(body):
        return _chosen(body)
    if is_shortcut(body):
        return word(body, "callback_id") or _HELP
    if _opens_home(body):
        return HOME
    if not is_command(body):
        return plain(word(part(body, "event"), "text") or "") or _HELP
    first, *rest = plain(word(body, "text") or "").split(maxsplit=1) or [_HELP]
    # 「質問 …」 asks; 「質問」 alone is the list of questions.
    return " ".join(rest if first == _QUESTION and rest else [first, *rest])


def _chosen(body: Mapping[str, Any]) -> str:
    for action in parts(body, "actions"):
        value = word(action, "value") or word(part(action, "selected_option"), "value") or ""
        if (word(action, "action_id") or "").startswith(SAY_ACTION) and value.startswith(SAY):
            return value.removeprefix(SAY).strip()
    return ""


def _opens_home(body: Mapping[str, Any]) -> bool:
    return part(body, "event").get("type") == HOME_OPENED


def _own_users(body: Mapping[str, Any]) -> set[str]:
    """Our own user ids, as the event itself names them."""
    ours = [each for each in parts(body, "authorizations") if each.get("is_bot") is True]
    return {user for each in ours if (user := word(each, "user_id"))}


def _person(channel: str, team: str | None, user: str | None) -> str:
    return f"{channel}:{team or 'unknown'}:{user or 'unknown'}"


def _moment(body: Mapping[str, Any]) -> str | None:
    """The message, the moment and the person: as good as a trigger, for a tap without one."""
    message, user = word(part(body, "container"), "message_ts"), word(part(body, "user"), "id")
    at = next((word(action, "action_ts") for action in parts(body, "actions")), None)
    return f"{message}-{at}-{user}" if message and at and user else None
