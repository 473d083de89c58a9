"""Who acts for whom, at the desk: offices listed, given, ended and handed over; and the bodies."""

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy.orm import Session

from community import appointing, bodies, centers, hours, offices
from community.bodies import Body
from community.offices import Act, Office, Role
from handlers import days
from handlers.messages import Outgoing
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask, show, tell
from handlers.slack.desk.blocks import Json, field
from handlers.slack.desk.forms import Form, Reply
from handlers.slack.mrkdwn import escaped

APPOINT, HAND_OVER, BODY = "office_appoint", "office_hand_over", "body_keep"
ROLES: Mapping[str, str] = {
    Role.OFFICER: "役員・事務局員",
    Role.LIAISON: "地域担当職員",
    Role.STAFF: "市の担当者",
}
NOBODYS = "-"
PAGE = 40


def hear(session: Session, ask: Ask) -> list[Outgoing] | None:
    """The offices one may see; 登録, 終了 and 交代."""
    verb, number = ask.words.verb, ask.words.number
    if verb == "登録":
        offices.require(session, ask.who, Act.APPOINT, None, ask.now)
        return [show(ask, _form(session), push=True)]
    if number is not None and verb == "終了":
        appointing.end(session, number, ask.who, ask.now)
        return [show(ask, _list(session, ask, 1, "終えました。"))]
    if number is not None and verb == "交代":
        return [show(ask, _handing_over(appointing.look(session, number, ask.who, ask.now).id), push=True)]
    if verb and not verb.isdecimal():
        return None
    return [show(ask, _list(session, ask, number or 1))]


def _list(session: Session, ask: Ask, page: int, done: str = "") -> Json:
    standing = ask.standing
    wanted = (None, *(each.name for each in bodies.everybody(session))) if standing.staff else standing.bodies
    held = sorted(offices.holders(session, wanted, ask.now), key=lambda each: (each.body or "", each.id))
    first = (page - 1) * PAGE
    shown = [blocks.section(f"✅ {done}")] if done else []
    if standing.may(Act.APPOINT, None):
        ways = (blocks.button("登録する", "担当 登録", style="primary"), blocks.button("団体", "団体"))
        shown.append(blocks.actions(*ways))
    for each in held[first : first + PAGE]:
        shown += _line(each, ask)
    if len(held) > first + PAGE:
        shown.append(blocks.actions(blocks.button("次のページ", f"担当 {page + 1}")))
    return blocks.modal("担当", shown or [blocks.section("まだ、だれも登録されていません。")])


def _line(office: Office, ask: Ask) -> Iterator[Json]:
    until = f"、{days.day(office.until)}まで" if office.until else ""
    who = f"<@{office.person.rpartition(':')[2]}>"
    yield blocks.marked(
        f"{who} {ROLES[office.role]}({escaped(office.body or '市')}){days.day(office.since)}から{until}"
    )
    ways = []
    if office.person == ask.who or ask.standing.may(Act.APPOINT, None):
        ways.append(blocks.button("交代する", f"担当 {office.id} 交代"))
    if ask.standing.may(Act.APPOINT, None):
        ways.append(
            blocks.button("終える", f"担当 {office.id} 終了", sure="今日から、操作できなくなります。")
        )
    if ways:
        yield blocks.actions(*ways)


def _form(session: Session) -> Json:
    own = [("(市。団体なし)", NOBODYS), *((each.name, each.name) for each in bodies.everybody(session))]
    shown = [
        field("person", "だれを", blocks.person(), optional=False),
        field(
            "role",
            "何として",
            blocks.select([(label, role) for role, label in ROLES.items()], Role.OFFICER),
            optional=False,
        ),
        field("body", "どの団体の", blocks.select(own), optional=False),
        field("since", "いつから(空けると今日)", blocks.day()),
        field("until", "いつまで(空けると決めない)", blocks.day()),
    ]
    return blocks.modal("担当を登録する", shown, form=APPOINT, submit="登録する", close="やめる")


def take_appointment(session: Session, form: Form) -> Reply:
    """Give the office, and tell who has it now."""
    body = None if form.chosen("body") == NOBODYS else form.chosen("body")
    role, user = form.chosen("role") or Role.OFFICER, form.person("person")
    if (role == Role.STAFF) != (body is None):
        return Reply(errors={"body": "市の担当者には「市」を、ほかの人には団体をえらんでください。"})
    since, until = form.day("since"), form.day("until")
    if until is not None and until < (since or hours.day_of(form.now)):
        return Reply(errors={"until": "終わりが始まりより前です。"})
    wanted = Office(person=_of_same_team(form.who, user), role=role, body=body, since=since, until=until)
    office = appointing.appoint(session, wanted, form.who, form.now)
    words = f"{body or '市'}の{ROLES[role]}に登録されました。ホームのタブから始められます。"
    told = tell(office.person, f"appointed:{office.id}", words)
    done = f"{body or '市'}の{ROLES[role]}を登録しました。"
    return Reply(view=blocks.modal("担当", [blocks.section(f"✅ {done}"), _back()]), notices=(told,))


def _back() -> Json:
    return blocks.actions(blocks.button("担当の一覧", "担当"), blocks.button("団体の一覧", "団体"))


def _handing_over(office_id: int) -> Json:
    shown = [
        blocks.section(
            "あなたの担当を、あとの人に渡します。頼んでいた承認や下書きも、その人が引き継ぎます。"
        ),
        field("person", "あとの人", blocks.person(), optional=False),
    ]
    about = {"office": office_id}
    return blocks.modal(
        "担当を交代する", shown, form=HAND_OVER, submit="交代する", about=about, close="やめる"
    )


def take_handing_over(session: Session, form: Form) -> Reply:
    """Hand the office over, and tell the successor."""
    successor = _of_same_team(form.who, form.person("person"))
    try:
        office = appointing.hand_over(session, form.about["office"], successor, form.who, form.now)
    except appointing.AppointmentUnsound:
        return Reply(errors={"person": "いまの担当とはちがう人をえらんでください。"})
    words = f"{office.body or '市'}の{ROLES[office.role]}を引き継ぎました。ホームのタブから始められます。"
    told = tell(successor, f"handed-over:{form.about['office']}:{office.id}", words)
    return Reply(view=blocks.modal("担当", [blocks.section("✅ 交代しました。"), _back()]), notices=(told,))


def hear_bodies(session: Session, ask: Ask) -> list[Outgoing] | None:
    """The bodies: 登録 and 編集."""
    offices.require(session, ask.who, Act.APPOINT, None, ask.now)
    if ask.words.verb == "登録":
        return [show(ask, _body_form(None), push=True)]
    if ask.words.verb == "編集":
        return [show(ask, _body_form(bodies.get(session, ask.words.rest)), push=True)]
    return None if ask.words.verb else [show(ask, _bodies(session))]


def _bodies(session: Session) -> Json:
    shown: list[Json] = [blocks.actions(blocks.button("団体を登録する", "団体 登録", style="primary"))]
    for each in bodies.everybody(session):
        rule = "公開は二人で" if each.two_persons else "公開は一人で"
        words = f"{each.name}({each.area or '地域なし'})\n{rule}"
        shown.append(blocks.section(words, blocks.button("直す", f"団体 編集 {each.name}")))
    return blocks.modal("団体", shown)


def _body_form(body: Body | None) -> Json:
    areas = [(each, each) for each in centers.areas()]
    name = field("name", "名前", blocks.text(most=bodies.NAME_LIMIT), optional=False)
    shown = [
        blocks.section(body.name) if body else name,
        field("area", "地域", blocks.select(areas, body.area if body else None)),
        field(
            "channel",
            "お知らせを流すチャンネル",
            blocks.channel(body.channel if body else None),
            hint="わっしょいを、そのチャンネルに招待しておいてください。",
        ),
        field(
            "rules",
            "きまり",
            blocks.boxes(
                [("公開や配信には、もう一人の承認がいる", "two")],
                ["two"] if body is None or body.two_persons else [],
            ),
        ),
        field("share", "ひと月に送れる数(空けると決めない)", blocks.number(body.share if body else None)),
    ]
    about = {"body": body.name} if body else {}
    return blocks.modal("団体", shown, form=BODY, submit="保存する", about=about, close="やめる")


def take_body(session: Session, form: Form) -> Reply:
    """Keep what is known of a body."""
    offices.require(session, form.who, Act.APPOINT, None, form.now)
    changes = {
        "area": form.chosen("area"),
        "channel": form.channel("channel"),
        "two_persons": "two" in form.ticked("rules"),
        "share": form.number("share"),
    }
    name = form.about.get("body")
    if name is None:
        name = bodies.add(session, Body(name=form.text("name") or ""), form.who, form.now).name
    bodies.change(session, name, changes, form.who, form.now)
    return Reply(view=blocks.modal("団体", [blocks.section(f"✅ {name} を保存しました。"), _back()]))


def _of_same_team(who: str, user: str | None) -> str:
    return f"{who.rpartition(':')[0]}:{user}"


FORMS: Mapping[str, Callable[[Session, Form], Reply]] = {
    APPOINT: take_appointment,
    HAND_OVER: take_handing_over,
    BODY: take_body,
}
