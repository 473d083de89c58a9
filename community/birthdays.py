"""Days of birth and ages as people write them: 1950年4月3日, 昭和25年4月3日, S25.4.3, 19500403.

How old somebody is on a day, `community/parties.py` knows.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from community.errors import Refusal

OLDEST = 120
# The year before each era's first.
_ERAS: Mapping[str, int] = {
    "明治": 1867, "m": 1867, "大正": 1911, "t": 1911, "昭和": 1925, "s": 1925,
    "平成": 1988, "h": 1988, "令和": 2018, "r": 2018,
}  # fmt: skip
_DAY = re.compile(
    r"(明治|大正|昭和|平成|令和|[mtshr])?\s*(元|\d{1,4})[年./-]\s*(\d{1,2})[月./-]\s*(\d{1,2})日?(生まれ)?"
)
_EIGHT = re.compile(r"(\d{4})(\d\d)(\d\d)")


class BirthdayUnclear(Refusal):
    """No day that somebody alive was born on. Facts: none."""

    template = "birthday_unclear"


class AgeUnclear(Refusal):
    """No age. Facts: `oldest`."""

    template = "age_unclear"


def read(written: str, today: date) -> date:
    """A day of birth.

    Raises:
        BirthdayUnclear: it is none, or lies ahead or more than `OLDEST` years back.
    """
    folded = unicodedata.normalize("NFKC", written).strip().lower()
    found = _EIGHT.fullmatch(folded) or _DAY.fullmatch(folded)
    if found is None:
        raise BirthdayUnclear
    era, year, month, day = ("", *found.groups()) if found.re is _EIGHT else found.groups()[:4]
    whole = _ERAS.get(era or "", 0) + (1 if year == "元" else int(year))
    try:
        born = date(whole, int(month), int(day))
    except ValueError:
        raise BirthdayUnclear from None
    if not today.year - OLDEST <= born.year or born > today:
        raise BirthdayUnclear
    return born


def age(written: str) -> int:
    """An age in whole years: `76`, `７６歳`.

    Raises:
        AgeUnclear: it is none, or nobody is as old.
    """
    folded = unicodedata.normalize("NFKC", written).strip()
    found = re.fullmatch(r"(\d{1,3})\s*(歳|才|さい)?", folded)
    if found is None or int(found[1]) > OLDEST:
        raise AgeUnclear(oldest=OLDEST)
    return int(found[1])
