"""Japanese text as the words by which it is found: Sudachi's short units in their normal form.

Mode A and `normalized_form` were the best of what was measured on a public FAQ set (docs/knowledge.md). A
tokenizer must not be shared between threads, so each thread has its own on one dictionary.
"""

import threading
import unicodedata
from functools import cache
from itertools import pairwise

from sudachipy import Dictionary, MorphemeList, SplitMode, Tokenizer

LONGEST = 1_000  # characters looked at; nobody's question is longer, and nobody may keep us busy
_SKIPPED = frozenset({"助詞", "助動詞", "補助記号", "空白", "記号"})
_SILENT = frozenset({"補助記号", "空白", "記号"})
# So common in questions, or in this plan, that they say nothing about the place.
_STOP_WORDS = """
為る 有る 居る 成る 言う 出来る 出る 事 こと 物 もの 貰う 教える 下さる 呉れる 知る 聞く 欲しい 思う 良い 頂く
願う 何 どう 何処 どこ 何時 いつ 誰 だれ 幾ら いくら どんな どの 此れ 其れ 御 無い 様 因る 対する 又 及び 等
一関 市 計画 つく
a an the is are was were do does did can could will would i we you me my our your it this that of to in on for
what why which please tell about
"""
_STOP = frozenset(_STOP_WORDS.split())
_local = threading.local()


def words(text: str) -> list[str]:
    """The words of a text, in order, without particles and endings; empty for text without any."""
    found = []
    for token in _tokens(text):
        word = token.normalized_form()
        if token.part_of_speech()[0] in _SKIPPED or word in _STOP or _is_english_filler(token.surface()):
            continue
        found.append(word)
    return found


def sounds(text: str) -> list[str]:
    """A text as it is spoken, in pieces of two and three characters: finds kana, and words typed amiss."""
    spoken = "".join(
        token.surface() if token.surface().isascii() else token.reading_form()
        for token in _tokens(text)
        if token.part_of_speech()[0] not in _SILENT and not _is_english_filler(token.surface())
    )
    return [spoken[start : start + size] for size in (2, 3) for start in range(len(spoken) - size + 1)]


def _is_english_filler(word: str) -> bool:
    return word.isascii() and word in _STOP


def pairs(found: list[str]) -> list[str]:
    """Neighbouring words as one: what tells compounds of the same words apart."""
    return [f"{one} {two}" for one, two in pairwise(found)]


def load() -> None:
    """Load the dictionary and this thread's tokenizer, so that the first question need not wait."""
    words("一関市地域協働推進計画")


def _tokens(text: str) -> MorphemeList:
    cleaned = unicodedata.normalize("NFKC", text[:LONGEST].encode("utf-8", "ignore").decode())
    return _tokenizer().tokenize(cleaned.casefold(), SplitMode.A)


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


def _tokenizer() -> Tokenizer:
    tokenizer: Tokenizer | None = getattr(_local, "tokenizer", None)
    if tokenizer is None:
        tokenizer = _local.tokenizer = _dictionary().tokenizer()
    return tokenizer
