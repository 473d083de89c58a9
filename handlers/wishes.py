"""What somebody wishes for, as a search among the events; and how a wish is said back to them.

What is wished for, `knowledge` understands; what is found, `community` knows. Whether they were understood,
people see in a sentence.
"""

from collections.abc import Mapping

from community.events import Kind
from community.searches import Search
from knowledge.wishes.wish import Wish

AUDIENCES: Mapping[str, str] = {
    "youth": "若い人向け",
    "senior": "シニア向け",
    "family": "親子・家族向け",
    "anyone": "だれでも参加できる",
}


def search_of(wish: Wish) -> Search:
    """The search that a wish asks for. Who asks for help to give gets nothing else."""
    return Search(
        first=wish.first,
        last=wish.last,
        hours=wish.hours,
        weekdays=wish.when.weekdays,
        audience=wish.audience,
        kinds=(Kind(wish.kind),) if wish.kind else (),
        areas=wish.areas,
        keywords=wish.keywords,
    )
