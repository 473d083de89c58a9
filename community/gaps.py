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
# Hyphens as Japanese keyboards write them, and dots and slashes between groups of digits.
_DASH = r"[-\u2010-\u2015\u2212ー./() ]"
_PRIVATE = (
    re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"),
    re.compile(rf"\+?\d(?:{_DASH}?\d){{8,}}"),
    re.compile(
        r"((わたし|私|僕|ぼく|俺|おれ)(の名前)?は)?[一-龯々ァ-ヶー]{2,8}(と申します|といいます|と言います|と申す者)"
        r"|(わたし|私|僕|ぼく|俺|おれ)は(?!市民|住民|会員|会長|役員|職員|学生|主婦|農家|高齢|外国)[一-龯々]{2,5}です"
        r"|(わたし|私|僕|ぼく|俺|おれ)の名前は[^\s、。]{2,12}です|[一-龯々]{1,3}[一-龯々ぁ-ん]{0,3}(太郎|次郎|子|美|夫|雄|男|恵)です"
    ),
    re.compile(r"[一-龯々]{1,8}(町|村|字|丁目)\s*\d{1,4}(丁目|番地?|号|-)[\d丁目番地号の-]*"),
    re.compile(r"(?<![年度章節条事業\d])\d{1,4}番地?\d{0,4}号?(?=[にのです、。\s]|$)(?<!番)"),
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
    sound = " ".join(sound.split())  # in one line, as it is listed
    sound = "".join(sign for sign in sound if sign.isprintable())
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
    if not gap:
        return False
    found = session.scalars(select(Gap).where(Gap.id.startswith(gap, autoescape=True)).limit(2)).all()
    if len(found) != 1:
        return False
    session.execute(delete(Gap).where(Gap.id == found[0].id))
    return True
