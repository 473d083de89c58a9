"""Where an officer gets a roster to print or to keep, and the event's poster: links for 15 minutes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import desk
from community.offices import Act
from community.tokens import Thing, sealed
from handlers import addresses, days
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask
from handlers.slack.desk.blocks import Json

LASTS = timedelta(minutes=15)


def window(session: Session, ask: Ask, event_id: int) -> Json:
    """The links, as buttons."""
    event = desk.look(session, event_id, ask.who, Act.ROSTER, ask.now)
    token = _token(event_id, ask.who, ask.now)
    shown = [
        blocks.section(
            f"「{event.title}」\nリンクは {days.clock(ask.now + LASTS)} まで、あなただけが使えます。"
        ),
        blocks.actions(
            blocks.link("大きな字で印刷", addresses.page(f"/rosters/{token}")),
            blocks.link("Excel", addresses.page(f"/rosters/{token}.xlsx")),
            blocks.link("CSV", addresses.page(f"/rosters/{token}.csv")),
        ),
        blocks.actions(blocks.link("QRつきポスター(PDF)", addresses.page(f"/posters/{event_id}.pdf"))),
        blocks.context("印刷した名簿は、催しのあとで細かく切って捨ててください。"),
    ]
    return blocks.modal("印刷・書き出し", shown)


def _token(event_id: int, who: str, now: datetime) -> str:
    until = int((now + LASTS).timestamp())
    return sealed(addresses.key(), Thing.ROSTER, f"{event_id}|{until}|{who}")
