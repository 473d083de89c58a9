"""What somebody wishes for, as a search among the events; and how a search is said back to them.

What is wished for, `knowledge` understands; what is found, `community` knows. That they were understood,
people see in a sentence, in Japanese, やさしい日本語 or English.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from community import hours
from community.events import Kind
from community.finding import Given
from community.searches import Search
from handlers import days
from knowledge.tellings import Language
from knowledge.wishes.wish import Wish

Words = Mapping[str, str]
AUDIENCES: Mapping[Language, Words] = {
    Language.JAPANESE: {
        "youth": "若い人向け",
        "senior": "シニア向け",
        "family": "親子・家族向け",
        "anyone": "だれでも参加できる",
    },
    Language.EASY: {
        "youth": "若(わか)い 人(ひと)が 行(い)ける",
        "senior": "お年寄(としよ)りが 行(い)ける",
        "family": "子(こ)どもや 家族(かぞく)で 行(い)ける",
        "anyone": "だれでも 行(い)ける",
    },
    Language.ENGLISH: {
        "youth": "for young people",
        "senior": "for seniors",
        "family": "for families",
        "anyone": "open to everyone",
    },
}
KINDS: Mapping[Language, Words] = {
    Language.JAPANESE: {"event": "催し", "training": "研修・講座", "volunteer": "お手伝い", "": "催し"},
    Language.EASY: {
        "event": "イベント",
        "training": "研修(けんしゅう)・講座(こうざ)",
        "volunteer": "手伝(てつだ)い",
        "": "イベント",
    },
    Language.ENGLISH: {
        "event": "events",
        "training": "training",
        "volunteer": "helping out",
        "": "events",
    },
}
GIVEN: Mapping[Language, Mapping[Given, str]] = {
    Language.JAPANESE: {
        Given.KEYWORD: "言葉に合うものは見つかりませんでした。言葉のほかは合っているものです。",
        Given.HOURS: "その時間には見つかりませんでした。ほかの時間のものです。",
        Given.AREA: "その地域には見つかりませんでした。近くの地域のものです。",
        Given.KIND: "催しは見つかりませんでした。同じころの研修・講座です。",
        Given.DATES: "その日には見つかりませんでした。近い日(前後2週間)のものです。",
        Given.AUDIENCE: "対象に合うものは見つかりませんでした。ほかのものです(年齢を確かめてください)。",
        Given.ELSEWHERE: "その日や場所には見つかりませんでした。ほかの日や場所のものです。",
        Given.ANY_DAY: "そのころには見つかりませんでした。ほかの日のものです。",
        Given.ALL: "ぴったりのものは見つかりませんでした。これから参加できる、ほかのものです。",
    },
    Language.EASY: {
        Given.KEYWORD: "その ことばの ものは ありません。ほかの ものは あります。",
        Given.HOURS: "その 時間(じかん)には ありません。ほかの 時間(じかん)に あります。",
        Given.AREA: "そこには ありません。近(ちか)くに あります。",
        Given.KIND: "イベントは ありません。研修(けんしゅう)や 講座(こうざ)が あります。",
        Given.DATES: "その 日(ひ)には ありません。近(ちか)い 日(ひ)に あります。",
        Given.AUDIENCE: "ぴったりの ものは ありません。年齢(ねんれい)を たしかめて ください。",
        Given.ELSEWHERE: "その 日(ひ)や 場所(ばしょ)には ありません。ほかの 日(ひ)に あります。",
        Given.ANY_DAY: "そのころには ありません。ほかの 日(ひ)に あります。",
        Given.ALL: "ぴったりの ものは ありません。ほかの ものは あります。",
    },
    Language.ENGLISH: {
        Given.KEYWORD: "Nothing matches these words. These match everything else.",
        Given.HOURS: "Nothing at that time of day. These are at other times.",
        Given.AREA: "Nothing in that area. These are in the areas nearby.",
        Given.KIND: "No events then. These are training courses.",
        Given.DATES: "Nothing on those days. These are within two weeks of them.",
        Given.AUDIENCE: "Nothing for that age group. Please check the ages of these.",
        Given.ELSEWHERE: "Nothing then and there. These are on other days or in other places.",
        Given.ANY_DAY: "Nothing around then. These are on other days.",
        Given.ALL: "Nothing quite like that. These are others you can join.",
    },
}
_WEEKDAYS = {Language.ENGLISH: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
FIRST_YEAR, LAST_YEAR = 1900, 3000
_DAY_ENDS = time(23, 59)


def search_of(wish: Wish) -> Search:
    """The search that a wish asks for."""
    return Search(
        first=_near(wish.first),
        last=_near(wish.last),
        hours=wish.hours,
        weekdays=wish.when.weekdays,
        audience=wish.audience,
        kinds=(Kind(wish.kind),) if wish.kind else (),
        areas=wish.areas,
        keywords=wish.keywords,
    )


def _near(day: date | None) -> date | None:
    """A day of our times; one that calendars hardly reach is none."""
    return day if day is not None and FIRST_YEAR <= day.year < LAST_YEAR else None


def refined(search: Search, wish: Wish) -> Search:
    """A search, changed by what somebody adds to it: 「来週は?」, 「花泉なら?」."""
    added = search_of(wish)
    days = wish.first is not None or wish.last is not None
    # 「午前中なら?」 keeps the days; other days begin anew with all that was said of when.
    when = tuple(each for each in ("first", "last", "hours", "weekdays") if days or getattr(added, each))
    others = ("audience", "kinds", "areas", "keywords")
    changes = {
        name: getattr(added, name) for name in (*when, *(each for each in others if getattr(added, each)))
    }
    return replace(search, **changes)


def described(search: Search, now: datetime, language: Language = Language.JAPANESE) -> str:
    """What was searched for, in a few words: 6月13日(土)〜6月14日(日)・花泉・若い人向けの催し."""
    kind = search.kinds[0] if search.kinds else ""
    said = [
        _period(search, now, language),
        _weekdays(search, language),
        _hours(search),
        "・".join(search.areas),
        "・".join(f"「{word}」" for word in search.keywords),
        AUDIENCES[language].get(search.audience or "", ""),
    ]
    told = [each for each in said if each]
    if language is Language.ENGLISH:
        return ", ".join([KINDS[language][kind], *told])
    link = "の " if language is Language.EASY else "の"
    what = KINDS[language][kind]
    if not told:
        return what
    return "、".join(told) + ("" if told[-1].endswith(("できる", "ける")) else link) + what


def _period(search: Search, now: datetime, language: Language) -> str:
    today = hours.day_of(now)
    first, last = (_day(day, today, language) for day in (search.first, search.last))
    if first == last:
        return first
    if language is Language.ENGLISH:
        return f"{first} – {last}" if first and last else f"from {first}" if first else f"until {last}"
    return f"{first}〜{last}" if first and last else f"{first}から" if first else f"{last}まで"


def _day(day: date | None, today: date, language: Language) -> str:
    if day is None:
        return ""
    return days.english_day(day, today) if language is Language.ENGLISH else days.day(day, today)


def _weekdays(search: Search, language: Language) -> str:
    names = _WEEKDAYS.get(language, tuple("月火水木金土日"))
    named = "・".join(names[day] for day in sorted(search.weekdays))
    return f"{named}曜日" if named and language is not Language.ENGLISH else named


def _hours(search: Search) -> str:
    if search.hours is None:
        return ""
    since, until = search.hours
    begin = f"{since.hour}:{since.minute:02d}" if since > time() else ""
    end = f"{until.hour}:{until.minute:02d}" if until < _DAY_ENDS else ""
    return f"{begin}〜{end}" if begin or end else ""
