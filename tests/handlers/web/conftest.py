"""The public pages on a test's own database."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.database import Database
from tests.handlers.web.serving import Site, served


@pytest.fixture
def site(db: Database, now: datetime) -> Iterator[Site]:
    """They are served, and the clock stands at `now`."""
    with served(db, now) as running:
        yield running
