"""Questions that nothing answered, without who asked: what the plan, or we, should say next.

Numbers of people (telephone, mail) are taken out before a question is kept, and the same question is counted
instead of kept again.
"""

import re
import unicodedata
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from community.tables import Moment, Table

LONGEST = 200  # characters kept of a question
_PRIVATE = (
    re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"),
    re.compile(r"\+?\d[\d\-() ]{7,}\d"),
    re.compile(
        r"(わたし|私|僕|ぼく|俺|おれ)(の名前)?は[^\s、。]{2,12}(です|と申します|といいます|と言います)"
    ),
    re.compile(r"[^\s、。]{1,8}(町|村|字)?\s*\d{1,4}(-\d{1,4}){1,2}"),
)
HIDDEN = "〔…〕"


class Gap(Table):
    """A question in the words it was first asked in, how often it came, and since when."""

    __tablename__ = "gaps"

    id: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str]
    times: Mapped[int]
    first_at: Mapped[Moment]
    last_at: Mapped[Moment]


def note(session: Session, question: str, now: datetime) -> None:
    """Keep a question that was not answered; nothing is kept of one without a letter."""
    # What the database can't hold: broken halves of signs, and the zero sign.
    sound = question.encode("utf-8", "ignore").decode().replace("\0", "")
    kept = without_person(sound)[:LONGEST].strip()
    if not any(sign.isalpha() for sign in kept):
        return
    key = sha256(re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", kept).casefold()).encode()).hexdigest()[
        :32
    ]
    row = insert(Gap).values(id=key, question=kept, times=1, first_at=now, last_at=now)
    session.execute(
        row.on_conflict_do_update(index_elements=["id"], set_={"times": Gap.times + 1, "last_at": now})
    )


def without_person(text: str) -> str:
    """A text without telephone numbers, mail addresses, house numbers and introductions."""
    folded = unicodedata.normalize("NFKC", text)
    for private in _PRIVATE:
        folded = private.sub(HIDDEN, folded)
    return folded


def most_asked(session: Session, limit: int = 50) -> list[Gap]:
    """The questions asked most often, the newest first among equals."""
    return list(
        session.scalars(select(Gap).order_by(Gap.times.desc(), Gap.last_at.desc(), Gap.id).limit(limit))
    )


def settle(session: Session, gap: str) -> bool:
    """Take a question off the list, by its id or how that begins; False when there is none, or several."""
    found = session.scalars(select(Gap).where(Gap.id.startswith(gap, autoescape=True)).limit(2)).all()
    if len(found) != 1:
        return False
    session.execute(delete(Gap).where(Gap.id == found[0].id))
    return True
