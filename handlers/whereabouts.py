"""Where an event is: in words, as an address, on a map."""

from urllib.parse import quote

from community import centers
from community.events import Event


def where(event: Event) -> str:
    """The centre and the room, or the place."""
    return " ".join(each for each in (event.center, event.place) if each)


def address(event: Event) -> str | None:
    """The address of the centre, where it is known."""
    center = centers.center(event.center) if event.center else None
    return center.address if center else None


def map_link(event: Event) -> str:
    """Where a map shows it, on a site that phones open in their own map."""
    sought = address(event) or f"一関市 {event.center or event.place}"
    return f"https://www.google.com/maps/search/?api=1&query={quote(sought)}"
