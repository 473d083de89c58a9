"""Who did what when, as staff look it up (記録): by person, event and day, page by page, and as a file."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from community import offices, trails
from community.audit import CLOCK, GONE, Entry
from community.offices import Act
from community.trails import Wanted
from handlers import days
from handlers.messages import Outgoing
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask, show
from handlers.slack.desk.blocks import Json, field
from handlers.slack.desk.forms import Form, Reply
from handlers.slack.mrkdwn import escaped

SEARCH = "trail_search"
_SHORT = 40  # signs of a value in a line
_NOBODY = {CLOCK: "(自動)", GONE: "(消えた方)", "cli": "(コマンド)", "demo": "(見本)", "import": "(取込み)"}


def hear(session: Session, ask: Ask) -> list[Outgoing] | None:
    """The newest entries, a page, an event's, or a form to look for others."""
    offices.require(session, ask.who, Act.TRAIL, None, ask.now)
    words = ask.words
    if words.verb == "検索":
        return [show(ask, _form(), push=True)]
    if words.verb == "催し" and words.rest.isdecimal():
        return [show(ask, _page(session, Wanted(event=int(words.rest)), 1, ask))]
    if words.verb:
        return None
    return [show(ask, _page(session, Wanted(), words.number or 1, ask))]


def _page(session: Session, wanted: Wanted, number: int, ask: Ask | Form) -> Json:
    found, more = trails.page(session, wanted, number, (ask.who, ask.now))
    shown: list[Json] = [blocks.actions(blocks.button("さがす", "記録 検索"))]
    shown += [blocks.marked(_line(each)) for each in found]
    if not found:
        shown.append(blocks.section("記録はありません。"))
    if more and wanted == Wanted():
        shown.append(blocks.actions(blocks.button("もっと前", f"記録 {number + 1}")))
    elif more:
        shown.append(blocks.context(f"新しい{trails.PAGE}件です。全部は `wasshoi export trail` で出せます。"))
    return blocks.modal("記録", shown)


def _line(entry: Entry) -> str:
    changed = "、".join(f"{name}:{_short(value)}" for name, value in entry.after.items())
    who = _NOBODY.get(entry.who) or f"<@{entry.who.rpartition(':')[2]}>"
    if not entry.who.partition(":")[0].endswith("slack"):  # the console's officers are shown like Slack's
        who = _NOBODY.get(entry.who, "(住民の方)")
    return (
        f"*{days.moment(entry.at)}* {who} {escaped(entry.subject)} {escaped(entry.what)}\n{escaped(changed)}"
    )


def _short(value: object) -> str:
    said = "なし" if value is None else str(value)
    return said if len(said) <= _SHORT else f"{said[: _SHORT - 1]}…"


def _form() -> Json:
    shown = [
        field("who", "だれが", blocks.person()),
        field("event", "催しの番号", blocks.number(least=1, most=2**31 - 1)),
        field("first", "いつから", blocks.day()),
        field("last", "いつまで", blocks.day()),
    ]
    return blocks.modal("記録をさがす", shown, form=SEARCH, submit="さがす", close="やめる")


def take_search(session: Session, form: Form) -> Reply:
    """The newest entries that fit."""
    user, first, last = form.person("who"), form.day("first"), form.day("last")
    if first and last and last < first:
        return Reply(errors={"last": "終わりが始まりより前です。"})
    who = f"{form.who.rpartition(':')[0]}:{user}" if user else None
    return Reply(view=_page(session, Wanted(who, form.number("event"), first, last), 1, form))


FORMS: Mapping[str, Callable[[Session, Form], Reply]] = {SEARCH: take_search}
