"""The bodies (地域協働体) that work at the desk, each known by its name.

Events and lists carry the name as it is written; who acts for a body is `community/offices.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import audit
from community.errors import Refusal
from community.tables import Moment, Table

NAME_LIMIT = 60  # characters, so that a choice in a form can show it


class Body(Table):
    """One body. `channel` is its Slack channel; `two_persons`: what residents see needs a second person.

    `share` is how many of the month's messages its news may use, None where nobody has said.
    """

    __tablename__ = "bodies"

    name: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str | None]
    channel: Mapped[str | None]
    two_persons: Mapped[bool] = mapped_column(server_default="true")
    share: Mapped[int | None]
    since: Mapped[Moment]


class NoSuchBody(Refusal):
    """There is none of this name. Facts: `name`."""

    template = "no_such_body"


class BodyUnsound(Refusal):
    """A body can't be as it says. Facts: `fields`."""

    template = "body_unsound"


def everybody(session: Session) -> Sequence[Body]:
    """All bodies, by area and name."""
    return session.scalars(select(Body).order_by(Body.area, Body.name)).all()


def get(session: Session, name: str) -> Body:
    """A body as it is now.

    Raises:
        NoSuchBody: there is none.
    """
    found = session.get(Body, name)
    if found is None:
        raise NoSuchBody(name=name)
    return found


def add(session: Session, body: Body, who: str, now: datetime) -> Body:
    """Let a body in; one that is there already stays as it is.

    Raises:
        BodyUnsound: no name, or one too long to be shown.
    """
    body.name = " ".join(body.name.split())
    if not 0 < len(body.name) <= NAME_LIMIT:
        raise BodyUnsound(fields=("name",))
    known = session.get(Body, body.name)
    if known is not None:
        return known
    body.since = now
    body.two_persons = body.two_persons is not False
    session.add(body)
    session.flush()
    audit.note(session, _subject(body), (who, "added"), {}, audit.picture(body), now)
    return body


def change(session: Session, name: str, changes: Mapping[str, Any], who: str, now: datetime) -> Body:
    """Change what is known of a body.

    Raises:
        NoSuchBody: there is none.
        BodyUnsound: a column that isn't to be changed, or a share below nothing.
    """
    body = get(session, name)
    share = changes.get("share")
    wrong = sorted(set(changes) - {"area", "channel", "two_persons", "share"})
    if share is not None and share < 0:
        wrong.append("share")
    if wrong:
        raise BodyUnsound(fields=tuple(wrong))
    before = audit.picture(body)
    for column, value in changes.items():
        setattr(body, column, value)
    session.flush()
    audit.note(session, _subject(body), (who, "changed"), before, audit.picture(body), now)
    return body


def needs_second(session: Session, name: str | None) -> bool:
    """Whether what residents will see takes a second person; what is no body's always does."""
    body = None if name is None else session.get(Body, name)
    return body is None or body.two_persons


def _subject(body: Body) -> tuple[None, str]:
    return None, f"body:{body.name}"
