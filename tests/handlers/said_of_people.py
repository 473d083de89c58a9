"""Messages about what we know of people, as they get them, for each template (`test_golden.py`)."""

from typing import Any

from handlers.messages import Choice, Outgoing

MESSAGES: dict[str, Outgoing] = {
    "profile_saved": Outgoing("profile_saved", {"words": "言葉:英語"}, choices=(Choice("プロフィール"),)),
    "profile_choose": Outgoing(
        "profile_choose",
        {"what": "お返事の言葉"},
        choices=(Choice("日本語", "プロフィールの言葉を日本語にする"),),
    ),
    "my_calendar_ended": Outgoing("my_calendar_ended", {"ended": 1}, choices=(Choice("わたしのカレンダー"),)),
    "forgotten": Outgoing("forgotten"),
    "consent_withdrawn": Outgoing(
        "consent_withdrawn", choices=(Choice("わたしの申込み"), Choice("わたしを消す"))
    ),
}

REFUSALS: dict[str, dict[str, Any]] = {
    "form_unfit": {},
    "link_unknown": {},
    "link_expired": {"purpose": "details"},
    "link_used": {"purpose": "details"},
    "consent_missing": {"subject": "sign_up"},
    "guardian_missing": {"age": 18},
    "telephone_unclear": {"reason": "letters"},
    "birthday_unclear": {},
    "age_unclear": {"oldest": 120},
    "name_missing": {"longest": 60},
    "too_many_relatives": {"most": 12},
}
