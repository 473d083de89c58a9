"""Messages about events and sign-ups as people get them, for each template (`test_golden.py`)."""

from datetime import UTC, datetime
from typing import Any

from community.admission import Way
from community.checkin import Why
from handlers import surveys
from handlers.messages import Card, Choice, Outgoing

AT = datetime(2026, 6, 20, 5, 0, tzinfo=UTC)
EVENT: dict[str, Any] = {"event": 12, "title": "そば打ち体験", "telephone": "0191-21-2148"}
LINKS = (
    Choice("カレンダーに入れる", link="https://wasshoi.example.jp/events/12.ics"),
    Choice("地図", link="https://www.google.com/maps/search/?api=1&query=x"),
    Choice("電話する", link="tel:0191-21-2148"),
)
CARD = Card(
    title="そば打ち体験(催し)",
    lead="6月20日(土) 14:00〜16:00\n厳美市民センター 調理室",
    rows=(("空き", "残り3席(定員20人)"), ("参加費", "500円"), ("持ち物", "エプロン")),
    notes=("地元の粉でそばを打ちます。",),
    picture="https://wasshoi.example.jp/pictures/12.jpg",
)
LISTED = Card(
    title="そば打ち体験",
    lead="6月20日(土) 14:00〜16:00",
    rows=(("状態", "申込み済み"), ("人数", "2人")),
    choices=(Choice("くわしく", "催し12"), Choice("取り消す", "催し12を取り消す")),
)

MESSAGES: dict[str, Outgoing] = {
    "event": Outgoing(
        "card", {"card": CARD}, CARD, (Choice("申し込む", "催し12に申し込む", main=True), *LINKS)
    ),
    "my_sign_ups": Outgoing("my_sign_ups", {"cards": (LISTED,), "more": 0, "past": 1}, cards=(LISTED,)),
    "my_sign_ups_none": Outgoing("my_sign_ups", {"cards": (), "more": 0, "past": 0}),
    "ask_ages": Outgoing("ask_ages", {"people": 2}),
    "ask_size": Outgoing(
        "ask_size", {"title": "そば打ち体験", "size": 2}, choices=(Choice("1人", "催し12を1人にする"),)
    ),
    "cancelled": Outgoing(
        "cancelled", {"title": "そば打ち体験", "when": "6月20日(土) 14:00〜16:00", "late": True}
    ),
    "offer_over": Outgoing("offer_over", {"title": "そば打ち体験"}, choices=(Choice("ほかの催し"),)),
    "offer_passed": Outgoing("offer_passed", {"title": "そば打ち体験"}),
    "helping": Outgoing(
        "helping",
        {
            "title": "夏祭りの手伝い",
            "tasks": ("6月20日(土) 14:00〜15:00 受付", "6月20日(土) 15:00〜16:00 片づけ"),
        },
    ),
    "only_in_private": Outgoing("only_in_private"),
    "survey": Outgoing(
        "survey", {"question": "何で知りましたか。", "last": True}, choices=surveys.choices(12, 3)
    ),
    "survey_done": Outgoing("survey_done", {"title": "そば打ち体験"}),
    **{
        f"not_received_{why}": Outgoing(
            "not_received", {"why": why, "title": "そば打ち体験", "starts_at": AT}
        )
        for why in Why
    },
}

# What rules say no with, as the router gets it: template and facts.
REFUSALS: dict[str, dict[str, Any]] = {
    "no_such_event": {"event": 12},
    "no_such_sign_up": {},
    "already_signed_up": {
        **EVENT,
        "sign_up": "x",
        "state": "waitlisted",
        "position": 2,
        "ways": (Way.CHANGE,),
    },
    "signed_up_by_another": {**EVENT, "state": "confirmed", "ways": (Way.CALL,)},
    "sign_up_not_open_yet": {**EVENT, "opens_at": AT, "ways": (Way.WATCH, Way.FIND)},
    "sign_up_closed": {**EVENT, "closes_at": AT, "ways": (Way.CALL, Way.FIND)},
    "event_cancelled": {**EVENT, "ways": (Way.FIND,)},
    "event_postponed": {**EVENT, "ways": (Way.WATCH, Way.FIND)},
    "event_past": {**EVENT, "starts_at": AT, "ways": (Way.FIND,)},
    "age_outside": {**EVENT, "youngest": 6, "oldest": 12, "ages": (40,), "ways": (Way.CORRECT, Way.FIND)},
    "age_unknown": {**EVENT, "youngest": 60, "oldest": None, "ways": (Way.CORRECT, Way.CALL)},
    "party_too_large": {**EVENT, "most": 10, "size": 40, "ways": (Way.SMALLER, Way.CALL)},
    "nobody_comes": {**EVENT, "ways": (Way.CORRECT,)},
    "event_full": {**EVENT, "free": 1, "ways": (Way.WATCH, Way.FIND)},
    "offer_gone": {**EVENT, "state": "cancelled", "ways": (Way.FIND, Way.WATCH)},
    "already_there": {"title": "そば打ち体験"},
    "roster_not_yet": {"state": "confirmed", "starts_at": AT},
    "shift_full": {"shift": 5, "task": "受付", "free": 0, "ways": (Way.CORRECT, Way.CALL)},
    "shifts_overlap": {"tasks": ("受付", "片づけ"), "ways": (Way.CORRECT,)},
    "not_your_shift": {"event": 12, "state": "waitlisted"},
    "event_unsound": {"event": 12, "fields": ("ends_at", "quotas")},
    "event_not_that_way": {**EVENT, "state": "held", "wanted": "published"},
    "seats_given_away": {**EVENT, "taken": 12, "capacity": 10},
    "lesson_unsound": {"event": 12, "fields": ("starts_at",)},
    "shift_unsound": {"event": 12, "fields": ("wanted",)},
    "token_unknown": {},
    "door_closed": {"title": "そば打ち体験"},
    "no_such_answer": {"event": 12},
    "no_such_certificate": {},
}
