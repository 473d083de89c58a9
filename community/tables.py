"""What all tables share: the declarative base and the column types. Holds no table of its own."""

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, MetaData
from sqlalchemy.orm import DeclarativeBase, mapped_column

Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
# Plain json, not jsonb: bodies are stored to be read back as they came, never searched inside.
Document = Annotated[dict[str, Any], mapped_column(JSON)]


class Table(DeclarativeBase):
    """Base of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
