"""Forms that must be answered in their own request: done once, in one transaction, whatever is sent twice.

What a form does is `handlers/slack/desk`; that it was done is `community/submissions.py`. A rule's no stands
at the field it is about; over a newer version the form comes back with what was typed.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.database import DATABASE_TROUBLE, Database
from bot.logs import places
from bot.posting import Posting
from community import cases, offices, submissions
from community.errors import Refusal
from community.offices import NotYours
from handlers import router
from handlers.rendering import render
from handlers.slack.desk import answering, counter, forms
from handlers.slack.desk.forms import Form, Reply

_log = structlog.get_logger(__name__)
_AWAY = "いま、つながりにくくなっています。まだ保存していません。少し待って、もう一度送ってください。"
_BUG = "わたしたちの側の不具合で、保存できませんでした。番号 {reference} を市の担当者に伝えてください。"


class _NotDone(Exception):
    """What was begun is rolled back; the reply says why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Submitting:
    """Answers forms from `database`, in `threads`; `clock` tells the time."""

    database: Database
    posting: Posting
    threads: Executor
    clock: Callable[[], datetime]

    async def submit(self, body: Mapping[str, Any], person: str) -> dict[str, Any]:
        """Do what a form asks and return what Slack is answered; never raises because of the form."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, self._submit, body, person)

    def _submit(self, body: Mapping[str, Any], person: str) -> dict[str, Any]:
        form = forms.read(body, person, self.clock())
        try:
            return self._once(form, forms.key(body))
        except _NotDone as undone:
            return undone.reply.answer()
        except Refusal as refused:
            return self._refused(form, refused).answer()
        except DATABASE_TROUBLE:
            return answering.whole(form, _AWAY).answer()
        except Exception as error:  # noqa: BLE001 - whatever a form does, who sent it gets an answer
            return self._failed(form, error).answer()

    def _once(self, form: Form, key: str) -> dict[str, Any]:
        with self.database.transaction() as session:
            known = submissions.claim(session, key, form.now)
            if known is not None:
                return dict(known)
            reply = counter.take(session, form)
            if reply.errors:
                raise _NotDone(reply)
            self.posting.post(session, reply.notices, form.now)
            answer = reply.answer()
            submissions.answered(session, key, answer)
        return answer

    def _refused(self, form: Form, refused: Refusal) -> Reply:
        if isinstance(refused, NotYours):
            with self.database.transaction() as session:
                offices.note_refused(session, form.who, refused, form.now)
        return answering.refused(form, refused, render(router.refusal(refused)[0]).words)

    def _failed(self, form: Form, error: Exception) -> Reply:
        reference = cases.new_reference()
        _log.error("form_failed", form=form.name, reference=reference, error=places(error))
        with self.database.transaction() as session:
            cases.open_case(
                session, f"form:{form.name}", type(error).__name__, places(error), form.now, reference
            )
        return answering.whole(form, _BUG.format(reference=reference))
