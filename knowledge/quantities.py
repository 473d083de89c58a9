"""Numbers with what they count, as a question and as the plan write them: 12人, 5年間, 平成26年3月.

For comparing only: numbers of the same kind can agree or differ, all others have nothing to do with each
other.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from knowledge.years import as_the_plan_does

_DIGITS = {each: number for number, each in enumerate("〇一二三四五六七八九")}
_NUMBER = r"(\d{1,4})"
# What is counted, and the words that follow the number.
_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("year", rf"平成\s*{_NUMBER}\s*年?(?=[度\d/年月にのかだよでっ、。\s?!]|から|まで|$)"),
        ("phone", r"(?<!\d)(0\d{1,3}-\d{1,4}-\d{3,4})(?!\d)"),
        ("years", rf"{_NUMBER}\s*(?:年間|か年|ヶ年|箇年|カ年|years?\b)"),
        ("people", rf"{_NUMBER}\s*(?:人|名|people|persons?|members?)"),
        ("chapter", rf"第?\s*{_NUMBER}\s*章|chapters?\s*{_NUMBER}"),
        (
            "count",
            rf"{_NUMBER}\s*(?:の?(?:市民)?センター|の?地域(?!割|担)|団体|組織|か所|箇所|カ所|ヶ所|つ|個|本|事業|項目|bodies|centers?|centres?|policies|projects|roles)",
        ),
    )
)
# じゅうねんかん, さんにん: numbers of who writes kana only.
_KANA = {
    "いち": 1, "に": 2, "さん": 3, "よ": 4, "よん": 4, "ご": 5, "ろく": 6, "なな": 7, "はち": 8,
    "きゅう": 9, "じゅう": 10, "じゅうに": 12, "じゅうご": 15, "にじゅう": 20, "さんじゅう": 30,
    "さんじゅうさん": 33, "さんじゅうよん": 34,
}  # fmt: skip
_KANA_UNITS = {
    "ねんかん": "年間",
    "かねん": "か年",
    "にん": "人",
    "めい": "名",
    "かしょ": "か所",
    "だんたい": "団体",
}
_SPOKEN = re.compile(rf"({'|'.join(sorted(_KANA, key=len, reverse=True))})({'|'.join(_KANA_UNITS)})")
_BARE = re.compile(
    rf"(?<![\d.,/・-]){_NUMBER}(?![\d.,/\-・]|\s*(?:年|月|日|時|円|万|千|%|割|分|番|章|ページ|頁|人|名|歳|度|回|%))"
)


def quantities(text: str) -> Mapping[str, frozenset[int]]:
    """The numbers of a text by what they count; `bare` are those that don't say."""
    plain = as_the_plan_does(_in_digits(_SPOKEN.sub(_from_kana, unicodedata.normalize("NFKC", text[:1000]))))
    found: dict[str, set[int]] = defaultdict(set)
    for kind, pattern in _KINDS:
        for match in pattern.finditer(plain):
            found[kind].add(int(next(each for each in match.groups() if each).replace("-", "")))
        plain = pattern.sub(" ", plain)
    found["bare"] = {int(each) for each in _BARE.findall(plain)}
    return {kind: frozenset(numbers) for kind, numbers in found.items() if numbers}


def _from_kana(match: re.Match[str]) -> str:
    return f"{_KANA[match[1]]}{_KANA_UNITS[match[2]]}"


def _in_digits(text: str) -> str:
    """三つ as 3つ, 十五 as 15: only before what can be counted, as 一関 is no number."""
    return re.sub(
        r"[一二三四五六七八九十〇]{1,4}(?=つ|人|名|年間|か年|箇年|団体|か所|箇所|事業|番目|章)", _digits, text
    )


def _digits(match: re.Match[str]) -> str:
    tens, ten, ones = match[0].partition("十")
    if not ten:
        return "".join(str(_DIGITS[each]) for each in tens)
    return str((_DIGITS.get(tens, 1) * 10) + _DIGITS.get(ones, 0))
