"""Japanese text as the words by which it is found: Sudachi's short units in their normal form.

Mode A and `normalized_form` were the best of what was measured on a public FAQ set (docs/knowledge.md). A
tokenizer must not be shared between threads, so each thread has its own on one dictionary.
"""

import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sudachipy import Dictionary, MorphemeList, SplitMode, Tokenizer

from knowledge.english import stem
from knowledge.sounds import Pieces, pieces

LONGEST = 1_000  # characters looked at; nobody's question is longer, and nobody may keep us busy
_SKIPPED = frozenset({"助詞", "助動詞", "補助記号", "空白", "記号"})
_SILENT = frozenset({"補助記号", "空白", "記号"})
# So common in questions, or in this plan, that they say nothing about the place.
_STOP_WORDS = """
為る 有る 居る 成る 言う 出来る 出る 事 こと 物 もの 貰う 教える 下さる 呉れる 知る 聞く 欲しい 思う 良い 頂く
願う 何 どう 何処 どこ 何時 いつ 誰 だれ 幾ら いくら どんな どの 此れ 其れ 御 無い 様 因る 対する 又 及び 等
教示 尋ねる 伺う 聞かせる 願い 致す 申す 御座る 存ずる 恐れ入る 恐縮 済む お世話 額 一関 市 計画 つく
a an the is are was were do does did can could will would i we you me my our your it this that of to in on for
what why which who when where how there be get has have please tell about
"""
_READINGS = re.compile(r"(?<=[一-龯々])\([ぁ-ゖー\s]+\)")
_SPACES = re.compile(r"(?<=[ぁ-ヺー一-龯々、。])[ \u3000]+(?=[ぁ-ヺー一-龯々])")
_STOP = frozenset(_STOP_WORDS.split())
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as words, in order, without particles and endings; and as it is spoken."""

    words: tuple[str, ...]
    spoken: str

    @property
    def sounds(self) -> Pieces:
        """The pieces of its sound, as often as they are in it."""
        return pieces(self.spoken)


def read(text: str) -> Reading:
    """A text's words and sounds, in one go; both empty for text without any."""
    found, spoken = [], []
    for token in _tokens(text):
        kind, surface = token.part_of_speech()[0], token.surface()
        if kind in _SILENT or _is_english_filler(surface):
            continue
        spoken.append(surface if surface.isascii() else token.reading_form())
        word = stem(surface) if surface.isascii() and surface.isalpha() else token.normalized_form()
        if kind not in _SKIPPED and word not in _STOP:
            found.append(word)
    return Reading(tuple(found), "".join(spoken))


def clean(text: str) -> str:
    """A text in one way of writing, without the readings behind kanji and the spaces of やさしい日本語."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST].encode("utf-8", "ignore").decode()).replace(
        "\0", ""
    )
    return _SPACES.sub("", _READINGS.sub("", folded))


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in order, without particles and endings; empty for text without any."""
    return read(text).words


def _is_english_filler(word: str) -> bool:
    return word.isascii() and word in _STOP


def pairs(found: Sequence[str]) -> list[str]:
    """Neighbouring words as one: what tells compounds of the same words apart."""
    return [f"{one} {two}" for one, two in pairwise(found)]


def load() -> None:
    """Load the dictionary and this thread's tokenizer, so that the first question need not wait."""
    words("一関市地域協働推進計画")


def _tokens(text: str) -> MorphemeList:
    return _tokenizer().tokenize(clean(text).casefold(), SplitMode.A)


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


def _tokenizer() -> Tokenizer:
    tokenizer: Tokenizer | None = getattr(_local, "tokenizer", None)
    if tokenizer is None:
        tokenizer = _local.tokenizer = _dictionary().tokenizer()
    return tokenizer
