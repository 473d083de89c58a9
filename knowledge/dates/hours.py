"""Parts of the day: 午前中, 夕方, 放課後, in the evening. Hours of the clock have their own room (clock).

From when to when they last is our choice; events are compared with it by the hour at which they begin.
「夜の部」 is a part of the day, 夜桜 and 朝ごはん are not.
"""

import re
from datetime import time

from knowledge.dates.clock import DAY_ENDS, MIDNIGHT
from knowledge.dates.spans import Grain, Hours, Rule, Standpoint, one_of, rule

_MORNING, _FORENOON = Hours(time(5), time(10)), Hours(MIDNIGHT, time(12))
_NOON, _AFTERNOON = Hours(time(11), time(14)), Hours(time(12), time(18))
_DAYTIME, _TOWARDS_EVENING = Hours(time(10), time(16)), Hours(time(16), time(19))
_NIGHT, _EVENING = Hours(time(18), DAY_ENDS), Hours(time(17), DAY_ENDS)
_AFTER_SCHOOL, _AFTER_WORK = Hours(time(15), time(18)), Hours(time(17, 30), time(21))
_CLEAR = {
    "午前": _FORENOON, "午後": _AFTERNOON, "昼間": _DAYTIME, "早朝": _MORNING, "夜間": _NIGHT,
    "夕方": _TOWARDS_EVENING, "夕刻": _TOWARDS_EVENING, "放課後": _AFTER_SCHOOL, "学校帰り": _AFTER_SCHOOL,
    "仕事帰り": _AFTER_WORK, "仕事終わり": _AFTER_WORK, "仕事のあと": _AFTER_WORK, "仕事の後": _AFTER_WORK,
    "会社帰り": _AFTER_WORK,
}  # fmt: skip
_SHORT = {"朝": _MORNING, "昼": _NOON, "夕": _TOWARDS_EVENING, "夜": _NIGHT, "晩": _NIGHT}
_ENGLISH = {
    "morning": _FORENOON, "afternoon": _AFTERNOON, "evening": _EVENING, "night": _NIGHT,
    "lunchtime": _NOON, "daytime": _DAYTIME, "after school": _AFTER_SCHOOL, "after work": _AFTER_WORK,
}  # fmt: skip
_PARTS = _CLEAR | _SHORT | _ENGLISH
_BEGINS = r"(?:(?<![一-龥])|(?<=[日曜末祝休月今明昨]))"
_ENDS = r"(?:(?![一-龥ァ-ヺ]|ごはん|ごぱん|どり)|(?=[開参方頃過以限空暇]|ヒマ))"


def _part(found: re.Match[str], _: Standpoint) -> Hours:
    part = _PARTS[found["part"].lower()]
    if found["since"]:
        return Hours(part.since, DAY_ENDS)
    return Hours(MIDNIGHT, part.until) if found["until"] else part


# 「夜から7月6日の朝」 goes on to another day: that から is theirs.
_BOUND = (
    r"(?:(?P<since>から(?!くり|\s*(?:\d{1,2}[月/日]|翌|[月火水木金土日明来]))|以降|[過す]ぎ)"
    r"|(?P<until>まで))?"
)
RULES: tuple[Rule, ...] = (
    rule(rf"お?(?P<part>{one_of(_CLEAR)})中?{_BOUND}", Grain.HOURS, _part),
    rule(rf"お?{_BEGINS}(?P<part>{one_of(_SHORT)}){_ENDS}(?:方|頃|ごろ)?{_BOUND}", Grain.HOURS, _part),
    rule(
        rf"(?<!good )(?:(?:in|at)\s+(?:the\s+)?|(?<=to)|(?<![a-z]))(?P<part>{'|'.join(_ENGLISH)})s?(?![a-z])"
        r"(?P<since>)(?P<until>)",
        Grain.HOURS,
        _part,
    ),
)
