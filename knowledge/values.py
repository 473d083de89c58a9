"""Amounts and shares, as a question states them and as the plan does: to compare, and to reckon with."""

import re
import unicodedata
from fractions import Fraction

from knowledge.tellings import Language

# Twelve digits at most: longer runs are no amounts, and would only keep us busy.
_NUMBER = r"(?<!\d)(\d{1,12})\s*"
_AMOUNT = re.compile(
    r"(?<![\d,])(\d[\d,]{0,11})\s*(?:(万|千)\s*円?|円|(?=yen))(?!人|人|冊|歩|年|が一)", re.IGNORECASE
)
_SHARE = re.compile(
    rf"{_NUMBER}/\s*(\d{{1,12}})(?!\d)|{_NUMBER}分の\s*(\d{{1,12}})(?!\d)"
    rf"|{_NUMBER}(?:%|パーセント)|{_NUMBER}割|(半額|半分|\bhalf\b)|(全額)"
)
_UNITS = {"万": 10_000, "千": 1_000}
# きゅうまんえん, 2まん, さんぶんのに: numbers of who writes kana only.
_KANA = {
    "いち": "1", "に": "2", "さん": "3", "よん": "4", "ご": "5", "ろく": "6", "なな": "7", "はち": "8",
    "きゅう": "9", "じゅう": "10", "にじゅう": "20", "さんじゅう": "30",
}  # fmt: skip
_KANA_UNITS = {"まんえん": "万円", "まん": "万", "せんえん": "千円", "わり": "割", "ぶんの": "分の"}
_SPOKEN = re.compile(
    rf"(\d{{1,4}}|{'|'.join(sorted(_KANA, key=len, reverse=True))})\s*({'|'.join(_KANA_UNITS)})"
    r"(?![ぁ-ん]*ねん)"
)
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


def amounts(text: str) -> list[int]:
    """Amounts in yen."""
    found = _AMOUNT.findall(_plain(text))
    return [int(number.replace(",", "")) * _UNITS.get(unit, 1) for number, unit in found]


def shares(text: str) -> list[Fraction]:
    """Shares of a whole, as 2/3 for 2 / 3 and for 3分の2."""
    return [share for match in _SHARE.finditer(_plain(text)) if (share := _share(match)) is not None]


def without(text: str) -> str:
    """A text without its amounts and shares: they say nothing about the place."""
    return _SHARE.sub(" ", _AMOUNT.sub(" ", _plain(text)))


def yen(amount: int, language: Language = Language.JAPANESE) -> str:
    """An amount as residents write it."""
    if language is Language.ENGLISH:
        return f"{amount:,} yen"
    return f"{amount // 10_000}万円" if amount % 10_000 == 0 else f"{amount:,}円"


def _share(match: re.Match[str]) -> Fraction | None:
    above, below, under, over, percent, tenths, half, _ = match.groups()
    if not all(int(each) for each in (below, under) if each):
        return None
    if above:
        return Fraction(int(above), int(below))
    if under:
        return Fraction(int(over), int(under))
    if percent:
        return Fraction(int(percent), 100)
    if tenths:
        return Fraction(int(tenths), 10)
    return Fraction(1, 2) if half else Fraction(1)


def _plain(text: str) -> str:
    folded = _SPOKEN.sub(_as_digits, unicodedata.normalize("NFKC", text))
    folded = re.sub(r"(?<![一二三四五六七八九何数])十(?=[割万円])", "10", folded)
    # 一割, 三分の二, 五万円: only next to a unit, as 一関 is no number.
    return re.sub(r"[一二三四五六七八九](?=[割万千円]|分の)|(?<=分の)[一二三四五六七八九]", _digit, folded)


def _as_digits(match: re.Match[str]) -> str:
    return f"{_KANA.get(match[1], match[1])}{_KANA_UNITS[match[2]]}"


def _digit(match: re.Match[str]) -> str:
    return match[0].translate(_DIGITS)
