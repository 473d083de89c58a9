"""Slack's door: stored payloads read, messages written as posts, posts made exactly once.

A post has no key of its own, so it carries its delivery's id as metadata; after a doubtful try it is looked
for before it is made again. When to try again is decided in `bot/sending.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.deliveries import Means, Parcel
from handlers.doors import AddressGone, Letter, TryAgainLater, Undeliverable
from handlers.messages import Incoming, Rendered, Way
from handlers.payloads import part, word
from handlers.slack import events
from handlers.slack.client import SlackClient, prepare
from handlers.slack.messages import message
from handlers.slack.payloads import HOME_OPENED, is_action, is_command, is_direct, is_im, is_shortcut
from handlers.slack.refusals import shown_already

# For its asker only; a tap's answer comes below the message with the button and leaves it as it is.
_FOR_ONE = {"response_type": "ephemeral", "replace_original": False}


@dataclass(slots=True)
class SlackDoor:
    """Implements `handlers.doors.Door` for Slack."""

    client: SlackClient
    channel: str = "slack"
    calls_per_second: float = 20.0

    def read(self, body: Mapping[str, Any], arrival_id: str, person: str, now: datetime) -> Incoming:
        """The stored payload as a message of no channel."""
        return events.read(body, arrival_id, person, now)

    def write(self, rendered: Sequence[Rendered], body: Mapping[str, Any], now: datetime) -> list[Parcel]:
        """One post for each message, to where the payload came from."""
        del now
        return [_parcel(each, address(body)) for each in rendered]

    def notify(self, rendered: Rendered, user: str) -> Parcel:
        """A direct message; Slack opens the conversation when it is posted to a user's id."""
        return _parcel(rendered, _to(user.rpartition(":")[2]))

    def spread(self, rendered: Rendered) -> Parcel | None:
        """Slack has no call for many."""
        del rendered
        return None

    async def allowance(self) -> tuple[int | None, int] | None:
        """Slack counts none."""
        return None

    def conversation(self, address: Mapping[str, Any]) -> str | None:
        """Slack takes about one post a second in a conversation; answers to commands don't count there."""
        return word(address, "channel")

    async def send(self, letter: Letter) -> str | None:
        """Make the post, unless an earlier try has; return its `ts`. Raises `ChannelError` only."""
        response_url = word(letter.address, "response_url")
        if letter.means is Means.SCREEN:
            await self._show(letter)
            return None
        if response_url is not None:
            await self._respond(response_url, letter)
            return None
        channel, thread = word(letter.address, "channel"), word(letter.address, "thread")
        if channel is None:
            raise Undeliverable("an address without a conversation")
        if letter.doubtful:
            found = await self.client.find(channel, thread, letter.id, word(letter.address, "after"))
            if found is not None:
                return found
        # What a screen became when it could not be shown: its words.
        said = letter.payload.get("instead", letter.payload)
        return await self.client.post_message(channel, thread, said, letter.id)

    async def show_thinking(self, body: Mapping[str, Any]) -> None:
        """Slack shows nothing of the kind outside its assistant threads."""

    def prepare(self) -> None:
        """Import the SDK."""
        prepare()

    async def close(self) -> None:
        """Let go of connections."""
        await self.client.close()

    async def _show(self, letter: Letter) -> None:
        way = Way(letter.address["way"])
        try:
            await self.client.show(way, letter.address["at"], letter.payload["view"])
        except TryAgainLater as later:
            # Never in doubt: what is shown twice is shown once, and a trigger opens one form only.
            raise TryAgainLater(str(later), after=later.after) from later
        except Undeliverable as refused:
            if shown_already(str(refused)):
                return
            raise AddressGone(str(refused)) from refused

    async def _respond(self, response_url: str, letter: Letter) -> None:
        if letter.doubtful:
            raise Undeliverable("whether an answer to a command has arrived can't be looked up")
        await self.client.respond(response_url, letter.payload)


def address(body: Mapping[str, Any]) -> dict[str, Any]:
    """Where the answer to a stored payload goes.

    A conversation and, outside direct messages or where one is open, a thread; `after` is the post that is
    answered, from which on an answer is looked for. Commands, and taps on messages only one person sees,
    are answered by their own address.
    """
    user = word(part(body, "user"), "id") or word(body, "user_id")
    if is_command(body) or (is_action(body) and _seen_by_one(body)):
        # `user` is for what can't be said there: a form that could not be opened.
        return {"response_url": word(body, "response_url"), "user": user}
    if is_shortcut(body):
        return _to(user)
    if is_action(body):
        post, channel = _tapped(body), word(part(body, "channel"), "id")
        # A tap in a form or on the Home page stands in no conversation: its answer is a direct message.
        return _place(channel, post, direct=is_direct(channel)) if channel else _to(user)
    event = part(body, "event")
    if event.get("type") == HOME_OPENED:
        return _to(word(event, "user"))
    return _place(word(event, "channel"), event, direct=is_im(event))


def _to(user: str | None) -> dict[str, Any]:
    return {"channel": user, "thread": None, "after": None}


def _place(channel: str | None, post: Mapping[str, Any], *, direct: bool) -> dict[str, Any]:
    stamp = word(post, "ts")
    thread = word(post, "thread_ts") or (None if direct else stamp)
    return {"channel": channel, "thread": thread, "after": stamp}


def _tapped(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message with the button; its container names it even where the message is left out."""
    container, shown = part(body, "container"), part(body, "message")
    return {
        "ts": word(container, "message_ts") or word(shown, "ts"),
        "thread_ts": word(container, "thread_ts") or word(shown, "thread_ts"),
    }


def _seen_by_one(body: Mapping[str, Any]) -> bool:
    return part(body, "container").get("is_ephemeral") is True and word(body, "response_url") is not None


def _parcel(rendered: Rendered, address: dict[str, Any]) -> Parcel:
    payload = message(rendered)
    if rendered.screen is not None:
        screen = rendered.screen
        place = _to(address.get("channel") or address.get("user"))
        return Parcel(
            means=Means.SCREEN,
            address={**place, "way": screen.way, "at": dict(screen.at)},
            payload={"view": dict(screen.view), "instead": payload},
            # What nobody asked for just now needs no words when it can't be shown.
            fallback=Means.POST if screen.way in (Way.OPEN, Way.PUSH) and place["channel"] else None,
        )
    return Parcel(
        means=Means.POST,
        address=address,
        payload={**payload, **_FOR_ONE} if "response_url" in address else payload,
        choices=rendered.numbered,
    )
