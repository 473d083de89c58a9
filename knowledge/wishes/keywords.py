"""What else is to be found in an event: the content words that are left when all the rest is understood.

A word is what names an event or a pastime (`kinds`); else a run of kanji or katakana, or an English word; but
no word of asking, and none that every event has (時間, 参加). Other words in kana alone are not told apart.
"""

import re

from knowledge.wishes.marks import Mark

Word = tuple[int, str]  # where it stands, and it

_MOST = 3  # more than that is a story, no keyword
_RUN = re.compile(
    r"(?:[一-龥々〆]|[ァ-ヺー]{2,})(?:[一-龥々〆ァ-ヺー0-9]"
    r"|(?<=[一-龥])[りみきちいしけえげ](?=[一-龥ァ-ヺ]))*"
    r"(?:づくり|(?<=[刈作取掘釣狩登回巡語飾祭])り|(?<=打)ち|(?<=編)み|(?<=遊)び|(?<=[歩炊焼])き"
    r"|(?<=[染植])え|(?<=[笑拾])い)?"
)
_ENGLISH = re.compile(r"(?<![a-z'])[a-z][a-z-]{2,}(?![a-z'])", re.IGNORECASE)
_BARE = frozenset({"教室", "大会", "きょうしつ", "ライブ", "ツアー", "塾", "party", "parties"})
_SAID_WORDS = """
    何 誰 今 時 人 方 皆 事 物 所 達 他 別 度 際 頃 間 前 後 中 内 外 回 日 月 年 週 時間 日程 自分 全員
    参加者 予定 開催 参加 募集 希望 情報 案内 紹介 一覧 検索 場所 会場 近所 近 付近 周辺 地域 地区 地元
    市内 町内 暇 気軽 簡単 面白 大丈夫 可能 無理 都合 興味 関心 種類 全部 色々 様々 一緒 一人 二人 友達
    友人 仲間 家内 主人 両親 兄弟 姉妹 旦那 私共 私達 皆様 申込 応募 受付 仕事 学校 会社 名前 世話 対象
    以外 次 最近 近日 直近 予約 出席 連 足 車 声 話 質問 回答 返事 返信 連絡 当日 一般 普通 個人 検討
    機会 教示 恐縮 承知 了解 失礼 オススメ ヤツ トコ モノ コト ヒマ リスト スケジュール カレンダー マジ
    ガチ ウチ オレ ボク ワタシ アリ 以上 以下 日取り 若い頃 使い方 退屈 帰省 活動 初心者 前後 子 大人
    男性 女性 経験 未経験 歓迎 手 開始 実施 会 集 公開 日中 夜間 手伝 募集中 受付中 開催中 参加可
    参加可能 参加希望 体 楽 系 用 向 若 老 皆々様 予定日 申込先 初参加 孫 祖母 祖父
"""
_SAID = frozenset(_SAID_WORDS.split())
_ONLY_SAID = re.compile(
    f"(?:{'|'.join(sorted(_SAID, key=len, reverse=True))}|[的者向用系内外頃前後中等様方側])+"
)
# After a verb's or an adjective's beginning stand other kana than particles: 申し込める, 楽しい.
_INFLECTED = re.compile(
    r"[うくすつぬむるえけせてねめれげべいきしちみりぎびわさたなまらばっ]|かっ|かな[いくけ]|がっ|がれ|んで"
    r"|じゃな|ではな"
)
_SAID_ENGLISH_WORDS = """
    the and any are there for this that these those what when where who how with can could should will
    may want wanna like love you your our his her their she him they them has have had does did not but
    from about some something anything anyone happening going get got find looking look show tell give
    please thanks thank hello hey good nice fun time join attend take part participate sign near nearby
    around available list upcoming open all also just really maybe see know next coming during old years
    year age people person one there's let into between both either week day days evening morning
    weekend held everyone suitable who's don't place places area areas town city local interested
    interesting interest come came need needs needed new recommend recommended suggest were was been
    being here very yet bring out work working everyone's father mother wife husband friend friends live
    living free-time japan would folks
"""
_SAID_ENGLISH = frozenset(_SAID_ENGLISH_WORDS.split())


def chosen(text: str, naming: list[Mark], others: list[Word]) -> tuple[str, ...]:
    """The words to look for, at most three: those that name something, and the others, in their order."""
    names = [(mark.start, _bare(text[mark.start : mark.end])) for mark in naming]
    words = dict.fromkeys(word for _, word in sorted([*names, *others]) if word not in _BARE)
    return tuple(words)[:_MOST] if len(words) <= 2 * _MOST else ()


def others(text: str) -> list[Word]:
    """The words of a text in which all that was understood is hidden, each with its place."""
    runs = [(found.start(), found[0]) for found in _RUN.finditer(text) if _is_word(text, found)]
    english = [(found.start(), found[0].lower()) for found in _ENGLISH.finditer(text)]
    return [*runs, *(each for each in english if each[1] not in _SAID_ENGLISH)]


def _bare(name: str) -> str:
    """お祭り is looked for as 祭り."""
    folded = name.lower() if name.isascii() else name
    return folded[1:] if re.match(r"お(?:祭|花見|まつり)", folded) else folded


def _is_word(text: str, found: re.Match[str]) -> bool:
    """Of one kanji before kana only the beginning of a verb stands there (行きたい, 楽しめる)."""
    word = found[0]
    return not (_ONLY_SAID.fullmatch(word) or _INFLECTED.match(text, found.end()) or len(word) == 1)
