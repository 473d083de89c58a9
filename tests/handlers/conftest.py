"""What tests of conversations share."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests.handlers.talks import Talk


@pytest.fixture
def talk(session: Session, now: datetime) -> Talk:
    """A talk with somebody of whom nothing is known."""
    return Talk(session, now)
