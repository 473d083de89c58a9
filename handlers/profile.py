"""What we know of somebody, shown to them, and changed by buttons; names and numbers are changed on our form.

Getting all of it, and having it deleted, is `handlers/privacy.py`'s.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from community import conversations, follows, profiles, relatives
from community.links import Purpose
from community.profiles import Known
from handlers import days, invitations
from handlers.messages import Card, Choice, Incoming, Outgoing

INTERESTS = ("料理", "花・畑", "音楽", "運動", "手芸", "歴史", "子育て", "祭り", "自然", "スマホ")
AGE_GROUPS = {
    "child": "12歳まで",
    "teen": "13〜17歳",
    "youth": "18〜29歳",
    "adult": "30〜64歳",
    "senior": "65歳以上",
}
OFTEN = {"each": "見つかったらすぐ", "weekly": "週に1回", "never": "いらない"}
LANGUAGES = {"日本語": None, "やさしい日本語": "easy", "英語": "en"}
SHOWN = 4  # last digits of a telephone number, by which its owner knows it
_MINE = re.compile(
    r"プロフィール(を?(見る|見せて|変える|変更))?|(わたし|私|自分)の(情報|登録)(を?(見る|見せて))?"
)
_SAID: Mapping[str, str] = {
    "language": r"プロフィールの言葉を(?P<to>日本語|やさしい日本語|英語)にする",
    "languages": r"プロフィールの言葉をえらぶ",
    "interest": r"好きなことに(?P<to>.{1,20})を(?P<how>入れる|入れない)",
    "interests": r"好きなことをえらぶ",
    "often": r"(?:おすすめ|お知らせ)は(?P<to>見つかったらすぐ|週に1回|いらない)",
    "oftens": r"おすすめの回数をえらぶ",
    "reminder": r"(?P<to>前の日|2時間前)のお知らせを(?P<how>うける|やめる)",
}


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Show what we know, or change it."""
    said = unicodedata.normalize("NFKC", incoming.text).strip(" 。.!?\n")
    found = next(((name, hit) for name, form in _SAID.items() if (hit := re.fullmatch(form, said))), None)
    if (found is None and not _MINE.fullmatch(said)) or not invitations.resident(incoming):
        return None
    if not incoming.private:
        return [Outgoing("only_in_private")]
    if found is None:
        return [show(session, incoming)]
    name, hit = found
    given = {key: value for key, value in hit.groupdict().items() if value}
    return [_DOES[name](session, incoming, given)]


def show(session: Session, incoming: Incoming) -> Outgoing:
    """All of it, with a way to change each part."""
    known = profiles.of(session, incoming.person)
    rows = _rows(session, incoming, known)
    lead = "わっしょいが覚えている、あなたのことです。" if rows else "まだ何も覚えていません。"
    card = Card("プロフィール", lead, rows, notes=("ほかの人には見えません。",))
    return Outgoing("card", {"card": card}, card, _ways(session, incoming, known))


def _rows(session: Session, incoming: Incoming, known: Known) -> tuple[tuple[str, str], ...]:
    family = "、".join(each.name for each in relatives.of(session, incoming.person))
    spoken = conversations.recall(session, incoming.person, incoming.at).language
    told = [
        ("お名前", known.name),
        ("電話番号", f"下{SHOWN}けた {known.telephone[-SHOWN:]}" if known.telephone else None),
        ("生年月日", days.day(known.born, incoming.at.date()) if known.born else None),
        ("年代", AGE_GROUPS.get(known.age_group or "")),
        ("地域", known.area),
        ("好きなこと", "、".join(known.interests)),
        ("フォロー", "、".join(follows.of_person(session, incoming.person))),
        ("言葉", next((words for words, key in LANGUAGES.items() if key == spoken and key), None)),
        ("おすすめ", OFTEN.get(known.often or "")),
        ("覚えている人", family),
    ]
    rows = tuple((label, text) for label, text in told if text)
    reminders = ("前の日", known.remind_eve), ("2時間前", known.remind_soon)
    on = "と".join(words for words, wanted in reminders if wanted)
    return (*rows, ("催しのお知らせ", on or "なし")) if rows else ()


def _ways(session: Session, incoming: Incoming, known: Known) -> tuple[Choice, ...]:
    form = invitations.invite(session, incoming, Purpose.PROFILE, {})
    return (
        Choice("書きかえる(15分・1回)", link=form, main=True),
        Choice("好きなことをえらぶ"),
        *_reminders(known),
        Choice("おすすめの回数", "おすすめの回数をえらぶ"),
        Choice("お知らせの時間", "お知らせの時間をえらぶ"),
        Choice("言葉をえらぶ", "プロフィールの言葉をえらぶ"),
        Choice("わたしのデータ"),
        Choice("わたしを消す"),
    )


def _reminders(known: Known) -> tuple[Choice, ...]:
    wanted = {"前の日": known.remind_eve, "2時間前": known.remind_soon}
    return tuple(
        Choice(f"{when}の知らせを{how}", f"{when}のお知らせを{how}")
        for when, on in wanted.items()
        for how in (("やめる",) if on else ("うける",))
    )


def _saved(session: Session, incoming: Incoming, changes: Mapping[str, object], words: str) -> Outgoing:
    profiles.save(session, incoming.person, changes, incoming.at)
    return Outgoing("profile_saved", {"words": words}, choices=(Choice("プロフィール"),))


def _language(session: Session, incoming: Incoming, said: Mapping[str, str]) -> Outgoing:
    conversations.speak(session, incoming.person, LANGUAGES[said["to"]], incoming.at)
    return Outgoing("profile_saved", {"words": f"言葉:{said['to']}"}, choices=(Choice("プロフィール"),))


def _languages(_session: Session, _incoming: Incoming, _said: Mapping[str, str]) -> Outgoing:
    ways = tuple(Choice(each, f"プロフィールの言葉を{each}にする") for each in LANGUAGES)
    return Outgoing("profile_choose", {"what": "お返事の言葉"}, choices=ways)


def _interest(session: Session, incoming: Incoming, said: Mapping[str, str]) -> Outgoing:
    known, this = profiles.of(session, incoming.person).interests, said["to"]
    kept = [each for each in known if each != this] + ([this] if said["how"] == "入れる" else [])
    profiles.save(session, incoming.person, {"interests": kept}, incoming.at)
    return _interests(session, incoming, said)


def _interests(session: Session, incoming: Incoming, _said: Mapping[str, str]) -> Outgoing:
    known = profiles.of(session, incoming.person).interests
    ways = tuple(
        Choice(f"{each}を入れ{how}", f"好きなことに{each}を入れ{how}")
        for each in INTERESTS
        for how in (("ない",) if each in known else ("る",))
    )
    words = f"好きなこと(いまは:{'、'.join(known) or 'なし'})"
    return Outgoing("profile_choose", {"what": words}, choices=(*ways, Choice("プロフィール")))


def _often(session: Session, incoming: Incoming, said: Mapping[str, str]) -> Outgoing:
    often = next(key for key, words in OFTEN.items() if words == said["to"])
    return _saved(session, incoming, {"often": often}, f"おすすめ:{said['to']}")


def _oftens(_session: Session, _incoming: Incoming, _said: Mapping[str, str]) -> Outgoing:
    ways = tuple(Choice(words, f"おすすめは{words}") for words in OFTEN.values())
    return Outgoing("profile_choose", {"what": "おすすめのお知らせの回数"}, choices=ways)


def _reminder(session: Session, incoming: Incoming, said: Mapping[str, str]) -> Outgoing:
    which = "remind_eve" if said["to"] == "前の日" else "remind_soon"
    on = said["how"] == "うける"
    return _saved(session, incoming, {which: on}, f"{said['to']}のお知らせ:{'うける' if on else 'うけない'}")


_DOES: Mapping[str, Callable[[Session, Incoming, Mapping[str, str]], Outgoing]] = {
    "language": _language,
    "languages": _languages,
    "interest": _interest,
    "interests": _interests,
    "often": _often,
    "oftens": _oftens,
    "reminder": _reminder,
}
