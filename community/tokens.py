"""Tokens that stand for a thing of ours: signed, so that nobody can make one up.

They open the same thing as long as the key stays. That a link opens once is `community/links.py`'s.
"""

from enum import StrEnum
from hashlib import sha256

from itsdangerous import BadSignature, Signer

from community.errors import Refusal


class Thing(StrEnum):
    """What a token stands for; one of another kind opens nothing."""

    LINK = "link"  # the secret of a link that opens once
    DOOR = "door"  # an event's check-in page
    TICKET = "ticket"  # a sign-up, as it is shown at the door
    CERTIFICATE = "certificate"
    CHART = "chart"  # what a small chart shows
    ROSTER = "roster"  # an event's roster, for one officer until a moment


class TokenUnknown(Refusal):
    """Changed, made up, or of another kind. Facts: none."""

    template = "token_unknown"


def sealed(key: str, thing: Thing, name: str) -> str:
    """The token of a thing, by the key of the service; fit for an address."""
    return _signer(key, thing).sign(name).decode()


def opened(key: str, thing: Thing, token: str) -> str:
    """The name of the thing that a token stands for.

    Raises:
        TokenUnknown: it isn't one of ours.
    """
    try:
        name = _signer(key, thing).unsign(token.encode("utf-8", "surrogatepass")).decode()
    except (BadSignature, UnicodeError):
        raise TokenUnknown from None
    # The last letter of a signature has bits to spare; one changed there is changed all the same.
    if sealed(key, thing, name) != token:
        raise TokenUnknown
    return name


def _signer(key: str, thing: Thing) -> Signer:
    return Signer(key, salt=f"wasshoi.{thing}", key_derivation="hmac", digest_method=sha256)
