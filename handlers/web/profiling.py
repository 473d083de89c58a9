"""The form of what we know of somebody: to see, change and empty it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from community import birthdays, centers, conversations, hours, profiles, relatives, telephones
from community.links import Link
from community.profiles import AgeGroup, Known, Often
from community.relatives import Telling, TooManyRelatives
from handlers.web.fields import Fields, Missing, Problems, Unfilled
from handlers.web.labels import LANGUAGES
from handlers.web.sheets import Leaf, Sent

_BETWEEN = re.compile(r"[,、，・;\n]+")
LONGEST_INTEREST = 20


class ProfileSheet:
    """Profile forms."""

    def empty(self, session: Session, link: Link, query: Fields, now: datetime) -> Leaf:
        """What is known, filled in."""
        del query
        spoken = conversations.recall(session, link.person, now).language or "ja"
        known = _known(profiles.of(session, link.person))
        return _leaf(session, link, Fields((*known.pairs, ("spoken", spoken))), {})

    def again(
        self, session: Session, link: Link, given: Fields, problems: Mapping[str, str], now: datetime
    ) -> Leaf:
        """The form as it was filled in, with what is wrong."""
        del now
        return _leaf(session, link, given, problems)

    def take(self, session: Session, link: Link, given: Fields, language: str, now: datetime) -> Sent:
        """Keep it all, empty fields as not known.

        Raises:
            Unfilled: something can't be read.
        """
        wrong = Problems()
        spoken = wrong.read("spoken", lambda: _one_of(given, "spoken", tuple(LANGUAGES)))
        told = {
            "name": wrong.read("name", lambda: _if_said(given, "name", profiles.name)),
            "telephone": wrong.read("telephone", lambda: _if_said(given, "telephone", telephones.read)),
            "born": wrong.read(
                "born", lambda: _if_said(given, "born", lambda said: birthdays.read(said, hours.day_of(now)))
            ),
            "age_group": wrong.read("age_group", lambda: _one_of(given, "age_group", tuple(AgeGroup))),
            "area": wrong.read("area", lambda: _one_of(given, "area", centers.areas())),
            "often": wrong.read("often", lambda: _one_of(given, "often", tuple(Often))),
            "interests": _interests(given),
            "remind_eve": given.ticked("remind_eve"),
            "remind_soon": given.ticked("remind_soon"),
        }
        relative = _relative(given, wrong)
        if wrong.found:
            raise Unfilled(wrong.found)
        profiles.save(session, link.person, told, now)
        if relative is not None:
            with suppress(TooManyRelatives):
                relatives.add(session, link.person, relative, now)
        if spoken:
            conversations.speak(session, link.person, None if spoken == "ja" else spoken, now)
        for each in given.all("forget"):
            if each.isdecimal():
                relatives.remove(session, link.person, int(each[:9]))
        return Sent({"saved": True, "lang": language})

    def done(self, session: Session, done: Mapping[str, Any]) -> Leaf:
        """That it is kept."""
        del session, done
        return Leaf("form_profile_saved", {})


def _leaf(session: Session, link: Link, given: Fields, problems: Mapping[str, str]) -> Leaf:
    facts = {
        "given": given,
        "problems": problems,
        "areas": centers.areas(),
        "age_groups": tuple(AgeGroup),
        "oftens": tuple(Often),
        "family": relatives.of(session, link.person),
    }
    return Leaf("form_profile", facts, 422 if problems else 200)


def _known(known: Known) -> Fields:
    values = {
        "name": known.name,
        "telephone": known.telephone,
        "born": known.born.isoformat() if known.born else None,
        "age_group": known.age_group,
        "area": known.area,
        "often": known.often,
        "interests": "、".join(known.interests),
        "remind_eve": "yes" if known.remind_eve else None,
        "remind_soon": "yes" if known.remind_soon else None,
    }
    return Fields(tuple((name, value) for name, value in values.items() if value))


def _if_said(given: Fields, name: str, read: Any) -> Any:
    return read(given.text(name)) if given.text(name) else None


def _one_of(given: Fields, name: str, choices: tuple[str, ...]) -> str | None:
    said = given.text(name)
    if said and said not in choices:
        raise Missing("choice_unknown")
    return said or None


def _relative(given: Fields, wrong: Problems) -> Telling | None:
    name = wrong.read("relative_name", lambda: _if_said(given, "relative_name", profiles.name))
    age = wrong.read("relative_age", lambda: _if_said(given, "relative_age", birthdays.age))
    telephone = wrong.read(
        "relative_telephone", lambda: _if_said(given, "relative_telephone", telephones.read)
    )
    return Telling(name, given.text("relative_relation") or None, telephone, age=age) if name else None


def _interests(given: Fields) -> tuple[str, ...]:
    said = (" ".join(each.split())[:LONGEST_INTEREST] for each in _BETWEEN.split(given.text("interests")))
    return tuple(each for each in said if each)
