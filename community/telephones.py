"""Telephone numbers as people write them, and as they are kept: with dashes, as they are read out here.

Nothing here calls anybody, or knows whose number it is.
"""

import re
import unicodedata

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from community.errors import Refusal

# What people put between digits; a long vowel sign is what a Japanese keyboard gives for a dash.
_BETWEEN = re.compile(r"[\s()\[\]./・‐-―−ー－~〜-]+")
LONGEST_HERE = 11  # digits of a number in Japan
LONGEST = 40  # characters that are looked at


class TelephoneUnclear(Refusal):
    """It can't be called. Facts: `reason`: `empty`, `letters`, `short`, `long` or `unknown`."""

    template = "telephone_unclear"


def read(written: str) -> str:
    """A number as it is kept: `0191-21-2111`; one from abroad as `+1 650-253-0000`.

    Raises:
        TelephoneUnclear: it is no number that can be called.
    """
    bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", written[:LONGEST])).replace("+81(0)", "+81")
    if not bare:
        raise TelephoneUnclear(reason="empty")
    if not re.fullmatch(r"\+?\d+", bare):
        raise TelephoneUnclear(reason="letters")
    return _called(bare)


def _called(bare: str) -> str:
    try:
        number = phonenumbers.parse(bare, "JP")
    except NumberParseException:
        raise TelephoneUnclear(reason="long" if len(bare) > LONGEST_HERE else "short") from None
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason in (
        phonenumbers.ValidationResult.TOO_SHORT,
        phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
    ):
        raise TelephoneUnclear(reason="short")
    if reason == phonenumbers.ValidationResult.TOO_LONG:
        raise TelephoneUnclear(reason="long")
    if not phonenumbers.is_valid_number(number):
        raise TelephoneUnclear(reason="long" if len(bare) > LONGEST_HERE else "unknown")
    ours = number.country_code == phonenumbers.country_code_for_region("JP")
    return phonenumbers.format_number(
        number, PhoneNumberFormat.NATIONAL if ours else PhoneNumberFormat.INTERNATIONAL
    )
