"""The two forms of an event: what, when and where; then for whom, how many, what it costs.

The first one keeps a draft, so nothing is lost when the second is left for later. Fields are called like the
columns they fill; days and times are fields of their own. What clashes is said, never refused.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from community import bodies, centers, clashes, desk, hours, offices, organizing, quotas
from community.clashes import Clashes
from community.events import Event, EventState, Kind
from community.hours import TOWN
from community.offices import Act, Standing
from community.organizing import EventUnsound
from community.quotas import Audience, Quota
from handlers import days
from handlers.slack.desk import blocks, event_looks, event_notices
from handlers.slack.desk.blocks import Json, field
from handlers.slack.desk.forms import Form, Reply
from handlers.standing import KINDS

BASICS, DETAILS = "event_basics", "event_details"
ELSEWHERE, TOWNS = "-", "-"  # the choices of no centre, of no body
MIDNIGHT = time()


def new(session: Session, standing: Standing, now: datetime) -> Json:
    """The first form of an event that isn't there yet."""
    day = hours.day_of(now) + timedelta(days=14)
    return _basics(
        _bodies(session, standing), None, (datetime.combine(day, time(10), TOWN), timedelta(hours=2))
    )


def basics(session: Session, event: Event, standing: Standing, *, copied: bool = False) -> Json:
    """The first form, with what an event says."""
    when = (event.starts_at, event.ends_at - event.starts_at)
    form = _basics(_bodies(session, standing), event, when)
    if copied:
        form["blocks"].insert(0, blocks.section("写しをつくりました。日にちを直して保存してください。"))
    return form


def _bodies(session: Session, standing: Standing) -> list[tuple[str, str]]:
    if standing.staff:
        return [("市(団体なし)", TOWNS), *((each.name, each.name) for each in bodies.everybody(session))]
    return [(each, each) for each in standing.bodies if standing.may(Act.EDIT, each)]


def _basics(own: list[tuple[str, str]], event: Event | None, when: tuple[datetime, timedelta]) -> Json:
    begins = when[0].astimezone(TOWN)
    last = (when[0] + when[1] - timedelta(microseconds=1)).astimezone(TOWN)
    ends = (when[0] + when[1]).astimezone(TOWN)
    several = last.date() if last.date() > begins.date() else None
    body = (event.body or TOWNS) if event else own[0][1]
    halls = [("(ほかの場所)", ELSEWHERE), *((each.name, each.name) for each in centers.centers())]
    shown = [
        field("body", "団体", blocks.select(own, body), optional=False),
        field(
            "kind",
            "種類",
            blocks.select(
                [(label, kind) for kind, label in KINDS.items()], event.kind if event else Kind.EVENT
            ),
            optional=False,
        ),
        field("title", "名前", blocks.text(event.title if event else None, most=80), optional=False),
        field("day", "日にち", blocks.day(begins.date()), optional=False),
        field("starts", "始まり", blocks.clock(begins.time())),
        field(
            "ends",
            "終わり",
            blocks.clock(ends.time()),
            hint="始まりも終わりも空けると、終日の催しになります。",
        ),
        field("last_day", "最後の日(2日以上のとき)", blocks.day(several)),
        field("center", "市民センター", blocks.select(halls, (event.center or ELSEWHERE) if event else None)),
        field("place", "部屋や、ほかの場所", blocks.text(event.place if event else None, most=100)),
        field(
            "description", "説明", blocks.text(event.description if event else None, most=2000, lines=True)
        ),
    ]
    about = {"event": event.id, "seen": desk.version(event)} if event else {}
    title = "催しを直す" if event else "催しをつくる"
    return blocks.modal(title, shown, form=BASICS, submit="保存して次へ", about=about, close="やめる")


def take_basics(session: Session, form: Form) -> Reply:
    """Keep the first form; the second comes in its place."""
    columns = _basics_of(form)
    if columns["ends_at"] <= columns["starts_at"]:
        return Reply(errors={"ends": "終わりが始まりより前です。時間か、最後の日を直してください。"})
    event_id = form.about.get("event")
    told: Sequence[Any] = ()
    if event_id is None:
        event = desk.draft(session, Event(**columns), form.who, form.now)
    else:
        step = desk.edit(session, event_id, form.about["seen"], (columns, None), (form.who, form.now))
        event, told = step.event, event_notices.of_edit(session, step, form)
    _refuse_basics(event)
    return Reply(view=details(session, event, clashes.of(session, event)), notices=told)


def _refuse_basics(event: Event) -> None:
    # A draft may be unfinished, but not contradict itself.
    wrong = {"title", "ends_at"} & set(organizing.unsound(event, ()))
    if wrong:
        raise EventUnsound(event=event.id, fields=tuple(wrong))


def _basics_of(form: Form) -> dict[str, Any]:
    body, center, begins, ends = (
        form.chosen("body"),
        form.chosen("center"),
        form.clock("starts"),
        form.clock("ends"),
    )
    first = form.day("day") or hours.day_of(form.now)
    last, all_day = form.day("last_day") or first, begins is None and ends is None
    starts_at = datetime.combine(first, begins or MIDNIGHT, TOWN)
    if all_day:
        ends_at = datetime.combine(last, MIDNIGHT, TOWN) + timedelta(days=1)
    else:
        ends_at = datetime.combine(last, ends, TOWN) if ends else starts_at + timedelta(hours=2)
    hall = None if center in (None, ELSEWHERE) else centers.center(str(center))
    return {
        "body": None if body == TOWNS else body,
        "kind": form.chosen("kind") or Kind.EVENT,
        "title": form.text("title") or "",
        "description": form.text("description"),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "all_day": all_day,
        "center": hall.name if hall else None,
        "place": form.text("place"),
        **({"area": hall.area} if hall else {}),
    }


def details(session: Session, event: Event, found: Clashes | None = None) -> Json:
    """The second form: everything else about an event."""
    kept = {each.audience: each for each in quotas.of_event(session, event.id)}
    seats = {name: kept[name].seats if name in kept else None for name in Audience}
    release = next((each.releases_at for each in kept.values() if each.releases_at), None)
    shown = [
        *warnings(found or clashes.of(session, event)),
        blocks.context("空けておいてよいものばかりです。あとからでも直せます。"),
        field("capacity", "定員(空けると定員なし)", blocks.number(event.capacity, least=1)),
        field("waiting", "キャンセル待ちの上限(空けると何組でも)", blocks.number(event.waiting)),
        field("youngest", "対象の年齢(何歳から)", blocks.number(event.youngest, most=120)),
        field("oldest", "対象の年齢(何歳まで)", blocks.number(event.oldest, most=120)),
        field("youth", "若い人(29歳まで)の席", blocks.number(seats[Audience.YOUTH], least=1)),
        field("senior", "シニア世代(65歳から)の席", blocks.number(seats[Audience.SENIOR], least=1)),
        field("near", f"{event.area or '地域'}の方の席", blocks.number(seats[Audience.AREA], least=1)),
        field(
            "release",
            "席を取っておく最後の日",
            blocks.day(_day(release, last=True)),
            hint="この日を過ぎたら、だれでも申し込めます。",
        ),
        field("fee", "参加費(円。0は無料、空けると書きません)", blocks.number(event.fee)),
        field("fee_note", "参加費の説明", blocks.text(event.fee_note)),
        field("partner", "いっしょに開く団体(その役員も、名簿や編集を使えます)", _partners(session, event)),
        *_moment("opens", "申込みの開始", event.opens_at),
        *_moment("closes", "申込みの締切", event.closes_at),
        *_moment("cancel", "取消しの期限", event.cancel_until),
        field("bring", "持ち物", blocks.text(event.bring)),
        field("access", "交通", blocks.text(event.access)),
        field("accessibility", "設備・配慮", blocks.text(event.accessibility)),
        field("telephone", "問い合わせの電話", blocks.text(event.telephone, most=40, example="0191-00-0000")),
        field("picture", "写真のアドレス(https://)", blocks.text(event.picture, most=500)),
    ]
    about = {"event": event.id, "seen": desk.version(event)}
    return blocks.modal("くわしい設定", shown, form=DETAILS, submit="保存する", about=about, close="あとで")


def _partners(session: Session, event: Event) -> Json:
    others = [(each.name, each.name) for each in bodies.everybody(session) if each.name != event.body]
    return blocks.select([("(なし)", TOWNS), *others], event.partner or TOWNS)


def _moment(name: str, label: str, at: datetime | None) -> list[Json]:
    here = at.astimezone(TOWN) if at else None
    return [
        field(f"{name}_day", f"{label}(日)", blocks.day(here.date() if here else None)),
        field(f"{name}_time", f"{label}(時刻)", blocks.clock(here.time() if here else None)),
    ]


def _day(at: datetime | None, *, last: bool = False) -> Any:
    return hours.day_of(at - timedelta(microseconds=1) if last else at) if at else None


def warnings(found: Clashes) -> list[Json]:
    """What an event runs into, to be thought about."""
    told = [f"{found.holiday}(祝日)です。"] if found.holiday else []
    told += [f"同じ会場に、同じ時間の催しがあります:{_other(each)}" for each in found.hall]
    told += [f"同じ日に、同じ地域の催しがあります:{_other(each)}" for each in found.people]
    return [blocks.section("⚠️ ご確認ください\n" + "\n".join(told))] if told else []


def _other(event: Event) -> str:
    return f"{event.title} {days.day_and_hours(event)}({event.body or '市'})"


def take_details(session: Session, form: Form) -> Reply:
    """Keep the second form; the event comes in its place."""
    event_id = form.about["event"]
    event = desk.look(session, event_id, form.who, Act.EDIT, form.now)
    picture, telephone = form.text("picture"), form.text("telephone")
    if picture and not picture.startswith("https://"):
        return Reply(errors={"picture": "https:// で始まるアドレスを書いてください。"})
    columns = {
        **{name: form.number(name) for name in ("capacity", "waiting", "youngest", "oldest", "fee")},
        **{name: form.text(name) for name in ("fee_note", "bring", "access", "accessibility")},
        "opens_at": form.moment("opens_day", "opens_time"),
        "closes_at": form.moment("closes_day", "closes_time", time(23, 59)),
        "cancel_until": form.moment("cancel_day", "cancel_time", time(23, 59)),
        "partner": None if form.chosen("partner") in (None, TOWNS) else form.chosen("partner"),
        "telephone": telephone,
        "picture": picture,
    }
    kept, seen = _quotas_of(form, event), form.about["seen"]
    step = desk.edit(session, event_id, seen, (columns, kept), (form.who, form.now))
    wrong = set(organizing.unsound(step.event, kept)) - {"place", "title"}
    if wrong:
        raise EventUnsound(event=event_id, fields=tuple(wrong))
    standing = offices.standing(session, form.who, form.now)
    done = (
        "保存しました。" if step.event.state == EventState.DRAFT else "保存して、公開中の内容を直しました。"
    )
    return Reply(
        view=event_looks.window(session, step.event, standing, done),
        notices=event_notices.of_edit(session, step, form),
    )


def _quotas_of(form: Form, event: Event) -> list[Quota]:
    last = form.day("release")
    releases = datetime.combine(last, MIDNIGHT, TOWN) + timedelta(days=1) if last else None
    wanted = (
        (Audience.YOUTH, "youth", None),
        (Audience.SENIOR, "senior", None),
        (Audience.AREA, "near", event.area),
    )
    return [
        Quota(audience=audience, area=area, seats=number, releases_at=releases)
        for audience, name, area in wanted
        if (number := form.number(name))
    ]


FORMS: Mapping[str, Callable[[Session, Form], Reply]] = {BASICS: take_basics, DETAILS: take_details}
