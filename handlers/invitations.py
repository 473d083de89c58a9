"""Addresses of our own forms, made for one person and one purpose, to be sent to them.

What is personal is asked for there and never in the talk. The forms themselves: `handlers/web/forms.py`.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from community import links
from community.links import Purpose, Seal, Wish
from handlers import addresses
from handlers.messages import Incoming


def invite(session: Session, incoming: Incoming, purpose: Purpose, facts: Mapping[str, Any]) -> str:
    """The address of a form for whoever wrote; it opens for a quarter of an hour and is used once.

    `facts` of a sign-up (`Purpose.DETAILS`): `event`, and if known `size` and `for` (`self`, `family`,
    `other`); of other purposes none.
    """
    wish = Wish(incoming.person, purpose, facts)
    token = links.make(session, Seal(addresses.key()), wish, incoming.at)
    # LINE's own browser can't save files: data open in the telephone's browser.
    return addresses.page(f"/forms/{token}{'?openExternalBrowser=1' if purpose == Purpose.DATA else ''}")


def resident(incoming: Incoming) -> bool:
    """Whether it is a resident who writes: officers in Slack have no forms, and sign nobody up by them."""
    return not incoming.channel.endswith("slack")
