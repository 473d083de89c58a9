"""The form with which somebody signs up: what it asks for an event, and what it makes of the answers.

For oneself, with family, or for somebody else. Pages and addresses are `handlers/web/forms.py`'s; whether
there is a place, `community/signups.py` decides.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from community import birthdays, centers, consents, events, ledger, profiles, quotas, relatives, telephones
from community.consents import Guardian, GuardianMissing
from community.events import Event
from community.ledger import Application, Channel
from community.links import Link
from community.parties import Member
from community.profiles import Known
from community.quotas import Audience
from community.relatives import Relative, Telling
from handlers.web.fields import Fields, Missing, Problems, Unfilled

WHOM = ("self", "family", "other")
LONGEST_RELATION = 20
_BETWEEN = re.compile(r"[,、，・;\s\u3000]+|と")
_MOST_COUNTED = 99  # what is more than a party may be, is refused with its own words


@dataclass(frozen=True, slots=True)
class Asked:
    """What an event needs to know: whether ages are asked and must be said, whether the area is asked."""

    ages: bool
    ages_needed: bool
    area: bool

    @classmethod
    def by(cls, session: Session, event: Event, now: datetime) -> "Asked":
        """What this event needs to know."""
        kept = {each.audience for each in quotas.of_event(session, event.id) if each.kept(now)}
        needed = event.youngest is not None or event.oldest is not None
        by_age = bool(kept & {Audience.YOUTH, Audience.SENIOR})
        return cls(needed or by_age, needed, Audience.AREA in kept)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was understood: the sign-up, what it tells of people, who agrees for the young."""

    application: Application
    profile: dict[str, Any]
    relative: Telling | None
    guardian: Guardian | None


@dataclass(frozen=True, slots=True)
class Details:
    """The form of one link for one event; from `guardian_age` on nobody else need agree."""

    link: Link
    event: Event
    asked: Asked
    known: Known
    family: Sequence[Relative]
    guardian_age: int

    @classmethod
    def of(cls, session: Session, link: Link, guardian_age: int, now: datetime) -> "Details":
        """The form of a link.

        Raises:
            NoSuchEvent: there is none, or it isn't public.
        """
        event = events.public(session, int(link.facts["event"]))
        asked = Asked.by(session, event, now)
        known, family = profiles.of(session, link.person), relatives.of(session, link.person)
        return cls(link, event, asked, known, family, guardian_age)

    def read(self, given: Fields) -> Filled:
        """What somebody filled in.

        Raises:
            Unfilled: something is missing or can't be read.
        """
        wrong = Problems()
        whom = self.whom(given.text("for"))
        name = wrong.read("name", lambda: profiles.name(given.text("name")))
        telephone = wrong.read("telephone", lambda: telephones.read(given.text("telephone")))
        relation = self._relation(given) if whom == "other" else None
        age = wrong.read("age", lambda: self._age(given)) if self.asked.ages else None
        others = wrong.read("others", lambda: self._others(given)) if whom == "family" else ()
        area = wrong.read("area", lambda: _area(given)) if self.asked.area else self.known.area
        party = (self._first(age, whom), *(others or ()))
        guardian = self._guardian(given, party, wrong)
        wrong.read("agrees", lambda: consents.need(agreed=given.ticked("agrees")))
        if wrong.found or name is None or telephone is None:
            raise Unfilled(wrong.found)
        told = {"name": name, "telephone": telephone} | ({"area": area} if self.asked.area and area else {})
        mine = whom != "other"
        return Filled(
            application=self._application(party, told, area if mine or self.asked.area else None, mine=mine),
            profile=told if mine else {},
            relative=None if mine else Telling(name, relation, telephone, age=age),
            guardian=guardian,
        )

    def whom(self, said: str) -> str:
        """For whom it is: as it is said, or as the link says, or by how many come."""
        usual = "family" if self.size > 1 else "self"
        return next(each for each in (said, self.link.facts.get("for"), usual) if each in WHOM)

    @property
    def size(self) -> int:
        """How many come, as was said in the talk."""
        return int(self.link.facts.get("size") or 1)

    def _application(
        self, party: tuple[Member, ...], told: dict[str, Any], area: str | None, *, mine: bool
    ) -> Application:
        person = self.link.person if mine else ledger.person_key(told["name"], told["telephone"])
        return Application(
            person=person,
            by=self.link.person,
            channel=Channel.WEB,
            request=self.link.id,
            party=party,
            name=told["name"],
            telephone=told["telephone"],
            area=area,
        )

    def _first(self, age: int | None, whom: str) -> Member:
        if age is None and whom != "other":
            return self.known.member
        return Member(age)

    def _age(self, given: Fields) -> int | None:
        if given.text("age"):
            return birthdays.age(given.text("age"))
        if self.asked.ages_needed:
            raise Missing("age_missing")
        return None

    def _others(self, given: Fields) -> tuple[Member, ...]:
        ticked = set(given.all("with"))
        known = tuple(Member(each.age_on(self.event.day)) for each in self.family if str(each.id) in ticked)
        said = [each for each in _BETWEEN.split(given.text("others")) if each]
        if not said and not known:
            raise Missing("others_ages_missing" if self.asked.ages else "others_missing")
        if self.asked.ages:
            return known + tuple(Member(birthdays.age(each)) for each in said)
        return known + (Member(),) * (_count(said) if said else 0)

    def _relation(self, given: Fields) -> str | None:
        return given.text("relation")[:LONGEST_RELATION] or None

    def _guardian(self, given: Fields, party: tuple[Member, ...], wrong: Problems) -> Guardian | None:
        alone = given.ticked("minor") and self.guardian_age > 0
        if not alone and not consents.young(party, self.event.day, self.guardian_age):
            return None
        name = wrong.read("guardian", lambda: self._guardians_name(given))
        relation = wrong.read("guardian_relation", lambda: _relation_of_guardian(given))
        wrong.read("guardian_agrees", lambda: _need_guardians_consent(given))
        return Guardian(name, relation) if name and relation else None

    def _guardians_name(self, given: Fields) -> str:
        if not given.text("guardian"):
            raise GuardianMissing(age=self.guardian_age)
        return profiles.name(given.text("guardian"))


def _relation_of_guardian(given: Fields) -> str:
    if not given.text("guardian_relation"):
        raise Missing("relation_missing")
    return given.text("guardian_relation")[:LONGEST_RELATION]


def _need_guardians_consent(given: Fields) -> None:
    if not given.ticked("guardian_agrees"):
        raise Missing("guardian_consent_missing")


def _count(said: Sequence[str]) -> int:
    found = re.fullmatch(r"(\d{1,3})(人|名)?", unicodedata.normalize("NFKC", "".join(said)))
    if found is None or int(found[1]) == 0:
        raise Missing("others_missing")
    return min(int(found[1]), _MOST_COUNTED)


def _area(given: Fields) -> str | None:
    area = given.text("area")
    if area and area not in centers.areas():
        raise Missing("area_unknown")
    return area or None
