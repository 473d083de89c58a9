"""Pictures of our own, one for each kind of event: shown where an event has none. Drawn in `pictures/`."""

from importlib import resources

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

FILES = str(resources.files("handlers.web") / "pictures")


def route() -> BaseRoute:
    """Their addresses: `/pictures/<kind>.png`."""
    return Mount("/pictures", StaticFiles(directory=FILES))
