"""The sign-up form's page, and what is done when it comes back: everything in the caller's transaction."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from community import admission, centers, consents, events, ledger, profiles, relatives, signups
from community.consents import Signature, Subject
from community.ledger import SignUpState
from community.links import Link
from community.relatives import TooManyRelatives
from handlers import days, rules, signed_up
from handlers.web.details import Details, Filled
from handlers.web.fields import Fields
from handlers.web.sheets import Leaf, Sent
from handlers.whereabouts import map_link, where


class SignUpSheet:
    """Sign-up forms."""

    def empty(self, session: Session, link: Link, query: Fields, now: datetime) -> Leaf:
        """The form as it is opened, with what is known filled in.

        Raises:
            Refusal: nobody can sign up for the event now.
        """
        form = Details.of(session, link, rules.guardian_age(), now)
        admission.judge_time(form.event, now)
        return _leaf(form, _known(form, query), {})

    def again(
        self, session: Session, link: Link, given: Fields, problems: Mapping[str, str], now: datetime
    ) -> Leaf:
        """The form as it was filled in, with what is wrong."""
        return _leaf(Details.of(session, link, rules.guardian_age(), now), given, problems)

    def take(self, session: Session, link: Link, given: Fields, language: str, now: datetime) -> Sent:
        """Sign up, and keep what was told and agreed to.

        Raises:
            Unfilled: something is missing or can't be read.
            Refusal: this party can't sign up.
        """
        form = Details.of(session, link, rules.guardian_age(), now)
        filled = form.read(given)
        outcome = signups.sign_up(session, form.event.id, filled.application, now)
        _keep(session, form, filled, language, now)
        told = replace(
            signed_up.present(session, outcome.sign_up, form.event),
            to=link.person,
            key=f"signed_up:{outcome.sign_up.id}",
        )
        return Sent({"sign_up": outcome.sign_up.id, "lang": language}, (told,), outcome.moves)

    def done(self, session: Session, done: Mapping[str, Any]) -> Leaf:
        """What came of it, as it is now."""
        mine = ledger.get(session, done["sign_up"])
        event = events.public(session, mine.event_id)
        position = ledger.position(session, mine)
        facts = {
            "event": event,
            "when": days.day_and_hours(event),
            "place": where(event),
            "map": map_link(event),
            "state": "confirmed" if mine.state in (SignUpState.ATTENDED, SignUpState.ABSENT) else mine.state,
            "position": position,
            "size": mine.size,
        }
        return Leaf("form_signed_up", facts)


def _leaf(form: Details, given: Fields, problems: Mapping[str, str]) -> Leaf:
    facts = {
        "event": form.event,
        "when": days.day_and_hours(form.event),
        "place": where(form.event),
        "asked": form.asked,
        "whom": form.whom(given.text("for")),
        "family": form.family,
        "ages": {each.id: each.age_on(form.event.day) for each in form.family},
        "areas": centers.areas(),
        "given": given,
        "problems": problems,
        "guardian_age": form.guardian_age,
    }
    return Leaf("form_sign_up", facts, 422 if problems else 200)


def _known(form: Details, query: Fields) -> Fields:
    whom, known = form.whom(query.text("for")), form.known
    if whom == "other":
        one = next((each for each in form.family if str(each.id) == query.text("who")), None)
        age = one.age_on(form.event.day) if one else None
        told = (one.name, one.telephone, one.relation) if one else (None, None, None)
        values = dict(zip(("name", "telephone", "relation"), told, strict=True))
    else:
        age = known.member.age_on(form.event.day)
        values = {"name": known.name, "telephone": known.telephone, "area": known.area}
        if whom == "family" and not form.asked.ages:
            values["others"] = str(form.size - 1) if form.size > 1 else None
    values |= {"for": whom, "age": None if age is None else str(age)}
    return Fields(tuple((name, value) for name, value in values.items() if value))


def _keep(session: Session, form: Details, filled: Filled, language: str, now: datetime) -> None:
    applying = filled.application
    signature = Signature(applying.person, applying.by, language, form.event.id)
    if filled.relative is not None:
        # Not remembering one more is no reason to refuse them.
        with suppress(TooManyRelatives):
            relatives.add(session, applying.by, filled.relative, now)
    else:
        profiles.save(session, applying.by, filled.profile, now)
    consents.give(session, Subject.SIGN_UP, signature, now)
    if filled.guardian is not None:
        consents.give_as(session, filled.guardian, signature, now)
