"""The town's areas, and the 市民センター in them, as far as public sources tell: the unknown is None.

The areas are the eight former municipalities. Which of them are neighbours follows from where their centres
are; nothing here knows borders or roads.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from math import cos, dist, radians

import community

KM_OF_DEGREE = 111.2  # of latitude; of longitude where the town lies, less by the cosine of its latitude
LATITUDE = 38.93


@dataclass(frozen=True, slots=True)
class Center:
    """A centre; its place in degrees."""

    name: str
    area: str
    address: str | None
    latitude: float | None
    longitude: float | None
    telephone: str | None

    @property
    def spot(self) -> tuple[float, float] | None:
        """Kilometres east and north of no matter what; None when it isn't known where it is."""
        if self.latitude is None or self.longitude is None:
            return None
        east = self.longitude * KM_OF_DEGREE * cos(radians(LATITUDE))
        return east, self.latitude * KM_OF_DEGREE


@cache
def centers() -> tuple[Center, ...]:
    """All that are known, in the order of the city's list."""
    text = (resources.files(community) / "data" / "centers.csv").read_text("utf-8")
    return tuple(_center(row) for row in csv.DictReader(text.splitlines()))


def _center(row: dict[str, str]) -> Center:
    return Center(
        name=row["name"],
        area=row["area"],
        address=row["address"] or None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        telephone=row["telephone"] or None,
    )


def center(name: str) -> Center | None:
    """The centre of this name, with or without 市民センター and the city's name before it."""
    short = _short(name)
    return next((each for each in centers() if _short(each.name) == short), None)


def _short(name: str) -> str:
    bare = name.strip().removesuffix("市民センター")
    return bare.removeprefix("一関市") or bare


@cache
def areas() -> tuple[str, ...]:
    """The areas, in the order of the city's list."""
    return tuple(dict.fromkeys(each.area for each in centers()))


@cache
def neighbours(area: str) -> tuple[str, ...]:
    """Areas beside this one, the nearest first; none for what is no area.

    Beside: a centre here and one there have no third area's centre between them, that is, in the circle
    whose diameter they are (a Gabriel graph).
    """
    beside = {}
    for other in areas():
        pairs = product(_spots(area), _spots(other))
        gaps = [dist(here, there) for here, there in pairs if not _anything_between(here, there, area, other)]
        if other != area and gaps:
            beside[other] = min(gaps)
    return tuple(sorted(beside, key=lambda each: beside[each]))


@cache
def _spots(area: str) -> tuple[tuple[float, float], ...]:
    return tuple(each.spot for each in centers() if each.area == area and each.spot is not None)


def _anything_between(here: tuple[float, float], there: tuple[float, float], *but: str) -> bool:
    middle = ((here[0] + there[0]) / 2, (here[1] + there[1]) / 2)
    radius = dist(here, there) / 2
    others = [spot for area in areas() if area not in but for spot in _spots(area)]
    return any(dist(middle, spot) < radius for spot in others)
