"""Whether a text says that something is so or that it is not, as far as its words tell.

For claims without a number: 「企業は外れていますよね」 against a sentence that names 企業, and 「いっぺんに
切り替わるんですよね」 against 「一斉に移行するのではなく」. Irony and double negations are not understood.
"""

import re
import unicodedata

from knowledge.words import words

# What sounds like a denial and is none: 「間違いないですか」「じゃないですか」「少ない」「かもしれない」.
_SOUNDS_SO = re.compile(
    r"(間違い|相違|違い|ちがい)(は|が|も)?(ない|なか|あり|ござい)\w*"
    r"|(?<!わけ)(では|じゃ)(ない|ありません)(です)?(か|の|よね|でしょう)|少な|すくな|足りな|かもしれ\w+|しれません|すみません"
    r"|わかりません|分かりません|知りませ|ならな[いけ]|なければ|とんでもない"
    r"|仕方な|もったいな|くださいませんか|いただけませんか|isn't (it|there|that)|aren't (they|there)"
    r"|doesn't it|don't they"
)
_DENIES = re.compile(
    r"な(い|く|か(っ|ろ))|ませ[んぬ]|ねえ|ねぇ|ねぐ|外(れ|さ)|除(か|い|外)|対象外|だめ|ダメ|無理|禁止"
    r"|\b(not|never|cannot|no|without|excluded?)\b|n't\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"^(.*?)(?:の|もの)?ではなく")
ENOUGH = 0.3  # share of the words of what a sentence denies that a claim must have


def denies(text: str) -> bool:
    """Whether a text says that something is not so."""
    return bool(_DENIES.search(_SOUNDS_SO.sub(" ", unicodedata.normalize("NFKC", text))))


def is_denied(claim: str, sentence: str) -> bool:
    """Whether a sentence says of what is claimed that it is not so, but something else: 「…ではなく、…」."""
    found = _INSTEAD.match(sentence)
    if found is None or denies(claim):
        return False
    # What stands on both sides is what it is about; only the rest tells what is denied from what is so.
    denied = set(words(found[1])) - set(words(sentence[found.end() :]))
    said = denied & set(words(claim))
    return bool(said) and len(said) >= ENOUGH * len(denied)
