"""A broadcast to many people, put on its way as a job would: for tests of crashes and for benchmarks."""

from datetime import UTC, datetime

from sqlalchemy import func, insert, literal, select
from sqlalchemy.orm import Session

from bot.database import Database
from bot.posting import Posting
from community import broadcasts
from community.broadcasts import Broadcast
from community.people import Person
from community.reception import Kind
from handlers.broadcasts import made
from handlers.line.client import LineClient
from handlers.line.door import LineDoor
from handlers.messages import Card, Outgoing

CARD = Card("避難のお知らせ", "市からのお知らせです。")


def settle(db: Database, people: int) -> None:
    """Let so many people be our friends on LINE: `line:R1` and so on."""
    number = func.generate_series(1, people).column_valued("number")
    rows = select(func.concat("line:R", number), literal("line"), literal(datetime.now(UTC)))
    with db.transaction() as session:
        session.execute(insert(Person).from_select(["id", "channel", "since"], rows))


def begin(session: Session, name: str = "disaster:1") -> None:
    """Tell all of them at once, at whatever hour it is."""
    now = datetime.now(UTC)
    row = Broadcast(id=name, kind=Kind.DISASTER, title="避難", why="試し", urgent="試し")
    broadcasts.begin(session, row, select(Person.id), now)
    said = made(Outgoing("card", {"card": CARD}, CARD), broadcasts.get(session, name))
    Posting({"line": LineDoor(LineClient("token"))}).post(session, [said], now)
