"""What officers are told at the desk, for each template (`test_golden.py`)."""

from typing import Any

from handlers.messages import Choice, Outgoing

MESSAGES: dict[str, Outgoing] = {
    "desk_words": Outgoing(
        "desk_words",
        {"words": "「そば打ち体験」の公開を頼まれました。"},
        choices=(Choice("内容を見る", "催し 12 承認", main=True),),
    ),
}

REFUSALS: dict[str, dict[str, Any]] = {
    "not_yours": {"act": "edit", "body": "老松みどりの郷協議会"},
    "no_such_body": {"name": "どこかの協議会"},
    "body_unsound": {"fields": ("share",)},
    "appointment_unsound": {"fields": ("until",)},
    "last_of_staff": {},
    "no_such_office": {},
    "not_asked": {},
    "second_person": {},
    "changed_since": {},
    "desk_conflict": {"event": 12, "changes": {"title": "手打ちそば体験", "fee": None}},
}
REFUSALS |= {"no_such_consultation": {}, "already_answered": {"answer": "保険は県の社協で入れます。"}}
REFUSALS |= {
    "no_such_news": {"news": 3},
    "news_not_that_way": {"title": "そば打ちのようす", "state": "sent"},
    "news_changed": {"title": "そば打ちのようす", "words": "にぎわいました。", "version": "1"},
    "share_used_up": {"body": "老松みどりの郷協議会", "share": 200, "used": 150, "people": 80},
    "nobody_there": {},
    "no_such_schedule": {"name": "rouds"},
    "schedule_there": {"name": "rounds"},
    "schedule_unsound": {"why": "never", "given": "0 0 31 2 *"},
    "no_such_broadcast": {"broadcast": "news:3"},
    "broadcast_not_that_way": {"title": "そば打ちのようす", "state": "done"},
}
