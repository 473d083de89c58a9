"""Thanks after an event: with the first of three questions, the certificate, and fitting next trainings.

To whom: `community/afterwards.py`. Answers: `handlers/surveys.py`.
"""

from collections.abc import Sequence
from datetime import datetime

from community import surveys as kept
from community.certificates import Certificate
from community.events import Event
from community.ledger import SignUp
from community.tokens import Thing, sealed
from handlers import addresses, days, surveys
from handlers.messages import Card, Choice, Outgoing


def key(sign_up: SignUp) -> str:
    """By which the thanks are known: they are said once."""
    return f"thanks:{sign_up.id}"


def thank(
    sign_up: SignUp, event: Event, certificate: Certificate | None, further: Sequence[Event], now: datetime
) -> Outgoing:
    """Thanks to whoever was there; `further`: trainings that would be a next step."""
    steps = tuple(("次の一歩に", f"{each.title}({days.day_and_hours(each, now)})") for each in further)
    proof = "修了証をお渡しします。下の「修了証を見る」からひらけます。" if certificate else ""
    card = Card(
        title=event.title,
        lead=f"ご参加ありがとうございました。\n{surveys.ASKED[1][0]}(3問・やめてもかまいません)",
        rows=steps,
        notes=(proof,),
    )
    sheet = (Choice("修了証を見る", link=certificate_address(certificate)),) if certificate else ()
    more = tuple(Choice(each.title[:20], f"催し{each.id}") for each in further)
    ways = (*surveys.choices(event.id, min(kept.QUESTIONS)), *sheet, *more)
    return Outgoing("card", {"card": card}, card, ways, to=sign_up.by, key=key(sign_up))


def certificate_address(certificate: Certificate) -> str:
    """The whole address of a certificate's sheet."""
    token = sealed(addresses.key(), Thing.CERTIFICATE, certificate.serial)
    # LINE's own browser shows no PDF on some phones.
    return addresses.page(f"/certificate/{token}.pdf?openExternalBrowser=1")
